"""Accounts over HTTP: signing in and out, cookies and their guard, second factors, colleagues, links, the audit log."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pyotp
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.console.access import is_still_signed_in
from bot.messages import Role
from bot.services import audit_check
from bot.store.tables import Officer, OfficerSession, Rule
from tests.console import CHEAP, PASSWORD, Console, OfficerClient

NAMES = {
    "id",
    "name",
    "role",
    "language",
    "script",
    "languages",
    "regions",
    "topics",
    "is_confined",
    "is_available",
    "has_second_factor",
}


def _told(answer: httpx.Response, status: int, code: str | None) -> str:
    """The sentence of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body.get("code"), body["status"]) == (code, status)
    return str(body["detail"])


def _sign_in_by_page(console: Console, name: str) -> str:
    """Let the client keep the cookie; the word that goes with it."""
    answer = console.login(name, page=True)
    assert answer.json()["token"] is None
    return str(answer.json()["csrf"])


def _require_second_factor(console: Console) -> None:
    with console.database.write() as session:
        session.add(Rule(name="second_factor", value={"is_required": True}, version=1, updated_at=datetime.now(UTC)))


def _go_on(officer: OfficerClient, answer: httpx.Response) -> None:
    """Use the token that an answer gave from here on."""
    assert answer.status_code == 200, answer.text
    officer.headers["Authorization"] = f"Bearer {answer.json()['token']}"


def test_a_client_signs_in_and_out_with_a_token(console: Console) -> None:
    console.add("Arta", languages=["sq"], regions=["prizren"])
    answer = console.login("arta")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert set(answer.json()["officer"]) == NAMES
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    me = console.client.get("/api/console/me", headers=headers).json()
    assert me["officer"] == answer.json()["officer"]
    assert me["officer"]["regions"] == ["prizren"]
    assert (me["csrf"], me["must_set_second_factor"], me["idle_seconds"]) == (answer.json()["csrf"], False, 1800)
    assert console.client.post("/api/console/logout", headers=headers).status_code == 204
    _told(console.client.get("/api/console/me", headers=headers), 401, "signed_out")


def test_a_page_gets_a_cookie_that_scripts_and_other_sites_do_not(console: Console) -> None:
    console.add("Arta")
    answer = console.login("Arta", page=True)
    cookie = answer.headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "dialog_console"
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in rest.split(";")}
    assert "secure" not in cookie.lower()
    assert answer.json()["token"] is None
    assert console.client.get("/api/console/me").status_code == 200
    csrf = answer.json()["csrf"]
    out = console.client.post("/api/console/logout", headers={"X-CSRF-Token": csrf})
    assert out.status_code == 204
    assert not console.client.cookies
    _told(console.client.get("/api/console/me"), 401, "signed_out")


@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "another"}, {"X-CSRF-Token": "é".encode()}])
def test_a_cookie_alone_changes_nothing(headers: dict[str, str | bytes], console: Console) -> None:
    console.add("Arta")
    csrf = _sign_in_by_page(console, "Arta")
    change = {"is_available": False}
    _told(console.client.patch("/api/console/me", json=change, headers=headers), 403, "csrf")
    assert console.client.get("/api/console/me").json()["officer"]["is_available"] is True
    answer = console.client.patch("/api/console/me", json=change, headers={"X-CSRF-Token": csrf})
    assert answer.json()["officer"]["is_available"] is False


def test_the_word_of_one_login_is_not_that_of_another(console: Console) -> None:
    console.add("Arta")
    earlier = _sign_in_by_page(console, "Arta")
    later = _sign_in_by_page(console, "Arta")
    assert earlier != later
    _told(console.client.post("/api/console/me/sign", headers={"X-CSRF-Token": earlier}), 403, "csrf")


