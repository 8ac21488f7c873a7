"""What did not reach citizens, for officers and operators. Shows no text: looking at it reads no talk."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select

from bot.messages import Sender
from bot.services.aliases import alias_of
from bot.services.officers import Account
from bot.services.reach import within
from bot.store.database import Database
from bot.store.tables import Conversation, Identity, Message, Update

__all__ = ["Undelivered", "count", "count_all", "count_parked", "list_undelivered"]

# Spelt as in the partial indexes of the table, so that databases see that these serve.
IS_FAILED: ColumnElement[bool] = Message.delivery == literal_column("'failed'")
IS_ON_ITS_WAY: ColumnElement[bool] = Message.delivery.in_(
    [literal_column(f"'{state}'") for state in ("queued", "sending", "held")]
)
IS_HELD: ColumnElement[bool] = and_(IS_ON_ITS_WAY, Message.delivery == literal_column("'held'"))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that a platform did not take."""

    conversation_id: str
    number: int
    citizen: str
    """What officers call the citizen."""
    channel: str
    sender: Sender
    delivery: str
    """`failed`, or `held` until the citizen writes."""
    problem: str | None
    """Of `bot.messages.Problem`."""
    is_maybe_repeated: bool
    created_at: datetime
    failed_at: datetime | None


def list_undelivered(database: Database, account: Account, *, limit: int = 200) -> list[Undelivered]:
    """Messages that failed or are held, in talks that the officer may see, newest first."""
    query = select(Message, Conversation.channel, Identity.citizen_id)
    query = query.join(Conversation, Conversation.id == Message.conversation_id)
    query = query.join(Identity, Identity.id == Conversation.identity_id)
    query = query.where(or_(IS_FAILED, IS_HELD), within(account)).order_by(Message.id.desc()).limit(limit)
    with database.read() as session:
        return [
            Undelivered(
                conversation_id=message.conversation_id,
                number=message.number,
                citizen=alias_of(citizen_id),
                channel=channel,
                sender=Sender(message.sender),
                delivery=str(message.delivery),
                problem=message.problem,
                is_maybe_repeated=bool(message.is_maybe_repeated),
                created_at=message.created_at,
                failed_at=message.failed_at,
            )
            for message, channel, citizen_id in session.execute(query)
        ]


def count(database: Database, account: Account) -> dict[str, int]:
    """How many messages are `held` and `failed` in talks that the officer may see."""
    query = select(Message.delivery, func.count()).join(Conversation, Conversation.id == Message.conversation_id)
    return _count(database, query.where(within(account)), IS_HELD)


def count_all(database: Database) -> dict[str, int]:
    """How many messages are on their way to a platform, `held` or `failed`."""
    return {"queued": 0, "sending": 0} | _count(database, select(Message.delivery, func.count()), IS_ON_ITS_WAY)


def count_parked(database: Database) -> int:
    """How many updates of platforms nothing could read."""
    with database.read() as session:
        return session.scalar(select(func.count()).where(Update.parked_at.is_not(None))) or 0


def _count(database: Database, query: Select[str | None, int], is_waiting: ColumnElement[bool]) -> dict[str, int]:
    """By state: an index for each of the two questions, none for both."""
    found = {"held": 0, "failed": 0}
    with database.read() as session:
        for is_so in (is_waiting, IS_FAILED):
            for state, number in session.execute(query.where(is_so).group_by(Message.delivery)):
                found[str(state)] = number
    return found
