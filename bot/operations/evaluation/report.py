"""The report of one evaluation: gathered, kept as JSON for a later comparison, and drawn as a page for trainers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.dialogue.answering import Thresholds
from bot.errors import DialogError
from bot.operations.evaluation import confidence, figures, plots
from bot.operations.evaluation.comparison import Comparison, compare
from bot.operations.evaluation.held_out import LANGUAGES, HeldOut
from bot.operations.evaluation.measured import Measured

__all__ = ["About", "Earlier", "Report", "as_json", "as_page", "make_report", "read_earlier"]

HERE = Path(__file__).parent
FORMAT = 1
"""Of report.json; goes up when an older one can no longer be compared with."""
MOST_MISTAKES = 30
MOST_CONFUSIONS = 25
LANGUAGE_NAMES = {"sq": "Albanian", "sr": "Serbian", "en": "English"}
PARTS = {
    "standard": "standard spelling",
    "plain": "without diacritics",
    "gheg": "Gheg",
    "cyrillic": "Cyrillic, carefully typed",
    "non_native": "not their mother tongue",
    "haste": "in haste, with slips",
    "mixed": "mixed with other languages",
    "story": "long story",
    "Latn": "everything in Latin letters",
    "Cyrl": "everything in Cyrillic",
}


@dataclass(frozen=True, slots=True)
class About:
    """Which run a report is of."""

    made: datetime
    """In UTC."""
    command: str
    held_out: HeldOut
    model: str
    """The fingerprint of what the model is made of."""
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier report.json holds that a later one is compared with."""

    made: datetime
    held_out: str
    model: str
    messages: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure of one evaluation."""

    about: About
    examples: Mapping[str, int]
    """Size of the training data, by language."""
    groups: Sequence[figures.Group]
    intents: Sequence[figures.IntentFigures]
    confusions: Sequence[figures.Confusion]
    missed: Sequence[Measured]
    false_alarms: Sequence[Measured]
    mistakes: Sequence[Measured]
    bins: Sequence[confidence.Bin]
    calibration_error: float
    points: Sequence[confidence.Point]
    present: confidence.Point
    milliseconds: tuple[float, float]
    """Of one parse: the median, and what 95 of 100 do not exceed."""
    peak_mb: float
    earlier: Earlier | None
    comparison: Comparison | None


def make_report(
    messages: Sequence[Measured],
    about: About,
    learnt: Mapping[str, Mapping[str, int]],
    earlier: Earlier | None = None,
) -> Report:
    """All figures of `messages`, which are at least one; `learnt` counts the examples by intent and language."""
    bins = confidence.bins(messages)
    missed, false_alarms = figures.missed_and_false(messages)
    return Report(
        about=about,
        examples={language: sum(it.get(language, 0) for it in learnt.values()) for language in LANGUAGES},
        groups=figures.groups(messages),
        intents=figures.intents(messages, learnt),
        confusions=figures.confusions(messages),
        missed=missed,
        false_alarms=false_alarms,
        mistakes=figures.surest_mistakes(messages, MOST_MISTAKES),
        bins=bins,
        calibration_error=confidence.calibration_error(bins),
        points=confidence.points(messages),
        present=confidence.point_at(messages, about.thresholds.confidence),
        milliseconds=figures.speed(messages),
        peak_mb=max(it.peak_mb for it in messages),
        earlier=earlier,
        comparison=compare(earlier.messages, messages) if earlier else None,
    )


def as_json(report: Report, messages: Sequence[Measured]) -> str:
    """Figures and messages, for a later comparison and for other programs."""
    kept: dict[str, Any] = {
        "format": FORMAT,
        "about": asdict(report.about) | {"made": report.about.made.isoformat()},
        "examples": dict(report.examples),
        "groups": [asdict(it) for it in report.groups],
        "intents": [asdict(it) for it in report.intents],
        "confusions": [{"intent": it.intent, "found": it.found, "count": len(it.messages)} for it in report.confusions],
        "calibration_error": report.calibration_error,
        "bins": [asdict(it) for it in report.bins],
        "thresholds": [asdict(it) for it in report.points],
        "milliseconds": {"median": report.milliseconds[0], "95 %": report.milliseconds[1]},
        "peak_mb": report.peak_mb,
        "messages": [asdict(it) for it in messages],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def read_earlier(path: Path) -> Earlier:
    """A report.json of an earlier run.

    Raises:
        DialogError: there is none, or it is none that this version can compare with.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["format"] != FORMAT:
            raise DialogError(f"{path} was written by another version of Dialog and cannot be compared with.")
        about = kept["about"]
        rows = [row | {"first_three": tuple(row["first_three"])} for row in kept["messages"]]
        messages = tuple(Measured(**row) for row in rows)
        return Earlier(datetime.fromisoformat(about["made"]), about["held_out"], about["model"], messages)
    except OSError as error:
        raise DialogError(f"{path} cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError):
        raise DialogError(f"{path} is no report.json of an evaluation.") from None


def as_page(report: Report) -> str:
    """A page that stands alone: no script, and nothing is fetched."""
    shown = {
        "heat_map": plots.heat_map(report.confusions),
        "reliability": plots.reliability(report.bins),
        "risk": plots.risk_and_coverage(report.points, report.present),
        "confusions": report.confusions[:MOST_CONFUSIONS],
    }
    return _template().render(report=report, languages=LANGUAGE_NAMES, parts=PARTS, **shown)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": _percent, "date": _date, "meaning": _meaning}
    return environment.get_template("report.html")


def _percent(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f}\u00a0%"


def _meaning(intent: str) -> Markup:
    """The name of an intent, which may go on in the next line after each of its words."""
    return Markup("_<wbr>").join(intent.split("_"))


def _date(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
