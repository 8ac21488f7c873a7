"""The project's files reach a training as they are, and a broken one is named."""

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT

from nlu.importer import BrokenFile, ProjectImporter

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def importer() -> ProjectImporter:
    """Over the project itself."""
    return ProjectImporter(ROOT)


def test_every_example_of_every_language_is_there(importer: ProjectImporter) -> None:
    files = [file for code in ("sq", "sr", "en") for file in (ROOT / "nlu" / "data" / code).glob("*.yml")]
    lines = {line[6:] for file in files for line in file.read_text("utf-8").splitlines() if line.startswith("    - ")}

    assert {example.get(TEXT) for example in importer.get_nlu_data().training_examples} == lines


def test_the_meanings_are_those_of_the_domain(importer: ProjectImporter) -> None:
    meant = {example.get(INTENT) for example in importer.get_nlu_data().training_examples}

    assert meant <= set(importer.get_domain().intents)
    assert len(meant) == 53


def test_files_are_read_once(importer: ProjectImporter) -> None:
    assert importer.get_nlu_data("sq") is importer.get_nlu_data()
    assert importer.get_domain() is importer.get_domain()


def test_there_are_rules_for_the_meanings(importer: ProjectImporter) -> None:
    assert importer.get_stories().story_steps


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("nlu: [", id="no YAML"),
        pytest.param("- a list", id="a list"),
        pytest.param("nlu:\n- lookup: towns\n", id="no intent"),
        pytest.param("nlu:\n- intent: greet\n  examples:\n", id="no examples"),
        pytest.param("nlu:\n- just text\n", id="text"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "nlu" / "data" / "sq").mkdir(parents=True)
    (tmp_path / "nlu" / "data" / "sq" / "talk.yml").write_text(content, "utf-8")

    with pytest.raises(BrokenFile, match=r"talk\.yml"):
        ProjectImporter(tmp_path).get_nlu_data()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=r"domain\.yml"):
        ProjectImporter(tmp_path).get_domain()
