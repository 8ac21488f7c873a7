"""The app's side of the engine: what does a message mean, and what is the answer. Loopback, with a token."""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from bot.errors import EngineUnavailable
from bot.messages import Reply

__all__ = ["Engine"]

COMMAND_START = re.compile(r"^[\s/]+")
"""Rasa strips every kind of space before it looks for the slash of a command."""
FAILED = "utter_technical_problem"
"""An action that could not do its work answers so; the turn counts as failed."""


class Engine:
    """A client of one engine process. Never silent: what is not an answer is raised as `EngineUnavailable`."""

    def __init__(self, url: str, token: str, *, timeout: float) -> None:
        """`timeout` in seconds is for one call; nothing is opened before the first."""
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout, connect=1.0),
            trust_env=False,  # a proxy of the environment must never see a citizen's words
        )

    def find_model(self) -> str | None:
        """The name of the model that answers now; none while the engine is down or loading."""
        try:
            response = self._http.get("/webhooks/dialog/", timeout=1.0)
        except httpx.HTTPError:
            return None
        return str(response.json()["model"]) if response.status_code == httpx.codes.OK else None

    def understand(self, text: str) -> dict[str, Any]:
        """What a typed message means: `{text, intent, intent_ranking, entities}`.

        A leading slash would be a command for Rasa, so it is not passed on.
        """
        parse = self._post("/model/parse", {"text": COMMAND_START.sub("", text) or " "})
        if "intent" not in parse:
            raise EngineUnavailable("no intent", is_reachable=True)
        return parse

    def respond(
        self, episode: str, message_id: int, parse: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> list[Reply]:
        """The replies to an understood message, at least one."""
        body = {"episode": episode, "message": message_id, "parse": dict(parse), "metadata": dict(metadata)}
        try:
            replies = [Reply.from_json(it) for it in self._post("/webhooks/dialog/turn", body)["messages"]]
        except (KeyError, TypeError) as error:
            raise EngineUnavailable("no replies", is_reachable=True) from error
        if not replies or any(reply.response == FAILED for reply in replies):
            raise EngineUnavailable("failed", is_reachable=True)
        return replies

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            response = self._http.post(path, json=body)
            response.raise_for_status()
            answer: dict[str, Any] = response.json()
        except httpx.HTTPStatusError as error:
            # Rasa itself says 409 while it has no model; our channel says 503.
            is_loading = error.response.status_code in {httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.CONFLICT}
            raise EngineUnavailable(f"status {error.response.status_code}", is_reachable=not is_loading) from error
        except (httpx.HTTPError, ValueError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        return answer
