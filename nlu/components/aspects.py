"""Which part of a question a message asks for: check a fine, pay it, contest it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import FOLDED, MessageComponent
from nlu.components.encoder import SentenceEncoder
from nlu.components.linear import LinearModel

__all__ = ["ASPECTS", "AspectClassifier", "label_of"]

ASPECTS = "aspects"
"""Message attribute: the probability of each `intent/aspect`; `-` is the question as a whole."""


def label_of(example: Message) -> str | None:
    """`intent/aspect` of an example that carries `metadata: {about: …}`; none for any other."""
    about = ((example.get("metadata") or {}).get("intent") or {}).get("about")
    return f"{example.get(INTENT)}/{about}" if about else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AspectClassifier(MessageComponent, IntentClassifier):  # type: ignore[misc]
    """A linear model over the examples that name their aspect; the app picks among the aspects of the intent.

    Settings as of `LinearIntentClassifier`; `min_examples`: n-grams that fewer of them hold do not count.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The encoder must stand before it in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What did best on the development set; see docs/benchmarks.md."""
        return {
            "spelling_c": 0.5,
            "meaning_c": 3.0,
            "meaning_weight": 1.0,
            "sharpness": 5.0,
            "max_iterations": 30,
            "min_examples": 2,
        }

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__({**self.get_default_config(), **config}, name)
        self._model_storage = model_storage
        self._resource = resource
        self._model = LinearModel()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AspectClassifier:
        """A component that has still to be trained."""
        return cls(config, execution_context.node_name or cls.__name__, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights on every example that names its aspect; without any, none is ever found."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT) and label_of(example)]
        if examples:
            self._model.fit(examples, [str(label_of(example)) for example in examples], self.config)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are: no later component learns from predictions."""
        return training_data

    def read(self, message: Message) -> None:
        if not self._model.labels or not any(map(str.isalnum, message.get(FOLDED))):
            return
        scores = self._model.scores(message)
        chances = np.exp(self.config["sharpness"] * (scores - scores.max()))
        chances /= chances.sum()
        found = {label: float(chance) for label, chance in zip(self._model.labels, chances, strict=True)}
        message.set(ASPECTS, found, add_to_output=True)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AspectClassifier:
        """The trained component."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._model = LinearModel.load(folder)
        return component
