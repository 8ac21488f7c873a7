"""Citizens' data, for supervisors: wishes to delete, holds, what a purge would delete. Every look is audited."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import StringConstraints

from bot.console.access import AsSupervisor, require
from bot.console.api.schemas import Number, Reason, ReasonIn, Strict
from bot.console.api.talks import locale_of
from bot.console.words import RECORD_LABELS, WHY_LABELS
from bot.content.privacy import load_privacy
from bot.context import Context, Here
from bot.errors import NotFound, Refused
from bot.i18n import N_, translate
from bot.messages import Role
from bot.services import audit_reports, holds, privacy, retention
from bot.services.audit_actions import Action
from bot.services.officers import Account

__all__ = ["router"]

router = APIRouter(prefix="/api/console/privacy", tags=["console: citizens' data"])

AllTalks = Annotated[Account, Depends(require(Role.SUPERVISOR, sees_all=True))]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/._-]{3,32}$", strip_whitespace=True)]
NO_SUCH_TALK = N_("There is no talk or report with this reference that you may see.")


class HoldIn(Strict):
    """Which talks: the reference of a report or case, or a talk's own id; and why."""

    reference: Reference
    reason: Reason


@router.get("/requests")
def list_requests(account: AsSupervisor, here: Here, request: Request) -> dict[str, Any]:
    """Wishes to delete that wait, with what they are about, and the last ones that were decided."""
    _note_look(here, account, "requests")
    locale = locale_of(request, account)
    return {
        "open": [
            {
                "id": it.id,
                "conversation": it.conversation_id,
                "asked_at": it.asked_at,
                "language": it.language,
                "script": it.script,
                "talks": it.talks,
                "messages": it.messages,
                "files": it.files,
                "reports": [{"reference": name, "is_shown": name in it.shown} for name in it.reports],
                "why": [translate(WHY_LABELS[name], locale) for name in it.why or ("open",)],
                "is_held": it.is_held,
            }
            for it in privacy.list_requests(here.database, account)
        ],
        "decided": [
            {
                "id": it.id,
                "conversation": it.conversation_id,
                "asked_at": it.asked_at,
                "decided_at": it.decided_at,
                "is_granted": it.is_granted,
                "officer": it.officer,
                "reason": it.reason,
            }
            for it in privacy.list_decided(here.database, account)
        ],
    }


@router.post("/requests/{number}/grant", status_code=204)
def grant(body: ReasonIn, number: Number, account: AsSupervisor, here: Here) -> None:
    """Delete all that the wish is about; the citizen is told."""
    _decide(here, account, number, body.reason, is_granted=True)


@router.post("/requests/{number}/refuse", status_code=204)
def refuse(body: ReasonIn, number: Number, account: AsSupervisor, here: Here) -> None:
    """Keep it; the citizen reads the reason."""
    _decide(here, account, number, body.reason, is_granted=False)


@router.get("/holds")
def list_holds(account: AsSupervisor, here: Here) -> dict[str, Any]:
    """The holds that stand."""
    _note_look(here, account, "holds")
    return {
        "holds": [
            {
                "conversation": it.conversation_id,
                "reports": it.references,
                "reason": it.reason,
                "placed_at": it.placed_at,
                "officer": it.officer,
            }
            for it in holds.list_holds(here.database, account)
        ]
    }


@router.post("/holds", status_code=201)
def place_hold(body: HoldIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Keep talks from being deleted; how many were not held before."""
    return _change(here, account, body, holds.place_hold)


@router.post("/holds/lift")
def lift_hold(body: HoldIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Lift holds; how many."""
    return _change(here, account, body, holds.lift_hold)


@router.get("/due")
def count_due(account: AllTalks, here: Here, request: Request) -> dict[str, Any]:
    """How many records of each kind a purge would delete now; `python -m bot purge` does it."""
    _note_look(here, account, "due")
    locale, days = locale_of(request, account), load_privacy().days
    counts = retention.count_due(here.database, datetime.now(UTC))
    return {
        "kinds": [
            {"kind": kind, "label": translate(RECORD_LABELS[kind], locale), "days": days[kind], "count": count}
            for kind, count in counts.items()
        ],
        "last_purge": retention.last_purge(here.database),
    }


def _decide(here: Context, account: Account, number: int, reason: str, *, is_granted: bool) -> None:
    now = datetime.now(UTC)
    told_in = privacy.decide_deletion(here.database, account, number, is_granted=is_granted, reason=reason, now=now)
    for conversation in told_in:
        here.bell.ring(conversation)
    if is_granted:
        retention.sweep_files(here.database, here.files)


def _change(here: Context, account: Account, body: HoldIn, change: Callable[..., int]) -> dict[str, int]:
    now = datetime.now(UTC)
    try:
        count = change(here.database, body.reference, body.reason, account.id, now, asker=account)
    except NotFound:
        raise Refused(NO_SUCH_TALK, status=404, code="not_found") from None
    return {"talks": count}


def _note_look(here: Context, account: Account, at: str) -> None:
    audit_reports.record_look(here.database, account.id, {"of": at}, datetime.now(UTC), action=Action.PRIVACY_READ)
