"""What is in a bundle of a report, and what is not."""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConfigError, DialogError, NotFound
from bot.i18n import LOCALES
from bot.messages import FileKind, Role
from bot.services import audit_check, bundle_check, bundles, custody, desk
from bot.services.attachments import Intake, Limits, with_copy
from bot.services.audit import AuditLog
from bot.services.bundle_files import MOST_FILES, BundleWriter
from bot.services.bundles import Attachment, Exported
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.tables import AuditEntry, Citizen, Identity, Message, OfficerSession, Report, Update
from tests.conftest import Clock
from tests.files import exif, jpeg
from tests.filing import STORY, file_report, find_talk, say
from tests.handoff import officer
from tests.media import MADE, SECRETS

ALBANIAN, SERBIAN, CYRILLIC, ENGLISH = LOCALES
FROM_PHONE = [("photo of the shop.JPG", b"\xff\xd8 one"), ("../../etc/пасош №1.jpg", b"two"), ("...", b"")]


def _attach(session: Session, report: Report) -> Iterator[Attachment]:
    for name, content in FROM_PHONE:
        yield Attachment(name, content, hashlib.sha256(content).hexdigest(), report.filed_at)


def _export(
    database: Database,
    reference: str,
    now: datetime,
    *,
    attachments: Callable[[Session, Report], Iterable[Attachment]] = lambda *_: (),
    locale: Any = ENGLISH,
) -> tuple[bytes, Exported]:
    file = io.BytesIO()
    found = bundles.find(database, reference)
    made = bundles.export(database, found, file, now, locale=locale, attachments=attachments)
    return file.getvalue(), made


def _read(bundle: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(bundle)) as opened:
        return opened.read(name).decode()


def _line(database: Database) -> AuditEntry:
    with database.read() as session:
        line = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert line is not None
        return line


def test_a_report_is_in_it_with_the_citizens_words_and_labels_in_every_language(
    database: Database, clock: Clock
) -> None:
    reference = file_report(database, clock())
    bundle, made = _export(database, reference, clock())
    report = json.loads(_read(bundle, "report.json"))
    assert (report["reference"], report["filed_at"]) == (reference, "2026-11-22T12:00:00.000Z")
    assert report["kind"] == {
        "id": "report_theft",
        "labels": {
            "sq": "Raporto një vjedhje",
            "sr-Latn": "Prijavi krađu",
            "sr-Cyrl": "Пријави крађу",
            "en": "Report a theft",
        },
    }
    (field,) = report["fields"]
    assert (field["field"], field["text"], field["value"]) == ("what", STORY, None)
    assert field["labels"]["en"] == "What happened"
    assert (report["language"], report["script"], report["municipality"]) == ("sq", "Latn", None)
    assert (report["talk"]["channel"], report["talk"]["status"]) == ("webchat", "waiting")
    assert (made.count, made.damaged) == (3, [])


