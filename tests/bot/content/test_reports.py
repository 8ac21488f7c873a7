"""The questions of reports: every problem of the file is told, and every kind of report has its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import reports
from bot.content.reports import load_reports, read
from bot.errors import ConfigError
from tests.contracts.sources import domain

KINDS = {intent for intent in domain()["intents"] if intent.startswith("report_")} | {"share_concern"}


def test_every_matter_that_is_told_has_its_questions() -> None:
    assert set(load_reports().kinds) == KINDS


def test_nobody_is_asked_many_questions() -> None:
    assert not {it.intent: len(it.asks) for it in load_reports().kinds.values() if len(it.asks) > 6}


def test_victims_are_asked_for_safety_and_not_for_the_act() -> None:
    for kind in load_reports().kinds.values():
        if kind.is_victim:
            assert not {"what", "evidence", "witnesses"} & {it.id for it in kind.asks}
            assert kind.asks[0].danger is not None


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda it: it["fields"]["when"].update(reads="clock"), "fields when: reads is 'clock'"),
        (lambda it: it["fields"]["when"].update(ask="utter_nothing"), "there is no response utter_nothing"),
        (lambda it: it["fields"]["when"].update(label="L" * 21), "label is longer than 20 characters"),
        (lambda it: it["fields"]["when"].update(danger="yes"), "danger is 'yes'"),
        (lambda it: it["kinds"]["report_theft"].update(asks=["what", "colour"]), "there is no field colour"),
        (lambda it: it["kinds"]["report_theft"].update(asks=["what", "what"]), "not a list of different fields"),
        (lambda it: it["words"].pop("yes"), "words: yes is None"),
        (lambda it: it.pop("kinds"), "kinds is not a mapping"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], told: str
) -> None:
    content = yaml.safe_load(Path(reports.__file__).with_name("reports.yml").read_text("utf-8"))
    spoil(content)
    spoiled = tmp_path / "reports.yml"
    spoiled.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(ConfigError) as error:
        read(spoiled)
    assert told in str(error.value)
