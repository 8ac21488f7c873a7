"""Aspects: learnt from the examples that name theirs, kept without a pickle; and sentences read by themselves."""

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.aspects import ASPECTS, AspectClassifier, label_of
from nlu.components.base import MessageComponent
from nlu.components.encoder import SentenceEncoder
from nlu.components.ngrams import NgramFeaturizer
from nlu.components.normaliser import Normaliser
from nlu.components.segments import SegmentGatherer, SentenceSplitter

RESOURCE = Resource("aspects")
EXAMPLES = {
    "pay": "ku ta paguaj gjobën|si paguhet gjoba në bankë|gde da platim kaznu|где се плаћа казна"
    "|where do i pay the fine|can i pay my fine at the bank",
    "object": "nuk pajtohem me gjobën dua të ankohem|si ta kundërshtoj gjobën|hoću da se žalim na kaznu"
    "|како да оспорим казну|i want to contest the fine|how can i appeal against a ticket",
}


@pytest.fixture(scope="module")
def data() -> TrainingData:
    """Two aspects of fines, and a greeting that has none."""
    examples = [
        Message.build(text, "ask_fine", intent_metadata={"about": about})
        for about, texts in EXAMPLES.items()
        for text in texts.split("|")
    ]
    return TrainingData([*examples, Message.build("hello", "greet")])


@pytest.fixture(scope="module")
def features(data: TrainingData, storage: ModelStorage, context: ExecutionContext) -> tuple[MessageComponent, ...]:
    """What stands before it in the pipeline; the examples have passed through it."""
    ngrams = NgramFeaturizer.create({}, storage, Resource("ngrams"), context)
    normaliser = Normaliser.create({}, storage, Resource("normaliser"), context)
    encoder = SentenceEncoder.create({}, storage, Resource("encoder"), context)
    ngrams.train(normaliser.process_training_data(data))
    ngrams.process_training_data(encoder.process_training_data(data))
    return normaliser, encoder, ngrams


@pytest.fixture(scope="module")
def trained(
    features: tuple[MessageComponent, ...], data: TrainingData, storage: ModelStorage, context: ExecutionContext
) -> AspectClassifier:
    """The component after its training and loading."""
    AspectClassifier.create({"min_examples": 1}, storage, RESOURCE, context).train(data)
    loaded = AspectClassifier.load({"min_examples": 1}, storage, RESOURCE, context)
    assert isinstance(loaded, AspectClassifier)
    return loaded


def _read(features: tuple[MessageComponent, ...], component: MessageComponent, text: str) -> Message:
    message = Message({TEXT: text})
    for part in (*features, component):
        part.process([message])
    return message


def test_an_example_names_its_aspect_or_none(data: TrainingData) -> None:
    labels = {label_of(example) for example in data.training_examples}
    assert labels == {"ask_fine/pay", "ask_fine/object", None}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ku me pagu gjobën", "ask_fine/pay"),
        ("плаћање казне у банци", "ask_fine/pay"),
        ("žalba na kaznu", "ask_fine/object"),
        ("contest a ticket", "ask_fine/object"),
    ],
)
def test_the_aspect_is_found(
    features: tuple[MessageComponent, ...], trained: AspectClassifier, text: str, label: str
) -> None:
    chances = _read(features, trained, text).get(ASPECTS)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)
    assert max(chances, key=chances.get) == label


@pytest.mark.parametrize("text", ["🙂🙂", "…", "​"])
def test_what_cannot_be_read_has_no_aspect(
    features: tuple[MessageComponent, ...], trained: AspectClassifier, text: str
) -> None:
    assert _read(features, trained, text).get(ASPECTS) is None


def test_without_any_such_example_none_is_found(
    features: tuple[MessageComponent, ...], storage: ModelStorage, context: ExecutionContext
) -> None:
    component = AspectClassifier.create({}, storage, Resource("none"), context)
    component.train(TrainingData([Message.build("hello", "greet")]))
    assert _read(features, component, "hello").get(ASPECTS) is None


def test_sentences_become_segments_of_their_message(storage: ModelStorage, context: ExecutionContext) -> None:
    splitter = SentenceSplitter.create({}, storage, Resource("splitter"), context)
    gatherer = SegmentGatherer.create({}, storage, Resource("gatherer"), context)
    whole = Message({TEXT: "Where is the station? How much is the fine?"})
    split = splitter.process([whole, Message({TEXT: "hello"})])
    assert [it.get(TEXT) for it in split] == [
        whole.get(TEXT),
        "Where is the station?",
        "How much is the fine?",
        "hello",
    ]
    for number, message in enumerate(split):
        message.set(INTENT, {"name": str(number), "confidence": 1.0})
        message.set(ENTITIES, [])
    gathered = gatherer.process(split)
    assert [it.get(TEXT) for it in gathered] == [whole.get(TEXT), "hello"]
    segments = whole.get("segments")
    assert [(it["start"], it["end"], it["intent"]["name"]) for it in segments] == [(0, 21, "1"), (22, 43, "2")]
    assert gathered[1].get("segments") == []
    assert gathered[0].as_dict(only_output_properties=True)["segments"] == segments