def test_a_new_login_of_a_page_ends_the_one_that_its_cookie_held(console: Console) -> None:
    for name in ("Arta", "Besa"):
        console.add(name)
    elsewhere = console.sign_in(0, "Arta")
    _sign_in_by_page(console, "Arta")
    former = {"Cookie": f"dialog_console={console.client.cookies['dialog_console']}"}
    _sign_in_by_page(console, "Besa")
    assert console.client.get("/api/console/me").json()["officer"]["name"] == "Besa"
    console.client.cookies.clear()
    _told(console.client.get("/api/console/me", headers=former), 401, "signed_out")
    assert elsewhere.get("/me").status_code == 200


def test_over_a_network_passwords_need_encryption(console: Console, settings: Settings) -> None:
    console.add("Arta")
    body = {"name": "Arta", "password": PASSWORD, "page": True}
    app = create_app(settings, passwords=CHEAP)
    with TestClient(app, base_url="http://dialog.example") as client:
        _told(client.post("/api/console/login", json=body), 403, "insecure")
        join = {"token": "x", "name": "Besa", "password": PASSWORD}
        _told(client.post("/api/console/join", json=join), 403, "insecure")
    with TestClient(app, base_url="https://dialog.example") as client:
        answer = client.post("/api/console/login", json=body)
        assert answer.status_code == 200
        assert "secure" in {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}


def test_a_proxy_that_is_not_trusted_makes_no_private_line(console: Console) -> None:
    console.add("Arta")
    answer = console.client.post(
        "/api/console/login",
        json={"name": "Arta", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"},
    )
    _told(answer, 403, "insecure")


@pytest.mark.parametrize("origin", ["http://dialog.example", "https://dialog.example", "null", "http://["])
def test_a_proxy_that_says_nothing_of_itself_makes_no_private_line(origin: str, console: Console) -> None:
    console.add("Arta")
    body = {"name": "Arta", "password": PASSWORD, "page": True}
    _told(console.client.post("/api/console/login", json=body, headers={"Origin": origin}), 403, "insecure")
    for own in ("http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"):
        assert console.client.post("/api/console/login", json=body, headers={"Origin": own}).status_code == 200


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_this_machine_is_a_private_line(host: str, console: Console) -> None:
    console.add("Arta")
    answer = console.client.post(
        "/api/console/login", json={"name": "Arta", "password": PASSWORD}, headers={"Host": host}
    )
    assert answer.status_code == 200


def test_refusals_at_login_say_what_to_do(console: Console) -> None:
    officer = console.officer("Arta")
    _told(console.login("Arta", "wrong password"), 401, "wrong")
    secret = officer.post("/me/second-factor", {"password": PASSWORD}).json()["secret"]
    app = pyotp.TOTP(secret)
    now = datetime.now(UTC)
    _go_on(officer, officer.post("/me/second-factor/confirm", {"code": app.at(now)}))
    assert officer.get("/me").json()["officer"]["has_second_factor"] is True
    _told(console.login("Arta"), 401, "code_required")
    _told(console.login("Arta", code="12"), 401, "wrong_code")
    assert console.login("Arta", code=app.at(now + timedelta(seconds=30))).status_code == 200
    for _ in range(5):
        console.login("Arta", "wrong password")
    locked = console.login("Arta")
    assert "1 min" in _told(locked, 429, "locked")
    assert 0 < int(locked.headers["Retry-After"]) == locked.json()["retry_after"] <= 61


def test_one_address_tries_only_so_often(console: Console, settings: Settings) -> None:
    slow = settings.model_copy(update={"rate_login": "3/minute"})
    with TestClient(create_app(slow, passwords=CHEAP), base_url="http://127.0.0.1") as client:
        for number in range(3):
            body = {"name": f"Nobody {number}", "password": PASSWORD}
            _told(client.post("/api/console/login", json=body), 401, "wrong")
        for path, body in (
            ("login", {"name": "Arta", "password": PASSWORD}),
            ("join/check", {"token": "x"}),
            ("join", {"token": "x", "name": "Arta", "password": PASSWORD}),
        ):
            answer = client.post(f"/api/console/{path}", json=body)
            _told(answer, 429, "locked")
            assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "Arta"},
        {"name": "Arta", "password": PASSWORD, "admin": True},
        {"name": ["Arta"], "password": PASSWORD},
        {"name": "A" * 300, "password": PASSWORD},
    ],
)
def test_a_login_of_another_form_is_refused(body: object, console: Console) -> None:
    answer = console.client.post("/api/console/login", json=body)
    _told(answer, 422, None)


