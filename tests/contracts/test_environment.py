"""Only `bot/config.py` reads settings from the environment; who else touches it, and why, stands here."""

import ast

import pytest

from bot.config import ROOT
from tests.contracts.sources import python_files, tree_of

TOUCHED_BY = {
    "bot/config.py": "reads the settings, with pydantic-settings",
    "bot/operations/models.py": "hands its own environment on to the training, with the folder of Rasa's cache",
    "nlu/components/encoder.py": "finds Rasa's cache folder as Rasa itself does, which has no public function for it",
    "nlu/rasa_setup.py": "switches off telemetry and chatter before Rasa is imported; Rasa knows no other way",
    "nlu/serve.py": "sets the two variables that endpoints.yml names; Rasa fills them in",
}
"""Nothing is added here to read a setting: settings have one place, so that they are checked and described."""
WORDS = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv", "BaseSettings", "dotenv", "load_dotenv"}
FILES = [str(file.relative_to(ROOT)) for file in python_files("bot", "actions", "nlu")]


@pytest.mark.parametrize("file", FILES)
def test_no_other_file_touches_the_environment(file: str) -> None:
    assert bool(_words_of(file) & WORDS) == (file in TOUCHED_BY)


def test_the_list_names_only_files_that_exist() -> None:
    assert set(TOUCHED_BY) <= set(FILES)


def test_launchers_set_and_do_not_read() -> None:
    for file in ("nlu/rasa_setup.py", "nlu/serve.py"):
        uses = [node for node in ast.walk(tree_of(ROOT / file)) if isinstance(node, ast.Attribute)]
        assert {type(node.ctx) for node in uses if node.attr == "environ"} == {ast.Store}, file


def _words_of(file: str) -> set[str]:
    """Every name, attribute and imported name of a file."""
    found = set()
    for node in ast.walk(tree_of(ROOT / file)):
        match node:
            case ast.Attribute(attr=word) | ast.Name(id=word):
                found.add(word)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {part for alias in names for part in alias.name.split(".")}
    return found
