"""What a pressed button stands for. Typed text is never a command; a payload is one only if it was offered."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.errors import Refused
from bot.i18n import N_, Locale, translate
from bot.labels import INTENT_LABELS
from bot.messages import Verdict, Wish
from bot.responses import fixed_payloads

__all__ = [
    "COMMANDS",
    "MENUS",
    "Command",
    "payload_named",
    "payload_of",
    "read_command",
    "read_rating",
    "read_verdict",
    "read_wish",
    "title_of",
]

PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?")
RATING = re.compile(r'/rate\{"stars":"(?P<stars>[1-5])"\}')
VERDICT = re.compile(r'/judge\{"of":"(?P<of>[0-9]{1,18})","as":"(?P<verdict>good|bad)"\}')
WISH = re.compile(r'/ask_anonymity\{"do":"(?P<wish>[a-z_]+)"\}')
ALIASES = {"start": "greet"}
COMMANDS = {
    "start": ("/start", N_("Start")),
    "help": ("/ask_capabilities", N_("What I can do")),
    "language": ("/change_language", N_("Change the language")),
    "report": ("/report", N_("Report something")),
    "status": ("/ask_case_status", N_("How does my report stand?")),
    "stop": ("/cancel", N_("Stop what we are doing")),
    "delete": ('/ask_anonymity{"do":"delete"}', N_("Delete my data")),
}
"""What platforms show as a menu of commands: their payloads, and what is said of each."""
MENUS = {"/report": "utter_which_report"}
"""Payloads that are answered at once with a choice, also while the engine is down."""
TYPED = re.compile(r"/(?P<command>[a-z_]+)(?:@\w+)?(?:\s+(?P<link>[\w-]+))?\s*")


@dataclass(frozen=True, slots=True)
class Command:
    """A meaning that is certain, with what it speaks of."""

    intent: str
    entities: Mapping[str, str]

    def as_parse(self, text: str) -> dict[str, Any]:
        """The form in which the engine hands on what it understood of a message."""
        intent = {"name": self.intent, "confidence": 1.0}
        entities = [{"entity": name, "value": value} for name, value in self.entities.items()]
        return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": entities}


def title_of(payload: str, offered: Mapping[str, str], locale: Locale) -> str:
    """What the citizen pressed, as they read it.

    Raises:
        Refused: the payload was neither offered in this conversation nor is it one that may always come.
    """
    if payload in offered:
        return offered[payload]
    fixed = _fixed().get(payload)
    if fixed is not None:
        return translate(fixed, locale)
    raise Refused(N_("This button is no longer valid. Please write what you need."))


def payload_of(text: str) -> str | None:
    """The payload of a command that is all that a message says: `/help`, or a deep link's `/start report_theft`.

    None for any other text, and for commands that nobody knows.
    """
    match = TYPED.fullmatch(text)
    if match is None or match["command"] not in COMMANDS:
        return None
    link = match["link"]
    if match["command"] == "start" and link is not None and (link in INTENT_LABELS or link in COMMANDS):
        return COMMANDS[link][0] if link in COMMANDS else f"/{link}"
    return COMMANDS[match["command"]][0]


def payload_named(name: str) -> str | None:
    """The payload that a link or a platform's own button names, such as `report_theft`; none that nobody knows."""
    if name in COMMANDS:
        return COMMANDS[name][0]
    payload = f"/{name.removeprefix('/')}"
    return payload if payload in _fixed() else None


def read_rating(payload: str) -> int | None:
    """The stars of a press on a rating, 1 to 5; none for any other button."""
    match = RATING.fullmatch(payload)
    return int(match["stars"]) if match else None


def read_verdict(payload: str) -> tuple[int, Verdict] | None:
    """Which message's answer is judged, and how; none for any other button."""
    match = VERDICT.fullmatch(payload)
    return (int(match["of"]), Verdict(match["verdict"])) if match else None


def read_wish(payload: str) -> Wish | None:
    """What the citizen wants of their data; none for any other button."""
    match = WISH.fullmatch(payload)
    return Wish(match["wish"]) if match and match["wish"] in set(Wish) else None


def read_command(payload: str) -> Command:
    """The meaning of a payload that was offered.

    Raises:
        Refused: it is not of the form `/intent{"entity":"value"}`.
    """
    match = PAYLOAD.fullmatch(payload)
    try:
        entities = json.loads(match["entities"] or "{}") if match else None
    except json.JSONDecodeError:
        entities = None
    if match is None or not isinstance(entities, dict):
        raise Refused(N_("This button is no longer valid. Please write what you need."))
    intent = ALIASES.get(match["intent"], match["intent"])
    return Command(intent, {str(name): str(value) for name, value in entities.items()})


@cache
def _fixed() -> dict[str, str]:
    """Payloads that may come at any time, with their English titles: commands, deep links, buttons of every answer."""
    links = {f"/{intent}": label for intent, label in INTENT_LABELS.items()}
    return links | dict(COMMANDS.values()) | fixed_payloads()
