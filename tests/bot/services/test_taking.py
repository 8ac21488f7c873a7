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
    assert take(draft, place).draft.values["where"] == Known("42.66000, 21.16000", "prishtina", (42.66, 21.16))


LINK, UNREAD = "https://www.google.com/maps?q=42.66,21.16", "https://maps.app.goo.gl/AbC12"
TIRANA = "geo:41.33,19.82"


@pytest.mark.parametrize("said", [LINK, "42.66, 21.16", "geo:42.66,21.16", "8GJ3M566+22"])
@pytest.mark.parametrize("told", ["they took my red bicycle yesterday", "they took my red bicycle"])
def test_a_point_alone_is_where_it_was_whatever_is_asked(told: str, said: str) -> None:
    before = _talk("report_theft", told).draft
    step = take(before, _heard(said))
    where = step.draft.values["where"]
    assert (where.text, where.value) == (said, "prishtina")
    assert where.at == pytest.approx((42.66, 21.16), abs=0.001)
    assert set(step.draft.values) == {*before.values, "where"}
    assert _asked(step) == ("utter_ask_when" if before.asked == "when" else "utter_ask_things")


@pytest.mark.parametrize("said", [f"behind the school {LINK}", f"it was here: {LINK}, behind the school"])
def test_words_beside_a_point_are_kept(said: str) -> None:
    draft = _talk("report_theft", "they took my red bicycle yesterday").draft
    assert take(draft, _heard(said)).draft.values["where"] == Known(said, "prishtina", (42.66, 21.16))


def test_a_point_in_the_story_is_where_it_was() -> None:
    step = _talk("report_theft", f"they took my red bicycle behind the school {LINK} yesterday")
    assert step.draft.values["where"] == Known(LINK, "prishtina", (42.66, 21.16))
    assert _asked(step) == "utter_ask_things"


def test_the_question_mark_of_a_link_asks_nothing() -> None:
    draft = _talk("report_theft", "they took my red bicycle yesterday").draft
    assert belongs(draft, _heard(f"at the border crossing {LINK}", "ask_border", 0.9))
    assert not belongs(draft, _heard(f"is {LINK} a border crossing?", "ask_border", 0.9))


@pytest.mark.parametrize("told", ["they took my red bicycle yesterday", "they took my red bicycle"])
def test_a_link_that_cannot_be_read_is_kept_and_asks_once_for_words(told: str) -> None:
    before = _talk("report_theft", told).draft
    asked = take(before, _heard(UNREAD))
    assert [it.response for it in asked.replies] == ["utter_link_not_opened", "utter_ask_where"]
    assert asked.draft.values["where"] == Known(UNREAD)
    assert [it.response for it in taking.ask_again(asked.draft)] == ["utter_report_go_on", "utter_ask_where"]
    for said, where in [
        ("te tregu në Pejë", Known(f"{UNREAD}\nte tregu në Pejë", "peja")),
        (LINK, Known(f"{UNREAD}\n{LINK}", "prishtina", (42.66, 21.16))),
        (UNREAD, Known(f"{UNREAD}\n{UNREAD}")),
        ("I don't know", Known(UNREAD)),
    ]:
        step = take(asked.draft, _heard(said))
        assert step.draft.values["where"] == where
        assert _asked(step) not in {"utter_ask_where", "utter_link_not_opened"}


@pytest.mark.parametrize("kind", [name for name, it in load_reports().kinds.items() if it.is_victim])
def test_who_is_not_asked_for_a_place_is_not_asked_because_of_a_link(kind: str) -> None:
    before = _talk(kind, "x").draft
    step = take(before, _heard(UNREAD))
    is_asked = "where" in {it.id for it in load_reports().kinds[kind].asks}
    assert step.draft.values["where"].text == UNREAD
    assert (step.draft.asked == "where") == is_asked
    assert is_asked or step.draft.asked == before.asked


def test_a_pin_after_words_keeps_both() -> None:
    before = _talk("report_theft", "they took my red bicycle yesterday near the market in Peja").draft
    assert before.values["where"] == Known("near the market in Peja", "peja")
    step = take(before, Heard("", location={"latitude": 42.63, "longitude": 20.35}))
    assert step.draft.values["where"] == Known("near the market in Peja\n42.63000, 20.35000", "peja", (42.63, 20.35))
    assert step.draft.asked == before.asked


@pytest.mark.parametrize("stage", ["asked", "begun", "put right", "summary"])
def test_a_place_outside_kosovo_is_kept_and_said_so_once(stage: str) -> None:
    told = "loud music every night"
    if stage == "begun":
        step = _talk("report_noise", f"{told} for weeks {TIRANA}")
    else:
        before = _talk("report_noise", f"{told} for weeks" + ("" if stage == "asked" else " in Peja"))
        summary = take(before.draft, _press("no", "still"))
        draft = summary.draft if stage == "summary" else before.draft
        step = take(draft, _heard(f"no, {TIRANA}" if stage == "put right" else TIRANA))
    where = step.draft.values["where"]
    assert (where.at, where.value) == ((41.33, 19.82), None)
    assert [it.response for it in step.replies].index("utter_report_outside") == len(step.replies) - 2
    assert _asked(step) == ("utter_report_summary" if stage == "summary" else "utter_ask_still")
    again = take(step.draft, _heard("a tall man"))
    assert "utter_report_outside" not in {it.response for it in again.replies}


