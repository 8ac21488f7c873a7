"""What goes out of the house of a report: a bundle for a prosecutor or an archive; `bundle_check.py` looks at it again.

In it are the report as it was passed on, and all that citizen and house said to each other in its talk. Left out are
notes, tags and the history of the talk, which are the officers' own; what the engine understood; the citizen's other
talks; and everything by which a platform or a browser knows a citizen.
"""

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.config import ROOT
from bot.content.municipalities import get_municipality
from bot.content.reports import load_reports
from bot.errors import ConfigError, DialogError, NotFound
from bot.i18n import LOCALES, N_, Locale, translate
from bot.labels import CHANNEL_LABELS, CITIZEN_LABEL, INTENT_LABELS
from bot.messages import Channel, Sender
from bot.rendering import name_in, report_lines
from bot.services import attachments as files
from bot.services import audit
from bot.services.administration import COMMAND_LINE
from bot.services.aliases import alias_of
from bot.services.audit import AuditLog
from bot.services.audit_actions import Action
from bot.services.bundle_files import FORMAT, AuditHead, BundleWriter, Manifest
from bot.store.database import Database
from bot.store.files import Broken, FileStore
from bot.store.tables import Addition, Conversation, Identity, Message, Officer, Report

__all__ = ["Attachment", "Exported", "Found", "clean_reference", "export", "find", "list_attachments"]

REFERENCE = re.compile(r"DLG([0-9A-Z]{4})([0-9A-Z]{4})")
BATCH = 500
"""Messages that are held at a time."""
SENDER_LABELS = {
    Sender.CITIZEN: CITIZEN_LABEL,
    Sender.BOT: N_("Automatic assistant"),
    Sender.OFFICER: N_("Officer"),
    Sender.SYSTEM: N_("Notice to the citizen"),
}
# Translators: before the name of a file that belongs to a message of a talk.
FILE_LABEL = N_("File:")
TURNS_LINES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make what follows read in another direction: with them a line could pass for another one."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the citizen sent, as it came in; or one that an officer sent, as it went out."""

    name: str
    """As the citizen's device called it."""
    content: bytes
    sha256: str
    """Hexadecimal, of the content as it was received."""
    received_at: datetime
    message: int | None = None
    """The number of its message."""
    sender: Sender = Sender.CITIZEN


