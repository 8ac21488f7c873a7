"""Words of the console that the server says: of events, dangers, triggers, languages. English source by value."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import N_, Locale, translate
from bot.labels import INTENT_LABELS, SMALL_TALK_LABELS
from bot.messages import EventKind, FileKind, Outcome, ReportReason, ReportStatus, Trigger

__all__ = [
    "ALIKE_LABELS",
    "DANGER_LABELS",
    "EVENT_LABELS",
    "FILE_LABELS",
    "LANGUAGE_LABELS",
    "OUTCOME_CHOICES",
    "RECORD_LABELS",
    "REPORT_LABELS",
    "REPORT_STATUS_LABELS",
    "TRIGGER_LABELS",
    "WHY_LABELS",
    "intent_label",
    "label",
]

EVENT_LABELS = {
    # Translators: lines of a talk's history, for officers.
    EventKind.ESCALATED: N_("Put into the queue"),
    EventKind.CLAIMED: N_("Taken over"),
    EventKind.RELEASED: N_("Given back"),
    EventKind.LOST: N_("Back in the queue: the officer gave no sign for 5 minutes"),
    EventKind.TRANSFERRED: N_("Handed on"),
    EventKind.TOLD_LATE: N_("The citizen was told that it takes longer"),
    EventKind.SUPERVISOR_CALLED: N_("A supervisor was called: nobody answered in time"),
    EventKind.STOPPED_WAITING: N_("The citizen stopped waiting"),
    EventKind.RESOLVED: N_("Closed"),
    EventKind.REOPENED: N_("Opened again"),
    EventKind.RATED: N_("Rated by the citizen"),
    EventKind.TAGGED: N_("Tags changed"),
    EventKind.LINKED: N_("Linked to a report"),
    EventKind.MUTED: N_("The sender was muted"),
    EventKind.UNMUTED: N_("The sender may write again"),
    EventKind.RESENT: N_("A message was sent again"),
    EventKind.NOTE: N_("Note"),
    EventKind.FILED: N_("The citizen passed on a report"),
    EventKind.ADDED: N_("The citizen added to a report"),
    EventKind.WITHDRAWN: N_("The citizen withdrew a report"),
    EventKind.STATUS: N_("The citizen was told how the report stands"),
    EventKind.DELETION_ASKED: N_("The citizen wants their data deleted"),
    EventKind.DELETION_DECIDED: N_("The wish to delete was decided"),
}

REPORT_LABELS = {
    # Translators: how a report stands, for officers; the citizen is told the same in a sentence.
    ReportStatus.RECEIVED: N_("Received"),
    ReportStatus.WITHDRAWN: N_("Withdrawn by the citizen"),
    ReportReason.SEEN: N_("Read by an officer"),
    ReportReason.WORKED_ON: N_("Being worked on"),
    ReportReason.PASSED_ON: N_("Passed on to those responsible"),
    ReportReason.QUESTIONS: N_("Questions to the citizen"),
    ReportReason.SETTLED: N_("Closed: settled"),
    ReportReason.NOTHING_MORE: N_("Closed: nothing more can be done"),
    ReportReason.ELSEWHERE: N_("Closed: another institution"),
    ReportReason.ALREADY_KNOWN: N_("Closed: known already"),
}
"""By an officer's reason, or by status where there is none."""

REPORT_STATUS_LABELS = {
    # Translators: how a report stands, for officers, in a list.
    ReportStatus.RECEIVED: N_("Received"),
    ReportStatus.READ: N_("Read by an officer"),
    ReportStatus.IN_PROGRESS: N_("Being worked on"),
    ReportStatus.NEEDS_MORE: N_("Questions to the citizen"),
    ReportStatus.CLOSED: N_("Closed"),
    ReportStatus.WITHDRAWN: N_("Withdrawn by the citizen"),
}

ALIKE_LABELS = {
    # Translators: why two reports are perhaps of the same matter; {m} is a number of metres, {hours} of hours.
    "plate": N_("same number plate"),
    "imei": N_("same IMEI number"),
    "phone": N_("same telephone number"),
    "near": N_("{m} m apart"),
    "words": N_("similar words"),
    "at_once": N_("at the same time"),
    "hours": N_("{hours} h apart"),
}

