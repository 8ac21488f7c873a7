"""The web chat's API: citizens' browsers, and whoever else speaks it. See `/api/openapi.json`."""

import asyncio
import hashlib
import json
import secrets
import time
import weakref
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.channels.files import BODY, answer_with, take_file
from bot.channels.webchat.schemas import (
    Caption,
    ClientId,
    FileId,
    MessageIn,
    MessageOut,
    Notice,
    PageOut,
    SessionIn,
    SessionOut,
    StoredOut,
)
from bot.content.privacy import load_privacy
from bot.context import Context, Here
from bot.dialogue import inbox
from bot.errors import NotFound, Refused
from bot.i18n import find_locale
from bot.log import get_logger
from bot.messages import Channel
from bot.metrics import RECEIVED
from bot.services import attachments, consents, conversations, receipts
from bot.services.conversations import Incoming, Line, Page

__all__ = ["router", "token_hash"]

LONGEST_WAIT = 30
"""Seconds that a request may wait for news; proxies cut off longer ones."""
LOOK_EVERY = 30.0
"""Seconds between looks when nothing rang. Whatever this process stores rings."""
HEARTBEAT = 15.0

log = get_logger()
router = APIRouter(prefix="/api/chat", tags=["web chat"])


def token_hash(authorization: Annotated[str | None, Header()] = None) -> str:
    """The hash by which the bearer of a token is known.

    Raises:
        NotFound: without a token.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotFound("token")
    return hashlib.sha256(token.strip().encode()).hexdigest()


Citizen = Annotated[str, Depends(token_hash)]
After = Annotated[int, Query(ge=0, le=2**31 - 1)]


@router.post("/sessions", status_code=201)
def open_session(body: SessionIn, request: Request, here: Here) -> SessionOut:
    """Begin a web chat; the token in the answer is shown only once."""
    here.session_limit.check(_address(request))
    token = secrets.token_urlsafe(32)
    locale = find_locale(body.language, body.script) if body.language else None
    sender = hashlib.sha256(token.encode()).hexdigest()
    conversation = conversations.open_web_chat(here.database, sender, locale, datetime.now(UTC), notice=body.notice)
    return SessionOut(token=token, conversation=conversation)


@router.post("/notices")
def note_notice(body: Notice, sender: Citizen, here: Here) -> Notice:
    """Keep that a page showed the notice about data to a citizen who was here before; answers the version in force."""
    here.citizen_limit.check(sender)
    consents.note_seen(here.database, Channel.WEBCHAT, sender, body.version, datetime.now(UTC))
    return Notice(version=load_privacy().version)


@router.post("/messages", status_code=202)
def send_message(body: MessageIn, request: Request, sender: Citizen, here: Here) -> StoredOut:
    """Take a message: once this is answered, it is stored. The same `id` again changes nothing."""
    here.address_limit.check(_address(request))
    here.citizen_limit.check(sender)
    incoming = Incoming(
        channel=Channel.WEBCHAT,
        sender=sender,
        client_id=body.id,
        text=body.text or "",
        payload=body.payload,
        location=body.location.model_dump() if body.location else None,
        body=body.model_dump(mode="json", exclude_none=True),
    )
    number = inbox.receive(here.database, here.keys, incoming, datetime.now(UTC))
    RECEIVED.labels(Channel.WEBCHAT).inc()
    here.worker.wake()
    page = conversations.read_on(here.database, Channel.WEBCHAT, sender, after=number)
    here.bell.ring(page.conversation_id)
    return StoredOut(message=number)


@router.post("/attachments", status_code=202, openapi_extra={"requestBody": BODY})
async def send_attachment(
    request: Request,
    sender: Citizen,
    here: Here,
    id: Annotated[ClientId, Query()],  # noqa: A002 - what the client calls it, as in a message
    caption: Annotated[Caption, Header(alias="X-Caption")] = "",
) -> StoredOut:
    """Take a file, the body as it is, as a message with a caption or without; the same `id` again changes nothing.

    Photo, video, voice or document: its content says which, and whether it is taken. The caption is UTF-8,
    percent-encoded.
    """
    here.address_limit.check(_address(request))
    here.citizen_limit.check(sender)
    with here.open_uploads.one(sender):
        number = await run_in_threadpool(conversations.find_known, here.database, Channel.WEBCHAT, sender, id)
        if number is None:
            number = await _take_attachment(request, here, sender, id, caption)
    return StoredOut(message=number)


@router.get("/attachments/{attachment}", response_class=Response)
def read_attachment(attachment: FileId, sender: Citizen, here: Here) -> Response:
    """A file that an officer sent, for the bearer of the talk alone; of a picture a copy without metadata.

    404 for whatever was not sent to them, the citizen's own files too.
    """
    found = attachments.open_for_citizen(here.database, here.files, Channel.WEBCHAT, sender, attachment)
    if found is None:
        raise HTTPException(404)  # where NotFound means that the token is not known
    about, file = found
    return answer_with(about.media_type, file, f'attachment; filename="{about.file_name}"')


@router.get("/messages")
async def read_messages(
    sender: Citizen, here: Here, after: After = 0, wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0
) -> PageOut:
    """Messages after number `after`; with none yet, the answer comes as soon as there are, `wait` seconds at most."""
    with here.open_reads.one(sender):
        return _page_out(here, await _next_page(here, sender, after, wait))


@router.get("/events", response_class=StreamingResponse)
async def stream_messages(sender: Citizen, here: Here, after: After = 0) -> StreamingResponse:
    """The same as server-sent events: one `messages` event a change, until the reader goes."""
    first = await run_in_threadpool(conversations.read_on, here.database, Channel.WEBCHAT, sender, after)
    reading = ExitStack()
    reading.enter_context(here.open_reads.one(sender))
    events = _events(here, sender, first, after, reading)
    weakref.finalize(events, reading.close)  # a client that goes before the first event never starts it
    return StreamingResponse(
        events,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _take_attachment(request: Request, here: Context, sender: str, client_id: str, caption: str) -> int:
    limits = here.file_limits
    try:
        await run_in_threadpool(
            attachments.check_count, here.database, here.files, Channel.WEBCHAT, sender, limits, datetime.now(UTC)
        )
        here.attachment_limit.check(_address(request))
    except Refused as refused:
        log.info("attachment.refused", reason=refused.code or "too_fast", size=0)
        raise
    file = await take_file(request, here.files, limits)
    incoming = Incoming(
        channel=Channel.WEBCHAT,
        sender=sender,
        client_id=client_id,
        text=caption,
        file=file,
        body={"id": client_id, "text": caption, "attachment": {"kind": file.kind, "size": file.size}},
    )
    try:
        number = await run_in_threadpool(inbox.receive, here.database, here.keys, incoming, datetime.now(UTC))
    finally:
        await run_in_threadpool(attachments.drop_unless_kept, here.database, here.files, file)
    RECEIVED.labels(Channel.WEBCHAT).inc()
    here.worker.wake()
    page = await run_in_threadpool(conversations.read_on, here.database, Channel.WEBCHAT, sender, number)
    here.bell.ring(page.conversation_id)
    return number


async def _events(here: Context, sender: str, page: Page, after: int, reading: ExitStack) -> AsyncIterator[str]:
    with reading:
        while True:
            if page.lines:
                after = page.lines[-1].number
                data = _page_out(here, page).model_dump(mode="json")
                yield f"event: messages\nid: {after}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            else:
                yield ": still here\n\n"
            page = await _next_page(here, sender, after, HEARTBEAT)


async def _next_page(here: Context, sender: str, after: int, wait: float) -> Page:
    until = time.monotonic() + wait
    page = await _read(here, sender, after)
    if page.lines or wait <= 0:
        return page
    bell = here.bell.listen(page.conversation_id)
    try:
        while True:
            # Looked once more after beginning to listen: an answer stored in between has rung already.
            page = await _read(here, sender, after)
            left = until - time.monotonic()
            if page.lines or left <= 0:
                return page
            try:
                async with asyncio.timeout(min(left, LOOK_EVERY)):
                    await bell.wait()
            except TimeoutError:
                if left <= LOOK_EVERY:
                    return page
            else:
                # It rang: whatever changed, be it only the status, is told now.
                return await _read(here, sender, after)
    finally:
        here.bell.leave(page.conversation_id, bell)


async def _read(here: Context, sender: str, after: int) -> Page:
    return await run_in_threadpool(conversations.read_on, here.database, Channel.WEBCHAT, sender, after)


def _page_out(here: Context, page: Page) -> PageOut:
    messages = [_message_out(here, it) for it in page.lines]
    return PageOut(status=page.status.value, typing=page.is_typing, place=page.place, messages=messages)


def _message_out(here: Context, line: Line) -> MessageOut:
    # Only here, on the way to the citizen, a receipt code is shown.
    text = receipts.reveal(here.keys, line.text, line.passed_on) if line.passed_on else line.text
    return MessageOut.model_validate(
        {
            "id": line.number,
            "sender": line.sender,
            "text": text,
            "buttons": line.buttons,
            "at": line.created_at,
            "language": line.language,
            "script": line.script,
            "client_id": line.client_id,
            "attachments": [
                {
                    "id": it.id if it.is_outgoing else None,
                    "kind": it.kind,
                    "media_type": it.media_type,
                    "size": it.size,
                }
                for it in line.files
            ],
        }
    )


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
