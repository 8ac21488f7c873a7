"""The project's files as Rasa's training wants them, each read once.

Rasa's own importer reads and validates every file six times, which takes longer than the training; the same checks are
made by `python -m bot.operations.data_check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.utils import story_graph_from_paths
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

__all__ = ["BrokenFile", "ProjectImporter"]

LANGUAGES = ("sq", "sr", "en")


class BrokenFile(RasaException):  # type: ignore[misc]
    """A file of the project is not what it should be; the message says which and why."""


class ProjectImporter(TrainingDataImporter):  # type: ignore[misc]
    """`config.yml`, `domain.yml`, the rules and the examples under one folder.

    Raises:
        BrokenFile: as soon as a broken file is asked for.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def get_config(self) -> dict[str, Any]:
        """The pipeline and the policies."""
        return _read(self._root / "config.yml")

    def get_config_file_for_auto_config(self) -> None:
        """Nothing in the file is left for Rasa to fill in."""

    def get_domain(self) -> Domain:
        return self._domain

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The rules: what follows on which meaning."""
        files = sorted(map(str, (self._root / "nlu" / "data" / "rules").glob("*.yml")))
        return story_graph_from_paths(files, self._domain, exclusion_percentage)

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """Every example of every language; Rasa's `language` means nothing here."""
        return self._examples

    @cached_property
    def _domain(self) -> Domain:
        return Domain.from_dict(_read(self._root / "domain.yml"))

    @cached_property
    def _examples(self) -> TrainingData:
        files = [file for code in LANGUAGES for file in sorted((self._root / "nlu" / "data" / code).glob("*.yml"))]
        return TrainingData([example for file in files for example in _examples_of(file)])


def _examples_of(file: Path) -> Iterator[Message]:
    for block in _read(file).get("nlu", []):
        try:
            intent, lines = block["intent"], block["examples"].splitlines()
        except (TypeError, KeyError, AttributeError):
            raise BrokenFile(f"{file}: a block without `intent` and `examples`") from None
        # What else a block says of its examples, such as the aspect they ask for, stands in `metadata`.
        about = block.get("metadata")
        texts = (line.strip().removeprefix("- ") for line in lines if line.strip())
        yield from (Message.build(text, intent, intent_metadata=about) for text in texts)


def _read(file: Path) -> dict[str, Any]:
    try:
        # In C, ten times as fast as Rasa's reader.
        content = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BrokenFile(f"{file}: {error}") from error
    if not isinstance(content, dict):
        raise BrokenFile(f"{file}: no mapping")
    return content
