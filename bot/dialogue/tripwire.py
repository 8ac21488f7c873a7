"""The tripwire: signs of danger right now are answered on arrival, in every state and without the engine."""

from bot.i18n import Locale
from bot.messages import Reply, Sender
from bot.rendering import Outgoing, render
from nlu.text.danger import assess

__all__ = ["alarm", "find_danger"]


def find_danger(text: str) -> str | None:
    """The name of the sign of present danger in `text`; none when there is no such sign."""
    danger = assess(text)
    return danger.sign or "danger" if danger.is_present else None


def alarm(locale: Locale | None, *, is_urgent_already: bool, has_officer: bool) -> Outgoing:
    """192 and 112 at once: in full the first time, in one line when the talk is marked as urgent already.

    While an officer speaks the bot is silent: then it is one line of the system.
    """
    response = "utter_urgent_reminder" if is_urgent_already or has_officer else "utter_emergency"
    return render(Reply(response), locale, effect="alarm", sender=Sender.SYSTEM if has_officer else Sender.BOT)
