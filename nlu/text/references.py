"""Case numbers that a message names: of the police, prosecutors and courts, and Dialog's own `DLG-XXXX-XXXX`."""

import re

from nlu.text.plain import Found, Plain

__all__ = ["find_references"]

_START, _END = r"(?<![\w/])(?<![0-9.]-)", r"(?![\w/])(?!-[0-9])"
_OWN = re.compile(rf"{_START}dlg[ -]{{0,3}}(?P<a>[a-z0-9]{{4}})[ -]{{0,3}}(?P<b>[a-z0-9]{{4}}){_END}")
# 2026-AB-1234, PRK-2026-001234, 19-EK-2025.
_WITH_YEAR = re.compile(
    rf"{_START}(?:(?:19|20)[0-9]{{2}}-[a-z]{{1,4}}-[0-9]{{2,8}}|[a-z]{{1,5}}-(?:19|20)[0-9]{{2}}-[0-9]{{2,8}}"
    rf"|[0-9]{{1,6}}-[a-z]{{1,4}}-(?:19|20)[0-9]{{2}}){_END}"
)
# PPP.nr.123/2024, P. br. 45/23.
_COURT = re.compile(
    rf"{_START}(?P<register>[a-z]{{1,4}}(?:\.? ?[iv]{{1,3}})?)(?P<gap>[. ]{{1,2}})(?:nr|br|no)\.? ?"
    rf"(?P<number>[0-9]{{1,6}}/[0-9]{{2,4}}){_END}"
)
_NO_REGISTER = frozenset({"rr", "ul", "st", "str", "bl", "hyr", "kati", "tel", "lok", "me", "i", "e", "u", "pod"})

_CASE = (
    r"rast(?:i|in|it|e|s|tin)?|lend(?:a|e|en|es|s)?|dosj(?:a|e|en|es|s)?|raport(?:i|in|it|im|imi|imin|imit)?"
    r"|kall?[ei]?zim(?:i|in|it)?|referenc(?:a|e|en|u)|deklarat(?:a|e|en)|padi(?:a|n)?"
    r"|predmet(?:a|u|om)?|slucaj(?:a|u|em)?|prijav(?:a|e|u|i|om)|spis(?:a|u|i)?|zapisnik(?:a|u)?|izv?j?estaj(?:a|u)?"
    r"|case|file|report|reference|ref|incident|declaration|complaint|dossier"
)
_NUMBER_WORD = r"nr|nro|numri|numer|numrin|no|number|num|broj|brojem|br|id|#"
_FILLER = rf"{_NUMBER_WORD}|i|e|im|jem|tim|tem|jone|yne|me|my|is|are|was|osht|eshte|asht|moj|moja|mog|moje|pod|je|glasi"
_NAMED = re.compile(
    rf"(?<!\w)(?:{_CASE})(?![a-z])(?P<between>(?:[ .:]{{0,3}}(?:{_FILLER})(?![a-z])){{0,4}})[ .:]{{0,3}}"
    rf"(?P<number>(?:[a-z]{{1,4}}[-/ ]?)?[0-9]+(?:[-/][a-z0-9]+)*){_END}(?![.:][0-9])"
)
_NUMBERED = re.compile(rf"(?<![a-z])(?:{_NUMBER_WORD})(?![a-z])")
_BEFORE_NUMBERED = re.compile(rf"(?<![a-z])(?:{_NUMBER_WORD})[. ]{{1,2}}(?:i |e |te |t |od |of |for )?(?:the )?\Z")
_COUNTED = re.compile(
    r" ?(?:€|%|eu|ev|lek|din|vj|vet|god|year|muaj|muj|mesec|mont|jav|nedelj|week|dan|dit|day|ore?\b|sat|hour|min|km|m\b"
    r"|kil|her|put|njer|ljud|people|person|os[ou]b)"
)
_DATE = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-](?:19|20)[0-9]{2}")
_YEAR_OR_EMERGENCY = re.compile(r"(?:19|20)[0-9]{2}|1?9[234]|112|911")
_FEWEST_DIGITS, _NEAR = 3, 25


def find_references(text: str | Plain) -> list[Found]:
    """The case numbers in `text`, in order, in capitals without spaces. Never raises."""
    plain = Plain.of(text)
    if not any(letter.isdigit() for letter in plain.text) and "dlg" not in plain.text:
        return []
    found = [(*match.span(), f"DLG-{match['a']}-{match['b']}") for match in _OWN.finditer(plain.text)]
    found += [(*match.span(), match.group()) for match in _WITH_YEAR.finditer(plain.text)]
    found += [
        (*match.span(), f"{re.sub('[. ]', '', match['register'])}.NR.{match['number']}")
        for match in _COURT.finditer(plain.text)
        if match["register"] not in _NO_REGISTER and _is_register(plain, match)
    ]
    found += [
        (*match.span("number"), match["number"]) for match in _NAMED.finditer(plain.text) if _is_one(plain, match)
    ]
    return _apart(plain, found)


def _is_register(plain: Plain, match: re.Match[str]) -> bool:
    written = plain.sent[slice(*plain.span(*match.span("register")))]
    return "." in match["gap"] or written.isupper()


def _is_one(plain: Plain, match: re.Match[str]) -> bool:
    """Whether the number after a word for a case is the case's own: `rasti 4471`, but not `raport 30 euro`."""
    number = match["number"]
    is_numbered = bool(_NUMBERED.search(match["between"])) or bool(
        _BEFORE_NUMBERED.search(plain.text, max(0, match.start() - _NEAR), match.start())
    )
    if _COUNTED.match(plain.text, match.end()) or _DATE.fullmatch(number):
        return False
    if is_numbered:
        return True
    return sum(map(str.isdigit, number)) >= _FEWEST_DIGITS and not _YEAR_OR_EMERGENCY.fullmatch(number)


def _apart(plain: Plain, found: list[tuple[int, int, str]]) -> list[Found]:
    """Those that lie apart, the longer first."""
    kept: list[Found] = []
    last = -1
    for start, end, value in sorted(found, key=lambda it: (it[0], -it[1])):
        if start >= last:
            kept.append(Found(*plain.span(start, end), value.upper().replace(" ", "")))
            last = end
    return kept
