"""The messages that measure the model were never shown to it, and cover every meaning in every language."""

from collections import Counter, defaultdict

import pytest

from nlu.text.normalise import fold
from tests.contracts.sources import LANGUAGES, domain, examples, held_out

SETS = ("development", "unseen")
"""Weights and thresholds are chosen on the first; the second only tells what became of it."""
FEWEST = 5
"""Messages of an intent below which its figure says nothing."""
REGISTERS = {"standard", "plain", "gheg", "cyrillic", "non_native", "haste", "mixed", "story"}
"""How people write; the evaluation is told apart by them."""


@pytest.fixture(scope="module")
def trained() -> dict[str, set[tuple[str, str]]]:
    """Every folded training text of all languages, since one model learns them together, with where it stands."""
    found = defaultdict(set)
    for language in LANGUAGES:
        for intent, texts in examples(language).items():
            for text in texts:
                found[fold(text)].add((language, intent))
    return found


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_message_is_trained(kind: str, language: str, trained: dict[str, set[tuple[str, str]]]) -> None:
    texts = [message["text"] for message in held_out(language, kind)]
    leaked = {text: sorted(trained[fold(text)]) for text in texts if fold(text) in trained}
    assert not leaked, leaked


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_message_counts_twice(kind: str, language: str) -> None:
    counts = Counter(fold(message["text"]) for message in held_out(language, kind))
    repeated = [text for text, count in counts.items() if count > 1]
    assert not repeated, repeated


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meaning_is_measured_and_no_other(kind: str, language: str) -> None:
    counts = Counter(message["intent"] for message in held_out(language, kind))
    assert set(counts) == set(domain()["intents"]) - {"nlu_fallback", "report", "receipt"}
    assert not {intent: count for intent, count in counts.items() if count < FEWEST}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unseen_message_stands_in_the_development_set(language: str) -> None:
    known = {fold(message["text"]) for other in LANGUAGES for message in held_out(other, "development")}
    assert not [message["text"] for message in held_out(language, "unseen") if fold(message["text"]) in known]


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_says_how_it_is_written(kind: str, language: str) -> None:
    assert all(set(message) == {"text", "intent", "register"} for message in held_out(language, kind))
    assert {message["register"] for message in held_out(language, kind)} <= REGISTERS
