"""What did not reach citizens, and what of theirs nothing could read."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from bot.console.access import AsOfficer, require
from bot.console.api.schemas import Nothing, Number
from bot.console.api.talks import locale_of
from bot.console.words import label
from bot.context import Here
from bot.i18n import Locale, translate
from bot.labels import CHANNEL_LABELS, PROBLEM_LABELS
from bot.messages import Channel, Role
from bot.services import arrivals, undelivered
from bot.services.arrivals import Parked
from bot.services.officers import Account, ranks_as
from bot.services.undelivered import Undelivered

__all__ = ["router"]

SHOWN = 200
router = APIRouter(prefix="/api/console", tags=["console: talks"])

OfAllTalks = Annotated[Account, Depends(require(Role.SUPERVISOR, sees_all=True))]


@router.get("/undelivered")
def list_undelivered(account: AsOfficer, here: Here, request: Request) -> dict[str, Any]:
    """Messages that failed or are held until the citizen writes, newest first; and how many there are.

    `parked` is counted for those who may look at it.
    """
    locale = locale_of(request, account)
    found = undelivered.list_undelivered(here.database, account, limit=SHOWN)
    sees_parked = ranks_as(account.role, Role.SUPERVISOR) and not account.is_confined
    counts = undelivered.count(here.database, account)
    counts["parked"] = undelivered.count_parked(here.database) if sees_parked else 0
    return {"messages": [_show(it, locale) for it in found], "counts": counts}


@router.get("/parked")
def list_parked(account: OfAllTalks, here: Here, request: Request) -> dict[str, Any]:
    """What platforms sent and nothing could read, newest first: when, of which kind, why; nothing of what it says."""
    locale = locale_of(request, account)
    return {"updates": [_show_parked(it, locale) for it in arrivals.list_parked(here.database, limit=SHOWN)]}


@router.post("/parked/{update}/retry", status_code=204)
def retry(update: Number, account: OfAllTalks, here: Here, body: Nothing | None = None) -> None:
    """Read it once more, as after the program was mended."""
    arrivals.retry(here.database, account, update, datetime.now(UTC))
    here.arrivals.wake()


def _show(it: Undelivered, locale: Locale) -> dict[str, Any]:
    return {
        "conversation": it.conversation_id,
        "message": it.number,
        "citizen": it.citizen,
        "channel": it.channel,
        "channel_label": translate(CHANNEL_LABELS[Channel(it.channel)], locale),
        "sender": it.sender,
        "delivery": it.delivery,
        "problem": label(PROBLEM_LABELS, it.problem, locale),
        "is_maybe_repeated": it.is_maybe_repeated,
        "at": it.created_at,
        "failed_at": it.failed_at,
    }


def _show_parked(it: Parked, locale: Locale) -> dict[str, Any]:
    return {
        "id": it.id,
        "channel": it.channel,
        "channel_label": translate(CHANNEL_LABELS[it.channel], locale),
        "kind": it.kind,
        "error": it.error,
        "received_at": it.received_at,
        "parked_at": it.parked_at,
        "conversation": it.conversation_id,
    }
