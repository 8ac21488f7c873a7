"""Reads held-out messages with model, tripwire and language identification, as Dialog would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.dialogue.answering import Thresholds, decide
from bot.operations.evaluation.held_out import HeldOut, Message, read_messages
from bot.operations.understanding import parse_all, thresholds_of, understand
from nlu.text.danger import assess
from nlu.text.scripts import script_of

__all__ = ["Measured", "measure", "read_as_dialog"]

TELL_EVERY = 250
FEW_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One held-out message and how it was understood."""

    language: str
    register: str
    text: str
    intent: str
    found: str | None
    confidence: float
    """How sure the model was of `found`, 0 to 1."""
    first_three: tuple[str, ...]
    acted_on: str
    """The meaning that Dialog acts on: `nlu_fallback` where it is too unsure and asks back."""
    is_alarm: bool
    """Whether Dialog would name 192 at once."""
    is_tripwire: bool
    """Whether it would do so without the model, by the tripwire alone."""
    told_language: str | None
    told_script: str | None
    milliseconds: float
    """Time of the one parse."""
    peak_mb: float
    """The most memory that the reading process held until then."""

    @property
    def is_right(self) -> bool:
        """Whether the likeliest meaning is the true one."""
        return self.found == self.intent

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is in danger now."""
        return self.intent == "emergency"

    @property
    def script(self) -> str | None:
        """The script that most letters are written in."""
        return script_of(self.text)

    @property
    def is_short(self) -> bool:
        """Whether the message has so few words that they tell little of the language."""
        return len(self.text.split()) <= FEW_WORDS


def measure(
    settings: Settings,
    held_out: HeldOut = HeldOut.DEVELOPMENT,
    *,
    model: Path | None = None,
    say: Callable[[str], None] | None = None,
) -> list[Measured]:
    """Every message of a held-out set, read; without `model` by the current one. `say` is told the progress.

    Raises:
        DialogError: the set is not there, or the model cannot be read.
    """
    messages = read_messages(held_out)
    thresholds = thresholds_of(settings)
    parses = parse_all(settings, [message.text for message in messages], model=model, is_measured=True)
    measured = []
    for message, parse in zip(messages, parses, strict=True):
        measured.append(read_as_dialog(message, parse, thresholds))
        if say and (len(measured) % TELL_EVERY == 0 or len(measured) == len(messages)):
            say(f"  read {len(measured)} of {len(messages)} messages")
    return measured


def read_as_dialog(message: Message, parse: Mapping[str, Any], thresholds: Thresholds) -> Measured:
    """What Dialog makes of a message that the model has read."""
    found = understand(message.text, parse, thresholds)
    return Measured(
        language=message.language,
        register=message.register,
        text=message.text,
        intent=message.intent,
        found=found["intent"],
        confidence=found["confidence"],
        first_three=tuple(entry["name"] for entry in found["ranking"][:3]),
        acted_on=decide(parse, thresholds)["intent"]["name"],
        is_alarm=found["emergency"],
        is_tripwire=assess(message.text).is_present,
        told_language=found["language"],
        told_script=found["script"],
        milliseconds=parse["milliseconds"],
        peak_mb=parse["peak_mb"],
    )
