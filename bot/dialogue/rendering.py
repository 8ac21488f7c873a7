"""Turns a reply's key and arguments into text, in one language and script. No text for citizens is made elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.facts import load_numbers
from bot.content.municipalities import get_municipality
from bot.i18n import DEFAULT_LOCALE, LOCALES, Locale, translate
from bot.messages import Button, Reply
from bot.responses import load_responses
from bot.services.outgoing import Outgoing
from nlu.text.scripts import Script

__all__ = ["render"]

NAMES = {
    "sq": ("sq", "sq_after_preposition"),
    "sr-Latn": ("sr", "sr_locative"),
    "sr-Cyrl": ("sr_cyrillic", "sr_cyrillic_locative"),
    "en": ("en", "en"),
}
"""A municipality's name in each locale: as a subject, and as it stands after `në` and `u`."""


def render(reply: Reply, locale: Locale | None, *, effect: str) -> Outgoing:
    """The reply as the citizen reads it; `effect` tells the replies to one message apart.

    While the citizen's language is not known: in Albanian, Serbian and English, one under the other, with the choice of
    a language.
    """
    if locale is None:
        return _in_all_languages(reply, effect)
    response = load_responses()[reply.response]
    text = translate(response.text, locale, **_written(reply.arguments, locale))
    return Outgoing(
        text=text,
        locale=locale,
        effect=effect,
        response=reply.response,
        arguments=reply.arguments,
        buttons=_buttons((*reply.buttons, *response.buttons), locale),
    )


def _in_all_languages(reply: Reply, effect: str) -> Outgoing:
    spoken = [render(reply, locale, effect=effect) for locale in LOCALES if locale.script is Script.LATIN]
    text = "\n\n".join(outgoing.text for outgoing in spoken)
    choice = _buttons(load_responses()["utter_which_language"].buttons, DEFAULT_LOCALE)
    return Outgoing(text, DEFAULT_LOCALE, effect, reply.response, reply.arguments, choice)


def _buttons(buttons: Sequence[Button], locale: Locale) -> list[dict[str, str]]:
    return [
        {"title": translate(button.title, locale, **_written(button.arguments, locale)), "payload": button.payload}
        for button in buttons
    ]


def _written(arguments: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    """The arguments as the locale writes them: a place's id becomes its official name, numbers come from the facts."""
    written = dict(load_numbers()) | dict(arguments)
    if "municipality" in arguments:
        municipality = get_municipality(arguments["municipality"])
        name, after_preposition = NAMES[locale.tag]
        written["municipality"] = getattr(municipality.names, name)
        written["municipality_in"] = getattr(municipality.names, after_preposition)
        written["directorate"] = getattr(municipality.directorate.names, name)
    return written
