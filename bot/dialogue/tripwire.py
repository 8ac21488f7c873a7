"""The tripwire: signs of danger right now are answered on arrival, in every state and without the engine."""

from bot.dialogue.rendering import render
from bot.i18n import Locale
from bot.messages import Reply
from bot.services.outgoing import Outgoing
from nlu.text.danger import assess

__all__ = ["alarm", "find_danger"]


def find_danger(text: str) -> str | None:
    """The name of the sign of present danger in `text`; none when there is no such sign."""
    danger = assess(text)
    return danger.sign or "danger" if danger.is_present else None


def alarm(locale: Locale | None, *, is_urgent_already: bool) -> Outgoing:
    """192 and 112 at once: in full the first time, in one line when the talk is marked as urgent already."""
    response = "utter_urgent_reminder" if is_urgent_already else "utter_emergency"
    return render(Reply(response), locale, effect="alarm")
