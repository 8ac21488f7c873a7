"""`python -m bot understand --jsonl`, as a script would use it."""

import json
import subprocess
import sys

from bot.config import ROOT
from tests.danger import RINGS, SILENT, lines

KEYS = {
    "language",
    "script",
    "emergency",
    "emergency_score",
    "intent",
    "confidence",
    "ranking",
    "entities",
    "segments",
}
ODD = ["", " ", "/restart", "🙂🙂", "12345", "\u202e\u200d", "a" * 4096, "\ud800", "помоћ help ndihmë", "{}[]()"]


def _understand(texts: list[str]) -> list[dict[str, object]]:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    command = [sys.executable, "-m", "bot", "understand", "--jsonl"]
    result = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_understood() -> None:
    texts = ["burri pom rreh", "где је станица у Гњилану", "hello, how can I check my traffic fines?", *ODD]
    danger, station, fine, *odd = _understand(texts)
    assert set(danger) == KEYS
    assert (danger["language"], danger["emergency"]) == ("sq", True)
    assert (station["language"], station["script"], station["intent"]) == ("sr", "Cyrl", "ask_station")
    assert [it["value"] for it in station["entities"]] == ["gjilan"]  # type: ignore[attr-defined]
    assert (fine["language"], fine["intent"], fine["emergency"]) == ("en", "ask_fine", False)
    assert len(odd) == len(ODD)
    assert odd[2]["intent"] != "restart"


def test_danger_now_is_an_emergency_by_tripwire_or_meaning() -> None:
    texts = [text for _, text in lines(RINGS)]
    missed = [text for text, found in zip(texts, _understand(texts), strict=True) if not found["emergency"]]
    assert not missed


def test_little_else_is_an_emergency() -> None:
    texts = [text for _, text in lines(SILENT)]
    false = [text for text, found in zip(texts, _understand(texts), strict=True) if found["emergency"]]
    assert len(false) <= 0.03 * len(texts), false
