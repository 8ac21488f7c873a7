"""The web chat as a citizen has it: on a phone, by keyboard, with a bad connection, in four scripts."""

import re
import struct
import zlib
from base64 import b64encode
from urllib.parse import unquote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page, Route, expect

from bot.config import ROOT
from tests.browser.conftest import DESK, PHONE, Chat
from tests.e2e.conftest import House
from tests.files import FILES, chunk

PICTURES = ROOT / ".data" / "screenshots"
LANGUAGES = {
    "sq": ("Përshëndetje, kam një pyetje", "sq"),
    "sr-Latn": ("Dobar dan, imam jedno pitanje", "sr-Latn"),
    "sr-Cyrl": ("Добар дан, имам једно питање", "sr-Cyrl"),
    "en": ("Good morning, I have a question", "en"),
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_message_is_answered_in_its_language(chat: Chat, tag: str) -> None:
    text, spoken = LANGUAGES[tag]
    chat.open(f"?lang={tag}")
    expect(chat.page.locator("html")).to_have_attribute("lang", tag)
    chat.send(text)
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-bot .bubble")).to_have_attribute("lang", spoken)


def test_a_reload_loses_and_doubles_nothing(chat: Chat) -> None:
    chat.open()
    chat.send("where is the police station in Gjilan")
    chat.expect_talk(1, 1)
    chat.page.fill("#text", "a draft")
    chat.page.reload()
    chat.expect_talk(1, 1)
    expect(chat.page.locator("#text")).to_have_value("a draft")


def test_a_photo_is_sent_shown_and_still_named_after_a_reload(chat: Chat) -> None:
    chat.open()
    photo = {"name": "a name of mine.jpg", "mimeType": "image/jpeg", "buffer": FILES["image/jpeg"]}
    chat.page.set_input_files("#file", [photo])
    expect(chat.page.locator("#tray li")).to_contain_text("a name of mine.jpg")
    expect(chat.page.locator(".message")).to_have_count(0)
    chat.page.click("#send")
    chat.expect_talk(1, 1)
    expect(chat.page.locator("#tray")).to_be_hidden()
    expect(chat.page.locator(".from-citizen .file")).to_have_text("Photo · 1 kB")
    chat.page.reload()
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-citizen .file")).to_have_text("Photo · 1 kB")


def test_a_program_is_refused_with_a_sentence_and_can_be_taken_away(chat: Chat) -> None:
    chat.open()
    program = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 300}
    chat.page.set_input_files("#file", [program])
    chat.page.click("#send")
    expect(chat.page.locator(".reason")).to_contain_text("JPEG, PNG, WebP")
    chat.page.locator(".mend button").click()
    expect(chat.page.locator(".message")).to_have_count(0)


PUT = """([how, files]) => {
    const transfer = new DataTransfer();
    for (const [name, type, data] of files) {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
    }
    if (how === "words") transfer.setData("text/plain", "words beside a picture");
    if (how !== "drop") {
        const paste = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
        return !document.querySelector("#text").dispatchEvent(paste);
    }
    const at = document.querySelector("#messages");
    for (const name of ["dragenter", "dragover", "drop"]) {
        at.dispatchEvent(new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        if (name === "dragover" && document.querySelector("#drop").hidden) throw new Error("not shown");
    }
    return document.querySelector("#drop").hidden;
}"""


def _put(chat: Chat, how: str, *names: str) -> bool:
    """Drop or paste a picture under each of the names."""
    data = b64encode(_picture()).decode()
    return bool(chat.page.evaluate(PUT, [how, [[name, "image/png", data] for name in names]]))