@dataclass(frozen=True, slots=True)
class Found:
    """A report that can be exported."""

    id: int
    reference: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many files, without manifest and seal, of how many bytes."""

    count: int
    size: int
    damaged: list[str]
    """Attachments whose content is not any more what was received."""


def clean_reference(typed: str) -> str:
    """The reference that somebody typed, in capitals and with its dashes.

    Raises:
        DialogError: it is none.
    """
    match = REFERENCE.fullmatch(re.sub(r"[\s-]", "", typed).upper())
    if match is None:
        raise DialogError("This is no reference of a report: they look like DLG-7K3M-Q2XA.")
    return f"DLG-{match[1]}-{match[2]}"


def find(database: Database, reference: str) -> Found:
    """The report of a reference, however it is typed.

    Raises:
        DialogError: it is no reference.
        NotFound: there is no report of this reference.
    """
    wanted = clean_reference(reference)
    with database.read() as session:
        query = select(Report.id, Report.reference, Report.conversation_id).where(Report.reference == wanted)
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"There is no report {wanted}.")
    return Found(*row)


def list_attachments(store: FileStore, session: Session, report: Report) -> Iterator[Attachment]:
    """What citizen and officers sent in the talk of a report, one file at a time, in the order in which it came.

    One that cannot be read any more is empty, so that its hash tells.
    """
    for it in files.originals(session, store, report.conversation_id):
        try:
            content = it.file.read(0, it.file.size)
        except Broken:
            content = b""
        # A copy that went out has no hash from before: its seal in the store tells whether it was changed.
        digest = it.sha256 or (hashlib.sha256(content).hexdigest() if content else "")
        sender = Sender.OFFICER if it.is_outgoing else Sender.CITIZEN
        yield Attachment(it.name, content, digest, it.received_at, it.message, sender)


def export(
    database: Database,
    found: Found,
    file: BinaryIO,
    now: datetime,
    *,
    locale: Locale,
    attachments: Callable[[Session, Report], Iterable[Attachment]] = lambda *_: (),
    tell: Callable[[str], None] = lambda _: None,
) -> Exported:
    """Write a report's bundle into a file; headings of the readable transcript are in `locale`.

    The audit log's line comes first: a line about an export that then fails does less harm than an export without one.
    Nobody waits while the bundle is made. `tell` hears the name of each file before it is written.

    Raises:
        ConfigError: the database was opened without an audit log.
        DialogError: the bundle would become too large.
    """
    log = database.audit
    if not isinstance(log, AuditLog):
        raise ConfigError("This database was opened without an audit log: nothing can be exported.")
    with database.write() as session:
        detail = {"reference": found.reference, **COMMAND_LINE}
        head = audit.record(
            session, Action.EXPORTED, now, officer_id=None, conversation_id=found.conversation_id, detail=detail
        )
    with BundleWriter(file) as writer:
        with database.read() as session:
            damaged = _write(session, found.id, writer, locale, attachments, tell)
        manifest = Manifest(
            format=FORMAT,
            product="Dialog",
            version=_version(),
            reference=found.reference,
            exported_at=now.astimezone(UTC),
            audit=AuditHead(number=head.number, seal=head.seal, at=datetime.fromisoformat(head.at)),
            files=writer.files,
        )
        writer.seal(manifest, log.keys)
    return Exported(len(writer.files), sum(it.size for it in writer.files), damaged)


def _write(
    session: Session,
    report_id: int,
    writer: BundleWriter,
    locale: Locale,
    attachments: Callable[[Session, Report], Iterable[Attachment]],
    tell: Callable[[str], None],
) -> list[str]:
    """Write every file but manifest and seal; returns which attachments are damaged."""
    report = session.get_one(Report, report_id)
    conversation = session.get_one(Conversation, report.conversation_id)
    names = {row.id: row.name for row in session.execute(select(Officer.id, Officer.name))}
    listed: list[dict[str, Any]] = []
    damaged = []
    for number, it in enumerate(attachments(session, report), 1):
        path = f"attachments/{number:03}-{_file_name(it.name)}"
        tell(path)
        with writer.add(path) as write:
            write(it.content)
        if hashlib.sha256(it.content).hexdigest() != it.sha256:
            damaged.append(path)
        listed.append(
            {
                "path": path,
                "name": it.name,
                "received_at": _moment(it.received_at),
                "received_sha256": it.sha256,
                "message": it.message,
                "sender": it.sender,
            }
        )
    paths: dict[int | None, list[str]] = {}
    for entry in listed:
        paths.setdefault(entry["message"], []).append(entry["path"])
    alias = alias_of(session.get_one(Identity, conversation.identity_id).citizen_id)
    added = session.scalars(select(Addition).where(Addition.report_id == report.id).order_by(Addition.id))
    for path, parts in (
        ("report.json", [_as_json(_report(report, added, conversation, alias, listed))]),
        ("transcript.json", _transcript_json(session, report, names, paths)),
        ("transcript.txt", _transcript_text(session, report, conversation, alias, names, paths, locale)),
    ):
        tell(path)
        with writer.add(path) as write:
            for part in parts:
                # Half a character, which some phones send, is written as JSON's own escape.
                write(part.encode("utf-8", "backslashreplace"))
    return damaged


def _report(
    report: Report,
    added: Iterable[Addition],
    conversation: Conversation,
    alias: str,
    attachments: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "reference": report.reference,
        "kind": {"id": report.kind, "labels": _labels(INTENT_LABELS.get(report.kind))},
        "municipality": _municipality(report.municipality),
        "language": report.language,
        "script": report.script,
        "filed_at": _moment(report.filed_at),
        "fields": [_field(it) for it in report.content],
        "added": [{"at": _moment(it.added_at), "text": it.text} for it in added],
        "status": report.status,
        "reason": report.reason,
        "changed_at": _moment(report.changed_at) if report.changed_at else None,
        "attachments": attachments,
        "talk": {
            "id": conversation.id,
            "citizen": alias,
            "channel": conversation.channel,
            "opened_at": _moment(conversation.opened_at),
            "status": conversation.status,
            "outcome": conversation.outcome,
            "resolved_at": _moment(conversation.resolved_at) if conversation.resolved_at else None,
        },
    }


def _field(line: Mapping[str, Any]) -> dict[str, Any]:
    """The citizen's words, and what they were read as."""
    field = load_reports().fields.get(line["field"])
    labels = _labels(field.label if field else None)
    return {"field": line["field"], "labels": labels, "text": line["text"], "value": line["value"]}


