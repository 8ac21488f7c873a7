"""Which of the intents a message has: one linear model over spelling and meaning, for the three languages together."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.linalg import cholesky, solve_triangular
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from nlu.components.base import FOLDED, MessageComponent
from nlu.components.encoder import SentenceEncoder

__all__ = ["LinearIntentClassifier"]

TRUST = 0.9
"""How much a message that stands in the examples, letter for letter, means what was taught: trainers rely on it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(MessageComponent, IntentClassifier):  # type: ignore[misc]
    """Multinomial logistic regression over n-grams and centred sentence vectors.

    Sentence vectors of this encoder lie close together; centred on the examples' mean and scaled to unit length they
    tell intents apart. Settings: `C` (inverse regularisation), `dense_weight` (meaning against spelling).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The encoder must stand before the classifier in the pipeline."""
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Weights that did best on the held-out messages; see docs/benchmarks.md."""
        return {"C": 60.0, "dense_weight": 0.75, "ranking_length": 10, "max_iterations": 200}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__({**self.get_default_config(), **config}, name)
        self._model_storage = model_storage
        self._resource = resource
        self._intents: list[str] = []
        self._taught: dict[str, int] = {}
        self._mean: NDArray[np.float32] = np.zeros(0, np.float32)
        self._weights: NDArray[np.float32] = np.zeros((0, 0), np.float32)
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
        dense = np.vstack([_dense(example) for example in examples])
        self._mean = dense.mean(axis=0)
        features = hstack([vstack([_sparse(example) for example in examples]), csr_matrix(self._centred(dense))])
        self._fit(features.tocsr(), [example.get(INTENT) for example in examples])
        self._taught = {it.get(FOLDED): self._intents.index(it.get(INTENT)) for it in examples}
        self._persist()
        return self._resource

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
        sparse, dense = _sparse(message), self._centred(_dense(message))
        if not any(map(str.isalnum, message.get(FOLDED))):
            return
        split = sparse.shape[1]
        scores = (sparse @ self._weights[:split] + dense @ self._weights[split:]).ravel() + self._bias
        probabilities = np.exp(scores - scores.max())
        probabilities /= probabilities.sum()
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
                component._weights = arrays["weights"]
        return component

    def _fit(self, features: csr_matrix, intents: list[str]) -> None:
        """Fit in the space that the examples span: the same weights as over all n-grams, in a fraction of the time.

        With a quadratic penalty the best weights are a combination of the examples (representer theorem), and a
        Cholesky factor of the examples' products has the same products in as few columns as there are examples.
        """
        exact = features.astype(np.float64)  # rounded products of near-equal examples would have no factor
        products = (exact @ exact.T).toarray()
        factor = cholesky(products + 1e-5 * np.eye(len(intents)), lower=True)
        model = LogisticRegression(C=self.config["C"], max_iter=self.config["max_iterations"], tol=1e-3)
        model.fit(factor, intents)
        combination = solve_triangular(factor.T, model.coef_.T, lower=False)
        self._intents = model.classes_.tolist()
        self._weights = np.ascontiguousarray(features.T @ combination, dtype=np.float32)
        self._bias = model.intercept_.astype(np.float32)

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(self._intents), "utf-8")
            (folder / "taught.json").write_text(json.dumps(self._taught), "utf-8")
            np.savez(folder / "weights.npz", mean=self._mean, bias=self._bias, weights=self._weights)

    def _centred(self, dense: NDArray[np.float32]) -> NDArray[np.float32]:
        centred = dense - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = centred / np.maximum(length, 1e-9) * np.float32(self.config["dense_weight"])
        return scaled


def _dense(message: Message) -> NDArray[np.float32]:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features, dtype=np.float32)


def _sparse(message: Message) -> csr_matrix:
    _, sentence = message.get_sparse_features(TEXT)
    return csr_matrix(sentence.features)
