"""What the engine answers: keys for the app, plain English for a terminal, and never silence by mistake."""

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from nlu.channel import KeyCollector
from nlu.responses import CHANNEL, ResponseKeys

DOMAIN = """
version: "3.1"
intents: [greet]
responses:
  utter_greet:
    - text: "Hello."
  utter_station:
    - text: "{municipality} has a station."
      buttons:
        - title: "Talk to an officer"
          payload: /talk_to_officer
"""
BUTTON = {"title": "Peja", "payload": '/ask_station{"municipality":"peja"}', "arguments": {"municipality": "peja"}}


@pytest.fixture(scope="module")
def generator() -> NaturalLanguageGenerator:
    """The generator as Rasa makes it from `endpoints.yml`."""
    return NaturalLanguageGenerator.create(EndpointConfig(type="nlu.responses.ResponseKeys"), Domain.from_yaml(DOMAIN))


def generate(generator: NaturalLanguageGenerator, response: str, channel: str, **kwargs: Any) -> dict[str, Any] | None:
    tracker = DialogueStateTracker.from_events("episode", [])
    message: dict[str, Any] | None = asyncio.run(generator.generate(response, tracker, channel, **kwargs))
    return message


def test_rasa_makes_our_generator_with_the_domains_responses(generator: NaturalLanguageGenerator) -> None:
    assert isinstance(generator, ResponseKeys)
    assert set(generator.responses) == {"utter_greet", "utter_station"}


def test_the_app_gets_key_arguments_and_buttons(generator: NaturalLanguageGenerator) -> None:
    message = generate(generator, "utter_station", CHANNEL, arguments={"municipality": "peja"}, buttons=[BUTTON])

    assert message == {
        "custom": {"response": "utter_station", "arguments": {"municipality": "peja"}, "buttons": [BUTTON]}
    }


def test_the_app_gets_no_text_and_none_of_the_responses_own_buttons(generator: NaturalLanguageGenerator) -> None:
    message = generate(generator, "utter_station", CHANNEL, text=None, template="utter_station")

    assert message == {"custom": {"response": "utter_station", "arguments": {}, "buttons": []}}


def test_elsewhere_it_is_english(generator: NaturalLanguageGenerator) -> None:
    channel = CollectingOutputChannel.name()

    message = generate(generator, "utter_station", channel, arguments={"municipality": "Peja"})

    assert message is not None
    assert message["text"] == "Peja has a station."
    assert [button["title"] for button in message["buttons"]] == ["Talk to an officer"]
    assert "custom" not in message


@pytest.mark.parametrize("channel", [CHANNEL, "cmdline"])
def test_an_unknown_key_is_none(generator: NaturalLanguageGenerator, channel: str) -> None:
    assert generate(generator, "utter_nothing", channel) is None


def test_the_collector_keeps_what_the_generator_made_and_nothing_else() -> None:
    collector = KeyCollector()

    for custom in ({"response": "utter_greet"}, {}, None, {"response": "utter_station"}):
        asyncio.run(collector.send_response("episode", {"text": "any", "custom": custom}))
    asyncio.run(collector.send_response("episode", {"text": "any"}))

    assert KeyCollector.name() == CHANNEL
    assert collector.messages == [{"response": "utter_greet"}, {"response": "utter_station"}]


def test_two_collectors_share_nothing() -> None:
    first, second = KeyCollector(), KeyCollector()

    asyncio.run(first.send_response("episode", {"custom": {"response": "utter_greet"}}))

    assert second.messages == []
