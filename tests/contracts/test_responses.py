"""Every answer that the code gives stands in `domain.yml`, every one there is given, and its buttons can be pressed."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.config import ROOT
from bot.content import municipalities
from bot.content.answers import load_answers
from bot.content.facts import load_facts
from bot.content.privacy import KINDS
from bot.dialogue.commands import read_command, read_verdict
from bot.i18n import find_locale
from bot.labels import INTENT_LABELS
from bot.messages import Ask
from bot.responses import fixed_payloads, load_responses
from bot.services import answers
from bot.services.consents import MORE
from bot.services.privacy import SURE
from tests.contracts.sources import domain, named_responses, placeholders

PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.+\})?")
LONGEST_PAYLOAD = 64
"""Bytes of Telegram's `callback_data` (Bot API, InlineKeyboardButton)."""
ALIASES = {"start": "greet"}
"""Telegram's own word for the first message of a chat."""
OF_A_WAIT = {
    "utter_muted": {"opens_at"},
    "utter_officer_called": {"place"},
    "utter_outside_hours": {"opens_at"},
    "utter_queue_promise": {"place", "minutes"},
    "utter_resolved": {"outcome", "reason"},
    "utter_wait_longer": {"place"},
}
"""What the services hand over with answers about an officer; `tests/bot/services` reads each as the citizen does."""
OF_A_PLACE = {"municipality", "municipality_in", "directorate"}
"""What an answer may say of the municipality that it is about."""
OF_AN_ANSWER = {
    "utter_nearest": {"distance"},
    "utter_nearest_to_confirm": {"distance"},
    "utter_speeding_built_up": {"rows"},
    "utter_speeding_outside": {"rows"},
    "utter_alcohol": {"rows"},
    "utter_ask_there": {"office"},
    "utter_fact_expired": {"office"},
    "utter_report_summary": {"lines"},
    "utter_report_filed": {"reference", "receipt"},
    "utter_report_filed_victim": {"reference", "receipt"},
    "utter_report_status": {"reference", "day", "stands"},
    "utter_report_news": {"reference", "stands"},
    "utter_report_add": {"reference"},
    "utter_report_added": {"reference"},
    "utter_report_withdraw": {"reference"},
    "utter_report_withdrawn": {"reference"},
    "utter_data_kept": {"kept"},
    "utter_deletion_refused": {"reason"},
    "utter_delete_report_too": {"references"},
    "utter_delete_report_not": {"references"},
}
"""What `services/answers.py` and `reports.py` hand over; `test_answers.py` reads each answer as the citizen does."""


OF_DATA = {f"kept_{kind}" for kind in KINDS} | {"show_words", "delete_words"}
"""What any answer may say of how long records are kept, and of the words that ask for them."""


def test_the_code_names_only_responses_of_the_domain() -> None:
    assert named_responses() - set(domain()["responses"]) == set()


def test_every_response_of_the_domain_is_given_somewhere() -> None:
    assert set(domain()["responses"]) - named_responses() == set()


def test_every_response_has_one_english_text() -> None:
    assert not {key for key, variants in domain()["responses"].items() if len(variants) != 1}


@pytest.mark.parametrize("key", sorted(domain()["responses"]))
def test_a_response_asks_only_for_what_the_app_can_fill_in(key: str) -> None:
    given = OF_A_PLACE | OF_DATA | OF_A_WAIT.get(key, set()) | OF_AN_ANSWER.get(key, set())
    assert set(placeholders(load_responses()[key].text)) <= set(load_facts().facts) | given


def _payloads() -> Iterator[str]:
    """Payloads of every button that a citizen can meet."""
    yield from fixed_payloads()
    yield from (button.payload for button in answers.ask_back(["emergency"]).buttons)
    for intent in INTENT_LABELS:
        yield from (button.payload for button in answers.ask_back([intent]).buttons)
    places = sorted(municipalities.load().municipalities)
    assert places
    asks = [Ask("ask_station", None, tuple(places)), Ask("ask_traffic_rules", "speeding")]
    asks += [Ask(intent) for intent in load_answers()]
    yield from (button.payload for button in (*SURE, MORE))
    for ask in asks:
        for reply in answers.judged(answers.answer(ask.intent, [ask], date(2026, 11, 23)), 10**15):
            yield from (button.payload for button in reply.buttons)


@pytest.mark.parametrize("payload", sorted(set(_payloads())))
def test_a_payload_is_an_intent_with_entities_of_the_domain(payload: str) -> None:
    match = PAYLOAD.fullmatch(payload)
    assert match
    entities = json.loads(match["entities"] or "{}")
    if read_verdict(payload) is None:
        assert ALIASES.get(match["intent"], match["intent"]) in domain()["intents"]
        assert set(entities) <= set(domain()["entities"])
    assert all(isinstance(value, str) for value in entities.values())
    assert "language" not in entities or find_locale(entities["language"], entities["script"])
    assert len(payload.encode()) <= LONGEST_PAYLOAD
    command = read_command(payload)
    assert (command.intent, command.entities) == (ALIASES.get(match["intent"], match["intent"]), entities)


def test_the_buttons_of_the_page_may_be_pressed_at_any_time() -> None:
    page = (ROOT / "bot/channels/webchat/templates/chat.html").read_text("utf-8")
    payloads = set(re.findall(r'data-payload="([^"]+)"', page))
    assert payloads
    assert payloads <= set(fixed_payloads())
