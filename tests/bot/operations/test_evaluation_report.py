"""The report as trainers get it: a page that stands alone, and a file that a later run is compared with."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dialogue.answering import Thresholds
from bot.errors import DialogError
from bot.operations.evaluation.command import write_report
from bot.operations.evaluation.held_out import LANGUAGES, HeldOut, Message, count_examples, read_messages
from bot.operations.evaluation.measured import Measured, read_as_dialog
from bot.operations.evaluation.report import About, as_page, make_report, read_earlier
from tests.measured import measured

THRESHOLDS = Thresholds(confidence=0.35, emergency=0.15)
ABOUT = About(
    made=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    command="python -m bot evaluate --set development",
    held_out=HeldOut.DEVELOPMENT,
    model="0123456789ab",
    thresholds=THRESHOLDS,
)
MESSAGES = [
    measured("greet", language="sq", text="tung"),
    measured("greet", "thank", language="sr", text="здраво <script>alert(1)</script>", confidence=0.7),
    measured("greet", "thank", text="hello & welcome", confidence=0.4),
    measured("emergency", "report_theft", text="he is at the door", is_alarm=False, confidence=0.3),
    measured("ask_fine", text="a fine with a weapon", is_alarm=True, is_tripwire=True),
    measured("out_of_scope", text="pizza", confidence=0.2, acted_on="nlu_fallback"),
]


@pytest.fixture
def page() -> str:
    """The page of a first run."""
    return as_page(make_report(MESSAGES, ABOUT, {"greet": {"sq": 1, "sr": 2, "en": 4}}))


def test_the_page_needs_no_script_and_fetches_nothing(page: str) -> None:
    assert not re.search(r"<script|\son\w+=|javascript:|<link|<img|<iframe|@import|url\(|\bsrc=", page)
    assert re.findall(r'href="([^#"][^"]*)"', page) == []
    assert "default-src 'none'" in page


def test_what_people_wrote_is_text_on_the_page(page: str) -> None:
    assert "&lt;script&gt;alert(1)" in page
    assert "hello &amp; welcome" in page


def test_every_heading_is_in_the_navigation_and_the_other_way_round(page: str) -> None:
    sections = re.findall(r'<section id="(\w+)">\s*<h2>([^<]+)</h2>', page)
    assert re.findall(r'<li><a href="#(\w+)">([^<]+)</a></li>', page) == sections
    assert len(sections) == 10


def test_each_section_says_in_a_sentence_what_its_figures_mean(page: str) -> None:
    for section in page.split("<section")[2:]:
        assert re.search(r"</h2>\s*<p>(<em>)?[A-Z]", section), section[:80]


def test_plots_have_words_for_those_who_cannot_see_them(page: str) -> None:
    plots = re.findall(r"<svg [^>]*>", page)
    assert len(plots) == 3
    assert all('role="img" aria-label="' in plot for plot in plots)


def test_missed_emergencies_and_false_alarms_are_shown(page: str) -> None:
    danger = page.partition('<section id="danger">')[2].partition("</section>")[0]
    assert "Missed emergencies: 1" in danger
    assert "he is at the door" in danger
    assert "False alarms: 1" in danger
    assert "alarm by tripwire" in danger


@pytest.mark.parametrize("messages", [MESSAGES[:1], MESSAGES[1:2], MESSAGES[3:4], MESSAGES[5:]])
def test_a_set_without_mistakes_or_without_anything_else_has_a_page(messages: list[Measured]) -> None:
    assert "</html>" in as_page(make_report(messages, ABOUT, {}))


def test_a_report_is_compared_with_its_file(tmp_path: Path) -> None:
    told: list[str] = []
    before = [*MESSAGES[:3], measured("emergency", text="he is at the door"), *MESSAGES[4:]]
    write_report(tmp_path / "before", before, ABOUT, None, told.append)
    earlier = read_earlier(tmp_path / "before" / "report.json")
    assert list(earlier.messages) == before
    page = write_report(tmp_path / "now", MESSAGES, ABOUT, earlier, told.append).read_text("utf-8")
    assert "▼ worse" in page
    assert any("▼ worse, may be chance (+0 −1)" in line for line in told)
    assert 'href="#comparison"' in page


def test_the_file_holds_figures_for_other_programs(tmp_path: Path) -> None:
    write_report(tmp_path, MESSAGES, ABOUT, None, lambda _: None)
    kept = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert kept["about"]["model"] == "0123456789ab"
    assert kept["groups"][0]["right"] == {"count": 3, "of": 6}
    assert {it.name for it in tmp_path.iterdir()} == {"report.html", "report.json"}


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", '{"format": 1}', '{"format": 1, "about": {}, "messages": [{}]}', '{"format": 0}'],
)
def test_what_is_no_report_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, "utf-8")
    with pytest.raises(DialogError, match="report"):
        read_earlier(tmp_path / "report.json")


def test_a_report_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DialogError, match="cannot be read"):
        read_earlier(tmp_path / "report.json")


def test_a_set_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DialogError, match=r"no unseen set: nlu/evaluation/unseen/sq\.yml"):
        read_messages(HeldOut.UNSEEN, tmp_path / "nlu")


def test_the_unseen_set_is_read_from_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "evaluation" / "unseen"
    folder.mkdir(parents=True)
    for language in LANGUAGES:
        row = f'- text: "{language}!"\n  intent: greet\n  register: haste\n'
        (folder / f"{language}.yml").write_text(row, "utf-8")
    expected = [Message(language, "haste", f"{language}!", "greet") for language in LANGUAGES]
    assert read_messages(HeldOut.UNSEEN, tmp_path) == expected


def test_examples_are_counted_by_meaning_and_language_each_once(tmp_path: Path) -> None:
    for language, lines in {"sq": ["tung", "hello"], "sr": ["zdravo"], "en": ["hello", "hi", "hi"]}.items():
        (tmp_path / "data" / language).mkdir(parents=True)
        examples = "".join(f"    - {line}\n" for line in lines)
        text = f'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n{examples}'
        (tmp_path / "data" / language / "talk.yml").write_text(text, "utf-8")
    assert count_examples(tmp_path) == {"greet": {"sq": 2, "sr": 1, "en": 1}}


def test_a_message_counts_as_what_dialog_would_make_of_it() -> None:
    parse = {
        "text": "where is my car",
        "intent": {"name": "ask_towed_vehicle", "confidence": 0.3},
        "intent_ranking": [
            {"name": "ask_towed_vehicle", "confidence": 0.3},
            {"name": "emergency", "confidence": 0.1},
        ],
        "entities": [],
        "milliseconds": 12.5,
        "peak_mb": 600.0,
    }
    found = read_as_dialog(Message("en", "plain", "where is my car", "report_theft"), parse, THRESHOLDS)
    assert (found.found, found.acted_on, found.is_alarm) == ("ask_towed_vehicle", "nlu_fallback", False)
    assert (found.told_language, found.told_script, found.first_three) == (
        "en",
        "Latn",
        ("ask_towed_vehicle", "emergency"),
    )
    surer = parse | {"intent_ranking": [{"name": "emergency", "confidence": 0.2}]}
    assert read_as_dialog(Message("en", "plain", "where is my car", "x"), surer, THRESHOLDS).is_alarm
