"""Serbian Cyrillic from our Serbian Latin catalogue texts; for a citizen who writes Cyrillic."""

import re

import cyrtranslit

__all__ = ["to_cyrillic"]

# Names that Cyrillic text keeps in Latin letters. A word with a letter that Serbian has not (YouTube) is kept anyway.
_LATIN_NAMES = (
    "Android|Chrome|CSV|Dialog|eKosova|e-mail|Enter|Esc|Facebook|Firefox|Google|GPS|HEIC|HTML|IBAN|ID|IMEI|Instagram|iPhone|JPEG|JPG|Messenger|"
    "MOV|OGG|PDF|PNG|QR|Revolut|Signal|SIM|SMS|Snapchat|Telegram|TikTok|URL|USB|Viber|WAV|WhatsApp|Wi-Fi|YouTube"
)
# Albanian titles that a reader has to find as they stand.
_TITLES = r"Gjobat\ në\ trafik|Njoftim\ për\ Gjobë\ Trafiku"
# Pravopis: the ending of a name left in Latin letters follows a hyphen.
_CASE_ENDINGS = "a|e|i|u|om|em|ov|ove|ova|ovi|ovima|ima"

# A prefix, and the stems before which its last letter and their first are no digraph: инјекција, надживети.
_MORPHEME_BORDERS = {
    "an": "jon",
    "in": "jek jic",
    "izvan": "jezi",
    "kon": "jek jug junk",
    "nad": "žanj žbuk žet živ žnj žup",
    "od": "žal žde želj žeti živ žmir žubor žva žvi žvr",
    "pan": "jug",
    "pod": "ž",
    "pred": "ž",
    "tan": "jug",
    "van": "jadran jezi",
}
_BORDERS = "|".join(f"{prefix}(?={'|'.join(stems.split())})" for prefix, stems in _MORPHEME_BORDERS.items())
_BORDER = re.compile(f"(?:ne|naj|re|de)?(?:{_BORDERS})", re.IGNORECASE)

_PIECE = re.compile(
    rf"""
      \{{[^{{}}]*\}} | %\(\w+\)[a-z] | %[sd] | <[^<>]+> | &\w+;         # placeholders, markup
    | (?:https?://|www\.)\S+ | (?<![\w.+-])[\w.+-]+@[\w.-]+ | @\w+         # addresses, handles
    | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|eu|info|gov|io|me|jpg|png|pdf|csv)\b(?:/\S*)?
    | (?<![\w/])/[a-z_]+                                                # commands
    | \b\d{{2}}[ ]\d{{3}}[ ][A-Z]{{2}}\b                                # licence plates
    | (?<![\w-])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*(?![\w-])  # codes
    | \b(?:II|III|IV|VII|VIII)\b                                        # Roman numerals that are no Serbian word
    | (?<=[\d}}])\s?(?:km/h|mg/l|g/l|km|cm|mm|kg|mg|m|g|l|h|kB|MB|GB)\b     # units of measurement
    | (?:{_TITLES})
    | \b(?P<name>{_LATIN_NAMES})(?:-?(?P<ending>{_CASE_ENDINGS}))?\b
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_SERBIAN = re.compile(r"[abcčćdđefghijklmnoprsštuvzž]+", re.IGNORECASE)
_CAPITAL_DIGRAPH = re.compile("LJ|NJ|DŽ")


def to_cyrillic(text: str) -> str:
    """`text` as a reader of Cyrillic expects it; placeholders, addresses, codes and foreign names stay."""
    return _PIECE.sub(_convert, text)


def _convert(match: re.Match[str]) -> str:
    if match["ending"]:
        return f"{match['name']}-{_letters(match['ending'])}"
    word = match["word"]
    if not word or not _SERBIAN.fullmatch(word):
        return match.group()
    border = _BORDER.match(word)
    end = border.end() if border else 0
    return _letters(word[:end]) + _letters(word[end:])


def _letters(word: str) -> str:
    # The library knows Lj and lj as one letter, but not LJ.
    return str(cyrtranslit.to_cyrillic(_CAPITAL_DIGRAPH.sub(lambda match: match.group().capitalize(), word), "sr"))
