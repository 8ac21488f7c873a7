"""Everything that Dialog raises on purpose.

DialogError
├── ConfigError            a setting is missing or wrong; the operator is told at start
├── NotFound               no such thing, or not yours: the same error for both
├── NotAllowed             you may not do this
├── InvalidTransition      a conversation cannot go from its status to that one
├── Refused                a citizen's message cannot be taken as it is; carries the sentence to show
├── ChannelError           a platform did not take a message; may say when to try again
└── EngineUnavailable      the engine is down, failing, or answered nothing
"""

from typing import Any

__all__ = [
    "ChannelError",
    "ConfigError",
    "DialogError",
    "EngineUnavailable",
    "InvalidTransition",
    "NotAllowed",
    "NotFound",
    "Refused",
]


class DialogError(Exception):
    """Root of the tree; each edge maps it once to what its user sees."""


class ConfigError(DialogError):
    """The settings do not allow a start."""


class NotFound(DialogError):
    """The thing does not exist, or is not the asker's."""


class NotAllowed(DialogError):
    """The asker has no right to do this."""


class InvalidTransition(DialogError):
    """The conversation's status does not allow this step."""


class Refused(DialogError):
    """A message cannot be taken; `sentence` is the English source of what the citizen is told."""

    def __init__(self, sentence: str, *, status: int = 422, retry_after: int | None = None, **arguments: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after
        self.arguments = arguments


class ChannelError(DialogError):
    """The platform refused or could not be reached; `retry_after` in seconds when it said so."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class EngineUnavailable(DialogError):
    """No answer from the engine; `is_reachable` when it answered, but with a failure or with nothing."""

    def __init__(self, reason: str, *, is_reachable: bool = False) -> None:
        super().__init__(reason)
        self.is_reachable = is_reachable
