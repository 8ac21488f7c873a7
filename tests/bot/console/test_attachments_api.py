"""Files of citizens as officers get them: a picture without metadata, the original to save, each saving noted."""

import time
from typing import Any

import pytest
from sqlalchemy import select

from bot.store.tables import AuditEntry, Conversation
from tests.bot.channels.conftest import Browser
from tests.bot.channels.test_attachments_api import send
from tests.bot.console.test_talks_api import NOBODY, conversation_of
from tests.console import Console, OfficerClient
from tests.files import FILES
from tests.media import MADE, SECRETS


def _sent(citizen: Browser, arta: OfficerClient, media_type: str) -> dict[str, Any]:
    """A file of the citizen as the officer's page has it."""
    number = send(citizen, FILES[media_type]).json()["message"]
    citizen.wait_for_answer(number)
    talk = arta.get(f"/conversations/{conversation_of(citizen)}").json()
    (file,) = talk["attachments"]
    assert next(it for it in talk["messages"] if it["id"] == number)["attachments"] == [file]
    return dict(file)


def _path(url: str) -> str:
    return url.removeprefix("/api/console")


def test_a_photo_is_shown_by_its_copy_and_saved_as_it_came(citizen: Browser, arta: OfficerClient) -> None:
    file = _sent(citizen, arta, "image/jpeg")
    assert (file["kind"], file["name"]) == ("photo", "Photo")
    view = arta.get(_path(file["view_url"]))
    assert view.status_code == 200
    assert view.headers["content-type"] == "image/jpeg"
    assert view.headers["content-disposition"] == "inline"
    assert b"Arta" not in view.content
    original = arta.get(_path(file["url"]))
    assert original.content == FILES["image/jpeg"]
    assert original.headers["content-disposition"].startswith('attachment; filename="photo-')


@pytest.mark.parametrize("media_type", ["application/pdf", "video/mp4"])
def test_what_has_no_copy_is_saved_alone(media_type: str, citizen: Browser, arta: OfficerClient) -> None:
    file = _sent(citizen, arta, media_type)
    assert file["view_url"] is None
    assert arta.get(_path(file["url"]) + "/view").status_code == 404
    original = arta.get(_path(file["url"]), **{"Accept-Encoding": "gzip"})
    assert original.content == FILES[media_type]
    assert original.headers["content-length"] == str(len(FILES[media_type]))


def _copied(arta: OfficerClient, conversation: str) -> dict[str, Any]:
    """The talk's one file, once its working copy is there."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        (file,) = arta.get(f"/conversations/{conversation}").json()["attachments"]
        if file["view_url"]:
            return dict(file)
        time.sleep(0.1)
    raise AssertionError("no copy")


def test_a_text_is_read_as_it_is(citizen: Browser, arta: OfficerClient) -> None:
    view = arta.get(_path(_sent(citizen, arta, "text/plain")["view_url"]))
    assert (view.content, view.headers["content-type"]) == (FILES["text/plain"], "text/plain; charset=utf-8")


@pytest.mark.parametrize(("media_type", "shown_as"), [("video/quicktime", "video/mp4"), ("audio/ogg", "audio/ogg")])
def test_a_film_or_recording_is_played_from_any_place(
    media_type: str, shown_as: str, citizen: Browser, arta: OfficerClient
) -> None:
    citizen.wait_for_answer(send(citizen, MADE[media_type]).json()["message"])
    file = _copied(arta, conversation_of(citizen))
    path = _path(file["view_url"])
    whole = arta.get(path)
    assert (whole.status_code, whole.headers["content-disposition"]) == (200, "inline")
    assert whole.headers["content-type"] == file["view_type"] == shown_as
    assert whole.headers["accept-ranges"] == "bytes"
    assert not [it for it in SECRETS if it in whole.content]
    size = len(whole.content)
    for asked, start, stop in (
        ("bytes=0-", 0, size),
        ("bytes=5-10", 5, 11),
        ("bytes=-7", size - 7, size),
        (f"bytes=9-{size * 2}", 9, size),
    ):
        part = arta.get(path, Range=asked)
        assert (part.status_code, part.content) == (206, whole.content[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
        assert part.headers["content-length"] == str(stop - start)
    assert arta.get(path, Range=f"bytes={size}-").status_code == 416
    for unknown in ("bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b"):
        assert arta.get(path, Range=unknown).content == whole.content
    assert arta.get(_path(file["url"])).content == MADE[media_type]


def test_the_copy_of_a_document_is_saved(citizen: Browser, arta: OfficerClient) -> None:
    citizen.wait_for_answer(send(citizen, MADE["application/pdf"]).json()["message"])
    view = arta.get(_path(_copied(arta, conversation_of(citizen))["view_url"]))
    assert view.headers["content-disposition"].startswith('attachment; filename="document-')
    assert view.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert view.content.startswith(b"%PDF")
    assert not [it for it in SECRETS if it in view.content]


def test_a_file_can_do_nothing_where_it_is_opened(citizen: Browser, arta: OfficerClient) -> None:
    file = _sent(citizen, arta, "image/png")
    for url in (file["url"], file["view_url"]):
        headers = arta.get(_path(url)).headers
        assert headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_each_saving_is_noted_with_the_file(citizen: Browser, arta: OfficerClient, console: Console) -> None:
    file = _sent(citizen, arta, "image/png")
    for _ in range(2):
        arta.get(_path(file["url"]))
    with console.database.read() as session:
        query = select(AuditEntry).where(AuditEntry.action == "attachment")
        noted = [(it.officer_id, it.detail) for it in session.scalars(query)]
    assert noted == [(arta.id, {"attachment": file["id"], "message": file["message"]})] * 2


def test_a_confined_officer_does_not_get_the_files_of_others(
    citizen: Browser, arta: OfficerClient, console: Console
) -> None:
    file = _sent(citizen, arta, "image/png")
    confined = console.officer("Besa", is_confined=True, regions=["prizren"])
    with console.database.write() as session:
        session.get_one(Conversation, conversation_of(citizen)).municipality = "peja"
    for url in (file["url"], file["view_url"]):
        assert confined.get(_path(url)).status_code == 404


def test_a_file_that_is_not_there_is_not_found(citizen: Browser, arta: OfficerClient) -> None:
    file = _sent(citizen, arta, "image/png")
    conversation = conversation_of(citizen)
    assert arta.get(f"/conversations/{conversation}/attachments/{NOBODY}").status_code == 404
    assert arta.get(f"/conversations/{NOBODY}/attachments/{file['id']}").status_code == 404
    assert arta.get(f"/conversations/{conversation}/attachments/..%2Fconsole.key").status_code in {404, 422}
