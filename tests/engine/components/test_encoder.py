"""The vectors of the real encoder: nothing is downloaded, and script does not matter."""

import numpy as np
import pytest
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.encoder import SentenceEncoder


@pytest.fixture(scope="module")
def encoder(storage: ModelStorage, context: ExecutionContext) -> SentenceEncoder:
    """The component as Rasa makes it."""
    return SentenceEncoder.create({}, storage, Resource("encoder"), context)


def vector_of(encoder: SentenceEncoder, text: str) -> NDArray[np.float32]:
    message = Message(data={TEXT: text})
    encoder.process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence is not None
    (row,) = sentence.features
    return np.asarray(row)


@pytest.mark.parametrize(
    "text",
    ["Ku është stacioni?", "Где је станица?", "?", " ", "🚓", "\u200b", pytest.param("ć" * 5000, id="very long")],
)
def test_every_message_gets_a_unit_vector(encoder: SentenceEncoder, text: str) -> None:
    vector = vector_of(encoder, text)

    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("cyrillic", "latin", "other"),
    [
        ("Украли су ми ауто испред куће", "Ukrali su mi auto ispred kuće", "Gde je najbliža stanica"),
        ("Где је најближа полицијска станица?", "Gde je najbliža policijska stanica?", "Hvala vam puno"),
    ],
)
def test_the_same_sentence_in_both_scripts_is_nearly_the_same(
    encoder: SentenceEncoder, cyrillic: str, latin: str, other: str
) -> None:
    in_latin = vector_of(encoder, latin)

    assert vector_of(encoder, cyrillic) @ in_latin > 0.999
    assert vector_of(encoder, other) @ in_latin < 0.95


def test_meaning_holds_across_languages(encoder: SentenceEncoder) -> None:
    stolen = vector_of(encoder, "my car was stolen")
    vjedhur = vector_of(encoder, "ma kanë vjedhur veturën")
    greeting = vector_of(encoder, "mirëdita, si jeni?")

    assert stolen @ vjedhur > stolen @ greeting


def test_examples_get_vectors_like_messages(encoder: SentenceEncoder) -> None:
    example = Message.build("Faleminderit", "thank")
    training_data = TrainingData([example])

    assert encoder.process_training_data(training_data) is training_data
    (features,) = example.features
    assert (features.type, features.attribute) == (FEATURE_TYPE_SENTENCE, TEXT)
    np.testing.assert_allclose(features.features[0], vector_of(encoder, example.get(TEXT)), atol=1e-6)


def test_a_wrong_path_fails_when_the_model_is_made(storage: ModelStorage, context: ExecutionContext) -> None:
    with pytest.raises((OSError, RuntimeError), match="nowhere"):
        SentenceEncoder.create({"model_path": "nowhere.bin"}, storage, Resource("encoder"), context)
