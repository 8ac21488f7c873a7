"""The n-grams that a model knows, and that they survive on disk without a pickle."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.ngrams import NgramFeaturizer
from nlu.components.normaliser import Normaliser

RESOURCE = Resource("ngrams")


@pytest.fixture(scope="module")
def normaliser(storage: ModelStorage, context: ExecutionContext) -> Normaliser:
    """What stands before the n-grams in the pipeline."""
    return Normaliser.create({}, storage, Resource("normaliser"), context)


@pytest.fixture(scope="module")
def trained(
    normaliser: Normaliser, training_data: TrainingData, storage: ModelStorage, context: ExecutionContext
) -> NgramFeaturizer:
    """The component after its training."""
    featurizer = NgramFeaturizer.create({}, storage, RESOURCE, context)
    assert featurizer.train(normaliser.process_training_data(training_data)) is RESOURCE
    return featurizer


def row_of(featurizer: NgramFeaturizer, normaliser: Normaliser, text: str) -> csr_matrix:
    (message,) = normaliser.process([Message(data={TEXT: text})])
    featurizer.process([message])
    _, sentence = message.get_sparse_features(TEXT)
    return csr_matrix(sentence.features)


def test_a_row_has_unit_length(trained: NgramFeaturizer, normaliser: Normaliser) -> None:
    row = row_of(trained, normaliser, "Ku osht stacioni?")

    assert row.shape[0] == 1
    assert row.multiply(row).sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("config", [{}, {"of": "skeleton", "analyzer": "word", "weight": 0.5}])
def test_a_message_gets_the_row_of_an_example(
    config: dict[str, Any],
    normaliser: Normaliser,
    training_data: TrainingData,
    storage: ModelStorage,
    context: ExecutionContext,
) -> None:
    featurizer = NgramFeaturizer.create(config, storage, Resource("like"), context)
    featurizer.train(normaliser.process_training_data(training_data))
    for text in ("ku osht stacioni, ku", "гдје је станица", "", "zzzz qqqq"):
        example = Message.build(text or "?", "greet")
        normaliser.process([example])
        featurizer.process_training_data(TrainingData([example]))
        (row,) = (it.features for it in example.features)

        np.testing.assert_allclose(row_of(featurizer, normaliser, text or "?").toarray(), row.toarray(), atol=1e-6)


def test_spelling_does_not_matter(trained: NgramFeaturizer, normaliser: Normaliser) -> None:
    written = ["gde je stanica", "ГДЕ ЈЕ СТАНИЦА", "Gde  je staniiiica"]

    first, *others = (row_of(trained, normaliser, text).toarray() for text in written)
    for other in others:
        np.testing.assert_array_equal(other, first)
    assert (row_of(trained, normaliser, "hvala").toarray() != first).any()


def test_what_no_example_holds_gives_an_empty_row(trained: NgramFeaturizer, normaliser: Normaliser) -> None:
    assert row_of(trained, normaliser, "\u200b").nnz == 0


def test_a_part_that_one_example_alone_holds_is_not_learnt(
    normaliser: Normaliser, tmp_path: Path, context: ExecutionContext
) -> None:
    training_data = TrainingData([Message.build("zvrk", "greet"), Message.build("zvrc", "greet")])
    featurizer = NgramFeaturizer.create({}, LocalModelStorage.create(tmp_path), RESOURCE, context)
    featurizer.train(normaliser.process_training_data(training_data))

    assert row_of(featurizer, normaliser, "zvr").nnz > 0
    assert row_of(featurizer, normaliser, "k").nnz == row_of(featurizer, normaliser, "x").nnz


def test_the_loaded_component_reads_as_the_trained_one(
    trained: NgramFeaturizer, normaliser: Normaliser, storage: ModelStorage, context: ExecutionContext
) -> None:
    loaded = NgramFeaturizer.load({}, storage, RESOURCE, context)

    for text in ["Ma kanë vjedhur veturën", "украли су ми ауто", "police!", "xyz", "1234"]:
        expected, got = (row_of(it, normaliser, text).toarray() for it in (trained, loaded))
        np.testing.assert_allclose(got, expected, atol=1e-6)


def test_only_text_and_numbers_are_kept(trained: NgramFeaturizer, storage: ModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        assert sorted(file.name for file in folder.iterdir()) == ["ngrams.json", "rarity.npy"]


def test_a_pickle_in_place_of_the_numbers_is_refused(
    trained: NgramFeaturizer, spoiled: ModelStorage, context: ExecutionContext
) -> None:
    with spoiled.write_to(RESOURCE) as folder:
        np.save(folder / "rarity.npy", np.array([{"any": "object"}], dtype=object), allow_pickle=True)

    with pytest.raises(ValueError, match="allow_pickle=False"):
        NgramFeaturizer.load({}, spoiled, RESOURCE, context)
