"""Files that citizens and officers send: taken while they come in, looked through, sealed, and given to the other.

What is kept: the original as it came, sealed, with its SHA-256 and the time of receipt; and a working copy without
metadata, of a picture at once, of what needs a library a moment later (`copy_next`). The name that the sender's device
gave it is not kept: it may tell who they are.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.errors import NotFound, Refused
from bot.i18n import N_
from bot.messages import Channel, Direction, FileKind
from bot.services import audit, copies
from bot.services.audit_actions import Action
from bot.services.file_types import HEAD, TEXT, TYPES, FileType, find_type
from bot.services.inspection import Reason, Unfit, inspect
from bot.services.officers import Account
from bot.services.reach import reach
from bot.store import queries
from bot.store.database import Database
from bot.store.files import Broken, FileStore, SealedFile
from bot.store.tables import Attachment, Conversation, Message

__all__ = [
    "HOUR",
    "NO_COPY",
    "SENTENCES",
    "Attached",
    "Copied",
    "Intake",
    "Limits",
    "NewFile",
    "Original",
    "attach",
    "check_count",
    "check_room",
    "copy_next",
    "drop_unless_kept",
    "list_of_messages",
    "list_of_talk",
    "list_stored",
    "open_for_citizen",
    "open_original",
    "open_outgoing",
    "open_view",
    "originals",
    "refuse",
    "with_copy",
]

MB = 1_000_000
HOUR = timedelta(hours=1)
SENTENCES: Mapping[Reason, str] = {
    Reason.TYPE: N_(
        "Files of this kind are not taken. You can send photos (JPEG, PNG, WebP), videos (MP4, MOV, WebM), "
        "voice recordings (OGG, MP3, M4A, WAV) and documents (PDF, plain text). "
        "Or describe in words what the file shows."
    ),
    Reason.TOO_LARGE: N_(
        "This file is too large. The most that is taken: photo {photo} MB, video {video} MB, "
        "voice recording {voice} MB, document {document} MB."
    ),
    Reason.DAMAGED: N_("This file is damaged or did not come through whole. Please send it again."),
    Reason.PIXELS: N_(
        "This picture has too many pixels: at most {megapixels} million are taken. Please make it smaller."
    ),
    Reason.HIDDEN: N_(
        "This file is not taken: something else is hidden in it that could do harm. "
        "Please send the plain photo, recording or document."
    ),
    Reason.ACTIVE: N_(
        "This PDF is not taken: it is protected by a password, or it holds programs or other files. "
        "Please send it without them, or as photos."
    ),
}
TOO_MANY = N_(
    "You have sent as many files as are taken in an hour: {count}. Please describe the others in words, "
    "or send them later."
)
NO_COPY = N_("This document cannot be cleaned of who wrote it and when. Please send it as a photo or as plain text.")
NO_ROOM = N_("Files cannot be stored at the moment. Please describe in words what the file shows, or try again later.")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken: MB of each kind, pixels of a picture in millions, files of one sender in an hour.

    A kind that is not named is not taken.
    """

    megabytes: Mapping[FileKind, int]
    megapixels: int
    in_an_hour: int
    sentences: Mapping[Reason, str] = field(default_factory=lambda: SENTENCES)
    """What is told of a file that is not taken."""

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """As they are set."""
        megabytes = {
            FileKind.PHOTO: settings.max_photo_mb,
            FileKind.VIDEO: settings.max_video_mb,
            FileKind.VOICE: settings.max_voice_mb,
            FileKind.DOCUMENT: settings.max_document_mb,
        }
        return cls(megabytes, settings.max_photo_megapixels, settings.max_attachments_per_hour)

    @property
    def most(self) -> int:
        """Bytes of the largest file of any kind."""
        return max(self.megabytes.values()) * MB


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is in the store and belongs to no message yet."""

    name: str
    kind: FileKind
    media_type: str
    size: int
    sha256: str
    has_view: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a message, as it is shown."""

    id: str
    message: int
    """The number of its message."""
    kind: FileKind
    media_type: str
    size: int
    sha256: str
    received_at: datetime
    has_view: bool
    is_outgoing: bool = False
    """Whether an officer sent it to the citizen."""

    @property
    def file_name(self) -> str:
        """A name to save it under, which tells nothing of the sender."""
        return f"{self.kind}-{self.id[:8]}.{TYPES[self.media_type].suffix}"

    @property
    def view_type(self) -> str:
        """The media type of the working copy."""
        return copies.type_of_copy(self.media_type)

    @property
    def view_name(self) -> str:
        """A name to save the working copy under."""
        return f"{self.kind}-{self.id[:8]}-copy.{TYPES[self.view_type].suffix}"


