"""Teaches the sentence encoder what citizens mean; seldom, and long. For `python -m bot tune`."""

import subprocess
import sys

from bot.config import ROOT
from bot.errors import DialogError
from bot.operations.models import ENGINE_PYTHON

__all__ = ["tune"]


def tune(epochs: int | None) -> None:
    """Tune in the engine's environment, telling the progress; the layers in `nlu/tuning/` are replaced at the end.

    Raises:
        DialogError: it could not be done; the lines before say why.
    """
    options = [] if epochs is None else ["--epochs", str(epochs)]
    # As a child that ends with this process: nobody would wait for its result.
    child = [sys.executable, str(ROOT / "bot" / "child.py")]
    command = [*child, str(ENGINE_PYTHON), "-m", "nlu.tuning.tune", *options]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise DialogError("The encoder could not be tuned; its layers are as they were.")
