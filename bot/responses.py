"""The answers' English source: `domain.yml` as the app reads it; Babel's extraction of it and of `content/`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

import yaml

from bot.config import ROOT
from bot.i18n import LOCALES, N_
from bot.messages import Button

__all__ = ["ResponseText", "extract_answers", "extract_domain", "extract_reports", "fixed_payloads", "load_responses"]

LABEL = re.compile(r'label: "(?P<label>[^"]+)"')
OWN_NAMES = {locale.own_name for locale in LOCALES}
"""A language is named in itself, whatever language it is named in."""


@dataclass(frozen=True, slots=True)
class ResponseText:
    """One response: its English text with `{placeholders}`, and the buttons it always has."""

    text: str
    buttons: tuple[Button, ...]


@cache
def load_responses() -> dict[str, ResponseText]:
    """Every response by its key."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return {key: _response(variants[0]) for key, variants in domain["responses"].items()}


@cache
def fixed_payloads() -> dict[str, str]:
    """Payloads that may come at any time, with their English titles: the buttons that answers always have."""
    buttons = [button for response in load_responses().values() for button in response.buttons]
    return {"/start": N_("Start"), "/greet": N_("Start"), "/ask_capabilities": "What can you do?"} | {
        button.payload: button.title for button in buttons
    }


def extract_domain(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction method for `domain.yml`: each text and button title with its line and its response's key."""
    source = fileobj.read().decode("utf-8")
    lines = source.splitlines()
    for key, variants in yaml.safe_load(source)["responses"].items():
        line = next(number for number, text in enumerate(lines, 1) if text.strip() == f"{key}:")
        comments = [lines[line].strip(" #")] if lines[line].strip().startswith("# Translators:") else []
        for variant in variants:
            yield line, "gettext", variant["text"], [f"Translators: {key}", *comments]
            for button in variant.get("buttons", []):
                if button["title"] not in OWN_NAMES:
                    yield line, "gettext", button["title"], ["Translators: title of a button"]


def extract_answers(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction method for `bot/content/answers.yml`: the titles of the aspects' buttons."""
    for number, line in enumerate(fileobj.read().decode("utf-8").splitlines(), 1):
        key, _, title = line.strip().partition(": ")
        if key == "title":
            yield number, "gettext", yaml.safe_load(title), ["Translators: title of a button"]


def extract_reports(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction method for `bot/content/reports.yml`: how the fields of a report are called."""
    for number, line in enumerate(fileobj.read().decode("utf-8").splitlines(), 1):
        label = LABEL.search(line)
        if label:
            yield number, "gettext", label["label"], ["Translators: a field of a report, at most 20 characters"]


def _response(variant: dict[str, Any]) -> ResponseText:
    buttons = tuple(Button(button["title"], button["payload"]) for button in variant.get("buttons", []))
    return ResponseText(variant["text"], buttons)
