"""Where Meta brings what people say to the page: checked, split, stored, and only then answered."""

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool

from bot.channels.messenger import reading
from bot.context import Context, Here
from bot.errors import NotFound
from bot.log import get_logger
from bot.messages import Channel
from bot.metrics import FORGED
from bot.services import arrivals

__all__ = ["PATH", "router"]

PATH = "/messenger/webhook"
POLICY = {"warning", "block", "unblock"}
log = get_logger()
router = APIRouter(include_in_schema=False)


@router.get(PATH)
def verify(
    here: Here,
    mode: Annotated[str, Query(alias="hub.mode")] = "",
    token: Annotated[str, Query(alias="hub.verify_token")] = "",
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=1000)] = "",
) -> Response:
    """Give Meta its challenge back when it says the word that was agreed; else 403."""
    _require(here)
    expected = here.settings.messenger_verify_token
    if mode != "subscribe" or not _is_same(token, _of(expected)):
        return Response(status_code=403)
    return PlainTextResponse(challenge)


@router.post(PATH)
async def take(
    request: Request, here: Here, signature: Annotated[str, Header(alias="X-Hub-Signature-256")] = ""
) -> Response:
    """Take a body of events: 200 when every one of them is stored, 401 when Meta did not sign it."""
    _require(here)
    body = await request.body()
    return Response(status_code=await run_in_threadpool(_take, here, body, signature))


def _take(here: Context, raw: bytes, signature: str) -> int:
    expected = hmac.new(_of(here.settings.messenger_app_secret).encode(), raw, sha256).hexdigest()
    if not _is_same(signature, f"sha256={expected}"):
        FORGED.labels(Channel.MESSENGER).inc()
        log.warning("messenger.forged")
        return 401
    body = _parse(raw)
    if body is None:
        return 400
    page_id = here.settings.messenger_page_id
    now = datetime.now(UTC)
    for update in reading.split(body, page_id):
        _store(here, update, page_id, now)
    entries = body.get("entry")
    others = [it for it in entries if not reading.is_ours(it, page_id)] if isinstance(entries, list) else []
    if others:
        log.warning("messenger.other_page", count=len(others))
    here.arrivals.wake()
    return 200


def _store(here: Context, update: dict[str, Any], page_id: str, now: datetime) -> None:
    kind, address = reading.kind_of(update), reading.address_of(update, page_id)
    arrivals.store(
        here.database,
        here.seals,
        Channel.MESSENGER,
        reading.id_of(update),
        update,
        now,
        sender=here.keys.hash_sender(Channel.MESSENGER, address) if address else None,
        kind=kind,
    )
    policy = update["event"].get("policy_enforcement")
    action = policy.get("action") if isinstance(policy, dict) else None
    if isinstance(action, str) and action in POLICY:
        # Meta stops the page, or says that it will: somebody has to look into the page's support inbox.
        log.error("messenger.policy", reason=action)


def _parse(raw: bytes) -> dict[str, Any] | None:
    """The object that a body holds, in letters that every database takes; none if it holds something else."""
    try:
        value = json.loads(raw)
        # Half an emoji, where a text was cut, is no letter.
        clean = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return clean if isinstance(clean, dict) else None


def _require(here: Context) -> None:
    if Channel.MESSENGER not in here.platforms:
        raise NotFound("messenger")


def _of(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _is_same(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
