"""The facts over HTTP: for every account, in its language, with what is to be looked at counted."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from bot.console.strings import CONSOLE_STRINGS
from bot.content.facts import load_facts
from bot.content.municipalities import load
from bot.i18n import LOCALES, Locale
from bot.messages import Role
from bot.quantities import written_value
from bot.services.facts import State, list_facts
from tests.console import Console

FIELDS = {"id", "value", "kind", "source", "checked", "best_before", "confidence", "approved_by", "state"}


def test_nobody_reads_facts_without_a_login(console: Console) -> None:
    client: TestClient = console.client
    answer = client.get("/api/console/facts")
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_every_fact(console: Console, role: Role) -> None:
    answer = console.officer(role=role).get("/facts").json()
    ids = [it["id"] for it in answer["facts"]]
    facts = [it.id for it in load_facts().all()]
    assert ids[: len(facts)] == facts
    assert set(ids[len(facts) :]) <= load().municipalities.keys()
    assert {name for it in answer["facts"] for name in it} == FIELDS
    assert answer["expiring"] == sum(it["state"] != State.TOLD for it in answer["facts"])
    assert answer["unapproved"] == sum(not it["approved_by"] for it in answer["facts"])


def test_whoever_is_confined_to_some_talks_reads_them_too(console: Console) -> None:
    confined = console.officer("Confined", is_confined=True, regions=["prizren"])
    assert confined.get("/facts").status_code == 200


@pytest.mark.parametrize(
    ("locale", "criminal_record_date"),
    zip(LOCALES, ["1.11.2024", "1.11.2024.", "1.11.2024.", "1 November 2024"], strict=True),
)
def test_values_are_in_the_officers_language(console: Console, locale: Locale, criminal_record_date: str) -> None:
    answer = console.officer().get("/facts", **{"Accept-Language": locale.tag}).json()
    values = {it["id"]: it["value"] for it in answer["facts"]}
    facts = load_facts().facts
    assert {name: values[name] for name in facts} == {name: written_value(it, locale) for name, it in facts.items()}
    assert values["criminal_record_date"] == criminal_record_date


def test_reading_facts_leaves_no_line_in_the_audit_log(console: Console) -> None:
    supervisor = console.officer("Besa", Role.SUPERVISOR)
    supervisor.get("/facts")
    assert not {it["action"] for it in supervisor.get("/audit").json()["entries"]} - {"login", "officer_added"}


def test_every_kind_and_state_has_words() -> None:
    rows = list_facts(date(2026, 11, 22), LOCALES[3])
    assert {f"facts_kind_{it.kind}" for it in rows} <= CONSOLE_STRINGS.keys()
    assert {f"facts_state_{it}" for it in State} <= CONSOLE_STRINGS.keys()
