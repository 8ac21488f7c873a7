"""The folded text that the n-grams read."""

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import FOLDED
from nlu.components.normaliser import Normaliser


@pytest.fixture(scope="module")
def normaliser(storage: ModelStorage, context: ExecutionContext) -> Normaliser:
    """The component as Rasa makes it."""
    return Normaliser.create({}, storage, Resource("normaliser"), context)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ђаковица", "djakovica"), ("ĐAKOVICA", "djakovica"), ("Më  kanë  VJEDHUR!!", "me kane vjedhur!!"), ("🚓", "🚓")],
)
def test_a_message_gets_its_folded_text(normaliser: Normaliser, text: str, folded: str) -> None:
    message = Message(data={TEXT: text})

    assert normaliser.process([message]) == [message]
    assert message.get(FOLDED) == folded
    assert message.get(TEXT) == text


def test_examples_are_read_like_messages(normaliser: Normaliser, training_data: TrainingData) -> None:
    given = normaliser.process_training_data(training_data)

    assert given is training_data
    assert {example.get(FOLDED) for example in given.training_examples} >= {"cao", "pershendetje"}


def test_what_has_no_text_stays_as_it_is(normaliser: Normaliser) -> None:
    pressed = Message(data={"intent": {"name": "greet"}})

    normaliser.process([pressed])

    assert pressed.get(FOLDED) is None


def test_the_folded_text_is_not_part_of_the_parse(normaliser: Normaliser) -> None:
    message = Message(data={TEXT: "Zdravo"})

    normaliser.process([message])

    assert message.as_dict(only_output_properties=True) == {TEXT: "Zdravo"}
