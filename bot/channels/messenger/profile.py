"""What a page shows before the first word: a button to begin with, a greeting, and a menu, in the person's language."""

import threading
from collections.abc import Mapping
from typing import Any

from bot.channels.messenger.client import Graph
from bot.channels.messenger.reading import START
from bot.dialogue.commands import title_of
from bot.errors import ChannelError
from bot.i18n import DEFAULT_LOCALE, LOCALES, N_, translate
from bot.log import get_logger

__all__ = ["Profile", "profile"]

GREETING = N_("Questions, reports and officers of Kosovo Police. In danger call {police_number} or {emergency_number}.")
"""At most 160 characters."""
MENU = (
    "/talk_to_officer",
    "/report",
    "/ask_case_status",
    "/ask_emergency_number",
    "/change_language",
    '/ask_anonymity{"do":"about"}',
)
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
TITLE = 30
"""Characters of an item of the menu."""
AGAIN = 60.0
log = get_logger()


class Profile:
    """Tells Meta once at start; what fails is tried again until it is done, and meanwhile every talk works without."""

    def __init__(self, graph: Graph, numbers: Mapping[str, str]) -> None:
        self._graph = graph
        self._numbers = numbers
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="messenger-profile", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._graph.post("messenger_profile", profile(self._numbers))
            except ChannelError as error:
                log.warning("messenger.profile_failed", problem=error.problem)
                self._stopping.wait(error.retry_after or AGAIN)
            else:
                return


def profile(numbers: Mapping[str, str]) -> dict[str, Any]:
    """The page's profile as Meta takes it; `numbers` to call in danger."""
    locales = {name: next(it for it in LOCALES if it.tag == tag) for name, tag in TAGS.items()}
    return {
        "get_started": {"payload": START},
        "greeting": [
            {"locale": name, "text": translate(GREETING, locale, **numbers)} for name, locale in locales.items()
        ],
        "persistent_menu": [
            {
                "locale": name,
                "composer_input_disabled": False,
                "call_to_actions": [
                    {"type": "postback", "title": _cut(title_of(payload, {}, locale)), "payload": payload}
                    for payload in MENU
                ],
            }
            for name, locale in locales.items()
        ],
    }


def _cut(title: str) -> str:
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"
