"""The web chat's API as its clients know it: what is taken, what is refused, and how one reads on."""

import json
import re
import threading
import time
from html import unescape

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import create_app
from bot.config import Settings
from bot.content.privacy import load_privacy
from bot.i18n import LOCALES, Locale
from bot.messages import Reply
from bot.rendering import render
from bot.services import upkeep
from bot.store.database import Database
from bot.store.tables import Consent
from tests.bot.channels.conftest import Browser
from tests.stand_ins.engine import EngineStandIn

PROBLEM = "application/problem+json"


def test_a_session_has_a_token_that_is_not_stored(client: TestClient, settings: Settings) -> None:
    session = client.post("/api/chat/sessions", json={}).json()
    assert set(session) == {"token", "conversation"}
    assert session["token"].encode() not in (settings.data_dir / "dialog.db").read_bytes()


def test_a_message_is_taken_and_answered(browser: Browser) -> None:
    taken = browser.send("hello my good friend")
    assert taken.status_code == 202
    number = taken.json()["message"]
    answer = browser.wait_for_answer(number)
    assert answer["id"] > number
    assert answer["sender"] == "bot"
    assert {"title", "payload"} == set(answer["buttons"][0])
    page = browser.read()
    assert page["status"] == "with_bot"
    assert page["typing"] is False
    assert [it["id"] for it in page["messages"]] == sorted(it["id"] for it in page["messages"])


def test_the_same_id_again_changes_nothing(browser: Browser) -> None:
    first = browser.send("hello my good friend", id="one")
    browser.wait_for_answer(first.json()["message"])
    again = browser.send("hello my good friend", id="one")
    assert again.status_code == 202
    assert again.json() == first.json()
    time.sleep(0.3)
    assert len(browser.read()["messages"]) == 2


