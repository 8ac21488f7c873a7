"""What is promised of every answer: facts from one place, the same in each language, within every channel's limits."""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.content import municipalities
from bot.content.answers import facts_of, is_answer, load_answers
from bot.content.facts import Fact, Kind, load_facts
from bot.content.municipalities import get_municipality
from bot.content.privacy import KINDS
from bot.i18n import LOCALES, Locale, translate
from bot.messages import Ask, Reply
from bot.rendering import Outgoing, render
from bot.responses import load_responses
from bot.services import answers, taking
from tests.contracts.sources import placeholders

DAY = date(2026, 11, 23)
LONGEST_TEXT = 2000
"""Characters of a message (Messenger Platform, Send API); Telegram takes 4,096."""
MOST_BUTTONS, LONGEST_TITLE, LONGEST_PAYLOAD = 13, 20, 64
"""Quick replies and their titles (Messenger Platform); bytes of `callback_data` (Telegram Bot API)."""
MONTHS = list(month_name)[1:]
NOT_SAID = {"utter_fact_expired", "utter_ask_there", "utter_which_municipality"}

TAGS = [locale.tag for locale in LOCALES]


def _asks() -> Iterator[Ask]:
    for question in load_answers().values():
        yield Ask(question.intent)
        yield Ask(question.intent, kind="cost")
        yield from (Ask(question.intent, about) for about in question.aspects)
    for over in (3, 10, 25, 30, 60, 100, 150):
        for is_built_up in (True, False, None):
            yield Ask("ask_traffic_rules", "speeding", over=over, is_built_up=is_built_up)
    for is_built_up in (True, False):
        yield Ask("ask_traffic_rules", "speeding", is_built_up=is_built_up)
    yield from (Ask("ask_station", None, (place,)) for place in municipalities.load().municipalities)
    yield from (Ask("ask_certificate", None, (place,)) for place in municipalities.load().municipalities)
    yield Ask("ask_station", None, ("mitrovica_north", "mitrovica_south"))


ASKS = list(_asks())


def _said(ask: Ask, day: date = DAY) -> list[Reply]:
    return answers.judged(answers.answer(ask.intent, [ask], day), 10**15)


def _rendered(ask: Ask, locale: Locale) -> list[Outgoing]:
    return [render(reply, locale, effect="test") for reply in _said(ask)]


@pytest.mark.parametrize("key", sorted(load_responses()))
def test_no_text_says_a_number_by_itself(key: str) -> None:
    """Numbers come from the facts, so that no translation can change one."""
    for locale in LOCALES:
        text = re.sub(r"\{\w+\}", "", translate(load_responses()[key].text, locale))
        assert not re.search(r"\d", text), (locale.tag, text)


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_an_answer_names_the_same_figures_in_every_language(ask: Ask) -> None:
    figures = {locale.tag: _figures(ask, locale) for locale in LOCALES}
    assert all(it == figures["en"] for it in figures.values()), figures


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_an_answer_fits_every_channel(ask: Ask, tag: str) -> None:
    locale = next(it for it in LOCALES if it.tag == tag)
    for outgoing in _rendered(ask, locale):
        assert len(outgoing.text) <= LONGEST_TEXT
        assert len(outgoing.buttons) <= MOST_BUTTONS
        assert {b["title"] for b in outgoing.buttons if len(b["title"]) > LONGEST_TITLE} == set()
        assert all(len(button["payload"].encode()) <= LONGEST_PAYLOAD for button in outgoing.buttons)
        assert "{" not in outgoing.text


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_an_answer_fits_every_channel_in_all_languages_at_once(ask: Ask) -> None:
    """While the citizen's language is not known; the choice of one is never what is left out."""
    for reply in _said(ask):
        outgoing = render(reply, None, effect="test")
        assert len(outgoing.text) <= LONGEST_TEXT
        assert len(outgoing.buttons) <= MOST_BUTTONS
        assert [button["title"] for button in outgoing.buttons][-4:] == [locale.own_name for locale in LOCALES]


@pytest.mark.parametrize("tag", TAGS)
def test_the_buttons_of_an_answer_read_differently(tag: str) -> None:
    locale = next(it for it in LOCALES if it.tag == tag)
    for ask in ASKS:
        for outgoing in _rendered(ask, locale):
            titles = [button["title"] for button in outgoing.buttons]
            assert len(set(titles)) == len(titles), titles


def test_every_fact_stands_behind_an_answer() -> None:
    used = {fact.id for key in load_responses() for fact in facts_of(key)}
    assert {fact.id for fact in load_facts().all()} - used == set()


def test_every_answer_with_a_fact_falls_silent_after_its_date() -> None:
    """With the clock moved past every date, nothing is asserted any more, and an office is named instead."""
    last = max(fact.best_before for fact in load_facts().all() if fact.best_before)
    for ask in ASKS:
        for reply in _said(ask, last + timedelta(days=1)):
            dated = [fact.id for fact in facts_of(reply.response) if fact.best_before]
            assert not dated, (ask, reply.response, dated)


@pytest.mark.parametrize("fact", [it for it in load_facts().all() if it.best_before], ids=lambda it: it.id)
def test_a_fact_is_told_on_its_last_day_and_not_on_the_next(fact: Fact) -> None:
    assert fact.best_before
    keys = [key for key in load_responses() if fact in facts_of(key)]
    assert keys
    others = {it.best_before for key in keys for it in facts_of(key) if it.best_before}
    for key in keys:
        if min(others) == fact.best_before:
            assert answers.is_told(key, fact.best_before)
        assert not answers.is_told(key, fact.best_before + timedelta(days=1))


