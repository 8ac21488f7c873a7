"""The supervisor's pages: the board, the rules of the house, who is muted; and what every page chooses from."""

from datetime import UTC, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints, field_validator, model_validator

from bot.console.access import AsAdmin, AsOfficer, AsSupervisor
from bot.console.api.schemas import Strict
from bot.console.api.talks import locale_of
from bot.console.api.views import region_name
from bot.console.places import draw_map
from bot.console.words import LANGUAGE_LABELS, OUTCOME_CHOICES, REPORT_LABELS, intent_label, label
from bot.content.municipalities import load
from bot.context import Context, Here
from bot.i18n import N_, translate
from bot.labels import INTENT_LABELS, TOPICS
from bot.messages import ReportReason, Role
from bot.services import board, rules
from bot.services.board import Hour, OnBoard
from bot.services.officers import Account
from bot.services.reach import find_on_duty

__all__ = ["router"]

router = APIRouter(prefix="/api/console", tags=["console: supervisors"])

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Version = Annotated[int, Field(ge=0)]
UNKNOWN = N_("Not known")


class ShiftIn(Strict):
    """Hours of one day of the week, 0 is Monday; `to` 00:00 is the day's end."""

    day: Annotated[int, Field(ge=0, le=6)]
    since: Annotated[Clock, Field(alias="from")]
    to: Clock

    @field_validator("to")
    @classmethod
    def is_after(cls, to: str, info: Any) -> str:
        """A shift ends after it begins."""
        since = info.data.get("since")
        if since is not None and to != "00:00" and time.fromisoformat(to) <= time.fromisoformat(since):
            raise ValueError("ends before it begins")
        return to


class HoursIn(Strict):
    """When officers answer in the chat."""

    is_always_open: bool
    days: Annotated[list[ShiftIn], Field(max_length=28)]
    version: Version

    @model_validator(mode="after")
    def is_ever_open(self) -> "HoursIn":
        """A house that never answers would tell nobody when it does."""
        if not self.is_always_open and not self.days:
            raise ValueError("say when officers answer")
        return self


class TargetsIn(Strict):
    """Seconds until a supervisor is called."""

    urgent_seconds: Annotated[int, Field(ge=10, le=3600)]
    normal_seconds: Annotated[int, Field(ge=30, le=86400)]
    version: Version


class SecondFactorIn(Strict):
    """Whether every account needs a second factor."""

    is_required: bool
    version: Version


@router.get("/board")
def show_board(account: AsSupervisor, here: Here, request: Request) -> dict[str, Any]:
    """How many wait, how long, where, and how soon they are answered."""
    locale = locale_of(request, account)
    seen = board.look_at_board(here.database, account, datetime.now(UTC))
    unknown = translate(UNKNOWN, locale)
    return {
        "waiting": seen.waiting,
        "urgent_waiting": seen.urgent_waiting,
        "longest_wait_seconds": seen.longest_wait_seconds,
        "assigned": seen.assigned,
        "on_duty": sum(it.is_on_duty for it in seen.officers),
        "answered_within_target": {"share": seen.quick_share, "count": seen.ended_waits, "seconds": board.QUICK},
        "today": dict(seen.today) | {"rating": seen.rating},
        "by_language": [
            {"id": it, "label": label(LANGUAGE_LABELS, it, locale) or unknown, **counts}
            for it, counts in seen.by_language.items()
        ],
        "by_region": [
            {"id": it, "label": region_name(it, locale) if it else unknown, **counts}
            for it, counts in seen.by_region.items()
        ],
        "hours": [_show_hour(it) for it in seen.hours],
        "officers": [_show_officer(it) for it in seen.officers],
        "hours_now": {"is_open": seen.is_open, "opens_at": seen.opens_at},
    }


@router.get("/mutes")
def list_mutes(account: AsSupervisor, here: Here) -> dict[str, Any]:
    """Who is muted, until when and why."""
    return {
        "mutes": [
            {
                "id": it.id,
                "conversation": it.conversation_id,
                "reason": it.reason,
                "officer": it.officer,
                "created_at": it.created_at,
                "until": it.until,
            }
            for it in board.list_mutes(here.database, account, datetime.now(UTC))
        ]
    }


@router.get("/rules")
def show_rules(account: AsSupervisor, here: Here) -> dict[str, Any]:
    """The rules of the house, with the versions that a change has to name."""
    found = rules.read_rules(here.database)
    return {name: dict(value) | {"version": version} for name, (value, version) in found.items()}


@router.put("/rules/hours")
def set_hours(body: HoursIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Set when officers answer; 409 when somebody else has changed it since."""
    days = [{"day": it.day, "from": it.since, "to": it.to} for it in body.days]
    value = {"is_always_open": body.is_always_open, "days": days}
    return _set(here, account, "hours", value, body.version)


@router.put("/rules/targets")
def set_targets(body: TargetsIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Set how soon officers should answer."""
    return _set(here, account, "targets", body.model_dump(exclude={"version"}), body.version)


@router.put("/rules/second_factor")
def set_second_factor(body: SecondFactorIn, account: AsAdmin, here: Here) -> dict[str, int]:
    """Set whether every account needs a second factor."""
    return _set(here, account, "second_factor", body.model_dump(exclude={"version"}), body.version)


@router.get("/choices")
def list_choices(account: AsOfficer, here: Here, request: Request) -> dict[str, Any]:
    """What forms choose from, in the officer's language."""
    locale = locale_of(request, account)
    on_duty = find_on_duty(here.database, datetime.now(UTC))
    return {
        "officers": [
            {"id": it.id, "name": it.name, "on_duty": True, "languages": list(it.languages)}
            for it in on_duty
            if it.id != account.id
        ],
        "outcomes": [{"value": value, "label": translate(source, locale)} for value, source in OUTCOME_CHOICES.items()],
        "tags": board.list_tags(here.database, account),
        "regions": [{"id": it, "name": region_name(it, locale)} for it in load().directorates],
        "topics": [{"id": it, "label": intent_label(it, locale)} for it in INTENT_LABELS if it in TOPICS],
        "languages": [{"id": it, "name": translate(source, locale)} for it, source in LANGUAGE_LABELS.items()],
        "report_reasons": [{"value": it, "label": translate(REPORT_LABELS[it], locale)} for it in ReportReason],
        "roles": list(Role),
    }


@router.get("/map")
def show_map(account: AsOfficer, request: Request) -> dict[str, Any]:
    """Kosovo's outline and towns, for a map that needs no other server."""
    return draw_map(locale_of(request, account))


def _set(here: Context, account: Account, name: str, value: dict[str, Any], version: int) -> dict[str, int]:
    now = datetime.now(UTC)
    changed = rules.set_rule(here.database, name, value, version=version, officer_id=account.id, now=now)
    return {"version": changed}


def _show_hour(hour: Hour) -> dict[str, Any]:
    return {
        "hour": hour.begins_at,
        "waits": hour.waits,
        "p50_seconds": hour.median_seconds,
        "share_60": hour.quick_share,
    }


def _show_officer(seen: OnBoard) -> dict[str, Any]:
    return {
        "id": seen.account.id,
        "name": seen.account.name,
        "role": seen.account.role,
        "on_duty": seen.is_on_duty,
        "is_available": seen.account.is_available,
        "last_seen_at": seen.account.last_seen_at,
        "owned": seen.owned,
    }