def _picture() -> bytes:
    """One that a browser can draw."""
    lines = b"".join(b"\0" + bytes((40, 90, 160)) * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def test_files_are_dropped_and_sent_with_words(chat: Chat) -> None:
    chat.open()
    chat.page.fill("#text", "a draft")
    assert _put(chat, "drop", "door.png", "window.png", "gate.png")
    staged = chat.page.locator("#tray li")
    expect(staged).to_have_count(3)
    expect(staged.locator("img")).to_have_count(3)
    expect(chat.page.locator("#announcer")).to_contain_text("door.png, window.png, gate.png")
    chat.page.get_by_role("button", name="Remove window.png").click()
    expect(staged).to_have_count(2)
    expect(chat.page.get_by_role("button", name="Remove gate.png")).to_be_focused()
    chat.page.fill("#text", "вратa, prag i žuti zid")
    with chat.page.expect_request("**/api/chat/attachments?*") as asked:
        chat.page.click("#send")
    assert unquote(asked.value.headers["x-caption"]) == "вратa, prag i žuti zid"
    mine = chat.page.locator(".from-citizen .bubble")
    expect(mine).to_have_count(2)
    expect(chat.page.locator(".message[data-state]")).to_have_count(0)
    expect(mine.nth(0)).to_contain_text("вратa, prag i žuti zid")
    expect(mine.nth(1)).to_have_text("Photo · 1 kB")
    expect(chat.page.locator("#text")).to_have_value("")
    chat.page.reload()
    expect(mine).to_have_count(2)
    expect(mine.nth(0)).to_contain_text("вратa, prag i žuti zid")


def test_a_picture_is_pasted_and_words_stay_words(chat: Chat) -> None:
    chat.open()
    assert not _put(chat, "words", "beside.png")
    expect(chat.page.locator("#tray")).to_be_hidden()
    assert _put(chat, "paste", "image.png")
    expect(chat.page.locator("#tray li")).to_contain_text("image.png")
    expect(chat.page.locator("#text")).to_have_attribute("placeholder", "What does it show?")


def test_a_file_is_taken_away_by_keyboard(chat: Chat) -> None:
    chat.open()
    _put(chat, "drop", "one.png")
    expect(chat.page.locator("#text")).to_be_focused()
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Shift+Tab")
    expect(chat.page.locator("#tray button")).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("#tray")).to_be_hidden()
    expect(chat.page.locator("#text")).to_be_focused()
    expect(chat.page.locator("#announcer")).to_have_text("Removed: one.png")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".message")).to_have_count(0)


def test_a_caption_that_is_too_long_waits(chat: Chat) -> None:
    chat.open()
    _put(chat, "drop", "one.png")
    chat.page.fill("#text", "a" * 1030)
    expect(chat.page.locator("#counter")).to_contain_text("6")
    chat.page.click("#send")
    expect(chat.page.locator("#tray li")).to_have_count(1)
    expect(chat.page.locator(".message")).to_have_count(0)
    chat.page.locator("#tray button").click()
    expect(chat.page.locator("#counter")).to_be_hidden()


def test_the_caption_of_a_refused_file_is_given_back(chat: Chat) -> None:
    chat.open()
    program = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 300}
    chat.page.set_input_files("#file", [program])
    chat.send("who broke my window")
    expect(chat.page.locator(".reason")).to_contain_text("JPEG, PNG, WebP")
    chat.page.get_by_role("button", name="Edit").click()
    expect(chat.page.locator("#text")).to_have_value("who broke my window")
    expect(chat.page.locator(".message")).to_have_count(0)


