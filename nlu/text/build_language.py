"""Builds and measures the model of `nlu.text.language`; run when the training data or the word lists have changed.

`python -m nlu.text.build_language build nlu/data`
`python -m nlu.text.build_language measure sq=messages.yml tr=sentences.txt nlu/evaluation/language.yml`
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import yaml

from nlu.text.language import MODEL_FILE, Guess, Language, identify
from nlu.text.language_counts import Counts
from nlu.text.language_model import Kind, Model, words_of
from nlu.text.normalise import fold

WORD_LISTS = Path(__file__).with_name("language_words.yml")
PHRASES = Path(__file__).with_name("language_phrases.yml")

_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_BY_HAND = 2  # what was written by hand counts as if it had stood in two messages
_CLEARLY = 0.8
_SHORT = 5  # words
OTHER, UNDETERMINED = "other", "und"
_DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_TO_CYRILLIC = str.maketrans("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш")

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


def learn(messages: Messages, by_hand: Messages, word_lists: dict[str, str]) -> str:
    """The content of `language.txt`: from messages, and from words and phrases that were written by hand."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for code, text in word_lists.items():
        if code != Kind.NEUTRAL:
            counts[code].add_words(words_of(text), _BY_HAND)
    for code, text in by_hand:
        counts[code].add(words_of(text), _BY_HAND)
    for code, text in messages:
        counts[code].add(words_of(text), 1)
    names = sorted("_".join(words_of(name)) for name in word_lists[Kind.NEUTRAL].split(",") if name.strip())
    lines = [f"{Kind.NEUTRAL} {Kind.NEUTRAL} 0 {' '.join(dict.fromkeys(names))}"]
    for code, count in sorted(counts.items()):
        lines += count.lines(code)
    return "\n".join(lines) + "\n"


def without_strays(messages: Messages, model: Model) -> Messages:
    """The messages that are not clearly in another language: our data mixes languages on purpose, as people do."""

    def is_own(code: str, text: str) -> bool:
        guess = identify(text, model)
        return guess.confidence < _CLEARLY or code == (guess.language or guess.other)

    return [(code, text) for code, text in messages if is_own(code, text)]


def build(data: Path, word_lists: Path, phrases: Path, target: Path) -> None:
    """Learns from `data`/{sq,sr,en}/*.yml and the word lists, and writes the model to `target`."""
    lists: dict[str, str] = yaml.safe_load(word_lists.read_text(encoding="utf-8"))
    by_hand = [
        (code, phrase)
        for code, text in yaml.safe_load(phrases.read_text(encoding="utf-8")).items()
        for phrase in text.split(",")
    ]
    messages = [
        (str(code), text)
        for code in Language
        for path in sorted((data / code).glob("*.yml"))
        for text in read_messages(path)
    ]
    kept = without_strays(messages, Model.parse(learn(messages, by_hand, lists)))
    target.write_text(learn(kept, by_hand, lists), encoding="utf-8")
    print(f"{len(kept)} of {len(messages)} messages, {target.stat().st_size // 1024} KiB written to {target}")


def spell(text: str, spelling: str) -> str:
    """A Serbian `text` in Cyrillic letters, or any text `plain`: without diacritics."""
    if spelling == "plain":
        return fold(text)
    latin = re.sub("lj|nj|dž", lambda match: _DIGRAPHS[match.group()], text.lower())
    return latin.translate(_TO_CYRILLIC)


def is_right(code: str, guess: Guess) -> bool:
    """Whether a message in the language `code` is told so; `other` is any language that Dialog does not speak.

    What stands in no language, `und`, may be taken for one of ours, but never refused as another.
    """
    if code == UNDETERMINED:
        return guess.other is None
    return guess.other is not None if code == OTHER else code == (guess.language or guess.other)


def measure(code: str, messages: list[str], show: Callable[[str], object] | None = None) -> str:
    """One line of figures: how many messages are told right, all and short ones."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    chances, seconds = [], []
    for text in messages:
        start = perf_counter()
        guess = identify(text)
        seconds.append(perf_counter() - start)
        told = is_right(code, guess)
        right[len(text.split()) <= _SHORT].append(told)
        chances.append(guess.confidence)
        if show and not told:
            show(f"  {guess.language or guess.other} {guess.confidence:.2f}  {text}")
    every = right[True] + right[False]
    return (
        f"{len(every):6} {mean(every):7.1%} {len(right[True]):6} {mean(right[True] or [False]):7.1%}"
        f" {mean(chances):6.2f} {median(seconds) * 1000:6.2f}"
    )


def read_groups(path: Path, start: int = 0, every: int = 1) -> dict[str, list[str]]:
    """Each `every`th message, from `start` on, of a list that names the language of each: ours, `und` and `other`."""
    groups: dict[str, list[str]] = {code: [] for code in (*Language, OTHER, UNDETERMINED)}
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))[start::every]:
        groups[row["language"] if row["language"] in groups else OTHER].append(row["text"])
    return groups


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="learn the model from training data")
    building.add_argument("data", type=Path)
    building.add_argument("--words", type=Path, default=WORD_LISTS)
    building.add_argument("--phrases", type=Path, default=PHRASES)
    building.add_argument("--target", type=Path, default=MODEL_FILE)
    measuring = commands.add_parser("measure", help="how much of files in a known language is told right")
    measuring.add_argument("files", nargs="+", metavar="[CODE=]FILE", help="without CODE each row names its language")
    measuring.add_argument("--every", type=int, default=1, help="read only each Nth message")
    measuring.add_argument("--start", type=int, default=0, help="from this one on")
    measuring.add_argument("--spelling", choices=["plain", "cyrillic"], help="write the messages so first")
    measuring.add_argument("--show", action="store_true", help="print the messages that are told wrong")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.command == "build":
        build(options.data, options.words, options.phrases, options.target)
        return
    identify("")
    print(f"{'file':40}    all   right  short   right  conf.     ms")
    for file in options.files:
        code, _, name = file.rpartition("=")
        path = Path(name)
        groups = {code: read_messages(path)[options.start :: options.every]} if code else None
        for each, messages in (groups or read_groups(path, options.start, options.every)).items():
            if not messages:
                continue
            texts = [spell(text, options.spelling) for text in messages] if options.spelling else messages
            label = f"{each} {'/'.join(path.parts[-2:])}"
            print(f"{label:40}", measure(each, texts, print if options.show else None))


if __name__ == "__main__":
    main()
