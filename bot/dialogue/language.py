"""In which language and script a citizen is answered: decided per message, following the conversation."""

import re

from bot.i18n import Locale, find_locale
from bot.services.conversations import Situation
from nlu.text.language import Guess, Language, identify
from nlu.text.map_points import without_points
from nlu.text.scripts import Script

__all__ = ["choose_locale", "is_other_language"]

WORD = re.compile(r"[^\W\d_]+")
SURE = 0.9
"""From this confidence on a sentence changes the conversation's language."""
HALF_SURE = 0.8
SENTENCE = 3
"""Words that make a sentence; fewer follow the conversation, since `ok`, `super` or a name say nothing."""


def choose_locale(text: str, situation: Situation) -> Locale | None:
    """The locale for the answer to `text`: a sentence decides, a word or two follow the conversation.

    None while nothing is known. What the citizen chose holds until a longer sentence is clearly in another language.
    """
    # The words in the address of a map are nobody's language.
    text = without_points(text)
    guess = identify(text)
    found = _locale(guess)
    earlier = situation.locale
    if earlier is None or found is None:
        return earlier or found
    words = len(WORD.findall(text))
    if found.language is earlier.language:
        is_clear = words >= SENTENCE - 1 and not situation.is_language_chosen
        return found if is_clear else earlier
    needed = SENTENCE + 1 if situation.is_language_chosen else SENTENCE
    is_sentence = words >= needed and guess.confidence >= SURE and not _is_mixed(text, found.language)
    return found if is_sentence else earlier


def is_other_language(text: str) -> bool:
    """Whether the text is clearly in a language that Dialog does not speak."""
    return identify(text).other is not None


def _is_mixed(text: str, language: Language) -> bool:
    """Whether the first or the second half of the words is clearly in another language than the whole."""
    words = text.split()
    halves = (" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :]))
    guesses = (identify(half) for half in halves)
    return any(it.language not in {None, language} and it.confidence >= HALF_SURE for it in guesses)


def _locale(guess: Guess) -> Locale | None:
    if guess.language is None:
        return None
    script = guess.script if guess.language is Language.SERBIAN else Script.LATIN
    return find_locale(guess.language, script)
