"""Whether a comparison with an earlier report says better and worse where it is."""

import pytest

from bot.operations.evaluation.comparison import Comparison, Verdict, compare, is_chance
from bot.operations.evaluation.figures import Share
from bot.operations.evaluation.measured import Measured
from tests.measured import measured


def _subject(comparison: Comparison, name: str, language: str = "") -> tuple[Share, Share, Verdict]:
    change = next(it for it in dict(comparison.subjects)[name] if it.language == language)
    return change.before, change.now, change.verdict


def _numbered(*messages: Measured) -> list[Measured]:
    fields = [{name: getattr(it, name) for name in it.__slots__} for it in messages]
    return [Measured(**row | {"text": f"message {number}"}) for number, row in enumerate(fields)]


def test_each_language_got_better_or_worse() -> None:
    before = _numbered(measured("greet", language="sq"), measured("greet", "thank", language="sr"), measured("greet"))
    now = _numbered(measured("greet", "thank", language="sq"), measured("greet", language="sr"), measured("greet"))
    found = compare(before, now)
    assert _subject(found, "right meaning", "sq") == (Share(1, 1), Share(0, 1), Verdict.WORSE)
    assert _subject(found, "right meaning", "sr") == (Share(0, 1), Share(1, 1), Verdict.BETTER)
    assert _subject(found, "right meaning", "en") == (Share(1, 1), Share(1, 1), Verdict.SAME)
    assert _subject(found, "right meaning") == (Share(2, 3), Share(2, 3), Verdict.SAME)
    assert found.lost == ((before[0], now[0]),)
    assert found.gained == ((before[1], now[1]),)


def test_an_alarm_is_good_in_danger_and_bad_elsewhere() -> None:
    before = _numbered(measured("emergency", is_alarm=False), measured("greet", is_alarm=False))
    now = _numbered(measured("emergency", is_alarm=True), measured("greet", is_alarm=True))
    found = compare(before, now)
    assert _subject(found, "emergencies found")[2] is Verdict.BETTER
    assert _subject(found, "no alarm where none was due")[2] is Verdict.WORSE


def test_a_meaning_is_worse_when_others_are_taken_for_it() -> None:
    before = _numbered(measured("greet"), measured("thank"), measured("affirm"))
    now = _numbered(measured("greet"), measured("thank", "greet"), measured("affirm"))
    thank, greet = sorted(compare(before, now).intents, key=lambda it: it.intent, reverse=True)
    assert (thank.found_before, thank.found_now, thank.total.verdict) == (Share(1, 1), Share(0, 1), Verdict.WORSE)
    assert (greet.found_before, greet.found_now) == (Share(1, 1), Share(1, 1))
    assert (greet.others_before, greet.others_now, greet.total.verdict) == (0, 1, Verdict.WORSE)


def test_only_messages_of_both_count_and_by_the_present_label() -> None:
    before = _numbered(measured("thank", "greet"), measured("greet"))[:1]
    now = _numbered(measured("greet"), measured("greet", "thank"))
    found = compare(before, now)
    assert found.shared == 1
    assert _subject(found, "right meaning") == (Share(1, 1), Share(1, 1), Verdict.SAME)


def test_nothing_in_common_is_no_error() -> None:
    found = compare([], [measured("greet")])
    assert found.shared == 0
    assert _subject(found, "right meaning") == (Share(0, 0), Share(0, 0), Verdict.SAME)


@pytest.mark.parametrize(
    ("gained", "lost", "expected"),
    # Two-sided sign test: 6 of 6 are met in 3.1 of 100 cases, 5 of 5 in 6.3, 9 of 10 in 2.1, 8 of 10 in 10.9.
    [(0, 0, True), (5, 0, True), (6, 0, False), (0, 6, False), (9, 1, False), (8, 2, True), (2000, 1500, False)],
)
def test_few_changes_may_be_chance(gained: int, lost: int, expected: bool) -> None:
    assert is_chance(gained, lost) is expected
