"""The reports that were passed on, by topic and region, for officers: a list, newest first, and counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.content.municipalities import load
from bot.content.reports import Reads, load_reports
from bot.errors import NotAllowed
from bot.messages import ReportStatus, Role
from bot.services import audit_reports
from bot.services.audit_actions import Action
from bot.services.officers import Account, ranks_as
from bot.services.reach import municipalities_of, region_of, within
from bot.store.database import Database
from bot.store.tables import Conversation, Report

__all__ = ["NOWHERE", "Filed", "Key", "Wanted", "count_reports", "filed_of", "list_reports", "place_of"]

NOWHERE = "none"
"""In place of a region: reports whose place is not known."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports are looked for; what is none does not matter."""

    kind: str | None = None
    region: str | None = None
    """A regional directorate, or `NOWHERE`."""
    municipality: str | None = None
    status: ReportStatus | None = None
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that does not belong to it any more."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends, so that the next one goes on there, whatever came in or went since."""

    filed_at: datetime
    id: int

    def __str__(self) -> str:
        """The form in which a client sends it back."""
        return f"{(self.filed_at - EPOCH) // timedelta(microseconds=1)}.{self.id}"

    @classmethod
    def read(cls, written: str) -> "Key":
        """What `str` wrote."""
        microseconds, _, report_id = written.partition(".")
        return cls(EPOCH + timedelta(microseconds=int(microseconds)), int(report_id))


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as a line of the list."""

    id: int
    reference: str
    conversation_id: str
    kind: str
    municipality: str | None
    place: Mapping[str, Any] | None
    """The line of the report that tells where it was."""
    status: ReportStatus
    filed_at: datetime

    @property
    def key(self) -> Key:
        """Where a page ends that ends with it."""
        return Key(self.filed_at, self.id)


def list_reports(
    database: Database, account: Account, wanted: Wanted, now: datetime, *, before: Key | None = None, limit: int = 50
) -> tuple[Sequence[Filed], bool]:
    """Reports of talks that the officer may see, newest first, and whether there are more; noted as looked through."""
    _require_officer(account)
    query = select(Report).join(Conversation, Conversation.id == Report.conversation_id)
    query = query.where(*_conditions(wanted), within(account))
    if before is not None:
        is_older = or_(Report.filed_at < before.filed_at, Report.id < before.id)
        query = query.where(and_(Report.filed_at <= before.filed_at, is_older))
    query = query.order_by(Report.filed_at.desc(), Report.id.desc()).limit(limit + 1)
    with database.read() as session:
        found = [filed_of(it) for it in session.scalars(query)]
    looked_for = {name: str(value) for name, value in asdict(wanted).items() if value is not None}
    audit_reports.record_look(database, account.id, looked_for, now, action=Action.REPORTS_READ)
    return found[:limit], len(found) > limit


def count_reports(database: Database, account: Account, wanted: Wanted) -> Counter[tuple[str, str]]:
    """How many reports of talks that the officer may see there are, by kind and region."""
    _require_officer(account)
    query = select(Report.kind, Report.municipality, func.count()).group_by(Report.kind, Report.municipality)
    if account.is_confined:
        query = query.join(Conversation, Conversation.id == Report.conversation_id).where(within(account))
    counts: Counter[tuple[str, str]] = Counter()
    with database.read() as session:
        for kind, municipality, count in session.execute(query.where(*_conditions(wanted))):
            counts[kind, region_of(municipality) or NOWHERE] += count
    return counts


def place_of(lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The line of a report that tells where it was."""
    fields = load_reports().fields
    return next((it for it in lines if it["field"] in fields and fields[it["field"]].reads is Reads.PLACE), None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(Report.kind == wanted.kind)
    if wanted.region == NOWHERE:
        known = [it for it in load().municipalities if region_of(it)]
        found.append(or_(Report.municipality.is_(None), Report.municipality.not_in(known)))
    elif wanted.region is not None:
        found.append(Report.municipality.in_(municipalities_of([wanted.region])))
    if wanted.municipality is not None:
        found.append(Report.municipality == wanted.municipality)
    if wanted.status is not None:
        found.append(Report.status == wanted.status)
    if wanted.since is not None:
        found.append(Report.filed_at >= wanted.since)
    if wanted.until is not None:
        found.append(Report.filed_at < wanted.until)
    return found


def _require_officer(account: Account) -> None:
    if not ranks_as(account.role, Role.OFFICER):
        raise NotAllowed("role")


def filed_of(report: Report) -> Filed:
    """A report as a line of the list."""
    return Filed(
        id=report.id,
        reference=report.reference,
        conversation_id=report.conversation_id,
        kind=report.kind,
        municipality=report.municipality,
        place=place_of(report.content),
        status=ReportStatus(report.status),
        filed_at=report.filed_at,
    )
