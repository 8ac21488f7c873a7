"""Updates that Telegram sends by itself: only with the secret word, stored before they are confirmed."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from bot.app import create_app
from bot.metrics import FORGED
from bot.services import arrivals
from bot.store.tables import Update
from tests.bot.channels.telegram.conftest import MakeSettings, stored
from tests.bot.channels.telegram.test_telegram import wait
from tests.payloads import read as payload
from tests.stand_ins.telegram import TelegramStandIn

PATH = "/telegram/webhook"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def app(make_settings: MakeSettings) -> Iterator[TestClient]:
    """The app behind a public address."""
    with TestClient(create_app(make_settings(public_url="https://dialog.example"))) as client:
        yield client


def secret(app: TestClient) -> dict[str, str]:
    """The header with the word that only Telegram and the house know."""
    return {SECRET: app.app.state.context.keys.secret("telegram")}  # type: ignore[attr-defined]


def count(app: TestClient) -> int:
    """How many updates are stored."""
    with app.app.state.context.database.read() as session:  # type: ignore[attr-defined]
        return session.scalar(select(func.count()).select_from(Update)) or 0


def test_telegram_is_told_where_to_send(app: TestClient, telegram: TelegramStandIn) -> None:
    wait(lambda: any(call.method.lower() == "setwebhook" for call in telegram.log))
    assert not any(call.method.lower() == "getupdates" for call in telegram.log)


def test_an_update_is_kept_and_answered(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.starts()  # known to Telegram, or nothing could be sent
    body = payload("telegram", "text_sq")
    body["message"]["from"]["id"] = body["message"]["chat"]["id"] = arta.id
    assert app.post(PATH, json=body, headers=secret(app)).status_code == 200
    arta.chat.wait(1)


@pytest.mark.parametrize("headers", [{}, {SECRET: "wrong"}, {SECRET: "ë".encode()}])
def test_without_the_secret_word_nothing_is_kept(app: TestClient, headers: dict[str, str | bytes]) -> None:
    before = FORGED.labels("telegram")._value.get()
    assert app.post(PATH, json=payload("telegram", "text_sq"), headers=headers).status_code == 401
    assert FORGED.labels("telegram")._value.get() == before + 1
    assert count(app) == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b'"x"', 400), (b"\xff", 400), (b"{}", 400), (b'{"update_id": true}', 400)],
)
def test_what_is_no_update_is_refused(app: TestClient, body: bytes, status: int) -> None:
    headers = {**secret(app), "Content-Type": "application/json"}
    assert app.post(PATH, content=body, headers=headers).status_code == status
    assert count(app) == 0


def test_a_body_over_a_megabyte_is_refused(app: TestClient) -> None:
    assert app.post(PATH, content=b" " * 1_048_577, headers=secret(app)).status_code == 413


def test_the_same_update_again_changes_nothing(app: TestClient) -> None:
    for _ in range(3):
        assert app.post(PATH, json=payload("telegram", "text_sq"), headers=secret(app)).status_code == 200
    wait(lambda: [it for it in stored(app) if it.direction == "incoming"])
    assert count(app) == 1


def test_the_door_is_closed_without_a_token(make_settings: MakeSettings) -> None:
    with TestClient(create_app(make_settings(telegram_token=None))) as client:
        assert client.post(PATH, json={}, headers={SECRET: "x"}).status_code == 404


def test_every_kind_of_update_is_kept_and_none_is_parked(app: TestClient) -> None:
    from tests.payloads import names

    for name in names("telegram"):
        assert app.post(PATH, json=payload("telegram", name), headers=secret(app)).status_code == 200
    context = app.app.state.context  # type: ignore[attr-defined]
    wait(lambda: not _pending(app), 60)
    # Files of the captured updates lie nowhere: those, and nothing else, are told as not fetched.
    assert [it.error for it in arrivals.list_parked(context.database)] == []


def _pending(app: TestClient) -> int:
    with app.app.state.context.database.read() as session:  # type: ignore[attr-defined]
        query = select(func.count()).select_from(Update).where(Update.handled_at.is_(None))
        return session.scalar(query) or 0
