"""The chat in a page of another site, as its visitors have it: opened, talked with, closed, left."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from bot.config import ROOT
from tests.browser.conftest import DESK, PHONE
from tests.e2e.conftest import House, free_port

PICTURES = ROOT / ".data" / "screenshots"
TITLES = {
    "sq": "Bisedë me Policinë e Kosovës",
    "sr-Latn": "Razgovor sa Policijom Kosova",
    "sr-Cyrl": "Разговор са Полицијом Косова",
    "en": "Chat with Kosovo Police",
}
# A page whose own style touches everything that it can, and whose policy allows the chat and nothing more.
SITE = """<!doctype html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>A municipality</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>A municipality</h1><p><a href="/elsewhere">Elsewhere</a></p></main>
<script src="{chat}/embed.js" async {attributes}></script></body></html>"""
STYLE = """body > * { margin: 2em; max-width: 40em; position: relative; transform: none; }
button { background: #0f0; font-size: 40px; display: none; } iframe { width: 20px !important; }
div, section, header { display: none; }"""


class Site:
    """A web server of somebody else."""

    def __init__(self, url: str, chat: str) -> None:
        self.url = url
        self.lang, self.direction, self.attributes = "en", "ltr", ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_style = self.path == "/style.css"
                told = {"lang": site.lang, "direction": site.direction, "attributes": site.attributes, "chat": chat}
                body = STYLE if is_style else SITE.format(**told) if self.path == "/" else "elsewhere"
                self.send_response(200)
                self.send_header("Content-Type", f"text/{'css' if is_style else 'html'}; charset=utf-8")
                self.send_header(
                    "Content-Security-Policy",
                    f"default-src 'none'; style-src 'self'; script-src {chat}; frame-src {chat}; "
                    "require-trusted-types-for 'script'",
                )
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", urlsplit(url).port or 80), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End."""
        self.server.shutdown()
        self.server.server_close()


class Visitor:
    """Somebody on a page of the site."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.opener = page.locator("dialog-chat #open")
        self.panel = page.locator("dialog-chat #chat")
        self.frame: FrameLocator = page.frame_locator("dialog-chat iframe")
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda it: self.errors.append(it.text) if "Content Security" in it.text else None)

    def visit(self) -> None:
        """Come from another page."""
        self.page.goto(f"{self.site.url}/elsewhere")
        self.page.goto(f"{self.site.url}/")
        expect(self.opener).to_be_visible()

    def open(self) -> None:
        """Open the chat, and wait until it can be written to."""
        self.opener.click()
        expect(self.frame.locator("#text")).to_be_editable()

    def say(self, text: str) -> None:
        """Write a message, and wait for an answer to it."""
        self.frame.locator("#text").fill(text)
        self.frame.locator("#send").click()
        expect(self.frame.locator(".message.from-bot")).not_to_have_count(0)
        expect(self.frame.locator(".message[data-state]")).to_have_count(0)

    def expect_left(self, house: House) -> None:
        """The whole tab shows the other page; back leads to what was there before the site's page with the chat."""
        expect(self.page).to_have_url(f"http://localhost:{house.ports['DIALOG_PORT']}/healthz")
        self.page.go_back()
        expect(self.page).to_have_url(f"{self.site.url}/elsewhere")


@contextmanager
def _visitor(chromium: Browser, site: Site, **options: object) -> Iterator[Visitor]:
    context = chromium.new_context(**({"viewport": DESK, "locale": "en-GB"} | options))  # type: ignore[arg-type]
    yield Visitor(context.new_page(), site)
    context.close()


@pytest.fixture
def site(house: House) -> Iterator[Site]:
    """The site that the settings name."""
    made = Site(house.site, house.url)
    yield made
    made.close()


@pytest.fixture
def visitor(chromium: Browser, house: House, site: Site) -> Iterator[Visitor]:
    """Somebody at a desk, on the page of the site."""
    house.wait_until(house.is_ready, 90)
    with _visitor(chromium, site) as made:
        made.visit()
        yield made
        assert made.errors == []


def test_a_talk_in_another_site(visitor: Visitor) -> None:
    assert visitor.page.locator("dialog-chat iframe").count() == 0, "nothing is loaded before somebody asks"
    expect(visitor.opener).to_have_attribute("aria-expanded", "false")
    visitor.open()
    expect(visitor.opener).to_have_attribute("aria-expanded", "true")
    visitor.say("hello there, good morning")
    visitor.panel.get_by_role("button", name="Close the chat").click()
    expect(visitor.panel).to_be_hidden()
    expect(visitor.opener).to_be_focused()
    visitor.open()
    expect(visitor.frame.locator(".message.from-citizen")).to_have_count(1)


def test_by_keyboard_alone(visitor: Visitor) -> None:
    visitor.opener.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.frame.locator("#text")).to_be_editable()
    for _ in range(20):
        visitor.page.keyboard.press("Tab")
        if visitor.frame.locator("#text:focus").count():
            break
    visitor.page.keyboard.type("hello there, good morning")
    visitor.page.keyboard.press("Enter")
    expect(visitor.frame.locator(".message.from-bot")).to_have_count(1)
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()
    expect(visitor.opener).to_be_focused()
    visitor.page.wait_for_timeout(1100)
    visitor.page.keyboard.press("Escape")
    expect(visitor.page).to_have_url(f"{visitor.site.url}/")


