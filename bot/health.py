"""Doors for operators: is the process alive, can every part answer, how much is done."""

import contextlib
import hmac
import math
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.context import Here
from bot.errors import NotFound
from bot.metrics import PARKED, UNDELIVERED
from bot.services import undelivered, upkeep
from bot.store.database import Database

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/healthz", response_class=PlainTextResponse)
def is_alive() -> str:
    """200 as long as the process answers at all."""
    return "ok"


@router.get("/readyz")
def is_ready(here: Here) -> JSONResponse:
    """200 when the database and the engine both answer; else 503, with the part that does not."""
    model = here.engine.find_model()
    parts = {"database": upkeep.is_reachable(here.database), "engine": model is not None}
    body = {name: "ok" if is_ok else "unavailable" for name, is_ok in parts.items()} | {"model": model}
    return JSONResponse(body, 200 if all(parts.values()) else 503)


@router.get("/metrics")
def show_metrics(request: Request, here: Here) -> Response:
    """Prometheus figures, on loopback or with the token."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    token = here.settings.metrics_token
    has_token = (
        bool(token and token.get_secret_value())
        and token is not None
        and hmac.compare_digest(given.encode(), token.get_secret_value().encode())
    )
    if not has_token and not _is_loopback(request):
        raise NotFound("metrics")
    _count_undelivered(here.database)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _count_undelivered(database: Database) -> None:
    """Bring what is counted in the database up to date; while it does not answer, nothing is told of it."""
    UNDELIVERED.clear()
    PARKED.set(math.nan)
    with contextlib.suppress(SQLAlchemyError):
        for delivery, count in undelivered.count_all(database).items():
            UNDELIVERED.labels(delivery).set(count)
        PARKED.set(undelivered.count_parked(database))


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
