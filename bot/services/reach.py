"""Whose talk is it to take: routing by language, region and topic, and the only door by which officers reach a talk."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from bot.content.municipalities import get_municipality, load
from bot.errors import InvalidTransition, NotAllowed, NotFound, Taken
from bot.i18n import N_
from bot.messages import Role, Status
from bot.services.officers import Account, account_of, is_on_duty, ranks_as
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation, Officer

__all__ = [
    "Matter",
    "Subject",
    "find_on_duty",
    "fits",
    "is_for",
    "is_within",
    "list_on_duty",
    "municipalities_of",
    "reach",
    "refuse_owned",
    "region_of",
    "require_owner",
    "within",
]

ROUTED_FOR = timedelta(seconds=60)
"""For so long a talk is shown to those whose duties fit; then to all. An urgent one is everybody's at once."""


def region_of(municipality: str | None) -> str | None:
    """The regional directorate of a municipality."""
    try:
        return get_municipality(municipality).directorate.id if municipality else None
    except NotFound:
        return None


def municipalities_of(regions: Collection[str]) -> list[str]:
    """The municipalities of these regions."""
    return [it for it in load().municipalities if region_of(it) in regions]


class Subject(Protocol):
    """What of a talk decides who may see it."""

    @property
    def owner_id(self) -> int | None: ...
    @property
    def municipality(self) -> str | None: ...
    @property
    def topic(self) -> str | None: ...


class Matter(Subject, Protocol):
    """What of a talk decides whose it is."""

    @property
    def language(self) -> str | None: ...
    @property
    def urgent(self) -> bool: ...
    @property
    def escalated_at(self) -> datetime | None: ...


def is_within(account: Account, conversation: Subject) -> bool:
    """Whether the officer may see the talk: confined ones only their region and topics, and what has none yet."""
    if not account.is_confined or conversation.owner_id == account.id:
        return True
    return _fits_place(account, conversation) and _fits_topic(account, conversation)


def within(account: Account) -> ColumnElement[bool]:
    """What `is_within` says, as a condition on conversations."""
    if not account.is_confined:
        return true()
    parts: list[ColumnElement[bool]] = []
    if account.regions:
        elsewhere = [it for it in load().municipalities if region_of(it) not in account.regions]
        parts.append(or_(Conversation.municipality.is_(None), Conversation.municipality.not_in(elsewhere)))
    if account.topics:
        parts.append(or_(Conversation.topic.is_(None), Conversation.topic.in_(account.topics)))
    is_own = Conversation.owner_id.is_not(None) & (Conversation.owner_id == account.id)
    return or_(is_own, and_(true(), *parts))


def is_for(account: Account, conversation: Matter, now: datetime, *, has_fitting: bool) -> bool:
    """Whether a waiting talk calls for this officer; `has_fitting`: somebody on duty has the duties for it."""
    if not is_within(account, conversation):
        return False
    is_open_to_all = conversation.urgent or not has_fitting
    waited = now - (conversation.escalated_at or now)
    return is_open_to_all or waited >= ROUTED_FOR or fits(account, conversation)


def fits(account: Account, conversation: Matter) -> bool:
    """Whether the officer's duties name the talk's language, region and topic; no duty named fits everything."""
    speaks = not account.languages or conversation.language is None or conversation.language in account.languages
    return speaks and _fits_place(account, conversation) and _fits_topic(account, conversation)


def list_on_duty(session: Session, now: datetime) -> list[Account]:
    """Officers who gave a sign in the last minutes and are available."""
    query = select(Officer).where(
        Officer.disabled_at.is_(None), Officer.is_available, Officer.last_seen_at > now - queries.ON_DUTY_SIGN
    )
    accounts = [account_of(officer) for officer in session.scalars(query.order_by(Officer.name))]
    return [account for account in accounts if is_on_duty(account, now)]


def find_on_duty(database: Database, now: datetime) -> list[Account]:
    """Officers on duty, for those who hand a talk on."""
    with database.read() as session:
        return list_on_duty(session, now)


def reach(session: Session, account: Account, conversation_id: str, *, lock: bool = False) -> Conversation:
    """The conversation, if the officer may see it.

    Raises:
        NotFound: there is none, or it is not theirs to see: the same error for both.
    """
    if not ranks_as(account.role, Role.OFFICER):
        raise NotAllowed("role")
    conversation = queries.get_conversation(session, conversation_id, lock=lock)
    if not is_within(account, conversation):
        raise NotFound("conversation")
    return conversation


def require_owner(session: Session, account: Account, conversation_id: str) -> Conversation:
    """The conversation, locked, if the officer owns it.

    Raises:
        NotFound: there is none that the officer may see.
        Taken: somebody else owns it.
        InvalidTransition: nobody owns it; it has to be claimed first.
    """
    conversation = reach(session, account, conversation_id, lock=True)
    if conversation.owner_id != account.id:
        refuse_owned(session, conversation)
        raise InvalidTransition("not claimed", sentence=N_("This talk is not yours. Take it over first."))
    return conversation


def refuse_owned(session: Session, conversation: Conversation) -> None:
    """Raise Taken, with the owner's name, when somebody owns the conversation."""
    if conversation.status == Status.ASSIGNED:
        raise Taken(session.get_one(Officer, conversation.owner_id).name)


def _fits_place(account: Account, conversation: Subject) -> bool:
    region = region_of(conversation.municipality)
    return not account.regions or region is None or region in account.regions


def _fits_topic(account: Account, conversation: Subject) -> bool:
    return not account.topics or conversation.topic is None or conversation.topic in account.topics
