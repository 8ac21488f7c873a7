"""Which language or script somebody asks for by name: `fol shqip`, `na srpskom molim`, `ћирилицом`, `speak English`.

Read word by word. A name is asked for unless it is refused (`nuk di serbisht`, `srpski ne razumem`) or complained of
(`zašto mi pišeš latinicom`); the words between two names tell which of them a `not` belongs to.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from os.path import commonprefix

from nlu.text.language import Language
from nlu.text.normalise import fold
from nlu.text.scripts import Script, script_of

__all__ = ["find_requested"]

Name = Language | Script

ALBANIAN, SERBIAN, ENGLISH = Language.ALBANIAN, Language.SERBIAN, Language.ENGLISH
LATIN, CYRILLIC = Script.LATIN, Script.CYRILLIC

# What people call pejoratively is understood, and never said.
NAMES: dict[Name, str] = {
    ALBANIAN: r"shqip(?!eri|nia|oni)\w*|s[hc]?[cqk]ip\b|alb|albansk\w*|albanian\w*|albanish\w*|alban\w*isht\w*"
    r"|siptarsk\w*|geg\w*isht\w*",
    SERBIAN: r"srp(?!sk[aeu]$)sk\w*|srb|srbsk\w*|serbsk\w*|serbisht\w*|serbish\w*|serbian\w*|serbe|bosan\w*|bosni\w*"
    r"|boshnja\w*|bosnja\w*|hrvatsk\w*|kroat\w*|croatian|crnogorsk\w*|malazez\w*|montenegrin|nask[iou]\w*|shki\w*sht\w*",
    ENGLISH: r"english\w*|eng|engl|en[gl]+isht?\w*|[ai]ngli(?:sht|sh|z|s)\w*|engl?esk\w*|englez\w*|anglez\w*",
    CYRILLIC: r"[ckq]ir+il\w*|cyril\w*",
    LATIN: r"latin\w*",
}
WRITTEN_OUT = (
    *("shqip", "shqipe", "serbisht", "anglisht", "boshnjakisht", "albanski", "albanskom", "srpski", "srpskom"),
    *("engleski", "engleskom", "albanian", "serbian", "english", "cyrillic", "latinica", "latinicu", "latinicom"),
    *("cirilica", "cirilicu", "cirilicom", "qirilica"),
)
"""Forms long enough to be known with one letter wrong, missing, doubled or swapped."""
COUNTRIES = frozenset({"albania", "serbia"})
"""One letter away from a language."""

# In folded spelling: without diacritics, `đ` as `dj`.
NOT = re.compile(
    r"nuk|jo|mos|as|pa|s'\w*|s(?:po|pe|ke|jo|di|eh?|kupto\w*|fl[ae]\w+|mun\w*|muj\w*|m[ae]rr?|du|dua|k[ao]m|lexo\w*)"
    r"|ne|ni|niti|bez|nije|nis(?:am|mo|u)|nec\w+|nem\w+|nezn\w+|nerazum\w*|nego(?=v)\w+|umjesto|umesto"
    r"|not?|never|nor|neither|without|cannot|(?:do(?:es)?|did|ca|wo|is|was)n'?t|dnt|instead|from"
)
FIRMLY_NOT = re.compile(r"mos|nemoj\w*|bez|pa|umjesto|umesto|without|instead|from")
WISH = re.compile(r"du|dua|dojna|deshir\w*|hoc\w*|oc[ue]\w*|zel\w+|want|like|prefer\w*")
# After `ne`, which in Albanian is also `në`, only these make it a Serbian `not`.
SERBIAN_VERB = re.compile(
    r"na|po|u|zn\w+|raz\w+|gov\w+|um\w+|cit\w+|pis\w+|pric\w+|zel\w+|vol\w+|treb\w+|vid\w+|mo[gz]\w+|od\w+|kor\w+"
    r"|sna\w+|pozn\w+|vlad\w+|hoc\w+|ide|da|to|ovo|taj|ja|mi|je"
)
ALBANIAN_NAME = re.compile(r"sh?qip\w*|gjuh\w*|\w+isht\w*|serbe|angleze")
# Here a new wish begins, so an earlier `not` says something else: `nuk kuptoj, fol shqip`, `ne znam kako da prebacim`.
NEW_START = re.compile(
    r"fol|folni|flisni|shkru\w*|pergjigj(?:u|ni|uni)|vazhdo\w*|kthe\w*|kthy\w*|n[ds]?[de]?rro\w*|nderr\w*|ndrysh\w*"
    r"|pis[ie]\w*|govori(?:te)?|prica(?:j|jte)|odgovar?aj\w*|prebac\w*|promen\w*|promij\w*|vrati\w*|nastavi\w*"
    r"|speak|write|talk|answer|switch\w*|chang\w*|use|continue|translate|please|pls|plz|molim\w*|lutem\w*|tlutem\w*"
    r"|si|qysh|kako|how|ku|gde|gdje|where|samo|vetem|veq|vec|only|just|nego|but|por|ama|ali"
)
WHY = re.compile(r"pse|perse|why|zasto|zbog|cemu|otkud|odkud")
# Of the bot's own doing: refusing it is a wish for it, and telling it of a language is a complaint.
BOT_DOES = re.compile(
    r"pergjigj\w*|shkruan|shkruani|shkrun|odgovara\w*|pises|pisete|govoris|govorite|answer\w*|repl\w*|respond\w*|writ\w+"
)
YOU = frozenset({"ti", "ju", "vi", "you", "u"})
MINE = frozenset({"une", "un", "ja", "i", "e", "s'e", "mire", "mir", "dobro", "bas", "uopste", "really", "well", "hic"})
"""What may stand between a name and a `not` after it."""
JOINING = frozenset({"dhe", "edhe", "e", "i", "ni", "niti", "as", "and", "or", "nor", "ose", "ili", "apo", "a"})
INFINITIVE = frozenset({"me", "te"})
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|[,.;:!?\n()/-]")


@dataclass(slots=True)
class _Clause:
    """What has been read since the last stop or name."""

    words: list[str] = field(default_factory=list)
    is_refusing: bool = False
    is_firm: bool = False
    is_complaining: bool = False
    is_asking: bool = False
    named: int | None = None
    """The name before, as a place in the list of all."""
    is_named_refused: bool = False
    """A `not` has followed that name; whether it belongs to it depends on what comes."""


def find_requested(text: str) -> tuple[Language | None, Script | None]:
    """The language and the script that `text` asks for: of several the last one.

    Who wants no Cyrillic wants Latin letters, and the other way round; who asks in Cyrillic for Serbian wants Cyrillic.
    """
    wanted, refused = _read(fold(text))
    languages = [name for name in wanted if isinstance(name, Language)]
    scripts = [name for name in wanted if isinstance(name, Script)]
    language = languages[-1] if languages else None
    if scripts:
        return language, scripts[-1]
    unwanted = {name for name in refused if isinstance(name, Script)}
    if len(unwanted) == 1:
        return language, LATIN if CYRILLIC in unwanted else CYRILLIC
    return language, CYRILLIC if language is SERBIAN and script_of(text) is CYRILLIC else None
