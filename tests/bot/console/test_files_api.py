"""Files that officers send: from the console's door to the citizen's chat, and to nobody else."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import select

from bot.config import Settings
from bot.services import custody, desk, erasure
from bot.services.attachments import MB, Limits
from bot.services.officers import account_of
from bot.store.tables import Attachment, AuditEntry, Conversation, Officer
from tests.bot.channels.conftest import Browser
from tests.bot.channels.test_attachments_api import send as citizen_sends
from tests.bot.console.test_talks_api import NOBODY, claimed, sentence
from tests.console import PASSWORD, Console, OfficerClient
from tests.files import EICAR_LIKE_ZIP, FILES, exif, jpeg
from tests.media import MADE, SECRETS

PHONE = b"phone of Arta"
PHOTO = jpeg(extra=exif(6, PHONE))


@pytest.fixture
def talk(citizen: Browser, arta: OfficerClient) -> str:
    """A talk that Arta has."""
    return claimed(citizen, arta)


def _send(
    officer: OfficerClient, talk: str, data: bytes = PHOTO, *, caption: str = "", **params: str
) -> httpx.Response:
    headers = officer.headers | {"X-Caption": quote(caption)}
    path = f"/api/console/conversations/{talk}/files"
    answer: httpx.Response = officer.client.post(path, params=params, content=data, headers=headers)
    return answer


def _got(citizen: Browser) -> list[dict[str, Any]]:
    """What the citizen's page shows of officers' messages with files."""
    return [it for it in citizen.read()["messages"] if it["attachments"] and it["sender"] == "officer"]


def _fetch(citizen: Browser, file: str) -> httpx.Response:
    answer: httpx.Response = citizen.client.get(f"/api/chat/attachments/{file}", headers=citizen.headers)
    return answer


def _stored(settings: Settings) -> set[str]:
    return {it.name for it in settings.attachments_dir.glob("*")}


SENT = FILES | {"application/pdf": MADE["application/pdf"]}


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"])
def test_a_file_reaches_the_citizen_and_does_nothing_there(
    media_type: str, citizen: Browser, arta: OfficerClient, talk: str
) -> None:
    answer = _send(arta, talk, SENT[media_type], caption="Ky është formulari · формулар")
    assert answer.status_code == 201, answer.text
    (message,) = _got(citizen)
    assert (message["id"], message["text"]) == (answer.json()["message"], "Ky është formulari · формулар")
    (file,) = message["attachments"]
    assert file["media_type"] == media_type
    given = _fetch(citizen, file["id"])
    assert given.status_code == 200
    assert given.headers["content-type"].startswith(media_type)
    assert given.headers["content-disposition"].startswith("attachment; filename=")
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["cache-control"] == "no-store"
    assert b"Arta" not in given.content
    assert not [secret for secret in SECRETS if secret in given.content]
    if media_type == "text/plain":
        assert given.content == SENT[media_type]


def test_what_the_officer_s_phone_wrote_never_leaves(citizen: Browser, arta: OfficerClient, talk: str) -> None:
    _send(arta, talk)
    (message,) = _got(citizen)
    given = _fetch(citizen, message["attachments"][0]["id"]).content
    assert PHONE not in given
    assert given.startswith(b"\xff\xd8")


def test_words_may_be_left_out(citizen: Browser, arta: OfficerClient, talk: str) -> None:
    _send(arta, talk)
    assert [it["text"] for it in _got(citizen)] == [""]


def test_only_the_bearer_of_the_talk_gets_it(
    console: Console, citizen: Browser, arta: OfficerClient, talk: str
) -> None:
    _send(arta, talk)
    file = _got(citizen)[0]["attachments"][0]["id"]
    assert console.client.get(f"/api/chat/attachments/{file}").status_code == 401
    assert console.client.get(f"/api/chat/attachments/{file}", headers=arta.headers).status_code == 401
    assert _fetch(Browser(console.client), file).status_code == 404
    assert _fetch(citizen, NOBODY).status_code == 404
    assert _fetch(citizen, file).status_code == 200


def test_the_citizen_s_own_files_are_not_given_back(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    number = citizen_sends(citizen).json()["message"]
    mine = citizen.read(number - 1)["messages"][0]
    assert mine["attachments"][0]["id"] is None
    with console.database.read() as session:
        (known,) = session.scalars(select(Attachment.public_id))
    assert _fetch(citizen, known).status_code == 404


def test_the_same_id_again_sends_nothing_more(
    citizen: Browser, arta: OfficerClient, talk: str, settings: Settings
) -> None:
    first = _send(arta, talk, id="one")
    again = _send(arta, talk, SENT["application/pdf"], id="one")
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(_got(citizen)) == 1
    assert len(_stored(settings)) == 2  # the picture and its copy


@pytest.mark.parametrize(
    ("data", "status", "code", "words"),
    [
        (b"MZ\x90\0" + b"\0" * 100, 415, "type", "Only photos"),
        (FILES["video/mp4"], 415, "type", "Only photos"),
        (FILES["audio/ogg"], 415, "type", "Only photos"),
        (b"", 422, "damaged", "damaged"),
        (PHOTO[:-9], 422, "damaged", "damaged"),
        (jpeg(behind=EICAR_LIKE_ZIP), 422, "hidden", "hidden"),
        (PHOTO + b"\0" * 10 * MB, 413, "too_large", "photo 10 MB, document 10 MB"),
        (FILES["application/pdf"].replace(b"/Catalog", b"/Launch /x"), 422, "active", "PDF"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_what_is_refused_is_told_and_leaves_nothing(
    data: bytes,
    status: int,
    code: str,
    words: str,
    citizen: Browser,
    arta: OfficerClient,
    talk: str,
    settings: Settings,
) -> None:
    answer = _send(arta, talk, data, caption="for you")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert words in sentence(answer)
    assert _got(citizen) == []
    assert _stored(settings) == set()


def test_a_caption_that_is_too_long_is_refused(arta: OfficerClient, talk: str, settings: Settings) -> None:
    assert _send(arta, talk, caption="a" * 1025).status_code == 422
    assert _stored(settings) == set()


def test_only_the_owner_sends(console: Console, citizen: Browser, arta: OfficerClient, talk: str) -> None:
    besa = console.officer("Besa")
    answer = _send(besa, talk)
    assert (answer.status_code, answer.json()["owner"]) == (409, "Arta")
    arta.post(f"/conversations/{talk}/release", {"to": "queue"})
    assert _send(arta, talk).status_code == 409
    assert _send(arta, NOBODY).status_code == 404
    assert _got(citizen) == []


def test_a_talk_that_is_lost_while_the_file_comes_in_gets_nothing(
    console: Console,
    citizen: Browser,
    arta: OfficerClient,
    talk: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = desk.send_file

    def lose_first(*given: Any, **named: Any) -> int:
        with console.database.read() as session:
            account = account_of(session.get_one(Officer, arta.id))
        custody.release(console.database, account, talk, datetime.now(UTC), to_bot=False, reason=None)
        return real(*given, **named)

    monkeypatch.setattr(desk, "send_file", lose_first)
    assert _send(arta, talk).status_code == 409
    assert _got(citizen) == []
    assert _stored(settings) == set()


def test_a_page_needs_its_own_word(console: Console, arta: OfficerClient, talk: str, citizen: Browser) -> None:
    signed = console.login("Arta", PASSWORD, page=True).json()
    path = f"/api/console/conversations/{talk}/files"
    assert console.client.post(path, content=PHOTO).json()["code"] == "csrf"
    assert _got(citizen) == []
    sent = console.client.post(path, content=PHOTO, headers={"X-CSRF-Token": signed["csrf"]})
    assert sent.status_code == 201
    console.client.cookies.clear()


def test_sending_is_in_the_audit_log(console: Console, arta: OfficerClient, talk: str) -> None:
    number = _send(arta, talk, caption="do not log this").json()["message"]
    with console.database.read() as session:
        (line,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "file_sent"))
        assert (line.officer_id, line.conversation_id, line.detail) == (
            arta.id,
            talk,
            {"message": number, "file": "photo"},
        )


def test_officers_are_shown_what_was_sent(arta: OfficerClient, talk: str) -> None:
    number = _send(arta, talk, caption="here it is").json()["message"]
    shown = arta.get(f"/conversations/{talk}").json()
    (file,) = shown["attachments"]
    assert (file["message"], file["kind"], file["is_outgoing"]) == (number, "photo", True)
    view = arta.get(file["view_url"].removeprefix("/api/console"))
    assert PHONE not in view.content
    assert next(it for it in shown["messages"] if it["id"] == number)["attachments"] == [file]


def test_an_officer_sends_so_many_in_an_hour_and_the_citizen_as_many_besides(
    citizen: Browser, arta: OfficerClient, talk: str
) -> None:
    most = Limits.of(citizen.client.app.state.settings).in_an_hour  # type: ignore[attr-defined]
    for _ in range(most):
        assert _send(arta, talk, FILES["text/plain"]).status_code == 201
    answer = _send(arta, talk, FILES["text/plain"])
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many")
    assert citizen_sends(citizen).status_code == 202


def test_nothing_of_it_is_left_when_the_talk_is_deleted(
    console: Console, arta: OfficerClient, talk: str, citizen: Browser
) -> None:
    _send(arta, talk)
    file = _got(citizen)[0]["attachments"][0]["id"]
    with console.database.write() as session:
        erasure.empty_talks(session, [session.get_one(Conversation, talk)])
    with console.database.read() as session:
        assert list(session.scalars(select(Attachment))) == []
    assert _fetch(citizen, file).status_code == 404
