"""Which answer a meaning gets, and what is known for it. Pure: reads facts, changes nothing."""

from collections.abc import Sequence

from bot.content.municipalities import get_municipality
from bot.errors import NotFound
from bot.labels import INTENT_LABELS
from bot.messages import Button, Reply

__all__ = ["answer", "ask_back"]

SMALL_TALK = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "affirm": "utter_what_next",
    "deny": "utter_what_next",
    "ask_capabilities": "utter_capabilities",
    "bot_challenge": "utter_bot",
    "abuse": "utter_abuse",
    "give_praise": "utter_praise",
    "out_of_scope": "utter_out_of_scope",
}
ONE_SOURCE = "C1"
"""Confidence of a fact that is said with the request to confirm it with the police; see the content files."""
CHOICES = 3


def answer(intent: str, municipalities: Sequence[str] = ()) -> Reply:
    """The reply to a meaning; `municipalities` are the ids of the places that the message may name.

    A meaning without an answer of its own gets the honest word that an officer can answer it.
    """
    if intent in SMALL_TALK:
        return Reply(SMALL_TALK[intent])
    if intent == "ask_emergency_number":
        return Reply("utter_emergency_numbers")
    if intent == "ask_station":
        return _station(municipalities)
    if intent.startswith("report_") or intent == "share_concern":
        return Reply("utter_cannot_take_report_yet")
    return Reply("utter_cannot_answer_yet")


def ask_back(ranking: Sequence[str]) -> Reply:
    """The likeliest meanings as buttons, in the citizen's words; without any, the request to say it otherwise."""
    likely = [intent for intent in ranking if intent in INTENT_LABELS][:CHOICES]
    if not likely:
        return Reply("utter_not_understood")
    buttons = [Button(INTENT_LABELS[intent], f"/{intent}") for intent in likely]
    return Reply("utter_ask_back", buttons=(*buttons, Button("Talk to an officer", "/talk_to_officer")))


def _station(municipalities: Sequence[str]) -> Reply:
    if not municipalities:
        return Reply("utter_which_municipality")
    if len(municipalities) > 1:
        buttons = [
            Button("{municipality}", f'/ask_station{{"municipality":"{it}"}}', {"municipality": it})
            for it in municipalities
        ]
        return Reply("utter_which_of_these", buttons=tuple(buttons))
    try:
        municipality = get_municipality(municipalities[0])
    except NotFound:
        return Reply("utter_which_municipality")
    arguments = {"municipality": municipality.id}
    if municipality.is_directorate_confirmed:
        return Reply("utter_station", arguments)
    if municipality.directorate_confidence == ONE_SOURCE:
        return Reply("utter_station_to_confirm", arguments)
    return Reply("utter_station_unknown", arguments)