def test_the_same_id_of_two_citizens_is_two_messages(client: TestClient) -> None:
    for browser in (Browser(client), Browser(client)):
        browser.wait_for_answer(browser.send("hello my good friend", id="one").json()["message"])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "a"},
        {"id": "a", "text": ""},
        {"id": "a", "text": "   "},
        {"id": "a", "text": "hi", "payload": "/greet"},
        {"id": "a", "text": "hi", "extra": 1},
        {"id": "a", "text": 5},
        {"id": "", "text": "hi"},
        {"id": "x" * 65, "text": "hi"},
        {"id": "a", "text": "x" * 4097},
        {"id": "a", "payload": "/restart"},
        {"id": "a", "payload": "/greet{"},
        {"id": "a", "payload": '/ask_station{"municipality":"peja"}'},
        {"id": "a", "location": {"latitude": 91, "longitude": 0}},
        {"id": "a", "location": {"latitude": 42}},
    ],
)
def test_what_is_not_a_message_is_refused_with_a_sentence(browser: Browser, body: dict[str, object]) -> None:
    answer = browser.client.post("/api/chat/messages", json=body, headers=browser.headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["detail"]
    assert browser.read()["messages"] == []


def test_what_is_not_json_is_refused(browser: Browser) -> None:
    for content in (b"\xff\xfe", b"{", b"[]", b'"text"'):
        answer = browser.client.post(
            "/api/chat/messages", content=content, headers=browser.headers | {"Content-Type": "application/json"}
        )
        assert answer.status_code == 422
        assert "Traceback" not in answer.text


def test_a_broken_half_of_a_character_is_taken_or_refused_but_never_an_error(browser: Browser) -> None:
    content = b'{"id": "a", "text": "hello \\ud800 my friend"}'
    headers = browser.headers | {"Content-Type": "application/json"}
    answer = browser.client.post("/api/chat/messages", content=content, headers=headers)
    assert answer.status_code in {202, 422}


def test_a_file_and_a_body_too_large_are_refused(browser: Browser) -> None:
    file = browser.client.post("/api/chat/messages", data={"id": "a"}, files={"file": b"x"}, headers=browser.headers)
    assert file.status_code == 415
    large = browser.client.post("/api/chat/messages", content=b"x" * 70_000, headers=browser.headers)
    assert large.status_code == 413
    assert large.json()["detail"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
def test_without_its_token_nothing_is_read_or_written(client: TestClient, headers: dict[str, str]) -> None:
    for method, path in (("GET", "/api/chat/messages"), ("GET", "/api/chat/events"), ("POST", "/api/chat/messages")):
        body = {"id": "a", "text": "hi"} if method == "POST" else None
        assert client.request(method, path, json=body, headers=headers).status_code == 401


def test_a_token_in_the_url_is_refused(browser: Browser) -> None:
    for name in ("token", "authorization", "access_token"):
        answer = browser.client.get("/api/chat/messages", params={name: browser.token})
        assert answer.status_code == 401


def test_one_citizen_never_sees_another(client: TestClient) -> None:
    one, other = Browser(client), Browser(client)
    one.send("hello my good friend")
    assert other.read()["messages"] == []


def test_waiting_ends_when_something_is_said(browser: Browser) -> None:
    started = time.monotonic()
    threading.Timer(0.4, browser.send, ["hello my good friend"]).start()
    page = browser.read(wait=10)
    assert 0.3 < time.monotonic() - started < 5
    assert page["messages"][0]["sender"] == "citizen"


def test_waiting_ends_after_its_time(browser: Browser) -> None:
    started = time.monotonic()
    assert browser.read(wait=1)["messages"] == []
    assert 0.9 < time.monotonic() - started < 3
    assert browser.client.get("/api/chat/messages?wait=31", headers=browser.headers).status_code == 422
    assert browser.client.get("/api/chat/messages?after=-1", headers=browser.headers).status_code == 422


def test_a_burst_is_slowed_down_with_a_kind_sentence_in_the_citizens_language(
    settings: Settings, engine: EngineStandIn
) -> None:
    strict = settings.model_copy(update={"rate_citizen": "3/minute"})
    upkeep.migrate(Database(strict.database))
    with TestClient(create_app(strict)) as client:
        browser = Browser(client, language="sr", script="Cyrl")
        answers = [browser.send(payload="/ask_capabilities") for _ in range(5)]
        assert [it.status_code for it in answers] == [202, 202, 202, 429, 429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert "192" in answers[-1].json()["detail"]
        assert "сачекајте" in answers[-1].json()["detail"].lower()
        other = Browser(client)
        assert other.send("hello my good friend").status_code == 202


def test_new_chats_from_one_address_are_limited(settings: Settings) -> None:
    strict = settings.model_copy(update={"rate_sessions": "2/minute"})
    upkeep.migrate(Database(strict.database))
    with TestClient(create_app(strict)) as client:
        statuses = [client.post("/api/chat/sessions", json={}).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]


@pytest.mark.parametrize(
    ("language", "word"),
    [("sq", "shkruaj"), ("sr", "napišite"), ("sr-Cyrl", "напишите"), ("en", "write")],
)
def test_a_refusal_speaks_the_browsers_language(client: TestClient, language: str, word: str) -> None:
    browser = Browser(client)
    answer = browser.client.post(
        "/api/chat/messages", json={}, headers=browser.headers | {"Accept-Language": f"{language},de;q=0.5"}
    )
    assert word in answer.json()["detail"].lower()


def test_events_stream_the_same_messages(settings: Settings) -> None:
    """Over a real socket: the test client would wait for the stream's end."""
    import httpx
    import uvicorn

    upkeep.migrate(Database(settings.database))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, ws="none", log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as http:
        token = http.post("/api/chat/sessions", json={}).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        http.post("/api/chat/messages", json={"id": "a", "text": "hello my good friend"}, headers=headers)
        seen: list[dict[str, object]] = []
        with http.stream("GET", "/api/chat/events", headers=headers) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            for line in stream.iter_lines():
                if line.startswith("data: "):
                    seen += json.loads(line.removeprefix("data: "))["messages"]
                if len(seen) >= 2:
                    break
    server.should_exit = True
    thread.join(timeout=10)
    assert [it["sender"] for it in seen] == ["citizen", "bot"]


def test_a_place_is_saved_for_the_officer(browser: Browser) -> None:
    taken = browser.send(location={"latitude": 42.66, "longitude": 21.16})
    assert taken.status_code == 202
    assert browser.wait_for_answer(taken.json()["message"])["text"]


def test_the_page_holds_what_it_promises(client: TestClient) -> None:
    page = client.get("/", headers={"Accept-Language": "sr-RS"})
    assert page.status_code == 200
    assert 'lang="sr-Latn"' in page.text
    assert 'href="tel:192"' in page.text
    assert 'href="tel:112"' in page.text
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert re.findall(r"https://[^\"<]*", page.text) == ["https://www.google.com/"], "nothing but the quick exit"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("locale", LOCALES, ids=lambda it: it.tag)
def test_the_page_tells_of_data_before_anything_is_written(client: TestClient, locale: Locale) -> None:
    page = client.get(f"/?lang={locale.tag}").text
    assert f'data-notice="{load_privacy().version}"' in page
    shown = unescape(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    for key in ("utter_privacy_more", "utter_privacy_terms", "utter_privacy_webchat"):
        assert render(Reply(key), locale, effect="test").text in shown


def _shown(settings: Settings) -> list[tuple[str, str]]:
    database = Database(settings.database)
    with database.read() as session:
        found = [(it.version, it.channel) for it in session.scalars(select(Consent).order_by(Consent.id))]
    database.close()
    return found


def test_which_notice_was_shown_is_kept_once(client: TestClient, settings: Settings) -> None:
    now = load_privacy().version
    Browser(client)
    assert _shown(settings) == [], "a client without a page shows none"
    browser = Browser(client, language="en", notice="0-old")
    for version in ("made-up", now, now):
        answer = client.post("/api/chat/notices", json={"version": version}, headers=browser.headers)
        assert (answer.status_code, answer.json()) == (200, {"version": now})
    assert _shown(settings) == [("0-old", "webchat"), (now, "webchat")]
    assert client.post("/api/chat/sessions", json={"notice": "x" * 17}).status_code == 422


def test_page_and_assets_stay_under_sixty_kilobytes_on_the_wire(client: TestClient) -> None:
    page = client.get("/")
    total = int(page.headers["content-length"])
    assert page.headers["content-encoding"] == "gzip"
    for path in {it.partition("?")[0] for it in re.findall(r'"(/static/[^"]+)"', page.text)}:
        asset = client.get(path)
        assert asset.status_code == 200
        total += int(asset.headers["content-length"])
    assert 5_000 < total < 60_000


def test_health_doors(client: TestClient, engine: EngineStandIn) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").json() == {"database": "ok", "engine": "ok", "model": "stand-in"}
    engine.mode = "loading"
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_metrics_only_on_loopback_or_with_the_token(settings: Settings) -> None:
    guarded = settings.model_copy(update={"metrics_token": SecretStr("s3cret")})
    upkeep.migrate(Database(guarded.database))
    with TestClient(create_app(guarded), client=("203.0.113.9", 1)) as outside:
        assert outside.get("/metrics").status_code == 404
        assert outside.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        inside = outside.get("/metrics", headers={"Authorization": "Bearer s3cret"})
        assert "dialog_turns_total" in inside.text
    with TestClient(create_app(guarded), client=("127.0.0.1", 1)) as local:
        assert local.get("/metrics").status_code == 200


def test_control_characters_become_spaces(browser: Browser) -> None:
    browser.send("hello\x00my\x1bgood\nfriend")
    assert browser.read()["messages"][0]["text"] == "hello my good\nfriend"


def test_one_citizen_may_wait_with_some_requests_but_not_with_any_number(browser: Browser) -> None:
    statuses: list[int] = []

    def wait() -> None:
        answer = browser.client.get("/api/chat/messages?wait=2", headers=browser.headers)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=wait) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(200) == 8
    assert statuses.count(429) == 4
    assert browser.client.get("/api/chat/messages", headers=browser.headers).status_code == 200