def test_sentences_come_in_the_language_of_the_page(console: Console) -> None:
    english = console.client.get("/api/console/me", headers={"Accept-Language": "en"})
    assert _told(english, 401, "signed_out") == "You are signed out. Please sign in again."
    assert english.headers["www-authenticate"] == "Bearer"


def test_signs_of_life_are_those_of_people(console: Console) -> None:
    officer = console.officer()

    def seen_after(ask: str, **headers: str) -> bool:
        long_ago = datetime.now(UTC) - timedelta(minutes=4)
        with console.database.write() as session:
            session.get_one(Officer, officer.id).last_seen_at = long_ago
            session.query(OfficerSession).update({"last_used_at": long_ago})
        method, path = ask.split()
        assert officer.ask(method, path, **headers).status_code in {200, 204}
        with console.database.read() as session:
            is_used = session.query(OfficerSession).one().last_used_at > long_ago
            is_seen = session.get_one(Officer, officer.id).last_seen_at != long_ago
        assert is_used == is_seen
        return is_seen

    assert seen_after("POST /me/sign")
    assert seen_after("GET /me")
    assert not seen_after("GET /me", **{"X-Background": "1"})


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"language": "sr", "script": "Cyrl"}, ("sr", "Cyrl", True)),
        ({"language": "sq", "script": "Cyrl"}, ("sq", "Latn", True)),
        ({"is_available": False}, ("en", "Latn", False)),
        ({}, ("en", "Latn", True)),
    ],
)
def test_officers_say_what_they_are_shown_and_whether_they_take_talks(
    change: dict[str, object], now: tuple[str, str, bool], console: Console
) -> None:
    officer = console.officer()
    assert officer.ask("PATCH", "/me", change).status_code == 200
    shown = officer.get("/me").json()["officer"]
    assert (shown["language"], shown["script"], shown["is_available"]) == now


@pytest.mark.parametrize("change", [{"role": "admin"}, {"is_confined": False}, {"language": "de"}])
def test_nobody_changes_what_is_not_theirs_to_say(change: dict[str, object], console: Console) -> None:
    _told(console.officer().ask("PATCH", "/me", change), 422, None)


def test_a_new_password_goes_on_with_a_new_token(console: Console) -> None:
    officer = console.officer()
    elsewhere = console.sign_in(officer.id, officer.name)
    _told(officer.post("/me/password", {"old": "wrong password", "new": "another good one"}), 422, "wrong")
    told = _told(officer.post("/me/password", {"old": PASSWORD, "new": "short"}), 422, None)
    assert "10" in told
    answer = officer.post("/me/password", {"old": PASSWORD, "new": "another good one"})
    assert answer.status_code == 200
    _told(officer.get("/me"), 401, "signed_out")
    _told(elsewhere.get("/me"), 401, "signed_out")
    fresh = OfficerClient(console.client, officer.id, officer.name, answer.json()["token"])
    assert fresh.get("/me").json()["csrf"] == answer.json()["csrf"]


def test_a_page_goes_on_with_a_new_cookie_after_a_new_password(console: Console) -> None:
    console.add("Arta")
    csrf = _sign_in_by_page(console, "Arta")
    body = {"old": PASSWORD, "new": "another good one"}
    answer = console.client.post("/api/console/me/password", json=body, headers={"X-CSRF-Token": csrf})
    assert answer.json()["token"] is None
    assert answer.json()["csrf"] != csrf
    assert console.client.get("/api/console/me").json()["csrf"] == answer.json()["csrf"]


