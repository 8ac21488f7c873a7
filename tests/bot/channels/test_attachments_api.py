"""Sending a file through the web chat's API: what is taken, what is refused, and what is left of it."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.services.attachments import MB
from bot.store.database import Database
from bot.store.tables import Attachment
from tests.bot.channels.conftest import Browser
from tests.files import EICAR_LIKE_ZIP, FILES, jpeg
from tests.stand_ins.engine import EngineStandIn

UPLOADS = "/api/chat/attachments"
PHOTO = FILES["image/jpeg"]


def send(browser: Browser, data: Any = PHOTO, *, id: str = "", caption: str = "", **headers: str) -> Any:  # noqa: A002
    """Send a file; the answer as it came."""
    given = browser.headers | {"X-Caption": quote(caption)} | headers
    return browser.client.post(UPLOADS, params={"id": id or uuid4().hex}, content=data, headers=given)


def stored(settings: Settings) -> set[str]:
    """What lies in the folder of files."""
    return {it.name for it in settings.attachments_dir.glob("*")}


def test_a_file_is_taken_answered_and_named_when_reading_on(browser: Browser, settings: Settings) -> None:
    taken = send(browser)
    assert taken.status_code == 202
    number = taken.json()["message"]
    assert "received your file" in browser.wait_for_answer(number)["text"]
    mine = browser.read(number - 1)["messages"][0]
    file = {"id": None, "kind": "photo", "media_type": "image/jpeg", "size": len(PHOTO)}
    assert mine["attachments"] == [file]
    assert len(stored(settings)) == 2


def test_the_same_id_again_changes_nothing(browser: Browser, settings: Settings) -> None:
    first = send(browser, id="one")
    again = send(browser, FILES["image/png"], id="one")
    assert (again.status_code, again.json()) == (202, first.json())
    assert len(stored(settings)) == 2


def test_a_caption_is_the_message_s_text(browser: Browser) -> None:
    number = send(browser, caption="Na semaforu, žuta štrafta · ёж").json()["message"]
    assert browser.read(number - 1)["messages"][0]["text"] == "Na semaforu, žuta štrafta · ёж"


@pytest.mark.parametrize("caption", ["a" * 1025, "ž" * 1025])
def test_a_caption_that_is_too_long_is_refused(caption: str, browser: Browser, settings: Settings) -> None:
    assert send(browser, caption=caption).status_code == 422
    assert stored(settings) == set()


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"MZ\x90\0" + b"\0" * 100, 415, "type"),
        (b"", 422, "damaged"),
        (PHOTO[:-9], 422, "damaged"),
        (jpeg(behind=EICAR_LIKE_ZIP), 422, "hidden"),
        (jpeg(65_000, 65_000), 422, "pixels"),
        (PHOTO + b"\0" * 10 * MB, 413, "too_large"),
        (FILES["application/pdf"].replace(b"/Catalog", b"/Launch /x"), 422, "active"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
@pytest.mark.parametrize("language", ["sq", "sr", "en"])
def test_what_is_refused_is_told_in_a_sentence_and_logged_without_content(
    data: bytes, status: int, code: str, language: str, client: TestClient, settings: Settings, capfd: Any
) -> None:
    browser = Browser(client, language=language)
    answer = send(browser, data, caption="my caption")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert re.fullmatch(r"[A-ZÇËŠŽ].+\.", answer.json()["detail"])
    assert not re.search(r"[{}]", answer.json()["detail"])
    assert stored(settings) == set()
    assert browser.read()["messages"] == []
    logged = "".join(capfd.readouterr())
    assert "attachment.refused" in logged
    assert f"reason='{code}'" in logged or re.search(rf"reason\W+{code}", logged)
    assert "my caption" not in logged


def test_a_file_that_says_it_is_too_large_is_refused_before_it_is_read(browser: Browser) -> None:
    answer = send(browser, PHOTO, **{"Content-Length": str(10**12)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_what_a_file_says_of_its_length_counts_nothing(browser: Browser, settings: Settings) -> None:
    def parts() -> Any:
        yield PHOTO
        for _ in range(12):
            yield b"\0" * MB

    assert send(browser, parts()).status_code == 413
    assert stored(settings) == set()


@pytest.mark.parametrize("params", [{}, {"id": ""}, {"id": "a b"}, {"id": "x" * 65}])
def test_a_file_needs_an_id(params: dict[str, str], browser: Browser) -> None:
    assert browser.client.post(UPLOADS, params=params, content=PHOTO, headers=browser.headers).status_code == 422


def test_a_form_is_refused(browser: Browser) -> None:
    answer = browser.client.post(UPLOADS, params={"id": "1"}, files={"file": PHOTO}, headers=browser.headers)
    assert answer.status_code == 415


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nobody"}])
def test_a_stranger_stores_nothing(headers: dict[str, str], client: TestClient, settings: Settings) -> None:
    assert client.post(UPLOADS, params={"id": "1"}, content=PHOTO, headers=headers).status_code == 401
    assert stored(settings) == set()


def test_more_files_than_are_taken_in_an_hour_are_refused(tmp_path: Path, engine: EngineStandIn) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, engine_port=engine.port, max_attachments_per_hour=2)
    database = Database(settings.database)
    upkeep.migrate(database)
    with TestClient(create_app(settings)) as client:
        browser, other = Browser(client, language="en"), Browser(client)
        answers = [send(browser) for _ in range(3)]
        assert [it.status_code for it in answers] == [202, 202, 422]
        assert "in an hour: 2" in answers[-1].json()["detail"]
        assert send(other).status_code == 202
    with database.read() as session:
        assert session.query(Attachment).count() == 3
    database.close()


def test_one_address_sends_only_so_many(tmp_path: Path, engine: EngineStandIn) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, engine_port=engine.port, rate_attachments="1/hour")
    database = Database(settings.database)
    upkeep.migrate(database)
    database.close()
    with TestClient(create_app(settings)) as client:
        assert [send(Browser(client)).status_code for _ in range(2)] == [202, 429]
