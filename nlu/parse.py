"""Reads messages with a trained model, without a server: `python -m nlu.parse --model FILE`, JSON lines in and out."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from pathlib import Path

from nlu.rasa_setup import quieten

__all__ = ["main"]

COMMAND_START = re.compile(r"^[\s/]+")
"""Rasa strips every kind of space before it looks for the slash of a command."""


def main() -> None:
    """One JSON string a line on standard input; one parse a line on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    if not options.model.exists():
        sys.exit(f"no model at {options.model}; run `python -m bot train`")
    quieten()
    asyncio.run(_parse(options.model))


async def _parse(model: Path) -> None:
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    for line in sys.stdin:
        text = COMMAND_START.sub("", json.loads(line))
        parse = await agent.parse_message(text or " ")
        kept = {key: parse.get(key) for key in ("text", "intent", "intent_ranking", "entities")}
        print(json.dumps(kept, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