FILE_LABELS = {
    # Translators: what a file is that a citizen sent.
    FileKind.PHOTO: N_("Photo"),
    FileKind.VIDEO: N_("Video"),
    FileKind.VOICE: N_("Voice recording"),
    FileKind.DOCUMENT: N_("Document"),
}

TRIGGER_LABELS = {
    # Translators: why a talk is in the officers' queue.
    Trigger.ASKED: N_("The citizen asked for an officer"),
    Trigger.DANGER: N_("Danger was recognised"),
    Trigger.NOT_UNDERSTOOD: N_("The assistant did not understand twice"),
    Trigger.ENGINE: N_("The assistant had a technical problem"),
    Trigger.REPORT: N_("A report needs an officer"),
    Trigger.OFFICER: N_("An officer gave it back"),
    Trigger.LOST: N_("The officer gave no sign for 5 minutes"),
    Trigger.DELETION: N_("The citizen wants their data deleted"),
}

OUTCOME_CHOICES = {
    # Translators: how an officer closes a talk, as the officer picks it.
    Outcome.ANSWERED: N_("Question answered"),
    Outcome.REPORT_FILED: N_("Report filed"),
    Outcome.REFERRED: N_("Referred to another office"),
    Outcome.NO_RESPONSE: N_("Citizen does not answer"),
    Outcome.NOT_FOR_POLICE: N_("Not a matter for the police"),
    Outcome.ABUSE: N_("Misuse"),
}

DANGER_LABELS = {
    # Translators: what kind of danger a citizen's message tells of.
    "violence_now": N_("Violence right now"),
    "death_threat": N_("Threat to kill"),
    "weapon": N_("Weapon"),
    "shots": N_("Shots"),
    "intruder": N_("Intruder"),
    "fire": N_("Fire"),
    "injured": N_("Injured person"),
    "suicide": N_("Suicide"),
    "followed": N_("Being followed"),
    "kidnapping": N_("Kidnapping"),
    "child": N_("Child in danger"),
    "sexual_violence": N_("Sexual violence"),
    "bomb": N_("Bomb"),
    "cry_for_help": N_("Cry for help"),
    "danger": N_("Danger"),
}
"""By the names of `nlu/text/danger_signs.yml`; a contract test compares them."""

WHY_LABELS = {
    # Translators: why a person has to decide on a citizen's wish to delete their data.
    "report": N_("A report was passed on, or the talk is linked to one"),
    "officers": N_("Officers had to do with it, or danger was recognised"),
    "held": N_("On hold"),
    "open": N_("The talk waited for an officer"),
}
"""By the keys of `services/privacy.py`."""

RECORD_LABELS = {
    # Translators: kinds of records that are deleted when their time is over, for supervisors.
    "deliveries": N_("Messages as they came in"),
    "drafts": N_("Reports that were not passed on"),
    "judgements": N_("How answers were judged"),
    "login_attempts": N_("Failed logins of officers"),
    "sessions": N_("Ended logins of officers"),
    "invitations": N_("Links for accounts that hold no more"),
    "talks": N_("Talks that only the assistant has read"),
    "officer_talks": N_("Talks that reached officers"),
    "report_talks": N_("Talks with a report"),
}
"""By the kinds of `services/retention.py`."""

LANGUAGE_LABELS = {"sq": N_("Albanian"), "sr": N_("Serbian"), "en": N_("English language")}


def intent_label(intent: str | None, locale: Locale) -> str | None:
    """What a citizen meant, in the officer's language."""
    source = INTENT_LABELS.get(intent or "") or SMALL_TALK_LABELS.get(intent or "")
    return translate(source, locale) if source else None


def label(words: Mapping[Any, str], value: str | None, locale: Locale) -> str | None:
    """The word for a value in the officer's language; the value itself when there is none."""
    if value is None:
        return None
    return translate(words[value], locale) if value in words else value
