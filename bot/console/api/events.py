"""News for open consoles, as server-sent events: what changed, never what was said."""

import asyncio
import json
import time
import weakref
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.console.access import is_still_signed_in, require
from bot.context import Context, get_context
from bot.messages import Role
from bot.services.officers import Account

__all__ = ["router"]

HEARTBEAT = 15.0
"""Seconds; also how soon a console hears that its login has ended."""

router = APIRouter(prefix="/api/console", tags=["console: talks"])


@router.get("/events", response_class=StreamingResponse)
async def stream_news(
    account: Annotated[Account, Depends(require(Role.OFFICER))],
    here: Annotated[Context, Depends(get_context)],
    request: Request,
) -> StreamingResponse:
    """`changed` with `{"queue": true}` or `{"conversation": ID}`; `alarm` with conversation and kind."""
    reading = ExitStack()
    reading.enter_context(here.open_reads.one(f"officer:{account.id}"))
    news = _events(here, request, account, reading)
    weakref.finalize(news, reading.close)  # a client that goes before the first event never starts it
    return StreamingResponse(
        news,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(here: Context, request: Request, account: Account, reading: ExitStack) -> AsyncIterator[str]:
    subscriber = here.live.subscribe(account)
    looked_at = time.monotonic()
    try:
        yield 'event: changed\ndata: {"queue": true}\n\n'
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await subscriber.event.wait()
            except TimeoutError:
                yield ": still here\n\n"
            yield "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in subscriber.take())
            if time.monotonic() - looked_at >= HEARTBEAT:
                looked_at = time.monotonic()
                if not await run_in_threadpool(is_still_signed_in, request, datetime.now(UTC)):
                    return
    finally:
        here.live.leave(subscriber)
        reading.close()
