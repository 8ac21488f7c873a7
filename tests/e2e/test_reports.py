"""Reports talked through in the four scripts, through every process of the house."""

import re
from typing import Any

import pytest

from bot.content.reports import load_reports
from bot.i18n import LOCALES, translate
from bot.responses import load_responses
from tests.e2e.conftest import Citizen, House

WITHDRAW_NOW, KEEP = '/receipt{"do":"withdraw_now"}', '/receipt{"do":"keep"}'
TAGS = ("sq-Latn", "sr-Latn", "sr-Cyrl", "en-Latn")


def _text(response: str, tag: str) -> str:
    """The beginning of a response in a language, up to its first placeholder."""
    locale = next(it for it in LOCALES if f"{it.language}-{it.script}" == tag)
    text = load_responses()[response].text
    return (
        translate(text, locale, **dict.fromkeys(("police_number", "lines", "reference", "receipt"), "\0"))
        .split("\0")[0]
        .strip()
    )


def _answers(citizen: Citizen, text: str | None = None, **fields: Any) -> list[dict[str, Any]]:
    """All that is said to a message; it is quiet for a second after the last."""
    after = citizen.send(text, **fields)
    citizen.hear(after)
    return [it for it in citizen.page(after)["messages"] if it["sender"] == "bot"]


def _press(citizen: Citizen, last: dict[str, Any], does: str) -> list[dict[str, Any]]:
    payload = next(it["payload"] for it in last["buttons"] if f'"do":"{does}"' in it["payload"])
    return _answers(citizen, payload=payload)


THEFT = {
    "sq-Latn": (
        "mbrëmë rreth orës 10 ma vodhën Golfin e zi 01-234-AB te tregu në Graçanicë",
        "a është anonime kjo?",
        "nuk e di",
        "jo, ishte të premten",
        "po",
    ),
    "sr-Latn": (
        "sinoć oko 10 su mi ukrali crni Golf 01-234-AB kod pijace u Gračanici",
        "da li je ovo anonimno?",
        "ne znam",
        "ne, bilo je u petak",
        "da",
    ),
    "sr-Cyrl": (
        "синоћ око 10 су ми украли црни Голф 01-234-AB код пијаце у Грачаници",
        "да ли је ово анонимно?",
        "не знам",
        "не, било је у петак",
        "да",
    ),
    "en-Latn": (
        "last night around 10 my black Golf 01-234-AB was stolen near the market in Gracanica",
        "is this anonymous?",
        "I don't know",
        "no, it was on Friday",
        "yes",
    ),
}


@pytest.mark.parametrize("tag", TAGS)
def test_a_theft_told_in_one_message_is_filed(citizen: Citizen, tag: str) -> None:
    """What was said is not asked; a question in between is answered; what was wrong is put right; four turns more."""
    told, question, unknown, corrected, agreed = THEFT[tag]
    opening = _answers(citizen, told)
    assert _text("utter_ask_suspect", tag) in opening[-1]["text"], opening
    between = _answers(citizen, question)
    assert _text("utter_ask_suspect", tag) in between[-1]["text"], between
    assert len(between) >= 2
    assert _text("utter_ask_witnesses", tag) in _answers(citizen, unknown)[-1]["text"]
    changed = _answers(citizen, corrected)
    assert _text("utter_report_changed", tag) in changed[0]["text"], changed
    summary = _answers(citizen, unknown)
    assert _text("utter_report_summary", tag) in summary[-1]["text"], summary
    assert corrected in summary[-1]["text"]
    assert "01-234-AB" in summary[-1]["text"]
    filed = _answers(citizen, agreed)
    assert _text("utter_report_filed", tag) in filed[-1]["text"], filed
    assert "DLG-" in filed[-1]["text"]


GREETING = {"sq-Latn": "tungjatjeta", "sr-Latn": "dobar dan", "sr-Cyrl": "добар дан", "en-Latn": "hello there"}
MATTER = {
    "sq-Latn": (
        "fqinjët bëjnë zhurmë çdo natë deri në orën 3",
        "çfarë u bë me rastin tim që e lajmërova",
        "të premten ishte edhe më keq",
    ),
    "sr-Latn": (
        "komšije prave buku svake noći do 3 sata",
        "šta je sa mojim slučajem koji sam prijavio",
        "u petak je bilo još glasnije",
    ),
    "sr-Cyrl": (
        "комшије праве буку сваке ноћи до 3 сата",
        "шта је са мојим случајем који сам пријавио",
        "у петак је било још гласније",
    ),
    "en-Latn": (
        "the neighbours make noise every night until 3",
        "what happened with the case I reported",
        "it was even louder on Friday",
    ),
}


