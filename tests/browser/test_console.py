"""The console as officers have it: two of them and a citizen in three browsers, from the first call to the rating."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from bot.config import ROOT
from bot.content.facts import load_facts
from bot.i18n import LOCALES, find_locale, translate
from bot.responses import load_responses
from bot.services.answers import today
from bot.services.facts import list_facts
from tests.browser.conftest import DESK, PHONE, Chat
from tests.e2e.conftest import House
from tests.files import FILES
from tests.media import MADE, SECRETS

PICTURES = ROOT / ".data" / "screenshots"
PASSWORD = "long enough for a test"
TAGS = ("sq", "sr-Latn", "sr-Cyrl", "en")
WISH = {
    "sq": "Dua të flas me një zyrtar policor",
    "sr-Latn": "Želim da razgovaram sa policijskim službenikom",
    "sr-Cyrl": "Желим да разговарам са полицијским службеником",
    "en": "I want to talk to a police officer",
}
PAGES = (
    *("queue", "undelivered", "reports", "board", "replies", "facts", "rules", "officers", "audit", "privacy"),
    "account",
)
SERIOUS = {"serious", "critical"}


class Desk:
    """An officer at the console, in a browser of their own."""

    def __init__(self, browser: Browser, house: House, role: str, tag: str, **options: object) -> None:
        self.name = f"{role} {uuid4().hex[:6]}"
        house.add_officer(self.name, role, PASSWORD, language=tag)
        self.house = house
        self.context = browser.new_context(**({"viewport": DESK, "locale": "en-GB"} | options))  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda it: self.errors.append(it.text) if "Content Security" in it.text else None)
        self.sign_in(tag)

    def sign_in(self, tag: str) -> None:
        """Open the console and get in."""
        self.page.goto(f"{self.house.url}/console?lang={tag}")
        self.enter_password()
        expect(self.page.locator("html")).to_have_attribute("lang", tag)

    def enter_password(self) -> None:
        """Fill in the form that asks who is there."""
        self.page.fill("#name", self.name)
        self.page.fill("#password", PASSWORD)
        self.page.locator("#login button[type=submit]").click()
        expect(self.page.locator("#queue")).to_be_visible()

    def row(self, conversation: str) -> Locator:
        """A talk's line in the queue."""
        return self.page.locator(f"#queue [data-conversation='{conversation}']")

    def open(self, conversation: str) -> None:
        """Open a talk from the queue."""
        self.row(conversation).click()
        expect(self.page.locator("#talk-title")).to_be_visible()

    def claim(self, conversation: str) -> None:
        """Take a talk over."""
        self.open(conversation)
        self.page.click("#claim")
        expect(self.page.locator("#reply-text")).to_be_visible()

    def reply(self, text: str) -> None:
        """Write to the citizen."""
        self.page.fill("#reply-text", text)
        self.page.click("#send-reply")
        expect(self.page.locator("#reply-text")).to_have_value("")


@pytest.fixture
def make_desk(chromium: Browser, house: House) -> Iterator[Callable[..., Desk]]:
    """Makes officers; none of their pages may have failed at the end."""
    house.wait_until(house.is_ready, 90)
    made: list[Desk] = []

    def make(role: str = "officer", tag: str = "en", **options: object) -> Desk:
        made.append(Desk(chromium, house, role, tag, **options))
        return made[-1]

    yield make
    for desk in made:
        desk.context.close()
    assert [error for desk in made for error in desk.errors] == []


def _ask_for_officer(chat: Chat, tag: str = "en") -> str:
    """A citizen opens the web chat and asks for an officer; returns the conversation's id."""
    chat.open(f"?lang={tag}")
    with chat.page.expect_response("**/api/chat/sessions") as opened:
        chat.send(WISH[tag])
    expect(chat.page.locator("#state")).to_have_attribute("data-status", "waiting")
    return str(opened.value.json()["conversation"])


