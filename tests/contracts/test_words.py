"""Every word of the code that officers read has a label: a new event, action, outcome or sign of danger needs one."""

import pytest

from bot.console.words import (
    DANGER_LABELS,
    EVENT_LABELS,
    FILE_LABELS,
    LANGUAGE_LABELS,
    OUTCOME_CHOICES,
    TRIGGER_LABELS,
)
from bot.labels import INTENT_LABELS, OUTCOME_LABELS, SMALL_TALK_LABELS
from bot.messages import EventKind, FileKind, Outcome, Trigger
from bot.services.audit_actions import ACTION_LABELS, Action
from nlu.text.danger_signs import load_signs
from nlu.text.language import Language
from tests.contracts.sources import domain


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (EVENT_LABELS, set(EventKind)),
        (TRIGGER_LABELS, set(Trigger)),
        (FILE_LABELS, set(FileKind)),
        (OUTCOME_CHOICES, set(Outcome)),
        (OUTCOME_LABELS, set(Outcome)),
        (ACTION_LABELS, set(Action)),
        (LANGUAGE_LABELS, set(Language)),
        (DANGER_LABELS, {*load_signs().signs, "danger"}),
        (INTENT_LABELS | SMALL_TALK_LABELS, set(domain()["intents"])),
    ],
    ids=[
        "events",
        "triggers",
        "files",
        "outcomes",
        "outcomes for citizens",
        "actions",
        "languages",
        "dangers",
        "intents",
    ],
)
def test_every_word_has_a_label_and_every_label_a_word(labels: dict[str, str], words: set[str]) -> None:
    assert set(labels) == words


def test_what_no_officer_does_can_stand_in_the_audit_log() -> None:
    by_nobody = {"escalated", "stopped_waiting", "told_late", "supervisor_called", "reopened", "rated"}
    assert by_nobody <= set(Action) & set(EventKind)
