"""Which of the intents a message has: linear models of spelling and of meaning, for the three languages together."""

from __future__ import annotations

import json
import logging
import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlu.components.base import FOLDED, MessageComponent
from nlu.components.encoder import SentenceEncoder
from nlu.components.machines import fit_machines
from nlu.text.danger_rules import read_signs

__all__ = ["LinearIntentClassifier"]

logger = logging.getLogger(__name__)

EMERGENCY = "emergency"
SPREAD_OF = 5000
"""How many examples tell the spread of the scores."""
TRUST = 0.9
"""How much a message that stands in the examples, letter for letter, means what was taught: trainers rely on it."""


Weights = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Of shape (features, intents), and a bias for each intent."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(MessageComponent, IntentClassifier):  # type: ignore[misc]
    """Two linear models, one over n-grams and one over centred sentence vectors, whose scores are added.

    Apart they keep the tuned encoder, which has seen the examples, from drowning what their spelling tells. Sentence
    vectors lie close together; centred on the examples' mean and scaled to unit length they tell intents apart.
    Settings: `spelling_c` and `meaning_c` (inverse regularisation), `meaning_weight` (sentence vectors against n-grams,
    the spreads of their scores being equal), `sharpness` (what makes the sum a probability: chosen so that on the
    development set confidence is accuracy), `signs_weight` (what the rules' score of danger now adds to the log-odds
    of `emergency`), `max_iterations` (of the fit over sentence vectors: with 30 as good as when it has settled).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The encoder must stand before the classifier in the pipeline."""
        return [SentenceEncoder]

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
        }

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__({**self.get_default_config(), **config}, name)
        self._model_storage = model_storage
        self._resource = resource
        self._intents: list[str] = []
        self._taught: dict[str, int] = {}
        self._mean: NDArray[np.float32] = np.zeros(0, np.float32)
        self._spelling: NDArray[np.float16] = np.zeros((0, 0), np.float16)
        self._meaning: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._bias: NDArray[np.float32] = np.zeros(0, np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """A component that has still to be trained."""
        return cls(config, execution_context.node_name or cls.__name__, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights on every example that has an intent and text."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = [example.get(INTENT) for example in examples]
        dense = np.vstack([_dense(example) for example in examples])
        self._intents = sorted(set(intents))
        self._mean = dense.mean(axis=0)
        sparse = _stacked(examples)
        machines = fit_machines(sparse, intents, self._intents, self.config["spelling_c"])
        of_spelling, spelling_bias = _in_columns(*machines)
        of_meaning, meaning_bias = self._fit_meaning(self._centred(dense), intents)
        # The two models' scores have other spreads for other numbers of examples: they are brought to the same one.
        some = slice(None, None, -(-len(examples) // SPREAD_OF))
        spelling = (sparse[some] @ of_spelling + spelling_bias).std()
        meaning = (self._centred(dense)[some] @ of_meaning + meaning_bias).std()
        weight = np.float32(self.config["meaning_weight"] * spelling / meaning)
        # Half as many digits are more than the data tells, and the kept file stays small.
        self._spelling = of_spelling.astype(np.float16)
        self._meaning = weight * of_meaning
        self._bias = spelling_bias + weight * meaning_bias
        logger.info("Meaning counts %.3f of spelling", weight)
        self._taught = {it.get(FOLDED): self._intents.index(it.get(INTENT)) for it in examples}
        self._persist()
        return self._resource

    def _fit_meaning(self, rows: NDArray[np.float32], intents: list[str]) -> Weights:
        model = LogisticRegression(C=self.config["meaning_c"], max_iter=self.config["max_iterations"], tol=1e-3)
        with warnings.catch_warnings():
            # It is stopped early on purpose.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, intents)
        return _in_columns(model.coef_, model.intercept_)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are: no later component learns from predictions."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with `intent` and `intent_ranking`; one without a readable letter has no intent."""
        for message in messages:
            message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return super().process(messages)

    def read(self, message: Message) -> None:
        if not any(map(str.isalnum, message.get(FOLDED))):
            return
        scores = (self._centred(_dense(message)) @ self._meaning).ravel() + self._bias
        start = 0
        for row in _sparse(message):
            scores += row.data @ self._spelling[start + row.indices].astype(np.float32)
            start += row.shape[1]
        probabilities = np.exp(self.config["sharpness"] * (scores - scores.max()))
        probabilities /= probabilities.sum()
        self._add_signs(probabilities, message.get(TEXT))
        taught = self._taught.get(message.get(FOLDED))
        if taught is not None:
            probabilities *= 1 - TRUST
            probabilities[taught] += TRUST
        best = np.argsort(-probabilities)[: self.config["ranking_length"]]
        ranking = [{INTENT_NAME_KEY: self._intents[i], PREDICTED_CONFIDENCE_KEY: float(probabilities[i])} for i in best]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """The trained component; JSON and numbers only, so that loading a model runs no code."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._intents = json.loads((folder / "intents.json").read_text("utf-8"))
            component._taught = json.loads((folder / "taught.json").read_text("utf-8"))
            with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
                component._mean, component._bias = arrays["mean"], arrays["bias"]
                component._spelling, component._meaning = arrays["spelling"], arrays["meaning"]
        return component

    def _add_signs(self, probabilities: NDArray[np.float32], text: str) -> None:
        """What the rules read of danger now counts too: an example may hold the words, but not the tense."""
        if EMERGENCY not in self._intents:
            return
        emergency = self._intents.index(EMERGENCY)
        before = float(probabilities[emergency])
        odds = before / max(1 - before, 1e-9) * math.exp(self.config["signs_weight"] * read_signs(text).score)
        probabilities *= (1 - odds / (1 + odds)) / max(1 - before, 1e-9)
        probabilities[emergency] = odds / (1 + odds)

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(self._intents), "utf-8")
            (folder / "taught.json").write_text(json.dumps(self._taught), "utf-8")
            file = folder / "weights.npz"
            np.savez(file, mean=self._mean, bias=self._bias, spelling=self._spelling, meaning=self._meaning)

    def _centred(self, dense: NDArray[np.float32]) -> NDArray[np.float32]:
        centred = dense - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = centred / np.maximum(length, 1e-9)
        return scaled


def _in_columns(weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Weights:
    """Weights in columns, and biases, one an intent; scikit-learn keeps only the second of two."""
    if len(weights) == 1:
        weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)


def _dense(message: Message) -> NDArray[np.float32]:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features, dtype=np.float32)


def _sparse(message: Message) -> list[csr_matrix]:
    """One row of each featurizer; Rasa's own way to get them joins them anew for every message."""
    return [it.features for it in message.features if it.is_sparse() and it.type == FEATURE_TYPE_SENTENCE]


def _stacked(examples: list[Message]) -> csr_matrix:
    """The same of many messages, side by side."""
    return hstack([_joined(rows) for rows in zip(*map(_sparse, examples), strict=True)], format="csr")


def _joined(rows: Sequence[csr_matrix]) -> csr_matrix:
    """Single rows as one matrix; scipy's `vstack` checks each of them."""
    ends = np.cumsum([0, *(row.nnz for row in rows)])
    parts = np.concatenate([row.data for row in rows]), np.concatenate([row.indices for row in rows]), ends
    return csr_matrix(parts, shape=(len(rows), rows[0].shape[1]))
