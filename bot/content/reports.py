"""What a citizen who reports something is asked, from `reports.yml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.content.reading import Entry, read_file
from bot.responses import load_responses
from nlu.text.normalise import fold

__all__ = ["Field", "Kind", "Reads", "Reports", "load_reports", "read"]

_FILE = Path(__file__).with_name("reports.yml")
_WIDEST_LABEL = 20
_WORDS = ("yes", "no", "unknown", "go_on", "corrects", "near")


class Reads(StrEnum):
    """What an answer is taken for."""

    STORY = "story"
    WORDS = "words"
    TIME = "time"
    PLACE = "place"
    PLATE = "plate"
    AMOUNT = "amount"
    CONTACT = "contact"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a report can hold."""

    id: str
    reads: Reads
    ask: str
    """The question, a response of `domain.yml`."""
    label: str
    """English source; how the summary and the console call it."""
    danger: str | None
    """`yes` or `no`: the answer that calls an officer at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a meaning that reports something is asked for, in order."""

    intent: str
    asks: Sequence[Field]
    is_victim: bool


@dataclass(frozen=True, slots=True)
class Reports:
    """The whole file."""

    fields: Mapping[str, Field]
    kinds: Mapping[str, Kind]
    bare: frozenset[str]
    """Folded words that tell no more than that something shall be reported."""
    common: frozenset[str]
    """Folded words that say nothing of two reports being of the same matter."""
    alike: Mapping[str, frozenset[str]]
    """By kind, itself and the kinds in which others may tell of the same matter."""
    words: Mapping[str, frozenset[str]]
    """How people say `yes`, `no`, `unknown`, `go_on`, what `corrects`, and what a place is `near`; folded phrases."""


@cache
def load_reports() -> Reports:
    """The questions that Dialog ships with."""
    return read(_FILE)


def read(path: Path) -> Reports:
    """The questions in `path`.

    Raises:
        ConfigError: naming every problem of the file.
    """
    return read_file(path, _reports)


def _reports(top: Entry) -> Reports:
    fields = {name: _field(name, entry) for name, entry in top.mappings("fields").items()}
    kinds = {name: _kind(name, entry, fields) for name, entry in top.mappings("kinds").items()}
    words = Entry("words", top.content.get("words"), top.problems)
    phrases = {name: words.phrases(name) for name in _WORDS}
    bare, common = (frozenset(fold(top.text(it)).split()) for it in ("bare", "common"))
    return Reports(fields, kinds, bare, common, _alike(top, kinds), phrases)


def _alike(top: Entry, kinds: Mapping[str, Kind]) -> dict[str, frozenset[str]]:
    """Who is in a group with whom; so it goes both ways."""
    given = top.content.get("alike")
    groups = [frozenset(map(str, it)) for it in given if isinstance(it, list)] if isinstance(given, list) else []
    if not groups:
        top.note(f"alike is {given!r}, not a list of lists of kinds")
    for unknown in sorted(frozenset().union(*groups) - kinds.keys()):
        top.note(f"alike: there is no kind {unknown}")
    return {kind: frozenset({kind}).union(*(it for it in groups if kind in it)) for kind in kinds}


def _field(name: str, entry: Entry) -> Field:
    reads, label, ask = entry.content.get("reads"), entry.text("label"), entry.text("ask")
    if reads not in set(Reads):
        entry.note(f"reads is {reads!r}")
        reads = Reads.WORDS
    if ask and ask not in load_responses():
        entry.note(f"there is no response {ask}")
    if len(label) > _WIDEST_LABEL:
        entry.note(f"label is longer than {_WIDEST_LABEL} characters")
    danger = entry.content.get("danger")
    if danger not in {None, "yes", "no"} or (danger and reads != Reads.YES_NO):
        entry.note(f"danger is {danger!r}")
    return Field(name, Reads(reads), ask, label, danger)


def _kind(name: str, entry: Entry, fields: Mapping[str, Field]) -> Kind:
    asks = entry.content.get("asks")
    names = [str(it) for it in asks] if isinstance(asks, list) else []
    if not names or len(set(names)) < len(names):
        entry.note(f"asks is {asks!r}, not a list of different fields")
    for unknown in [it for it in names if it not in fields]:
        entry.note(f"there is no field {unknown}")
    return Kind(name, [fields[it] for it in names if it in fields], is_victim=entry.content.get("is_victim") is True)
