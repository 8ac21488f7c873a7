"""Handing the talk to an officer, on request or in danger."""

from actions.base import DialogAction, Heard
from bot.messages import Reply, Trigger
from bot.services import handoff

__all__ = ["ActionEmergency", "ActionTalkToOfficer"]


class ActionTalkToOfficer(DialogAction):
    """Puts the talk into the officers' queue."""

    action_name = "action_talk_to_officer"

    def replies(self, heard: Heard) -> list[Reply]:
        """Whether somebody is there to come."""
        if heard.turn is None:
            return [Reply("utter_no_officer_on_duty")]
        return [handoff.escalate(self.database, heard.turn, Trigger.ASKED, heard.now).reply]


class ActionEmergency(DialogAction):
    """Names 192 and 112 and marks the talk as urgent: the same as the tripwire, for what only the engine understood."""

    action_name = "action_emergency"

    def replies(self, heard: Heard) -> list[Reply]:
        """Whom to call now."""
        if heard.turn is not None:
            handoff.escalate(self.database, heard.turn, Trigger.DANGER, heard.now, is_urgent=True)
        return [Reply("utter_emergency")]
