"""The command line tells an operator's mistake in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT


def run(*words: str, given: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """`python -m bot` as an operator calls it."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, input=given, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("words", ["publish"])
def test_what_is_not_there_yet_says_so(words: str) -> None:
    result = run(*words.split())
    assert result.returncode == 1
    assert "not part of this version yet" in result.stderr


@pytest.mark.parametrize(
    ("setting", "value"), [("DIALOG_PORT", "abc"), ("DIALOG_WORKERS", "0"), ("DIALOG_RATE_CITIZEN", "many")]
)
def test_a_wrong_setting_is_named_without_its_value(setting: str, value: str) -> None:
    result = run("doctor", **{setting: value})
    assert result.returncode == 1
    assert setting in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("line", ["no json", '{"message": "a"}', '{"text": 5}', "[]"])
def test_a_line_that_is_no_message_is_named(line: str) -> None:
    result = run("understand", "--jsonl", given=f'{{"text": "hello"}}\n{line}\n')
    assert result.returncode == 1
    assert "Line 2" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("doctor", DIALOG_DATA_DIR=str(tmp_path / "file" / "data"))
    assert result.returncode == 1
    assert "DIALOG_DATA_DIR" in result.stderr


def test_serve_says_how_to_bring_the_database_up_to_date(tmp_path: Path) -> None:
    result = run("serve", DIALOG_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "python -m bot migrate" in result.stderr


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    for url in ("nonsense", "postgresql+psycopg://nobody:secret@127.0.0.1:1/none"):
        result = run("migrate", DIALOG_DATA_DIR=str(tmp_path), DIALOG_DATABASE_URL=url)
        assert result.returncode == 1
        assert "DIALOG_DATABASE_URL" in result.stderr
        assert "Traceback" not in result.stderr
        assert "secret" not in result.stderr
