"""The engine's one door for talk: the app sends an understood message and gets the answer's keys and arguments."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from nlu.responses import CHANNEL

__all__ = ["DialogChannel", "KeyCollector", "check_token"]

logger = logging.getLogger(__name__)


class KeyCollector(OutputChannel):  # type: ignore[misc]
    """Collects the answer of one turn: `{response, arguments, buttons}` a message."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, by which the response generator knows it."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what the response generator made; Rasa's own way of sending is for text."""
        if message.get("custom"):
            self.messages.append(message["custom"])


class DialogChannel(InputChannel):  # type: ignore[misc]
    """`POST /webhooks/dialog/turn` `{episode, message, parse, metadata}` → `{messages}`.

    `parse` is what `/model/parse` found in the message, or what a pressed button stands for, so a message is read
    once and typed text can never be a command. 503 while no model is loaded, 502 when the turn failed or answered
    nothing: with a dead action server Rasa itself would report success.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name in its URL."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> DialogChannel:
        """The channel; it has no credentials of its own."""
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        routes = Blueprint("dialog_channel")
        routes.add_route(_tell_readiness, "/")
        routes.add_route(partial(_take_turn, on_new_message), "/turn", methods=["POST"], name="turn")
        return routes


async def _tell_readiness(request: Request) -> HTTPResponse:
    """200 with the model's name once a message could be answered."""
    agent = _find_agent(request)
    if agent is None:
        return json({"status": "loading"}, HTTPStatus.SERVICE_UNAVAILABLE)
    return json({"status": "ready", "model": agent.model_id})


async def _take_turn(on_new_message: Callable[[UserMessage], Awaitable[Any]], request: Request) -> HTTPResponse:
    """Run one turn and return its answer."""
    if _find_agent(request) is None:
        return json({"error": "loading"}, HTTPStatus.SERVICE_UNAVAILABLE)
    collector = KeyCollector()
    try:
        message = _message(request.json, collector)
    except (AttributeError, KeyError, TypeError):
        return json({"error": "body"}, HTTPStatus.BAD_REQUEST)
    try:
        await on_new_message(message)
    except Exception as error:  # noqa: BLE001 - the outermost edge of the engine: the app tells the citizen
        logger.error("turn.failed message=%s error=%s", message.message_id, type(error).__name__)
        return json({"error": "failed"}, HTTPStatus.BAD_GATEWAY)
    if not collector.messages:
        return json({"error": "no_answer"}, HTTPStatus.BAD_GATEWAY)
    return json({"messages": collector.messages})


def _find_agent(request: Request) -> Agent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent and agent.is_ready() else None


def _message(body: dict[str, Any], collector: KeyCollector) -> UserMessage:
    parse = body["parse"]
    return UserMessage(
        text=parse.get("text") or "",
        output_channel=collector,
        sender_id=body["episode"],
        input_channel=CHANNEL,
        message_id=str(body["message"]),
        metadata=body["metadata"],
        # Without an intent Rasa would read the text by itself, and obey a command in it.
        parse_data=parse | {"intent": parse["intent"], "entities": parse["entities"]},
    )


def check_token(app: Sanic, token: str, *, open_routes: frozenset[tuple[str, str]]) -> None:
    """Refuse every request that does not carry `token`, and every route that is not in `open_routes`.

    Rasa's own token covers its HTTP API but not `/webhooks`, and its API could load any file as a model.
    """

    if not token:
        raise ValueError("an empty token would let everybody in")

    async def check(request: Request) -> HTTPResponse | None:
        given = request.token or request.args.get("token") or ""
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), token.encode()):
            return json({"error": "token"}, HTTPStatus.UNAUTHORIZED)
        if (request.method, request.path.rstrip("/")) not in open_routes:
            return json({"error": "closed"}, HTTPStatus.NOT_FOUND)
        return None

    app.register_middleware(check, "request")
