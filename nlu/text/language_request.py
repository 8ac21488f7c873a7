"""Which language or script somebody asks for by name: `fol shqip`, `na srpskom molim`, `ћирилицом`, `speak English`.

Read word by word. A named language is asked for unless it is refused (`nuk di serbisht`, `srpski ne razumem`) or
complained of (`zašto mi pišeš latinicom`); the words in between tell which name a `not` belongs to.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from nlu.text.language import Language
from nlu.text.normalise import fold
from nlu.text.scripts import Script, script_of

__all__ = ["find_requested"]

Name = Language | Script


def find_requested(text: str) -> tuple[Language | None, Script | None]:
    """The language and the script that `text` asks for: of several the last one.

    Who wants no Cyrillic wants Latin letters, and the other way round; who asks in Cyrillic for Serbian wants Cyrillic.
    """
    named = _Reader(fold(text)).named
    languages = [name for name, is_wanted in named if isinstance(name, Language) and is_wanted]
    scripts = [name for name, is_wanted in named if isinstance(name, Script) and is_wanted]
    unwanted = {name for name, is_wanted in named if isinstance(name, Script) and not is_wanted}
    language = languages[-1] if languages else None
    if scripts:
        return language, scripts[-1]
    if len(unwanted) == 1:
        return language, Script.LATIN if Script.CYRILLIC in unwanted else Script.CYRILLIC
    in_own_letters = language is Language.SERBIAN and script_of(text) is Script.CYRILLIC
    return language, Script.CYRILLIC if in_own_letters else None


# All words are in folded spelling: small Latin letters without diacritics, so `ne` is also Albanian `në`.


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# Names that hurt somebody are understood too; the bot never says them.
_NAMES: Sequence[tuple[Name, str]] = (
    (Language.ALBANIAN, r"shqip(?!eri|nia|oni)\w*|sqip|shcip|shkip|scip|albansk\w*|albanian\w*|albanish\w*|alb"),
    (Language.ALBANIAN, r"siptarsk\w*|gege?n?isht\w*|gegerisht\w*"),
    (Language.SERBIAN, r"srpsk\w*|srbsk\w*|serbsk\w*|serbisht\w*|serbish\w*|serbian\w*|serbe|srb|shki\w*sht\w*"),
    (Language.SERBIAN, r"bosansk\w*|bosnjac\w*|bosniak\w*|bosnian\w*|bosnisht\w*|boshnja\w*|hrvatsk\w*|croatian"),
    (Language.SERBIAN, r"kroatisht|crnogorsk\w*|montenegrin|malazezisht\w*|nask[iou]\w*"),
    (Language.ENGLISH, r"english\w*|engl?|englisht\w*|anglisht\w*|inglis\w*|engl?esk\w*|englez\w*|anglez\w*"),
    (Script.CYRILLIC, r"[ckq]iril\w*|cyril\w*"),
    (Script.LATIN, r"latin\w*"),
)
_PATTERNS = [(name, re.compile(rf"(?:n'?|ne')?(?:{pattern})")) for name, pattern in _NAMES]
_WRITTEN_OUT = (
    *("shqip", "shqipe", "serbisht", "anglisht", "boshnjakisht", "albanski", "albanskom", "srpski", "srpskom"),
    *("engleski", "engleskom", "albanian", "serbian", "english", "cyrillic", "latinica", "latinicu", "latinicom"),
    *("cirilica", "cirilicu", "cirilicom", "qirilica"),
)
"""Forms long enough to be known with one letter wrong, missing, too many, or two swapped."""
_COUNTRIES = frozenset({"albania", "serbia"})
"""One letter away from a language."""

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|[,.;:!?\n()/-]")
_NOT = _words(
    r"nuk|jo|as|s'\w*|s(?:po|pe|di|kupto\w*|fl[ae]\w+|mun\w*|muj\w*|m[ae]rr?|dua?|k[ao]m|lexo\w*)",
    r"ni|niti|nije|nis(?:am|mo|u)|nec\w+|nemam\w*|nezn\w+|nerazum\w*|negovor\w+",
    r"not?|never|nor|neither|cannot|(?:do(?:es)?|did|ca|wo|is|was)n'?t|dnt",
)
_FIRMLY_NOT = _words(r"mos|nemoj\w*|bez|umjesto|umesto|without|instead|from|stop")
_SERBIAN_VERB = _words(
    r"(?:zn|raz|gov|um[ei]|cit|pis|pric|zel|vol|treb|vid|mog|moz|odg|koris|sna|poz|vlad|hoc)\w+|na|po|da|mi|ide"
)
"""What follows a Serbian `ne`."""
_ALBANIAN_FORM = _words(r"sh?qip\w*|\w+isht\w*|serbe|angleze")
_WANT = _words(r"dua?|dojna|deshir\w*|hoc\w*|zel\w+|want|like")
_REQUEST = _words(
    r"fol|folni|flisni|shkru(?:aj|ni|aje|je|j|jma)?|pergjigj(?:u|ni|uni)|perkthe\w*|vazhdo\w*",
    r"kth[ey]\w*|nd?e?rr[ou]\w*|ndrr\w*",
    r"pisi(?:te)?|govori(?:te)?|prica(?:j|jte)|odgovaraj\w*|prebac\w*|promen\w*|promij\w*|vrati\w*",
    r"nastavi\w*|preved\w*|daj\w*",
    r"speak|write|talk|answer|switch\w*|chang\w*|translate|please|pls|plz|molim\w*|t?lutem\w*|dua?|hocu|want",
    r"si|qysh|kako|how|samo|vetem|veq|vec|only|just|nego|por|but",
)
"""Where a wish begins, so that an earlier `not` is about something else: `nuk kuptoj fol shqip`."""
_SPEAK = _words(r"fol|shkru\w*|speak|write|talk|answer")
_INFINITIVE = frozenset({"me", "te", "da", "to", "li"})
_WHY = _words(r"pse|perse|why|zasto|sto|otkud|odakle")
_BOT_DOES = _words(
    r"(?:m')?(?:pergjigjen?[it]?|shkruani?|shkrun)|odgovara(?!j)\w*|pises|pisete|govoris|govorite|znas|znate",
    r"(?:answer|reply|respond|writ)(?:ing|s|es)|replies",
)
"""What only the bot can fail to do; its refusal is a wish: `ne odgovaraš na srpskom`."""
_BOT_SAYS = _words(
    r"(?:m')?(?:shkr|pergjigj)\w+|odgovaras|odgovarate|pises|pisete|answer\w*|repl\w+|respond\w*|writ\w+"
)
_YOU = frozenset({"ti", "ju", "vi", "you"})
_ASKED = frozenset({"can", "could", "would", "will", "do", "may", "if"})
_BETWEEN = frozenset({"une", "un", "ja", "i", "e", "mire", "mir", "dobro", "bas", "uopste", "really", "well"})
"""Small words that may stand between a name or a `not` and what it belongs to."""
_JOINING = frozenset({"dhe", "edhe", "e", "i", "and", "or", "ose", "ili", "apo"})


class _Reader:
    """Reads a text once; `named` has each name in order, and whether it is wanted."""

    def __init__(self, folded: str) -> None:
        self.named: list[tuple[Name, bool]] = []
        self._begin_clause()
        tokens = _TOKEN.findall(folded)
        for token, following in pairwise([*tokens, ""]):
            name = _name_of(token)
            if not token[0].isalpha():
                self._settle()
                self._begin_clause()
            elif name is not None:
                self._take_name(name)
            else:
                self._take_word(token, following)
        self._settle()

    def _begin_clause(self) -> None:
        self._words: list[str] = []
        self._is_refusing = self._is_firm = self._is_complaining = self._is_asking = False
        self._is_doubted = self._has_name = self._is_why_not = False

    def _settle(self) -> None:
        """A `not` after the last name, followed by no other wish, was about that name."""
        if self._is_doubted:
            self.named[-1] = (self.named[-1][0], False)
            self._is_doubted = False

    def _take_name(self, name: Name) -> None:
        is_joined = self._has_name and bool(self._words) and set(self._words) <= _JOINING
        is_wanted = self.named[-1][1] if is_joined else not (self._is_refusing or self._is_complaining)
        was_asking = self._is_asking
        self._begin_clause()
        self._has_name, self._is_asking = True, was_asking
        self.named.append((name, is_wanted))

    def _take_word(self, word: str, following: str) -> None:
        before = self._words[-1] if self._words else ""
        if _FIRMLY_NOT.fullmatch(word):
            self._is_refusing = self._is_firm = True
        elif _is_not(word, following):
            self._take_not(word, before)
        elif self._is_refusing and not self._is_firm:
            self._take_word_after_not(word, before)
        elif _WHY.fullmatch(word) or self._tells_what_bot_does(word, before):
            self._is_complaining = True
        elif _REQUEST.fullmatch(word):
            self._is_asking = True
        self._words.append(word)

    def _take_not(self, word: str, before: str) -> None:
        """A `not`, unless it asks or complains that the bot does not: `a nuk flet`, `zašto ne`, `you don't`."""
        if self._is_complaining or before in _YOU | {"zar"} or (before == "a" and word != "ne"):
            self._is_complaining, self._is_why_not = False, True
            return
        self._is_doubted = self._has_name and not self._is_asking and set(self._words) <= _BETWEEN
        self._is_refusing = True

    def _take_word_after_not(self, word: str, before: str) -> None:
        is_first = _is_not(before, word) or before in _BETWEEN
        if is_first and _WANT.fullmatch(word):
            self._is_firm = True
        elif _BOT_DOES.fullmatch(word) or (is_first and word in _YOU) or (before == "doesnt" and word == "answer"):
            self._is_refusing = self._is_doubted = False
        elif _REQUEST.fullmatch(word) and not is_first and not (_SPEAK.fullmatch(word) and before in _INFINITIVE):
            self._is_refusing, self._is_asking = False, True

    def _tells_what_bot_does(self, word: str, before: str) -> bool:
        if self._is_why_not or not _BOT_SAYS.fullmatch(word) or before in _INFINITIVE:
            return False
        near = self._words[-3:]
        return bool(_YOU & set(near)) and not _ASKED & set(near)


def _is_not(word: str, following: str) -> bool:
    if word == "ne":
        is_serbian_name = _name_of(following) is not None and not _ALBANIAN_FORM.fullmatch(following)
        return is_serbian_name or not following.isalpha() or bool(_SERBIAN_VERB.fullmatch(following))
    return (word == "se" and following == "di") or bool(_NOT.fullmatch(word) or _FIRMLY_NOT.fullmatch(word))


def _name_of(word: str) -> Name | None:
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(word):
            return name
    near = next((it for it in _WRITTEN_OUT if _is_near(word, it)), None)
    return _name_of(near) if near and word not in _COUNTRIES else None


def _is_near(word: str, name: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two are swapped."""
    if len(word) < 4 or abs(len(word) - len(name)) > 1:
        return False
    at = next((index for index, (got, wanted) in enumerate(zip(word, name, strict=False)) if got != wanted), len(name))
    swapped = word[at : at + 2] == name[at : at + 2][::-1] and word[at + 2 :] == name[at + 2 :]
    return swapped or name[at + 1 :] in (word[at + 1 :], word[at:]) or name[at:] == word[at + 1 :]
