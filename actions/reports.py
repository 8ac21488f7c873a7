"""Taking a report: the form's two actions. What is asked and understood is decided in `bot/services/taking.py`."""

from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import DialogAction, Heard
from bot.content.reports import load_reports
from bot.messages import Reply
from bot.services import answers, report_status, reports, taking
from bot.services.reports import Taken

__all__ = ["ActionAskReport", "ActionReceipt", "ValidateReportForm"]

BELONGS = "report"
"""The meaning that the app gives a message that is for the report at hand."""


class ValidateReportForm(DialogAction):
    """Takes the message into the report; what is none of it is left to the rules, after which the form asks again."""

    action_name = "validate_report_form"

    def replies(self, heard: Heard) -> list[Reply]:
        """Answers to questions in the message first, then what the report says: the open question stays last."""
        if not _is_taken(heard):
            return []
        asked = answers.answer(BELONGS, heard.asks, answers.today(heard.now)) if heard.asks else []
        return [*asked, *self._take(heard).replies]

    def events(self, heard: Heard) -> list[dict[str, Any]]:
        """A slot that is set tells the form that it was answered; a report that wants no more ends the form."""
        if not _is_taken(heard):
            return []
        answered = [SlotSet("report_heard", heard.turn.message_id if heard.turn else heard.text)]
        return answered if self._take(heard).is_open else [*answered, ActiveLoop(None), SlotSet("requested_slot", None)]

    def _take(self, heard: Heard) -> Taken:
        kind = heard.intent if heard.intent in load_reports().kinds else None
        if heard.turn is None:
            return Taken(
                list(taking.begin(kind, heard.told, answers.today(heard.now)).replies) if kind else [], is_open=False
            )
        return reports.take(self.database, heard.turn, heard.told, kind, heard.now)


class ActionAskReport(DialogAction):
    """Asks the open question again, after the form was interrupted."""

    action_name = "action_ask_report"

    def replies(self, heard: Heard) -> list[Reply]:
        """Nothing after a message that the report took itself: it has asked already."""
        return reports.ask_again(self.database, heard.turn, heard.now) if heard.turn else []


class ActionReceipt(DialogAction):
    """Tells whoever shows a receipt code how the report stands, and does what is then asked for."""

    action_name = "action_receipt"

    def replies(self, heard: Heard) -> list[Reply]:
        """How the report stands, or what became of the wish."""
        if heard.turn is None:
            return [Reply("utter_receipt_needed")]
        return report_status.follow_up(self.database, heard.turn, heard.told.does, heard.text, heard.now)


def _is_taken(heard: Heard) -> bool:
    return heard.intent == BELONGS or heard.intent in load_reports().kinds
