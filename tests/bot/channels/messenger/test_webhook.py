"""Meta's door: who may bring something, what is stored of it, and when it is said to be."""

import json
from typing import Any

import pytest

from bot.http import MAX_UPDATE as BODY
from bot.metrics import FORGED
from bot.services import arrivals
from tests import payloads
from tests.bot.channels.messenger.conftest import WEBHOOK, WORD, Page
from tests.stand_ins.messenger_webhooks import encoded, signature

TEXT = payloads.read("messenger", "text")


def _bring(page: Page, body: bytes | dict[str, Any], **headers: str) -> int:
    raw = body if isinstance(body, bytes) else encoded(body)
    signed = {"X-Hub-Signature-256": signature(raw, page.messenger.app_secret)}
    return page.post(raw, {"Content-Type": "application/json"} | signed | headers)


def _ask(page: Page, **given: str) -> Any:
    asked = {"hub.mode": "subscribe", "hub.verify_token": WORD, "hub.challenge": "1158201444"}
    return page.client.get(WEBHOOK, params=asked | {name.replace("_", ".", 1): it for name, it in given.items()})


def test_meta_gets_its_challenge_back(page: Page) -> None:
    answer = _ask(page)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("wrong", [{"hub_verify_token": "guessed"}, {"hub_verify_token": ""}, {"hub_mode": "delete"}])
def test_nobody_else_gets_the_challenge(page: Page, wrong: dict[str, str]) -> None:
    answer = _ask(page, **wrong)
    assert answer.status_code == 403
    assert "1158201444" not in answer.text


def test_without_a_page_there_is_no_such_door(client: Any) -> None:
    assert client.get(WEBHOOK).status_code == 404
    assert client.post(WEBHOOK, content=b"{}").status_code == 404


@pytest.mark.parametrize(
    "forged",
    ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "é" * 71, signature(encoded(TEXT), "another secret")],
)
def test_what_meta_did_not_sign_is_not_stored(page: Page, forged: str) -> None:
    before = FORGED.labels("messenger")._value.get()
    headers = {"X-Hub-Signature-256": forged.encode()} if forged else {}
    assert page.client.post(WEBHOOK, content=encoded(TEXT), headers=headers).status_code == 401
    assert page.updates() == []
    assert FORGED.labels("messenger")._value.get() == before + 1


def test_a_changed_body_is_not_stored(page: Page) -> None:
    raw = encoded(TEXT)
    signed = signature(raw, page.messenger.app_secret)
    assert page.post(raw.replace(b"Prishtin", b"Peja    "), {"X-Hub-Signature-256": signed}) == 401
    assert page.updates() == []


def test_the_signature_is_of_the_body_as_it_came(page: Page) -> None:
    # The same content in other letters: read and written again it would be another body.
    assert _bring(page, json.dumps(TEXT, indent=1, ensure_ascii=False).encode()) == 200
    assert len(page.updates()) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"], ids=range(7)
)
def test_what_is_no_object_is_refused(page: Page, body: bytes) -> None:
    assert _bring(page, body) == 400
    assert page.updates() == []


def test_a_body_of_more_than_a_megabyte_is_refused(page: Page) -> None:
    assert _bring(page, b" " * (BODY + 1)) == 413
    big = json.loads(json.dumps(TEXT))
    big["entry"][0]["messaging"][0]["message"]["text"] = "a" * (BODY - 1000)
    assert _bring(page, big) == 200


def test_a_body_that_comes_again_changes_nothing(page: Page) -> None:
    assert [_bring(page, TEXT) for _ in range(3)] == [200] * 3
    page.settle()
    assert len(page.updates()) == 1
    assert len([it for it in page.messages() if it.direction == "incoming"]) == 1


@pytest.mark.parametrize("name", ["reaction", "referral", "read", "delivery_watermark_only", "message_edit", "optin"])
def test_what_has_no_id_of_its_own_is_known_again(page: Page, name: str) -> None:
    assert [_bring(page, payloads.read("messenger", name)) for _ in range(2)] == [200, 200]
    assert len(page.updates()) == 1


def test_each_event_of_a_batch_is_an_update(page: Page) -> None:
    assert _bring(page, payloads.read("messenger", "batch_two_entries")) == 200
    page.settle()
    said = [it.text for it in page.messages() if it.direction == "incoming"]
    assert len(said) == 3
    assert said.index("Alo") < said.index("A ka dikush?")
    assert len({it.sender for it in page.updates()}) == 2


def test_a_batch_that_cannot_be_stored_whole_is_not_said_to_be(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, batch = arrivals.store, payloads.read("messenger", "batch_two_entries")
    calls = iter([True, True, False])

    def failing(*args: Any, **named: Any) -> bool:
        if not next(calls, True):
            raise OSError("the disk is full")
        return kept(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr("bot.services.arrivals.store", failing)
        assert _bring(page, batch) == 500
    assert len(page.updates()) == 2
    assert _bring(page, batch) == 200
    assert len(page.updates()) == 3


def test_another_page_is_not_read(page: Page) -> None:
    assert _bring(page, payloads.read("messenger", "batch_unknown_page")) == 200
    assert len(page.updates()) == 1
    assert _bring(page, payloads.read("messenger", "instagram_message")) == 200
    assert _bring(page, {"object": "page", "entry": 5}) == 200
    assert len(page.updates()) == 1


def test_half_an_emoji_is_stored(page: Page) -> None:
    cut = encoded(TEXT).replace(b"Prishtin\\u00eb", b"Prishtin \\ud83d \\u0000")
    assert _bring(page, cut) == 200
    page.settle()
    assert [it.text[-3:] for it in page.messages() if it.direction == "incoming"] == [" ? "]


def test_the_sender_stands_nowhere_in_the_open(page: Page) -> None:
    assert _bring(page, TEXT) == 200
    page.settle()
    stored = repr([{column.name: getattr(it, column.name) for column in it.__table__.columns} for it in page.updates()])
    assert "7000000000000001" not in stored


def test_every_body_is_taken_and_read(page: Page) -> None:
    for name in payloads.names("messenger"):
        assert _bring(page, payloads.read("messenger", name)) == 200, name
    page.settle()
    assert not [(it.kind, it.error) for it in page.updates() if it.error]