def test_one_press_of_the_exit_key_closes_a_menu_before_the_chat(visitor: Visitor) -> None:
    visitor.open()
    visitor.frame.locator("#language-button").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.frame.locator("#language-menu ul")).to_be_hidden()
    visitor.page.wait_for_timeout(1100)
    expect(visitor.panel).to_be_visible()


def test_a_site_that_nobody_named_is_refused(chromium: Browser, house: House) -> None:
    house.wait_until(house.is_ready, 90)
    other = Site(f"http://localhost:{free_port()}", house.url)
    with _visitor(chromium, other) as visitor:
        visitor.visit()
        with visitor.page.expect_console_message(lambda it: "frame-ancestors" in it.text):
            visitor.opener.click()
        visitor.page.wait_for_timeout(500)
        expect(visitor.frame.locator("#text")).to_have_count(0)
        visitor.panel.get_by_role("button").click()
        expect(visitor.panel).to_be_hidden()
    other.close()


def test_the_page_that_is_not_for_frames_is_refused_to_all(visitor: Visitor, house: House) -> None:
    visitor.open()
    for page in ("/", "/console"):
        with visitor.page.expect_console_message(lambda it: "frame-ancestors 'none'" in it.text):
            visitor.page.evaluate(
                "at => { document.body.append(Object.assign(document.createElement('iframe'), {src: at})) }",
                house.url + page,
            )
    visitor.errors.clear()


@pytest.mark.parametrize("is_by_key", [False, True], ids=["link", "key"])
def test_the_exit_takes_the_page_around_away(visitor: Visitor, house: House, is_by_key: bool) -> None:
    visitor.open()
    visitor.say("my husband beats me")
    if is_by_key:
        visitor.frame.locator("#text").press("Escape")
        visitor.page.keyboard.press("Escape")
    else:
        visitor.frame.locator("#exit").click()
    visitor.expect_left(house)


def test_the_exit_key_works_from_the_page_around(visitor: Visitor, house: House) -> None:
    visitor.open()
    visitor.say("my husband beats me")
    visitor.panel.get_by_role("button").focus()
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Escape")
    visitor.expect_left(house)


def test_the_exit_deletes_what_the_frame_kept(chromium: Browser, house: House) -> None:
    house.wait_until(house.is_ready, 90)
    site = Site(house.neighbour, house.url)  # for whose frames this browser stores something
    with _visitor(chromium, site) as visitor:
        visitor.visit()
        visitor.open()
        visitor.say("my husband beats me")
        visitor.page.reload()
        visitor.open()
        expect(visitor.frame.locator(".message.from-citizen")).to_have_count(1)
        visitor.panel.get_by_role("button").focus()
        visitor.page.keyboard.press("Escape")
        visitor.page.keyboard.press("Escape")
        visitor.expect_left(house)
        visitor.page.goto(f"{house.url}/healthz")
        assert visitor.page.evaluate("Object.keys(localStorage)") == []
    site.close()


def test_a_page_that_frames_the_chat_by_itself_is_left_too(visitor: Visitor, house: House) -> None:
    visitor.page.evaluate(
        """at => {
            const own = document.createElement("iframe");
            document.body.append(Object.assign(own, {id: "own", src: at}));
            own.style.cssText = "width: 30rem !important; height: 40rem";
        }""",
        f"{house.url}/embed",
    )
    own = visitor.page.frame_locator("#own")
    expect(own.locator("#text")).to_be_editable()
    own.locator("#exit").click()
    visitor.expect_left(house)


