"""Citizens of platforms: met when they first write, and whether they can still be reached."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from bot.messages import Channel, Direction, Problem
from bot.services.aliases import alias_of
from bot.services.conversations import open_conversation
from bot.services.keys import Keys
from bot.services.seals import Seals
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Citizen, Conversation, Identity, Message

__all__ = ["alias_of", "forget_address", "meet", "note_reachable", "note_unreachable"]


def meet(database: Database, keys: Keys, seals: Seals, channel: Channel, address: str, now: datetime) -> str:
    """Know who writes from this address, with a conversation to write in; returns the id of the sender.

    The address is sealed; the sender's id is an HMAC of it.
    """
    sender = keys.hash_sender(channel, address)
    with database.read() as session:
        identity = queries.find_identity(session, channel, sender)
        is_known = identity is not None and identity.address is not None
        if is_known and queries.find_conversation_of(session, channel, sender) is not None:
            return sender
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender)
        if identity is None:
            citizen = Citizen(id=uuid4().hex, created_at=now)
            session.add(citizen)
            session.flush()
            identity = Identity(
                citizen_id=citizen.id,
                channel=channel,
                platform_id=sender,
                address=seals.seal(address),
                created_at=now,
            )
            session.add(identity)
            session.flush()
        elif identity.address is None:
            identity.address = seals.seal(address)
        if queries.find_current_conversation(session, identity.id) is None:
            open_conversation(session, identity, None, now)
    return sender


def note_unreachable(database: Database, channel: Channel, sender: str, problem: Problem, now: datetime) -> list[str]:
    """Keep that the platform takes no messages for a citizen; returns the conversations in which some were given up."""
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender, lock=True)
        if identity is None:
            return []
        identity.unreachable_since = identity.unreachable_since or now
        waiting = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
        waiting = waiting.where(
            Conversation.identity_id == identity.id,
            Message.direction == Direction.OUTGOING,
            Message.delivery.in_(("queued", "sending", "held")),
        )
        touched = set()
        for message in session.scalars(waiting):
            message.delivery, message.problem, message.failed_at = "failed", problem, now
            touched.add(message.conversation_id)
        return sorted(touched)


def forget_address(database: Database, identity_id: int) -> None:
    """Forget an address that no key opens any more; it is sealed anew when the citizen writes."""
    with database.write() as session:
        identity = session.get(Identity, identity_id)
        if identity is not None:
            identity.address = None


def note_reachable(database: Database, channel: Channel, sender: str) -> None:
    """Keep that a citizen can be reached again."""
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender, lock=True)
        if identity is not None:
            identity.unreachable_since = None
