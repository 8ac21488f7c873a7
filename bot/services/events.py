"""What happens to a conversation, noted for officers, and for the systems that are told by webhook."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import EventKind
from bot.services import audit
from bot.services.audit_actions import Action
from bot.store.tables import Conversation, Event

__all__ = ["TOLD_OUTSIDE", "add_event"]

TOLD_OUTSIDE = {EventKind.ESCALATED, EventKind.RESOLVED}
"""What webhooks tell; filed reports will join them."""


def add_event(
    session: Session,
    conversation: Conversation,
    kind: EventKind,
    now: datetime,
    *,
    officer_id: int | None = None,
    text: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Note an event in the conversation's history.

    What no officer did, the house or the citizen, gets its line in the audit log here; officers' acts write their own.
    """
    event = Event(
        conversation_id=conversation.id,
        kind=kind,
        officer_id=officer_id,
        text=text,
        detail=dict(detail) if detail else None,
        created_at=now,
        webhook=_told_outside(conversation, detail) if kind in TOLD_OUTSIDE else None,
        webhook_due_at=now if kind in TOLD_OUTSIDE else None,
    )
    session.add(event)
    if officer_id is None:
        audit.record(session, Action(kind), now, officer_id=None, conversation_id=conversation.id, detail=detail)
    return event


def _told_outside(conversation: Conversation, detail: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "conversation": conversation.id,
        "status": conversation.status,
        "urgent": conversation.urgent,
        "channel": conversation.channel,
        "language": conversation.language,
        "municipality": conversation.municipality,
        "topic": conversation.topic,
        **(detail or {}),
    }
