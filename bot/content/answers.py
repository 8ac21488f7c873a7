"""What is answered to each question and to its parts, from `answers.yml`: texts by key, the facts that they rest on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.content.facts import Fact, Table, load_facts
from bot.content.reading import Entry, read_file
from bot.labels import OFFICE_LABELS
from bot.responses import load_responses

__all__ = ["Aspect", "Question", "facts_of", "find_question", "is_answer", "load_answers", "read"]

_FILE = Path(__file__).with_name("answers.yml")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OF_DATA = frozenset(
    {
        "utter_speeding_built_up",
        "utter_speeding_outside",
        "utter_speeding_none",
        "utter_station",
        "utter_station_to_confirm",
        "utter_station_unknown",
        "utter_nearest",
        "utter_nearest_to_confirm",
        "utter_ask_there",
        "utter_fact_expired",
        "utter_victim_plain",
    }
)
"""Answers that the code chooses from a table or the directory."""
ASKED = ("how", "where", "when", "cost", "papers", "phone", "long")
"""Questions without a subject; `nlu/text/questions.py` finds them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, and what else it rests on and shows."""

    response: str
    rests_on: tuple[str, ...]
    tables: tuple[str, ...]
    more: str | None
    """A second response that follows it, of facts that are less sure."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all facts and tables that stand behind it."""
        return (*_named_in(self.response), *self.rests_on, *self.tables)


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part of a question that has an answer of its own."""

    name: str
    title: str
    answer: Answer
    asked: tuple[str, ...]
    """Questions without a subject that it answers."""
    instead_of: tuple[str, ...]
    """Questions that mean this aspect when they follow on its question."""


@dataclass(frozen=True, slots=True)
class Question:
    """An intent that asks for something: its main answer and its aspects, in the order of their buttons."""

    intent: str
    office: str
    answer: Answer
    aspects: Mapping[str, Aspect]
    also: tuple[str, ...]
    """Other questions whose aspects a message of this one may mean."""
    asked: tuple[str, ...]
    """Questions without a subject that the main answer answers."""
    instead: str | None
    """What is said when a fact is past its date, if not that alone."""


@cache
def load_answers() -> Mapping[str, Question]:
    """The answers that Dialog ships with, by intent."""
    return read(_FILE)


def read(path: Path) -> Mapping[str, Question]:
    """The answers in `path`.

    Raises:
        ConfigError: naming every problem of the file.
    """
    return read_file(path, _questions)


@cache
def facts_of(response: str) -> tuple[Fact | Table, ...]:
    """The facts and tables behind a response, each once; none for what is said without any."""
    names = dict.fromkeys(_named_in(response))
    for answer in _answers():
        if answer.response == response:
            names |= dict.fromkeys((*answer.rests_on, *answer.tables))
    return tuple(load_facts().get(name) for name in names)


@cache
def is_answer(response: str) -> bool:
    """Whether a response answers a question, so that the citizen may judge it."""
    named = {key for answer in _answers() for key in (answer.response, answer.more)}
    return response in named or response in OF_DATA


@cache
def find_question(response: str) -> Question:
    """The question that this response answers, or a part of it."""
    return next(
        question
        for question in load_answers().values()
        for answer in (question.answer, *(aspect.answer for aspect in question.aspects.values()))
        if response in {answer.response, answer.more}
    )


def _answers() -> Iterator[Answer]:
    for question in load_answers().values():
        yield question.answer
        yield from (aspect.answer for aspect in question.aspects.values())


@cache
def _named_in(response: str) -> tuple[str, ...]:
    named = PLACEHOLDER.findall(load_responses()[response].text)
    return tuple(name for name in named if name in load_facts().facts)


def _questions(top: Entry) -> Mapping[str, Question]:
    questions = {str(intent): _question(str(intent), content, top) for intent, content in top.content.items()}
    for question in questions.values():
        if not set(question.also) <= set(questions):
            top.note(f"{question.intent}: also names {question.also}")
        for aspect in question.aspects.values():
            if not set(aspect.instead_of) <= set(questions):
                top.note(f"{question.intent}.{aspect.name}: instead_of names {aspect.instead_of}")
    return MappingProxyType(questions)


def _question(intent: str, content: object, top: Entry) -> Question:
    entry = Entry(intent, content, top.problems)
    office = entry.text("office")
    if office not in OFFICE_LABELS:
        entry.note(f"office {office!r} has no name in bot/labels.py")
    aspects = entry.content.get("aspects") or {}
    return Question(
        intent=intent,
        office=office,
        answer=_answer(entry),
        aspects=MappingProxyType({name: _aspect(intent, name, it, top) for name, it in aspects.items()}),
        also=tuple(entry.content.get("also", ())),
        asked=_asked(entry),
        instead=entry.content.get("instead"),
    )


def _aspect(intent: str, name: str, content: object, top: Entry) -> Aspect:
    entry = Entry(f"{intent}.{name}", content, top.problems)
    instead_of = tuple(entry.content.get("instead_of", ()))
    return Aspect(name, entry.text("title"), _answer(entry), _asked(entry), instead_of)


def _asked(entry: Entry) -> tuple[str, ...]:
    asked = tuple(entry.content.get("answers", ()))
    if not set(asked) <= set(ASKED):
        entry.note(f"answers is {asked}")
    return asked


def _answer(entry: Entry) -> Answer:
    response, more = entry.text("answer"), entry.content.get("and")
    for key in (response, more):
        if key is not None and key not in load_responses():
            entry.note(f"{key!r} is not in domain.yml")
    rests_on, tables = tuple(entry.content.get("rests_on", ())), tuple(entry.content.get("tables", ()))
    unknown = [it for it in rests_on if it not in load_facts().facts]
    unknown += [it for it in tables if it not in load_facts().tables]
    if unknown:
        entry.note(f"{unknown} are not in facts.yml")
    return Answer(response, rests_on, tables, more)
