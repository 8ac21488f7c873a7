"""What every component of the pipeline shares: it reads one message at a time, in training as in talk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

__all__ = ["FOLDED", "SKELETON", "MessageComponent", "TrainedComponent"]

FOLDED = "folded"
"""Message attribute of the folded text, set by the normaliser."""
SKELETON = "skeleton"
"""Message attribute of the folded text's consonants, set by the normaliser."""


class MessageComponent(GraphComponent, ABC):  # type: ignore[misc]
    """A component without training of its own. Rasa checks graph components by the annotations of their methods."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        self.config = config
        self.name = name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageComponent:
        """A new component for training or for a loaded model."""
        return cls(config, execution_context.node_name or cls.__name__)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples, each read like a citizen's message."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The same messages with this component's findings added; messages without text stay as they are."""
        for message in messages:
            if message.get(TEXT):
                self.read(message)
        return messages

    @abstractmethod
    def read(self, message: Message) -> None:
        """Add the findings to one message that has text."""


class TrainedComponent(MessageComponent):
    """A component that learns, and keeps what it has learnt in its folder of the model.

    Numbers and JSON only are kept, so that loading a model runs no code.
    """

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__({**self.get_default_config(), **config}, name)
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TrainedComponent:
        """A component that has still to be trained."""
        return cls(config, execution_context.node_name or cls.__name__, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TrainedComponent:
        """The trained component."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.restore(folder)
        return component

    def persist(self) -> Resource:
        """Keep what was learnt; returns where."""
        with self._model_storage.write_to(self._resource) as folder:
            self.keep(folder)
        return self._resource

    @abstractmethod
    def keep(self, folder: Path) -> None:
        """Write what was learnt into `folder`."""

    @abstractmethod
    def restore(self, folder: Path) -> None:
        """Read back what `keep` wrote."""