def test_a_second_factor_is_set_up_and_removed_by_who_knows_the_password(console: Console) -> None:
    officer = console.officer()
    _told(officer.post("/me/second-factor", {"password": "wrong password"}), 422, "wrong")
    _told(officer.post("/me/second-factor/confirm", {"code": "123456"}), 409, "transition")
    offer = officer.post("/me/second-factor", {"password": PASSWORD}).json()
    assert set(offer) == {"secret", "uri", "qr"}
    _told(officer.post("/me/second-factor/confirm", {"code": "12345"}), 422, "wrong_code")
    code = pyotp.TOTP(offer["secret"]).at(datetime.now(UTC))
    _go_on(officer, officer.post("/me/second-factor/confirm", {"code": code}))
    _told(officer.post("/me/second-factor", {"password": PASSWORD}), 409, "transition")
    _told(officer.ask("DELETE", "/me/second-factor", {"password": "wrong password"}), 422, "wrong")
    assert officer.ask("DELETE", "/me/second-factor", {"password": PASSWORD}).status_code == 204
    assert console.login("Arta").status_code == 200


def test_a_page_goes_on_with_a_new_cookie_once_its_second_factor_is_set_up(console: Console) -> None:
    console.add("Arta")
    headers = {"X-CSRF-Token": _sign_in_by_page(console, "Arta")}
    before = console.client.cookies["dialog_console"]
    door = "/api/console/me/second-factor"
    secret = console.client.post(door, json={"password": PASSWORD}, headers=headers).json()["secret"]
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    answer = console.client.post(f"{door}/confirm", json={"code": code}, headers=headers)
    assert answer.json()["token"] is None
    assert console.client.cookies["dialog_console"] != before
    assert console.client.get("/api/console/me").json()["csrf"] == answer.json()["csrf"]
    console.client.cookies.clear()
    old = {"Cookie": f"dialog_console={before}"}
    _told(console.client.get("/api/console/me", headers=old), 401, "signed_out")


@pytest.mark.parametrize("lost", ["role", "login", "second factor"])
def test_a_long_request_goes_on_while_a_new_one_would_be_let_in(lost: str, console: Console) -> None:
    officer = console.officer()
    headers = [(b"authorization", officer.headers["Authorization"].encode())]
    request = Request({"type": "http", "app": console.client.app, "headers": headers})
    assert is_still_signed_in(request, datetime.now(UTC))
    if lost == "role":
        with console.database.write() as session:
            session.get_one(Officer, officer.id).role = Role.TRAINER
    elif lost == "login":
        officer.post("/logout")
    else:
        _require_second_factor(console)
    assert not is_still_signed_in(request, datetime.now(UTC))


