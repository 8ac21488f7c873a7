"""The tripwire: messages that must show 192 and 112 at once, messages that must not; no text breaks or stalls it."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.danger import THRESHOLD, Danger, assess
from tests.danger import RINGS, SILENT


def _lines(table: dict[str, str]) -> list[object]:
    return [
        pytest.param(line.strip(), id=f"{language}: {line.strip()}")
        for language, lines in table.items()
        for line in lines.strip().splitlines()
    ]


@pytest.mark.parametrize("text", _lines(RINGS))
def test_danger_now_rings(text: str) -> None:
    assert assess(text).is_present, assess(text)


@pytest.mark.parametrize("text", _lines(SILENT))
def test_everything_else_is_silent(text: str) -> None:
    assert not assess(text).is_present, assess(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("burri po me rreh", "violence_now"),
        ("lopovi ulaze u kuću", "intruder"),
        ("they are shooting at us", "shots"),
        ("požar u zgradi", "fire"),
        ("man with a gun in the school", "weapon"),
        ("dua të vras veten", "suicide"),
        ("someone is following me", "followed"),
        ("tata ne diše", "injured"),
        ("more po ma rremben vajzen", "kidnapping"),
        ("beba zaključana u autu", "child"),
        ("ndihmë shpejt", "cry_for_help"),
    ],
)
def test_the_sign_names_the_danger(text: str, sign: str) -> None:
    assert assess(text).sign == sign


@pytest.mark.parametrize(
    "text",
    ["Муж ме туче, помоћ!", "Muž me tuče, pomoć!", "muz me tuce pomoc", "MUZ ME TUCE POMOC", "муж ме тucе помоћ"],
)
def test_script_marks_and_capitals_make_no_difference(text: str) -> None:
    assert assess(text) == assess("muz me tuce pomoc")


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🙂" * 50, "...", "?!", "\x00\u200b", "١٢٣"])
def test_a_text_without_words_is_no_danger(text: str) -> None:
    assert assess(text) == Danger(score=0.0, sign=None)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gets_a_score(text: str) -> None:
    danger = assess(text)
    assert 0.0 <= danger.score <= 1.0
    assert danger.is_present == (danger.score >= THRESHOLD)


_SIGNAL_WORDS = ["po", "me", "rreh", "ubi", "help", "gun", "fire", ".", "?", "!", "nese", "juce", "now", "'", "n'shpi"]


@given(st.lists(st.sampled_from(_SIGNAL_WORDS)).map(" ".join))
def test_any_mixture_of_signal_words_gets_a_score(text: str) -> None:
    assert 0.0 <= assess(text).score <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "po me " * 683,
        "a" * 4096,
        "ab" * 2048,
        "? " * 2048,
        "!" * 4096,
        "🔥" * 4096,
        "help gun knife shots fire blood " * 132,
        "муж ме туче у стану " * 205,
        " ".join(f"fjala{number}xyzw" for number in range(340)),
    ],
    ids=lambda text: text[:12],
)
def test_the_longest_message_is_read_at_once(text: str) -> None:
    assess(text)
    started = time.perf_counter()
    for _ in range(5):
        assess(text)
    assert (time.perf_counter() - started) / 5 < 0.05


def test_danger_at_the_end_of_a_long_message_rings() -> None:
    assert assess("I write to you about the road. " * 120 + "Someone is breaking into my house right now!").is_present


def test_a_score_below_the_threshold_is_no_danger() -> None:
    assert not Danger(score=THRESHOLD - 0.01, sign="fire").is_present
    assert Danger(score=THRESHOLD, sign="fire").is_present


@pytest.mark.parametrize("language", RINGS)
def test_held_out_messages_ring_when_they_should(language: str) -> None:
    path = Path(__file__).parents[3] / "nlu" / "evaluation" / f"{language}.yml"
    messages = yaml.safe_load(path.read_text("utf-8"))
    rings = [assess(it["text"]).is_present for it in messages if it["intent"] == "emergency"]
    alarms = [assess(it["text"]).is_present for it in messages if it["intent"] != "emergency"]
    assert sum(rings) >= 0.75 * len(rings)
    assert sum(alarms) <= 0.01 * len(alarms)
