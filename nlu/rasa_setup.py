"""How Rasa is tamed in every process that imports it: no telemetry, no text in logs, no search for a GPU."""

import logging
import os
import sys

__all__ = ["quieten"]


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
