"""What the bench of understanding learns from, what it is asked, and the table that it writes."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.config import ROOT
from tests.contracts.sources import LANGUAGES, examples, held_out
from tests.load.corpora import Labelled, few_shot, massive, own, public, xsid
from tests.load.understanding import as_markdown

MASSIVE_ROWS = {
    language: [
        {"partition": part, "intent": f"intent_{number % 3}", "utt": f"{language} {part} {number}"}
        for part in ("train", "dev", "test")
        for number in range(2000)
    ]
    for language in ("sq", "en")
}
XSID_ROWS = {
    language: [
        {"split": split, "intent": "weather/find", "text": f"{language} {split} {number}"}
        for split, count in (("valid", 3), ("test", 5))
        for number in range(count)
    ]
    for language in ("sr", "en")
}


def test_few_shot_takes_as_many_of_each_intent_and_always_the_same() -> None:
    rows = [Labelled(f"text {number}", "rare" if number < 3 else "frequent") for number in range(100)]
    found = few_shot(rows, each=10)
    assert Counter(it.intent for it in found) == {"rare": 3, "frequent": 10}
    assert found == few_shot(rows, each=10)
    assert found != few_shot(rows, each=10, seed=2)


def test_massive_is_learnt_from_its_training_part_and_read_on_its_test_part() -> None:
    corpus = massive(MASSIVE_ROWS)
    assert Counter(it.text.split()[1] for it in corpus.examples) == {"train": 2 * 3 * 25}
    assert {language: len(it) for language, it in corpus.messages.items()} == {"sq": 1500, "en": 1500}
    assert corpus.messages["sq"][0] == Labelled("sq test 0", "intent_0")


def test_serbian_of_xsid_is_read_with_and_without_serbian_examples() -> None:
    both, english = xsid(XSID_ROWS)
    assert Counter(it.text.split()[0] for it in both.examples) == {"sr": 3, "en": 3}
    assert Counter(it.text.split()[0] for it in english.examples) == {"en": 3}
    assert {language: len(it) for language, it in english.messages.items()} == {"sr": 5, "en": 5}
    assert {it.intent for it in both.examples} == {"weather_find"}


def test_public_sets_that_are_there_are_read(tmp_path: Path) -> None:
    assert list(public(tmp_path)) == []
    (tmp_path / "xsid").mkdir()
    for language, rows in XSID_ROWS.items():
        (tmp_path / "xsid" / f"{language}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert [corpus.name for corpus in public(tmp_path)] == [
        "xSID, Serbian and English examples",
        "xSID, English examples alone",
    ]


def test_our_own_set_is_what_the_model_is_made_of_and_measured_on() -> None:
    corpus = own(ROOT / "nlu")
    trained = {Labelled(text, intent) for it in LANGUAGES for intent, texts in examples(it).items() for text in texts}
    assert set(corpus.examples) == trained
    assert len(corpus.examples) == len(trained)
    for language in LANGUAGES:
        assert list(corpus.messages[language]) == [Labelled(it["text"], it["intent"]) for it in held_out(language)]


@pytest.mark.parametrize("known", ["", "Known: 50."])
def test_each_corpus_has_a_table_with_its_own_languages(known: str) -> None:
    row = {
        "corpus": "a set",
        "known": known,
        "examples": 2916,
        "pipeline": "this pipeline",
        "right": {"sq": [735, 1000], "en": [777, 1000]},
        "train_seconds": 59.6,
        "milliseconds": 7.26,
    }
    other = row | {"corpus": "another", "known": "", "right": {"sr": [1, 4]}}
    first, second = as_markdown([row, row | {"pipeline": "a simpler one"}, other]).split("\n\n### ")
    assert first.splitlines()[:8] == [
        "### a set",
        "",
        "2,916 examples; read: 1,000 sq, 1,000 en.",
        "",
        "| pipeline | sq, % right | en, % right | training, s | ms a message |",
        "| --- | --- | --- | --- | --- |",
        "| this pipeline | 73.5 | 77.7 | 60 | 7.3 |",
        "| a simpler one | 73.5 | 77.7 | 60 | 7.3 |",
    ]
    assert ("Known: 50." in first) == bool(known)
    assert "| this pipeline | 25.0 | 60 | 7.3 |" in second
