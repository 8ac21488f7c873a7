"""Sentences: where one question ends and the next begins, in three languages and as people really type."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.sentences import split_sentences


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Where is the station? And how much is a fine?", ["Where is the station?", "And how much is a fine?"]),
        ("ku osht policia n'Pej dhe sa kushton gjoba", ["ku osht policia n'Pej", "dhe sa kushton gjoba"]),
        ("Где је станица, и колико кошта уверење?", ["Где је станица,", "и колико кошта уверење?"]),
        ("Kako da proverim kaznu\ngde da platim", ["Kako da proverim kaznu", "gde da platim"]),
        ("Hello. Where is the station", ["Hello. Where is the station"]),
        ("Where is the station? Thanks.", ["Where is the station? Thanks."]),
        ("Më 01.11.2024 e kam humbur patentën nr. 5", ["Më 01.11.2024 e kam humbur patentën nr. 5"]),
        ("My bike was stolen. Where is the station?", ["My bike was stolen.", "Where is the station?"]),
        (
            "A kom gjoba te pa paguara. Muj me dal prej kosoves",
            ["A kom gjoba te pa paguara.", "Muj me dal prej kosoves"],
        ),
        ("Dje ma vodhën biçikletën. Ishte e kuqe.", ["Dje ma vodhën biçikletën. Ishte e kuqe."]),
        ("I lost my ID and my passport", ["I lost my ID and my passport"]),
        ("dua të di ku është gjykata", ["dua të di ku është gjykata"]),
        ("ok", ["ok"]),
    ],
)
def test_a_message_is_split_where_a_reader_would(text: str, parts: list[str]) -> None:
    assert _parts(text) == parts


def test_a_story_is_read_as_a_whole() -> None:
    story = " ".join(
        f"This is sentence number {number}." for number in ("one", "two", "three", "four", "five", "six", "seven")
    )
    assert _parts(story) == [story]


@given(st.text(max_size=300))
def test_sentences_stand_in_order_and_lose_nothing_but_spaces(text: str) -> None:
    spans = split_sentences(text)
    assert all(start <= end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
