"""The engine's stand-in with the project's own actions behind it: a call for an officer goes into the queue."""

from collections.abc import Callable, Sequence
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

from actions.answers import ActionAnswer, ActionAskBack
from actions.base import DialogAction, Heard
from actions.handoff import ActionEmergency, ActionTalkToOfficer
from actions.session import ActionCancel
from bot.errors import DialogError
from bot.messages import Ask, Reply
from bot.services.turns import Turn
from bot.store.database import Database
from tests.stand_ins.engine import EngineStandIn

__all__ = ["EngineWithActions"]


class EngineWithActions(EngineStandIn):
    """The engine's stand-in with the project's own actions behind it, as the action server runs them."""

    actions: dict[str, type[DialogAction]]

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.clock = clock
        self.database: Database | None = None
        self.broken: list[BaseException] = []
        self.actions = {
            "talk_to_officer": ActionTalkToOfficer,
            "emergency": ActionEmergency,
            "cancel": ActionCancel,
            "nlu_fallback": ActionAskBack,
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        handler = super()._handler()
        handler.disable_nagle_algorithm = True  # head and body are sent apart: 40 ms a call otherwise
        return handler

    def parse(self, text: str) -> dict[str, Any]:
        """As the stand-in, with places."""
        found = super().parse(text)
        self.parsed.clear()
        for place in ("prizren", "leposaviq"):
            if place in text:
                start = text.index(place)
                entity = {"entity": "municipality", "value": place, "start": start, "end": start + len(place)}
                return found | {"entities": [entity]}
        return found

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        """The replies of the action that the meaning calls for."""
        try:
            return {"messages": [reply.as_json() for reply in self._act(body)]}
        except Exception as error:
            self.broken.append(error)
            raise

    def _act(self, body: dict[str, Any]) -> Sequence[Reply]:
        self.before_answer()
        parse, metadata = body["parse"], body["metadata"]
        turn = Turn(metadata["conversation"], metadata["message"], metadata["lease"])
        entities = tuple((it["entity"], str(it["value"])) for it in parse["entities"])
        ranking = tuple(it["name"] for it in parse["intent_ranking"])
        asks = tuple(Ask.from_json(it) for it in metadata["asks"])
        heard = Heard(parse["text"], parse["intent"]["name"], ranking, entities, turn, self.clock(), asks)
        assert self.database is not None
        try:
            return self.actions.get(heard.intent, ActionAnswer)(self.database).replies(heard)
        except DialogError:
            return [Reply("utter_technical_problem")]
