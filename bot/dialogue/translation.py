"""A machine's translation between officer and citizen: off unless a service is set, since text leaves the house for it.

Speaks LibreTranslate's API (https://github.com/LibreTranslate/LibreTranslate), which can run in the police's own house.
"""

import threading

import httpx
from pydantic import SecretStr

from bot.cyrillic import to_cyrillic
from bot.errors import Refused
from bot.i18n import N_, Locale, translate
from nlu.text.language import Language
from nlu.text.scripts import Script, to_latin

__all__ = ["Translator"]

MARK = N_("[Translated by a machine. The officer's own words stand below.]")
SEATS = 2
"""Translations at a time."""
NOT_REACHABLE = N_("The translation service does not answer. The original text stays as it is.")


class Translator:
    """A client of the service, if one is set."""

    def __init__(self, url: str | None, key: SecretStr | None, *, timeout: float = 10.0) -> None:
        """`timeout` in seconds is for one translation."""
        self._key = key
        self._seats = threading.BoundedSemaphore(SEATS)
        # A proxy of the environment must never see a citizen's words.
        limits = httpx.Timeout(timeout, connect=2.0)
        self._http = httpx.Client(base_url=url, timeout=limits, trust_env=False) if url else None

    @property
    def is_set(self) -> bool:
        """Whether there is a service."""
        return self._http is not None

    def translate(self, text: str, source: Locale, target: Locale) -> str:
        """`text` in the target's language and script.

        Raises:
            Refused: no service is set, it does not answer, or too much is asked of it at once.
        """
        if source.language is target.language:
            return _in_script(text, target)
        if self._http is None:
            raise Refused(N_("No translation service is set up."), status=409)
        # It may be slow, and the threads that wait for it are those that citizens need.
        if not self._seats.acquire(blocking=False):
            raise Refused(NOT_REACHABLE, status=503)
        try:
            return _in_script(self._ask(text, source, target), target)
        finally:
            self._seats.release()

    def mark(self, text: str, source: Locale, target: Locale) -> str:
        """The translation, marked as such, and the original under it; the text alone where nothing is translated."""
        translated = self.translate(text, source, target)
        if source.language is target.language:
            return translated
        return f"{translated}\n\n{translate(MARK, target)}\n{text}"

    def _ask(self, text: str, source: Locale, target: Locale) -> str:
        assert self._http is not None
        body = {"q": _latin(text, source), "source": source.language, "target": target.language, "format": "text"}
        if self._key is not None:
            body["api_key"] = self._key.get_secret_value()
        try:
            response = self._http.post("/translate", json=body)
            response.raise_for_status()
            translated = response.json()["translatedText"]
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise Refused(NOT_REACHABLE, status=503) from error
        if not isinstance(translated, str) or not translated.strip():
            raise Refused(NOT_REACHABLE, status=503)
        return translated

    def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            self._http.close()


def _latin(text: str, locale: Locale) -> str:
    return to_latin(text) if locale.script is Script.CYRILLIC else text


def _in_script(text: str, locale: Locale) -> str:
    """The text in the locale's script: a service may answer Serbian in either."""
    if locale.language is not Language.SERBIAN:
        return text
    return to_cyrillic(to_latin(text)) if locale.script is Script.CYRILLIC else to_latin(text)
