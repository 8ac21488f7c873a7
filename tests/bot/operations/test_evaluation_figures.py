"""What the report counts, on messages small enough to count by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.evaluation import confidence, figures
from bot.operations.evaluation.figures import Share
from tests.measured import measured


def test_each_language_is_told_apart_by_register_and_by_script_where_it_has_two() -> None:
    messages = [
        measured("greet", language="sq", register="gheg"),
        measured("greet", language="sr", register="haste", text="здраво"),
        measured("greet", language="sr", register="haste", text="zdravo"),
        measured("greet", "thank", language="en", register="story"),
    ]
    found = figures.groups(messages)
    names = ["all", "sq", "sq gheg", "sr", "sr haste", "sr Cyrl", "sr Latn", "en", "en story"]
    assert [it.name for it in found] == names
    right = {it.name: it.right for it in found}
    assert (right["all"], right["sr"], right["sr Cyrl"], right["en"]) == (
        Share(3, 4),
        Share(2, 2),
        Share(1, 1),
        Share(0, 1),
    )


def test_a_right_meaning_further_down_counts_among_the_first_three() -> None:
    messages = [measured("greet", "thank", first_three=("thank", "affirm", "greet")), measured("greet", "thank")]
    assert figures.group_of("", "", messages).first_three == Share(1, 2)


def test_alarms_count_apart_for_everything_together_and_for_the_tripwire_alone() -> None:
    messages = [
        measured("emergency", is_alarm=True, is_tripwire=True),
        measured("emergency", is_alarm=True),
        measured("emergency", "greet", is_alarm=False),
        measured("greet", is_alarm=True, is_tripwire=True),
        measured("greet", is_alarm=False),
    ]
    group = figures.group_of("", "", messages)
    assert (group.alarms_found, group.alarms_found_by_tripwire) == (Share(2, 3), Share(1, 3))
    assert (group.false_alarms, group.false_alarms_by_tripwire) == (Share(1, 2), Share(1, 2))
    missed, false = figures.missed_and_false(messages)
    assert (missed, false) == ([messages[2]], [messages[3]])


def test_what_is_not_for_the_police_is_refused_by_meaning_or_for_want_of_confidence() -> None:
    messages = [
        measured("out_of_scope"),
        measured("out_of_scope", "ask_fine", acted_on="nlu_fallback"),
        measured("out_of_scope", "ask_fine"),
        measured("ask_fine", "out_of_scope"),
    ]
    assert figures.group_of("", "", messages).refused == Share(2, 3)


def test_language_and_script_of_short_messages_count_apart() -> None:
    messages = [
        measured("greet", text="one two three four five", told_language="sq"),
        measured("greet", text="one two three four five six", told_script="Cyrl"),
        measured("greet", text="🙂", told_script=None),
    ]
    group = figures.group_of("", "", messages)
    assert (group.language_told, group.language_told_short) == (Share(2, 3), Share(1, 2))
    assert (group.script_told, group.script_told_short) == (Share(1, 2), Share(1, 1))


def test_precision_recall_and_f1_of_each_meaning_with_the_worst_first() -> None:
    messages = [
        *[measured("greet", language="sq")] * 3,
        measured("greet", "thank"),
        *[measured("thank", language="sr")] * 2,
        measured("ask_fine", "thank"),
    ]
    fine, thank, greet = figures.intents(messages, {"greet": {"sq": 7, "en": 2}})
    assert (fine.intent, fine.recall, fine.precision, fine.f1) == ("ask_fine", Share(0, 1), Share(0, 0), 0.0)
    assert (thank.intent, thank.recall, thank.precision, thank.f1) == ("thank", Share(2, 2), Share(2, 4), 4 / 6)
    assert (greet.intent, greet.recall, greet.precision, greet.f1) == ("greet", Share(3, 4), Share(3, 3), 6 / 7)
    assert greet.recall_by_language == {"sq": Share(3, 3), "sr": Share(0, 0), "en": Share(0, 1)}
    assert (greet.learnt, fine.learnt) == ({"sq": 7, "en": 2}, {})
    assert figures.macro_f1(messages) == pytest.approx((0 + 4 / 6 + 6 / 7) / 3)


def test_a_message_without_any_meaning_is_a_mistake_and_no_meaning() -> None:
    nothing = measured("greet")
    nothing = measured("greet", text="🙂", confidence=0.0, first_three=(), acted_on="nlu_fallback")
    nothing = type(nothing)(**{name: getattr(nothing, name) for name in nothing.__slots__} | {"found": None})
    assert [it.intent for it in figures.intents([nothing], {})] == ["greet"]
    assert figures.macro_f1([nothing]) == 0.0
    assert [(it.intent, it.found) for it in figures.confusions([nothing])] == [("greet", None)]


def test_confusions_come_by_number_and_mistakes_by_confidence() -> None:
    sure, less, single = (
        measured("greet", "thank", confidence=0.8),
        measured("greet", "thank", confidence=0.4),
        measured("affirm", "deny", confidence=0.6),
    )
    found = figures.confusions([less, single, sure, measured("greet")])
    assert [(it.intent, it.found, it.messages) for it in found] == [
        ("greet", "thank", (sure, less)),
        ("affirm", "deny", (single,)),
    ]
    assert figures.surest_mistakes([less, single, sure, measured("greet")], 2) == [sure, single]


def test_speed_is_the_median_and_what_nineteen_of_twenty_do_not_exceed() -> None:
    messages = [measured("greet", milliseconds=float(number)) for number in range(1, 21)]
    assert figures.speed(messages) == (10.5, 19.0)
    assert figures.speed(messages[:1]) == (1.0, 1.0)


def test_the_range_of_a_share_is_wilsons() -> None:
    low, high = Share(8, 10).range or (0, 0)
    # Worked out by hand from Wilson 1927, with 1.96 for 95 of 100.
    assert [low, high] == pytest.approx([0.4902, 0.9433], abs=1e-4)
    assert Share(0, 0).range is None
    assert Share(0, 0).value is None


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_range(numbers: tuple[int, int]) -> None:
    share = Share(*numbers)
    low, high = share.range or (1, 0)
    assert 0 <= low <= (share.value or 0) + 1e-12
    assert (share.value or 0) - 1e-12 <= high <= 1


def test_bins_hold_messages_of_like_confidence_and_full_confidence_is_in_the_last() -> None:
    messages = [
        measured("greet", confidence=1.0),
        measured("greet", "thank", confidence=0.95),
        measured("greet", confidence=0.0),
    ]
    bins = confidence.bins(messages)
    assert [it.right.of for it in bins] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (bins[-1].low, bins[-1].high, bins[-1].confidence, bins[-1].right) == (0.9, 1.0, 0.975, Share(1, 2))
    assert bins[1].confidence is None
    # One message is 1.0 off, two are 0.475 off.
    assert confidence.calibration_error(bins) == pytest.approx((1.0 + 2 * 0.475) / 3)


def test_a_perfectly_calibrated_model_has_no_error() -> None:
    messages = [measured("greet", "greet" if number < 8 else "thank", confidence=0.8) for number in range(10)]
    assert confidence.calibration_error(confidence.bins(messages)) == pytest.approx(0.0)


def test_a_higher_threshold_answers_less() -> None:
    messages = [measured("greet", confidence=0.9), measured("greet", "thank", confidence=0.4)]
    low, high, none = (confidence.point_at(messages, threshold) for threshold in (0.4, 0.5, 0.95))
    assert (low.answered, low.wrong) == (Share(2, 2), Share(1, 2))
    assert (high.answered, high.wrong) == (Share(1, 2), Share(0, 1))
    assert none.wrong.value is None
    answered = [it.answered.count for it in confidence.points(messages)]
    assert answered == sorted(answered, reverse=True)