@dataclass(frozen=True, slots=True)
class Copied:
    """A file whose working copy was due: whether there is one now."""

    attachment: str
    conversation_id: str
    media_type: str
    has_view: bool


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came, for an export: `file.chunks()` gives its bytes, `file.size` counts them.

    Of an officer's file it is what the citizen got.
    """

    name: str
    file: SealedFile
    media_type: str
    sha256: str | None
    """Of the file as it came; none where another one went out, a copy without metadata."""
    received_at: datetime
    message: int
    """The number of its message."""
    is_outgoing: bool


class Intake:
    """Takes one file in parts: `add` each, then `finish`. Leave it by `with`, so that what is refused is gone."""

    def __init__(self, store: FileStore, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._writing = store.begin()
        self._head = b""
        self._type: FileType | None = None

    def __enter__(self) -> "Intake":
        """The intake itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Remove what was not kept."""
        self._writing.__exit__(*error)

    @property
    def size(self) -> int:
        """Bytes that have come in."""
        return self._writing.size

    def add(self, part: bytes) -> None:
        """Take the next part; sealed before it is on the disk.

        Raises:
            Refused: its type or its size is not taken.
        """
        if self._type is None:
            self._head += part[:HEAD]
            if len(self._head) >= HEAD:
                self._type = self._find_type()
        self._writing.write(part)
        most = self._limits.megabytes[self._type.kind] * MB if self._type else self._limits.most
        if self.size > most:
            raise refuse(Reason.TOO_LARGE, self._limits)

    def finish(self) -> NewFile:
        """Look through the whole file and keep it, with a working copy if it is a picture.

        Raises:
            Refused: it is damaged, hides something, or could do harm.
        """
        found = self._type or self._find_type()
        with self._writing.end() as source:
            try:
                inspected = inspect(found, source, pixels=self._limits.megapixels * 1_000_000)
            except Unfit as unfit:
                raise refuse(unfit.reason, self._limits) from None
        kind = inspected.type.kind
        if self.size > self._limits.megabytes[kind] * MB:
            raise refuse(Reason.TOO_LARGE, self._limits)
        name = self._writing.name
        if inspected.view is not None:
            with self._store.begin(view_of=name) as view:
                view.write(inspected.view)
                view.end().close()
                view.keep()
        self._writing.keep()
        media_type = inspected.type.media_type
        # Text has nothing beside it: it is its own working copy.
        has_view = inspected.view is not None or media_type == TEXT.media_type
        return NewFile(name, kind, media_type, self.size, self._writing.sha256, has_view)

    def _find_type(self) -> FileType:
        if not self._head:
            raise refuse(Reason.DAMAGED, self._limits)
        found = find_type(self._head[:HEAD])
        if found is None or found.kind not in self._limits.megabytes:
            raise refuse(Reason.TYPE, self._limits)
        return found


def refuse(reason: Reason, limits: Limits) -> Refused:
    """What is told of a file that is not taken; its code is the reason."""
    arguments: dict[str, int] = {}
    if reason is Reason.TOO_LARGE:
        arguments = {str(kind): most for kind, most in limits.megabytes.items()}
    elif reason is Reason.PIXELS:
        arguments = {"megapixels": limits.megapixels}
    status = {Reason.TOO_LARGE: 413, Reason.TYPE: 415}.get(reason, 422)
    return Refused(limits.sentences[reason], status=status, code=reason.value, **arguments)


def check_count(
    database: Database, store: FileStore, channel: Channel, sender: str, limits: Limits, now: datetime
) -> None:
    """Whether another file of this sender is taken now.

    Raises:
        NotFound: the sender is unknown.
        Refused: they have sent as many as are taken in an hour, or the disk is full.
    """
    with database.read() as session:
        identity = queries.find_identity(session, channel, sender)
        if identity is None:
            raise NotFound("sender")
        query = (
            select(func.count())
            .select_from(Attachment)
            .join(Conversation, Conversation.id == Attachment.conversation_id)
            .join(Message, Message.id == Attachment.message_id)
            .where(
                Conversation.identity_id == identity.id,
                Attachment.received_at > now - HOUR,
                Message.direction == Direction.INCOMING,
            )
        )
        count = session.scalar(query) or 0
    check_room(store, count, limits)


def check_room(store: FileStore, count: int, limits: Limits) -> None:
    """Whether another file is taken from somebody who has sent `count` in the last hour.

    Raises:
        Refused: they have sent as many as are taken, or the disk is full.
    """
    if count >= limits.in_an_hour:
        raise Refused(TOO_MANY, code="too_many", count=limits.in_an_hour)
    if not store.has_room(limits.most):
        raise Refused(NO_ROOM, status=507, code="full")


def attach(session: Session, message: Message, file: NewFile, now: datetime) -> None:
    """Make a stored file one of a message, in the message's own transaction."""
    session.add(
        Attachment(
            public_id=uuid4().hex,
            conversation_id=message.conversation_id,
            message_id=message.id,
            kind=file.kind,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            received_at=now,
            stored_name=file.name,
            has_view=file.has_view,
            is_copy_due=not file.has_view and copies.is_copied(file.media_type),
        )
    )


