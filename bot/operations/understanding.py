"""How messages are understood by everything together: engine, tripwire and language. For `python -m bot understand`."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.config import ROOT, Settings
from bot.content.answers import load_answers
from bot.dialogue.answering import Thresholds, decide
from bot.dialogue.questions import find_aspect
from bot.errors import DialogError
from bot.operations.models import ENGINE_PYTHON, ensure_model
from nlu.text.danger import assess
from nlu.text.language import identify

__all__ = ["parse_all", "thresholds_of", "understand", "understand_lines"]


def thresholds_of(settings: Settings) -> Thresholds:
    """From which confidence on the settings let a meaning count."""
    return Thresholds(settings.confidence, settings.emergency_confidence, settings.least_confidence)


def understand_lines(settings: Settings, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """For each text what `understand` tells, in order."""
    thresholds = thresholds_of(settings)
    for text, parse in zip(texts, parse_all(settings, texts), strict=True):
        yield understand(text, parse, thresholds)


def understand(text: str, parse: Mapping[str, Any], thresholds: Thresholds) -> dict[str, Any]:
    """`{language, script, emergency, emergency_score, intent, confidence, ranking, entities, segments}` of a text.

    `intent` is the likeliest meaning as the model sees it; `emergency` is whether Dialog would name 192 at once, by
    tripwire or by intent. `segments` holds the sentences that are read by themselves, at least one, each with the
    `about` of a question: the part of it that is asked for, `-` for the whole.
    """
    guess, danger = identify(text), assess(text)
    intent, decided = parse["intent"], decide(parse, thresholds)["intent"]["name"]
    ranking = parse["intent_ranking"]
    likelihood = next((it["confidence"] for it in ranking if it["name"] == "emergency"), 0.0)
    whole = {"start": 0, "end": len(text), **parse, "text": text}
    return {
        "language": guess.language or guess.other,
        "script": guess.script,
        "emergency": danger.is_present or decided == "emergency",
        "emergency_score": round(max(danger.score, likelihood), 4),
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "ranking": ranking,
        "entities": parse["entities"],
        "segments": [_segment(it) for it in parse.get("segments") or [whole]],
    }


def _segment(part: Mapping[str, Any]) -> dict[str, Any]:
    intent = part["intent"]
    question = load_answers().get(intent["name"])
    found = find_aspect(question, part) if question else None
    about = {"about": found[1].name if found else "-"} if question else {}
    places = {key: part[key] for key in ("start", "end", "text")}
    return {**places, "intent": intent["name"], "confidence": intent["confidence"], **about}


def parse_all(
    settings: Settings, texts: Sequence[str], *, model: Path | None = None, is_measured: bool = False
) -> Iterator[dict[str, Any]]:
    """What the model finds in each text, in order; runs in the engine's environment, without the engine.

    Without `model` it is the current one. `is_measured` adds `milliseconds`, the time of the one parse, and `peak_mb`,
    the most memory that its process held until then.

    Raises:
        DialogError: the model could not be read.
    """
    model = model or ensure_model(settings, lambda line: print(line, file=sys.stderr))
    command = [str(ENGINE_PYTHON), "-m", "nlu.parse", "--model", str(model.resolve())]
    command += ["--measure"] if is_measured else []
    # A file of input, so that neither side waits for the other's full pipe; unnamed, since it holds messages.
    with tempfile.TemporaryFile() as source:
        source.write("".join(json.dumps(text) + "\n" for text in texts).encode("ascii"))
        source.seek(0)
        process = subprocess.Popen(command, cwd=ROOT, stdin=source, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
        if process.wait():
            raise DialogError(f"The messages could not be read with {model}; the lines above say why.")
