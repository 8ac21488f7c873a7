"""What a message asks for: parts of a question, several questions, and what leans on the question before."""

from typing import Any

import pytest

from bot.content.municipalities import load
from bot.dialogue.questions import read_asks
from bot.messages import Ask

THRESHOLD = 0.35
FINE, RULES = Ask("ask_fine"), Ask("ask_traffic_rules", "speeding", over=30.0, is_built_up=True)


def parse(
    text: str,
    intent: str = "nlu_fallback",
    confidence: float = 0.9,
    places: tuple[tuple[str, str], ...] = (),
    **more: Any,
) -> dict[str, Any]:
    """What the engine and `decide` make of a text; `places` are the words of it that name municipalities, with ids."""
    entities = [
        {"entity": "municipality", "value": value, "start": text.index(word), "end": text.index(word) + len(word)}
        for word, value in places
    ]
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": entities} | more


def test_a_question_without_a_sure_part_is_asked_as_a_whole() -> None:
    assert read_asks(
        parse("gjobat", "ask_fine", aspects={"ask_fine/-": 0.6, "ask_fine/half": 0.4}), None, THRESHOLD
    ) == [FINE]


def test_the_likeliest_part_is_asked() -> None:
    found = read_asks(
        parse(
            "sa ditë kam për gjysmën",
            "ask_fine",
            aspects={"ask_fine/half": 0.2, "ask_fine/-": 0.1, "ask_border/stay": 0.7},
        ),
        None,
        THRESHOLD,
    )
    assert found == [Ask("ask_fine", "half")], "a part of another question is not meant"


def test_a_neighbour_question_lends_its_part() -> None:
    aspects = {"ask_traffic_rules/phone": 0.8, "ask_fine/check": 0.1}
    assert read_asks(parse("gjoba për telefon", "ask_fine", aspects=aspects), None, THRESHOLD) == [
        Ask("ask_traffic_rules", "phone")
    ]


@pytest.mark.parametrize(
    ("text", "over", "is_built_up"),
    [
        ("sa osht gjoba nëse vozis 30 mbi limit në qytet", 30, True),
        ("vozio sam 83 u zoni 50", 33, True),
        ("возио сам 120 на путу где је 80", 40, None),
        ("100 u zoni 60", 40, None),
        ("how much for 25 over outside the city", 25, False),
        ("kolika je kazna 20 preko ogranicenja", 20, None),
    ],
)
def test_a_speed_is_read(text: str, over: float, is_built_up: bool | None) -> None:
    (found,) = read_asks(parse(text, "ask_traffic_rules"), None, THRESHOLD)
    assert (found.about, found.over, found.is_built_up) == ("speeding", over, is_built_up)


@pytest.mark.parametrize(
    "text",
    [
        "90 in town",
        "fine for driving over 130 on the highway",
        "mbi 100 në qytet",
        "preko 100 u naselju",
        "gjoba mbi 50 euro",
        "kazna preko 50€",
        "a fine over 45 euro",
    ],
)
def test_a_speed_or_a_sum_alone_is_not_taken_for_speeding(text: str) -> None:
    """The limit may be another than the usual one: the whole table is shown, or the place asked for."""
    found = read_asks(parse(text, "ask_traffic_rules", aspects={"ask_traffic_rules/speeding": 0.9}), None, THRESHOLD)
    assert [ask.over for ask in found] == [None]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a po në Gjakovë?", "gjakova"), ("and in Peja?", "peja"), ("а у Пећи?", "peja"), ("Po n'Prizren", "prizren")],
)
def test_another_place_keeps_the_question(text: str, place: str) -> None:
    word = text.rstrip("?").replace("'", " ").split()[-1].removeprefix("n")
    leaning = parse(text, "ask_station", 1.0, places=((word, place),))
    assert read_asks(leaning, Ask("ask_towed_vehicle"), THRESHOLD) == [Ask("ask_towed_vehicle", None, (place,))]


@pytest.mark.parametrize(
    ("text", "about", "kind"),
    [
        ("sa kushton?", "needs", None),
        ("koliko košta?", "needs", None),
        ("а колико то кошта", "needs", None),
        ("how much is it?", "needs", None),
        ("çka duhet me marrë", "needs", None),
        ("ku osht ajo?", None, "where"),
        ("где је то?", None, "where"),
        ("where is that?", None, "where"),
        ("sa zgjat", "needs", None),
        ("koliko traje", "needs", None),
        ("what number", None, "phone"),
    ],
)
def test_a_question_without_a_subject_has_the_one_before(text: str, about: str | None, kind: str | None) -> None:
    leaning = parse(text, "ask_station", 0.7)
    assert read_asks(leaning, Ask("ask_certificate"), THRESHOLD) == [Ask("ask_certificate", about, (), kind)]


@pytest.mark.parametrize("text", ["sa kushton?", "where is that?", "а у Пећи?", "and outside town?"])
def test_without_anything_before_it_is_no_question(text: str) -> None:
    assert read_asks(parse(text), None, THRESHOLD) == []


