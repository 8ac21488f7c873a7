"""The reports in the console: found by topic and region, and what is perhaps the same, on a desk and on a phone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.config import Settings
from bot.services.audit import open_database
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_console import PICTURES, SERIOUS, Desk, make_desk
from tests.e2e.conftest import House
from tests.filing import add_report, find_talk

__all__ = ["make_desk"]

CAR = {"field": "what", "text": "they took the bags out of the Golf 01-234-AB", "value": None}
WHERE = {"field": "where", "text": "near the market in Prizren", "value": "prizren"}
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture(scope="module")
def filed(house: House) -> list[str]:
    """Some reports in the house: a car of which two tell, one of noise, and two pages of damage."""
    database = open_database(Settings(_env_file=None, data_dir=Path(house.data_dir)))
    now = datetime.now(UTC)
    made = [
        add_report(database, now - timedelta(hours=1), CAR, WHERE),
        add_report(database, now - timedelta(hours=3), CAR, WHERE),
        add_report(database, now - timedelta(hours=4), kind="report_noise", municipality="peja"),
    ]
    for number in range(60):
        add_report(database, now - timedelta(days=2, minutes=number), kind="report_vandalism", municipality="gjilan")
    made += [find_talk(database, made[0]).id]
    database.close()
    return made


def _open(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address }", address)


def _is_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [it["id"] for it in found.response["violations"] if it["impact"] in SERIOUS] == [], found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_reports_are_found_by_topic_and_region(
    make_desk: Callable[..., Desk], filed: list[str], size: str, scheme: str
) -> None:
    desk = make_desk(viewport=SIZES[size], color_scheme=scheme, bypass_csp=True)
    page = desk.page
    _open(page, "#/reports")
    rows = page.locator("#reports [data-report]")
    expect(rows).to_have_count(50)
    expect(rows.first).to_contain_text("near the market in Prizren")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"console-reports-{size}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    _is_accessible(page)
    page.click("#more-reports")
    expect(page.locator("#more-reports")).to_have_count(0)
    assert len(set(rows.evaluate_all("them => them.map(it => it.dataset.report)"))) == rows.count() >= 63
    # A press on the counts chooses, and the list follows.
    if size == "desk":
        page.locator("[data-table=counts] tr[data-kind=report_noise] .cell").click()
        expect(page.locator("#reports-region")).to_have_value("peja")
    else:
        page.locator(".kind-bar[data-kind=report_noise]").click()
    expect(page.locator("#reports-kind")).to_have_value("report_noise")
    expect(rows).to_have_count(1)
    page.select_option("#reports-status", "closed")
    expect(rows).to_have_count(0)
    expect(page.locator("#reports-none")).not_to_be_empty()


def test_what_is_perhaps_the_same_is_decided_beside_the_report(
    make_desk: Callable[..., Desk], filed: list[str]
) -> None:
    one, other, _, talk = filed
    desk = make_desk(viewport={"width": 1280, "height": 1000}, bypass_csp=True)
    page = desk.page
    _open(page, f"#/queue/{talk}")
    alike = page.locator(f"#panel-alike [data-alike='{other}']")
    expect(alike).to_contain_text("same number plate")
    expect(alike).to_contain_text("2 h apart")
    _is_accessible(page)
    alike.locator("[data-decide=false]").click()
    expect(page.locator("#alike-not-same [data-alike]")).to_have_count(1)
    page.locator("#alike-not-same summary").click()
    alike.locator("[data-decide=null]").click()
    expect(alike).to_have_attribute("data-same", "null")
    alike.locator("[data-decide=true]").click()
    expect(alike).to_have_attribute("data-same", "true")
    expect(alike).to_contain_text(desk.name)
    # From the other side it reads the same.
    alike.locator("a").click()
    expect(page.locator(f"#panel-alike [data-alike='{one}']")).to_have_attribute("data-same", "true")


def test_reports_by_keyboard_alone(make_desk: Callable[..., Desk], filed: list[str]) -> None:
    page = make_desk().page
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.locator("#reports [data-report]")).to_have_count(50)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#reports [data-report='{filed[1]}'] a")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-conversation-open='{filed[3]}']")).to_be_visible()
