"""`python -m bot export` and `python -m bot verify`, as operators, archives and prosecutors use them."""

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.config import Settings
from bot.services.audit import open_database
from bot.store.database import Database
from bot.store.tables import AuditEntry
from tests.filing import file_report

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def house(tmp_path: Path, migrated_file: Path) -> Iterator[Database]:
    """A house with its own key."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(migrated_file, folder / "dialog.db")
    database = open_database(Settings(_env_file=None, data_dir=folder))
    yield database
    database.close()


@pytest.fixture
def reference(house: Database) -> str:
    """Of a report in that house."""
    return file_report(house, datetime.now(UTC))


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `python -m bot` in an empty folder beside the house's; gives exit code and what is said on both streams."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(*words: str, data: str = "data") -> tuple[int, str]:
        monkeypatch.setenv("DIALOG_DATA_DIR", str(tmp_path / data))
        monkeypatch.setattr(sys, "argv", ["bot", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    return run


def _exports(house: Database) -> int:
    with house.read() as session:
        return len(session.scalars(select(AuditEntry).where(AuditEntry.action == "exported")).all())


def test_a_report_is_exported_and_verified(house: Database, reference: str, command: Command) -> None:
    code, told = command("export", reference.lower().replace("-", ""))
    path = Path(f"{reference}.zip")
    assert code == 0
    assert told.startswith(f"{path}: {reference}, 3 files, ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [it.name for it in Path().iterdir()] == [path.name]
    assert _exports(house) == 1
    code, told = command("verify", str(path))
    assert code == 0
    assert "complete and unchanged" in told
    assert command("audit", "verify")[0] == 0


def test_a_changed_bundle_is_told_file_by_file(reference: str, command: Command) -> None:
    command("export", reference, "--output", "out.zip")
    content = Path("out.zip").read_bytes()
    Path("out.zip").write_bytes(content.replace(b"na vodh", b"ne vodh"))
    code, told = command("verify", "out.zip")
    assert code == 1
    assert told.splitlines() == [
        "report.json was changed.",
        "transcript.json was changed.",
        "transcript.txt was changed.",
        "This bundle is not as it was exported.",
    ]


def test_without_the_key_only_hashes_are_checked_and_no_key_is_made(
    tmp_path: Path, reference: str, command: Command
) -> None:
    command("export", reference, "--output", "out.zip")
    code, told = command("verify", "out.zip", data="elsewhere")
    assert code == 2
    assert "every file is as the manifest says" in told
    assert "The seal was not checked" in told
    assert not (tmp_path / "elsewhere").exists()
    content = Path("out.zip").read_bytes()
    Path("out.zip").write_bytes(content.replace(b"na vodh", b"ne vodh"))
    assert command("verify", "out.zip", data="elsewhere")[0] == 1


def test_another_house_does_not_take_it_for_its_own(tmp_path: Path, reference: str, command: Command) -> None:
    command("export", reference, "--output", "out.zip")
    open_database(Settings(_env_file=None, data_dir=tmp_path / "other")).close()
    code, told = command("verify", "out.zip", data="other")
    assert code == 1
    assert "another key" in told


@pytest.mark.parametrize("content", [None, b"", b"no zip at all", b"PK\5\6" + bytes(18)])
def test_what_cannot_be_judged_gets_a_sentence(content: bytes | None, reference: str, command: Command) -> None:
    if content is not None:
        Path("some.zip").write_bytes(content)
    code, told = command("verify", "some.zip")
    is_empty_zip = content is not None and content.startswith(b"PK")
    assert code == (1 if is_empty_zip else 2)
    assert "Traceback" not in told
    assert told.strip().endswith(".")


def test_a_key_that_cannot_be_read_is_no_verdict(tmp_path: Path, reference: str, command: Command) -> None:
    command("export", reference, "--output", "out.zip")
    (tmp_path / "data" / "keys" / "console.key").write_text("not hexadecimal")
    code, told = command("verify", "out.zip")
    assert code == 2
    assert "DIALOG_KEY_FILE" in told


def test_no_file_is_overwritten_unless_it_shall_be(house: Database, reference: str, command: Command) -> None:
    Path(f"{reference}.zip").write_text("mine")
    code, told = command("export", reference)
    assert code == 1
    assert "--force" in told
    assert Path(f"{reference}.zip").read_text() == "mine"
    assert _exports(house) == 0
    assert command("export", reference, "--force")[0] == 0
    assert command("verify", f"{reference}.zip")[0] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["DLG-2222-2222"], "There is no report DLG-2222-2222."),
        (["KP-1"], "look like DLG-7K3M-Q2XA"),
        (["{}", "--language", "de"], "does not speak de"),
        (["{}", "--output", "no/such/folder/out.zip"], "cannot be written"),
        (["{}", "--output", "..", "--force"], "is there already"),
    ],
)
def test_a_mistake_is_told_in_one_sentence_and_exports_nothing(
    words: list[str], told: str, house: Database, reference: str, command: Command
) -> None:
    code, said = command("export", *(it.format(reference) for it in words))
    assert code == 1
    assert told in said
    assert len(said.splitlines()) == 1
    assert list(Path().iterdir()) == []
    assert _exports(house) == 0
