"""What citizens are told: the form of an outgoing message, and its place in the conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.i18n import Locale
from bot.messages import Direction, Sender
from bot.store.tables import Conversation, Message

__all__ = ["Outgoing", "add_outgoing"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to tell the citizen, already in their language."""

    text: str
    locale: Locale
    effect: str
    response: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Mapping[str, str]] = ()
    sender: Sender = Sender.BOT


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
        delivery="available",
    )
    session.add(message)
    return message
