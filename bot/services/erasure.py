"""How talks are deleted: with everything that refers to them, and nothing left behind; and which may not be."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from bot.messages import Direction, Status, Trigger
from bot.store.tables import Addition, Base, Conversation, DeletionRequest, Hold, Message, Mute, Report, Wait

__all__ = ["HAS_REPORT", "IS_HELD", "REACHED_OFFICERS", "delete_talks", "empty_talks", "is_busy"]

ADDED = (
    select(Addition.id)
    .join(Message, Addition.message_id == Message.id)
    .join(Report, Addition.report_id == Report.id)
    .where(Message.conversation_id == Conversation.id)
    .correlate(Conversation)
)
"""What was added in the talk to a report, if only to one of another talk."""
HAS_REPORT: ColumnElement[bool] = or_(
    exists().where(Report.conversation_id == Conversation.id),
    Conversation.report_reference.is_not(None),
    ADDED.exists(),
)
"""The citizen passed a report on or added to one, or an officer linked the talk to one."""
REACHED_OFFICERS: ColumnElement[bool] = or_(
    Conversation.urgent,
    Conversation.last_officer_at.is_not(None),
    exists().where(
        Wait.conversation_id == Conversation.id, or_(Wait.claimed_at.is_not(None), Wait.trigger == Trigger.DANGER)
    ),
    exists().where(Message.conversation_id == Conversation.id, Message.danger.is_not(None)),
    exists().where(Mute.conversation_id == Conversation.id),
)
"""An officer took the talk or spoke in it, danger was read in it, or its sender was muted."""
IS_HELD: ColumnElement[bool] = or_(
    exists().where(Hold.conversation_id == Conversation.id, Hold.lifted_at.is_(None)),
    ADDED.join(Hold, Hold.conversation_id == Report.conversation_id).where(Hold.lifted_at.is_(None)).exists(),
)
"""The talk is on hold, or that of a report to which the citizen added in this one."""
SHELL = (Conversation, DeletionRequest, Hold, Mute, Wait)
"""What of an emptied talk stays: no word of the citizen's, and none about them but what an officer decided."""


def is_busy(now: datetime) -> ColumnElement[bool]:
    """Whether somebody still has to do with the talk: an officer, the queue, the worker, or a mute that goes on."""
    return or_(
        Conversation.status.in_((Status.WAITING, Status.ASSIGNED)),
        # Spelt out, since the opposite of what is not known is not known either.
        and_(Conversation.claimed_until.is_not(None), Conversation.claimed_until > now),
        exists().where(
            Message.conversation_id == Conversation.id,
            Message.direction == Direction.INCOMING,
            Message.handled_at.is_(None),
        ),
        exists().where(Mute.conversation_id == Conversation.id, Mute.ended_at.is_(None), Mute.until > now),
    )


def delete_talks(session: Session, ids: Sequence[str]) -> None:
    """Delete talks, which are locked, with every row that belongs to them."""
    _delete(session, ids)


def empty_talks(session: Session, talks: Sequence[Conversation], *, spare: int | None = None) -> None:
    """Delete what was said and reported in talks, which are locked, and what is noted of it.

    Message `spare` stays with its delivery: it is the one that is being answered.
    """
    for talk in talks:
        talk.topic = talk.municipality = talk.tags = talk.report_reference = talk.episode = None
        talk.outcome_reason = talk.rating = None
        talk.claimed_by = talk.claimed_until = None  # a turn that is under way has nothing to answer any more
    _delete(session, [talk.id for talk in talks], but=[model.__tablename__ for model in SHELL], spare=spare)


def _delete(session: Session, ids: Sequence[str], *, but: Collection[str] = (), spare: int | None = None) -> None:
    session.flush()
    for table in reversed(Base.metadata.sorted_tables):
        belongs = _belongs(table, ids, spare)
        if belongs is not None and table.name not in but:
            session.execute(delete(table).where(belongs))


def _belongs(table: Table, ids: Sequence[str], spare: int | None) -> ColumnElement[bool] | None:
    """Which rows of a table belong to the talks: those that refer to one, or to a row that does; none if none can.

    Read from the foreign keys, so that a new table is not forgotten.
    """
    if table.name == Conversation.__tablename__:
        return table.c.id.in_(ids)
    direct = [it.parent for it in table.foreign_keys if it.column.table.name == Conversation.__tablename__]
    if direct:
        belongs = or_(*(column.in_(ids) for column in direct))
    else:
        found = []
        for key in table.foreign_keys:
            above = _belongs(key.column.table, ids, spare) if key.column.table is not table else None
            if above is not None:
                found.append(key.parent.in_(select(key.column).where(above)))
        if not found:
            return None
        belongs = or_(*found)
    is_spared = table.name == Message.__tablename__ and spare is not None
    return and_(belongs, table.c.id != spare) if is_spared else belongs