def copy_next(database: Database, store: FileStore) -> Copied | None:
    """Make one working copy that is due, the newest first; none when none is. A file that gets none is not tried again.

    Raises:
        OSError: no copy of anything can be made or stored now.
    """
    with database.read() as session:
        query = select(Attachment).where(Attachment.is_copy_due).order_by(Attachment.id.desc()).limit(1)
        row = session.scalar(query)
        if row is None:
            return None
        due, name, media_type = row.id, row.stored_name, row.media_type
        public_id, conversation_id = row.public_id, row.conversation_id
    # No transaction is open meanwhile.
    has_view = _is_copied(store, name, media_type)
    with database.write() as session:
        row = session.get(Attachment, due)
        if row is None:
            store.delete(name)  # the talk was deleted meanwhile
        else:
            row.has_view, row.is_copy_due = has_view, False
    return Copied(public_id, conversation_id, media_type, has_view)


def with_copy(store: FileStore, file: NewFile) -> NewFile:
    """A stored file with its working copy, made now: without one nothing of an officer's leaves the house.

    Raises:
        Refused: none can be made.
    """
    if file.has_view:
        return file
    if not _is_copied(store, file.name, file.media_type):
        raise Refused(NO_COPY, code="no_copy")
    return replace(file, has_view=True)


def drop_unless_kept(database: Database, store: FileStore, file: NewFile) -> None:
    """Remove a stored file that became no message's, as when the same message was sent twice at once."""
    with database.read() as session:
        is_kept = session.scalar(select(Attachment.id).where(Attachment.stored_name == file.name)) is not None
    if not is_kept:
        store.delete(file.name)


def list_of_messages(session: Session, messages: Collection[int]) -> dict[int, list[Attached]]:
    """The files of these messages, by the message's row."""
    found: dict[int, list[Attached]] = {}
    if messages:
        query = _with_message().where(Attachment.message_id.in_(messages)).order_by(Attachment.id)
        for row, number, direction in session.execute(query):
            found.setdefault(row.message_id, []).append(_attached(row, number, direction))
    return found


def list_of_talk(session: Session, conversation_id: str) -> list[Attached]:
    """The files of a talk, in the order in which they came."""
    return [_attached(*found) for found in session.execute(_of_talk(conversation_id))]


def list_stored(session: Session, message_id: int) -> list[tuple[str, Attached]]:
    """The files of a message that is to be sent, with the names under which they lie in the store."""
    rows = session.execute(_with_message().where(Attachment.message_id == message_id).order_by(Attachment.id))
    return [(row.stored_name, _attached(row, number, direction)) for row, number, direction in rows]


def open_outgoing(store: FileStore, name: str, file: Attached) -> SealedFile:
    """What the citizen gets of an officer's file: of a picture and a PDF the copy without who made it, where and when.

    Raises:
        NotFound: it is not in the store.
    """
    return store.open(name if file.media_type == TEXT.media_type else f"{name}.view")


