"""Holds: why a talk may not be deleted, neither when its time is over nor on the citizen's wish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotFound
from bot.i18n import N_
from bot.services import audit
from bot.services.audit_actions import Action
from bot.services.officers import Account
from bot.services.reach import is_within
from bot.store.database import Database
from bot.store.tables import Conversation, Hold, Officer, Report

__all__ = ["Held", "lift_hold", "list_holds", "place_hold"]

IS_HELD = N_("The talk is on hold already.")
IS_FREE = N_("The talk is not on hold.")


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that stands."""

    conversation_id: str
    references: tuple[str, ...]
    reason: str
    placed_at: datetime
    officer: str | None
    """Who placed it; none for the command line."""


def place_hold(
    database: Database,
    reference: str,
    reason: str,
    officer_id: int | None,
    now: datetime,
    *,
    asker: Account | None = None,
) -> int:
    """Hold every talk that `reference` means; returns how many were not held before.

    `reference` is a report's, that of a case which officers linked a talk to, or a talk's own id.

    Raises:
        NotFound: there is no such talk, or the `asker` is confined and may not see all of them.
        InvalidTransition: all of them are on hold.
    """
    with database.write() as session:
        talks = _find(session, reference, asker)
        new = [talk for talk in talks if _standing(session, talk) is None]
        if not new:
            raise InvalidTransition("held", sentence=IS_HELD)
        for talk in new:
            session.add(Hold(conversation_id=talk.id, reason=reason, placed_by_id=officer_id, placed_at=now))
        for talk in new:
            audit.record(session, Action.HELD, now, officer_id=officer_id, conversation_id=talk.id, why=reason)
        return len(new)


def lift_hold(
    database: Database,
    reference: str,
    reason: str,
    officer_id: int | None,
    now: datetime,
    *,
    asker: Account | None = None,
) -> int:
    """Lift the holds of the talks that `reference` means; returns how many.

    What is past its time goes with the next purge.

    Raises:
        NotFound: there is no such talk, or the `asker` is confined and may not see all of them.
        InvalidTransition: none of them is on hold.
    """
    with database.write() as session:
        holds = [hold for talk in _find(session, reference, asker) if (hold := _standing(session, talk)) is not None]
        if not holds:
            raise InvalidTransition("free", sentence=IS_FREE)
        for hold in holds:
            hold.lifted_at = now
        for hold in holds:
            talk_id = hold.conversation_id
            audit.record(session, Action.HOLD_LIFTED, now, officer_id=officer_id, conversation_id=talk_id, why=reason)
        return len(holds)


def list_holds(database: Database, asker: Account | None = None) -> Sequence[Held]:
    """The holds that stand, oldest first; with an `asker` those of the talks that they may see."""
    query = (
        select(Hold, Conversation, Officer.name)
        .join(Conversation, Conversation.id == Hold.conversation_id)
        .outerjoin(Officer, Officer.id == Hold.placed_by_id)
        .where(Hold.lifted_at.is_(None))
        .order_by(Hold.id)
    )
    with database.read() as session:
        return [
            Held(it.conversation_id, _references(session, it), it.reason, it.placed_at, officer)
            for it, talk, officer in session.execute(query)
            if asker is None or is_within(asker, talk)
        ]


def _references(session: Session, hold: Hold) -> tuple[str, ...]:
    of_talk = select(Report.reference).where(Report.conversation_id == hold.conversation_id)
    return tuple(session.scalars(of_talk.order_by(Report.id)))


def _find(session: Session, reference: str, asker: Account | None) -> Sequence[Conversation]:
    """The talks that are meant, locked: a purge that looks at one now waits, or passes it over."""
    reported = select(Report.conversation_id).where(Report.reference == reference)
    is_meant = or_(
        Conversation.id == reference, Conversation.report_reference == reference, Conversation.id.in_(reported)
    )
    query = select(Conversation).where(is_meant).order_by(Conversation.id)
    talks = session.scalars(query.with_for_update(key_share=True)).all()
    if not talks or (asker is not None and not all(is_within(asker, talk) for talk in talks)):
        raise NotFound("talk")
    return talks


def _standing(session: Session, talk: Conversation) -> Hold | None:
    return session.scalar(select(Hold).where(Hold.conversation_id == talk.id, Hold.lifted_at.is_(None)))
