"""Which part of a question a message asks for: check a fine, pay it, contest it."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import FOLDED
from nlu.components.linear import LinearClassifier

__all__ = ["ASPECTS", "AspectClassifier", "label_of"]

ASPECTS = "aspects"
"""Message attribute: the probability of each `intent/aspect`; `-` is the question as a whole."""


def label_of(example: Message) -> str | None:
    """`intent/aspect` of an example that carries `metadata: {about: …}`; none for any other."""
    about = ((example.get("metadata") or {}).get("intent") or {}).get("about")
    return f"{example.get(INTENT)}/{about}" if about else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AspectClassifier(LinearClassifier, IntentClassifier):  # type: ignore[misc]
    """A linear model over the examples that name their aspect; the app picks among the aspects of the intent.

    Settings as of `LinearIntentClassifier`; `min_examples`: n-grams that fewer of them hold do not count.
    """

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

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights on every example that names its aspect; without any, none is ever found."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT) and label_of(example)]
        if examples:
            self._model.fit(examples, [str(label_of(example)) for example in examples], self.config)
        return self.persist()

    def read(self, message: Message) -> None:
        if not self._model.labels or not any(map(str.isalnum, message.get(FOLDED))):
            return
        chances = zip(self._model.labels, self.chances(message), strict=True)
        found = {label: float(chance) for label, chance in chances}
        message.set(ASPECTS, found, add_to_output=True)
