"""Reports that are perhaps of the same matter, for officers alone: suggested, and what an officer says of a pair.

Nothing is ever merged. Who may not see a report's talk is not told that there is one like it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.content.reports import load_reports
from bot.errors import NotFound
from bot.messages import ReportStatus
from bot.services import audit, audit_reports
from bot.services.audit_actions import Action
from bot.services.likeness import MOST, Traits, Why, compare, is_in_time, moment_of, rank, traits_of
from bot.services.officers import Account
from bot.services.reach import reach, within
from bot.services.report_queue import Filed, filed_of
from bot.store.database import Database
from bot.store.tables import Addition, Conversation, Officer, Report, ReportMatch

__all__ = ["Alike", "decide", "list_alike"]

FILED_WITHIN = timedelta(days=14)
"""Reports that were passed on farther apart are not compared, though what they tell of may be nearer."""
MOST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class Alike:
    """Another report that is perhaps of the same matter."""

    report: Filed
    why: Sequence[tuple[Why, int | None]]
    """What speaks for it; nothing where only an officer does."""
    is_same: bool | None
    """What an officer said of the pair; none if nobody did."""
    decided_by: str | None
    decided_at: datetime | None


def list_alike(database: Database, account: Account, reference: str, now: datetime) -> list[Alike]:
    """What an officer said is the same, then up to five suggestions with them, then what is not the same.

    A report that its citizen has withdrawn is suggested nowhere, and nothing is suggested for it. Noted in the audit
    log as looked through.

    Raises:
        NotFound: there is no such report in a talk that the officer may see.
    """
    with database.read() as session:
        found = _alike(session, account, _reach_report(session, account, reference))
    audit_reports.record_look(database, account.id, {"like": reference}, now, action=Action.REPORTS_READ)
    return found


def decide(
    database: Database, account: Account, reference: str, other: str, now: datetime, *, is_same: bool | None
) -> None:
    """Say of two reports whether they are of the same matter; none takes back what was said.

    Raises:
        NotFound: there are no such two reports in talks that the officer may see.
    """
    with database.write() as session:
        pair = sorted((_reach_report(session, account, it) for it in (reference, other)), key=lambda it: it.id)
        if pair[0].id == pair[1].id:
            raise NotFound("report")
        # Whoever decides on the same pair waits here.
        reach(session, account, pair[0].conversation_id, lock=True)
        of_pair = (ReportMatch.report_id == pair[0].id) & (ReportMatch.other_id == pair[1].id)
        match = session.scalar(select(ReportMatch).where(of_pair))
        if (match.is_same if match else None) == is_same:
            return
        if match is not None:
            session.delete(match)
            session.flush()
        if is_same is not None:
            ids = {"report_id": pair[0].id, "other_id": pair[1].id}
            session.add(ReportMatch(**ids, is_same=is_same, officer_id=account.id, decided_at=now))
        detail = {"report": reference, "other": other, "is_same": is_same}
        for conversation_id in sorted({it.conversation_id for it in pair}):
            audit.record(
                session,
                Action.MATCHED,
                now,
                officer_id=account.id,
                conversation_id=conversation_id,
                detail=detail,
            )


def _alike(session: Session, account: Account, report: Report) -> list[Alike]:
    said = _said_of(session, report.id)
    ids = list(said)
    decided = {it.id: it for it in session.scalars(_visible(account).where(Report.id.in_(ids)))} if ids else {}
    candidates = [it for it in _candidates(session, account, report) if it.id not in said]
    traits = _traits(session, [report, *decided.values(), *candidates])
    own = traits[report.id]
    names = dict(session.execute(select(Officer.id, Officer.name)).all()) if decided else {}

    def as_decided(it: Report) -> Alike:
        likeness, match = compare(own, traits[it.id]), said[it.id]
        why = likeness.why if likeness else ()
        return Alike(filed_of(it), why, match.is_same, names.get(match.officer_id), match.decided_at)

    newest = sorted(decided.values(), key=lambda it: -it.id)
    same = [as_decided(it) for it in newest if said[it.id].is_same]
    by_id = {it.id: it for it in candidates}
    ranked = rank(own, [traits[it.id] for it in candidates], most=max(0, MOST - len(same)))
    suggested = [Alike(filed_of(by_id[it.id]), likeness.why, None, None, None) for it, likeness in ranked]
    return [*same, *suggested, *(as_decided(it) for it in newest if not said[it.id].is_same)]


def _reach_report(session: Session, account: Account, reference: str) -> Report:
    report = session.scalar(select(Report).where(Report.reference == reference))
    if report is None:
        raise NotFound("report")
    reach(session, account, report.conversation_id)
    return report


def _said_of(session: Session, report_id: int) -> dict[int, ReportMatch]:
    """What officers said of the report and others, by the other's id."""
    query = select(ReportMatch).where(or_(ReportMatch.report_id == report_id, ReportMatch.other_id == report_id))
    return {it.other_id if it.report_id == report_id else it.report_id: it for it in session.scalars(query)}


def _visible(account: Account) -> Select[Report]:
    return select(Report).join(Conversation, Conversation.id == Report.conversation_id).where(within(account))


def _candidates(session: Session, account: Account, report: Report) -> Sequence[Report]:
    """The reports that may be alike by their kind and time; what is compared is told by `likeness`."""
    if report.status == ReportStatus.WITHDRAWN:
        return []
    kinds = load_reports().alike.get(report.kind, {report.kind})
    query = _visible(account).where(
        Report.filed_at.between(report.filed_at - FILED_WITHIN, report.filed_at + FILED_WITHIN),
        Report.kind.in_(kinds),
        Report.status != ReportStatus.WITHDRAWN,
        Report.id != report.id,
    )
    found = session.scalars(query.order_by(Report.filed_at.desc()).limit(MOST_COMPARED))
    # What a text holds takes longer to find than when it was.
    moment = moment_of(report.content, report.filed_at)
    return [it for it in found if is_in_time(moment, moment_of(it.content, it.filed_at))]


def _traits(session: Session, reports: Sequence[Report]) -> Mapping[int, Traits]:
    added: defaultdict[int, list[str]] = defaultdict(list)
    query = select(Addition.report_id, Addition.text).where(Addition.report_id.in_([it.id for it in reports]))
    for report_id, text in session.execute(query):
        added[report_id].append(text)
    return {it.id: traits_of(it.id, it.kind, it.municipality, it.filed_at, it.content, added[it.id]) for it in reports}
