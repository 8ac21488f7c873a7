"""What is told about data, how long each kind of record is kept, and how people ask for theirs, from `privacy.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content.reading import Entry, phrases_of, read_file

__all__ = ["KINDS", "Privacy", "load_privacy", "read"]

_FILE = Path(__file__).with_name("privacy.yml")
KINDS = (
    *("deliveries", "drafts", "judgements", "login_attempts", "sessions", "invitations"),
    *("talks", "officer_talks", "report_talks"),
)
"""Kinds of records that are kept for a time; `services/retention.py` knows which rows they are."""
_LONGEST = 36500
_LONGEST_VERSION = 16
_LANGUAGES = ("sq", "sr", "en")


@dataclass(frozen=True, slots=True)
class Privacy:
    """The whole file."""

    version: str
    """Of the notice."""
    approved_by: str
    """Who of the police approved it; empty until a person does."""
    days: Mapping[str, int]
    """How long each of `KINDS` is kept."""
    asks: Mapping[str, Mapping[str, str]]
    """What citizens are told to write to `show` and `delete`, by language; Serbian in Latin."""
    words: Mapping[str, frozenset[str]]
    """How people say `show`, `delete` and, right after, `delete_it`; folded phrases."""


@cache
def load_privacy() -> Privacy:
    """What Dialog ships with."""
    return read(_FILE)


def read(path: Path) -> Privacy:
    """What stands in `path`.

    Raises:
        ConfigError: naming every problem of the file.
    """
    return read_file(path, _privacy)


def _privacy(top: Entry) -> Privacy:
    version = top.text("version")
    if len(version) > _LONGEST_VERSION:
        top.note(f"version is longer than {_LONGEST_VERSION} characters")
    approved_by = top.content.get("approved_by")
    if not isinstance(approved_by, str):
        top.note(f"approved_by is {approved_by!r}")
    days = Entry("days", top.content.get("days"), top.problems)
    for unknown in days.content.keys() - set(KINDS):
        days.note(f"there is no kind {unknown}")
    asks = {name: {it: entry.text(it) for it in _LANGUAGES} for name, entry in top.mappings("asks").items()}
    words = Entry("words", top.content.get("words"), top.problems)
    phrases = {name: words.phrases(name) for name in ("show", "delete", "delete_it")}
    for name in ("show", "delete"):
        for phrase in asks.get(name, {}).values():
            if not phrases_of(phrase) <= phrases[name]:
                words.note(f"{name} does not have {phrase!r}, which citizens are told to write")
    return Privacy(
        version=version,
        approved_by=str(approved_by),
        days={kind: int(days.number(kind, 1, _LONGEST)) for kind in KINDS},
        asks=asks,
        words=phrases,
    )
