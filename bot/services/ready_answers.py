"""The bot's answers for officers: found in any language, put into a talk in the citizen's, the facts as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from bot.content.answers import load_answers
from bot.errors import NotFound
from bot.i18n import LOCALES, Locale, translate
from bot.labels import INTENT_LABELS
from bot.messages import Ask
from bot.rendering import render
from bot.services import answers
from nlu.text.normalise import fold

__all__ = ["ReadyAnswer", "find", "get"]

MOST = 12
"""Answers shown for a search; more help nobody in a hurry."""


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """The answer to a question or to one of its aspects; `key` is `ask_fine` or `ask_fine/half`."""

    key: str
    titles: tuple[str, ...]
    """English sources: the question, and the aspect."""

    def title_in(self, locale: Locale) -> str:
        """What it answers, as the officer reads it."""
        return " – ".join(translate(title, locale) for title in self.titles)

    def text_in(self, locale: Locale, day: date) -> str:
        """What the citizen reads; what is past its date on `day` is not said there either."""
        intent, _, about = self.key.partition("/")
        replies = answers.answer(intent, [Ask(intent, about or None)], day)
        return "\n\n".join(render(reply, locale, effect="").text for reply in replies)


def find(query: str, day: date) -> list[ReadyAnswer]:
    """The answers whose title or text has all words of `query` in one language, with or without marks on letters."""
    words = fold(query).split()
    if not words:
        return []
    found = [it for it in _all() if any(all(word in hay for word in words) for hay in _haystacks(it.key, day))]
    # Whose title has the words comes first.
    found.sort(key=lambda it: not any(all(word in fold(it.title_in(other)) for word in words) for other in LOCALES))
    return found[:MOST]


def get(key: str) -> ReadyAnswer:
    """The answer with this key.

    Raises:
        NotFound: there is none.
    """
    found = next((it for it in _all() if it.key == key), None)
    if found is None:
        raise NotFound("answer")
    return found


@cache
def _all() -> tuple[ReadyAnswer, ...]:
    return tuple(_each())


def _each() -> Iterator[ReadyAnswer]:
    for question in load_answers().values():
        label = INTENT_LABELS[question.intent]
        if question.intent != answers.STATION:
            yield ReadyAnswer(question.intent, (label,))
        for aspect in question.aspects.values():
            yield ReadyAnswer(f"{question.intent}/{aspect.name}", (label, aspect.title))


@lru_cache(maxsize=256)
def _haystacks(key: str, day: date) -> tuple[str, ...]:
    """Title and text in each language, folded; one day's are kept."""
    answer = get(key)
    return tuple(fold(f"{answer.title_in(locale)} {answer.text_in(locale, day)}") for locale in LOCALES)
