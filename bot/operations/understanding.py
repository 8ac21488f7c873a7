"""How messages are understood by everything together: engine, tripwire and language. For `python -m bot understand`."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from bot.config import ROOT, Settings
from bot.dialogue.answering import Thresholds, decide
from bot.operations.models import ENGINE_PYTHON, ensure_model
from nlu.text.danger import assess
from nlu.text.language import identify

__all__ = ["parse_all", "understand_lines"]


def understand_lines(settings: Settings, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """For each text `{language, script, emergency, emergency_score, intent, confidence, ranking, entities, segments}`.

    `intent` is the likeliest meaning as the model sees it; `emergency` is whether Dialog would name 192 at once, by
    tripwire or by intent. `segments` holds one meaning a message in this version.
    """
    thresholds = Thresholds(settings.confidence, settings.emergency_confidence)
    for text, parse in zip(texts, parse_all(settings, texts), strict=True):
        guess, danger = identify(text), assess(text)
        intent, decided = parse["intent"], decide(parse, thresholds)["intent"]["name"]
        ranking = parse["intent_ranking"]
        likelihood = next((it["confidence"] for it in ranking if it["name"] == "emergency"), 0.0)
        segment = {
            "start": 0,
            "end": len(text),
            "text": text,
            "intent": intent["name"],
            "confidence": intent["confidence"],
        }
        yield {
            "language": guess.language or guess.other,
            "script": guess.script,
            "emergency": danger.is_present or decided == "emergency",
            "emergency_score": round(max(danger.score, likelihood), 4),
            "intent": intent["name"],
            "confidence": intent["confidence"],
            "ranking": ranking,
            "entities": parse["entities"],
            "segments": [segment],
        }


def parse_all(settings: Settings, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What the current model finds in each text, in order; runs in the engine's environment, without the engine."""
    model = ensure_model(settings, lambda line: print(line, file=sys.stderr))
    command = [str(ENGINE_PYTHON), "-m", "nlu.parse", "--model", str(model.resolve())]
    # A file of input, so that neither side waits for the other's full pipe; unnamed, since it holds messages.
    with tempfile.TemporaryFile() as source:
        source.write("".join(json.dumps(text) + "\n" for text in texts).encode("ascii"))
        source.seek(0)
        process = subprocess.Popen(command, cwd=ROOT, stdin=source, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