def _labels(source: str | None) -> dict[str, str]:
    """A label in every language; nothing for what this version does not know any more."""
    return {locale.tag: translate(source, locale) for locale in LOCALES} if source else {}


def _municipality(municipality: str | None) -> dict[str, Any] | None:
    if municipality is None:
        return None
    return {"id": municipality, "names": {it.tag: _place(municipality, it) for it in LOCALES}}


def _place(municipality: str, locale: Locale) -> str:
    try:
        return name_in(get_municipality(municipality).names, locale)
    except NotFound:
        return municipality


def _messages(session: Session, report: Report) -> Iterator[Message]:
    query = select(Message).where(Message.conversation_id == report.conversation_id).order_by(Message.number)
    return iter(session.scalars(query, execution_options={"yield_per": BATCH}))


def _transcript_json(
    session: Session, report: Report, names: Mapping[int, str], paths: Mapping[int | None, list[str]]
) -> Iterator[str]:
    yield f'{{"reference": "{report.reference}", "messages": ['
    for index, message in enumerate(_messages(session, report)):
        said = _said(message, names) | {"attachments": paths.get(message.number, [])}
        yield f"{',' if index else ''}\n{json.dumps(said, ensure_ascii=False)}"
    yield "\n]}\n"


def _said(message: Message, names: Mapping[int, str]) -> dict[str, Any]:
    location = message.location
    return {
        "number": message.number,
        "at": _moment(message.created_at),
        "sender": message.sender,
        "officer": _officer(message, names),
        "text": message.text,
        "language": message.language,
        "script": message.script,
        "is_button_pressed": message.payload is not None,
        "location": {it: location.get(it) for it in ("latitude", "longitude")} if location else None,
        "buttons": [it["title"] for it in message.buttons or []],
        "delivery": message.delivery,
    }


def _transcript_text(
    session: Session,
    report: Report,
    conversation: Conversation,
    alias: str,
    names: Mapping[int, str],
    paths: Mapping[int | None, list[str]],
    locale: Locale,
) -> Iterator[str]:
    """The same to be read: what somebody wrote is indented, so that no text passes for the heading of another one."""
    place = _place(report.municipality, locale) if report.municipality else None
    kind = INTENT_LABELS.get(report.kind)
    heads = [
        (translate(N_("Report"), locale), report.reference),
        (translate(N_("Topic"), locale), translate(kind, locale) if kind else report.kind),
        (translate(N_("Municipality"), locale), place or "–"),
        (translate(N_("Channel"), locale), translate(CHANNEL_LABELS[Channel(conversation.channel)], locale)),
        # Translators: when a citizen passed a report on to the police; a date and time follows.
        (translate(N_("Passed on at"), locale), _read_moment(report.filed_at)),
    ]
    for label, value in heads:
        yield f"{label}: {value}\n"
    for label, value in report_lines(report.content, locale):
        yield f"\n{label}:\n{_indented(value)}"
    for message in _messages(session, report):
        sender = translate(SENDER_LABELS[Sender(message.sender)], locale, alias=alias)
        officer = _officer(message, names)
        who = f"{sender}: {officer}" if officer else sender
        yield f"\n{message.number} · {_read_moment(message.created_at)} · {who}\n{_indented(message.text)}"
        for path in paths.get(message.number, []):
            yield f"  ({translate(FILE_LABEL, locale)} {path})\n"
        if message.location:
            yield _indented("{latitude}, {longitude}".format_map(message.location))
        if message.buttons:
            titles = " | ".join(it["title"] for it in message.buttons)
            yield f"  ({translate(N_('Buttons offered:'), locale)} {_plain(titles)})\n"


def _officer(message: Message, names: Mapping[int, str]) -> str | None:
    return names.get(message.officer_id) if message.officer_id else None


def _indented(text: str) -> str:
    return "".join(f"    {_plain(line)}\n" for line in text.splitlines())


def _plain(line: str) -> str:
    """The line with characters that steer terminals or turn lines around made visible."""
    return "".join(
        it.encode("unicode_escape").decode() if unicodedata.category(it) in {"Cc", "Cs"} or it in TURNS_LINES else it
        for it in line
    )


def _file_name(name: str) -> str:
    """A name that every system takes, with the ending of the given one."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "_", latin)[-80:].strip("._") or "file"


def _as_json(value: Any) -> str:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


@cache
def _version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
