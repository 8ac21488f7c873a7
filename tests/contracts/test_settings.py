"""Every setting is described where operators look, with its default; nothing is described that is not a setting."""

import os
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ROOT, Settings

EXAMPLE = ROOT / ".env.example"
OPERATIONS = ROOT / "docs" / "operations.md"
EXAMPLE_LINE = re.compile(r"^# (?P<description>.+)\n# (?P<name>DIALOG_\w+)=(?P<default>.*)$", re.MULTILINE)
TABLE_ROW = re.compile(r"^\| `(?P<name>DIALOG_\w+)` \| (?:`(?P<default>.*)` )?\| (?P<description>.+) \|$", re.MULTILINE)
NO_SETTINGS = {"DIALOG_ENGINE_TOKEN"}
"""Named in the documents, but set by the launchers and not by people: `endpoints.yml` takes it from there."""


def _described() -> dict[str, tuple[str, str]]:
    """Default, as one writes it, and description of every setting."""
    return {
        f"DIALOG_{name.upper()}": ("" if field.default is None else str(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    }


def _rows(pattern: re.Pattern[str], file: Path) -> list[tuple[str, tuple[str, str]]]:
    found = pattern.finditer(file.read_text("utf-8"))
    return [(row["name"], (row["default"] or "", row["description"])) for row in found]


def test_every_setting_says_what_it_is_for() -> None:
    described = _described()
    assert len(described) > 10
    assert not [name for name, (_, description) in described.items() if not description.endswith((".", "…"))]


@pytest.mark.parametrize(
    ("pattern", "file"), [(EXAMPLE_LINE, EXAMPLE), (TABLE_ROW, OPERATIONS)], ids=["example", "operations"]
)
def test_a_document_lists_every_setting_in_order(pattern: re.Pattern[str], file: Path) -> None:
    assert _rows(pattern, file) == list(_described().items())


@pytest.mark.parametrize("file", [EXAMPLE, OPERATIONS, ROOT / "README.md", ROOT / "Makefile"], ids=lambda it: it.name)
def test_a_document_names_nothing_that_is_not_a_setting(file: Path) -> None:
    named = set(re.findall(r"DIALOG_[A-Z]\w*", file.read_text("utf-8")))
    assert named - set(_described()) - NO_SETTINGS == set()


def test_the_example_changes_nothing() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_the_example_in_use_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DIALOG_")]:
        monkeypatch.delenv(name)
    in_use = tmp_path / "env"
    in_use.write_text(re.sub(r"^# (DIALOG_\w+=)", r"\1", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    read, default = Settings(_env_file=in_use), Settings(_env_file=None)
    assert {name: _plain(getattr(read, name)) for name in Settings.model_fields} == {
        name: _plain(getattr(default, name)) for name in Settings.model_fields
    }


def _plain(value: object) -> object:
    """The value; an empty secret and none are the same."""
    return (value.get_secret_value() if isinstance(value, SecretStr) else value) or None