def test_where_a_second_factor_is_required_nothing_else_works_before(console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    assert admin.get("/officers").status_code == 200
    _require_second_factor(console)
    assert admin.get("/me").json()["must_set_second_factor"] is True
    for method, path in (("GET", "/officers"), ("GET", "/audit"), ("GET", "/conversations"), ("GET", "/rules")):
        _told(admin.ask(method, path), 403, "second_factor_required")
    body = {"old": PASSWORD, "new": "another good one"}
    _told(admin.post("/me/password", body), 403, "second_factor_required")
    assert admin.post("/me/sign").status_code == 204
    assert admin.ask("PATCH", "/me", {"language": "sq"}).status_code == 200
    assert console.login("Drita").status_code == 200
    secret = admin.post("/me/second-factor", {"password": PASSWORD}).json()["secret"]
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    _go_on(admin, admin.post("/me/second-factor/confirm", {"code": code}))
    assert admin.get("/officers").status_code == 200
    assert admin.get("/me").json()["must_set_second_factor"] is False


def test_an_invited_person_joins_and_signs_in(console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    made = admin.post("/invitations", {"role": "officer", "languages": ["sr"], "is_confined": True})
    assert made.status_code == 201
    path, _, token = made.json()["link"].partition("#join=")
    assert path == "/console"
    (listed,) = admin.get("/invitations").json()["invitations"]
    assert (listed["role"], listed["name"], listed["created_by"]) == ("officer", None, "Drita")
    assert token not in str(listed)
    check = console.client.post("/api/console/join/check", json={"token": token})
    assert check.json() == {"role": "officer", "name": None}
    body = {"token": token, "name": "Besa", "password": PASSWORD}
    answer = console.client.post("/api/console/join", json=body, headers={"Accept-Language": "sr-Cyrl"})
    assert (answer.status_code, answer.json()) == (201, {"name": "Besa"})
    _told(console.client.post("/api/console/join", json=body), 404, None)
    besa = console.sign_in(0, "Besa").get("/me").json()["officer"]
    assert (besa["role"], besa["languages"], besa["is_confined"]) == ("officer", ["sr"], True)
    assert (besa["language"], besa["script"]) == ("sr", "Cyrl")


def test_a_name_that_is_taken_is_told(console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    token = admin.post("/invitations", {"role": "officer"}).json()["link"].partition("#join=")[2]
    body = {"token": token, "name": "DRITA", "password": PASSWORD}
    _told(console.client.post("/api/console/join", json=body), 409, "name_taken")


def test_a_withdrawn_link_opens_nothing(console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    token = admin.post("/invitations", {"role": "officer"}).json()["link"].partition("#join=")[2]
    (listed,) = admin.get("/invitations").json()["invitations"]
    assert admin.ask("DELETE", f"/invitations/{listed['id']}").status_code == 204
    _told(console.client.post("/api/console/join/check", json={"token": token}), 404, None)
    _told(admin.ask("DELETE", f"/invitations/{listed['id']}"), 404, None)


def test_administrators_disable_enable_and_reset(console: Console) -> None:
    admin, officer = console.officer("Drita", Role.ADMIN), console.officer("Besa")
    _told(admin.post(f"/officers/{officer.id}/disable", {"reason": " "}), 422, None)
    shown = admin.post(f"/officers/{officer.id}/disable", {"reason": "left the force"}).json()["officer"]
    assert shown["disabled_at"] is not None
    _told(officer.get("/me"), 401, "signed_out")
    _told(console.login("Besa"), 401, "wrong")
    assert admin.post(f"/officers/{officer.id}/enable", {"reason": "is back"}).json()["officer"]["disabled_at"] is None
    assert console.login("Besa").status_code == 200
    link = admin.post(f"/officers/{officer.id}/reset", {"reason": "forgot"}).json()["link"]
    _told(console.login("Besa"), 401, "wrong")
    token = link.partition("#join=")[2]
    check = console.client.post("/api/console/join/check", json={"token": token})
    assert check.json() == {"role": "officer", "name": "Besa"}
    body = {"token": token, "name": "", "password": "another good one"}
    assert console.client.post("/api/console/join", json=body).json() == {"name": "Besa"}
    assert console.login("Besa", "another good one").status_code == 200
    whys = {it["action"]: it["why"] for it in admin.get("/audit").json()["entries"] if it["why"]}
    assert whys == {"officer_disabled": "left the force", "officer_enabled": "is back", "officer_reset": "forgot"}


def test_nobody_is_locked_out_for_good(console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    for path in ("disable", "reset"):
        _told(admin.post(f"/officers/{admin.id}/{path}", {"reason": "by mistake"}), 409, "transition")
    told = _told(admin.ask("PATCH", f"/officers/{admin.id}", {"role": "officer"}), 409, "transition")
    assert "last administrator" in told
    _told(admin.post("/officers/999/disable", {"reason": "nobody"}), 404, None)


def test_supervisors_see_colleagues_and_change_duties_alone(console: Console) -> None:
    supervisor, officer = console.officer("Vjosa", Role.SUPERVISOR), console.officer("Besa")
    shown = supervisor.get("/officers").json()["officers"]
    assert [it["name"] for it in shown] == ["Besa", "Vjosa"]
    assert set(shown[0]) == NAMES | {"on_duty", "last_seen_at", "disabled_at"}
    assert shown[0]["on_duty"] is True
    answer = supervisor.ask("PATCH", f"/officers/{officer.id}", {"regions": ["peja"]})
    assert answer.json()["officer"]["regions"] == ["peja"]
    _told(supervisor.ask("PATCH", f"/officers/{officer.id}", {"role": "supervisor"}), 403, "role")
    _told(supervisor.ask("PATCH", f"/officers/{officer.id}", {"regions": ["atlantis"]}), 422, None)
    officer.ask("PATCH", "/me", {"is_available": False})
    assert supervisor.get("/officers").json()["officers"][0]["on_duty"] is False


@pytest.mark.parametrize("reason", ["", "  ", "with\x00nothing", "x" * 501, None])
def test_a_reason_is_given_in_words(reason: str | None, console: Console) -> None:
    admin, officer = console.officer("Drita", Role.ADMIN), console.officer("Besa")
    _told(admin.post(f"/officers/{officer.id}/disable", {"reason": reason}), 422, None)


@pytest.mark.parametrize("name", ["\ud800\ud800", "A\x00b", "\u202eatrA"])
def test_odd_names_harm_nothing(name: str, console: Console) -> None:
    admin = console.officer("Drita", Role.ADMIN)
    token = admin.post("/invitations", {"role": "officer"}).json()["link"].partition("#join=")[2]
    for path, body in (
        ("login", {"name": name, "password": PASSWORD}),
        ("join", {"token": token, "name": name, "password": PASSWORD}),
    ):
        sent = json.dumps(body)
        answer = console.client.post(f"/api/console/{path}", content=sent, headers={"Content-Type": "application/json"})
        assert answer.status_code in {401, 422}


@pytest.mark.parametrize("query", ["conversation=%00", "action=%00", "officer=-1", "officer=x", "before=-1"])
def test_a_filter_that_means_nothing_is_refused(query: str, console: Console) -> None:
    _told(console.officer("Vjosa", Role.SUPERVISOR).get(f"/audit?{query}"), 422, None)


def test_supervisors_read_the_log_and_that_is_noted(console: Console) -> None:
    supervisor = console.officer("Vjosa", Role.SUPERVISOR)
    supervisor.get(f"/audit?officer={supervisor.id}")
    entries = supervisor.get("/audit").json()["entries"]
    assert [(it["number"], it["action"], it["officer"], it["label"]) for it in entries] == [
        (2, "audit_read", "Vjosa", "read the audit log"),
        (1, "login", "Vjosa", "signed in"),
    ]
    assert entries[0]["detail"] == {"officer": supervisor.id}
    found = supervisor.get("/audit?action=login").json()
    assert ([it["number"] for it in found["entries"]], found["more"]) == ([1], False)
    assert supervisor.get("/audit?before=2").json()["entries"][0]["number"] == 1
    assert supervisor.get("/audit/unusual").json() == {"readers": [], "days": 7}
    assert audit_check.verify(console.database).problems == []


@pytest.mark.parametrize(("door", "detail"), [("/audit", {}), ("/audit/unusual", {"readers": "unusual"})])
def test_no_header_of_a_client_keeps_a_look_at_the_log_out_of_it(
    door: str, detail: dict[str, str], console: Console
) -> None:
    supervisor, admin = console.officer("Vjosa", Role.SUPERVISOR), console.officer("Drita", Role.ADMIN)
    for _ in range(3):
        assert supervisor.get(door, **{"X-Background": "1"}).status_code == 200
    found = admin.get(f"/audit?action=audit_read&officer={supervisor.id}").json()["entries"]
    assert [(it["officer"], it["detail"]) for it in found] == [("Vjosa", detail)]


@pytest.mark.parametrize("door", ["/audit", "/audit/unusual"])
def test_who_is_confined_to_some_talks_does_not_read_of_all(door: str, console: Console) -> None:
    limits = {"is_confined": True, "regions": ["prizren"]}
    _told(console.officer("Vjosa", Role.SUPERVISOR, **limits).get(door), 403, "confined")
    assert console.officer("Liria", Role.SUPERVISOR, regions=["prizren"]).get(door).status_code == 200
