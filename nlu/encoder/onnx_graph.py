"""The encoder's layers as a graph for ONNX Runtime, in whole numbers: three times as fast as in floats.

Matrices are unpacked to 8 bits and multiplied by activations of 8 bits with one scale for all. Into the last of each
layer goes a channel or two whose activations are ten times as large as all others (Dettmers et al. 2022, arXiv
2208.07339), so that one scale would blur the others: those few are multiplied in floats. Vectors lie within 0.003 of
those of floats (cosine).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlu.encoder.e5_file import E5File

__all__ = ["LENGTHS", "STATES", "graph_of"]

STATES, LENGTHS = "states", "lengths"
"""Inputs: what the lowest layer gets, floats of shape (texts, tokens, hidden), and how many tokens each text has."""

# Operators beyond the ONNX standard: github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
_RUNTIME = "com.microsoft"
_RANGE = 64
"""Whole numbers of a weight, each way: 7 bits, since processors without VNNI add two products in 16 bits and cut what
is more (onnxruntime.ai/docs/performance/model-optimizations/quantization.html). So every machine finds like vectors."""
_LOUD = 4
"""Channels of a layer that are multiplied in floats."""
_FAR = 16
"""Standard deviations from the usual that are looked for in a channel; the loud ones reach 20 and more."""

Floats = NDArray[np.floating[Any]]


def graph_of(file: E5File) -> bytes:
    """The serialised graph from the embeddings to the states of the highest layer."""
    graph = _Graph(file)
    states = STATES
    for layer in range(file.layers):
        states = graph.add_layer(f"l{layer}.", states)
    return graph.serialise(states)


class _Graph:
    def __init__(self, file: E5File) -> None:
        self._file = file
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def add_layer(self, name: str, states: str) -> str:
        """One transformer layer with its norms after its sums; the name of its output."""
        heads = [self._linear(name + part, states) for part in "qkv"]
        # Without a bias of its own; the lengths mask what pads shorter texts.
        mixed = self._node("MultiHeadAttention", [*heads, "", LENGTHS], f"{name}mixed", num_heads=self._file.heads)
        attended = self._normed(f"{name}aln", self._linear(f"{name}ao", mixed), states)
        inner = self._node("Gelu", [self._linear(f"{name}fi", attended)], f"{name}inner")
        outer = self._split(f"{name}fo", inner, self._loud(f"{name}fi", f"{name}aln"))
        return self._normed(f"{name}oln", outer, attended)

    def serialise(self, output: str) -> bytes:
        texts, tokens, hidden = "texts", "tokens", self._file.hidden
        shape = [texts, tokens, hidden]
        inputs = [
            helper.make_tensor_value_info(STATES, TensorProto.FLOAT, shape),
            helper.make_tensor_value_info(LENGTHS, TensorProto.INT32, [texts]),
        ]
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_RUNTIME, 1)]
        serialised: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        return serialised

    def _linear(self, name: str, states: str) -> str:
        return self._multiplied(name, states, self._file.weights(f"{name}.w", self._file.hidden).T)

    def _multiplied(self, name: str, states: str, weights: Floats) -> str:
        """The states times weights of shape (in, out), plus the bias of that name."""
        scales = np.abs(weights).max(axis=0) / _RANGE
        constants = {
            "w": np.round(weights / scales).astype(np.int8),
            "s": scales,
            "z": np.zeros(len(scales), np.int8),
            "b": self._file.numbers(f"{name}.b"),
        }
        named = [self._constant(f"{name}.{part}", numbers) for part, numbers in constants.items()]
        return self._node("DynamicQuantizeMatMul", [states, *named], f"{name}.out")

    def _split(self, name: str, states: str, loud: NDArray[np.int64]) -> str:
        """As `_linear`, with the loud channels of the states in floats."""
        weights = self._file.weights(f"{name}.w", self._file.inner).T
        quiet = np.ones(len(weights), np.float32)
        quiet[loud] = 0
        few = self._standard("Gather", [states, self._constant(f"{name}.loud", loud)], f"{name}.few", axis=2)
        added = self._standard("MatMul", [few, self._constant(f"{name}.lw", weights[loud])], f"{name}.added")
        most = self._standard("Mul", [states, self._constant(f"{name}.quiet", quiet)], f"{name}.most")
        return self._standard("Add", [self._multiplied(name, most, weights * quiet[:, None]), added], f"{name}.sum")

    def _loud(self, inner: str, norm: str) -> NDArray[np.int64]:
        """The channels that the weights before them can make largest, whatever the text."""
        weights = self._file.weights(f"{inner}.w", self._file.hidden)
        usual = weights @ self._file.numbers(f"{norm}.b") + self._file.numbers(f"{inner}.b")
        reach = np.linalg.norm(weights * self._file.numbers(f"{norm}.w"), axis=1)
        return np.argsort(usual + _FAR * reach)[-_LOUD:]

    def _normed(self, name: str, states: str, added: str) -> str:
        weight, bias = (self._constant(f"{name}.{part}", self._file.numbers(f"{name}.{part}")) for part in "wb")
        return self._node(
            "SkipLayerNormalization", [states, added, weight, bias], f"{name}.out", epsilon=self._file.epsilon
        )

    def _node(self, operator: str, inputs: list[str], output: str, domain: str = _RUNTIME, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def _standard(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        return self._node(operator, inputs, output, domain="", **attributes)

    def _constant(self, name: str, numbers: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name
