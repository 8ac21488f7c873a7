"""What the console's API takes. An unknown field is refused, so that a mistake shows at once."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from bot.messages import Outcome, ReportReason, printable

__all__ = [
    "ClientId",
    "ConversationId",
    "FileId",
    "HandOnIn",
    "Listing",
    "Moment",
    "MuteIn",
    "NoteIn",
    "Nothing",
    "Number",
    "Reason",
    "ReasonIn",
    "ReleaseIn",
    "ReplyIn",
    "ReportIn",
    "ReportStatusIn",
    "ResolveIn",
    "Strict",
    "TagsIn",
    "Text",
    "Title",
    "TranslateIn",
]


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is meant so. What no calendar of ours has is refused."""
    if not 2000 <= moment.year < 2200:
        raise ValueError("out of range")
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""An id or number that every database can hold."""
FileId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
ConversationId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
AnswerKey = Annotated[str, Field(pattern=r"^ask_[a-z_]{1,32}(/[a-z_]{1,24})?$")]
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
# Control characters become spaces before the text is stripped and measured.
PRINTABLE = BeforeValidator(lambda value: printable(value) if isinstance(value, str) else value)
Text = Annotated[str, StringConstraints(min_length=1, max_length=4096, strip_whitespace=True), PRINTABLE]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), PRINTABLE]
Title = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), PRINTABLE]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=32, strip_whitespace=True), PRINTABLE]


class Strict(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listing(BaseModel):
    """Talks in order, how many are open, and whether there are older ones."""

    conversations: list[dict[str, Any]]
    counts: dict[str, int]
    more: bool


class ReplyIn(Strict):
    """What to say: a text, a canned reply, or an answer of the bot by its id. The same `id` again says nothing more."""

    text: Text | None = None
    canned: Number | None = None
    answer: AnswerKey | None = None
    translate: bool = False
    id: ClientId | None = None

    @model_validator(mode="after")
    def is_one_thing(self) -> "ReplyIn":
        """Exactly one of the three."""
        if sum(it is not None for it in (self.text, self.canned, self.answer)) != 1:
            raise ValueError("give one of text, canned and answer")
        return self


class NoteIn(Strict):
    """A note for officers."""

    text: Text
    id: ClientId | None = None


class ReleaseIn(Strict):
    """Where the talk goes, and why."""

    to: Literal["queue", "bot"] = "queue"
    reason: Reason | None = None


class HandOnIn(Strict):
    """To whom: an officer's id or name, or `queue`; and why."""

    to: Number | Annotated[str, StringConstraints(min_length=1, max_length=80)]
    reason: Reason


class ResolveIn(Strict):
    """How the talk ended, and what the citizen is told of it."""

    outcome: Outcome
    reason: Reason
    seen: Number | None = None
    """The last message that the officer has read; with a later one of the citizen nothing is closed."""


class TagsIn(Strict):
    """All tags of the talk."""

    tags: Annotated[list[Tag], Field(max_length=12)]


class ReportIn(Strict):
    """The reference of a report; none, or nothing in it, links to none."""

    reference: Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9/._-]{3,32})?$")] | None


class ReportStatusIn(Strict):
    """Why the talk's report now stands otherwise: what the citizen is told."""

    reason: ReportReason


class MuteIn(Strict):
    """For how many hours, a month at most, and why."""

    hours: Annotated[int, Field(ge=1, le=720)]
    reason: Reason


class ReasonIn(Strict):
    """Why."""

    reason: Reason


class TranslateIn(Strict):
    """What to translate: a message of the talk, for the officer; or the officer's text, for the citizen."""

    message: Number | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def is_one_thing(self) -> "TranslateIn":
        """Exactly one of both."""
        if (self.text is None) == (self.message is None):
            raise ValueError("give either message or text")
        return self


class Nothing(Strict):
    """No body, or an empty one."""
