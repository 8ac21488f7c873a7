"""What the report counts: pure functions over messages that were read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import mean, median

from bot.operations.evaluation.held_out import LANGUAGES
from bot.operations.evaluation.measured import Measured

__all__ = [
    "Confusion",
    "Group",
    "IntentFigures",
    "Share",
    "confusions",
    "group_of",
    "groups",
    "intents",
    "macro_f1",
    "missed_and_false",
    "share",
    "speed",
    "surest_mistakes",
]

REFUSALS = {"out_of_scope", "nlu_fallback"}
"""What Dialog acts on when it answers no question: it says that this is not for the police, or asks back."""
NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; none of nothing."""
        return self.count / self.of if self.of else None

    @property
    def range(self) -> tuple[float, float] | None:
        """Where the share of many such messages lies in 95 of 100 cases (Wilson 1927)."""
        if not self.of:
            return None
        spread = NORMAL_95**2 / self.of
        middle = (self.count / self.of + spread / 2) / (1 + spread)
        half = NORMAL_95 / (1 + spread) * sqrt(self.count * (self.of - self.count) / self.of**3 + spread / self.of / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Group:
    """How the messages of one language, or of one way of writing it, were understood."""

    language: str
    """Empty for all languages together."""
    part: str
    """A register or a script; empty for all of the language."""
    right: Share
    first_three: Share
    macro_f1: float
    alarms_found: Share
    alarms_found_by_tripwire: Share
    false_alarms: Share
    false_alarms_by_tripwire: Share
    refused: Share
    """Messages that are none of the police's, and got no answer to something else."""
    language_told: Share
    language_told_short: Share
    script_told: Share
    script_told_short: Share

    @property
    def name(self) -> str:
        """As the lines on the terminal call it."""
        return f"{self.language} {self.part}".strip() or "all"


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """How one meaning was found."""

    intent: str
    learnt: Mapping[str, int]
    """Examples in the training data, by language."""
    precision: Share
    """Of the messages that were taken for it, those that mean it."""
    recall: Share
    """Of the messages that mean it, those that were found."""
    recall_by_language: Mapping[str, Share]
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """Messages of `intent` that were taken for `found`, the surest first."""

    intent: str
    found: str | None
    messages: tuple[Measured, ...]


def share(values: Iterable[bool]) -> Share:
    """How many are true."""
    listed = list(values)
    return Share(sum(listed), len(listed))


def groups(messages: Sequence[Measured]) -> list[Group]:
    """All, then each language followed by its registers, and by its scripts where it has two."""
    found = [group_of("", "", messages)]
    for language in LANGUAGES:
        own = [it for it in messages if it.language == language]
        if not own:
            continue
        found.append(group_of(language, "", own))
        scripts = _by(own, lambda it: it.script)
        parts = _by(own, lambda it: it.register) | (scripts if len(scripts) > 1 else {})
        found += [group_of(language, part, parts[part]) for part in parts]
    return found


def _by(messages: Iterable[Measured], key: Callable[[Measured], str | None]) -> dict[str, list[Measured]]:
    found: defaultdict[str, list[Measured]] = defaultdict(list)
    for it in messages:
        name = key(it)
        if name is not None:
            found[name].append(it)
    return dict(sorted(found.items()))


def group_of(language: str, part: str, messages: Sequence[Measured]) -> Group:
    """The figures of some messages, under the name of what they share."""
    urgent = [it for it in messages if it.is_urgent]
    calm = [it for it in messages if not it.is_urgent]
    short = [it for it in messages if it.is_short]
    return Group(
        language=language,
        part=part,
        right=share(it.is_right for it in messages),
        first_three=share(it.intent in it.first_three for it in messages),
        macro_f1=macro_f1(messages),
        alarms_found=share(it.is_alarm for it in urgent),
        alarms_found_by_tripwire=share(it.is_tripwire for it in urgent),
        false_alarms=share(it.is_alarm for it in calm),
        false_alarms_by_tripwire=share(it.is_tripwire for it in calm),
        refused=share(it.acted_on in REFUSALS for it in messages if it.intent == "out_of_scope"),
        language_told=share(it.told_language == it.language for it in messages),
        language_told_short=share(it.told_language == it.language for it in short),
        script_told=_script_told(messages),
        script_told_short=_script_told(short),
    )


def _script_told(messages: Iterable[Measured]) -> Share:
    return share(it.told_script == it.script for it in messages if it.script is not None)


def intents(messages: Sequence[Measured], learnt: Mapping[str, Mapping[str, int]]) -> list[IntentFigures]:
    """Every meaning that a message has or was taken for, the worst first."""
    taken_for = Counter(it.found for it in messages)
    meant = _by(messages, lambda it: it.intent)
    found = []
    for intent in {*meant, *filter(None, taken_for)}:
        own = meant.get(intent, [])
        hits = sum(it.is_right for it in own)
        found.append(
            IntentFigures(
                intent=intent,
                learnt=dict(learnt.get(intent, {})),
                precision=Share(hits, taken_for[intent]),
                recall=Share(hits, len(own)),
                recall_by_language={
                    language: share(it.is_right for it in own if it.language == language) for language in LANGUAGES
                },
                f1=2 * hits / (len(own) + taken_for[intent]),
            )
        )
    return sorted(found, key=lambda it: (it.f1, it.intent))


def macro_f1(messages: Sequence[Measured]) -> float:
    """The mean F1 of the meanings that the messages have: each counts alike, however many messages it has."""
    meant, taken_for = Counter(it.intent for it in messages), Counter(it.found for it in messages)
    hits = Counter(it.intent for it in messages if it.is_right)
    return mean(2 * hits[it] / (meant[it] + taken_for[it]) for it in meant) if meant else 0.0


def confusions(messages: Iterable[Measured]) -> list[Confusion]:
    """Which meanings were taken for which, the most frequent first."""
    found: defaultdict[tuple[str, str | None], list[Measured]] = defaultdict(list)
    for it in messages:
        if not it.is_right:
            found[it.intent, it.found].append(it)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0], item[0][1] or ""))
    return [Confusion(intent, taken_for, tuple(_surest_first(own))) for (intent, taken_for), own in ordered]


def surest_mistakes(messages: Iterable[Measured], most: int) -> list[Measured]:
    """Messages that were understood wrongly, those first of which the model was surest."""
    return _surest_first(it for it in messages if not it.is_right)[:most]


def missed_and_false(messages: Iterable[Measured]) -> tuple[list[Measured], list[Measured]]:
    """Emergencies without an alarm, and alarms without an emergency."""
    wrong = [it for it in messages if it.is_alarm != it.is_urgent]
    return [it for it in wrong if it.is_urgent], [it for it in wrong if it.is_alarm]


def speed(messages: Sequence[Measured]) -> tuple[float, float]:
    """Milliseconds of one parse: the median, and what 95 of 100 do not exceed."""
    times = sorted(it.milliseconds for it in messages)
    return median(times), times[ceil(0.95 * len(times)) - 1]


def _surest_first(messages: Iterable[Measured]) -> list[Measured]:
    return sorted(messages, key=lambda it: -it.confidence)
