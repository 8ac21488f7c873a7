"""The vectors of the real encoder: nothing is downloaded, and script does not matter."""

from pathlib import Path
from typing import Any

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


def teach(encoder: SentenceEncoder, *texts: str) -> list[NDArray[np.float32]]:
    examples = [Message.build(text, "thank") for text in texts]
    encoder.process_training_data(TrainingData(examples))
    return [np.asarray(example.features[0].features[0]) for example in examples]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the vectors of earlier trainings, in a folder of its own; there is none yet."""
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sentence-vectors.npz"


def test_a_second_training_takes_the_vectors_of_the_first(encoder: SentenceEncoder, kept: Path) -> None:
    teach(encoder, "hvala", "faleminderit")
    with np.load(kept, allow_pickle=False) as stored:
        keys, vectors = stored["keys"], stored["vectors"]
    np.savez(kept, keys=keys, vectors=np.zeros_like(vectors))

    again, fresh = teach(encoder, "hvala", "thanks")

    assert not again.any()
    np.testing.assert_allclose(fresh, vector_of(encoder, "thanks"), atol=1e-6)


def test_the_vectors_kept_are_those_of_the_last_training_and_hold_no_text(encoder: SentenceEncoder, kept: Path) -> None:
    teach(encoder, "hvala", "faleminderit")
    teach(encoder, "hvala")

    with np.load(kept, allow_pickle=False) as stored:
        assert stored["keys"].shape == (1,)
        assert stored["vectors"].shape == (1, 384)
    assert b"hvala" not in kept.read_bytes()
    assert sorted(file.name for file in kept.parent.iterdir()) == ["sentence-vectors.npz"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no numbers", id="other"),
        pytest.param(b"PK\x03\x04 cut off", id="cut off"),
    ],
)
def test_a_broken_file_of_vectors_is_as_none(encoder: SentenceEncoder, kept: Path, content: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(content)

    (vector,) = teach(encoder, "hvala")

    np.testing.assert_allclose(vector, vector_of(encoder, "hvala"), atol=1e-6)


def test_a_pickle_in_the_file_of_vectors_is_not_opened(encoder: SentenceEncoder, kept: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "opened",)

    kept.parent.mkdir()
    np.savez(kept, keys=np.array([Trap()], dtype=object), vectors=np.array([Trap()], dtype=object))

    teach(encoder, "hvala")

    assert not (tmp_path / "opened").exists()


def test_a_wrong_path_fails_when_the_model_is_made(storage: ModelStorage, context: ExecutionContext) -> None:
    with pytest.raises((OSError, RuntimeError), match="nowhere"):
        SentenceEncoder.create({"layers": "nowhere.npz"}, storage, Resource("encoder"), context)
