"""Trains the one model from the project's files: `python -m nlu.train --output FILE`; see `python -m bot train`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nlu.rasa_setup import quieten

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Train and write the model file; on failure say why and exit with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    quieten(threads=os.cpu_count() or 1)
    _train(options.output)


def _train(output: Path) -> None:
    # Rasa takes seconds to import: a wrong call must not wait for it.
    from rasa.shared.exceptions import RasaException

    # These tell each step of the training.
    for name in ("rasa.engine.training.hooks", "nlu.components"):
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        with TemporaryDirectory() as folder:
            _run_graph(Path(folder), output)
    except RasaException as error:
        sys.exit(f"train: {error}")


def _run_graph(folder: Path, output: Path) -> None:
    """What `rasa train` does, without its cache of steps.

    Every step depends on all the examples, so for changed data the cache never has one; the fingerprints that it takes
    of each example after each step last longer than the steps.
    """
    from rasa.engine import validation
    from rasa.engine.constants import PLACEHOLDER_IMPORTER
    from rasa.engine.graph import ExecutionContext
    from rasa.engine.recipes.recipe import Recipe
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.training.hooks import LoggingHook
    from rasa.shared.data import TrainingType

    from nlu.importer import ProjectImporter

    importer = ProjectImporter(ROOT)
    config = importer.get_config()
    recipe = Recipe.recipe_for_name(config["recipe"])
    graphs = recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.BOTH)
    validation.validate(graphs)
    storage = LocalModelStorage.create(folder)
    context, hooks = ExecutionContext(graphs.train_schema), [LoggingHook(pruned_schema=graphs.train_schema)]
    runner = DaskGraphRunner.create(graphs.train_schema, storage, context, hooks=hooks)
    runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
    _pack_quickly()
    storage.create_model_package(output, graphs, importer.get_domain())


def _pack_quickly() -> None:
    """Weights hardly get smaller, so trying hard, as Rasa does, costs half a minute for nothing."""
    from rasa.engine.storage import local_model_storage

    class _QuickTar(local_model_storage.TarSafe):  # type: ignore[misc]
        @classmethod
        def gzopen(cls, *arguments: Any, **named: Any) -> Any:
            return super().gzopen(*arguments, **named | {"compresslevel": 1})

    local_model_storage.TarSafe = _QuickTar


if __name__ == "__main__":
    main()
