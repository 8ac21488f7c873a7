"""The inbox: every message of a citizen comes in here, is stored once, and gets at once what cannot wait."""

from dataclasses import replace
from datetime import datetime

from bot.content.privacy import load_privacy
from bot.content.reports import load_reports
from bot.dialogue.commands import MENUS, read_rating, read_verdict, read_wish, title_of
from bot.dialogue.language import choose_locale, is_other_language
from bot.dialogue.tripwire import alarm, find_danger
from bot.errors import Refused
from bot.i18n import DEFAULT_LOCALE, N_, Locale
from bot.messages import Button, Kind, Reply, Sender, Status, Verdict, Wish, printable
from bot.rendering import Outgoing, render, render_problem
from bot.services import consents, conversations, receipts, report_status
from bot.services.conversations import Incoming, Received, Situation
from bot.services.keys import Keys
from bot.store.database import Database
from nlu.text.questions import words_of

__all__ = ["receive"]

JUDGED = {
    Verdict.GOOD: Reply("utter_judged"),
    Verdict.BAD: Reply("utter_judged_bad", buttons=(Button("Talk to an officer", "/talk_to_officer"),)),
}
TOLD_OF_DATA = {"utter_data_kept", "utter_anonymity_rights", "utter_anonymity_kept", *consents.OTHERS.values()}
"""After these "delete it" means one's own data."""


UNANSWERED = {Kind.REACTION, Kind.CALL, Kind.UNSENT}
"""Officers see it; the bot has nothing to say to it."""
NO_BUTTON = N_("This button is no longer valid. Please write what you need.")


def receive(database: Database, keys: Keys, incoming: Incoming, now: datetime) -> int:
    """Store a message, with the alarm if it tells of danger; returns its number. A receipt code in it is hidden before.

    Raises:
        NotFound: the sender is unknown.
        Refused: a payload that was not offered.
    """
    incoming = replace(incoming, text=printable(incoming.text))
    incoming = _hidden(database, keys, _pressed(database, incoming), now)
    return conversations.receive(database, incoming, lambda situation: _decide(incoming, situation, now), now)


def _pressed(database: Database, incoming: Incoming) -> Incoming:
    """With the payload and the title of the button that was pressed, or with the word that there is none."""
    if incoming.press is None:
        return incoming
    found = conversations.find_pressed(database, incoming.channel, incoming.sender, incoming.press)
    if found is None:
        return replace(incoming, press=None, problem=Refused(NO_BUTTON))
    return replace(incoming, payload=found[0], text=found[1])


def _hidden(database: Database, keys: Keys, incoming: Incoming, now: datetime) -> Incoming:
    hidden = receipts.hide(incoming.text)
    if hidden.code is None and not hidden.is_wrong:
        return incoming
    if hidden.is_wrong and conversations.has_listener(database, incoming.channel, incoming.sender, now):
        return incoming  # who was asked for the number of a card or a phone has answered
    body = {name: hidden.text if value == incoming.text else value for name, value in incoming.body.items()}
    receipt = receipts.hash_of(keys, hidden.code) if hidden.code else report_status.NO_REPORT
    return replace(incoming, text=hidden.text, receipt=receipt, body=body)


def _decide(incoming: Incoming, situation: Situation, now: datetime) -> Received:
    if incoming.payload is not None:
        locale = situation.locale or incoming.hint
        is_shown = incoming.press is not None
        title = incoming.text if is_shown else title_of(incoming.payload, situation.offered, locale or DEFAULT_LOCALE)
        received = Received(locale, title)
        stars = read_rating(incoming.payload)
        if stars is not None:
            answer = render(Reply("utter_rated"), locale, effect="rated", sender=Sender.SYSTEM)
            return replace(received, stars=stars, answers=[answer])
        verdict = read_verdict(incoming.payload)
        if verdict is not None:
            reply = JUDGED[verdict[1]]
            answer = render(reply, locale, effect="judged", sender=Sender.SYSTEM)
            return replace(received, verdict=verdict, answers=[answer])
        wish = read_wish(incoming.payload)
        if wish is not None:
            return replace(received, wish=wish)
        if incoming.payload in MENUS:
            answer = render(Reply(MENUS[incoming.payload]), locale, effect="menu", sender=Sender.SYSTEM)
            return replace(_muted(received, situation, now), answers=[answer], is_answered=True)
        return _muted(received, situation, now)
    locale = choose_locale(incoming.text, situation)
    if locale is None and not is_other_language(incoming.text):
        locale = incoming.hint
    sign = find_danger(incoming.text)
    notices = _notices(incoming, locale)
    received = Received(locale, incoming.text, sign, answers=notices)
    if sign is not None:
        answer = alarm(locale, is_urgent_already=situation.urgent, has_officer=situation.status is Status.ASSIGNED)
        return replace(received, answers=[answer, *notices])
    if notices or incoming.kind in UNANSWERED:
        return replace(_muted(received, situation, now), is_answered=not incoming.text or incoming.kind in UNANSWERED)
    wish = _find_wish(incoming.text, situation.last_response)
    if wish is not None:
        return replace(received, wish=wish)
    return _muted(received, situation, now)


def _notices(incoming: Incoming, locale: Locale | None) -> list[Outgoing]:
    """What is told of a message that could not be taken or read as it is."""
    if incoming.problem is not None:
        return [render_problem(incoming.problem, locale, effect="refused")]
    is_empty = not incoming.text and incoming.location is None and incoming.file is None
    if is_empty and incoming.kind not in UNANSWERED:
        return [render(Reply("utter_kind_unread"), locale, effect="unread", sender=Sender.SYSTEM)]
    return []


def _find_wish(text: str, last_response: str | None) -> Wish | None:
    """What the citizen wants of their data, when the message is a phrase for that and nothing else; else none."""
    phrase, words = " ".join(words_of(text)), load_privacy().words
    if phrase in words["show"]:
        return Wish.SHOW
    if phrase in words["delete"] or (phrase in words["delete_it"] and last_response in TOLD_OF_DATA):
        return Wish.DELETE
    if last_response == "utter_delete_sure":
        said = load_reports().words
        return Wish.DELETE_NOW if phrase in said["yes"] else Wish.KEEP if phrase in said["no"] else None
    return None


def _muted(received: Received, situation: Situation, now: datetime) -> Received:
    """What becomes of a message of a muted sender: told once that nobody answers."""
    until = situation.muted_until
    if until is None or until <= now or situation.last_response == "utter_muted":
        return received
    reply = Reply("utter_muted", {"opens_at": until.isoformat()})
    return replace(received, answers=[render(reply, received.locale, effect="muted", sender=Sender.SYSTEM)])
