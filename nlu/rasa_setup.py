"""How Rasa is tamed in every process that imports it: no telemetry, no text in logs, no search for a GPU."""

import logging
import os
import sys
from typing import Any

__all__ = ["hasten_training", "quieten"]


def quieten(threads: int = 1) -> None:
    """Call before Rasa is imported. Its log tells warnings and errors; below that it would hold messages.

    `threads` is how many the encoder may use: one where people wait for an answer, all where nobody does.
    """
    os.environ |= {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "LOG_LEVEL": "WARNING",
        # The encoder's threads wait for each other by spinning: on busy cores one thread is many times faster.
        "OMP_NUM_THREADS": str(threads),
        "OMP_WAIT_POLICY": "PASSIVE",
    }
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s engine %(levelname)s %(name)s %(message)s"
    )
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def hasten_training() -> None:
    """Call before a training: takes from it what costs minutes and brings nothing.

    Every step depends on all the examples, so Rasa's cache of steps never has one for changed data; its fingerprints of
    each example after each step take longer than the steps. A model file is packed quickly rather than tightly.
    """
    from rasa.engine.graph import GraphNodeHook
    from rasa.engine.storage import local_model_storage
    from rasa.engine.training import graph_trainer
    from tarsafe import TarSafe

    class _NoCache(GraphNodeHook):  # type: ignore[misc]
        def __init__(self, **_: object) -> None: ...

        def on_before_node(self, **_: object) -> dict[str, object]:
            return {}

        def on_after_node(self, **_: object) -> None: ...

    class _QuickTar(TarSafe):  # type: ignore[misc]
        @classmethod
        def gzopen(cls, *arguments: Any, **named: Any) -> Any:
            return super().gzopen(*arguments, **named | {"compresslevel": 1})

    graph_trainer.TrainingHook = _NoCache
    local_model_storage.TarSafe = _QuickTar
