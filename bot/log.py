"""Logging of the app and the action server: an event's name and ids, never text, names, numbers or tokens."""

import contextlib
import logging
import sys

import structlog

__all__ = ["configure_logging", "get_logger"]


def configure_logging(process: str) -> None:
    """One line an event on standard error, with the time and the name of the process."""
    structlog.configure(
        processors=[
            lambda _logger, _level, event: dict(event) | {"process": process},
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "process", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(_StandardError()),  # type: ignore[arg-type]
        cache_logger_on_first_use=True,
    )
    for name in ("httpx", "httpcore"):  # an address may hold a token
        logging.getLogger(name).setLevel(logging.WARNING)
    # It writes answers that it cannot read into the log as they are; what fails it raises too.
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    logging.basicConfig(level=logging.WARNING, format=f"%(asctime)s {process} %(levelname)s %(name)s %(message)s")


class _StandardError:
    """Where lines go. A full disk behind it must not end the thread that tells of it."""

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """A logger for one module."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger
