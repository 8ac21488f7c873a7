"""The file on data is read whole: what is wrong in it is told."""

from pathlib import Path

import pytest

from bot.config import ROOT
from bot.content.privacy import KINDS, load_privacy, read
from bot.errors import ConfigError
from bot.services import taking

FILE = ROOT / "bot/content/privacy.yml"


def test_the_shipped_file_names_a_time_for_every_kind() -> None:
    privacy = load_privacy()
    assert set(privacy.days) == set(KINDS)
    assert privacy.days["talks"] <= privacy.days["officer_talks"] <= privacy.days["report_talks"]
    assert privacy.days["drafts"] > taking.KEPT.days, "a report that can still be gone on with is not deleted"
    assert not privacy.words["show"] & privacy.words["delete"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("talks: 30", "talks: 0", "talks is 0"),
        ("talks: 30", "talk: 30", "there is no kind talk"),
        ('version: "', 'version: "far too long a name ', "version is longer"),
        ('approved_by: ""', "approved_by: 5", "approved_by is 5"),
        ('en: "my data"', 'en: "my stuff"', "citizens are told to write"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    source = FILE.read_text("utf-8")
    assert old in source
    wrong = tmp_path / "privacy.yml"
    wrong.write_text(source.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError, match=problem):
        read(wrong)
