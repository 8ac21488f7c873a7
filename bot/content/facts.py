"""Facts as data: numbers that answers name stand here once, so that the languages cannot differ."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

__all__ = ["load_numbers"]


@cache
def load_numbers() -> Mapping[str, str]:
    """The emergency numbers by the placeholder that texts use for them."""
    facts = yaml.safe_load(Path(__file__).with_name("facts.yml").read_text("utf-8"))
    return {name: fact["value"] for name, fact in facts["emergency_numbers"].items()}