def test_the_exit_asks_nothing_while_a_file_waits(chat: Chat, house: House) -> None:
    chat.open()
    asked: list[str] = []
    chat.page.on("dialog", lambda it: (asked.append(it.type), it.accept()))
    chat.page.route("**/api/chat/attachments?*", lambda it: None)
    _put(chat, "drop", "one.png")
    chat.page.click("#send")
    _put(chat, "drop", "two.png")
    expect(chat.page.locator("#tray li")).to_have_count(1)
    chat.page.click("#exit")
    expect(chat.page).to_have_url(f"http://localhost:{house.ports['DIALOG_PORT']}/healthz")
    assert asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_files_fit_and_are_accessible(chromium: Browser, house: House, tag: str, scheme: str, size: str) -> None:
    viewport = PHONE if size == "phone" else DESK
    chat = Chat(chromium, house, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    chat.open(f"?lang={tag}")
    _put(chat, "drop", "IMG_20261120_101500.png", "a-very-long-name-" * 5 + ".png")
    chat.page.set_input_files(
        "#file", [{"name": "letter.pdf", "mimeType": "application/pdf", "buffer": bytes(200_000)}]
    )
    expect(chat.page.locator("#tray img")).to_have_count(2)
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat.page.screenshot(path=PICTURES / f"files-{size}-{scheme}-{tag}.png")
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    found = Axe().run(chat.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    chat.context.close()


def test_a_reload_in_the_middle_of_sending_loses_nothing(chat: Chat) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.page.reload()
    chat.expect_talk(1, 1)


def test_a_lost_connection_loses_and_doubles_nothing(chat: Chat, house: House) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.expect_talk(1, 1)
    chat.context.set_offline(True)
    chat.send("what are the emergency numbers")
    expect(chat.page.locator(".from-citizen[data-state=queued], .from-citizen[data-state=sending]")).to_have_count(1)
    expect(chat.page.locator("#connection")).not_to_be_empty()
    chat.context.set_offline(False)
    chat.expect_talk(2, 2)
    expect(chat.page.locator(".from-bot").last).to_contain_text("193")


def test_a_killed_app_loses_and_doubles_nothing(chat: Chat, house: House) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.expect_talk(1, 1)
    house.kill("-m bot serve")
    chat.send("what are the emergency numbers")
    chat.expect_talk(2, 2)


def test_a_double_click_sends_once(chat: Chat) -> None:
    chat.open()
    chat.page.fill("#text", "hello there, good morning")
    chat.page.dblclick("#send")
    chat.expect_talk(1, 1)


def test_by_keyboard_alone(chat: Chat) -> None:
    chat.open()
    chat.page.locator("#text").focus()
    chat.page.keyboard.type("what are the emergency numbers")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("please")
    chat.page.keyboard.press("Enter")
    chat.expect_talk(1, 1)


def test_buttons_are_answered_and_then_closed(chat: Chat) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.expect_talk(1, 1)
    chat.page.locator(".from-bot .choices button").first.click()
    chat.expect_talk(2, 2)
    expect(chat.page.locator(".from-bot").last).to_contain_text("193")
    expect(chat.page.locator(".from-bot").first.locator("button:enabled")).to_have_count(0)


def test_a_starter_begins_the_talk(chat: Chat) -> None:
    chat.open()
    chat.page.click("#starters [data-payload='/ask_station']")
    chat.expect_talk(1, 1)


def test_markup_is_shown_as_it_was_written(chat: Chat) -> None:
    chat.open()
    chat.send("<img src=x onerror=alert(1)> <b>hello</b>")
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-citizen .bubble")).to_contain_text("<b>hello</b>")
    expect(chat.page.locator(".from-citizen img")).to_have_count(0)


def test_the_language_menu_works_at_any_time(chat: Chat) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.expect_talk(1, 1)
    chat.page.click("#language-button")
    chat.page.click("#language-menu [data-lang='sr-Cyrl']")
    expect(chat.page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    expect(chat.page.locator(".from-bot .bubble").last).to_have_attribute("lang", "sr-Cyrl")


def test_danger_shows_192_and_112(chat: Chat) -> None:
    chat.open()
    expect(chat.page.locator("#emergency a[href='tel:192']")).to_be_visible()
    expect(chat.page.locator("#emergency a[href='tel:112']")).to_be_visible()
    chat.send("he is beating me, help me now")
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-bot a[href='tel:192']").first).to_be_visible()
    expect(chat.page.locator("#state")).to_have_attribute("data-status", "waiting")


def test_forgetting_leaves_nothing_on_the_device(chat: Chat) -> None:
    chat.open()
    chat.send("hello there, good morning")
    chat.expect_talk(1, 1)
    chat.page.click("#forget")
    chat.page.click("#forget-yes")
    expect(chat.page.locator(".message")).to_have_count(0)
    assert "dialog.token" not in chat.page.evaluate("Object.keys(localStorage)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_it_fits_and_is_accessible(chromium: Browser, house: House, tag: str, scheme: str, size: str) -> None:
    viewport = PHONE if size == "phone" else DESK
    chat = Chat(chromium, house, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    chat.open(f"?lang={tag}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat.page.screenshot(path=PICTURES / f"start-{size}-{scheme}-{tag}.png")
    chat.send(LANGUAGES[tag][0])
    chat.expect_talk(1, 1)
    chat.page.screenshot(path=PICTURES / f"talk-{size}-{scheme}-{tag}.png")
    width = chat.page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"]
    found = Axe().run(chat.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    chat.context.close()


def test_a_long_talk_scrolls_inside_its_frame(chat: Chat) -> None:
    chat.open("?lang=en")
    for text in ("what are the traffic rules", "how much is the fine for alcohol", "how much for 30 over the limit"):
        chat.send(text)
        expect(chat.page.locator("#typing")).to_be_hidden()
        expect(chat.page.locator(".message").last).to_have_attribute("data-sender", "bot")
    size = chat.page.evaluate("[document.scrollingElement.scrollHeight, innerHeight]")
    assert size[0] == size[1], "the page itself must not scroll away from under the composer"


def test_an_answer_links_its_website_and_can_be_judged(chat: Chat) -> None:
    chat.open("?lang=en")
    chat.send("where can I see my traffic fines")
    link = chat.page.locator(".message.from-bot a[href^='https://www.kosovopolice.com']")
    expect(link).to_have_text("www.kosovopolice.com")
    chat.page.locator(".judging").first.click()
    expect(chat.page.locator(".message.from-citizen")).to_have_count(2)
    expect(chat.page.locator(".message").last).to_contain_text("Thank you")


def _begin_to_leave(chat: Chat) -> None:
    """A talk with an answer and a draft, in a tab that has shown another page before."""
    chat.page.goto("about:blank")
    chat.open("?lang=en")
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")  # the link past the header must leave no entry in the tab's history
    chat.send("my husband beats me")
    expect(chat.page.locator(".message.from-bot").first).to_be_visible()
    chat.page.fill("#text", "he comes home at")


def _expect_left(page: Page, house: House) -> None:
    """The neutral page is there, nothing is on the device, and no way back leads to the talk."""
    expect(page).to_have_url(f"http://localhost:{house.ports['DIALOG_PORT']}/healthz")
    page.go_back()
    assert page.url == "about:blank"
    page.goto(f"{house.url}/healthz")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(house.url)
    expect(page.locator("#text")).to_be_editable()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".message")).to_have_count(0)


def test_the_exit_button_leaves(chat: Chat, house: House) -> None:
    _begin_to_leave(chat)
    chat.page.click("#exit")
    _expect_left(chat.page, house)


def test_the_exit_key_leaves_from_anywhere(chat: Chat, house: House) -> None:
    _begin_to_leave(chat)
    chat.page.click("#forget")
    expect(chat.page.locator("#forget-dialog")).to_be_visible()
    chat.page.keyboard.press("Escape")
    chat.page.keyboard.press("Escape")
    _expect_left(chat.page, house)


def test_one_press_of_the_exit_key_closes_a_menu_and_stays(chat: Chat) -> None:
    chat.open()
    chat.page.click("#language-button")
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#language-menu ul")).to_be_hidden()
    chat.page.wait_for_timeout(1100)
    chat.page.keyboard.press("Escape")
    chat.page.keyboard.press("Shift")
    chat.page.keyboard.press("Escape")
    chat.page.wait_for_timeout(500)
    expect(chat.page.locator("#exit")).to_be_visible()


def test_the_exit_shows_and_keeps_nothing_before_any_network_answers(chat: Chat, house: House) -> None:
    _begin_to_leave(chat)
    beside = chat.context.new_page()
    beside.goto(f"{house.url}/healthz")
    waiting: list[Route] = []
    chat.page.route("**/healthz", lambda it: waiting.append(it))
    shown = chat.page.evaluate(
        """() => {
            document.querySelector("#exit").click();
            const { title, body } = document;
            return [title, body.checkVisibility(), document.querySelectorAll(".message").length, location.pathname];
        }"""
    )
    assert shown == ["localhost", False, 0, "/"]
    assert beside.evaluate("Object.keys(localStorage)") == []
    beside.wait_for_timeout(1500)
    assert beside.evaluate("Object.keys(localStorage)") == [], "what was on its way writes nothing any more"
    (route,) = waiting
    route.continue_()
    chat.page.unroute("**/healthz")
    _expect_left(chat.page, house)


def test_the_exit_leaves_in_every_tab(chat: Chat, house: House) -> None:
    _begin_to_leave(chat)
    other = chat.context.new_page()
    other.goto(house.url)
    expect(other.locator(".message.from-bot").first).to_be_visible()
    other.fill("#text", "another draft")
    chat.page.click("#exit")
    expect(other).to_have_url(f"http://localhost:{house.ports['DIALOG_PORT']}/healthz")
    other.close()
    _expect_left(chat.page, house)


def test_the_exit_sends_what_waits(chat: Chat, house: House) -> None:
    _begin_to_leave(chat)
    later = {"status": 429, "headers": {"Retry-After": "60"}, "json": {}}
    chat.page.route("**/api/chat/messages", lambda it: it.fulfill(**later))
    chat.send("we live in Peja")
    expect(chat.page.locator(".message[data-state=queued]")).to_have_count(1)
    token = chat.page.evaluate("JSON.parse(localStorage['dialog.token'])")
    chat.page.unroute("**/api/chat/messages")
    chat.page.click("#exit")
    expect(chat.page).to_have_url(f"http://localhost:{house.ports['DIALOG_PORT']}/healthz")

    def texts() -> list[str]:
        answer = httpx.get(f"{house.url}/api/chat/messages", headers={"Authorization": f"Bearer {token}"})
        return [it["text"] for it in answer.json()["messages"] if it["sender"] == "citizen"]

    house.wait_until(lambda: texts() == ["my husband beats me", "we live in Peja"], 10)


def test_a_victim_is_told_of_the_exit(chat: Chat) -> None:
    chat.open("?lang=en")
    expect(chat.page.locator("#exit")).to_have_accessible_description(re.compile("Esc key pressed twice"))
    chat.send("my husband beat me last week")
    expect(chat.page.locator(".message.from-bot", has_text="“Quick exit”")).to_have_count(1)


def _overlap(one: FloatRect, other: FloatRect | None) -> bool:
    assert other
    is_beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    is_above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (is_beside or is_above)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(
    "size",
    [(360, 740), (320, 256), (740, 360), (1280, 800)],
    ids=lambda it: "x".join(map(str, it)) if isinstance(it, tuple) else it,
)
def test_the_exit_stays_in_sight(chromium: Browser, house: House, tag: str, size: tuple[int, int]) -> None:
    width, height = size
    chat = Chat(chromium, house, viewport={"width": width, "height": height})
    chat.open(f"?lang={tag}")
    for place in ("0", "document.scrollingElement.scrollHeight"):
        chat.page.evaluate(f"window.scrollTo(0, {place})")
        box = chat.page.locator("#exit").bounding_box()
        assert box
        assert box["height"] >= 44
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
        chat.page.click("#exit", trial=True)
        for other in ("#text", "#send", "#language-button", "#emergency"):
            assert not _overlap(box, chat.page.locator(other).bounding_box()), other
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    chat.context.close()
