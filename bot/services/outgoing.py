"""What citizens are told: an outgoing message, and its place in the conversation."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.i18n import find_locale
from bot.messages import Channel, Direction, Reply, Sender
from bot.rendering import Outgoing, render
from bot.store.tables import Conversation, Message

__all__ = ["add_outgoing", "tell"]


def add_outgoing(
    session: Session, conversation: Conversation, answer: Outgoing, *, reply_to: int | None, now: datetime
) -> Message:
    """Tell the citizen something, as the next message of the conversation."""
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
        # The web chat fetches; other platforms are pushed to.
        delivery="available" if conversation.channel == Channel.WEBCHAT else "queued",
    )
    session.add(message)
    return message


def tell(session: Session, conversation: Conversation, reply: Reply, now: datetime) -> Message:
    """Tell the citizen how the talk stands: the system's word, in the language of the conversation."""
    locale = find_locale(conversation.language, conversation.script)
    outgoing = render(reply, locale, effect=reply.response, sender=Sender.SYSTEM)
    return add_outgoing(session, conversation, outgoing, reply_to=None, now=now)
