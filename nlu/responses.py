"""What the engine answers: on Dialog's channel a response's key and arguments, which the app turns into text."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

__all__ = ["CHANNEL", "ResponseKeys"]

CHANNEL = "dialog"


class ResponseKeys(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]
    """Key, arguments and buttons on the channel `dialog`; plain English on any other, as in `rasa shell`.

    Rasa gives the domain only to a subclass of its own templated generator.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The message for `utter_action`; none when the domain has no such response."""
        arguments = kwargs.get("arguments") or {}
        if output_channel != CHANNEL:
            message: dict[str, Any] | None = await super().generate(
                utter_action, tracker, output_channel, **(kwargs | arguments)
            )
            return message
        if utter_action not in self.responses:
            return None
        return {"custom": {"response": utter_action, "arguments": arguments, "buttons": kwargs.get("buttons") or []}}
