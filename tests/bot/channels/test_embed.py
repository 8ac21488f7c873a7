"""The chat for other sites: the page for frames, and the script that makes one."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.config import Settings
from bot.i18n import LOCALES, translate
from tests.stand_ins.engine import EngineStandIn

SITES = "https://www.example.org, https://b.example.org:8443"


@pytest.fixture
def settings(tmp_path: Path, engine: EngineStandIn) -> Settings:
    """Settings with which two sites may show the chat."""
    return Settings(_env_file=None, data_dir=tmp_path, engine_port=engine.port, embed_origins=SITES)


def _root(page: str) -> str:
    found = re.search(r"<html[^>]*>", page)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("https://b.example.org:8443", "https://b.example.org:8443"),
        ("https://b.example.org", ""),
        ("https://www.example.org.evil.example", ""),
        ("", ""),
        ('"><script>', ""),
    ],
)
def test_the_page_speaks_only_to_sites_that_it_knows(client: TestClient, host: str, told: str) -> None:
    page = client.get("/embed", params={"host": host}).text
    assert f'data-host="{told}"' in _root(page)


def test_the_page_for_frames_is_the_page_but_for_its_frame(client: TestClient) -> None:
    alone, framed = client.get("/").text, client.get("/embed").text
    assert "data-embedded" in _root(framed)
    assert "data-embedded" not in _root(alone)
    assert "frame.js" in framed
    assert "frame.js" not in alone
    for needed in ('id="exit"', 'id="emergency"', 'id="text"', 'id="exit-note"', 'class="privacy"'):
        assert needed in alone
        assert needed in framed


def test_the_page_for_frames_leaves_by_the_whole_tab_without_scripts_too(client: TestClient) -> None:
    link = re.search(r'<a id="exit"[^>]*>', client.get("/embed").text)
    assert link
    assert 'target="_top"' in link[0]


def test_the_script_weighs_little_and_speaks_every_language(client: TestClient) -> None:
    answer = client.get("/embed.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(answer.content) < 5 * 1024
    for locale in LOCALES:
        assert f'"{locale.tag}": ["{translate("Chat with Kosovo Police", locale)}"' in answer.text


def test_the_script_stores_nothing_and_asks_nobody_else(client: TestClient) -> None:
    text = client.get("/embed.js").text
    for word in (
        "cookie",
        "localStorage",
        "sessionStorage",
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
        "innerHTML",
        '"*"',
    ):
        assert word not in text
    assert re.findall(r"https?://[^\"`$ ]+", text) == ["https://www.google.com/"], "the exit and nothing else"
