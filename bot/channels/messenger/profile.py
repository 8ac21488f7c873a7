"""What a page shows before the first word: a button to begin with, a greeting, and a menu, in the person's language."""

from typing import Any

from bot.channels.messenger.client import Graph
from bot.channels.messenger.reading import START
from bot.content.facts import load_numbers
from bot.errors import ChannelError
from bot.i18n import DEFAULT_LOCALE, LOCALES, N_, translate
from bot.log import get_logger
from bot.responses import fixed_payloads

__all__ = ["profile", "publish"]

# Translators: shown over an empty talk in Messenger; at most 160 characters with the two numbers.
GREETING = N_(
    "Automatic assistant of Kosovo Police: questions, reports, officers. "
    "If anyone is in danger, call {police_number} or {emergency_number}."
)
MENU = (
    "/talk_to_officer",
    "/ask_emergency_number",
    "/ask_station",
    "/ask_capabilities",
    '/ask_anonymity{"do":"about"}',
)
"""Titles of at most 30 characters."""
TAGS = {
    "default": DEFAULT_LOCALE.tag,
    "sq_AL": "sq",
    "sr_RS": "sr-Cyrl",
    "bs_BA": "sr-Latn",
    "hr_HR": "sr-Latn",
    "en_US": "en",
    "en_GB": "en",
}
"""Dialog's language by Facebook's; Facebook writes Serbian in Cyrillic, and Latin for its neighbours."""
log = get_logger()


def profile() -> dict[str, Any]:
    """The page's profile as Meta takes it."""
    locales = {name: next(it for it in LOCALES if it.tag == tag) for name, tag in TAGS.items()}
    titles = fixed_payloads()
    return {
        "get_started": {"payload": START},
        "greeting": [
            {"locale": name, "text": translate(GREETING, locale, **load_numbers())} for name, locale in locales.items()
        ],
        "persistent_menu": [
            {
                "locale": name,
                "composer_input_disabled": False,
                "call_to_actions": [
                    {"type": "postback", "title": translate(titles[payload], locale), "payload": payload}
                    for payload in MENU
                ],
            }
            for name, locale in locales.items()
        ],
    }


def publish(graph: Graph) -> None:
    """Set the page's profile; a failure is only logged, since every talk works without."""
    try:
        graph.post("messenger_profile", profile())
    except ChannelError as error:
        log.warning("messenger.profile_not_set", reason=error.problem)
    except Exception as error:  # noqa: BLE001 - a thread of its own, at the end of which nobody waits
        log.warning("messenger.profile_failed", error=type(error).__name__)
