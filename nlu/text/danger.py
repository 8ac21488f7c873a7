"""Whether a message tells of danger to life or safety now: 192 and 112 are shown even when the engine is down.

Two readers: the rules of `danger_rules` know phrases, tense and doubt; the weights of `danger_words` have learnt from
the examples which words go with danger and which with a report of the past, a film or a permit. Their sum decides; a
message of a few words is little more than the phrase that the rules know: there they decide, unless the words speak
against it.
"""

from dataclasses import dataclass

from nlu.text.danger_rules import read_signs
from nlu.text.danger_words import weigh

__all__ = ["THRESHOLD", "Danger", "assess"]

THRESHOLD = 0.6
"""On the scale of the rules' scores; `nlu.tuning.danger` shifts what is learnt so that it counts there too."""

_FEW = 9  # words
_AGAINST = 0.01


@dataclass(frozen=True, slots=True)
class Danger:
    """How surely a message tells of danger now, 0 to 1, and the strongest sign of it that the rules know."""

    score: float
    sign: str | None

    @property
    def is_present(self) -> bool:
        """Whether the emergency numbers must be shown at once."""
        return self.score >= THRESHOLD


def assess(text: str) -> Danger:
    """The danger that `text` tells of; never raises, and takes time in proportion to the length of `text`."""
    signs = read_signs(text)
    score = weigh(text, signs)
    if score >= _AGAINST and len(text.split(maxsplit=_FEW)) <= _FEW:
        score = max(score, signs.score)
    return Danger(round(score, 3), signs.sign)
