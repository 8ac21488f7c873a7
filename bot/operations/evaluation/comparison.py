"""Whether the model got better or worse since an earlier report: the same messages, read then and now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import comb

from bot.operations.evaluation.figures import REFUSALS, Share, share
from bot.operations.evaluation.held_out import LANGUAGES
from bot.operations.evaluation.measured import Measured

__all__ = ["SUBJECTS", "Change", "Comparison", "IntentChange", "Verdict", "compare", "is_chance"]

ONE_IN = 20


class Verdict(StrEnum):
    """What a trainer wants to know."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"

    @property
    def arrow(self) -> str:
        """A mark that is read at a glance."""
        return {Verdict.BETTER: "▲", Verdict.WORSE: "▼", Verdict.SAME: "="}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """How many messages of a group were handled well then and now."""

    language: str
    """Empty for all languages together."""
    before: Share
    now: Share
    gained: int
    """Messages that are handled well only now."""
    lost: int
    """Messages that were handled well only then."""

    @property
    def verdict(self) -> Verdict:
        """By whether more messages were gained or lost."""
        if self.gained == self.lost:
            return Verdict.SAME
        return Verdict.BETTER if self.gained > self.lost else Verdict.WORSE

    @property
    def may_be_chance(self) -> bool:
        """Whether so few messages changed that the next ones could well show the opposite."""
        return is_chance(self.gained, self.lost)


@dataclass(frozen=True, slots=True)
class IntentChange:
    """The same of one meaning: its own messages, and those that it must leave to others."""

    intent: str
    found_before: Share
    found_now: Share
    others_before: int
    """Messages of other meanings that were taken for this one."""
    others_now: int
    total: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """Then and now, on the messages that both have."""

    shared: int
    subjects: tuple[tuple[str, tuple[Change, ...]], ...]
    """Each thing that must go well, by language."""
    intents: tuple[IntentChange, ...]
    """Those that changed, the greatest loss first."""
    lost: tuple[tuple[Measured, Measured], ...]
    """Messages that were understood and no longer are, as they were read then and now."""
    gained: tuple[tuple[Measured, Measured], ...]


Pair = tuple[Measured, Measured]
Test = Callable[[Measured], bool]

SUBJECTS: tuple[tuple[str, Test, Test], ...] = (
    ("right meaning", lambda it: True, lambda it: it.is_right),
    ("right among the first three", lambda it: True, lambda it: it.intent in it.first_three),
    ("emergencies found", lambda it: it.is_urgent, lambda it: it.is_alarm),
    ("no alarm where none was due", lambda it: not it.is_urgent, lambda it: not it.is_alarm),
    ("not for the police, refused", lambda it: it.intent == "out_of_scope", lambda it: it.acted_on in REFUSALS),
    ("language told", lambda it: True, lambda it: it.told_language == it.language),
)
"""What is compared, on which messages, and when it is good."""


def compare(before: Iterable[Measured], now: Sequence[Measured]) -> Comparison:
    """What changed; a message whose label was mended meanwhile counts by its present label."""
    earlier = {(it.language, it.text): it for it in before}
    pairs = [
        (replace(earlier[it.language, it.text], intent=it.intent), it)
        for it in now
        if (it.language, it.text) in earlier
    ]
    return Comparison(
        shared=len(pairs),
        subjects=tuple((name, _by_language(pairs, concerns, is_good)) for name, concerns, is_good in SUBJECTS),
        intents=tuple(_intents(pairs)),
        lost=tuple(pair for pair in pairs if pair[0].is_right and not pair[1].is_right),
        gained=tuple(pair for pair in pairs if pair[1].is_right and not pair[0].is_right),
    )


def _by_language(pairs: Sequence[Pair], concerns: Test, is_good: Test) -> tuple[Change, ...]:
    own = [pair for pair in pairs if concerns(pair[1])]
    return tuple(
        _change(language, [pair for pair in own if language in ("", pair[1].language)], is_good)
        for language in ("", *LANGUAGES)
    )


def _change(language: str, pairs: Sequence[Pair], is_good: Test) -> Change:
    good = [(is_good(then), is_good(now)) for then, now in pairs]
    return Change(
        language=language,
        before=share(then for then, _ in good),
        now=share(now for _, now in good),
        gained=sum(now and not then for then, now in good),
        lost=sum(then and not now for then, now in good),
    )


def _intents(pairs: Sequence[Pair]) -> list[IntentChange]:
    names = {name for then, now in pairs for name in (now.intent, then.found, now.found) if name}
    changes = [_intent(name, pairs) for name in names]
    changed = [it for it in changes if it.total.gained or it.total.lost]
    return sorted(changed, key=lambda it: (it.total.gained - it.total.lost, it.intent))


def _intent(name: str, pairs: Sequence[Pair]) -> IntentChange:
    own = [pair for pair in pairs if pair[1].intent == name]
    others = [pair for pair in pairs if pair[1].intent != name]
    return IntentChange(
        intent=name,
        found_before=share(then.is_right for then, _ in own),
        found_now=share(now.is_right for _, now in own),
        others_before=sum(then.found == name for then, _ in others),
        others_now=sum(now.found == name for _, now in others),
        total=_change("", pairs, lambda it: (it.found == name) == (it.intent == name)),
    )


def is_chance(gained: int, lost: int) -> bool:
    """Whether a coin would share so many changes out as unevenly in more than one of 20 cases (two-sided sign test)."""
    changed = gained + lost
    tail: int = sum(comb(changed, count) for count in range(min(gained, lost) + 1))
    return 2 * tail * ONE_IN > 1 << changed
