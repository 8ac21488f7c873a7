"""How many of the places that messages name are found, and in what time; the figures belong into docs/benchmarks.md."""

import re
import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import pytest
import yaml

from nlu.text import gazetteer
from nlu.text.entities import find_entities, warm_up
from nlu.text.gazetteer import find_municipalities, municipality_ids
from nlu.text.times import ZONE
from tests.contracts.sources import LANGUAGES, held_out

FILE = Path(gazetteer.__file__).parents[1] / "evaluation" / "municipalities.yml"
FLOOR = 0.95
MARKED = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<ids>[a-z_|]+)\)")
Places = set[tuple[int, int, str]]


class Figures(NamedTuple):
    messages: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def _read(marked: str) -> tuple[str, Places]:
    """The message as somebody sent it, and the places that it names."""
    text, places, at = "", set(), 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        places.add((len(text), len(text) + len(match["name"]), match["ids"]))
        text, at = text + match["name"], match.end()
    return text + marked[at:], places


def _messages() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def _measure(messages: list[str]) -> Figures:
    right = found = named = 0
    for marked in messages:
        text, places = _read(marked)
        told = {(it.start, it.end, "|".join(it.candidates)) for it in find_municipalities(text)}
        right, found, named = right + len(told & places), found + len(told), named + len(places)
    return Figures(len(messages), right / found, right / named)


@pytest.mark.parametrize("language", ["sq", "sr", "en"])
@pytest.mark.parametrize("half", ["development", "held_out"])
def test_places_are_found(half: str, language: str) -> None:
    figures = _measure(_messages()[half][language])
    print(half, language, figures.messages, *(f"{it:.3f}" for it in (figures.precision, figures.recall, figures.f1)))

    assert min(figures.precision, figures.recall, figures.f1) >= FLOOR


def test_a_usual_message_is_read_in_no_time() -> None:
    warm_up()
    now = datetime(2026, 11, 22, 15, 0, tzinfo=ZONE)
    taken = []
    for text in [message["text"] for language in LANGUAGES for message in held_out(language)]:
        started = time.thread_time()
        find_entities(text, now)
        taken.append(1000 * (time.thread_time() - started))
    print(
        f"entities of {len(taken)} messages, processor ms: {median(taken):.2f}, 95 % {quantiles(taken, n=20)[-1]:.2f}"
    )

    assert median(taken) < 2


def test_every_municipality_is_measured_in_messages_that_count_once() -> None:
    messages = [marked for halves in _messages().values() for texts in halves.values() for marked in texts]
    named = {name for marked in messages for _, _, ids in _read(marked)[1] for name in ids.split("|")}

    assert named == municipality_ids()
    assert len(set(messages)) == len(messages) >= 600
