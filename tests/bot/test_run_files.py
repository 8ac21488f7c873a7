"""Tokens between the processes: made once, whole, and for the owner's eyes alone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.run_files import find_holder, find_token


def test_a_token_is_made_once_and_is_closed_to_others(tmp_path: Path) -> None:
    run_dir = tmp_path / "run"
    with ThreadPoolExecutor(8) as pool:
        tokens = set(pool.map(find_token, [run_dir] * 32))
    assert len(tokens) == 1
    assert len(tokens.pop()) >= 32
    assert stat.S_IMODE((run_dir / "engine.token").stat().st_mode) == 0o600
    assert stat.S_IMODE(run_dir.stat().st_mode) == 0o700
    assert [file.name for file in run_dir.iterdir()] == ["engine.token"]


def test_an_installation_keeps_its_name(tmp_path: Path) -> None:
    assert find_holder(tmp_path) == find_holder(tmp_path)
    assert find_holder(tmp_path) != find_holder(tmp_path / "other")
