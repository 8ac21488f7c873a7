"""Officers for tests: accounts with cheap hashes, and clients that are signed in."""

from datetime import UTC, datetime
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from bot.i18n import LOCALES
from bot.messages import Role
from bot.services import audit
from bot.services.officers import Duties, add_officer
from bot.services.passwords import Passwords
from bot.store.database import Database

__all__ = ["CHEAP", "PASSWORD", "Console", "OfficerClient", "add_account"]

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Argon2 as fast as it gets: what is tried is not its strength."""
PASSWORD = "four words make sense"
PASSWORD_HASH = CHEAP.hash(PASSWORD)


def add_account(
    database: Database, name: str, role: Role = Role.OFFICER, *, now: datetime | None = None, **duties: Any
) -> int:
    """Make an account with the password of all tests, in English; returns its id."""
    now = now or datetime.now(UTC)
    with database.write() as session:
        audit.take_turn(session)
        given = Duties.from_json(duties)
        return add_officer(session, name, role, PASSWORD_HASH, given, LOCALES[3], now).id


class OfficerClient:
    """What an officer's client sends, with the token of their login."""

    def __init__(self, client: TestClient, officer_id: int, name: str, token: str) -> None:
        self.client = client
        self.id = officer_id
        self.name = name
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask a door below `/api/console`."""
        given: httpx.Response = self.client.request(
            method, f"/api/console{path}", json=body, headers=self.headers | headers
        )
        return given

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Do."""
        return self.ask("POST", path, body, **headers)


class Console:
    """The running app, as browsers on its own machine reach it, and its database."""

    def __init__(self, client: TestClient, database: Database) -> None:
        self.client = client
        self.database = database

    def add(self, name: str, role: Role = Role.OFFICER, **duties: Any) -> int:
        """Make an account; returns its id."""
        return add_account(self.database, name, role, **duties)

    def login(self, name: str, password: str = PASSWORD, **fields: Any) -> httpx.Response:
        """Ask for a login."""
        body = {"name": name, "password": password} | fields
        given: httpx.Response = self.client.post("/api/console/login", json=body, headers={"Accept-Language": "en"})
        return given

    def officer(self, name: str = "Arta", role: Role = Role.OFFICER, **duties: Any) -> OfficerClient:
        """Make an account and sign in."""
        return self.sign_in(self.add(name, role, **duties), name)

    def sign_in(self, officer_id: int, name: str) -> OfficerClient:
        """Sign in to an account that is there."""
        answer = self.login(name)
        assert answer.status_code == 200, answer.text
        return OfficerClient(self.client, officer_id, name, answer.json()["token"])
