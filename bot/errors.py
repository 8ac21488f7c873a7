"""Everything that Dialog raises on purpose.

DialogError
├── ConfigError            a setting is missing or wrong; the operator is told at start
├── NotFound               no such thing, or not yours: the same error for both
├── NotAllowed             you may not do this; may carry a code and the sentence to show
├── SignedOut              no officer, or not any more: the request carries no login that holds
├── InvalidTransition      a thing cannot go from the state it is in to that one; may carry the sentence to show
│   ├── Taken              another officer has the conversation
│   └── Stale              it was changed meanwhile: what the asker saw is not what is there
├── Refused                what was sent cannot be taken as it is; carries the sentence to show
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
    "SignedOut",
    "Stale",
    "Taken",
]


class DialogError(Exception):
    """Root of the tree; each edge maps it once to what its user sees."""


class ConfigError(DialogError):
    """The settings do not allow a start."""


class NotFound(DialogError):
    """The thing does not exist, or is not the asker's."""


class NotAllowed(DialogError):
    """The asker has no right to do this; `code` says why to clients, `sentence` to people, in its English source."""

    def __init__(self, reason: str, *, code: str = "role", sentence: str | None = None) -> None:
        super().__init__(sentence or reason)
        self.code = code
        self.sentence = sentence


class SignedOut(DialogError):
    """The request carries no login, or one that has ended."""


class InvalidTransition(DialogError):
    """The present state does not allow this step; `sentence` is the English source of what is told."""

    def __init__(self, reason: str, *, sentence: str | None = None) -> None:
        super().__init__(sentence or reason)
        self.sentence = sentence


class Taken(InvalidTransition):
    """Another officer has the conversation; `owner` is their name."""

    def __init__(self, owner: str, *, sentence: str | None = None) -> None:
        super().__init__("taken", sentence=sentence)
        self.owner = owner


class Stale(InvalidTransition):
    """Somebody changed the thing since the asker read it."""


class Refused(DialogError):
    """What was sent cannot be taken; `sentence` tells people why, in its English source, `code` tells clients."""

    def __init__(
        self,
        sentence: str,
        *,
        status: int = 422,
        code: str | None = None,
        retry_after: int | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(sentence.format(**arguments) if arguments else sentence)
        self.sentence = sentence
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.arguments = arguments


class ChannelError(DialogError):
    """The platform did not take a message, or did not give a file; `problem` is one of `bot.messages.Problem`.

    `retry_after`: seconds, when it said so. `is_maybe_sent`: nobody knows whether it took the message.
    """

    def __init__(self, problem: str, *, retry_after: float | None = None, is_maybe_sent: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.retry_after = retry_after
        self.is_maybe_sent = is_maybe_sent


class EngineUnavailable(DialogError):
    """No answer from the engine; `is_reachable` when it answered, but with a failure or with nothing."""

    def __init__(self, reason: str, *, is_reachable: bool = False) -> None:
        super().__init__(reason)
        self.is_reachable = is_reachable