NAMED = ["në Tiranë", "u Beogradu", "у Београду", "in Skopje near the station"]


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        *(("asked", told) for told in [*NAMED, "Tirana, te Blloku", "Niš", "Presheva", "Podgorica"]),
        *((stage, f"no, it was {told}") for told in NAMED for stage in ("put right", "summary")),
    ],
)
def test_a_town_abroad_is_kept_in_words_and_said_so_once(stage: str, said: str) -> None:
    before = _talk("report_noise", "loud music every night for weeks" + ("" if stage == "asked" else " in Peja"))
    draft = take(before.draft, _press("no", "still")).draft if stage == "summary" else before.draft
    step = take(draft, _heard(said))
    assert step.draft.values["where"] == Known(said, None, None)
    assert [it.response for it in step.replies].index("utter_report_outside") == len(step.replies) - 2
    assert _asked(step) == ("utter_report_summary" if stage == "summary" else "utter_ask_still")
    again = take(step.draft, _heard("and the dog too"))
    assert "utter_report_outside" not in {it.response for it in again.replies}


@pytest.mark.parametrize(
    ("story", "where"),
    [
        ("dje më vodhën çantën në Tiranë", "Tiranë"),
        ("juče su mi ukrali torbu kod pijace u Skoplju", "kod pijace u Skoplju"),
        ("јуче су ми украли торбу код пијаце у Скопљу", "код пијаце у Скопљу"),
        ("my bag was stolen near the market in Vienna yesterday", "near the market in Vienna"),
    ],
)
def test_a_story_from_abroad_is_told_so_and_not_asked_where(story: str, where: str) -> None:
    step = _talk("report_theft", story)
    assert step.draft.values["where"] == Known(where)
    assert [it.response for it in step.replies][-2:] == ["utter_report_outside", _asked(step)]


@pytest.mark.parametrize(
    "story",
    [
        "më vodhën çantën në Prizren, vëllai im e ka blerë në Gjermani",
        "ukrali su mi kola u Peći, kupljena su u Nemačkoj",
        "my bag was stolen in Gjilan, I bought it in Vienna",
        "a man from Germany stole my bag",
        "një njeri nga Gjermania ma vodhi çantën",
        "vëllai im jeton në Gjermani dhe dikush ia vodhi çantën",
    ],
)
def test_a_story_that_only_names_a_place_abroad_is_no_story_from_there(story: str) -> None:
    step = _talk("report_theft", story)
    assert "utter_report_outside" not in {it.response for it in step.replies}
    assert step.draft.values.get("where", Known("", "none")).value is not None


@pytest.mark.parametrize(
    "told",
    [
        "rruga Tirana në Prizren",
        "rruga Tirana",
        "ulica Beogradska",
        "autobusi për Tiranë",
        "near the border with Albania",
    ]
    + ["between Peja and Tirana", "u Mitrovici, Srbija", "at the German embassy", "у Београдској улици"],
)
def test_an_answer_that_names_something_like_a_place_abroad_is_here(told: str) -> None:
    step = _talk("report_noise", "loud music every night for weeks", told)
    assert step.draft.values["where"].text == told
    assert "utter_report_outside" not in {it.response for it in step.replies}


def test_what_others_saw_abroad_does_not_say_where_it_was() -> None:
    step = _talk("report_theft", "dje ma vodhën çantën")
    assert _asked(step) == "utter_ask_where"
    step = take(step.draft, _press("skip", "where"))
    step = take(step.draft, _heard("a red bag"))
    assert _asked(step) == "utter_ask_suspect"
    step = take(step.draft, _heard("a man with a camera, my cousin in Vienna has a picture"))
    assert "where" not in step.draft.values
    assert "utter_report_outside" not in {it.response for it in step.replies}


def test_whoever_is_in_danger_gets_no_word_about_borders() -> None:
    draft = Draft("report_trafficking", asked="danger")
    step = take(draft, _heard(f"po {TIRANA}"))
    assert step.is_alarm
    assert [it.response for it in step.replies] == ["utter_emergency"]


def test_drafts_of_before_are_read() -> None:
    content = {"values": {"where": ["42.66, 21.16", None], "when": ["now", "x"]}, "skipped": [], "asked": None}
    assert taking.from_json("report_noise", "collecting", content).values == {
        "where": Known("42.66, 21.16"),
        "when": Known("now", "x"),
    }


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
            *(_heard(it) for it in (LINK, UNREAD, TIRANA, f"by the school {LINK}", f"no, {TIRANA}")),
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
