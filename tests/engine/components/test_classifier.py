"""Intents: learnt from few examples, ranked, kept without a pickle, and none for what cannot be read."""

import json
import os
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.base import MessageComponent
from nlu.components.classifier import LinearIntentClassifier
from nlu.components.encoder import SentenceEncoder
from nlu.components.machines import fit_machines
from nlu.components.ngrams import NgramFeaturizer
from nlu.components.normaliser import Normaliser

RESOURCE = Resource("classifier")
WHOLE_RANKING = {"ranking_length": 6}


@pytest.fixture(scope="module")
def features(
    training_data: TrainingData, storage: ModelStorage, context: ExecutionContext
) -> tuple[MessageComponent, ...]:
    """What stands before the classifier in the pipeline; the examples have passed through it."""
    ngrams = NgramFeaturizer.create({}, storage, Resource("ngrams"), context)
    normaliser = Normaliser.create({}, storage, Resource("normaliser"), context)
    encoder = SentenceEncoder.create({}, storage, Resource("encoder"), context)
    ngrams.train(normaliser.process_training_data(training_data))
    ngrams.process_training_data(encoder.process_training_data(training_data))
    return normaliser, encoder, ngrams


@pytest.fixture(scope="module", params=[0, 6000], ids=["machines", "regression"])
def trained(
    request: pytest.FixtureRequest,
    features: tuple[MessageComponent, ...],
    training_data: TrainingData,
    storage: ModelStorage,
    context: ExecutionContext,
) -> LinearIntentClassifier:
    """The component after its training."""
    classifier = LinearIntentClassifier.create(WHOLE_RANKING | {"few": request.param}, storage, RESOURCE, context)
    assert classifier.train(training_data) is RESOURCE
    return classifier


def parse(
    classifier: LinearIntentClassifier, features: tuple[MessageComponent, ...], text: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    messages = [Message(data={TEXT: text})]
    for component in (*features, classifier):
        messages = component.process(messages)
    found = messages[0].as_dict(only_output_properties=True)
    return found["intent"], found["intent_ranking"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ma vodhen kerrin", "report_theft"),
        ("украли су ми бицикл", "report_theft"),
        ("they stole my bike", "report_theft"),
        ("ku gjendet stacioni policor", "ask_station"),
        ("у којој улици је станица", "ask_station"),
        ("mirdita", "greet"),
        ("hvala vam", "thank"),
        ("I need to speak with an officer", "talk_to_officer"),
        ("po me sulmojn, ndihm", "emergency"),
    ],
)
def test_a_message_that_no_example_holds_is_understood(
    trained: LinearIntentClassifier, features: tuple[MessageComponent, ...], text: str, intent: str
) -> None:
    found, _ = parse(trained, features, text)

    assert found["name"] == intent


@pytest.mark.parametrize("text", ["ku osht stacioni", "police!!! help", "сутра", "asdfgh"])
def test_the_ranking_is_sorted_and_sums_to_one(
    trained: LinearIntentClassifier, features: tuple[MessageComponent, ...], text: str
) -> None:
    intent, ranking = parse(trained, features, text)

    confidences = [it["confidence"] for it in ranking]
    assert len({it["name"] for it in ranking}) == 6
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-5)
    assert all(0 <= it <= 1 for it in confidences)
    assert intent == ranking[0]


def test_the_ranking_is_as_long_as_configured(
    trained: LinearIntentClassifier,
    features: tuple[MessageComponent, ...],
    storage: ModelStorage,
    context: ExecutionContext,
) -> None:
    short = LinearIntentClassifier.load({"ranking_length": 3}, storage, RESOURCE, context)

    assert len(parse(short, features, "zdravo")[1]) == 3


