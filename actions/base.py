"""What every action shares: whose turn it is, and that an error becomes an answer instead of silence."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DialogError
from bot.log import get_logger
from bot.messages import Ask, Reply
from bot.services import taking, turns
from bot.services.turns import Turn
from bot.store.database import Database

__all__ = ["DialogAction", "Heard"]

log = get_logger()


@dataclass(frozen=True, slots=True)
class Heard:
    """The message that an action answers."""

    text: str
    intent: str
    ranking: tuple[str, ...]
    entities: tuple[tuple[str, str], ...]
    turn: Turn | None
    """None for a talk that is not one of the app's, as in `rasa shell`: answered, and nothing is written."""
    now: datetime
    asks: tuple[Ask, ...] = ()
    """What the app found that the message asks for."""
    told: taking.Heard = field(default_factory=lambda: taking.Heard(""))
    """What the message says, for the report that is being taken."""

    def values(self, entity: str) -> list[str]:
        """What the message says of `entity`; an ambiguous place gives its candidates."""
        return [part for name, value in self.entities if name == entity for part in value.split("|")]


class DialogAction(Action, ABC):  # type: ignore[misc]
    """An action of Dialog. Subclasses name themselves and say what they reply."""

    action_name: str
    ends_turn = False
    """Whether the engine listens next whatever its policies say; a fallback needs it, or they would run it again."""

    def __init__(self, database: Database) -> None:
        """`database` is the app's; an action that writes nothing does not open it."""
        self.database = database

    def name(self) -> str:
        """The name in `domain.yml`."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Do it and reply; whatever fails is logged here and told by the app as a technical problem."""
        heard = _heard(tracker)
        try:
            replies, events = await asyncio.to_thread(self._act, heard)
        except (DialogError, SQLAlchemyError) as error:
            message = heard.turn.message_id if heard.turn else None
            log.error("action.failed", action=self.action_name, message=message, error=type(error).__name__)
            replies, events = [Reply("utter_technical_problem")], []
        for reply in replies:
            dispatcher.utter_message(**reply.as_json())
        return [FollowupAction("action_listen")] if self.ends_turn else events

    def events(self, heard: Heard) -> list[dict[str, Any]]:
        """What changes in the engine's state, after `replies`; for most actions nothing."""
        return []

    def _act(self, heard: Heard) -> tuple[Sequence[Reply], list[dict[str, Any]]]:
        replies, events = self.replies(heard), self.events(heard)
        if heard.turn is not None:
            turns.log_action(self.database, heard.turn, self.action_name, heard.now)
        return replies, events

    @abstractmethod
    def replies(self, heard: Heard) -> Sequence[Reply]:
        """Do what the message asks for, through a service, and say what to tell the citizen; at least one thing."""


def _heard(tracker: Tracker) -> Heard:
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    turn = Turn(metadata["conversation"], metadata["message"], metadata["lease"]) if "lease" in metadata else None
    intent = (message.get("intent") or {}).get("name") or ""
    entities = tuple((it["entity"], str(it["value"])) for it in message.get("entities") or [])
    # A talk that is not one of the app's, as in `rasa shell`, has no more than what the engine understood.
    found = [Ask.from_json(it) for it in metadata.get("asks") or []]
    return Heard(
        text=message.get("text") or "",
        intent=intent,
        ranking=tuple(it["name"] for it in message.get("intent_ranking") or []),
        entities=entities,
        turn=turn,
        now=datetime.now(UTC),
        asks=tuple(found if "asks" in metadata else _plain(intent, entities)),
        told=_told(message, metadata.get("report") or {}),
    )


def _told(message: Mapping[str, Any], report: Mapping[str, Any]) -> taking.Heard:
    text, intent, entities = message.get("text") or "", message.get("intent") or {}, message.get("entities") or []
    pressed = {it["entity"]: str(it["value"]) for it in entities if "start" not in it}
    return taking.Heard(
        text=text,
        intent=report.get("intent", intent.get("name")) or "",
        confidence=report.get("confidence", intent.get("confidence")) or 0.0,
        entities=tuple(
            (it["entity"], str(it["value"]), text[it["start"] : it["end"]]) for it in entities if "start" in it
        ),
        does=pressed.get("do"),
        of=pressed.get("of"),
        location=report.get("location"),
    )


def _plain(intent: str, entities: Sequence[tuple[str, str]]) -> list[Ask]:
    places = tuple(part for name, value in entities if name == "municipality" for part in value.split("|"))
    return [Ask(intent, municipalities=places)] if intent.startswith("ask_") and places else []
