"""The queue and the talks: looking at them, and what an officer may do with one."""

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from bot.channels.messenger.platform import window_closes_at
from bot.console.access import AsOfficer, AsSupervisor
from bot.console.api.schemas import (
    ConversationId,
    FileId,
    HandOnIn,
    Listing,
    Moment,
    MuteIn,
    NoteIn,
    Nothing,
    Number,
    ReasonIn,
    ReleaseIn,
    ReplyIn,
    ReportIn,
    ReportStatusIn,
    ResolveIn,
    TagsIn,
    TranslateIn,
)
from bot.console.api.views import dump, show_event, show_part, show_row, show_row_to, show_talk
from bot.context import Context, Here
from bot.i18n import Locale, find_locale, preferred_locale
from bot.messages import Channel, Role, Status
from bot.services import attachments, custody, desk, report_status, talks
from bot.services.file_types import PDF
from bot.services.officers import Account, ranks_as
from bot.services.queue import Row, count, list_closed
from bot.services.reach import is_within
from bot.services.talks import Talk
from bot.store.files import SealedFile

__all__ = ["router"]

RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")

router = APIRouter(prefix="/api/console/conversations", tags=["console: talks"])


@router.get("", response_model=Listing)
def list_conversations(
    account: AsOfficer,
    here: Here,
    request: Request,
    status: Status | None = None,
    mine: bool = False,
    for_me: bool = False,
    before: Moment | None = None,
    skip: Annotated[int, Query(ge=0, le=10_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Response:
    """Talks: open ones by urgency and wait, `skip` of them left out; with `status` those, closed ones newest first."""
    now, locale = datetime.now(UTC), locale_of(request, account)
    opened = here.open_talks.look(now)
    if status in {None, Status.WAITING, Status.ASSIGNED}:
        rows = [row for row in opened.rows if status in {None, row.status} and is_within(account, row)]
    else:
        rows = list_closed(here.database, account, status, now, before=before, limit=limit + 1)
    parts = [(row, show_part(account, row, now)) for row in rows]
    found = [(row, it) for row, it in parts if (not mine or it["is_mine"]) and (not for_me or it["is_for_me"])]
    # Joined by hand: the lines are the same for every officer, and are made once.
    lines = [f"{opened.line(row, locale, _line)[:-1]},{dump(part)[1:]}" for row, part in found[skip : skip + limit]]
    counts = dump(asdict(count(opened.rows, account)))
    body = f'{{"conversations":[{",".join(lines)}],"counts":{counts},"more":{dump(len(found) > skip + limit)}}}'
    return Response(body, media_type="application/json")


@router.get("/{conversation}")
def read_conversation(
    conversation: ConversationId,
    account: AsOfficer,
    here: Here,
    request: Request,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> dict[str, Any]:
    """A talk with its newest messages, those after number `after`, or those before number `before`."""
    now = datetime.now(UTC)
    talk = talks.read_talk(here.database, account, conversation, now, after=after, before=before)
    is_messenger = talk.row.channel == Channel.MESSENGER
    closes_at = window_closes_at(here.settings, talk.row.last_incoming_at) if is_messenger else None
    can = _can(account, talk)
    return show_talk(account, talk, locale_of(request, account), now, can, window_closes_at=closes_at)


@router.get("/{conversation}/attachments/{attachment}", response_class=Response)
def read_attachment(conversation: ConversationId, attachment: FileId, account: AsOfficer, here: Here) -> Response:
    """A file as it came, to be saved; each time stands in the audit log."""
    now = datetime.now(UTC)
    found, file = attachments.open_original(here.database, here.files, account, conversation, attachment, now)
    return _file(found.media_type, file, f'attachment; filename="{found.file_name}"')


@router.get("/{conversation}/attachments/{attachment}/view", response_class=Response)
def view_attachment(
    conversation: ConversationId,
    attachment: FileId,
    account: AsOfficer,
    here: Here,
    asked: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The working copy of a file, without what devices wrote into it; of a film also a range of bytes.

    A PDF is for saving: a browser would open it with all the rights of the console's own address.
    """
    now = datetime.now(UTC)
    found, file = attachments.open_view(here.database, here.files, account, conversation, attachment, now)
    is_saved = found.view_type == PDF.media_type
    disposition = f'attachment; filename="{found.view_name}"' if is_saved else "inline"
    return _file(found.view_type, file, disposition, asked)


@router.post("/{conversation}/claim")
def claim(
    conversation: ConversationId, account: AsOfficer, here: Here, request: Request, body: Nothing | None = None
) -> dict[str, Any]:
    """Take a talk over; 409 with the owner when somebody else has it."""
    return _do(
        here, request, account, conversation, lambda now: custody.claim(here.database, account, conversation, now)
    )


@router.post("/{conversation}/reopen")
def reopen(
    conversation: ConversationId, account: AsOfficer, here: Here, request: Request, body: Nothing | None = None
) -> dict[str, Any]:
    """Take a closed talk up again."""
    return _do(
        here, request, account, conversation, lambda now: custody.reopen(here.database, account, conversation, now)
    )


@router.post("/{conversation}/reply", status_code=201)
def reply(
    body: ReplyIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, int]:
    """Say something to the citizen."""
    now, client_id = datetime.now(UTC), body.id or uuid4().hex
    if body.canned is not None:
        number = desk.reply_with_canned(here.database, account, conversation, body.canned, now, client_id=client_id)
    elif body.answer is not None:
        number = desk.reply_with_answer(here.database, account, conversation, body.answer, now, client_id=client_id)
    elif body.translate:
        number = _reply_translated(here, account, conversation, body.text or "", locale_of(request, account), client_id)
    else:
        number = desk.reply(here.database, account, conversation, body.text or "", now, client_id=client_id)
    here.bell.ring(conversation)
    return {"message": number}


@router.post("/{conversation}/note", status_code=201)
def note(
    body: NoteIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Write a note that only officers see."""
    client_id = body.id or uuid4().hex
    event = desk.note(here.database, account, conversation, body.text, datetime.now(UTC), client_id=client_id)
    here.bell.ring(conversation)
    found = talks.find_event(here.database, account, conversation, event)
    return {"event": show_event(found, locale_of(request, account))}


@router.post("/{conversation}/release")
def release(
    conversation: ConversationId, account: AsOfficer, here: Here, request: Request, body: ReleaseIn | None = None
) -> dict[str, Any]:
    """Give a talk back to the queue, or to the bot."""
    wish = body or ReleaseIn()

    def act(now: datetime) -> None:
        custody.release(here.database, account, conversation, now, to_bot=wish.to == "bot", reason=wish.reason)

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/transfer")
def transfer(
    body: HandOnIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Hand one's own talk on to another officer, or to the queue."""

    def act(now: datetime) -> None:
        custody.transfer(here.database, account, conversation, now, to=_target(body.to), reason=body.reason)

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/assign")
def assign(
    body: HandOnIn, conversation: ConversationId, account: AsSupervisor, here: Here, request: Request
) -> dict[str, Any]:
    """Give a talk to an officer, whoever has it."""

    def act(now: datetime) -> None:
        custody.assign(here.database, account, conversation, now, to=_target(body.to), reason=body.reason)

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/resolve")
def resolve(
    body: ResolveIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Close a talk; the citizen gets outcome and reason, and is asked how it was."""

    def act(now: datetime) -> None:
        custody.resolve(
            here.database, account, conversation, now, outcome=body.outcome, reason=body.reason, seen=body.seen
        )

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/tags")
def set_tags(
    body: TagsIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Set the talk's tags."""
    tags = list(dict.fromkeys(body.tags))
    return _do(
        here, request, account, conversation, lambda now: desk.set_tags(here.database, account, conversation, tags, now)
    )


@router.post("/{conversation}/report")
def link_report(
    body: ReportIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Link the talk to a report."""

    def act(now: datetime) -> None:
        desk.link_report(here.database, account, conversation, body.reference or None, now)

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/report/status")
def change_report(
    body: ReportStatusIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """Change how the talk's report stands; the citizen is told why."""

    def act(now: datetime) -> None:
        report_status.change(here.database, account, conversation, body.reason, now)

    return _do(here, request, account, conversation, act)


@router.post("/{conversation}/messages/{number}/resend")
def resend(
    number: Number,
    conversation: ConversationId,
    account: AsOfficer,
    here: Here,
    request: Request,
    body: Nothing | None = None,
) -> dict[str, Any]:
    """Send a message again that could not be delivered."""
    return _do(
        here, request, account, conversation, lambda now: desk.resend(here.database, account, conversation, number, now)
    )


@router.post("/{conversation}/mute")
def mute(body: MuteIn, conversation: ConversationId, account: AsSupervisor, here: Here) -> dict[str, datetime]:
    """Take no messages from the talk's sender for a while, except of danger."""
    now = datetime.now(UTC)
    until = desk.mute(here.database, account, conversation, now, hours=body.hours, reason=body.reason)
    here.bell.ring(conversation)
    return {"until": until}


@router.post("/{conversation}/unmute", status_code=204)
def unmute(body: ReasonIn, conversation: ConversationId, account: AsSupervisor, here: Here) -> None:
    """Take the sender's messages again."""
    desk.unmute(here.database, account, conversation, datetime.now(UTC), reason=body.reason)
    here.bell.ring(conversation)


@router.post("/{conversation}/translate")
def translate(
    body: TranslateIn, conversation: ConversationId, account: AsOfficer, here: Here, request: Request
) -> dict[str, Any]:
    """A machine's translation of a message for the officer, or of the officer's text for the citizen."""
    mine = locale_of(request, account)
    theirs = talks.find_locale_of(here.database, account, conversation)
    now = datetime.now(UTC)
    if body.text is not None:
        desk.note_translation(here.database, account, conversation, now, of="reply")
        return _translated(here, body.text, mine, theirs)
    text, spoken = talks.find_words(here.database, account, conversation, body.message or 0, now)
    desk.note_translation(here.database, account, conversation, now, of=body.message or 0)
    return _translated(here, text, spoken or theirs, mine)


def locale_of(request: Request, account: Account) -> Locale:
    """The language that the client asks for, else the officer's own."""
    asked = request.headers.get("accept-language")
    return preferred_locale(asked) if asked and find_locale(asked.split(",")[0].strip()) else account.locale


def _file(media_type: str, file: SealedFile, disposition: str, asked: str | None = None) -> Response:
    """A file, or the range of bytes that is asked for (RFC 9110, section 14); it may do nothing wherever it is opened.

    Compressing it once more would save nothing.
    """
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Encoding": "identity",
        "Accept-Ranges": "bytes",
    }
    span = _span(asked, file.size) if asked else None
    if span is None:
        headers["Content-Length"] = str(file.size)
        return StreamingResponse(file.chunks(), media_type=media_type, headers=headers)
    headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{file.size}" if span else f"bytes */{file.size}"
    if not span:
        file.close()
        return Response(status_code=416, headers=headers)
    headers["Content-Length"] = str(len(span))
    return StreamingResponse(file.chunks(span.start, span.stop), 206, headers, media_type)


def _span(asked: str, size: int) -> range | None:
    """The bytes that a `Range` header asks for, an empty range for such as are not there; none if it asks otherwise."""
    found = RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(size, int(last) + 1 if last else size))


def _line(row: Row, locale: Locale) -> str:
    return dump(show_row(row, locale))


def _do(
    here: Context, request: Request, account: Account, conversation: str, act: Callable[[datetime], object]
) -> dict[str, Any]:
    """Do it, wake everybody who looks at the talk, and give the talk as it is by then."""
    act(datetime.now(UTC))
    here.bell.ring(conversation)
    now = datetime.now(UTC)
    row = talks.row_for(here.database, conversation, now)
    return show_row_to(account, row, locale_of(request, account), now)


def _target(to: int | str) -> int | str | None:
    return None if to == "queue" else to


def _can(account: Account, talk: Talk) -> dict[str, bool]:
    row = talk.row
    is_mine = row.owner_id == account.id
    is_supervisor = ranks_as(account.role, Role.SUPERVISOR)
    return {
        "claim": row.status in {Status.WAITING, Status.WITH_BOT},
        "reply": is_mine,
        "release": is_mine,
        "transfer": is_mine,
        "resolve": is_mine,
        "reopen": row.status is Status.RESOLVED,
        "note": True,
        "mute": is_supervisor,
        "assign": is_supervisor and row.status is not Status.RESOLVED,
    }


def _translated(here: Context, text: str, source: Locale, target: Locale) -> dict[str, Any]:
    translated = here.translator.translate(text, source, target)
    return {"text": translated, "language": target.tag, "is_machine": True}


def _reply_translated(
    here: Context, account: Account, conversation: str, text: str, mine: Locale, client_id: str
) -> int:
    """The officer's words in the citizen's language, marked as a machine's, with the original under them."""
    known = desk.find_said(here.database, account, conversation, client_id)
    if known is not None:
        return known
    theirs = talks.find_locale_of(here.database, account, conversation)
    desk.note_translation(here.database, account, conversation, datetime.now(UTC), of="reply")
    marked = here.translator.mark(text, mine, theirs)
    return desk.reply(
        here.database,
        account,
        conversation,
        marked,
        datetime.now(UTC),
        client_id=client_id,
        detail={"translated": "machine"},
    )
