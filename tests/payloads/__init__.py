"""Bodies as platforms send them, one of each kind. People, files and ids in them are invented."""

import json
from pathlib import Path
from typing import Any

__all__ = ["names", "read"]

HERE = Path(__file__).parent


def names(platform: str) -> list[str]:
    """What there is of a platform, in order."""
    return sorted(path.stem for path in (HERE / platform).glob("*.json"))


def read(platform: str, name: str) -> dict[str, Any]:
    """One body."""
    content: dict[str, Any] = json.loads((HERE / platform / f"{name}.json").read_text(encoding="utf-8"))
    return content