def test_a_place_has_its_names(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    with database.write() as session:
        session.query(Report).one().municipality = "peja"
    bundle, _ = _export(database, reference, clock(), locale=CYRILLIC)
    place = json.loads(_read(bundle, "report.json"))["municipality"]
    assert (place["id"], place["names"]["sr-Cyrl"]) == ("peja", "Пећ")
    assert "Пећ" in _read(bundle, "transcript.txt")


def test_the_talk_is_in_it_in_order_with_the_officers_name_and_no_note(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    talk = find_talk(database, reference)
    arta = officer(database, clock(), "Arta Krasniqi", Role.OFFICER)
    clock.pass_(seconds=5)
    custody.claim(database, arta, talk.id, clock())
    desk.reply(database, arta, talk.id, "Po vijmë\nmenjëherë", clock(), client_id="a-reply")
    desk.note(database, arta, talk.id, "Seems credible.", clock(), client_id="a-note")
    bundle, _ = _export(database, reference, clock())
    said = json.loads(_read(bundle, "transcript.json"))["messages"]
    assert [it["number"] for it in said] == list(range(1, len(said) + 1))
    assert (said[0]["sender"], said[0]["text"], said[0]["at"]) == ("citizen", STORY, "2026-11-22T12:00:00.000Z")
    last = said[-1]
    assert (last["sender"], last["officer"], last["text"]) == ("officer", "Arta Krasniqi", "Po vijmë\nmenjëherë")
    assert {it["officer"] for it in said[:-1]} == {None}
    assert any(it["buttons"] for it in said)
    text = _read(bundle, "transcript.txt")
    assert text.startswith(f"Report: {reference}\nTopic: Report a theft\n")
    assert text.endswith(
        f"\n{last['number']} · 2026-11-22 12:00:05 UTC · Officer: Arta Krasniqi\n    Po vijmë\n    menjëherë\n"
    )
    assert b"credible" not in bundle


def test_headings_are_in_the_readers_language(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    texts = [_read(_export(database, reference, clock(), locale=it)[0], "transcript.txt") for it in LOCALES]
    assert [text.partition(":")[0] for text in texts] == ["Raportimi", "Prijava", "Пријава", "Report"]


def test_no_text_passes_for_another_message(database: Database, clock: Clock) -> None:
    line = "9 · 2026-11-22 12:00:00 UTC · Officer: Arta"
    reference = file_report(database, clock(), story=f"hello\r\n{line}\u2028{line}\x0b{line}\x1b[2K\u202egnp.exe")
    text = _read(_export(database, reference, clock())[0], "transcript.txt")
    assert line not in text.splitlines()
    assert text.count(line) >= 3
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_place_that_was_shared_is_in_it(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    talk = find_talk(database, reference)
    with database.write() as session:
        message = session.query(Message).filter_by(conversation_id=talk.id, number=1).one()
        message.location = {"latitude": 42.66, "longitude": 21.16, "of": "somebody"}
    bundle, _ = _export(database, reference, clock())
    (said, *_) = json.loads(_read(bundle, "transcript.json"))["messages"]
    assert said["location"] == {"latitude": 42.66, "longitude": 21.16}
    assert "\n    42.66, 21.16\n" in _read(bundle, "transcript.txt")


def test_nothing_is_in_it_by_which_a_citizen_is_known_and_nothing_of_anybody_else(
    database: Database, clock: Clock
) -> None:
    reference = file_report(database, clock())
    other = file_report(database, clock(), story="somebody else's own matter")
    talk = find_talk(database, reference)
    with database.read() as session:
        sender = session.get_one(Identity, talk.identity_id).platform_id
    clock.pass_(days=3)
    with database.write() as session:
        session.get_one(type(talk), talk.id).status = "resolved"
        session.get_one(type(talk), talk.id).resolved_at = clock() - timedelta(days=2)
    say(database, sender, "another matter of the same citizen, days later", clock())
    bundle, _ = _export(database, reference, clock(), attachments=_attach)
    with database.read() as session:
        known = {it.platform_id for it in session.scalars(select(Identity))}
        known |= {it.citizen_id for it in session.scalars(select(Identity))}
        known |= {it.id for it in session.scalars(select(Citizen))}
        known |= {it.platform_id for it in session.scalars(select(Update))}
        known |= {it.client_id for it in session.scalars(select(Message)) if it.client_id}
        known |= {it.token_hash for it in session.scalars(select(OfficerSession))}
    assert len(known) > 10
    assert not [it for it in known if it.encode() in bundle]
    assert b"another matter" not in bundle
    assert b"somebody else's" not in bundle
    assert other.encode() not in bundle


def test_every_export_is_in_the_audit_log_and_the_log_in_the_bundle(
    database: Database, clock: Clock, audit_log: AuditLog
) -> None:
    reference = file_report(database, clock())
    talk = find_talk(database, reference)
    for _ in range(2):
        bundle, _ = _export(database, reference, clock())
        line = _line(database)
        assert (line.action, line.officer_id, line.conversation_id) == ("exported", None, talk.id)
        assert line.detail == {"reference": reference, "by": "command line"}
        head = json.loads(_read(bundle, "manifest.json"))["audit"]
        assert (head["number"], head["seal"]) == (line.number, line.seal)
    assert audit_check.verify(database).problems == []


def test_an_export_that_fails_is_in_the_audit_log_too(database: Database, clock: Clock) -> None:
    def fail(session: Session, report: Report) -> Iterator[Attachment]:
        raise OSError("the disk is broken")
        yield

    reference = file_report(database, clock())
    with pytest.raises(OSError, match="disk"):
        _export(database, reference, clock(), attachments=fail)
    assert _line(database).action == "exported"


def test_without_an_audit_log_nothing_goes_out(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    silent = Database(database.engine.url.render_as_string(hide_password=False))
    file = io.BytesIO()
    with pytest.raises(ConfigError, match="audit log"):
        bundles.export(silent, bundles.find(silent, reference), file, clock(), locale=ENGLISH)
    assert file.getvalue() == b""
    silent.close()


def test_what_is_exported_is_unchanged(database: Database, clock: Clock, audit_log: AuditLog) -> None:
    bundle, made = _export(database, file_report(database, clock()), clock(), attachments=_attach)
    found = bundle_check.check(io.BytesIO(bundle), audit_log.keys)
    assert (list(found.problems), found.is_sealed) == ([], True)
    assert found.manifest is not None
    assert sum(it.size for it in found.manifest.files) == made.size
    assert found.manifest.exported_at == clock()


def test_the_same_makes_the_same_bytes_but_for_the_line_of_the_log(database: Database, clock: Clock) -> None:
    reference = file_report(database, clock())
    (one, _), (other, _) = [_export(database, reference, clock(), attachments=_attach) for _ in range(2)]
    with ZipFile(io.BytesIO(one)) as first, ZipFile(io.BytesIO(other)) as second:
        names = first.namelist()
        assert names == second.namelist()
        assert [it for it in names if first.read(it) != second.read(it)] == ["manifest.json", "manifest.seal"]


def test_attachments_are_in_it_as_they_came_under_names_that_harm_nobody(database: Database, clock: Clock) -> None:
    bundle, made = _export(database, file_report(database, clock()), clock(), attachments=_attach)
    listed = json.loads(_read(bundle, "report.json"))["attachments"]
    assert [it["name"] for it in listed] == [name for name, _ in FROM_PHONE]
    assert [it["path"] for it in listed] == [
        "attachments/001-photo_of_the_shop.JPG",
        "attachments/002-etc_No1.jpg",
        "attachments/003-file",
    ]
    with ZipFile(io.BytesIO(bundle)) as opened:
        assert [opened.read(it["path"]) for it in listed] == [content for _, content in FROM_PHONE]
    assert made.damaged == []


def test_a_damaged_attachment_is_told_of_and_holds_nothing_else_back(database: Database, clock: Clock) -> None:
    def damage(session: Session, report: Report) -> Iterator[Attachment]:
        for it in _attach(session, report):
            yield Attachment(it.name, it.content + b"!", it.sha256, it.received_at)

    bundle, made = _export(database, file_report(database, clock()), clock(), attachments=damage)
    assert [it.rpartition("/")[0] for it in made.damaged] == ["attachments"] * 3
    assert STORY.splitlines()[0] in _read(bundle, "transcript.txt")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_name_of_an_attachment_becomes_one_that_is_taken(name: str) -> None:
    made = f"attachments/001-{bundles._file_name(name)}"
    assert bundle_check.PATH.fullmatch(made), made


def test_too_many_files_are_refused() -> None:
    with BundleWriter(io.BytesIO()) as writer:
        for number in range(MOST_FILES):
            with writer.add(str(number)):
                pass
        with pytest.raises(DialogError, match="too much"), writer.add("one-more"):
            pass


@pytest.mark.parametrize(
    "change", [str.lower, lambda it: it.replace("-", ""), lambda it: f" {it} ", lambda it: it.replace("-", " ")]
)
def test_a_reference_is_found_however_it_is_typed(
    change: Callable[[str], str], database: Database, clock: Clock
) -> None:
    reference = file_report(database, clock())
    assert bundles.find(database, change(reference)).reference == reference


def test_a_reference_that_nobody_has_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="no report DLG-AAAA-AAAA"):
        bundles.find(database, "dlgaaaaaaaa")


@pytest.mark.parametrize("typed", ["", "KP-1", "DLG-AAAA", "DLG-AAAA-AAAA-A", "../../DLG-AAAA-AAAA", "DLG-AAAA-ААAA"])
def test_what_is_no_reference_is_told(typed: str, database: Database) -> None:
    with pytest.raises(DialogError, match="look like"):
        bundles.find(database, typed)


def test_an_officer_s_file_is_exported_as_it_was_sent(database: Database, clock: Clock, tmp_path: Path) -> None:
    phone = b"phone of Arta"
    reference = file_report(database, clock())
    talk, arta = find_talk(database, reference).id, officer(database, clock(), "Arta")
    custody.claim(database, arta, talk, clock())
    store = FileStore(tmp_path / "files", bytes(32))
    numbers = []
    for data in (jpeg(extra=exif(6, phone)), MADE["application/pdf"]):
        with Intake(store, Limits(dict.fromkeys(FileKind, 1), 1, 10)) as intake:
            intake.add(data)
            file = with_copy(store, intake.finish())
        numbers.append(desk.send_file(database, arta, talk, file, "", clock(), client_id=str(len(numbers))))
    bundle, made = _export(database, reference, clock(), attachments=partial(bundles.list_attachments, store))
    photo, document = json.loads(_read(bundle, "report.json"))["attachments"]
    assert made.damaged == []
    assert phone not in bundle
    assert [(it["message"], it["sender"]) for it in (photo, document)] == [(it, "officer") for it in numbers]
    with ZipFile(io.BytesIO(bundle)) as opened:
        assert photo["received_sha256"] == hashlib.sha256(opened.read(photo["path"])).hexdigest()
        content = opened.read(document["path"])
        assert content.startswith(b"%PDF")
        assert not [secret for secret in SECRETS if secret in content]
    said = {it["number"]: it for it in json.loads(_read(bundle, "transcript.json"))["messages"]}
    assert said[numbers[0]]["attachments"] == [photo["path"]]
    assert f"(File: {photo['path']})" in _read(bundle, "transcript.txt")
