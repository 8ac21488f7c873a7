"""How a report stands, for the citizen who comes back to it: asked for, added to, withdrawn; and changed by officers.

Whoever shows the receipt code may do all of it, on any channel. Without it whoever made the report may ask and add, in
the same chat, unless it is a victim's, whose phone somebody else may hold.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.content.reports import load_reports
from bot.errors import InvalidTransition
from bot.i18n import N_
from bot.messages import STATUS_OF, Button, EventKind, Problem, Reply, ReportReason, ReportStatus, Trigger
from bot.services import audit, handoff
from bot.services.audit_actions import Action
from bot.services.events import add_event
from bot.services.officers import Account
from bot.services.outgoing import tell
from bot.services.reach import reach
from bot.services.turns import Turn, has_effect, record_effect, require_lease
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Addition, Conversation, Identity, Message, Report

__all__ = ["NO_REPORT", "change", "find_shown", "follow_up", "list_followed", "seal", "tell_status"]

NO_REPORT = ""
"""What a message holds that showed a code of no report."""
MOST_WRONG, WRONG_WITHIN = 5, timedelta(hours=1)
"""Codes of no report that a citizen may try; 70 bits are not found by trying, but nobody need try."""
SHOWN_FOR = timedelta(minutes=30)
"""How long a code that was shown counts."""
ADD = Button(N_("Add something"), '/receipt{"do":"add"}')
WITHDRAW = Button(N_("Withdraw the report"), '/receipt{"do":"withdraw"}')
SURELY_WITHDRAW = Button(N_("Yes, withdraw it"), '/receipt{"do":"withdraw_now"}')
KEEP = Button(N_("No, keep it"), '/receipt{"do":"keep"}')
WITHDRAWN_ALREADY = N_("The citizen has withdrawn this report.")
UNLINKED = N_("This talk is not linked to a report that was taken here.")


def seal(database: Database, reference: str, receipt: str) -> None:
    """Keep the HMAC of a report's receipt code; done again, nothing changes."""
    with database.write() as session:
        report = _find(session, reference)
        if report is not None and report.receipt is None:
            report.receipt = receipt


def find_shown(session: Session, conversation: Conversation, receipt: str, now: datetime) -> str:
    """The reference of the report that a shown code belongs to, or `NO_REPORT`; officers find it beside the talk."""
    if not receipt or _is_limited(session, conversation, now):
        return NO_REPORT
    report = session.scalar(select(Report).where(Report.receipt == receipt))
    if report is None:
        return NO_REPORT
    conversation.report_reference = report.reference
    return report.reference


def list_followed(session: Session, citizen_id: str, now: datetime) -> dict[str, bool]:
    """The references of reports of others' talks whose code a citizen has shown, and whether it still counts."""
    shown = (
        select(Message.receipt, func.max(Message.created_at))
        .join(Conversation, Message.conversation_id == Conversation.id)
        .join(Identity, Conversation.identity_id == Identity.id)
        .where(Identity.citizen_id == citizen_id, Message.receipt != NO_REPORT)
        .group_by(Message.receipt)
    )
    times = {reference: shown_at for reference, shown_at in session.execute(shown) if reference}
    elsewhere = (
        select(Report.reference)
        .join(Conversation, Report.conversation_id == Conversation.id)
        .join(Identity, Conversation.identity_id == Identity.id)
        .where(Report.reference.in_(times), Identity.citizen_id != citizen_id)
        .order_by(Report.id)
    )
    return {reference: times[reference] > now - SHOWN_FOR for reference in session.scalars(elsewhere)}


def tell_status(database: Database, turn: Turn, now: datetime) -> list[Reply]:
    """How the report at hand stands; nothing where there is none that may be told of."""
    with database.read() as session:
        conversation = queries.get_conversation(session, turn.conversation_id)
        report, is_shown = _at_hand(session, conversation, now)
        return [_status(report)] if report and _may(report, is_shown=is_shown) else []


def follow_up(database: Database, turn: Turn, does: str | None, text: str, now: datetime) -> list[Reply]:
    """Do with the report at hand what a button, a shown code or a message after *Add something* asks for.

    Run again for the same message, it says the same and changes nothing.

    Raises:
        NotAllowed: the turn is no longer held.
    """
    with database.write() as session:
        conversation = require_lease(session, turn)
        message = session.get_one(Message, turn.message_id)
        if message.receipt == NO_REPORT:
            is_limited = _is_limited(session, conversation, now)
            return [Reply("utter_receipt_limited" if is_limited else "utter_receipt_unknown")]
        report, is_shown = _at_hand(session, conversation, now)
        if report is None or not _may(report, is_shown=is_shown):
            return [Reply("utter_receipt_needed")]
        if report.status == ReportStatus.WITHDRAWN and not has_effect(session, turn, "withdraw"):
            return [_status(report)]
        if does == "added":
            return [_add(session, conversation, report, message, text, now)]
        if does == "add":
            return [Reply("utter_report_add", {"reference": report.reference})]
        if does in {"withdraw", "withdraw_now"} and not is_shown:
            return [Reply("utter_receipt_needed")]
        if does == "withdraw":
            return [Reply("utter_report_withdraw", {"reference": report.reference}, (SURELY_WITHDRAW, KEEP))]
        if does == "withdraw_now":
            return [_withdraw(session, conversation, turn, report, now)]
        return [_status(report)]


