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


def answer_with(media_type: str, file: SealedFile, disposition: str) -> Response:
    """A file that may do nothing wherever it is opened; compressing it once more would save nothing."""
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Length": str(file.size),
        "Content-Encoding": "identity",
    }
    return StreamingResponse(file.chunks(), media_type=media_type, headers=headers)


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
