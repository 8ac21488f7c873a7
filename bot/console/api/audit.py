"""The audit log, for supervisors; that they read it stands in it too, whoever or whatever asked for them.

It tells of every talk, so those who are confined to some do not read it.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from bot.console.access import require
from bot.console.api.schemas import Number
from bot.context import Here
from bot.i18n import preferred_locale, translate
from bot.messages import Role
from bot.services import audit_reports, rules
from bot.services.audit_actions import label_of
from bot.services.officers import Account

__all__ = ["router"]

router = APIRouter(prefix="/api/console", tags=["audit"])
Supervisor = Annotated[Account, Depends(require(Role.SUPERVISOR, sees_all=True))]


class LineOut(BaseModel):
    """One line; `label` goes on from the officer's name."""

    number: int
    at: datetime
    officer: str | None
    action: str
    label: str
    conversation: str | None
    detail: dict[str, Any] | None
    why: str | None


class LinesOut(BaseModel):
    """Newest first; `more`: ask again with `before` the last number."""

    entries: list[LineOut]
    more: bool


class ReaderOut(BaseModel):
    """What an officer read, beside what is usual."""

    id: int
    officer: str
    talks_read: int
    not_own: int
    outside_hours: int
    usual: float
    is_unusual: bool


class ReadersOut(BaseModel):
    """Unusual readers first."""

    readers: list[ReaderOut]
    days: int


@router.get("/audit")
def show_lines(
    request: Request,
    asker: Supervisor,
    here: Here,
    officer: Number | None = None,
    conversation: Annotated[str | None, Query(pattern=r"^\w{1,32}$")] = None,
    action: Annotated[str | None, Query(pattern=r"^[a-z_]{1,32}$")] = None,
    before: Number | None = None,
) -> LinesOut:
    """Who did or read what, when and why; filters may be combined."""
    lines, more = audit_reports.list_lines(
        here.database, officer_id=officer, conversation_id=conversation, action=action, before=before
    )
    filters = {"officer": officer, "conversation": conversation, "action": action}
    given = {name: value for name, value in filters.items() if value is not None}
    audit_reports.record_look(here.database, asker.id, given, datetime.now(UTC))
    locale = preferred_locale(request.headers.get("accept-language"))
    entries = [
        LineOut(
            number=it.number,
            at=it.at,
            officer=it.officer,
            action=it.action,
            label=translate(label_of(it.action), locale),
            conversation=it.conversation,
            detail=dict(it.detail) if it.detail is not None else None,
            why=it.why,
        )
        for it in lines
    ]
    return LinesOut(entries=entries, more=more)


@router.get("/audit/unusual")
def show_readers(asker: Supervisor, here: Here) -> ReadersOut:
    """Who read talks that are not theirs, or outside working hours, and how much of that is usual."""
    now = datetime.now(UTC)
    readers = audit_reports.list_readers(here.database, now, is_open=rules.find_hours(here.database).is_open)
    audit_reports.record_look(here.database, asker.id, {"readers": "unusual"}, now)
    return ReadersOut(
        readers=[
            ReaderOut(
                id=it.id,
                officer=it.officer,
                talks_read=it.talks_read,
                not_own=it.not_own,
                outside_hours=it.outside_hours,
                usual=it.usual,
                is_unusual=it.is_unusual,
            )
            for it in readers
        ],
        days=audit_reports.DAYS,
    )
