"""Teaches the encoder's upper layers what citizens mean: `python -m nlu.tuning.tune`, in the engine's environment.

The layers learn together with a softmax over the intents, which is thrown away: what is kept are sentence vectors in
which messages of one meaning lie close together, also when typed in haste. Weights are rounded to 4 bits while they
learn, as they will be kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from nlu.encoder.e5_file import E5File, shipped_path
from nlu.encoder.sentences import embed
from nlu.rasa_setup import quieten
from nlu.text.encoded import for_encoder
from nlu.tuning.haste import hurried

__all__ = ["TUNED", "main"]

TUNED = Path(__file__).with_name("top_layers.npz")
DATA = Path("nlu/data")

MOST_TOKENS = 96
BATCH, EPOCHS, LAYERS = 24, 5, 4
RATE, HEAD_RATE, DECAY = 2e-4, 5e-3, 0.01
DROPOUT, SMOOTHING = 0.1, 0.1
SHARPNESS = 16.0
"""Logits are products of unit vectors; without it no softmax over 53 intents could become sure."""
WARM_UP = 0.05

logger = logging.getLogger(__name__)


def main() -> None:
    """Tune and write the layers; tells each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, default=TUNED)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    quieten()
    examples = _examples(options.data)
    started = time.monotonic()
    tensors, losses = _tune(examples, options.layers, options.epochs, options.seed, _say)
    unfinished = options.output.with_name(f"unfinished-{options.output.name}")
    np.savez(unfinished, **{name: np.frombuffer(packed, np.uint8) for name, packed in tensors.items()})
    about = {
        "command": "python -m bot tune",
        "examples": len(examples),
        "data": _digest(examples),
        "layers": options.layers,
        "epochs": options.epochs,
        "seed": options.seed,
        "losses": [round(loss, 4) for loss in losses],
        "minutes": round((time.monotonic() - started) / 60, 1),
    }
    unfinished.replace(options.output)
    options.output.with_suffix(".json").write_text(json.dumps(about, indent=2) + "\n", "utf-8")
    _say(f"{options.output} written, {options.output.stat().st_size / 1e6:.1f} MB")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _examples(folder: Path) -> list[tuple[str, str]]:
    """Text as the encoder gets it, and intent, of every example, sorted."""
    found: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("[a-z][a-z]/*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = [line.strip() for line in block["examples"].splitlines() if line.strip()]
            found |= {(for_encoder(line.removeprefix("- ")), block["intent"]) for line in lines}
    return sorted(found)


def _digest(examples: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(examples).encode()).hexdigest()[:12]


def _tune(
    examples: Sequence[tuple[str, str]], layers: int, epochs: int, seed: int, say: Callable[[str], None]
) -> tuple[dict[str, bytes], list[float]]:
    import tensorflow as tf

    from nlu.tuning.layers import Layer, mean_pool

    random.seed(seed)
    tf.random.set_seed(seed)
    file = E5File(shipped_path())
    below = file.layers - layers
    texts = [text for text, _ in examples]
    # Every second time with typing errors, the last time without.
    as_written = list(_states_below(texts, file, below, say))
    in_haste = list(_states_below([hurried(text) for text in texts], file, below, say))
    intents = sorted({intent for _, intent in examples})
    labels = np.array([intents.index(intent) for _, intent in examples])
    upper = [Layer(file, number, learns=True) for number in range(below, file.layers)]
    head = tf.Variable(tf.random.normal([file.hidden, len(intents)], stddev=0.05, seed=seed))
    bias = tf.Variable(tf.zeros([len(intents)]))
    learned = [variable for layer in upper for variable in layer.trainable_variables]
    steps = epochs * -(-len(examples) // BATCH)
    for_layers = tf.keras.optimizers.AdamW(RATE, weight_decay=DECAY)
    for_head = tf.keras.optimizers.Adam(HEAD_RATE)

    batch_of_states = (tf.TensorSpec([None, None, file.hidden]), tf.TensorSpec([None, None], tf.bool))

    @tf.function(  # type: ignore[untyped-decorator]
        input_signature=[*batch_of_states, tf.TensorSpec([None], tf.int64)], autograph=False
    )
    def step(states: Any, mask: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            for layer in upper:
                states = layer(states, mask, DROPOUT)
            logits = SHARPNESS * (tf.matmul(mean_pool(states, mask), head) + bias)
            wanted = tf.one_hot(labels, len(intents))
            wanted = wanted * (1 - SMOOTHING) + SMOOTHING / len(intents)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(wanted, logits))
        gradients = tape.gradient(loss, [*learned, head, bias])
        of_encoder, _ = tf.clip_by_global_norm(gradients[:-2], 1.0)
        for_layers.apply_gradients(list(zip(of_encoder, learned, strict=True)))
        for_head.apply_gradients(list(zip(gradients[-2:], [head, bias], strict=True)))
        return loss

    losses, done = [], 0
    for epoch in range(epochs):
        total, started = 0.0, time.monotonic()
        states = in_haste if epoch % 2 == 0 and epoch < epochs - 1 else as_written
        batches = list(_batches([len(it) for it in states]))
        for number, batch in enumerate(batches, 1):
            pace = min(1.0, (done + 1) / max(1.0, WARM_UP * steps)) * max(0.02, 1 - done / steps)
            for_layers.learning_rate.assign(RATE * pace)
            for_head.learning_rate.assign(HEAD_RATE * pace)
            padded, mask = _padded([states[it] for it in batch])
            total += float(step(padded, mask, labels[batch])) * len(batch)
            done += 1
            if number % 100 == 0 or number == len(batches):
                took = time.monotonic() - started
                say(f"  epoch {epoch + 1} of {epochs}: {100 * number // len(batches):3} %, {took:.0f} s")
        losses.append(total / len(examples))
        say(f"Epoch {epoch + 1} of {epochs}: loss {losses[-1]:.3f}")
    return {name: packed for layer in upper for name, packed in layer.packed()}, losses


def _states_below(
    texts: Sequence[str], file: E5File, below: int, say: Callable[[str], None]
) -> Iterator[NDArray[np.float16]]:
    """What the lowest layer that learns gets for each text; these layers stay as they are, so once is enough."""
    import tensorflow as tf

    from nlu.tuning.layers import Layer

    frozen = [Layer(file, number, learns=False) for number in range(below)]

    batch_of_states = (tf.TensorSpec([None, None, file.hidden]), tf.TensorSpec([None, None], tf.bool))

    @tf.function(input_signature=batch_of_states, autograph=False)  # type: ignore[untyped-decorator]
    def run(states: Any, mask: Any) -> Any:
        for layer in frozen:
            states = layer(states, mask)
        return states

    tokens = [file.tokens(text, MOST_TOKENS) for text in texts]
    found: dict[int, NDArray[np.float16]] = {}
    order = sorted(range(len(texts)), key=lambda it: len(tokens[it]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        states, mask = embed(file, [tokens[it] for it in batch])
        for it, row in zip(batch, run(states, mask).numpy(), strict=True):
            found[it] = row[: len(tokens[it])].astype(np.float16)
        if start // BATCH % 100 == 0:
            say(f"  lower layers: {start} of {len(order)}")
    return (found[it] for it in range(len(texts)))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Batches of texts of like length, in random order."""
    order = sorted(range(len(lengths)), key=lambda it: lengths[it] + random.random() * 4)
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    random.shuffle(batches)
    yield from batches


def _padded(states: Sequence[NDArray[np.float16]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    longest = max(map(len, states))
    padded = np.zeros((len(states), longest, states[0].shape[1]), np.float32)
    mask = np.zeros((len(states), longest), bool)
    for row, it in enumerate(states):
        padded[row, : len(it)] = it
        mask[row, : len(it)] = True
    return padded, mask


if __name__ == "__main__":
    main()