def open_for_citizen(
    database: Database, store: FileStore, channel: Channel, sender: str, attachment: str
) -> tuple[Attached, SealedFile] | None:
    """A file that an officer sent to this citizen; none when there is no such file.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.read() as session:
        identity = queries.find_identity(session, channel, sender)
        if identity is None:
            raise NotFound("sender")
        query = _with_message().join(Conversation, Conversation.id == Attachment.conversation_id)
        query = query.where(
            Conversation.identity_id == identity.id,
            Attachment.public_id == attachment,
            Message.direction == Direction.OUTGOING,
        )
        found = session.execute(query).one_or_none()
        if found is None:
            return None
        file, name = _attached(*found), found[0].stored_name
    return file, open_outgoing(store, name, file)


def open_original(
    database: Database, store: FileStore, account: Account, conversation_id: str, attachment: str, now: datetime
) -> tuple[Attached, SealedFile]:
    """A file as it came; each opening is noted in the audit log.

    Raises:
        NotFound: there is none that the officer may see.
    """
    found, name = _find(database, account, conversation_id, attachment)
    file = store.open(name)
    with database.write() as session:
        audit.record(
            session,
            Action.ATTACHMENT,
            now,
            officer_id=account.id,
            conversation_id=conversation_id,
            detail={"attachment": found.id, "message": found.message},
        )
    return found, file


def open_view(
    database: Database, store: FileStore, account: Account, conversation_id: str, attachment: str, now: datetime
) -> tuple[Attached, SealedFile]:
    """The working copy of a file; noted as the reading of the talk.

    Raises:
        NotFound: there is none that the officer may see.
    """
    found, name = _find(database, account, conversation_id, attachment)
    if not found.has_view:
        raise NotFound("view")
    file = store.open(name if found.media_type == TEXT.media_type else f"{name}.view")
    with database.read() as session:
        is_noted = audit.is_reading_recorded(session, account.id, conversation_id, now)
    if not is_noted:
        with database.write() as session:
            audit.record_reading(session, account.id, conversation_id, now)
    return found, file


def originals(session: Session, store: FileStore, conversation_id: str) -> Iterator[Original]:
    """Every file of a talk, opened one after the other, for an export; who may have it was asked before.

    Of a citizen as it came, of an officer as it was sent.
    """
    for row, number, direction in session.execute(_of_talk(conversation_id)).all():
        found, name = _attached(row, number, direction), row.stored_name
        with open_outgoing(store, name, found) if found.is_outgoing else store.open(name) as file:
            is_copy = found.is_outgoing and found.media_type != TEXT.media_type
            yield Original(
                found.file_name,
                file,
                found.media_type,
                None if is_copy else found.sha256,
                found.received_at,
                number,
                found.is_outgoing,
            )


def _is_copied(store: FileStore, name: str, media_type: str) -> bool:
    try:
        with store.open(name) as source, copies.make_copy(source, media_type) as copy:
            if copy is None:
                return False
            with store.begin(view_of=name) as view:
                while part := copy.read(MB):
                    view.write(part)
                view.end().close()
                view.keep()
            return True
    except (NotFound, Broken):
        return False


def _with_message() -> Select[Attachment, int, str]:
    query = select(Attachment, Message.number, Message.direction)
    return query.join(Message, Message.id == Attachment.message_id)


def _of_talk(conversation_id: str) -> Select[Attachment, int, str]:
    return _with_message().where(Attachment.conversation_id == conversation_id).order_by(Attachment.id)


def _find(database: Database, account: Account, conversation_id: str, attachment: str) -> tuple[Attached, str]:
    with database.read() as session:
        conversation = reach(session, account, conversation_id)
        query = _of_talk(conversation.id).where(Attachment.public_id == attachment)
        found = session.execute(query).one_or_none()
        if found is None:
            raise NotFound("attachment")
        return _attached(*found), found[0].stored_name


def _attached(row: Attachment, number: int, direction: str) -> Attached:
    return Attached(
        id=row.public_id,
        message=number,
        kind=FileKind(row.kind),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        received_at=row.received_at,
        has_view=row.has_view,
        is_outgoing=direction == Direction.OUTGOING,
    )
