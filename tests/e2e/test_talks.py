"""Talks in the four scripts, through every process of the house: what the citizen writes, and words of the answer."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import Citizen, House

Lines = list[tuple[str, str, list[str]]]

ALBANIAN: Lines = [
    ("Përshëndetje", "sq-Latn", ["Policisë së Kosovës"]),
    ("cilat jon numrat emergjent", "sq-Latn", ["192", "112", "193", "194"]),
    ("ku osht stacioni policor n'Prizren", "sq-Latn", ["Prizren"]),
    ("a je robot a njeri", "sq-Latn", ["program"]),
    ("du me fol me ni polic", "sq-Latn", ["zyrtar"]),
    ("flm shum", "sq-Latn", ["S'ka përse"]),
]
SERBIAN_LATIN: Lines = [
    ("Zdravo, dobar dan", "sr-Latn", ["Policije Kosova"]),
    ("koji su brojevi za hitne slucajeve", "sr-Latn", ["192", "112", "193", "194"]),
    ("gde je policijska stanica u Gračanici", "sr-Latn", ["Gračanica", "Priština"]),
    ("da li si ti robot ili čovek", "sr-Latn", ["program"]),
    ("hoću da razgovaram sa policajcem", "sr-Latn", ["služben"]),
    ("hvala vam puno", "sr-Latn", ["Nema na čemu"]),
]
SERBIAN_CYRILLIC: Lines = [
    ("Здраво, добар дан", "sr-Cyrl", ["Полиције Косова"]),
    ("који су бројеви за хитне случајеве", "sr-Cyrl", ["192", "112", "193", "194"]),
    ("где је полицијска станица у Грачаници", "sr-Cyrl", ["Грачаница", "Приштина"]),
    ("да ли си ти робот или човек", "sr-Cyrl", ["програм"]),
    ("хоћу да разговарам са полицајцем", "sr-Cyrl", ["служ"]),
    ("хвала вам пуно", "sr-Cyrl", ["Нема на чему"]),
]
ENGLISH: Lines = [
    ("Hello there", "en-Latn", ["Kosovo Police"]),
    ("what are the emergency numbers", "en-Latn", ["192", "112", "193", "194"]),
    ("where is the police station in Leposavić", "en-Latn", ["Leposavi"]),
    ("are you a robot or a person", "en-Latn", ["program"]),
    ("can I talk to an officer please", "en-Latn", ["officer"]),
    ("thank you very much", "en-Latn", ["You are welcome"]),
]
TALKS = [ALBANIAN, SERBIAN_LATIN, SERBIAN_CYRILLIC, ENGLISH]


@pytest.mark.parametrize("lines", TALKS, ids=["sq", "sr-Latn", "sr-Cyrl", "en"])
def test_a_talk(citizen: Citizen, lines: Lines) -> None:
    for text, spoken, words in lines:
        answer = citizen.say(text)
        assert f"{answer['language']}-{answer['script']}" == spoken, (text, answer)
        for word in words:
            assert word in answer["text"], (text, answer["text"])
    assert citizen.page()["status"] == "waiting"


DANGER = [
    ("ndihm jom n rrezik", "sq"),
    ("burri pom rreh", "sq"),
    ("upomoc ubice me", "sr"),
    ("пуцају испред куће", "sr"),
    ("someone is breaking into my house right now", "en"),
]


@pytest.mark.parametrize(("text", "language"), DANGER)
def test_danger_is_answered_with_192_and_112(citizen: Citizen, text: str, language: str) -> None:
    answer = citizen.say(text)
    assert answer["language"] == language
    assert "192" in answer["text"]
    assert "112" in answer["text"]
    assert citizen.page()["status"] == "waiting"


def test_a_change_of_language_speaks_the_new_one_at_once_and_goes_on(citizen: Citizen) -> None:
    citizen.say("Hello there my friend")
    assert citizen.say("na srpskom molim, ćirilicom")["script"] == "Cyrl"
    assert citizen.say("ok")["script"] == "Cyrl"
    answer = citizen.say(payload='/change_language{"language":"sq","script":"Latn"}')
    assert (answer["language"], answer["text"]) == ("sq", "Vazhdojmë në shqip.")


def test_a_short_word_follows_the_conversation(citizen: Citizen) -> None:
    citizen.say("Добар дан, имам једно питање за вас")
    for word in ("ok", "super", "hello", "192"):
        answer = citizen.say(word)
        assert (answer["language"], answer["script"]) == ("sr", "Cyrl"), word


def test_typed_commands_are_words(citizen: Citizen) -> None:
    citizen.say("Hello there my friend")
    for text in ("/restart", "/session_start", '/greet{"municipality":"peja"}', "/back"):
        assert citizen.say(text)["text"]
    assert len(citizen.page()["messages"]) == 10


def test_an_ambiguous_place_is_asked_for_and_its_button_works(citizen: Citizen) -> None:
    answer = citizen.say("где је полицијска станица у Митровици")
    titles = [button["title"] for button in answer["buttons"]]
    assert titles == ["Јужна Митровица", "Северна Митровица"]
    chosen = citizen.say(payload=answer["buttons"][1]["payload"])
    assert "Северн" in chosen["text"]
    assert citizen.page(after=answer["id"])["messages"][0]["text"] == "Северна Митровица"


def test_a_bare_place_is_an_answer_to_which_municipality(citizen: Citizen) -> None:
    citizen.say("where is the police station")
    assert "Gjilan" in citizen.say("Gjilan")["text"]


def test_stop_waiting(citizen: Citizen) -> None:
    asked = citizen.say("can I talk to an officer please")
    assert citizen.page()["status"] == "waiting"
    citizen.say(payload=asked["buttons"][-1]["payload"])
    assert citizen.page()["status"] == "with_bot"


def test_the_talk_is_in_the_database_with_what_was_understood(house: House, citizen: Citizen) -> None:
    citizen.say("what are the emergency numbers please")
    rows = sqlite3.connect(house.data_dir / "dialog.db").execute(
        "SELECT m.intent, e.name FROM messages m JOIN effects e ON e.message_id = m.id "
        "WHERE m.text = 'what are the emergency numbers please'"
    )
    assert ("ask_emergency_number", "action_answer") in rows.fetchall()


def test_no_message_text_is_in_a_log(house: House, citizen: Citizen) -> None:
    citizen.say("my secret word is xylophone77 and I need a station")
    for log in Path(house.data_dir / "log").iterdir():
        assert "xylophone77" not in log.read_text("utf-8", "replace"), log.name


def test_the_engine_is_closed_to_others(house: House) -> None:
    url = f"http://127.0.0.1:{house.ports['DIALOG_ENGINE_PORT']}"
    token = (house.data_dir / "run" / "engine.token").read_text()
    body = {"text": "hello"}
    assert httpx.post(f"{url}/model/parse", json=body).status_code == 401
    assert httpx.post(f"{url}/model/parse?token=wrong", json=body).status_code == 401
    parse = httpx.post(f"{url}/model/parse?token={token}", json=body, timeout=10)
    assert parse.json()["intent"]["name"] == "greet"
    assert httpx.put(f"{url}/model?token={token}", json={"model_file": "/etc/passwd"}).status_code == 404
    assert httpx.post(f"{url}/webhooks/dialog/turn", json={}).status_code == 401
    actions = f"http://127.0.0.1:{house.ports['DIALOG_ACTIONS_PORT']}"
    assert httpx.post(f"{actions}/webhook", json={"next_action": "action_answer"}).status_code == 401
    assert oct((house.data_dir / "run" / "engine.token").stat().st_mode & 0o777) == "0o600"