def test_the_emergency_numbers_are_told_however_old_they_are() -> None:
    numbers = {it.id: it.value for it in load_facts().facts.values() if it.kind is Kind.PHONE and not it.best_before}
    assert set(numbers.values()) == {"192", "112", "193", "194"}
    told = _said(Ask("ask_emergency_number"), date(2100, 1, 1))
    # What else is known of them may be past its date; the numbers themselves never are.
    text = render(told[0], LOCALES[-1], effect="test").text
    assert all(number in text for number in ("192", "112"))


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_what_has_one_source_is_told_with_the_request_to_confirm_it(ask: Ask) -> None:
    english = LOCALES[-1]
    for reply in _said(ask):
        facts = [fact for fact in facts_of(reply.response) if isinstance(fact, Fact)]
        rows = [
            row
            for row in (load_facts().tables[reply.arguments["table"]].rows if "table" in reply.arguments else ())
            if row.above in reply.arguments["above"]
        ]
        is_unsure = "C1" in {it.confidence for it in (*facts, *rows)}
        assert ("confirm" in render(reply, english, effect="test").text.rpartition("\n\n")[2]) >= is_unsure


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_an_answer_can_be_judged(ask: Ask) -> None:
    *_, last = _said(ask)
    is_judged = any(button.payload.startswith("/judge") for button in last.buttons)
    assert is_judged == is_answer(last.response)
    assert is_judged or last.response in {"utter_which_municipality", "utter_which_of_these"}


def test_a_shared_place_finds_the_nearest_municipality() -> None:
    for place in municipalities.load().municipalities.values():
        reply = answers.find_nearest(place.latitude, place.longitude, DAY)
        # Between the two towns on the Ibar nobody can tell which one is meant.
        is_mitrovica = place.id.startswith("mitrovica") and reply.response == "utter_which_of_these"
        assert is_mitrovica or reply.arguments["municipality"] == place.id
    prizren = get_municipality("prizren")
    assert answers.find_nearest(prizren.latitude, prizren.longitude, DAY).arguments["distance"] == 1
    assert answers.find_nearest(41.33, 19.82, DAY).response == "utter_far_away"  # Tirana
    # Skopje lies near the border: the nearest municipality is told with its distance.
    assert answers.find_nearest(42.0, 21.43, DAY).arguments == {"municipality": "hani_i_elezit", "distance": 20}


def test_no_directorate_is_named_past_its_day() -> None:
    for place in municipalities.load().municipalities.values():
        assert place.best_before is not None
        for day, is_told in ((place.best_before, True), (place.best_before + timedelta(days=1), False)):
            (station,) = answers.answer("ask_station", [Ask("ask_station", None, (place.id,))], day)
            nearest = answers.find_nearest(place.latitude, place.longitude, day)
            named = place.names_directorate and is_told
            assert (station.response in {"utter_station", "utter_station_to_confirm"}) == named
            assert is_told or nearest.response in {"utter_nearest_to_confirm", "utter_which_of_these"}


def _figures(ask: Ask, locale: Locale) -> list[str]:
    """Every number of an answer, dates in figures, decimals with a point."""
    text = "\n".join(outgoing.text for outgoing in _rendered(ask, locale))
    for number, month in enumerate(MONTHS, 1):
        text = re.sub(rf"(\d+) {month}(?: (\d{{4}}))?", rf"\1.{number}.\2", text)
    # The month of the fraud notice is a word in each language.
    text = re.sub(r"(?:January|janar|januar|јануар) (\d{4})", r"\1", text)
    return sorted(number.replace(",", ".").strip(".") for number in re.findall(r"\d+(?:[.,/:]\d+)*", text))


def test_a_map_is_shown_where_the_point_is_confirmed() -> None:
    for place in municipalities.load().municipalities.values():
        (outgoing,) = _rendered(Ask("ask_station", None, (place.id,)), LOCALES[0])
        assert ("openstreetmap.org" in outgoing.text) == (place.coordinates_confidence != "M")


def test_no_victim_is_left_without_a_number_to_call() -> None:
    for day in (DAY, date(2100, 1, 1)):
        for about in load_answers()["ask_victim_support"].aspects:
            for reply in answers.answer("ask_victim_support", [Ask("ask_victim_support", about)], day):
                text = render(reply, LOCALES[-1], effect="test").text
                assert about in {"compensation", "legal_aid", "advocate"} or "192" in text
        for intent in ("report_domestic_violence", "report_trafficking", "report_sexual_offence"):
            first, *_ = taking.begin(intent, taking.Heard(""), day).replies
            assert "192" in render(first, LOCALES[-1], effect="test").text


def test_the_texts_of_the_page_and_the_facts_agree() -> None:
    """What the chat's page prints by itself, the numbers beside its headline, are those of the facts."""
    from bot.config import ROOT

    page = (ROOT / "bot/channels/webchat/templates/chat.html").read_text("utf-8")
    facts = load_facts().facts
    assert set(re.findall(r"tel:(\d+)", page)) == {facts["police_number"].value, facts["emergency_number"].value}


def test_placeholders_of_answers_are_facts_or_given() -> None:
    given = {"rows", "office", "municipality", "municipality_in", "directorate", "distance"}
    given |= {f"kept_{kind}" for kind in KINDS}
    for key in load_responses():
        if is_answer(key) and key not in NOT_SAID:
            assert set(placeholders(load_responses()[key].text)) <= set(load_facts().facts) | given
