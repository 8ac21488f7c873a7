"""Reads messages with a trained model, without a server: `python -m nlu.parse --model FILE`, JSON lines in and out."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import sys
import time
import warnings
from pathlib import Path

from nlu.rasa_setup import quieten

__all__ = ["main"]

COMMAND_START = re.compile(r"^[\s/]+")
"""Rasa strips every kind of space before it looks for the slash of a command."""


def main() -> None:
    """One JSON string a line on standard input; one parse a line on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--measure", action="store_true", help="add `milliseconds` and `peak_mb` to each parse")
    options = parser.parse_args()
    if not options.model.exists():
        sys.exit(f"no model at {options.model}; run `python -m bot train`")
    quieten()
    asyncio.run(_parse(options.model, is_measured=options.measure))


async def _parse(model: Path, *, is_measured: bool) -> None:
    # Sanic switches on every library's warnings of deprecation, which are for the libraries' authors.
    with warnings.catch_warnings(record=True):
        from rasa.core.agent import Agent

        agent = Agent.load(str(model))
    for line in sys.stdin:
        text = COMMAND_START.sub("", json.loads(line))
        started = time.perf_counter()
        parse = await agent.parse_message(text or " ")
        kept = {key: parse.get(key) for key in ("text", "intent", "intent_ranking", "entities", "aspects", "segments")}
        if is_measured:
            kept["milliseconds"] = round((time.perf_counter() - started) * 1000, 3)
            # The most that this process held until now; Linux counts in KiB.
            kept["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, 1)
        print(json.dumps(kept, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
