"""How a report is taken, message by message: what is asked, corrections, stops; nothing is lost or filed twice."""

from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.reports import Reads, load_reports
from bot.services import taking
from bot.services.taking import Draft, Heard, Stage, Step, begin, belongs, take
from bot.services.taking import Value as Known
from nlu.text.entities import find_entities
from nlu.text.questions import words_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = NOW.date()


def _heard(text: str, intent: str = "nlu_fallback", confidence: float = 0.0) -> Heard:
    entities = tuple((str(it.kind), it.value, text[it.start : it.end]) for it in find_entities(text, NOW))
    return Heard(text, intent, confidence, entities)


def _press(does: str, of: str | None = None) -> Heard:
    return Heard(does, "report", 1.0, does=does, of=of)


def _asked(step: Step) -> str:
    return step.replies[-1].response


def _talk(kind: str, *said: str | Heard) -> Step:
    first, *others = [it if isinstance(it, Heard) else _heard(it) for it in said]
    return reduce(lambda step, it: take(step.draft, it), others, begin(kind, first, DAY))


@pytest.mark.parametrize(
    "told",
    [
        "sinoć oko 10 su mi ukrali crni Golf 01-234-AB kod pijace u Gračanici",
        "синоћ око 10 су ми украли црни Голф 01-234-AB код пијаце у Грачаници",
        "mbrëmë rreth orës 10 ma vodhën Golfin e zi 01-234-AB te tregu në Graçanicë",
        "last night around 10 my black Golf 01-234-AB was stolen near the market in Gracanica",
    ],
)
def test_what_is_said_is_not_asked(told: str) -> None:
    step = _talk("report_theft", told)
    assert set(step.draft.values) == {"what", "when", "where", "things"}
    assert step.draft.values["where"].value == "gracanica"
    assert step.draft.values["what"].text == told
    assert _asked(step) == "utter_ask_suspect"
    filed = _talk("report_theft", told, "ne znam", "nuk e di", Heard("po", "affirm", 0.9))
    assert filed.draft.stage is Stage.FILED


@pytest.mark.parametrize(
    "told", ["prijavljujem krađu", "dua të raportoj një vjedhje", "I want to report a theft", "хоћу да пријавим крађу"]
)
def test_who_only_says_that_something_happened_is_asked_what(told: str) -> None:
    step = _talk("report_theft", told)
    assert _asked(step) == "utter_ask_what"
    assert not step.draft.values


@pytest.mark.parametrize("kind", load_reports().kinds)
def test_every_kind_comes_to_its_summary(kind: str) -> None:
    step = _talk(kind, "x")
    for _ in load_reports().kinds[kind].asks:
        asked = load_reports().fields[str(step.draft.asked)]
        said = "yes" if asked.danger == "no" else "no" if asked.reads is Reads.YES_NO else "some words"
        step = take(step.draft, _press(said, asked.id) if asked.reads is Reads.YES_NO else _heard(said))
    assert step.draft.stage is Stage.CONFIRMING
    assert {line["field"] for line in step.replies[-1].arguments["lines"]} == {
        it.id for it in load_reports().kinds[kind].asks
    }


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ("jo, ishte e premte", "when", "premte"),
        ("ne, nego u Prizrenu", "where", "Prizrenu"),
        ("не, него у Призрену", "where", "Призрену"),
        ("it was actually in Peja", "where", "Peja"),
    ],
)
def test_what_was_said_can_be_put_right(said: str, field: str, words: str) -> None:
    before = _talk("report_theft", "they took my red bicycle yesterday in Gjilan")
    assert before.draft.asked not in {"when", "where"}
    step = take(before.draft, _heard(said, "deny", 0.9))
    assert words in step.draft.values[field].text
    assert [it.response for it in step.replies] == ["utter_report_changed", _asked(before)]


def test_what_is_put_right_in_the_summary_is_shown_anew() -> None:
    summary = _talk("report_noise", "loud music every night since weeks in Gjilan", _press("no", "still"))
    assert summary.draft.stage is Stage.CONFIRMING
    step = take(summary.draft, _heard("no, in Peja", "deny", 0.9))
    assert step.draft.values["where"].value == "peja"
    assert _asked(step) == "utter_report_summary"


def test_a_no_to_the_summary_asks_what_to_change() -> None:
    summary = _talk("report_noise", "loud music every night since weeks in Gjilan", _press("no", "still"))
    step = take(summary.draft, _heard("jo", "deny", 0.9))
    assert _asked(step) == "utter_report_what_to_change"
    again = take(step.draft, _press("ask", "where"))
    assert (_asked(again), "where" in again.draft.values) == ("utter_ask_where", False)
    assert (
        take(step.draft, _heard("the music comes from a wedding hall"))
        .draft.values["what"]
        .text.endswith("wedding hall")
    )


