"""The bot's answers for officers: found in any language and script, the facts as they are on the day."""

from datetime import date

import pytest

from bot.errors import NotFound
from bot.i18n import LOCALES
from bot.messages import Role
from bot.services import custody, desk, ready_answers
from tests.bot.conftest import Talk
from tests.handoff import ask_for_officer, messages, officer

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("query", ["half fine", "gjysma gjobes", "polovinu", "половину", "POLOVINU kazne"])
def test_an_answer_is_found_in_any_language(query: str) -> None:
    assert "ask_fine/half" in [it.key for it in ready_answers.find(query, DAY)]


def test_a_fact_is_found_by_its_value() -> None:
    assert [it.key for it in ready_answers.find("72", DAY)] == ["ask_gathering"]
    assert "ask_victim_support" in [it.key for it in ready_answers.find("0800 11112", DAY)]


@pytest.mark.parametrize("query", ["", "   ", "qwertz uiop"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert ready_answers.find(query, DAY) == []


def test_the_text_stands_in_each_language() -> None:
    half = ready_answers.get("ask_fine/half")
    assert [half.title_in(it).split(" – ")[0] for it in LOCALES] == [
        "Gjobat në trafik",
        "Saobraćajne kazne",
        "Саобраћајне казне",
        "Traffic fines",
    ]
    assert all("15" in half.text_in(it, DAY) for it in LOCALES)


def test_what_is_past_its_date_is_not_put_into_a_talk() -> None:
    assert "15" not in ready_answers.get("ask_fine/half").text_in(LOCALES[-1], date(2040, 1, 1))


def test_an_officer_says_it_in_the_citizens_language(talk: Talk) -> None:
    talk.say("Zdravo, kako da platim saobraćajnu kaznu, molim vas")
    talk.answer()
    ask_for_officer(talk)
    arta = officer(talk.database, talk.clock(), role=Role.OFFICER)
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    locale = talk.locale()
    assert locale is not None

    number = desk.reply_with_answer(
        talk.database, arta, talk.conversation, "ask_fine/half", talk.clock(), client_id="once"
    )
    again = desk.reply_with_answer(
        talk.database, arta, talk.conversation, "ask_fine/half", talk.clock(), client_id="once"
    )

    said = messages(talk)[-1]
    assert (said.number, again, said.sender) == (number, number, "officer")
    assert said.text == ready_answers.get("ask_fine/half").text_in(locale, talk.clock().date())


def test_an_unknown_answer_is_not_found() -> None:
    with pytest.raises(NotFound):
        ready_answers.get("ask_fine/nothing")