def change(database: Database, account: Account, conversation_id: str, reason: ReportReason, now: datetime) -> None:
    """An officer changes how the talk's report stands; the citizen is told, with the reason, wherever it was made.

    Raises:
        NotFound: there is no such talk that the officer may see.
        InvalidTransition: no report of the house is linked to it, or its citizen has withdrawn it.
    """
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        report = _find(session, conversation.report_reference)
        if report is None:
            raise InvalidTransition("no report", sentence=UNLINKED)
        if report.status == ReportStatus.WITHDRAWN:
            raise InvalidTransition("withdrawn", sentence=WITHDRAWN_ALREADY)
        if report.reason == reason:
            return
        report.status, report.reason, report.changed_at = STATUS_OF[reason], reason, now
        detail = {"reference": report.reference, "status": report.status, "reason": reason.value}
        add_event(session, conversation, EventKind.STATUS, now, officer_id=account.id, detail=detail)
        audit.record(session, Action.STATUS, now, officer_id=account.id, conversation_id=conversation.id, detail=detail)
        told = {"reference": report.reference, "stands": reason.value}
        for told_in in _talks_of(session, report, conversation):
            news = tell(session, told_in, Reply("utter_report_news", told), now)
            if news.delivery == "queued" and load_reports().kinds[report.kind].is_victim:
                # Nobody asked whether a telephone may light up with this: it is sent when they write.
                news.delivery, news.problem = "held", Problem.UNSAFE


def _talks_of(session: Session, report: Report, conversation: Conversation) -> list[Conversation]:
    """The talk at hand, unless its citizen is somebody else, and the newest of whoever made the report."""
    origin = queries.get_conversation(session, report.conversation_id)
    newest = queries.find_current_conversation(session, origin.identity_id)
    shown = select(Message.id).where(Message.conversation_id == conversation.id, Message.receipt == report.reference)
    is_theirs = conversation.identity_id == origin.identity_id or session.scalar(shown.limit(1)) is not None
    talks = [conversation] if is_theirs else []
    if newest is not None and newest.id != conversation.id:
        talks.append(queries.get_conversation(session, newest.id, lock=True))
    return talks


def _at_hand(session: Session, conversation: Conversation, now: datetime) -> tuple[Report | None, bool]:
    """The report that the citizen means, and whether they have shown its code a short while ago."""
    shown = session.scalar(
        select(Message.receipt)
        .where(
            Message.conversation_id == conversation.id,
            Message.receipt != NO_REPORT,
            Message.created_at > now - SHOWN_FOR,
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    if shown:
        return _find(session, shown), True
    made = (
        select(Report)
        .join(Conversation, Report.conversation_id == Conversation.id)
        .where(Conversation.identity_id == conversation.identity_id)
        .order_by(Report.id.desc())
        .limit(1)
    )
    return session.scalar(made), False


def _may(report: Report, *, is_shown: bool) -> bool:
    kind = load_reports().kinds.get(report.kind)
    return is_shown or (kind is not None and not kind.is_victim)


def _is_limited(session: Session, conversation: Conversation, now: datetime) -> bool:
    wrong = (
        select(func.count())
        .select_from(Message)
        .join(Conversation, Message.conversation_id == Conversation.id)
        .where(
            Conversation.identity_id == conversation.identity_id,
            Message.receipt == NO_REPORT,
            Message.created_at > now - WRONG_WITHIN,
        )
    )
    return (session.scalar(wrong) or 0) >= MOST_WRONG


def _add(
    session: Session, conversation: Conversation, report: Report, message: Message, text: str, now: datetime
) -> Reply:
    if session.scalar(select(Addition.id).where(Addition.message_id == message.id)) is None:
        session.add(Addition(report_id=report.id, message_id=message.id, text=text, added_at=now))
        add_event(session, conversation, EventKind.ADDED, now, detail={"reference": report.reference})
        _call(session, conversation, report, now)
    return Reply("utter_report_added", {"reference": report.reference})


def _withdraw(session: Session, conversation: Conversation, turn: Turn, report: Report, now: datetime) -> Reply:
    if record_effect(session, turn, "withdraw", now):
        report.status, report.reason, report.changed_at = ReportStatus.WITHDRAWN, None, now
        add_event(session, conversation, EventKind.WITHDRAWN, now, detail={"reference": report.reference})
        _call(session, conversation, report, now)
    return Reply("utter_report_withdrawn", {"reference": report.reference})


def _call(session: Session, conversation: Conversation, report: Report, now: datetime) -> None:
    """Somebody has to read it: the talk goes into the queue, with the report beside it."""
    conversation.report_reference = report.reference
    handoff.enter_queue(session, conversation, Trigger.REPORT, now)


def _status(report: Report) -> Reply:
    buttons = () if report.status == ReportStatus.WITHDRAWN else (ADD, WITHDRAW)
    stands = report.reason or report.status
    filed_on = report.filed_at.date().isoformat()
    return Reply("utter_report_status", {"reference": report.reference, "day": filed_on, "stands": stands}, buttons)


def _find(session: Session, reference: str | None) -> Report | None:
    return session.scalar(select(Report).where(Report.reference == reference)) if reference else None
