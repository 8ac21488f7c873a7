"""Where Telegram sends updates when the app can be reached from outside (Bot API, "setWebhook")."""

import hmac
from json import JSONDecodeError
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool

from bot.channels.telegram.intake import UpdateStore
from bot.context import Here
from bot.log import get_logger
from bot.messages import Channel
from bot.metrics import FORGED

__all__ = ["PATH", "router"]

PATH = "/telegram/webhook"
log = get_logger()
router = APIRouter(include_in_schema=False)


@router.post(PATH)
async def take_update(
    request: Request,
    here: Here,
    secret: Annotated[str, Header(alias="X-Telegram-Bot-Api-Secret-Token")] = "",
) -> Response:
    """Keep one update; 200 says that it is kept. Without our secret word: 401, and nothing is kept."""
    if Channel.TELEGRAM not in here.platforms:
        return Response(status_code=404)
    if not hmac.compare_digest(secret.encode(), here.keys.secret("telegram").encode()):
        FORGED.labels(Channel.TELEGRAM).inc()
        log.warning("telegram.forged")
        return Response(status_code=401)
    try:
        update = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return Response(status_code=400)
    if not isinstance(update, dict):
        return Response(status_code=400)
    store = UpdateStore(here.database, here.keys, here.seals, here.arrivals)
    try:
        await run_in_threadpool(store.store, update)
    except ValueError:
        return Response(status_code=400)
    return Response(status_code=200)
