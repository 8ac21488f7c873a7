"""Rasa's own check of domain, rules and examples. Part of `make check`: `python -m bot.operations.data_check`."""

import subprocess
import sys
import tempfile

from bot.config import ROOT
from bot.operations.models import ENGINE_PYTHON

__all__ = ["main"]


def main() -> None:
    """Exit with Rasa's code; its words are shown only when it has found something."""
    command = [str(ENGINE_PYTHON), "-m", "rasa", "data", "validate"]
    with tempfile.TemporaryFile("w+") as output:
        code = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output, check=False).returncode
        if code:
            output.seek(0)
            sys.stderr.write(output.read())
    sys.exit(code)


if __name__ == "__main__":
    main()