def test_an_example_itself_is_what_was_taught(
    trained: LinearIntentClassifier, features: tuple[MessageComponent, ...], training_data: TrainingData
) -> None:
    for example in training_data.intent_examples[::10]:
        intent, _ = parse(trained, features, example.get(TEXT).upper())
        assert intent["name"] == example.get("intent"), example.get(TEXT)
        assert intent["confidence"] > 0.5


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\u200b", "\ud83d", "?", "...", "👍"),
    ],
)
def test_text_without_a_letter_or_digit_has_no_intent(
    trained: LinearIntentClassifier, features: tuple[MessageComponent, ...], text: str
) -> None:
    intent, ranking = parse(trained, features, text)

    assert intent == {"name": None, "confidence": 0.0}
    assert ranking == []


@pytest.mark.parametrize("text", ["κλέψανε το αμάξι μου", "السلام عليكم", "ђ", "\x00a"])
def test_no_text_makes_it_fail(
    trained: LinearIntentClassifier, features: tuple[MessageComponent, ...], text: str
) -> None:
    intent, ranking = parse(trained, features, text)

    assert intent in [{"name": None, "confidence": 0.0}, *ranking]
    assert np.isfinite([it["confidence"] for it in ranking]).all()


def test_the_loaded_component_predicts_as_the_trained_one(
    trained: LinearIntentClassifier,
    features: tuple[MessageComponent, ...],
    storage: ModelStorage,
    context: ExecutionContext,
) -> None:
    loaded = LinearIntentClassifier.load(WHOLE_RANKING, storage, RESOURCE, context)

    for text in ["mirdita", "gde je stanica", "stolen", "ejani", "qwerty"]:
        (_, expected), (_, got) = parse(trained, features, text), parse(loaded, features, text)
        assert [it["name"] for it in got] == [it["name"] for it in expected]
        assert [it["confidence"] for it in got] == pytest.approx([it["confidence"] for it in expected], abs=1e-5)


def test_training_twice_gives_the_same(
    trained: LinearIntentClassifier,
    features: tuple[MessageComponent, ...],
    training_data: TrainingData,
    storage: ModelStorage,
    context: ExecutionContext,
) -> None:
    again = LinearIntentClassifier.create(trained.config, storage, Resource("again"), context)
    again.train(training_data)

    assert parse(again, features, "ku je") == parse(trained, features, "ku je")


def test_the_machines_are_the_same_on_any_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    rows, names = csr_matrix(random.random((120, 30))), [f"intent {number}" for number in range(6)]
    labels = [names[number % 6] for number in range(120)]
    weights, biases = fit_machines(rows, labels, names, 0.5)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    again, again_biases = fit_machines(rows, labels, names, 0.5)

    np.testing.assert_array_equal(again, weights)
    np.testing.assert_array_equal(again_biases, biases)
    assert weights.shape == (6, 30)


def test_only_text_and_numbers_are_kept(trained: LinearIntentClassifier, storage: ModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        kept = sorted(folder.iterdir())

    assert {file.suffix for file in kept} == {".json", ".npz"}
    for file in kept:
        if file.suffix == ".json":
            json.loads(file.read_text("utf-8"))
        else:
            with np.load(file, allow_pickle=False) as arrays:
                assert all(np.issubdtype(arrays[name].dtype, np.number) for name in arrays)


def test_a_pickle_in_place_of_the_numbers_is_refused(
    trained: LinearIntentClassifier, spoiled: ModelStorage, context: ExecutionContext
) -> None:
    code = np.array([{"any": "object"}], dtype=object)
    with spoiled.write_to(RESOURCE) as folder:
        np.savez(folder / "weights.npz", mean=code, bias=code, weights=code)

    with pytest.raises(ValueError, match="allow_pickle=False"):
        LinearIntentClassifier.load({}, spoiled, RESOURCE, context)


def test_examples_are_not_predicted(trained: LinearIntentClassifier, training_data: TrainingData) -> None:
    intents = [example.get("intent") for example in training_data.training_examples]

    assert trained.process_training_data(training_data) is training_data
    assert [example.get("intent") for example in training_data.training_examples] == intents