@pytest.mark.parametrize(("media_type", "player"), [("video/webm", "video"), ("audio/ogg", "audio")])
def test_a_film_and_a_recording_are_played(
    chat: Chat, make_desk: Callable[..., Desk], media_type: str, player: str
) -> None:
    conversation = _ask_for_officer(chat)
    chat.page.set_input_files("#file", [{"name": "it", "mimeType": media_type, "buffer": MADE[media_type]}])
    chat.send("this is what happened")
    desk = make_desk()
    desk.open(conversation)
    played = desk.page.locator(f"#messages {player}")
    expect(played).to_be_visible()
    ended = "(it) => new Promise((end) => { it.muted = true; it.onended = () => end(it.duration); it.play(); })"
    assert 1.5 < played.evaluate(ended) < 2.5
    PICTURES.mkdir(parents=True, exist_ok=True)
    desk.page.screenshot(path=PICTURES / f"player-{player}.png")
    expect(
        desk.page.locator(".message", has=desk.page.locator(player)).get_by_role("link", name="Save the original")
    ).to_be_visible()


def test_a_copy_of_a_document_is_saved_not_opened(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    conversation = _ask_for_officer(chat)
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": MADE["application/pdf"]}
    chat.page.set_input_files("#file", [letter])
    chat.page.click("#send")
    desk = make_desk()
    desk.open(conversation)
    with desk.page.expect_download() as saved:
        desk.page.locator("#messages").get_by_role("link", name="Save a copy without hidden details").click()
    assert saved.value.suggested_filename.endswith("-copy.pdf")
    copy = saved.value.path().read_bytes()
    assert copy.startswith(b"%PDF")
    assert not [it for it in SECRETS if it in copy]


@pytest.mark.parametrize("tag", TAGS)
def test_the_whole_story(chat: Chat, make_desk: Callable[..., Desk], tag: str) -> None:
    one, other = make_desk(tag=tag), make_desk(tag=TAGS[TAGS.index(tag) - 1])
    conversation = _ask_for_officer(chat, tag)
    # Both see it without a reload; one takes it, the other is told whose it is.
    expect(one.row(conversation)).to_be_visible()
    other.open(conversation)
    one.claim(conversation)
    expect(chat.page.locator("#state")).to_have_attribute("data-status", "assigned")
    expect(other.page.locator("#owner")).to_contain_text(one.name)
    expect(other.page.locator("#claim")).to_have_count(0)
    # They talk.
    one.reply("Good evening, what has happened?")
    expect(chat.page.locator(".from-officer .bubble")).to_have_text("Good evening, what has happened?")
    chat.send("Somebody took my bag")
    expect(one.page.locator(".message.from-citizen").last).to_contain_text("Somebody took my bag")
    # A note is for officers alone.
    one.page.click("#mode-note")
    one.page.fill("#note-text", "a secret note")
    one.page.click("#send-note")
    expect(other.page.locator("[data-kind=note]")).to_contain_text("a secret note")
    # Handed on with a reason.
    one.page.click("#transfer")
    one.page.locator("#transfer-to").select_option(label=_option(one.page, "#transfer-to", other.name))
    one.page.fill("#transfer-reason", "speaks the language")
    one.page.click("#transfer-send")
    expect(other.page.locator("#reply-text")).to_be_visible()
    expect(one.page.locator("#reply-text")).to_have_count(0)
    # A canned reply: picked in the officer's language, read in the citizen's.
    other.page.click("#canned")
    first = other.page.locator("#canned-list [data-canned]").first
    expect(first).to_be_visible()
    expected = first.locator(".theirs")
    text = (expected if expected.count() else first.locator("span")).first.inner_text()
    first.click()
    other.page.click("#send-canned")
    expect(chat.page.locator(".from-officer .bubble").last).to_have_text(text)
    # Closed with a reason, and rated.
    other.page.click("#resolve")
    other.page.fill("#resolve-reason", "Everything is clear.")
    other.page.click("#resolve-send")
    expect(chat.page.locator("#state")).to_have_attribute("data-status", "resolved")
    expect(chat.page.locator(".message").last).to_contain_text("Everything is clear.")
    chat.page.locator(".message").last.locator("button").first.click()
    expect(other.page.locator("#rating")).to_contain_text("5")
    expect(chat.page.locator("#state")).to_have_attribute("data-status", "resolved")
    assert "a secret note" not in chat.page.content()


def test_danger_is_unmistakable(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    chat.open()
    with chat.page.expect_response("**/api/chat/sessions") as opened:
        chat.send("he is beating me, help me now")
    row = desk.row(opened.value.json()["conversation"])
    expect(row).to_have_attribute("data-urgent", "1")
    expect(desk.page.locator("#alarm-announcer")).not_to_be_empty()
    assert desk.page.locator("#queue [data-conversation]").first.get_attribute("data-urgent") == "1"
    assert "▲" in desk.page.title()


def test_a_draft_survives_the_end_of_a_session(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    conversation = _ask_for_officer(chat)
    desk.claim(conversation)
    desk.page.fill("#reply-text", "half a thought, not yet sent")
    desk.context.clear_cookies()
    # The page may have noticed by itself before the press.
    desk.page.evaluate("document.querySelector('#send-reply')?.click()")
    expect(desk.page.locator("#password")).to_be_visible()
    desk.enter_password()
    expect(desk.page.locator("#reply-text")).to_have_value("half a thought, not yet sent")
    desk.page.click("#send-reply")
    expect(chat.page.locator(".from-officer .bubble")).to_have_count(1)


def test_an_officer_sends_a_photo_and_a_document(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    conversation = _ask_for_officer(chat)
    desk.claim(conversation)
    photo, document = FILES["image/png"], MADE["application/pdf"]
    desk.page.set_input_files(
        "#file",
        [
            {"name": "gate.png", "mimeType": "image/png", "buffer": photo},
            {"name": "form.pdf", "mimeType": "application/pdf", "buffer": document},
        ],
    )
    expect(desk.page.locator(".staged li")).to_have_count(2)
    desk.reply("Your car is behind this gate.")
    expect(desk.page.locator(".staged")).to_have_count(0)
    expect(desk.page.locator(".from-officer .file")).to_have_count(2)
    sent = chat.page.locator(".message.from-officer")
    expect(sent.first).to_contain_text("Your car is behind this gate.")
    expect(sent.first.locator("img")).to_be_visible()
    for index, head in enumerate((b"\x89PNG", b"%PDF")):  # copies, of which no program told who made them
        with chat.page.expect_download() as saved:
            sent.nth(index).locator("button.save").click()
        content = saved.value.path().read_bytes()
        assert b"Arta" not in content
        assert content.startswith(head)
        assert content not in (photo, document)
        assert not [secret for secret in SECRETS if secret in content]


def test_what_was_not_delivered_is_sent_again(chat: Chat, make_desk: Callable[..., Desk], house: House) -> None:
    desk = make_desk()
    conversation = _ask_for_officer(chat)
    desk.claim(conversation)
    desk.reply("Good day")
    with sqlite3.connect(house.data_dir / "dialog.db", timeout=10) as database:
        database.execute(
            "UPDATE messages SET delivery = 'failed', problem = 'blocked' WHERE conversation_id = ? AND text = ?",
            (conversation, "Good day"),
        )
    desk.page.click("[data-page=undelivered]")
    listed = desk.page.locator(f"[data-undelivered^='{conversation}']")
    expect(listed).to_contain_text("The citizen has blocked the bot.")
    expect(listed).to_contain_text(re.compile(r"Citizen [0-9A-F]{2}-[0-9A-F]{2}"))
    expect(desk.page.locator("#undelivered-count")).to_have_text("1")
    listed.locator("[data-again]").click()
    expect(listed).to_have_count(0)
    expect(desk.page.locator("#undelivered-count")).to_have_count(0)


def test_a_double_click_replies_once(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.claim(_ask_for_officer(chat))
    desk.page.fill("#reply-text", "only once")
    desk.page.dblclick("#send-reply")
    expect(chat.page.locator(".from-officer .bubble")).to_have_count(1)
    desk.reply("and another one")
    expect(chat.page.locator(".from-officer .bubble")).to_have_text(["only once", "and another one"])


def test_markup_is_shown_as_it_was_written(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    nasty = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    conversation = _ask_for_officer(chat)
    chat.send(nasty)
    desk.claim(conversation)
    expect(desk.page.locator(".message.from-citizen").last).to_contain_text(nasty)
    desk.reply(nasty)
    expect(chat.page.locator(".from-officer .bubble")).to_have_text(nasty)
    desk.page.fill("#tag", nasty[:30])
    desk.page.click("#add-tag")
    expect(desk.page.locator("#tags")).to_contain_text(nasty[:30])
    assert desk.page.locator("#talk img[src=x], #talk script").count() == 0


def test_a_paste_that_is_too_long_is_kept_and_told(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.claim(_ask_for_officer(chat))
    desk.page.fill("#reply-text", "x" * 100_000)
    expect(desk.page.locator("#counter")).to_contain_text("95904")
    expect(desk.page.locator("#send-reply")).to_be_disabled()
    assert len(desk.page.input_value("#reply-text")) == 100_000


def test_by_keyboard_alone(chat: Chat, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    conversation = _ask_for_officer(chat)
    expect(desk.row(conversation)).to_be_visible()
    keyboard = desk.page.keyboard
    focused = "document.activeElement?.closest('[data-conversation]')?.dataset.conversation"
    for _ in range(60):
        keyboard.press("j")
        if desk.page.evaluate(focused) == conversation:
            break
    keyboard.press("Enter")
    expect(desk.page.locator("#claim")).to_be_visible()
    keyboard.press("c")
    expect(desk.page.locator("#reply-text")).to_be_visible()
    keyboard.press("r")
    keyboard.type("written without a mouse, j c r e")
    keyboard.press("Control+Enter")
    expect(chat.page.locator(".from-officer .bubble")).to_have_text("written without a mouse, j c r e")
    keyboard.press("Escape")
    desk.page.locator("#talk-title").click()
    keyboard.press("e")
    expect(desk.page.locator("#resolve-reason")).to_be_visible()


def test_facts_are_found_and_fit_a_phone(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    page = desk.page
    page.click("[data-page=facts]")
    rows = page.locator("[data-table=facts] [data-fact]")
    expect(rows).to_have_count(len(list_facts(today(datetime.now(UTC)), LOCALES[3])))
    page.fill("#facts-search", "discount of nobody")
    expect(rows).to_have_count(0)
    expect(page.locator("[data-table=facts]")).to_have_count(0)
    page.fill("#facts-search", "Fine DISCOUNT days")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("15 days")
    page.click("[data-view=unapproved]")
    approved = load_facts().get("fine_discount_days").approved_by
    expect(rows).to_have_count(0 if approved else 1)
    page.click("[data-view=all]")
    page.set_viewport_size(PHONE)
    card = page.locator("li[data-fact=fine_discount_days]")
    expect(card).to_contain_text("15 days")
    expect(rows).to_have_count(0)
    page.fill("#facts-search", "")
    expect(page.locator("li[data-fact]")).to_have_count(len(list_facts(today(datetime.now(UTC)), LOCALES[3])))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_expired_fact_says_so(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()

    def age(route: Route) -> None:
        answer = route.fetch().json()
        answer["facts"][0]["state"] = "expired"
        route.fulfill(json=answer | {"expiring": 1})

    desk.page.route("**/api/console/facts", age)
    desk.page.click("[data-page=facts]")
    desk.page.click("[data-view=expiring]")
    row = desk.page.locator("[data-table=facts] [data-state=expired]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Expired, not told any more")


DELETE = {"sq": "Fshi të dhënat e mia", "sr-Latn": "Obriši moje podatke", "sr-Cyrl": "Обриши моје податке"}
WHY = "The inquiry that needed it has ended."


@pytest.mark.parametrize("tag", TAGS)
def test_a_wish_to_delete_is_granted_and_told(chat: Chat, make_desk: Callable[..., Desk], tag: str) -> None:
    small = {"viewport": PHONE, "color_scheme": "dark"} if tag in {"sq", "sr-Cyrl"} else {}
    arta, besa = make_desk(), make_desk("supervisor", tag, bypass_csp=True, **small)
    conversation = _ask_for_officer(chat, tag)
    arta.claim(conversation)
    arta.reply("Good evening")
    expect(chat.page.locator(".from-officer")).to_have_count(1)
    chat.send(DELETE.get(tag, "Delete my data"))
    chat.page.click("[data-payload*=delete_now]")
    expect(chat.page.locator(".message.from-citizen")).to_have_count(3)
    # The supervisor finds it, holds the talk, sees that a hold stands in the way, and lifts it.
    page = besa.page
    page.goto(f"{besa.house.url}/console?lang={tag}#/privacy")
    wish = page.locator(".wish").filter(has=page.locator(f"a[href$='{conversation}']"))
    expect(wish).to_be_visible()
    page.fill("#hold-reference", conversation)
    page.fill("#hold-reason", WHY)
    page.click("#hold-send")
    expect(page.locator(f"[data-hold='{conversation}']")).to_contain_text(WHY)
    expect(wish.locator("[data-decide=grant]")).to_be_disabled()
    _look(besa, f"wish-held-{tag}")
    page.click(f"[data-lift='{conversation}']")
    page.fill("#lift-reason", WHY)
    page.click("#lift-send")
    expect(page.locator(f"[data-hold='{conversation}']")).to_have_count(0)
    expect(page.locator("#hold-form [role=status]")).to_be_empty()
    page.click("#count-due")
    expect(page.locator("[data-table=due] tbody tr")).to_have_count(9)
    # It is deleted, and the citizen reads so in their language; nothing else is left.
    wish.locator("[data-decide=grant]").click()
    expect(page.locator("#grant-send")).to_be_disabled()
    page.fill("#decide-reason", WHY)
    _look(besa, f"wish-grant-{tag}")
    page.click("#grant-send")
    expect(wish).to_have_count(0)
    expect(page.locator("[data-table=decided]")).to_contain_text(besa.name)
    _look(besa, f"wish-decided-{tag}")
    granted = translate(load_responses()["utter_deletion_granted"].text, find_locale(tag))
    expect(chat.page.get_by_text(granted)).to_be_visible()
    chat.page.reload()
    expect(chat.page.get_by_text(granted)).to_be_visible()
    expect(chat.page.locator(".from-citizen")).to_have_count(0)


def _look(desk: Desk, name: str) -> None:
    """A picture of the page, which fits and is accessible."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    desk.page.screenshot(path=PICTURES / f"console-{name}.png", full_page=True)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [it["id"] for it in found.response["violations"] if it["impact"] in SERIOUS] == [], found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", TAGS)
def test_every_page_fits_and_is_accessible(chat: Chat, make_desk: Callable[..., Desk], tag: str, scheme: str) -> None:
    viewport = DESK if scheme == "light" else PHONE
    desk = make_desk("admin", tag, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    conversation = _ask_for_officer(chat, tag)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in (*PAGES, f"queue/{conversation}"):
        desk.page.goto(f"{desk.house.url}/console?lang={tag}#/{name}")
        expect(desk.page.locator("main h1, main h2").first).to_be_visible()
        desk.page.wait_for_timeout(400)  # until what the page asks for has come
        size = "desk" if scheme == "light" else "phone"
        desk.page.screenshot(path=PICTURES / f"console-{name.split('/')[-1][:8]}-{size}-{scheme}-{tag}.png")
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name
        found = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        serious = [it["id"] for it in found.response["violations"] if it["impact"] in SERIOUS]
        assert serious == [], f"{name}: {found.generate_report()}"


def _option(page: Page, select: str, name: str) -> str:
    """The label of the choice that names somebody."""
    expect(page.locator(f"{select} option", has_text=name)).to_have_count(1)
    return page.locator(f"{select} option", has_text=name).inner_text()


@pytest.mark.parametrize("tag", WISH)
def test_seldom_pages_stand_behind_a_button(make_desk: Callable[..., Desk], tag: str) -> None:
    page = make_desk("admin", tag).page
    bar = page.locator("header.bar").bounding_box()
    assert bar is not None
    assert bar["height"] < 100  # two rows at most, for an admin too
    expect(page.locator("[data-page=account]")).to_be_hidden()
    page.click("#more")
    expect(page.locator("[data-page=account]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-page=account]")).to_be_hidden()
    expect(page.locator("#more")).to_be_focused()
    page.click("#more")
    page.click("[data-page=account]")
    expect(page.locator("#more.is-current")).to_be_visible()
    expect(page.locator("#more-pages")).to_be_hidden()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"menu-{tag}.png")
