"""Each driver in turn, with the app beside it: one app for all cases of a driver, and people of their own for each."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.messages import Role
from tests.conformance.driver import Driver, Person, wait
from tests.conformance.house import Engine, House, Officer
from tests.conformance.messenger import MessengerDriver
from tests.conformance.telegram import TelegramDriver
from tests.conformance.template import TemplateDriver
from tests.conformance.webchat import WebChatDriver

DRIVERS: dict[str, Callable[[], Driver]] = {
    "webchat": WebChatDriver,
    "telegram": TelegramDriver,
    "telegram-webhook": lambda: TelegramDriver(is_pushed=True),
    "messenger": MessengerDriver,
    "template": TemplateDriver,
}
"""A new channel is a line here."""
Hears = Callable[..., str]
Needs = Callable[[str], None]


@pytest.fixture(scope="session", params=DRIVERS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> Iterator[House]:
    """The app with a channel."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(migrated_file, folder / "dialog.db")
    with Engine() as engine, DRIVERS[request.param]() as driver:
        made = House(driver, engine, folder)
        made.start()
        yield made
        made.stop()
        made.database.close()


@pytest.fixture
def house(running: House) -> Iterator[House]:
    """The same, made whole again after each case."""
    yield running
    running.driver.come_back()
    running.engine.mode, running.engine.before_answer = "ok", lambda: None
    assert running.engine.broken == []


@pytest.fixture
def driver(house: House) -> Driver:
    """The channel."""
    return house.driver


@pytest.fixture
def person(driver: Driver) -> Person:
    """Somebody who has not written yet."""
    return driver.person()


@pytest.fixture
def officer(house: House) -> Officer:
    """Somebody at the console."""
    return house.officer()


@pytest.fixture
def supervisor(house: House) -> Officer:
    """Somebody at the console who may mute."""
    return house.officer(Role.SUPERVISOR)


@pytest.fixture
def needs(driver: Driver) -> Needs:
    """Skips a case for a channel that cannot, and says why."""

    def check(word: str) -> None:
        if word in driver.cannot:
            pytest.skip(driver.cannot[word])

    return check


@pytest.fixture
def hears(person: Person) -> Hears:
    """Waits until the person, or another one, is told something that holds the words; gives all that they were told."""

    def listen(*words: str, by: Person = person) -> str:
        def told() -> str:
            return "\n".join(it.text for it in by.answers)

        wait(lambda: all(word in told() for word in words), told)
        return told()

    return listen
