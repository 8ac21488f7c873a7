"""The encoder's layers in TensorFlow, so that the upper ones can learn; rounded to 4 bits as they will be kept."""

from __future__ import annotations

from collections.abc import Iterator

import tensorflow as tf

from nlu.encoder.e5_file import BLOCK, E5File, pack

__all__ = ["Layer", "mean_pool"]

# The file's names of a layer's matrices, and whether their input and output are the inner size.
_MATRICES = {"q": (0, 0), "k": (0, 0), "v": (0, 0), "ao": (0, 0), "fi": (0, 1), "fo": (1, 0)}
_NORMS = ("aln", "oln")


@tf.custom_gradient  # type: ignore[untyped-decorator]
def _rounded(weights: tf.Tensor) -> tuple[tf.Tensor, object]:
    """Weights as 4 bits keep them; the gradient passes as if they were not rounded (Bengio 2013, arXiv 1308.3432)."""
    blocks = tf.reshape(weights, [-1, BLOCK])
    largest = tf.gather(blocks, tf.argmax(tf.abs(blocks), axis=1), axis=1, batch_dims=1)
    scale = tf.cast(tf.cast(largest / -8.0, tf.float16), tf.float32)[:, None]
    nibbles = tf.clip_by_value(tf.floor(tf.math.divide_no_nan(blocks, scale) + 8.5), 0.0, 15.0) - 8.0
    return tf.reshape(nibbles * scale, tf.shape(weights)), lambda gradient: gradient


class Layer(tf.Module):  # type: ignore[misc]
    """One transformer layer with its norms after its sums (Vaswani et al. 2017, arXiv 1706.03762)."""

    def __init__(self, file: E5File, number: int, *, learns: bool) -> None:
        super().__init__()
        self._heads, self._epsilon, self._learns, self._number = file.heads, file.epsilon, learns, number
        sizes = (file.hidden, file.inner)
        keep = tf.Variable if learns else tf.constant
        self._matrix = {
            name: keep(file.weights(f"l{number}.{name}.w", sizes[inner[0]])) for name, inner in _MATRICES.items()
        }
        self._bias = {name: keep(file.numbers(f"l{number}.{name}.b")) for name in _MATRICES}
        self._norm = {
            name: (keep(file.numbers(f"l{number}.{name}.w")), keep(file.numbers(f"l{number}.{name}.b")))
            for name in _NORMS
        }

    def __call__(self, states: tf.Tensor, mask: tf.Tensor, dropout: float = 0.0) -> tf.Tensor:
        """States of shape (texts, tokens, hidden) after this layer; `mask` is true where a token stands."""
        texts, tokens, hidden = tf.unstack(tf.shape(states))

        def heads(name: str) -> tf.Tensor:
            shaped = tf.reshape(self._linear(name, states), [texts, tokens, self._heads, hidden // self._heads])
            return tf.transpose(shaped, [0, 2, 1, 3])

        width = tf.cast(hidden // self._heads, tf.float32)
        scores = tf.matmul(heads("q"), heads("k"), transpose_b=True) * tf.math.rsqrt(width)
        scores += tf.where(mask, 0.0, -1e9)[:, None, None, :]
        mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores), heads("v")), [0, 2, 1, 3])
        attended = self._linear("ao", tf.reshape(mixed, [texts, tokens, hidden]))
        states = self._normed("aln", states + _drop(attended, dropout))
        inner = tf.nn.gelu(self._linear("fi", states), approximate=False)
        return self._normed("oln", states + _drop(self._linear("fo", inner), dropout))

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """The layer's tensors under the file's names, as the file keeps them."""
        for name in _MATRICES:
            yield f"l{self._number}.{name}.w", pack(self._matrix[name].numpy())
            yield f"l{self._number}.{name}.b", _plain(self._bias[name])
        for name in _NORMS:
            weight, bias = self._norm[name]
            yield f"l{self._number}.{name}.w", _plain(weight)
            yield f"l{self._number}.{name}.b", _plain(bias)

    def _linear(self, name: str, states: tf.Tensor) -> tf.Tensor:
        matrix = _rounded(self._matrix[name]) if self._learns else self._matrix[name]
        flat = tf.reshape(states, [-1, matrix.shape[1]])
        shape = tf.concat([tf.shape(states)[:-1], [matrix.shape[0]]], axis=0)
        return tf.reshape(tf.matmul(flat, matrix, transpose_b=True) + self._bias[name], shape)

    def _normed(self, name: str, states: tf.Tensor) -> tf.Tensor:
        mean, variance = tf.nn.moments(states, axes=[-1], keepdims=True)
        weight, bias = self._norm[name]
        return (states - mean) * tf.math.rsqrt(variance + self._epsilon) * weight + bias


def mean_pool(states: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
    """The unit vector of each text: the mean of its tokens' states."""
    weights = tf.cast(mask, tf.float32)[..., None]
    return tf.nn.l2_normalize(tf.reduce_sum(states * weights, axis=1) / tf.reduce_sum(weights, axis=1), axis=1)


def _drop(states: tf.Tensor, dropout: float) -> tf.Tensor:
    return tf.nn.dropout(states, dropout) if dropout else states


def _plain(tensor: tf.Tensor) -> bytes:
    packed: bytes = tensor.numpy().astype("<f4").tobytes()
    return packed