def test_the_place_of_speeding_changes_and_the_speed_stays() -> None:
    leaning = parse("and outside town?", confidence=0.7)
    assert read_asks(leaning, RULES, THRESHOLD) == [Ask("ask_traffic_rules", "speeding", over=30, is_built_up=False)]


def test_another_speed_keeps_the_place() -> None:
    leaning = parse("po 40 mbi?", confidence=0.7)
    assert read_asks(leaning, RULES, THRESHOLD) == [Ask("ask_traffic_rules", "speeding", over=40, is_built_up=True)]


def test_a_part_of_the_question_before_is_found_in_few_words() -> None:
    leaning = parse(
        "edhe nëse s'pajtohem?",
        confidence=0.7,
        aspects={"ask_fine/object": 0.02, "ask_fine/pay": 0.01, "ask_border/visa": 0.5},
    )
    assert read_asks(leaning, FINE, THRESHOLD) == [Ask("ask_fine", "object")]


def test_what_is_sure_by_itself_does_not_lean() -> None:
    sure = parse("si të bëhem polic", "ask_recruitment", 0.95)
    assert read_asks(sure, FINE, THRESHOLD) == [Ask("ask_recruitment")]


@pytest.mark.parametrize("intent", ["talk_to_officer", "cancel", "report_theft", "change_language"])
def test_another_wish_is_no_question(intent: str) -> None:
    sure = parse("and now an officer please", intent, 0.95, aspects={"ask_fine/object": 0.4})
    assert read_asks(sure, FINE, THRESHOLD) == []


@pytest.mark.parametrize("intent", ["talk_to_officer", "cancel", "subscribe_notices"])
def test_a_wish_is_none_even_where_it_seems_a_part(intent: str) -> None:
    sure = parse("and now an officer please", intent, 0.95, aspects={"ask_fine/object": 0.9})
    assert read_asks(sure, FINE, THRESHOLD) == []


def test_what_is_told_with_and_is_a_clear_part_of_the_question() -> None:
    aspects = {"ask_documents/licence": 0.9}
    asked = Ask("ask_documents", "passport")
    joined = parse("edhe patenten e kam humb", "report_lost_item", 0.99, aspects=aspects)
    assert read_asks(joined, asked, THRESHOLD) == [Ask("ask_documents", "licence")]
    alone = parse("kam humb patenten", "report_lost_item", 0.99, aspects=aspects)
    assert read_asks(alone, asked, THRESHOLD) == []


def test_a_question_that_follows_may_be_a_part_of_the_one_before() -> None:
    alone = parse("do I have to say who I am?", "ask_anonymity", 0.99)
    before = Ask("ask_complaint_police", "where")
    assert read_asks(alone, before, THRESHOLD) == [Ask("ask_complaint_police", "anonymous")]


def test_the_same_part_is_asked_of_another_place() -> None:
    asked = parse("and in Prizren, how much there?", "ask_fine", 0.5, places=(("Prizren", "prizren"),))
    parking = Ask("ask_fine", "parking")
    assert read_asks(asked, parking, THRESHOLD) == [Ask("ask_fine", "parking", ("prizren",))]


def test_the_same_question_without_another_part_keeps_its_part() -> None:
    asked = parse("а на ауто-путу?", "ask_traffic_rules", 0.5)
    limits = Ask("ask_traffic_rules", "limits")
    assert read_asks(asked, limits, THRESHOLD) == [limits]


@pytest.mark.parametrize(
    ("text", "words", "intent"),
    [
        ("jo, n'Gjilan e kam fjalën", ("Gjilan",), "deny"),
        ("sorry, Gjakova", ("Gjakova",), "cancel"),
        ("ne u Prištini, nego u Gnjilanu", ("Prištini", "Gnjilanu"), "deny"),
    ],
)
def test_a_corrected_place_is_the_last_one(text: str, words: tuple[str, ...], intent: str) -> None:
    ids = {"Gjilan": "gjilan", "Gjakova": "gjakova", "Prištini": "prishtina", "Gnjilanu": "gjilan"}
    corrected = parse(text, intent, 0.95, places=tuple((word, ids[word]) for word in words))
    before = Ask("ask_station", None, ("peja",))
    assert read_asks(corrected, before, THRESHOLD) == [Ask("ask_station", None, (ids[words[-1]],))]


@pytest.mark.parametrize(
    ("text", "intent", "chance", "expected"),
    [
        ("po nese s'pajtohem me to", "affirm", 0.4, [Ask("ask_fine", "object")]),
        ("po nese s'pajtohem me to", "affirm", 0.05, []),
        ("po po", "affirm", 0.9, []),
    ],
)
def test_a_yes_that_is_a_but_leans(text: str, intent: str, chance: float, expected: list[Ask]) -> None:
    """Albanian `po` is yes and but; only a likely aspect tells that it is no yes."""
    leaning = parse(text, intent, 0.95, aspects={"ask_fine/object": chance})
    assert read_asks(leaning, FINE, THRESHOLD) == expected


