"""Answers to questions and small talk, and the question back when a meaning is not sure."""

from actions.base import DialogAction, Heard
from bot.messages import Reply, Trigger
from bot.services import answers, handoff, report_status

__all__ = ["ActionAnswer", "ActionAskBack"]


CASE_STATUS, VICTIM = "ask_case_status", "victim"


class ActionAnswer(DialogAction):
    """Tells the citizen what is known."""

    action_name = "action_answer"

    def replies(self, heard: Heard) -> list[Reply]:
        """The answers to the message's meaning and to every question in it.

        Who asks for their case is told how the report stands that they made in this talk.
        """
        if heard.intent == CASE_STATUS and heard.turn is not None:
            stands = report_status.tell_status(self.database, heard.turn, heard.now)
            if stands and all(ask.intent == CASE_STATUS and ask.about != VICTIM for ask in heard.asks):
                return stands
            return [*stands, *answers.answer(heard.intent, heard.asks, answers.today(heard.now))]
        return answers.answer(heard.intent, heard.asks, answers.today(heard.now))


class ActionAskBack(DialogAction):
    """Shows the likeliest meanings as buttons; the second time in a row it calls an officer instead."""

    action_name = "action_ask_back"
    ends_turn = True

    def replies(self, heard: Heard) -> list[Reply]:
        """The question which meaning is the right one, or that an officer is called."""
        if heard.turn is not None and handoff.has_failed_before(self.database, heard.turn):
            return [handoff.escalate(self.database, heard.turn, Trigger.NOT_UNDERSTOOD, heard.now).reply]
        return [answers.ask_back(heard.ranking)]
