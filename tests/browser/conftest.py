"""A real Chromium against the whole house. Without a browser this lane is skipped, and says so."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import House, house

__all__ = ["house"]

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser when there is none."""
    if CHROMIUM is None:
        for item in items:
            if "tests/browser" in str(item.path):
                item.add_marker(pytest.mark.skip(reason="NO BROWSER: install chromium; the web chat was NOT tried"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Chat:
    """The web chat's page in a browser of its own."""

    def __init__(self, browser: Browser, house: House, language: str = "en-GB", **options: object) -> None:
        self.house = house
        self.context = browser.new_context(**({"viewport": PHONE, "locale": language} | options))  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda it: self.errors.append(it.text) if "Content Security" in it.text else None)

    def open(self, query: str = "") -> None:
        """Open the page and wait until it can be written to."""
        self.page.goto(f"{self.house.url}/{query}")
        expect(self.page.locator("#text")).to_be_editable()

    def send(self, text: str) -> None:
        """Write and send."""
        self.page.fill("#text", text)
        expect(self.page.locator("#send")).to_be_enabled()
        self.page.click("#send")

    def expect_talk(self, citizen: int, bot: int) -> None:
        """So many messages of each side, none of them unconfirmed."""
        expect(self.page.locator(".message.from-citizen")).to_have_count(citizen)
        expect(self.page.locator(".message.from-bot")).to_have_count(bot)
        expect(self.page.locator(".message[data-state]")).to_have_count(0)


@pytest.fixture
def chat(chromium: Browser, house: House) -> Iterator[Chat]:
    """The page on a phone, in English."""
    house.wait_until(house.is_ready, 90)
    made = Chat(chromium, house)
    yield made
    made.context.close()
    assert made.errors == []
