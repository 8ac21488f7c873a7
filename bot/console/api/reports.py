"""The reports by topic and region, and what is perhaps the same matter as one of them."""

from datetime import UTC, datetime
from textwrap import shorten
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from bot.console.access import AsOfficer
from bot.console.api.schemas import Moment, Strict
from bot.console.api.talks import locale_of
from bot.console.api.views import municipality_name, region_name
from bot.console.words import ALIKE_LABELS, REPORT_STATUS_LABELS, intent_label
from bot.content.municipalities import load
from bot.content.reports import load_reports
from bot.context import Here
from bot.i18n import N_, Locale, translate
from bot.messages import ReportStatus
from bot.rendering import report_lines
from bot.services import duplicates, report_queue
from bot.services.duplicates import Alike
from bot.services.likeness import Why
from bot.services.reach import region_of
from bot.services.report_queue import NOWHERE, Filed, Key, Wanted
from nlu.text.map_points import without_points

__all__ = ["router"]

router = APIRouter(prefix="/api/console/reports", tags=["console: reports"])

WIDEST_PLACE = 160
UNKNOWN = N_("Not known")
Name = Annotated[str, Field(pattern=r"^[a-z_]{1,48}$")]
Reference = Annotated[str, Field(pattern=r"^DLG-[0-9A-Z-]{1,12}$")]


class ReportOut(BaseModel):
    """A report in the list; `place` is what the citizen told of it."""

    reference: str
    conversation: str
    kind: str
    kind_label: str | None
    municipality: str | None
    municipality_name: str | None
    region_name: str | None
    place: str | None
    status: ReportStatus
    stands: str
    filed_at: datetime


class ReportsOut(BaseModel):
    """Newest first; `next` is what to ask `before` for the following page, none at the end."""

    reports: list[ReportOut]
    next: str | None


class NamedOut(BaseModel):
    """Something by its id, and its name."""

    id: str
    label: str


class CountOut(BaseModel):
    """How many reports there are of a kind in a region."""

    kind: str
    region: str
    count: int


class CountsOut(BaseModel):
    """The counts that are not zero, with the kinds and regions that they are of; the commonest kind first."""

    kinds: list[NamedOut]
    regions: list[NamedOut]
    counts: list[CountOut]
    total: int


class AlikeOut(ReportOut):
    """Another report that is perhaps of the same matter, why, and what an officer said of it."""

    why: list[str]
    is_same: bool | None
    decided_by: str | None
    decided_at: datetime | None


class AlikeListOut(BaseModel):
    """What is the same by an officer's word, then suggestions, then what is not the same."""

    alike: list[AlikeOut]


class DecisionIn(Strict):
    """Whether two reports are of the same matter; none takes back what was said."""

    is_same: bool | None


def read_wanted(
    kind: Name | None = None,
    region: Name | None = None,
    municipality: Name | None = None,
    status: ReportStatus | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
) -> Wanted:
    """The filters of a request; they may be combined. `region` is a directorate, or `none` for unknown places."""
    return Wanted(kind=kind, region=region, municipality=municipality, status=status, since=since, until=until)


AsWanted = Annotated[Wanted, Depends(read_wanted)]


