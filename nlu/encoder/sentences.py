"""Texts become vectors of their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.encoder.e5_file import E5File, shipped_path
from nlu.encoder.onnx_graph import LENGTHS, STATES, graph_of

__all__ = ["SentenceModel", "embed"]


class SentenceModel:
    """The encoder as it was published, or with `layers`, a file of layers that `python -m bot tune` made.

    `threads` is how many a call may use.
    """

    def __init__(self, layers: Path | None, threads: int) -> None:
        # Takes a tenth of a second to import: only who encodes waits for it.
        import onnxruntime

        self._file = E5File(shipped_path())
        if layers:
            with np.load(layers, allow_pickle=False) as tensors:
                self._file.put({name: tensors[name].tobytes() for name in tensors.files})
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that wait for the next call without sleeping take the other processes' time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(graph_of(self._file), options, ["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, shape (texts, 384); texts of like length together cost least."""
        tokens = [self._file.tokens(text, self._file.positions) for text in texts]
        states, mask = embed(self._file, tokens)
        lengths = mask.sum(axis=1, dtype=np.int32)
        (states,) = self._session.run(None, {STATES: states, LENGTHS: lengths})
        sums = (states * mask[..., None]).sum(axis=1)
        vectors: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors


def embed(file: E5File, texts: Sequence[list[int]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What the lowest layer gets for lists of tokens, padded to the longest: states and mask."""
    longest = max(map(len, texts))
    states = np.zeros((len(texts), longest, file.hidden), np.float32)
    mask = np.zeros((len(texts), longest), bool)
    for row, numbers in enumerate(texts):
        states[row, : len(numbers)] = file.rows("emb.word", file.hidden, numbers) + file.places[: len(numbers)]
        mask[row, : len(numbers)] = True
    states += file.numbers("emb.type")[: file.hidden]
    centred = states - states.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt(centred.var(axis=-1, keepdims=True) + file.epsilon)
    embedded: NDArray[np.float32] = scaled * file.numbers("emb.ln.w") + file.numbers("emb.ln.b")
    return embedded, mask
