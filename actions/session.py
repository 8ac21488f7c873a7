"""How the talk is led: its language, and its end."""

from actions.base import DialogAction, Heard
from bot.i18n import find_locale
from bot.messages import Reply
from bot.services import conversations, handoff
from bot.services.handoff import WaitEnd
from nlu.text.language_request import find_requested

__all__ = ["ActionCancel", "ActionChangeLanguage"]


SAID = {
    WaitEnd.ENDED: "utter_stopped_waiting",
    WaitEnd.NOTHING: "utter_cancelled",
    WaitEnd.STAYS: "utter_stays_urgent",
}


class ActionChangeLanguage(DialogAction):
    """Goes on in another language or script, from its own reply on."""

    action_name = "action_change_language"

    def replies(self, heard: Heard) -> list[Reply]:
        """The confirmation in that language; without a known one, the choice."""
        asked_language, asked_script = find_requested(heard.text)
        script = next(iter(heard.values("script")), asked_script)
        # Serbian alone is written in two scripts.
        language = next(iter(heard.values("language")), asked_language) or ("sr" if script else None)
        locale = find_locale(language, script)
        if locale is None:
            return [Reply("utter_which_language")]
        if heard.turn is not None:
            conversations.change_language(self.database, heard.turn, locale)
        return [Reply("utter_language_changed")]


class ActionCancel(DialogAction):
    """Ends what was going on: first of all the wait for an officer."""

    action_name = "action_cancel"

    def replies(self, heard: Heard) -> list[Reply]:
        """The word that it has ended."""
        if heard.turn is None:
            return [Reply("utter_cancelled")]
        return [Reply(SAID[handoff.stop_waiting(self.database, heard.turn, heard.now)])]
