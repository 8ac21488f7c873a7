"""Languages, scripts and texts. The English source is looked up in Babel's catalogues; Cyrillic is derived.

Precedence for a citizen's language: what the citizen chose, then what they write in full sentences, then what the
conversation has been in, then the page's own language. That decision is `dialogue/language.py`'s; here is only text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from gettext import c2py
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.config import ROOT
from bot.cyrillic import to_cyrillic
from nlu.text.language import Language
from nlu.text.scripts import Script

__all__ = [
    "BABEL_IDS",
    "DEFAULT_LOCALE",
    "KOSOVO_TIME",
    "LOCALES",
    "LOCALE_DIR",
    "NN_",
    "N_",
    "Locale",
    "find_locale",
    "preferred_locale",
    "translate",
    "translate_count",
    "written_time",
]

KOSOVO_TIME = ZoneInfo("Europe/Belgrade")
"""The time zone of Kosovo: IANA's database has no name of its own for it."""
LOCALE_DIR = ROOT / "bot" / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for marking a string
    """Marks a string for extraction and returns it unchanged."""
    return text


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - like N_
    """Marks a counted string for extraction and returns it unchanged; `{n}` is the number."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Locale:
    """A language in a script: the four ways in which Dialog speaks."""

    language: Language
    script: Script

    @property
    def tag(self) -> str:
        """BCP 47 tag for pages and messages: `sq`, `sr-Latn`, `sr-Cyrl` or `en`."""
        return f"sr-{self.script}" if self.language is Language.SERBIAN else str(self.language)

    @property
    def catalogue(self) -> str | None:
        """Babel's locale id of the catalogue; none for English, the source. Babel's bare `sr` would mean Cyrillic."""
        return {Language.ALBANIAN: "sq", Language.SERBIAN: "sr_Latn"}.get(self.language)

    @property
    def own_name(self) -> str:
        """The language's name in itself."""
        return {"sq": "Shqip", "sr-Latn": "Srpski", "sr-Cyrl": "Српски", "en": "English"}[self.tag]


LOCALES = (
    Locale(Language.ALBANIAN, Script.LATIN),
    Locale(Language.SERBIAN, Script.LATIN),
    Locale(Language.SERBIAN, Script.CYRILLIC),
    Locale(Language.ENGLISH, Script.LATIN),
)
BABEL_IDS = {"sq": "sq", "sr-Latn": "sr_Latn", "sr-Cyrl": "sr_Cyrl", "en": "en_GB"}
"""Babel's ids of the locales, for dates and numbers, by tag."""
DEFAULT_LOCALE = LOCALES[0]
"""Albanian: spoken by most; used only while nothing at all is known of the citizen's language."""


def find_locale(language: str | None, script: str | None = None) -> Locale | None:
    """The locale of a language code and script code, or of a tag like `sr-Cyrl`; none when Dialog does not speak it."""
    code, _, tail = (language or "").replace("_", "-").partition("-")
    if code in {"hr", "bs", "me", "sh", "cnr"}:
        code = "sr"
    script = script or (tail if tail in {"Latn", "Cyrl"} else None)
    if code != "sr":
        script = "Latn"
    return next((it for it in LOCALES if it.language == code and it.script == (script or "Latn")), None)


def preferred_locale(accept_language: str | None) -> Locale:
    """The locale that a browser asks for first among those that Dialog speaks (RFC 9110, 12.5.4)."""
    wishes: list[tuple[float, str]] = []
    for part in (accept_language or "")[:200].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((float(quality or 1), tag))
        except ValueError:
            continue
    found = (find_locale(tag) for _, tag in sorted(wishes, key=lambda wish: -wish[0]))
    return next((locale for locale in found if locale), DEFAULT_LOCALE)


def translate(source: str, locale: Locale, **arguments: Any) -> str:
    """The English `source` in `locale`, with its `{placeholders}` filled; arguments are put in as they are."""
    text = _template(source, locale)
    return text.format(**arguments) if arguments else text


def translate_count(singular: str, plural: str, number: int, locale: Locale) -> str:
    """A string of `NN_` in the form that the language wants for `number`."""
    forms = _plurals(locale.catalogue).get(singular, ()) if locale.catalogue else ()
    if not forms:
        return (singular if number == 1 else plural).format(n=number)
    text = forms[_plural_rule(str(locale.catalogue))(number)].format(n=number)
    return to_cyrillic(text) if locale.script is Script.CYRILLIC else text


def written_time(moment: str, locale: Locale) -> str:
    """Day of the week, date and time in Kosovo of an ISO 8601 moment, as the locale writes them."""
    there = datetime.fromisoformat(moment).astimezone(KOSOVO_TIME)
    # Months as numbers: after a day Serbian and Albanian want a case that the locale data does not have.
    pattern = "EEEE, d MMMM, HH:mm" if locale.language is Language.ENGLISH else "EEEE, d.M.y, HH:mm"
    return format_datetime(there, pattern, locale=BABEL_IDS[locale.tag])


@cache
def _template(source: str, locale: Locale) -> str:
    translated = _catalogue(locale.catalogue).get(source) if locale.catalogue else None
    if translated is None:
        return source
    return to_cyrillic(translated) if locale.script is Script.CYRILLIC else translated


@cache
def _catalogue(name: str) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in _messages(name) if isinstance(m.id, str) and m.string and not m.fuzzy}


@cache
def _plurals(name: str) -> dict[str, tuple[str, ...]]:
    counted = ((m.id, m.string) for m in _messages(name) if not m.fuzzy)
    return {
        ids[0]: tuple(map(str, strings))
        for ids, strings in counted
        if isinstance(ids, list | tuple) and isinstance(strings, list | tuple) and all(strings)
    }


@cache
def _plural_rule(name: str) -> Callable[[int], int]:
    """Which form a number wants, by the rule in the catalogue's head."""
    rule: Callable[[int], int] = c2py(_messages(name).plural_expr)
    return rule


@cache
def _messages(name: str) -> Catalog:
    with (LOCALE_DIR / name / "LC_MESSAGES" / "dialog.po").open("rb") as file:
        return read_po(file, locale=name)
