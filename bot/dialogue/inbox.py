"""The inbox: every message of a citizen comes in here, is stored once, and gets at once what cannot wait."""

from dataclasses import replace
from datetime import datetime

from bot.dialogue.commands import title_of
from bot.dialogue.language import choose_locale
from bot.dialogue.tripwire import alarm, find_danger
from bot.i18n import DEFAULT_LOCALE
from bot.services import conversations
from bot.services.conversations import Incoming, Received, Situation
from bot.store.database import Database

__all__ = ["receive"]


def receive(database: Database, incoming: Incoming, now: datetime) -> int:
    """Store a message, with the alarm if it tells of danger; returns its number.

    Raises:
        NotFound: the sender is unknown.
        Refused: a payload that was not offered.
    """
    return conversations.receive(database, incoming, lambda situation: _decide(incoming, situation), now)


def _decide(incoming: Incoming, situation: Situation) -> Received:
    if incoming.payload is not None:
        title = title_of(incoming.payload, situation.offered, situation.locale or DEFAULT_LOCALE)
        return Received(situation.locale, title)
    locale = choose_locale(incoming.text, situation)
    sign = find_danger(incoming.text)
    received = Received(locale, incoming.text, sign)
    if sign is not None:
        answer = alarm(locale, is_urgent_already=situation.urgent)
        return replace(received, answers=[answer])
    return received
