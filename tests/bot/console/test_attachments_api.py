"""Files of citizens as officers get them: a picture without metadata, the original to save, each saving noted."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.store.tables import AuditEntry, Conversation
from tests.bot.channels.conftest import Browser
from tests.bot.channels.test_attachments_api import send
from tests.bot.console.test_talks_api import NOBODY, conversation_of
from tests.console import Console, OfficerClient
from tests.files import FILES


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


@pytest.mark.parametrize("media_type", ["application/pdf", "text/plain", "video/mp4"])
def test_what_has_no_copy_is_saved_alone(media_type: str, citizen: Browser, arta: OfficerClient) -> None:
    file = _sent(citizen, arta, media_type)
    assert file["view_url"] is None
    assert arta.get(_path(file["url"]) + "/view").status_code == 404
    original = arta.get(_path(file["url"]), **{"Accept-Encoding": "gzip"})
    assert original.content == FILES[media_type]
    assert original.headers["content-length"] == str(len(FILES[media_type]))


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
