"""Citizens' data over HTTP: wishes to delete, holds, what a purge would delete; who may, and what stands in the log."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.console.words import RECORD_LABELS, WHY_LABELS
from bot.messages import Role
from bot.services import privacy, retention
from bot.store.tables import AuditEntry, Conversation
from tests.bot.channels.conftest import Browser
from tests.console import Console, OfficerClient
from tests.records import add_talk, count_rows
from tests.stand_ins.engine_with_actions import EngineWithActions

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
PRESS = '/ask_anonymity{{"do":"{}"}}'


@pytest.fixture
def besa(console: Console) -> OfficerClient:
    """A supervisor."""
    return console.officer("Besa", Role.SUPERVISOR)


@pytest.fixture
def citizen(console: Console) -> Iterator[Browser]:
    """A citizen whose talk an officer has taken, and who wants it deleted."""
    with EngineWithActions(lambda: datetime.now(UTC)) as engine:
        engine.database = console.database
        browser = Browser(console.client, language="sq")
        browser.send("përshëndetje, a mund të më ndihmoni")
        with console.database.read() as session:
            talk = session.scalars(select(Conversation.id)).one()
        arta = console.officer("Arta")
        assert arta.post(f"/conversations/{talk}/claim").status_code == 200
        for what in ("delete", "delete_now"):
            assert browser.send(payload=PRESS.format(what)).status_code == 202
        yield browser


def _wish(asker: OfficerClient) -> dict[str, Any]:
    (wish,) = asker.get("/privacy/requests").json()["open"]
    return dict(wish)


def _entries(console: Console, action: str) -> list[AuditEntry]:
    with console.database.read() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.number)))


def test_a_wish_is_shown_with_what_it_is_about(console: Console, citizen: Browser, besa: OfficerClient) -> None:
    wish = _wish(besa)
    assert (wish["talks"], wish["files"], wish["reports"], wish["is_held"]) == (1, 0, [], False)
    assert wish["messages"] == len(citizen.read()["messages"])
    assert wish["why"] == [WHY_LABELS["officers"]]
    assert (wish["language"], wish["script"]) == ("sq", "Latn")
    assert "përshëndetje" not in besa.get("/privacy/requests").text, "counts, no words"


def test_granted_the_citizen_is_told_in_their_language_and_nothing_else_is_left(
    console: Console, citizen: Browser, besa: OfficerClient
) -> None:
    wish = _wish(besa)
    assert besa.post(f"/privacy/requests/{wish['id']}/grant", {"reason": "no case"}).status_code == 204
    (told,) = citizen.read()["messages"]
    assert (told["sender"], "u fshi" in told["text"] or "pranua" in told["text"]) == ("system", True), told["text"]
    answer = besa.get("/privacy/requests").json()
    assert answer["open"] == []
    (decided,) = answer["decided"]
    assert (decided["is_granted"], decided["officer"], decided["reason"]) == (True, "Besa", "no case")
    (entry,) = _entries(console, "deletion_decided")
    assert (entry.officer_id, entry.why) == (besa.id, "no case")
    again = besa.post(f"/privacy/requests/{wish['id']}/refuse", {"reason": "too late"})
    assert (again.status_code, again.json()["detail"]) == (409, "This wish has been decided already.")


def test_refused_the_citizen_reads_why(citizen: Browser, besa: OfficerClient) -> None:
    before = len(citizen.read()["messages"])
    path = f"/privacy/requests/{_wish(besa)['id']}/refuse"
    assert besa.post(path, {"reason": " "}).status_code == 422
    assert besa.post(path, {"reason": "Rasti është i hapur."}).status_code == 204
    messages = citizen.read()["messages"]
    assert len(messages) == before + 1
    assert "Rasti është i hapur." in messages[-1]["text"]


def test_a_hold_stands_in_the_way_until_it_is_lifted(console: Console, citizen: Browser, besa: OfficerClient) -> None:
    wish = _wish(besa)
    talk = wish["conversation"]
    assert besa.post("/privacy/holds", {"reference": talk, "reason": "an inquiry"}).json() == {"talks": 1}
    twice = besa.post("/privacy/holds", {"reference": talk, "reason": "an inquiry"})
    assert (twice.status_code, twice.json()["detail"]) == (409, "The talk is on hold already.")
    assert _wish(besa)["is_held"]
    assert besa.post(f"/privacy/requests/{wish['id']}/grant", {"reason": "no case"}).status_code == 409
    (held,) = besa.get("/privacy/holds").json()["holds"]
    assert (held["conversation"], held["reason"], held["officer"]) == (talk, "an inquiry", "Besa")
    assert besa.post("/privacy/holds/lift", {"reference": talk, "reason": "it is over"}).json() == {"talks": 1}
    assert besa.get("/privacy/holds").json() == {"holds": []}
    assert [it.why for it in (*_entries(console, "held"), *_entries(console, "hold_lifted"))] == [
        "an inquiry",
        "it is over",
    ]
    assert besa.post(f"/privacy/requests/{wish['id']}/grant", {"reason": "no case"}).status_code == 204


@pytest.mark.parametrize("path", ["/privacy/holds", "/privacy/holds/lift"])
def test_a_reference_of_nothing_is_told_so(path: str, besa: OfficerClient) -> None:
    answer = besa.post(path, {"reference": "DLG-XXXX-XXXX", "reason": "no"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json()["detail"] == "There is no talk or report with this reference that you may see."
    assert besa.post(path, {"reference": "a b", "reason": "no"}).status_code == 422


def test_what_a_purge_would_delete_is_counted_and_left(console: Console, besa: OfficerClient) -> None:
    add_talk(console.database, "old", NOW, has_report=True)
    before = count_rows(console.database) | {"audit_entries": 2}
    answer = besa.get("/privacy/due").json()
    counts = {it["kind"]: it["count"] for it in answer["kinds"]}
    assert counts == retention.count_due(console.database, datetime.now(UTC))
    assert counts["deliveries"] == 1
    assert answer["last_purge"] is None
    assert count_rows(console.database) == before
    assert {it["kind"]: it["label"] for it in answer["kinds"]} == RECORD_LABELS


def test_every_look_stands_in_the_log_once_in_ten_minutes(console: Console, besa: OfficerClient) -> None:
    for path in ("/privacy/requests", "/privacy/holds", "/privacy/due", "/privacy/requests"):
        assert besa.get(path).status_code == 200
    looks = [it.detail for it in _entries(console, "privacy_read")]
    # The clock's ten minutes may turn while the test runs.
    assert looks[:3] == [{"of": "requests"}, {"of": "holds"}, {"of": "due"}]
    assert len(looks) in {3, 4}


def test_who_is_confined_sees_wishes_and_holds_of_the_own_talks_alone(console: Console, citizen: Browser) -> None:
    with console.database.write() as session:
        session.scalars(select(Conversation)).one().municipality = "peja"
    (wish,) = privacy.list_requests(console.database)
    for region, count in (("prizren", 0), ("peja", 1)):
        asker = console.officer(f"Of {region}", Role.SUPERVISOR, is_confined=True, regions=[region])
        status = asker.post("/privacy/holds", {"reference": wish.conversation_id, "reason": "an inquiry"}).status_code
        assert status == (201 if count else 404)
        assert len(asker.get("/privacy/requests").json()["open"]) == count
        assert len(asker.get("/privacy/holds").json()["holds"]) == count
        assert asker.get("/privacy/due").status_code == 403
        decided = asker.post(f"/privacy/requests/{wish.id}/refuse", {"reason": "no"}).status_code
        assert decided == (204 if count else 404)


def test_a_page_without_the_word_of_its_login_changes_nothing(
    console: Console, citizen: Browser, besa: OfficerClient
) -> None:
    wish = _wish(besa)
    answer = console.client.post(
        f"/api/console/privacy/requests/{wish['id']}/grant",
        json={"reason": "no case"},
        headers={"Cookie": f"dialog_console={besa.headers['Authorization'].removeprefix('Bearer ')}"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert _wish(besa) == wish


def test_every_reason_and_kind_has_words() -> None:
    assert set(WHY_LABELS) == set(privacy.WHY)
    assert set(RECORD_LABELS) == set(retention.KINDS)
