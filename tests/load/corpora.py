"""What the bench of understanding learns from and is asked: the project's own messages, and public sets in a folder.

Pure Python, read in both environments. Public sets are for measuring alone; the product never learns from them.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

__all__ = ["Corpus", "Labelled", "few_shot", "massive", "own", "public", "xsid"]

LANGUAGES = ("sq", "sr", "en")
MASSIVE = {"sq": "sq-AL", "en": "en-US"}
EACH, SEED, TESTED = 25, 1, 1500
"""The few-shot protocol behind the known figures: examples an intent, how they are drawn, messages that are read."""


class Labelled(NamedTuple):
    """A message and what it means."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Examples to learn from, all languages together, and messages to read, by language."""

    name: str
    examples: Sequence[Labelled]
    messages: Mapping[str, Sequence[Labelled]]
    known: str = ""
    """Figures of others on the same messages, with where they come from."""


def own(nlu: Path, each: int | None = None) -> Corpus:
    """Learnt from `nlu/data/`, or from `each` examples an intent and language of it; read on the development set."""
    taught = {
        language: [
            Labelled(line.strip().removeprefix("-").strip(), block["intent"])
            for path in sorted((nlu / "data" / language).glob("*.yml"))
            for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]
            for line in block["examples"].splitlines()
            if line.strip()
        ]
        for language in LANGUAGES
    }
    if each:
        taught = {language: few_shot(rows, each) for language, rows in taught.items()}
    examples = [row for rows in taught.values() for row in rows]
    messages = {
        language: [
            Labelled(row["text"], row["intent"])
            for row in yaml.safe_load((nlu / "evaluation" / f"{language}.yml").read_text("utf-8"))
        ]
        for language in LANGUAGES
    }
    name = f"development set, {each} examples an intent and language" if each else "development set"
    return Corpus(name, list(dict.fromkeys(examples)), messages)


def public(folder: Path) -> Iterator[Corpus]:
    """The corpora of the sets in `folder`: `massive/` and `xsid/`, whichever are there."""
    if (folder / "massive").is_dir():
        rows = {language: _read(folder / "massive" / f"{name}.jsonl") for language, name in MASSIVE.items()}
        yield massive(rows)
    if (folder / "xsid").is_dir():
        yield from xsid({language: _read(folder / "xsid" / f"{language}.jsonl") for language in ("sr", "en")})


def massive(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Corpus:
    """MASSIVE (CC BY 4.0): 25 examples an intent and language, both together; the first 1,500 test messages of each."""
    return Corpus(
        name="MASSIVE, 25 examples an intent",
        examples=[it for own in rows.values() for it in few_shot(_part(own, "partition", "train", "utt"))],
        messages={language: _part(own, "partition", "test", "utt")[:TESTED] for language, own in rows.items()},
        known="Known on the same draw (sq / en): character n-grams and sentence vectors with logistic regression "
        "73.5 / 77.7, training under a minute; Rasa's default pipeline 61.2 / 61.3, training 957 s, 8.2 ms a message.",
    )


def xsid(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Corpus]:
    """xSID 0.7 (CC BY-SA 4.0), which has no Serbian training data: learnt from its 300 validation messages a language,
    of both, and of English alone, so that Serbian is read without one Serbian example."""
    valid = {language: _part(own, "split", "valid", "text") for language, own in rows.items()}
    messages = {language: _part(own, "split", "test", "text") for language, own in rows.items()}
    yield Corpus("xSID, Serbian and English examples", [it for own in valid.values() for it in own], messages)
    yield Corpus("xSID, English examples alone", valid["en"], messages)


def few_shot(rows: Sequence[Labelled], each: int = EACH, seed: int = SEED) -> list[Labelled]:
    """The first `each` of every intent, after shuffling."""
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    taken: Counter[str] = Counter()
    kept: defaultdict[str, list[Labelled]] = defaultdict(list)
    for it in shuffled:
        if taken[it.intent] < each:
            taken[it.intent] += 1
            kept[it.intent].append(it)
    return [it for intent in sorted(kept) for it in kept[intent]]


def _part(rows: Sequence[Mapping[str, Any]], key: str, part: str, text: str) -> list[Labelled]:
    # Rasa takes what follows a slash in an intent's name for something else.
    return [Labelled(row[text], row["intent"].replace("/", "_")) for row in rows if row[key] == part]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
