"""Turns a reply's key and arguments into text, in one language and script. No text for citizens is made elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.content.facts import load_numbers
from bot.content.municipalities import DirectorateNames, Names, get_municipality
from bot.i18n import DEFAULT_LOCALE, LOCALES, Locale, translate, written_time
from bot.labels import OUTCOME_LABELS
from bot.messages import Button, Outcome, Reply, Sender
from bot.responses import load_responses
from nlu.text.scripts import Script

__all__ = ["Outgoing", "name_in", "render"]

NAMES = {
    "sq": ("sq", "sq_after_preposition"),
    "sr-Latn": ("sr", "sr_locative"),
    "sr-Cyrl": ("sr_cyrillic", "sr_cyrillic_locative"),
    "en": ("en", "en"),
}
"""A municipality's name in each locale: as a subject, and as it stands after `në` and `u`."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to tell the citizen, already in their language."""

    text: str
    locale: Locale
    effect: str
    response: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Mapping[str, str]] = ()
    sender: Sender = Sender.BOT


def render(reply: Reply, locale: Locale | None, *, effect: str, sender: Sender = Sender.BOT) -> Outgoing:
    """The reply as the citizen reads it; `effect` tells the replies to one message apart.

    While the citizen's language is not known: in Albanian, Serbian and English, one under the other, with the choice of
    a language.
    """
    if locale is None:
        return _in_all_languages(reply, effect, sender)
    response = load_responses()[reply.response]
    text = translate(response.text, locale, **_written(reply.arguments, locale))
    return Outgoing(
        text=text,
        locale=locale,
        effect=effect,
        response=reply.response,
        arguments=reply.arguments,
        buttons=_buttons((*reply.buttons, *response.buttons), locale),
        sender=sender,
    )


def name_in(names: Names | DirectorateNames, locale: Locale) -> str:
    """The name of a municipality or directorate in a language and script."""
    return str(getattr(names, NAMES[locale.tag][0]))


def _in_all_languages(reply: Reply, effect: str, sender: Sender) -> Outgoing:
    spoken = [render(reply, locale, effect=effect) for locale in LOCALES if locale.script is Script.LATIN]
    text = "\n\n".join(outgoing.text for outgoing in spoken)
    languages = load_responses()["utter_which_language"].buttons
    choice = _buttons((*reply.buttons, *languages), DEFAULT_LOCALE)
    return Outgoing(text, DEFAULT_LOCALE, effect, reply.response, reply.arguments, choice, sender)


def _buttons(buttons: Sequence[Button], locale: Locale) -> list[dict[str, str]]:
    return [
        {"title": translate(button.title, locale, **_written(button.arguments, locale)), "payload": button.payload}
        for button in buttons
    ]


def _written(arguments: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    """The arguments as the locale writes them.

    A place's id becomes its official name, a time that of Kosovo, an outcome its word; numbers come from the facts.
    """
    written = dict(load_numbers()) | dict(arguments)
    if "opens_at" in arguments:
        written["opens_at"] = written_time(arguments["opens_at"], locale)
    if "outcome" in arguments:
        written["outcome"] = translate(OUTCOME_LABELS[Outcome(arguments["outcome"])], locale)
    if "municipality" in arguments:
        municipality = get_municipality(arguments["municipality"])
        written["municipality"] = name_in(municipality.names, locale)
        written["municipality_in"] = getattr(municipality.names, NAMES[locale.tag][1])
        written["directorate"] = name_in(municipality.directorate.names, locale)
    return written
