"""The plainest classifiers, for the bench: one linear model over one kind of features alone."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

__all__ = ["Regression"]


class Regression:
    """Setting `of`: `spelling`, support vector machines over the sparse features (logistic regression over those of all
    the examples takes an hour), or `meaning`, logistic regression over sentence vectors, centred and of unit length.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._of = config["of"]
        self._storage, self._resource = storage, resource
        self._mean: Any = 0.0
        is_spelling = self._of == "spelling"
        self._model = LinearSVC(C=0.5, tol=1e-2) if is_spelling else LogisticRegression(C=10, max_iter=300, tol=1e-3)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """None: `of` must be said."""
        return {}

    @classmethod
    def create(
        cls, config: dict[str, Any], storage: ModelStorage, resource: Resource, context: ExecutionContext
    ) -> Regression:
        """A component that has still to be trained."""
        return cls(config, storage, resource)

    def train(self, data: TrainingData) -> None:
        """Fit, and keep the fit."""
        rows = [self._row(it) for it in data.training_examples]
        if self._of == "meaning":
            self._mean = np.vstack(rows).mean(axis=0)
        features = self._scaled(np.vstack(rows)) if self._of == "meaning" else vstack(rows)
        self._model.fit(features, [it.get(INTENT) for it in data.training_examples])
        with self._storage.write_to(self._resource) as folder:
            (folder / "model").write_bytes(pickle.dumps((self._mean, self._model)))

    @classmethod
    def load(
        cls, config: dict[str, Any], storage: ModelStorage, resource: Resource, context: ExecutionContext
    ) -> Regression:
        """The trained component; the file is one that this process wrote."""
        component = cls(config, storage, resource)
        with storage.read_from(resource) as folder:
            component._mean, component._model = pickle.loads((folder / "model").read_bytes())
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with their likeliest intent."""
        for message in messages:
            row = self._row(message)
            features = self._scaled(row) if self._of == "meaning" else row
            message.set(INTENT, {"name": str(self._model.predict(features)[0])})
        return messages

    def _row(self, message: Message) -> Any:
        if self._of == "meaning":
            return np.asarray(message.get_dense_features(TEXT)[1].features)
        return csr_matrix(message.get_sparse_features(TEXT)[1].features)

    def _scaled(self, rows: Any) -> Any:
        centred = rows - self._mean
        return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
