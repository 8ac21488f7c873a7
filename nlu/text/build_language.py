"""Builds and measures the model of `nlu.text.language`; run when the training data or the word lists have changed.

`python -m nlu.text.build_language build nlu/data`
`python -m nlu.text.build_language measure sq=messages.yml tr=sentences.txt`
"""

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import yaml

from nlu.text.language import MODEL_FILE, NEUTRAL, SCALE, Language, Model, features, identify, words_of

WORD_LISTS = Path(__file__).with_name("language_words.yml")

_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_LIST_COUNTS = 3  # a listed word counts as if it had stood in three messages
_LEAST_COUNT = 3
_PIECES = 60_000  # each language is counted as if its text had this many, since a rare piece means the same in all
_SMOOTHING = 0.5
_SHORT = 5  # words

Messages = Sequence[tuple[str, str]]  # code of the language, text


def read_messages(path: Path) -> list[str]:
    """The messages of Rasa training data, of a list with `text` fields (YAML, JSON lines), or of plain lines."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in content.splitlines()]
        return [row["utt"] if "utt" in row else row["text"] for row in rows if row.get("partition", "test") == "test"]
    if path.suffix != ".yml":
        return [line.strip() for line in content.splitlines() if line.strip()]
    loaded = yaml.safe_load(content)
    if isinstance(loaded, list):
        return [row["text"] for row in loaded]
    examples = "\n".join(block.get("examples", "") for block in loaded.get("nlu", []))
    return [_ENTITY.sub(r"\1", line.strip().removeprefix("- ")) for line in examples.splitlines() if line.strip()]


def learn(messages: Messages, word_lists: dict[str, str]) -> str:
    """The content of `language.txt`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for code, text in [*word_lists.items(), *messages]:
        if code != NEUTRAL:
            times = _LIST_COUNTS if text is word_lists.get(code) else 1
            for feature in (feature for word in words_of(text) for feature in features(word)):
                counts[code][feature] += times
    names = sorted("_".join(words_of(name)) for name in word_lists[NEUTRAL].split(",") if name.strip())
    lines = [f"{NEUTRAL} 0 {' '.join(dict.fromkeys(names))}"]
    for code, counter in sorted(counts.items()):
        lines += [f"{code} {weight} {' '.join(sorted(pieces))}" for weight, pieces in _weigh(counter)]
    return "\n".join(lines) + "\n"


def _weigh(counter: Counter[str]) -> list[tuple[int, list[str]]]:
    share = _PIECES / counter.total() / _SMOOTHING
    pieces: dict[int, list[str]] = defaultdict(list)
    for feature, count in counter.items():
        if count >= _LEAST_COUNT and feature != "_":
            pieces[round(math.log1p(count * share) * SCALE)].append(feature)
    return sorted(pieces.items())


def without_strays(messages: Messages, model: Model) -> Messages:
    """The messages whose language is the strongest in them: our data mixes languages on purpose, as people do."""

    def is_own(code: str, text: str) -> bool:
        evidence = model.weigh(words_of(text))
        return max(Language, key=lambda own: (evidence.get(own, 0.0), own == code)) == code

    return [(code, text) for code, text in messages if is_own(code, text)]


def build(data: Path, word_lists: Path, target: Path) -> None:
    """Learns from `data`/{sq,sr,en}/*.yml and the word lists, and writes the model to `target`."""
    lists: dict[str, str] = yaml.safe_load(word_lists.read_text(encoding="utf-8"))
    messages = [
        (str(code), text)
        for code in Language
        for path in sorted((data / code).glob("*.yml"))
        for text in read_messages(path)
    ]
    kept = without_strays(messages, Model.parse(learn(messages, lists)))
    target.write_text(learn(kept, lists), encoding="utf-8")
    print(f"{len(kept)} of {len(messages)} messages, {target.stat().st_size // 1024} KiB written to {target}")


def measure(code: str, messages: list[str], show: Callable[[str], object] | None = None) -> str:
    """One line of figures: how many messages are told right (another language: known as such), all and short ones."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    chances, seconds = [], []
    for text in messages:
        start = perf_counter()
        guess = identify(text)
        seconds.append(perf_counter() - start)
        is_right = code == (guess.language or guess.other)
        right[len(text.split()) <= _SHORT].append(is_right)
        chances.append(guess.confidence)
        if show and not is_right:
            show(f"  {guess.language or guess.other} {guess.confidence:.2f}  {text}")
    every = right[True] + right[False]
    return (
        f"{len(every):6} {mean(every):7.1%} {len(right[True]):6} {mean(right[True] or [False]):7.1%}"
        f" {mean(chances):6.2f} {median(seconds) * 1000:6.2f}"
    )


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="learn the model from training data")
    building.add_argument("data", type=Path)
    building.add_argument("--words", type=Path, default=WORD_LISTS)
    building.add_argument("--target", type=Path, default=MODEL_FILE)
    measuring = commands.add_parser("measure", help="how much of files in a known language is told right")
    measuring.add_argument("files", nargs="+", metavar="CODE=FILE")
    measuring.add_argument("--every", type=int, default=1, help="read only each Nth message")
    measuring.add_argument("--start", type=int, default=0, help="from this one on")
    measuring.add_argument("--show", action="store_true", help="print the messages that are told wrong")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.command == "build":
        build(options.data, options.words, options.target)
        return
    identify("")
    print(f"{'file':40}    all   right  short   right  conf.     ms")
    for code, _, name in (file.partition("=") for file in options.files):
        messages = read_messages(Path(name))[options.start :: options.every]
        print(f"{code} {'/'.join(Path(name).parts[-2:]):37}", measure(code, messages, print if options.show else None))


if __name__ == "__main__":
    main()
