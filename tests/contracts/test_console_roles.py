"""Every door of the console's API asks for a login and a role; which one stands here and nowhere else twice."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.messages import Role
from bot.services import upkeep
from bot.services.audit import open_database
from bot.store.tables import Officer, OfficerSession
from tests.console import CHEAP, Console, OfficerClient
from tests.stand_ins.engine import EngineStandIn

CONSOLE = "/api/console"
EVERYBODY = frozenset(Role)
OFFICERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})

OPEN = {"POST /login", "POST /join", "POST /join/check"}
"""What is asked of them stands in the body."""
NEEDED = {
    "POST /logout": EVERYBODY,
    "GET /me": EVERYBODY,
    "PATCH /me": EVERYBODY,
    "POST /me/sign": EVERYBODY,
    "POST /me/password": EVERYBODY,
    "POST /me/second-factor": EVERYBODY,
    "POST /me/second-factor/confirm": EVERYBODY,
    "DELETE /me/second-factor": EVERYBODY,
    "GET /officers": SUPERVISORS,
    "PATCH /officers/{}": SUPERVISORS,
    "POST /officers/{}/disable": ADMINS,
    "POST /officers/{}/enable": ADMINS,
    "POST /officers/{}/reset": ADMINS,
    "GET /invitations": ADMINS,
    "POST /invitations": ADMINS,
    "DELETE /invitations/{}": ADMINS,
    "GET /conversations": OFFICERS,
    "GET /conversations/{}": OFFICERS,
    "GET /conversations/{}/attachments/{}": OFFICERS,
    "GET /conversations/{}/attachments/{}/view": OFFICERS,
    "POST /conversations/{}/claim": OFFICERS,
    "POST /conversations/{}/reopen": OFFICERS,
    "POST /conversations/{}/reply": OFFICERS,
    "POST /conversations/{}/note": OFFICERS,
    "POST /conversations/{}/release": OFFICERS,
    "POST /conversations/{}/transfer": OFFICERS,
    "POST /conversations/{}/assign": SUPERVISORS,
    "POST /conversations/{}/resolve": OFFICERS,
    "POST /conversations/{}/tags": OFFICERS,
    "POST /conversations/{}/report": OFFICERS,
    "POST /conversations/{}/report/status": OFFICERS,
    "POST /conversations/{}/messages/{}/resend": OFFICERS,
    "POST /conversations/{}/mute": SUPERVISORS,
    "POST /conversations/{}/unmute": SUPERVISORS,
    "POST /conversations/{}/translate": OFFICERS,
    "GET /reports": OFFICERS,
    "GET /reports/counts": OFFICERS,
    "GET /reports/choices": OFFICERS,
    "GET /reports/{}/alike": OFFICERS,
    "PUT /reports/{}/alike/{}": OFFICERS,
    "GET /answers": OFFICERS,
    "GET /facts": EVERYBODY,
    "GET /replies": OFFICERS,
    "POST /replies": SUPERVISORS,
    "PUT /replies/{}": SUPERVISORS,
    "DELETE /replies/{}": SUPERVISORS,
    "GET /board": SUPERVISORS,
    "GET /mutes": SUPERVISORS,
    "GET /rules": SUPERVISORS,
    "PUT /rules/hours": SUPERVISORS,
    "PUT /rules/targets": SUPERVISORS,
    "PUT /rules/second_factor": ADMINS,
    "GET /choices": OFFICERS,
    "GET /map": OFFICERS,
    "GET /events": OFFICERS,
    "GET /audit": SUPERVISORS,
    "GET /audit/unusual": SUPERVISORS,
    "GET /privacy/requests": SUPERVISORS,
    "POST /privacy/requests/{}/grant": SUPERVISORS,
    "POST /privacy/requests/{}/refuse": SUPERVISORS,
    "GET /privacy/holds": SUPERVISORS,
    "POST /privacy/holds": SUPERVISORS,
    "POST /privacy/holds/lift": SUPERVISORS,
    "GET /privacy/due": SUPERVISORS,
}
OF_ALL_TALKS = {"GET /audit", "GET /audit/unusual", "GET /privacy/due"}
"""What they tell is of every talk: closed to those who are confined to some."""
ENDLESS = {"GET /events"}
"""Answered without end: here only its refusals are asked for."""


def _doors() -> Iterator[str]:
    for route in iter_route_contexts(create_app(Settings(_env_file=None)).routes):
        path = route.path or ""
        if path.startswith(f"{CONSOLE}/"):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield f"{method} {re.sub(r'{[^}]*}', '{}', path.removeprefix(CONSOLE))}"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """The app with an administrator, whom none of the questions removes."""
    with EngineStandIn() as engine:
        data = tmp_path_factory.mktemp("data")
        settings = Settings(_env_file=None, data_dir=data, engine_port=engine.port, rate_login="100000/minute")
        database = open_database(settings)
        upkeep.migrate(database)
        app = create_app(settings, passwords=CHEAP)
        with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
            made = Console(client, database)
            made.add("Somebody Else", Role.ADMIN)
            yield made
        database.close()


@pytest.fixture(scope="module")
def sign_in(console: Console) -> Callable[[Role], OfficerClient]:
    """Signs an account of a role in, by a login of its own."""
    ids = {role: console.add(f"The {role}", role) for role in Role}
    return lambda role: console.sign_in(ids[role], f"The {role}")


def _ask(door: str, asker: OfficerClient) -> httpx.Response:
    method, path = door.split()
    return asker.ask(method, path.replace("{}", "1"))


def test_the_table_is_what_the_app_has() -> None:
    doors = list(_doors())
    assert sorted(doors) == sorted(OPEN | NEEDED.keys())
    assert len(doors) == len(set(doors))


@pytest.mark.parametrize("door", NEEDED)
def test_nobody_is_answered_without_a_login(door: str, console: Console) -> None:
    for token in ("", "of nobody"):
        answer = _ask(door, OfficerClient(console.client, 0, "", token))
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("door", NEEDED)
def test_a_role_is_answered_where_the_table_says(
    door: str, role: Role, sign_in: Callable[[Role], OfficerClient]
) -> None:
    if role in NEEDED[door] and door in ENDLESS:
        pytest.skip("its answer has no end")
    answer = _ask(door, sign_in(role))
    if role in NEEDED[door]:
        assert answer.status_code in {200, 201, 204, 404, 409, 422}
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "role")


@pytest.fixture(scope="module")
def confined(console: Console) -> OfficerClient:
    """A supervisor who is confined to the talks of a region."""
    return console.officer("Confined", Role.SUPERVISOR, is_confined=True, regions=["prizren"])


@pytest.mark.parametrize("door", [door for door in NEEDED if Role.SUPERVISOR in NEEDED[door] and door not in ENDLESS])
def test_what_tells_of_every_talk_is_closed_to_the_confined(
    door: str, confined: OfficerClient, console: Console
) -> None:
    asker = console.sign_in(confined.id, confined.name) if door == "POST /logout" else confined
    answer = _ask(door, asker)
    is_refused = answer.status_code == 403 and answer.json()["code"] == "confined"
    assert is_refused is (door in OF_ALL_TALKS)


@pytest.mark.parametrize("door", NEEDED)
def test_an_account_that_was_disabled_is_signed_out(door: str, console: Console) -> None:
    name = f"Disabled for {door}"
    asker = console.officer(name, Role.ADMIN)
    with console.database.write() as session:
        session.get_one(Officer, asker.id).disabled_at = datetime.now(UTC)
    answer = _ask(door, asker)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize("column", ["expires_at", "last_used_at"])
@pytest.mark.parametrize("door", NEEDED)
def test_a_login_that_has_ended_is_signed_out(
    door: str, column: str, console: Console, sign_in: Callable[[Role], OfficerClient]
) -> None:
    asker = sign_in(Role.ADMIN)
    with console.database.write() as session:
        ended = datetime.now(UTC) - timedelta(minutes=31)
        session.query(OfficerSession).filter_by(officer_id=asker.id).update({column: ended})
    answer = _ask(door, asker)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