def test_without_storage_the_chat_talks_from_memory(chromium: Browser, house: House, site: Site) -> None:
    house.wait_until(house.is_ready, 90)
    with _visitor(chromium, site) as visitor:
        visitor.page.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"])
                 Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError") }});
               navigator.locks.request = async () => { throw new DOMException("no", "SecurityError") };"""
        )
        visitor.visit()
        visitor.open()
        visitor.say("hello there, good morning")
        expect(visitor.frame.locator("#connection")).to_be_empty()
        visitor.frame.locator("#exit").click()
        visitor.expect_left(house)
        assert visitor.errors == []


def test_what_others_send_is_not_heard(visitor: Visitor, house: House) -> None:
    visitor.open()
    visitor.page.evaluate(
        "() => { for (const dialog of ['left', 'close', 'answered']) window.postMessage({dialog}, '*') }"
    )
    frame = next(it for it in visitor.page.frames if "/embed" in it.url)
    frame.evaluate("() => window.postMessage({dialog: 'leave'}, '*')")
    visitor.page.wait_for_timeout(500)
    expect(visitor.panel).to_be_visible()
    expect(visitor.frame.locator("#text")).to_be_visible()


def test_an_answer_while_the_chat_is_closed_is_told_on_the_button(visitor: Visitor) -> None:
    visitor.open()
    visitor.frame.locator("#text").fill("hello there, good morning")
    visitor.frame.locator("#send").click()
    visitor.panel.get_by_role("button").click()
    expect(visitor.opener).to_have_accessible_name(re.compile("New messages"))
    visitor.opener.click()
    expect(visitor.opener).to_have_accessible_name("Chat with Kosovo Police")


@pytest.mark.parametrize(
    ("attributes", "lang", "tag"),
    [
        ('data-language="sq"', "en", "sq"),
        ('data-language="sr"', "en", "sr-Latn"),
        ('data-language="sr-Cyrl"', "en", "sr-Cyrl"),
        ("", "sr-Cyrl-XK", "sr-Cyrl"),
        ("", "bs", "sr-Latn"),
        ("", "sq-XK", "sq"),
        ("", "tr", "en"),  # of the browser
    ],
)
def test_it_speaks_the_language_of_the_page(
    chromium: Browser, house: House, site: Site, attributes: str, lang: str, tag: str
) -> None:
    house.wait_until(house.is_ready, 90)
    site.attributes, site.lang = attributes, lang
    with _visitor(chromium, site) as visitor:
        visitor.visit()
        expect(visitor.opener).to_have_accessible_name(TITLES[tag])
        visitor.open()
        expect(visitor.frame.locator("html")).to_have_attribute("lang", tag)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("tag", TITLES)
def test_it_fits_the_page_and_anybody_can_use_it(
    chromium: Browser, house: House, site: Site, tag: str, size: dict[str, int], scheme: str, direction: str
) -> None:
    house.wait_until(house.is_ready, 90)
    site.attributes, site.direction = f'data-language="{tag}"', direction
    with _visitor(chromium, site, viewport=size, color_scheme=scheme, reduced_motion="reduce") as visitor:
        visitor.visit()
        box = visitor.opener.bounding_box()
        assert box
        assert box["height"] >= 44
        assert 0 <= box["x"] <= box["x"] + box["width"] <= size["width"]
        assert (box["x"] < size["width"] / 3) if direction == "rtl" and size is DESK else True
        visitor.open()
        panel = visitor.panel.bounding_box()
        assert panel
        if size is PHONE:
            assert panel == {"x": 0, "y": 0, **size}
        else:
            assert panel["height"] > 500
            assert panel["y"] >= 0
        assert visitor.panel.evaluate("it => getComputedStyle(it).animationName") == "none"
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        if direction == "ltr":
            PICTURES.mkdir(parents=True, exist_ok=True)
            visitor.page.screenshot(path=PICTURES / f"embed-{tag}-{scheme}-{size['width']}.png")
            found = Axe().run(visitor.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
            assert found.violations_count == 0, found.generate_report()
