"""The model that the engine serves: trained anew only when what it is made of has changed."""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.config import ROOT, Settings
from bot.errors import DialogError

__all__ = ["ENGINE_PYTHON", "TrainingFailed", "ensure_model", "fingerprint", "train"]

ENGINE_PYTHON = ROOT / ".venv-engine" / "bin" / "python"
MADE_OF = (
    "config.yml",
    "domain.yml",
    "requirements/engine.txt",
    "nlu/data/**/*.yml",
    "nlu/components/*.py",
    "nlu/encoder/*.py",
    "nlu/importer.py",
    "nlu/text/danger_rules.py",
    "nlu/text/danger_signs.*",
    "nlu/text/encoded.py",
    "nlu/text/normalise.py",
    "nlu/text/scripts.py",
    "nlu/tuning/top_layers.npz",
)
STEP = re.compile(r"((?:Starting to train|Finished training|Restored) component .*|Encoded \d+ of \d+ examples)")


class TrainingFailed(DialogError):
    """Rasa made no model; the log says why."""


def fingerprint() -> str:
    """Twelve hexadecimal digits that change with anything that the model is made of."""
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def ensure_model(settings: Settings, say: Callable[[str], None]) -> Path:
    """The path of the model for the present data; trains it when there is none.

    Raises:
        TrainingFailed: no model could be made.
    """
    path = settings.model_path.with_name(f"dialog-{fingerprint()}.tar.gz")
    if not path.exists():
        train(settings, path, say)
    link = settings.model_path
    fresh = link.with_name(f".{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(path.name)
    fresh.replace(link)
    _forget_old(path)
    return path


def _forget_old(current: Path) -> None:
    """Keep the current model and the one before it: each is some megabytes, and every change of the data makes one."""
    models = sorted(current.parent.glob("dialog-*.tar.gz"), key=lambda path: path.lstat().st_mtime, reverse=True)
    for old in [path for path in models if path != current][1:]:
        old.unlink()


def train(settings: Settings, path: Path, say: Callable[[str], None]) -> None:
    """Train in the engine's environment, telling each step; the file appears only when it is whole.

    Raises:
        TrainingFailed: no model could be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    log_path = settings.data_dir / "log" / "train.log"
    log_path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{path.name}")
    started = time.monotonic()
    say("Training the model (one to five minutes) …")
    # As a child that ends with this process: a training that nobody waits for would only take time from others.
    child = [sys.executable, str(ROOT / "bot" / "child.py")]
    command = [*child, str(ENGINE_PYTHON), "-m", "nlu.train", "--output", str(unfinished.resolve())]
    with log_path.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment(settings)
        )
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            step = STEP.search(line)
            if step:
                say(f"  {time.monotonic() - started:4.0f} s  {step[1]}")
    if process.wait() != 0 or not unfinished.exists():
        raise TrainingFailed(f"The model could not be trained; {log_path} says why.")
    unfinished.replace(path)
    say(f"Trained in {time.monotonic() - started:.0f} s: {path}")


def _environment(settings: Settings) -> dict[str, str]:
    # There the vectors of examples that were encoded before are kept.
    cache = str((settings.data_dir / "rasa-cache").resolve())
    return os.environ | {"RASA_CACHE_DIRECTORY": cache, "PYTHONWARNINGS": "ignore"}