@router.get("")
def list_reports(
    account: AsOfficer,
    here: Here,
    request: Request,
    wanted: AsWanted,
    before: Annotated[str | None, Query(pattern=r"^\d{1,16}\.\d{1,18}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReportsOut:
    """Reports of the talks that the officer may see, newest first."""
    key = Key.read(before) if before else None
    found, more = report_queue.list_reports(here.database, account, wanted, datetime.now(UTC), before=key, limit=limit)
    locale = locale_of(request, account)
    return ReportsOut(
        reports=[ReportOut(**_show(it, locale)) for it in found], next=str(found[-1].key) if more else None
    )


@router.get("/counts")
def count_reports(account: AsOfficer, here: Here, request: Request, wanted: AsWanted) -> CountsOut:
    """How many of them there are, by topic and region."""
    counts = report_queue.count_reports(here.database, account, wanted)
    locale = locale_of(request, account)
    of_kind = {kind: sum(count for (it, _), count in counts.items() if it == kind) for kind, _ in counts}
    regions = {region for _, region in counts}
    return CountsOut(
        kinds=[
            NamedOut(id=it, label=intent_label(it, locale) or it)
            for it in sorted(of_kind, key=lambda kind: (-of_kind[kind], kind))
        ],
        regions=[
            *(NamedOut(id=it, label=region_name(it, locale)) for it in load().directorates if it in regions),
            *([NamedOut(id=NOWHERE, label=translate(UNKNOWN, locale))] if NOWHERE in regions else []),
        ],
        counts=[CountOut(kind=kind, region=region, count=count) for (kind, region), count in counts.items()],
        total=counts.total(),
    )


@router.get("/choices")
def list_choices(account: AsOfficer, request: Request) -> dict[str, Any]:
    """What the list can be narrowed to, in the officer's language."""
    locale = locale_of(request, account)
    return {
        "kinds": [{"id": it, "label": intent_label(it, locale)} for it in load_reports().kinds],
        "regions": [{"id": it, "label": region_name(it, locale)} for it in load().directorates]
        + [{"id": NOWHERE, "label": translate(UNKNOWN, locale)}],
        "municipalities": [
            {"id": it, "label": municipality_name(it, locale), "region": region_of(it)} for it in load().municipalities
        ],
        "statuses": [{"id": it, "label": translate(REPORT_STATUS_LABELS[it], locale)} for it in ReportStatus],
    }


@router.get("/{reference}/alike")
def list_alike(reference: Reference, account: AsOfficer, here: Here, request: Request) -> AlikeListOut:
    """Other reports that are perhaps of the same matter, of talks that the officer may see."""
    found = duplicates.list_alike(here.database, account, reference, datetime.now(UTC))
    locale = locale_of(request, account)
    return AlikeListOut(alike=[_show_alike(it, locale) for it in found])


@router.put("/{reference}/alike/{other}")
def decide(
    body: DecisionIn, reference: Reference, other: Reference, account: AsOfficer, here: Here, request: Request
) -> AlikeListOut:
    """Say of two reports whether they are of the same matter; nothing else changes, and no citizen is told."""
    duplicates.decide(here.database, account, reference, other, datetime.now(UTC), is_same=body.is_same)
    return list_alike(reference, account, here, request)


def _show(report: Filed, locale: Locale) -> dict[str, Any]:
    region = region_of(report.municipality)
    place = _place(report, locale)
    return {
        "reference": report.reference,
        "conversation": report.conversation_id,
        "kind": report.kind,
        "kind_label": intent_label(report.kind, locale),
        "municipality": report.municipality,
        "municipality_name": municipality_name(report.municipality, locale),
        "region_name": region_name(region, locale) if region else None,
        "place": place,
        "status": report.status,
        "stands": translate(REPORT_STATUS_LABELS[report.status], locale),
        "filed_at": report.filed_at,
    }


def _place(report: Filed, locale: Locale) -> str | None:
    """What the citizen told of the place, shortened; a point on the map stands in the talk."""
    if report.place is None:
        return None
    words = {"text": without_points(report.place["text"]), "at": None}
    told = report_lines([{**report.place, **words}], locale)[0][1]
    return shorten(told, WIDEST_PLACE, placeholder=" …") or None


def _show_alike(alike: Alike, locale: Locale) -> AlikeOut:
    return AlikeOut(
        **_show(alike.report, locale),
        why=[_say_why(why, number, locale) for why, number in alike.why],
        is_same=alike.is_same,
        decided_by=alike.decided_by,
        decided_at=alike.decided_at,
    )


def _say_why(why: Why, number: int | None, locale: Locale) -> str:
    given = {"m": number} if why is Why.NEAR else {"hours": number} if why is Why.HOURS else {}
    return translate(ALIKE_LABELS[why], locale, **given)
