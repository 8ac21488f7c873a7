"""Whether the model's confidence can be believed, and what a threshold on it would cost: pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from bot.operations.evaluation.figures import Share, share
from bot.operations.evaluation.measured import Measured

__all__ = ["BINS", "Bin", "Point", "bins", "calibration_error", "point_at", "points"]

BINS = 10
STEPS = 20


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages of like confidence, from `low` to below `high`: how sure the model was, and how often it was right."""

    low: float
    high: float
    confidence: float | None
    """The mean; none without messages."""
    right: Share


@dataclass(frozen=True, slots=True)
class Point:
    """What happens if Dialog asks back below `threshold`: how much it answers, and how much of that wrongly."""

    threshold: float
    answered: Share
    wrong: Share


def bins(messages: Iterable[Measured], number: int = BINS) -> list[Bin]:
    """The messages in `number` bins of equal width; the last holds full confidence too."""
    held: list[list[Measured]] = [[] for _ in range(number)]
    for it in messages:
        held[min(int(it.confidence * number), number - 1)].append(it)
    return [
        Bin(
            low=index / number,
            high=(index + 1) / number,
            confidence=mean(it.confidence for it in own) if own else None,
            right=share(it.is_right for it in own),
        )
        for index, own in enumerate(held)
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """By how much confidence and share of right answers differ in the mean of all messages (Naeini et al. 2015)."""
    total = sum(it.right.of for it in found)
    gaps = ((it, abs(it.confidence - (it.right.value or 0.0))) for it in found if it.confidence is not None)
    return sum(it.right.of * gap for it, gap in gaps) / total if total else 0.0


def point_at(messages: Sequence[Measured], threshold: float) -> Point:
    """What `threshold` does to these messages."""
    answered = [it for it in messages if it.confidence >= threshold]
    return Point(threshold, Share(len(answered), len(messages)), share(not it.is_right for it in answered))


def points(messages: Sequence[Measured]) -> list[Point]:
    """Thresholds from 0 to 0.95."""
    return [point_at(messages, step / STEPS) for step in range(STEPS)]
