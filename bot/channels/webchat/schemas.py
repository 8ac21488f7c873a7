"""What the web chat's API takes and gives. An unknown field is refused, so that a mistake shows at once."""

from datetime import datetime
from typing import Annotated, Literal, Self
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.messages import printable

__all__ = [
    "Caption",
    "ClientId",
    "FileId",
    "Location",
    "MessageIn",
    "MessageOut",
    "Notice",
    "PageOut",
    "SessionIn",
    "SessionOut",
    "StoredOut",
]

MAX_CHARACTERS = 4096
"""As many as a Telegram message; longer texts come in parts."""

MAX_CAPTION = 1024
"""As many as a Telegram caption; encoded, they fit into one header."""

ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]

FileId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]

NoticeVersion = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,16}$")]


class Strict(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_caption(value: str) -> str:
    """The caption of a file as it stands in a header: UTF-8, percent-encoded.

    Raises:
        ValueError: it is longer than captions are.
    """
    caption = printable(unquote(value)).strip()
    if len(caption) > MAX_CAPTION:
        raise ValueError("caption is too long")
    return caption


Caption = Annotated[str, AfterValidator(read_caption)]


class SessionIn(Strict):
    """The language of the page, used until the citizen writes, and which notice about data it shows."""

    language: Literal["sq", "sr", "en"] | None = None
    script: Literal["Latn", "Cyrl"] | None = None
    notice: NoticeVersion | None = None
    """Its version; kept with the time. Clients that show no notice leave it out."""


class SessionOut(Strict):
    """A new web chat. The token is the only key to it, and is not stored as such."""

    token: str
    conversation: str


class Notice(Strict):
    """The version of a notice about data."""

    version: NoticeVersion


class Location(Strict):
    """A place on earth in degrees, WGS 84."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class MessageIn(Strict):
    """One message: text, a pressed button's payload, or a place. `id` is the client's own."""

    id: ClientId
    text: (
        Annotated[str, StringConstraints(min_length=1, max_length=MAX_CHARACTERS), AfterValidator(printable)] | None
    ) = None
    payload: Annotated[str, StringConstraints(min_length=2, max_length=256)] | None = None
    location: Location | None = None

    @model_validator(mode="after")
    def is_one_thing(self) -> Self:
        """Exactly one of text, payload and location, and a text that is not empty."""
        given = [value for value in (self.text, self.payload, self.location) if value is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of text, payload, location")
        if self.text is not None and not self.text.strip():
            raise ValueError("text is empty")
        return self


class StoredOut(Strict):
    """The number that the message got; from now on it is not lost."""

    message: int


class ButtonOut(Strict):
    """A choice under a message; send `payload` when it is pressed."""

    title: str
    payload: str


class AttachmentOut(Strict):
    """A file of a message. What the citizen sent is not given back; what an officer sent is read by its `id`."""

    id: str | None = None
    kind: Literal["photo", "video", "voice", "document"]
    media_type: str
    size: int
    """Bytes, as it came in."""


class MessageOut(Strict):
    """One message of the conversation; `client_id` for the citizen's own."""

    id: int
    sender: Literal["citizen", "bot", "officer", "system"]
    text: str
    buttons: list[ButtonOut]
    at: datetime
    language: str | None
    script: str | None
    client_id: str | None
    attachments: list[AttachmentOut] = []


class PageOut(Strict):
    """What was said after the message asked for, and how the conversation stands."""

    status: Literal["with_bot", "waiting", "assigned", "resolved"]
    typing: bool
    place: int | None = None
    """In the queue while waiting; 1 is the next."""
    messages: list[MessageOut]
