"""The project's own files as the contracts read them: domain, training data, held-out messages, Python code."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from bot.config import ROOT

__all__ = [
    "LANGUAGES",
    "button_titles",
    "domain",
    "examples",
    "held_out",
    "named_responses",
    "placeholders",
    "python_files",
    "rules",
    "texts",
    "tree_of",
]

LANGUAGES = ("sq", "sr", "en")


@cache
def domain() -> dict[str, Any]:
    """`domain.yml`."""
    return _load(ROOT / "domain.yml")


@cache
def rules() -> list[dict[str, Any]]:
    """Every rule of the training data."""
    return [rule for file in _files("nlu/data") for rule in _load(file).get("rules", [])]


@cache
def examples(language: str) -> Mapping[str, list[str]]:
    """The training examples of a language by intent, as written."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in _files(f"nlu/data/{language}"):
        for block in _load(file)["nlu"]:
            lines = block["examples"].splitlines()
            found[block["intent"]] += [line.strip().removeprefix("-").strip() for line in lines if line.strip()]
    return found


@cache
def held_out(language: str, kind: str = "development") -> list[dict[str, str]]:
    """The messages that measure the model and never train it: `text`, `intent`, `register`."""
    folder = ROOT / "nlu" / "evaluation"
    found: list[dict[str, str]] = _load((folder if kind == "development" else folder / kind) / f"{language}.yml")
    return found


@cache
def texts() -> frozenset[str]:
    """The English texts of `domain.yml`, with the titles of its buttons."""
    variants = [variant for response in domain()["responses"].values() for variant in response]
    return frozenset(variant["text"] for variant in variants) | button_titles()


@cache
def button_titles() -> frozenset[str]:
    """The English titles of the buttons in `domain.yml`."""
    variants = [variant for response in domain()["responses"].values() for variant in response]
    return frozenset(button["title"] for variant in variants for button in variant.get("buttons", []))


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file of the folders, in order; never none."""
    found = tuple(sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py")))
    assert found, f"no Python in {folders}"
    return found


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text("utf-8"), str(file))


@cache
def named_responses() -> frozenset[str]:
    """The response keys that the code of the app and of the actions names, and the files of content."""
    files = (ROOT / "bot/content/answers.yml", ROOT / "bot/content/reports.yml")
    of_content = [key for file in files for key in re.findall(r"\butter_[a-z_]+", file.read_text("utf-8"))]
    return frozenset(of_content) | frozenset(
        node.value
        for file in python_files("bot", "actions")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.startswith("utter_") and node.value.isidentifier()
    )


def placeholders(text: str) -> list[str]:
    """The names in braces of a text, sorted; a broken brace raises ValueError."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _files(folder: str) -> Iterator[Path]:
    files = sorted((ROOT / folder).rglob("*.yml"))
    assert files, f"no data in {folder}"
    yield from files


def _load(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))
