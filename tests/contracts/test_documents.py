"""What README and the other documents tell people to run is there, and the files and folders that they name exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.__main__ import cli
from bot.config import ROOT, Settings
from bot.services import upkeep
from bot.store.database import Database

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]
OF_WHAT_IS = ["README.md", "CONTRIBUTING.md", "docs/operations.md"]
"""Documents that lead people to files; the others also speak of what was or may come."""
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = {"", "sh", "bash", "console"}
TICKED = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"\bpython[\d.]* -m bot((?: [a-z-]+)+)")
PATH = re.compile(r"[\w.{},*-]+(?:/[\w.{},*-]+)*/?")
SUFFIXES = (".md", ".yml", ".toml", ".txt", ".py", ".cfg", ".pot", ".po", ".example", "/")
MADE_LATER = (".data/", "attachments/", "evaluation/", "keys/", "log/", "run/", "models/", "rasa-cache/")
"""Folders that a running Dialog makes."""
MAP_HEADING = "## Find your way"
STUB = "Arrives with"
"""How the help of a command begins that is not part of this version yet."""


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _commands(name: str) -> Iterator[str]:
    """Every line of a shell block, and every word in backticks that looks like one."""
    text = _read(name)
    for block in FENCE.finditer(text):
        if block["kind"] in SHELL:
            yield from (line.removeprefix("$ ").strip() for line in block["text"].splitlines())
    yield from TICKED.findall(FENCE.sub("", text))


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", _read("Makefile"), re.MULTILINE))


def _made(name: str) -> list[str]:
    """The targets that a document tells people to make."""
    made = []
    for command in _commands(name):
        if command.startswith("make "):
            words = shlex.split(command, comments=True)[1:]
            made += [word for word in words if "=" not in word and not word.startswith("-")]
    return made


def _called(name: str) -> list[list[str]]:
    """The commands of `python -m bot` that a document tells people to run."""
    found = [match[1].split() for command in _commands(name) for match in COMMAND.finditer(command)]
    return [[word for word in words if not word.startswith("-")] for words in found]


def _paths(text: str) -> Iterator[str]:
    """Files and folders in backticks; `{a,b}` and `*` are patterns."""
    for ticked in TICKED.findall(FENCE.sub("", text)):
        if PATH.fullmatch(ticked) and ticked.endswith(SUFFIXES) and not ticked.startswith(MADE_LATER):
            yield from _without_braces(ticked)


def _without_braces(pattern: str) -> Iterator[str]:
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        yield pattern
        return
    for choice in match[1].split(","):
        yield from _without_braces(pattern[: match.start()] + choice + pattern[match.end() :])


def test_the_documents_are_there_and_tell_what_to_run() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/operations.md"} <= set(NAMES)
    assert {"run", "test"} <= set(_made("README.md"))
    assert ["doctor"] in _called("docs/operations.md")


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_exists(name: str) -> None:
    missing = set(_made(name)) - _targets()
    assert not missing, missing


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists_and_works_in_this_version(name: str) -> None:
    for words in _called(name):
        command = typer.main.get_command(cli)
        for word in words:
            commands = getattr(command, "commands", None)
            if commands is None:
                break
            assert word in commands, f"python -m bot {' '.join(words)}"
            command = commands[word]
        assert not (command.help or "").startswith(STUB), f"python -m bot {' '.join(words)}"


@pytest.mark.parametrize("name", OF_WHAT_IS)
def test_every_file_that_is_named_exists(name: str) -> None:
    # A name alone may stand for a file beside the document.
    folders = {ROOT, (ROOT / name).parent, ROOT / "docs"}
    missing = [path for path in _paths(_read(name)) if not any(list(folder.glob(path)) for folder in folders)]
    assert not missing, missing


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)\s#]+)", _read(name))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_map_of_the_tree_names_every_room() -> None:
    section = _read("README.md").partition(MAP_HEADING)[2].partition("\n## ")[0]
    mapped = {path.rstrip("/") for row in section.splitlines() for path in _paths(row)}
    rooms = {str(folder.relative_to(ROOT)) for folder in _rooms()}
    assert rooms - mapped == set()


def _rooms() -> Iterator[Path]:
    """The folders of code at the top, and those of the app that hold any."""
    for folder in [*ROOT.iterdir(), *(ROOT / "bot").iterdir()]:
        has_code = folder.is_dir() and not folder.name.startswith((".", "_")) and any(folder.rglob("*.py"))
        if has_code and [file for file in folder.rglob("*.py") if file.name != "__init__.py"]:
            yield folder


def test_the_query_that_the_readme_shows_runs(tmp_path: Path) -> None:
    queries = re.findall(r"execute\('(SELECT [^']+)'\)", _read("README.md"))
    database = Database(Settings(_env_file=None, data_dir=tmp_path).database)
    upkeep.migrate(database)
    with database.engine.connect() as connection:
        for query in queries:
            connection.exec_driver_sql(query)
    database.close()
