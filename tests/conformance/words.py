"""What people of the cases say, and words of what they are told."""

from collections.abc import Sequence

from bot.i18n import Locale, find_locale, translate
from bot.responses import load_responses

__all__ = ["DANGER", "ENGLISH", "GREETING", "HELLO", "ODD", "told"]

HELLO = "Hello there my good friend"
GREETING = "automatic assistant of Kosovo Police"
DANGER = {
    "sq": "ndihmë, burri po më rreh",
    "sr-Latn": "upomoć, muž me tuče",
    "sr-Cyrl": "упомоћ, муж ме туче",
    "en": "help, my husband is beating me right now",
}
ODD = {
    "emoji": "👮🏽‍♀️🇽🇰👨‍👩‍👧‍👦",
    "right to left": "مرحبا שלום \u202eabc\u202c",
    "zero width": "\u200b\u200d\ufeff",
    "control": "a\x07b\x00c\x1b[31m",
    "half an emoji": "x \ud83d y",
    "combining": "Z" + "\u0300\u0316" * 200,
    "a command": "/restart",
    "markup": "<b>*_`[x](tg://user?id=1)&amp;</b>",
    "placeholders": "{police_number} {0} %s ${x} {{7*7}}",
}
ENGLISH = find_locale("en", "Latn")


def told(response: str, locale: Locale | None = ENGLISH) -> Sequence[str]:
    """The words of a response between what is put into it."""
    assert locale is not None
    text = translate(load_responses()[response].text, locale)
    pieces = [piece.rpartition("}")[2] for piece in text.split("{")]
    return [piece.strip() for piece in pieces if len(piece.strip()) > 8]