@pytest.mark.parametrize(
    "said", ["nuk e di", "s'e di", "ne znam", "не знам", "nzm", "I don't know", "idk", "preskoči", "kaloje"]
)
def test_not_knowing_is_fine(said: str) -> None:
    before = _talk("report_theft", "x")
    step = take(before.draft, _heard(said))
    assert before.draft.asked in step.draft.skipped
    assert step.draft.asked != before.draft.asked


def test_a_stopped_report_is_gone_on_with() -> None:
    before = _talk("report_theft", "they took my red bicycle yesterday in Gjilan")
    stopped = take(before.draft, _heard("stop", "cancel", 0.9))
    assert stopped.draft.stage is Stage.PAUSED
    assert not belongs(stopped.draft, _heard("hello"))
    for goes_on in (_press("go_on"), _heard("vazhdo"), _heard("nastavi"), _heard("continue")):
        assert belongs(stopped.draft, goes_on)
        step = take(stopped.draft, goes_on)
        assert (step.draft.values, _asked(step)) == (before.draft.values, _asked(before))
    assert take(stopped.draft, _press("drop")).draft.stage is Stage.DROPPED


@pytest.mark.parametrize(
    ("said", "intent", "is_for_it"),
    [
        ("is this anonymous?", "ask_anonymity", False),
        ("a është anonime", "ask_anonymity", False),
        ("at the border crossing", "ask_border", True),
        ("in front of the police station in Gjilan", "ask_station", True),
        ("I want to talk to a person", "talk_to_officer", False),
        ("thank you", "thank", False),
        ("he is hitting me", "emergency", False),
        ("a man in a red jacket", "nlu_fallback", True),
        ("they stole it from my pocket", "report_theft", True),
        ("no", "deny", True),
    ],
)
def test_a_question_in_between_is_left_to_the_answers(said: str, intent: str, is_for_it: bool) -> None:
    draft = _talk("report_theft", "x").draft
    assert belongs(draft, _heard(said, intent, 0.9)) == is_for_it


@pytest.mark.parametrize(("field", "said"), [(it.id, it.danger) for it in load_reports().fields.values() if it.danger])
def test_danger_ends_the_questions(field: str, said: str) -> None:
    kind = next(name for name, it in load_reports().kinds.items() if field in {asked.id for asked in it.asks})
    draft = Draft(kind, values={"what": Known("x")}, asked=field)
    step = take(draft, _press(said, field))
    assert len(step.replies) == 1
    assert (step.draft.stage, step.is_alarm) == ((Stage.PAUSED, False) if said == "no" else (Stage.HANDED, True))
    assert step.draft.values["what"].text == "x"


def test_a_shared_place_is_where_it_was() -> None:
    draft = _talk("report_theft", "they took my red bicycle yesterday").draft
    place = Heard("", location={"latitude": 42.66, "longitude": 21.16})
    assert belongs(draft, place)
    assert take(draft, place).draft.values["where"].text == "42.66000, 21.16000"


SAID = st.one_of(
    st.sampled_from(
        [
            *(_press(does) for does in ("stop", "drop", "go_on", "file", "change", "skip", "yes", "no", "nonsense")),
            *(_press("ask", name) for name in ("where", "when", "what", "nothing")),
            _heard("po", "affirm", 0.9),
            _heard("jo", "deny", 0.9),
            _heard("ne znam"),
            _heard("stop", "cancel", 0.9),
            _heard("ne, nego u Prizrenu", "deny", 0.8),
            _heard("yesterday at 9 in Peja 01-123-AB"),
            Heard("", location={"latitude": 42.2, "longitude": 20.7}),
        ]
    ),
    st.text(max_size=30).map(_heard),
)


@given(st.sampled_from(sorted(load_reports().kinds)), st.lists(SAID, max_size=25))
@settings(max_examples=300, deadline=None)
def test_no_order_of_messages_loses_words_or_files_twice(kind: str, said: list[Heard]) -> None:
    step = begin(kind, _heard("a long story of what was done to us"), DAY)
    filed = 0
    for heard in said:
        if not belongs(step.draft, heard):
            continue
        before, step = step.draft, take(step.draft, heard)
        filed += before.stage is not Stage.FILED and step.draft.stage is Stage.FILED
        assert step.replies
        assert (
            step.draft.stage in {Stage.FILED, Stage.DROPPED}
            or taking.from_json(kind, step.draft.stage, taking.as_json(step.draft)) == step.draft
        )
        if (
            heard.does is None
            and heard.text.strip()
            and step.draft.stage in taking.OPEN
            and heard.intent == "nlu_fallback"
        ):
            held = "\n".join(it.text for it in step.draft.values.values())
            is_skip = len(step.draft.skipped) > len(before.skipped)
            known = load_reports().words["yes"] | load_reports().words["no"]
            is_skip = is_skip or all(word in known for word in words_of(heard.text))
            assert is_skip or heard.text.strip() in held or heard.text in held or before.stage is Stage.PAUSED
        if before.stage is Stage.FILED:
            assert step.draft == before
    assert filed <= 1
