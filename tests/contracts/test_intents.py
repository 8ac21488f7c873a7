"""The fixed list of meanings, the domain, the training data of each language and the rules name the same intents."""

from collections import Counter, defaultdict

import pytest

from nlu.text.normalise import fold
from tests.contracts.sources import LANGUAGES, domain, examples, rules

INTENTS = [
    "greet", "goodbye", "thank", "affirm", "deny", "ask_capabilities", "bot_challenge", "change_language",
    "talk_to_officer", "cancel", "abuse",
    "emergency",
    "report_theft", "report_assault", "report_domestic_violence", "report_sexual_offence", "report_threat",
    "report_traffic_accident", "report_traffic_violation", "report_missing_person", "report_fraud", "report_drugs",
    "report_corruption", "report_trafficking", "report_weapon", "report_vandalism", "report_noise", "report_hate",
    "report_suspicious", "report_lost_item", "report_found_item",
    "ask_emergency_number", "ask_station", "ask_fine", "ask_certificate", "ask_weapon_permit", "ask_documents",
    "ask_recruitment", "ask_complaint_police", "ask_case_status", "ask_victim_support", "ask_road_conditions",
    "ask_border", "ask_gathering", "ask_towed_vehicle", "ask_traffic_rules", "ask_anonymity", "ask_witness",
    "share_concern", "give_praise", "subscribe_notices", "unsubscribe_notices",
    "out_of_scope",
]  # fmt: skip
"""What a message can mean. Evaluation, console and statistics rely on these names: they change together or not."""
OF_THE_APP = ("nlu_fallback", "report", "receipt")
"""Set by the app, when no meaning is sure enough and when a message belongs to a report, or to its receipt code."""
FEWEST = {"out_of_scope": 250, "emergency": 200}
FEWEST_OF_OTHERS = 100
"""Examples of an intent in a language, below which it would be known worse than its neighbours."""


def test_the_domain_has_the_fixed_intents() -> None:
    assert len(INTENTS) == 53
    assert Counter(domain()["intents"]) == Counter([*INTENTS, *OF_THE_APP])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_examples_of_every_intent(language: str) -> None:
    counts = {intent: len(found) for intent, found in examples(language).items()}
    assert set(counts) == set(INTENTS)
    assert not {intent: count for intent, count in counts.items() if count < FEWEST.get(intent, FEWEST_OF_OTHERS)}


def test_no_example_stands_twice() -> None:
    seen = defaultdict(list)
    for language in LANGUAGES:
        for intent, found in examples(language).items():
            for text in found:
                seen[fold(text)].append((language, intent, text))
    repeated = [places for places in seen.values() if len(places) > 1]
    assert not repeated, repeated


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_is_empty(language: str) -> None:
    assert not [intent for intent, found in examples(language).items() if not all(map(fold, found))]


def test_every_intent_is_in_exactly_one_rule() -> None:
    named = Counter(intent for rule in rules() for step in rule["steps"] for intent in _intents_of(step))
    assert named == Counter([*INTENTS, *OF_THE_APP])


def _intents_of(step: dict) -> list[str]:
    return [it["intent"] for it in step.get("or", [step]) if "intent" in it]
