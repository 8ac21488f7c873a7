"""The web chat as a citizen has it: on a phone, by keyboard, with a bad connection, in four scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from bot.config import ROOT
from tests.browser.conftest import DESK, PHONE, Chat
from tests.e2e.conftest import House
from tests.files import FILES

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
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-citizen .file")).to_have_text("Photo · 1 kB")
    chat.page.reload()
    chat.expect_talk(1, 1)
    expect(chat.page.locator(".from-citizen .file")).to_have_text("Photo · 1 kB")


def test_a_program_is_refused_with_a_sentence_and_can_be_taken_away(chat: Chat) -> None:
    chat.open()
    program = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 300}
    chat.page.set_input_files("#file", [program])
    expect(chat.page.locator(".reason")).to_contain_text("JPEG, PNG, WebP")
    chat.page.locator(".mend button").click()
    expect(chat.page.locator(".message")).to_have_count(0)


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
