"""Trains the one model from the project's files: `python -m nlu.train --output FILE`; see `python -m bot train`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from nlu.rasa_setup import hasten_training, quieten

__all__ = ["main"]


def main() -> None:
    """Train and write the model file; on failure say why and exit with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    quieten(threads=os.cpu_count() or 1)
    _train(options.output)


def _train(output: Path) -> None:
    # Rasa takes seconds to import: a wrong call must not wait for it.
    from rasa.model_training import train
    from rasa.shared.exceptions import RasaException

    hasten_training()
    # These tell each step of the training.
    for name in ("rasa.engine.training.hooks", "nlu.components"):
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        result = train(
            domain="domain.yml",
            config="config.yml",
            training_files=["nlu/data"],
            output=str(output.parent),
            force_training=True,
            fixed_model_name=output.name.removesuffix(".tar.gz"),
        )
    except RasaException as error:
        sys.exit(f"train: {error}")
    if not result.model:
        sys.exit("train: Rasa made no model; see the lines above")


if __name__ == "__main__":
    main()
