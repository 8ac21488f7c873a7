"""E-mail addresses that a message names."""

import re

from nlu.text.plain import Found, Plain

__all__ = ["find_emails"]

_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9_%+-](?:[a-z0-9._%+-]{0,63})@(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}[a-z]{2,24}(?![a-z0-9@])"
)


def find_emails(text: str | Plain) -> list[Found]:
    """The addresses in `text`, in order, in small letters. Never raises."""
    plain = Plain.of(text)
    if "@" not in plain.text:
        return []
    matches = _ADDRESS.finditer(plain.text)
    return [Found(*plain.span(*match.span()), match.group()) for match in matches]
