"""Trains pipelines and lets them read, component by component without Rasa's server, in the engine's environment.

`python -m tests.load.pipelines` is called by `tests.load.understanding`: progress on standard error, one JSON object a
row on standard output.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from nlu.rasa_setup import quieten
from tests.load.corpora import Corpus, Labelled, own, public

Config = list[dict[str, Any]]

TELL_EVERY = 500
WORDS: dict[str, Any] = {"name": "WhitespaceTokenizer"}
ENCODER, CLASSIFIER = "nlu.components.encoder.SentenceEncoder", "nlu.components.classifier.LinearIntentClassifier"
PARTS_OF_WORDS = {"name": "nlu.components.ngrams.NgramFeaturizer", "analyzer": "char_wb"}
REGRESSION = "tests.load.regression.Regression"
RASAS_DEFAULT: Config = [
    WORDS,
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
]
"""What `rasa init` suggests, until the intent is known."""


def main() -> None:
    """Measure every pipeline on every corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--diet", action="store_true")
    parser.add_argument("--each", type=int, help="learn only so many of the project's examples an intent and language")
    parser.add_argument("--most", type=int, help="read and learn only so many, to try the bench itself")
    options = parser.parse_args()
    _bring_rasa()
    corpora = [own(Path("nlu"), options.each), *(public(options.public) if options.public else ())]
    for corpus in corpora:
        for name, config in _pipelines(is_diet_wanted=options.diet):
            row = _measure(name, config, _cut(corpus, options.most))
            print(json.dumps(row), flush=True)


def _bring_rasa() -> None:
    """Import what takes seconds before anything is timed."""
    quieten()
    # Sanic switches on every library's warnings of deprecation, which are for the libraries' authors.
    with warnings.catch_warnings(record=True):
        from rasa.engine.recipes import default_components

        import tests.load.regression
    assert default_components, tests.load.regression
    # Tells how many examples are encoded.
    logging.getLogger("nlu.components").setLevel(logging.INFO)


def _cut(corpus: Corpus, most: int | None) -> Corpus:
    if most is None:
        return corpus
    step = max(1, len(corpus.examples) // most)
    messages = {language: own[:: max(1, len(own) // most)] for language, own in corpus.messages.items()}
    return Corpus(corpus.name, corpus.examples[::step], messages, corpus.known)


def _pipelines(*, is_diet_wanted: bool) -> Iterator[tuple[str, Config]]:
    configured = yaml.safe_load(Path("config.yml").read_text("utf-8"))["pipeline"]
    names = [it["name"] for it in configured]
    normaliser = next(it for it in configured if it["name"].endswith("Normaliser"))
    encoder = configured[names.index(ENCODER)]
    layers = Path(encoder.get("layers") or "nlu/tuning/top_layers.npz")
    yield "this pipeline", configured[: names.index(CLASSIFIER) + 1]
    yield "character n-grams alone", [WORDS, normaliser, PARTS_OF_WORDS, {"name": REGRESSION, "of": "spelling"}]
    meaning = {"name": REGRESSION, "of": "meaning"}
    yield "sentence vectors alone, as published", [WORDS, normaliser, {"name": ENCODER}, meaning]
    if layers.exists():
        tuned = {"name": ENCODER, "layers": str(layers)}
        yield "sentence vectors alone, tuned", [WORDS, normaliser, tuned, meaning]
    else:
        _say(f"No tuned sentence vectors: {layers} is not there; `python -m bot tune` makes it.")
    if is_diet_wanted:
        yield "Rasa's default (DIET, 100 epochs)", RASAS_DEFAULT


def _measure(name: str, config: Config, corpus: Corpus) -> dict[str, Any]:
    about = f"{corpus.name}: {name}"
    _say(f"{about}: learning from {len(corpus.examples)} examples …")
    # Folders of its own: no row profits from what another has encoded, and the project's cache stays as it is.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RASA_CACHE_DIRECTORY"] = folder
        started = time.perf_counter()
        pipeline = _Pipeline(config, corpus.examples, Path(folder))
        seconds = time.perf_counter() - started
        _say(f"{about}: learnt in {seconds:.0f} s")
        right, times = {}, []
        for language, messages in corpus.messages.items():
            hits = 0
            for text, intent in messages:
                started = time.perf_counter()
                hits += pipeline.find(text) == intent
                times.append(1000 * (time.perf_counter() - started))
                if len(times) % TELL_EVERY == 0:
                    _say(f"{about}: read {len(times)} of {sum(map(len, corpus.messages.values()))} messages")
            right[language] = [hits, len(messages)]
    return {
        "corpus": corpus.name,
        "known": corpus.known,
        "examples": len(corpus.examples),
        "pipeline": name,
        "right": right,
        "train_seconds": round(seconds, 1),
        "milliseconds": round(median(times), 2),
    }


class _Pipeline:
    """Components in a row, trained, and then loaded from what they keep, as the engine does."""

    def __init__(self, config: Config, examples: Sequence[Labelled], folder: Path) -> None:
        from rasa.engine.graph import ExecutionContext, GraphSchema
        from rasa.engine.storage.local_model_storage import LocalModelStorage
        from rasa.engine.storage.resource import Resource
        from rasa.shared.nlu.training_data.message import Message
        from rasa.shared.nlu.training_data.training_data import TrainingData

        (folder / "storage").mkdir()
        storage = LocalModelStorage.create(folder / "storage")
        data = TrainingData([Message.build(text, intent) for text, intent in examples])
        self._components = []
        for number, given in enumerate(config):
            kind = _class_of(given["name"])
            settings = kind.get_default_config() | {key: value for key, value in given.items() if key != "name"}
            context = ExecutionContext(GraphSchema({}), node_name=f"{number}_{kind.__name__}")
            place = settings, storage, Resource(context.node_name), context
            component = kind.create(*place)
            if hasattr(component, "train"):
                component.train(data)
                component = kind.load(*place)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            self._components.append(component)

    def find(self, text: str) -> str | None:
        """The likeliest intent of one message."""
        from rasa.shared.nlu.training_data.message import Message

        messages = [Message({"text": text})]
        for component in self._components:
            messages = component.process(messages)
        found: str | None = messages[0].get("intent")["name"]
        return found


def _class_of(name: str) -> Any:
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.shared.utils.common import class_from_module_path

    return class_from_module_path(name) if "." in name else DefaultV1Recipe._from_registry(name).clazz


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