def test_whom_a_victim_may_call_is_always_told() -> None:
    for text in ("which number?", "ku me thirr?", "koga da zovem", "how?"):
        assert read_asks(parse(text, confidence=0.7), Ask("ask_victim_support", "shelter"), THRESHOLD) == [
            Ask("ask_victim_support")
        ]


@pytest.mark.parametrize("text", ["ku osht", "po ai po vjen", "and now he is outside with a knife"])
def test_sure_danger_never_leans(text: str) -> None:
    aspects = {"ask_fine/object": 0.9}
    assert read_asks(parse(text, "emergency", 0.6, aspects=aspects), FINE, THRESHOLD) == []


def test_a_faint_danger_leans_only_where_nothing_but_a_question_is_said() -> None:
    def asked(text: str, subject: Ask) -> list[Ask]:
        return read_asks(parse(text, "emergency", 0.2, aspects={"ask_fine/object": 0.9}), subject, THRESHOLD)

    assert asked("sa kushton?", Ask("ask_certificate")) == [Ask("ask_certificate", "needs")]
    assert asked("po jashtë qytetit?", RULES) == [Ask("ask_traffic_rules", "speeding", over=30, is_built_up=False)]
    assert asked("po ai po vjen prap", FINE) == []
    assert asked("he is outside", RULES) == []


def test_a_sentence_beside_danger_is_not_answered() -> None:
    segments = [_segment("He has a knife.", "emergency"), _segment("Where is the station?", "ask_station")]
    danger = parse("He has a knife. Where is the station?", "emergency", 0.9, segments=segments)
    assert read_asks(danger, None, THRESHOLD) == []


def _segment(text: str, intent: str, confidence: float = 0.9, **aspects: float) -> dict[str, Any]:
    chances = {f"{intent}/{name}": chance for name, chance in aspects.items()}
    return parse(text, intent, confidence, aspects=chances)


def test_two_questions_are_both_asked() -> None:
    segments = [_segment("Ku osht stacioni?", "ask_station"), _segment("Sa ditë kam për gjobën?", "ask_fine", half=0.9)]
    both = parse("Ku osht stacioni? Sa ditë kam për gjobën?", "ask_station", segments=segments)
    assert read_asks(both, None, THRESHOLD) == [Ask("ask_station"), Ask("ask_fine", "half")]


def test_the_second_question_may_lean_on_the_first() -> None:
    segments = [
        _segment("Gde se vadi uverenje o nekažnjavanju?", "ask_certificate"),
        _segment("i koliko košta", "ask_fine", 0.4),
    ]
    both = parse("Gde se vadi uverenje o nekažnjavanju i koliko košta", "ask_certificate", segments=segments)
    assert read_asks(both, None, THRESHOLD) == [Ask("ask_certificate"), Ask("ask_certificate", "needs")]


def test_greetings_and_unsure_sentences_are_no_questions() -> None:
    segments = [
        _segment("Përshëndetje të gjithëve", "greet"),
        _segment("gjobat ku shihen", "ask_fine"),
        _segment("hm po", "ask_border", 0.2),
    ]
    one = parse("Përshëndetje të gjithëve. gjobat ku shihen. hm po", "ask_fine", segments=segments)
    assert read_asks(one, None, THRESHOLD) == [FINE]


def test_what_is_told_and_asked_has_its_question() -> None:
    segments = [
        _segment("My bike was stolen yesterday.", "report_theft"),
        _segment("Where is the station?", "ask_station"),
    ]
    both = parse("My bike was stolen yesterday. Where is the station?", "report_theft", segments=segments)
    assert read_asks(both, None, THRESHOLD) == [Ask("ask_station")]


def test_at_most_three_are_answered() -> None:
    intents = ["ask_fine", "ask_border", "ask_gathering", "ask_certificate", "ask_documents"]
    segments = [_segment(f"question {intent}?", intent) for intent in intents]
    many = parse("many", "ask_fine", segments=segments)
    assert [ask.intent for ask in read_asks(many, None, THRESHOLD)] == intents[:3]


def test_a_button_says_which_part() -> None:
    pressed = parse("Pay half", "ask_fine", 1.0)
    pressed["entities"] = [{"entity": "about", "value": "half"}]
    assert read_asks(pressed, Ask("ask_border"), THRESHOLD) == [Ask("ask_fine", "half")]


def test_a_button_says_where_it_was() -> None:
    pressed = parse("Outside", "ask_traffic_rules", 1.0)
    pressed["entities"] = [{"entity": "about", "value": "speeding"}, {"entity": "where", "value": "out"}]
    assert read_asks(pressed, None, THRESHOLD) == [Ask("ask_traffic_rules", "speeding", is_built_up=False)]


def test_an_ambiguous_place_gives_all_that_it_may_be() -> None:
    both = parse(
        "ku osht stacioni n'Mitrovic", "ask_station", places=(("Mitrovic", "mitrovica_north|mitrovica_south"),)
    )
    (found,) = read_asks(both, None, THRESHOLD)
    assert set(found.municipalities) == {"mitrovica_north", "mitrovica_south"} <= set(load().municipalities)


def test_an_ask_comes_back_from_json() -> None:
    assert Ask.from_json(RULES.as_json()) == RULES
