"""Files over HTTP: taken as the body of a request while it comes in, given as an answer that may do nothing."""

import asyncio
import re

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from bot.errors import Refused
from bot.i18n import N_
from bot.log import get_logger
from bot.services import attachments
from bot.services.attachments import Intake, Limits, NewFile
from bot.services.inspection import Reason
from bot.store.files import FileStore, SealedFile

__all__ = ["BODY", "DOORS", "answer_with", "take_file"]

DOORS = re.compile(r"/api/chat/attachments|/api/console/conversations/[^/]+/files")
"""The doors that take a file, and limit their body themselves."""
BODY = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
"""What they take, for the description of the API."""
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
LONGEST_UPLOAD = 900
"""Seconds that a file may take to come in."""
UPLOAD_PART = 256 * 1024
"""Bytes that are sealed and written at once."""
NOT_WHOLE = N_("The file did not come through whole. Please send it again.")

log = get_logger()


async def take_file(request: Request, store: FileStore, limits: Limits) -> NewFile:
    """The body as a file in the store, looked through. What is refused is noted without its content.

    Raises:
        Refused: it is not taken, or did not come through whole.
    """
    size = 0
    try:
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limits.most:
            size = int(announced)
            raise attachments.refuse(Reason.TOO_LARGE, limits)
        with await run_in_threadpool(Intake, store, limits) as intake:
            try:
                return await _read(request, intake)
            finally:
                size = intake.size
    except Refused as refused:
        log.info("attachment.refused", reason=refused.code, size=size)
        raise


def answer_with(media_type: str, file: SealedFile, disposition: str, asked: str | None = None) -> Response:
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


async def _read(request: Request, intake: Intake) -> NewFile:
    """The body into the store, as it comes; what it says of its own length counts nothing."""
    try:
        async with asyncio.timeout(LONGEST_UPLOAD):
            part = bytearray()
            async for piece in request.stream():
                part += piece
                if len(part) >= UPLOAD_PART:
                    await run_in_threadpool(intake.add, bytes(part))
                    part.clear()
            await run_in_threadpool(intake.add, bytes(part))
    except (TimeoutError, ClientDisconnect):
        raise Refused(NOT_WHOLE, status=408, code="not_whole") from None
    return await run_in_threadpool(intake.finish)


def _span(asked: str, size: int) -> range | None:
    """The bytes that a `Range` header asks for, an empty range for such as are not there; none if it asks otherwise."""
    found = RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(size, int(last) + 1 if last else size))
