"""Every text that a citizen can read stands in the catalogues, translated, with the same placeholders."""

import ast
import re
import shlex
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from bot.channels.webchat.strings import CHAT_STRINGS
from bot.config import ROOT
from bot.i18n import LOCALE_DIR, LOCALES, Locale, translate
from bot.labels import INTENT_LABELS
from bot.problems import SENTENCES
from bot.responses import fixed_payloads
from tests.contracts.sources import placeholders, python_files, texts, tree_of

CATALOGUES = sorted({locale.catalogue for locale in LOCALES if locale.catalogue})
LOCALE_TAGS = [locale.tag for locale in LOCALES]
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
"""Cyrillic is derived from Latin: written by hand it would be shown to readers of Latin too."""
OWN_NAMES = {locale.own_name for locale in LOCALES}
"""Somebody who reads no other language must find their own: no translation and no script changes these."""


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make strings` would write into `dialog.pot`."""
    recipe = re.search(r"pybabel -q extract(?:.*\\\n)*.*", (ROOT / "Makefile").read_text("utf-8"))
    assert recipe, "the Makefile extracts no strings"
    command = shlex.split(recipe.group().replace("\\\n", " "))
    target = tmp_path_factory.mktemp("strings") / "dialog.pot"
    command[command.index("-o") + 1] = str(target)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(command)
    return target.read_text("utf-8")


@pytest.fixture(scope="module")
def source(extracted: str) -> frozenset[str]:
    """The English texts that the catalogues must hold."""
    found = frozenset(str(message.id) for message in read_po(BytesIO(extracted.encode())) if message.id)
    assert len(found) > 100
    return found


@pytest.fixture(params=CATALOGUES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """The catalogue of one language."""
    return _read(LOCALE_DIR / request.param / "LC_MESSAGES" / "dialog.po")


def test_the_template_is_what_the_sources_say(extracted: str) -> None:
    written = (LOCALE_DIR / "dialog.pot").read_text("utf-8")
    assert _without_header(written) == _without_header(extracted)


def test_every_text_is_in_the_catalogue_and_no_other(catalogue: Catalog, source: frozenset[str]) -> None:
    missing_or_left_over = {str(message.id) for message in catalogue if message.id} ^ source
    assert not missing_or_left_over, missing_or_left_over


def test_every_text_is_translated(catalogue: Catalog) -> None:
    missing = [message.id for message in catalogue if message.id and not all(_forms(message.string))]
    assert not missing, missing


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_no_text_in_use_is_put_aside_as_obsolete(catalogue: Catalog, source: frozenset[str]) -> None:
    assert {str(text) for text in catalogue.obsolete} & source == set()


def test_a_translation_has_the_placeholders_of_its_source(catalogue: Catalog) -> None:
    translated = [
        (_forms(message.id)[-1], form) for message in catalogue if message.id for form in _forms(message.string)
    ]
    unlike = [pair for pair in translated if placeholders(pair[0]) != placeholders(pair[1])]
    assert not unlike, unlike


def test_no_catalogue_holds_cyrillic(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if CYRILLIC.search(str(message.string))] == []


@pytest.mark.parametrize("locale", LOCALES, ids=LOCALE_TAGS)
def test_placeholders_are_the_same_in_every_script(locale: Locale, source: frozenset[str]) -> None:
    unlike = [text for text in source if placeholders(translate(text, locale)) != placeholders(text)]
    assert not unlike, unlike


def test_every_text_that_the_app_can_say_is_extracted(source: frozenset[str]) -> None:
    said = {*texts(), *CHAT_STRINGS.values(), *INTENT_LABELS.values(), *SENTENCES.values(), *fixed_payloads().values()}
    assert said - OWN_NAMES - source == set()


def test_a_text_given_to_a_button_or_a_refusal_is_extracted(source: frozenset[str]) -> None:
    given = {
        node.args[0].value
        for file in python_files("bot", "actions")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Button", "Refused"}
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert given
    assert {text for text in given if not _is_placeholder(text)} - source == set()


@pytest.mark.parametrize("locale", LOCALES, ids=LOCALE_TAGS)
def test_languages_are_named_in_themselves_everywhere(locale: Locale) -> None:
    assert {name: translate(name, locale) for name in OWN_NAMES} == {name: name for name in OWN_NAMES}


def test_a_counted_text_has_every_form_of_the_language(catalogue: Catalog) -> None:
    counted = [message for message in catalogue if not isinstance(message.id, str)]
    assert counted
    assert {len(message.string) for message in counted} == {catalogue.num_plurals}


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a counted text; any other text is its one form."""
    return (text,) if isinstance(text, str) else tuple(text)


def _is_placeholder(text: str) -> bool:
    return re.fullmatch(r"\{\w+\}", text) is not None


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _without_header(text: str) -> str:
    """The entries alone: the header holds dates and the version of the tool."""
    return text.partition("\n\n")[2]
