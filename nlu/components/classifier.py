"""Which of the intents a message has, for the three languages together."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import FOLDED
from nlu.components.linear import LinearClassifier
from nlu.text.danger_rules import read_signs

__all__ = ["LinearIntentClassifier"]

EMERGENCY = "emergency"
TRUST = 0.9
"""How much a message that stands in the examples, letter for letter, means what was taught: trainers rely on it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LinearClassifier, IntentClassifier):  # type: ignore[misc]
    """A linear model of spelling and meaning, whose scores become probabilities.

    Settings: `spelling_c` and `meaning_c` (inverse regularisation), `meaning_weight` (sentence vectors against n-grams,
    the spreads of their scores being equal), `sharpness` (what makes the sum a probability: chosen so that on the
    development set confidence is accuracy), `signs_weight` (what the rules' score of danger now adds to the log-odds
    of `emergency`), `max_iterations` (of the fit over sentence vectors: with 30 as good as when it has settled). With
    fewer examples than `few` spelling is learnt by a regression, with `few_spelling_c` and `few_meaning_weight`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What did best on the development set; see docs/benchmarks.md."""
        return {
            "spelling_c": 0.5,
            "meaning_c": 3.0,
            "meaning_weight": 1.3,
            "sharpness": 5.0,
            "signs_weight": 2.0,
            "ranking_length": 10,
            "max_iterations": 30,
            "few": 6000,
            "few_spelling_c": 10.0,
            "few_meaning_weight": 2.0,
        }

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._taught: dict[str, int] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights on every example that has an intent and text."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model.fit(examples, [example.get(INTENT) for example in examples], self.config)
        intents = self._model.labels
        self._taught = {it.get(FOLDED): intents.index(it.get(INTENT)) for it in examples}
        return self.persist()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with `intent` and `intent_ranking`; one without a readable letter has no intent."""
        for message in messages:
            message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return super().process(messages)

    def read(self, message: Message) -> None:
        if not any(map(str.isalnum, message.get(FOLDED))):
            return
        probabilities = self.chances(message)
        self._add_signs(probabilities, message.get(TEXT))
        taught = self._taught.get(message.get(FOLDED))
        if taught is not None:
            probabilities *= 1 - TRUST
            probabilities[taught] += TRUST
        best = np.argsort(-probabilities)[: self.config["ranking_length"]]
        ranking = [
            {INTENT_NAME_KEY: self._model.labels[i], PREDICTED_CONFIDENCE_KEY: float(probabilities[i])} for i in best
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def keep(self, folder: Path) -> None:
        super().keep(folder)
        (folder / "taught.json").write_text(json.dumps(self._taught), "utf-8")

    def restore(self, folder: Path) -> None:
        super().restore(folder)
        self._taught = json.loads((folder / "taught.json").read_text("utf-8"))

    def _add_signs(self, probabilities: NDArray[np.float32], text: str) -> None:
        """What the rules read of danger now counts too: an example may hold the words, but not the tense."""
        if EMERGENCY not in self._model.labels:
            return
        emergency = self._model.labels.index(EMERGENCY)
        before = float(probabilities[emergency])
        odds = before / max(1 - before, 1e-9) * math.exp(self.config["signs_weight"] * read_signs(text).score)
        probabilities *= (1 - odds / (1 + odds)) / max(1 - before, 1e-9)
        probabilities[emergency] = odds / (1 + odds)
