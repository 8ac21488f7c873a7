"""Made-up messages that were measured, for tests of what is counted on them."""

from typing import Any

from bot.operations.evaluation.measured import Measured

__all__ = ["measured"]


def measured(intent: str, found: str | None = None, **other: Any) -> Measured:
    """A message of `intent` that was read as `found`, or rightly; everything else is as one would wish."""
    found = found or intent
    fields = {
        "language": "en",
        "register": "standard",
        "text": "a message",
        "confidence": 0.9,
        "first_three": (found,),
        "acted_on": found,
        "is_alarm": found == "emergency",
        "is_tripwire": False,
        "told_language": other.get("language", "en"),
        "told_script": "Latn",
        "milliseconds": 10.0,
        "peak_mb": 500.0,
    }
    return Measured(intent=intent, found=found, **fields | other)
