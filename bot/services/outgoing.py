"""What citizens are told: an outgoing message, and its place in the conversation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.i18n import find_locale
from bot.messages import Channel, Direction, Problem, Reply, Sender
from bot.rendering import Outgoing, render
from bot.store.tables import Conversation, Message

__all__ = ["add_outgoing", "tell"]

UNSAFE = "utter_report_unsafe"
LOOKED_BACK = 50
"""Messages of officers and the system that may stand behind the word that nothing more is sent."""


def add_outgoing(
    session: Session, conversation: Conversation, answer: Outgoing, *, reply_to: int | None, now: datetime
) -> Message:
    """Tell the citizen something, as the next message of the conversation."""
    is_pushed = conversation.channel != Channel.WEBCHAT
    is_unsafe = is_pushed and _is_unsafe(session, conversation, reply_to)
    conversation.last_number += 1
    message = Message(
        conversation_id=conversation.id,
        number=conversation.last_number,
        direction=Direction.OUTGOING,
        sender=answer.sender,
        text=answer.text,
        language=answer.locale.language,
        script=answer.locale.script,
        created_at=now,
        reply_to=reply_to,
        effect=answer.effect,
        response=answer.response,
        arguments=dict(answer.arguments),
        buttons=[dict(button) for button in answer.buttons],
        # The web chat fetches; other platforms are pushed to, and light up a telephone that somebody else may hold.
        delivery="held" if is_unsafe else "queued" if is_pushed else "available",
        problem=Problem.UNSAFE if is_unsafe else None,
    )
    session.add(message)
    return message


def _is_unsafe(session: Session, conversation: Conversation, reply_to: int | None) -> bool:
    """Whether the citizen said last that it is not safe to write: nothing more is sent to them until they write."""
    query = select(Message).where(Message.conversation_id == conversation.id).order_by(Message.number.desc())
    for message in session.scalars(query.limit(LOOKED_BACK)):
        if message.direction == Direction.INCOMING:
            return False
        if message.response == UNSAFE:
            return message.reply_to != reply_to
    return False


def tell(session: Session, conversation: Conversation, reply: Reply, now: datetime) -> Message:
    """Tell the citizen how the talk stands: the system's word, in the language of the conversation."""
    locale = find_locale(conversation.language, conversation.script)
    outgoing = render(reply, locale, effect=reply.response, sender=Sender.SYSTEM)
    return add_outgoing(session, conversation, outgoing, reply_to=None, now=now)