@pytest.mark.parametrize("tag", TAGS)
def test_with_the_receipt_code_one_comes_back_from_another_chat(citizen: Citizen, house: House, tag: str) -> None:
    """Asked for in the same chat without it; from another chat shown, added to, withdrawn after a question back."""
    told, asked, added = MATTER[tag]
    last = _answers(citizen, told)[-1]
    while '"do":"file"' not in str(last["buttons"]):
        last = _press(citizen, last, "skip")[-1]
    filed = _press(citizen, last, "file")[0]["text"]
    reference = re.search(r"DLG-\w{4}-\w{4}", filed)
    code = re.search(r"(?<![\w-])\w{4}-\w{4}-\w{4}-\w{4}", filed)
    assert reference, filed
    assert code, filed
    assert reference[0] in _answers(citizen, asked)[0]["text"]
    other = Citizen(house)
    _answers(other, GREETING[tag])
    shown = _answers(other, f"{code[0].lower().replace('-', ' ')}")
    assert reference[0] in shown[0]["text"], shown
    assert all(code[0] not in it["text"] for it in other.everything())
    adding = _press(other, shown[0], "add")
    assert reference[0] in adding[0]["text"], adding
    thanks = _answers(other, added)
    assert reference[0] in thanks[0]["text"], thanks
    sure = _press(other, _answers(other, code[0])[0], "withdraw")
    assert [it["payload"] for it in sure[0]["buttons"]] == [WITHDRAW_NOW, KEEP], sure
    withdrawn = _press(other, sure[0], "withdraw_now")
    assert reference[0] in withdrawn[0]["text"], withdrawn


@pytest.mark.parametrize("tag", TAGS)
def test_a_report_is_stopped_and_gone_on_with(citizen: Citizen, tag: str) -> None:
    told = THEFT[tag][0]
    asked = _answers(citizen, told)[-1]
    stopped = _press(citizen, asked, "stop")
    assert _text("utter_report_stopped", tag) in stopped[-1]["text"], stopped
    assert _text("utter_greet", tag) in _answers(citizen, GREETING[tag])[-1]["text"]
    again = _press(citizen, stopped[-1], "go_on")
    assert again[-1]["text"] == asked["text"]


@pytest.mark.parametrize("tag", TAGS)
def test_danger_in_a_report_ends_the_questions(citizen: Citizen, tag: str) -> None:
    told = {
        "sq-Latn": "më kanë rrahur dje pas shkolle në Pejë",
        "sr-Latn": "juče su me pretukli iza škole u Peći",
        "sr-Cyrl": "јуче су ме претукли иза школе у Пећи",
        "en-Latn": "yesterday I was beaten up behind the school in Peja",
    }[tag]
    asked = _answers(citizen, told)[-1]
    assert _text("utter_ask_injured", tag) in asked["text"], asked
    alarm = _press(citizen, asked, "yes")
    assert "192" in alarm[-1]["text"]
    assert citizen.page()["status"] == "waiting"


@pytest.mark.parametrize("kind", load_reports().kinds)
def test_every_kind_is_filed_without_an_answer(citizen: Citizen, kind: str) -> None:
    """Nobody is held up by a question: everything can be left out."""
    last = _answers(citizen, STORIES[kind])[-1]
    for _ in range(len(load_reports().kinds[kind].asks) + 1):
        if any('"do":"file"' in it["payload"] for it in last["buttons"]):
            break
        last = _press(citizen, last, "skip")[-1]
    assert "DLG-" in _press(citizen, last, "file")[-1]["text"]


STORIES = {
    "report_theft": "my bicycle was stolen from the yard",
    "report_assault": "two men beat me up last week after an argument",
    "report_domestic_violence": "my husband hit me last week, he is often violent",
    "report_sexual_offence": "last month a man touched me sexually against my will",
    "report_threat": "my former boss threatened me by message yesterday",
    "report_traffic_accident": "another car hit mine in the parking lot yesterday",
    "report_traffic_violation": "a car parks on the pavement in front of our door every day",
    "report_missing_person": "my grandfather has not come home since yesterday",
    "report_fraud": "I paid for a phone on facebook and it never came, a scam",
    "report_drugs": "somebody sells drugs in the park behind our building",
    "report_corruption": "the customs officer asked me for a bribe to let the goods pass",
    "report_trafficking": "girls are forced into prostitution in a bar in our village",
    "report_weapon": "I found an old grenade in the field, nobody is near it",
    "report_vandalism": "somebody broke the windows of our shop last night",
    "report_noise": "the neighbours play loud music every night",
    "report_hate": "they wrote insults against Roma on our house",
    "report_suspicious": "an unknown van has stood in our street for three days, looks suspicious",
    "report_lost_item": "I lost my wallet with my documents",
    "report_found_item": "I found a wallet on the street",
    "share_concern": "our neighbourhood needs more police patrols in the evening",
}
