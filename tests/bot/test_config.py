"""Settings that are more than a word or a number."""

import pytest

from bot.config import Settings, load_settings
from bot.errors import ConfigError


@pytest.mark.parametrize(
    ("typed", "origins"),
    [
        ("", ""),
        ("https://www.example.org", "https://www.example.org"),
        ("https://a.example.org, https://b.example.org:8443", "https://a.example.org https://b.example.org:8443"),
        ("https://a.example.org\nhttps://a.example.org", "https://a.example.org"),
        ("HTTPS://Www.Example.org/", "https://www.example.org"),
        ("https://www.example.org:443", "https://www.example.org"),
        ("http://localhost:8000 http://127.0.0.1", "http://localhost:8000 http://127.0.0.1"),
    ],
)
def test_sites_that_may_show_the_chat_are_kept_as_browsers_name_them(typed: str, origins: str) -> None:
    assert Settings(_env_file=None, embed_origins=typed).embed_origins == origins


@pytest.mark.parametrize(
    "typed",
    [
        "www.example.org",
        "http://www.example.org",
        "https://www.example.org/chat",
        "https://*.example.org",
        "*",
        "'self'",
        "https://example.org;script-src",
        "https://someone@example.org",
        "null",
    ],
)
def test_what_is_no_origin_is_told_by_its_number_and_not_shown(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOG_EMBED_ORIGINS", f"https://a.example.org {typed}")
    with pytest.raises(ConfigError) as raised:
        load_settings()
    (problem,) = [line for line in str(raised.value).splitlines() if line.startswith("DIALOG_EMBED_ORIGINS: ")]
    assert "number 2 is no origin" in problem
    assert typed not in problem.replace("https://www.example.org", "")
