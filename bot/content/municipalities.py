"""The 38 municipalities and the police directorate of each, from `municipalities.yml`; for answers, pages, filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.content.reading import CONFIDENCE, ID, Checked, Entry, read_by_id, read_file
from bot.errors import NotFound

__all__ = ["Directorate", "DirectorateNames", "Directory", "Municipality", "Names", "get_municipality", "load", "read"]

_FILE = Path(__file__).with_name("municipalities.yml")
_LATITUDES, _LONGITUDES = (41.8, 43.3), (20.0, 21.8)

_DIRECTORATE_NAMES = ("sq", "sr", "sr_cyrillic", "en")
_NAMES = ("sq", "sq_after_preposition", "sr", "sr_locative", "sr_cyrillic", "sr_cyrillic_locative", "en")


@dataclass(frozen=True, slots=True)
class Names:
    """A municipality's name as a subject in each language, and as it stands after Albanian `në` and Serbian `u`."""

    sq: str
    sq_after_preposition: str
    sr: str
    sr_locative: str
    sr_cyrillic: str
    sr_cyrillic_locative: str
    en: str


@dataclass(frozen=True, slots=True)
class DirectorateNames:
    """A directorate's name as it follows `DRP`, `RDP` or `Regional Police Directorate`."""

    sq: str
    sr: str
    sr_cyrillic: str
    en: str


@dataclass(frozen=True, slots=True)
class Directorate(Checked):
    """One of the eight regional police directorates."""

    names: DirectorateNames
    confidence: str


@dataclass(frozen=True, slots=True)
class Municipality(Checked):
    """One of the 38; the point is the centre of its town, not a police station.

    What may be told until a day only is which directorate it belongs to.
    """

    names: Names
    latitude: float
    longitude: float
    coordinates_source: str
    coordinates_confidence: str
    directorate: Directorate
    directorate_confidence: str

    @property
    def names_directorate(self) -> bool:
        """Whether a source names the directorate; else it is not told."""
        return self.directorate_confidence.startswith("C")

    @property
    def is_directorate_confirmed(self) -> bool:
        """Whether the police or two sources name the directorate; else the citizen is asked to confirm it."""
        return self.names_directorate and self.directorate_confidence != "C1"


@dataclass(frozen=True, slots=True)
class Directory:
    """Both lists by id, in the order of the file."""

    directorates: Mapping[str, Directorate]
    municipalities: Mapping[str, Municipality]


@cache
def load() -> Directory:
    """The directory that Dialog ships with."""
    return read(_FILE)


def get_municipality(municipality_id: str) -> Municipality:
    """The municipality with this id, such as `fushe_kosova`."""
    try:
        return load().municipalities[municipality_id]
    except KeyError:
        raise NotFound(f"no municipality {municipality_id!r}") from None


def read(path: Path) -> Directory:
    """The directory in `path`.

    Raises:
        ConfigError: naming every problem of the file.
    """
    return read_file(path, _directory)


def _directory(top: Entry) -> Directory:
    directorates = read_by_id(top, "directorates", _directorate)
    return Directory(directorates, read_by_id(top, "municipalities", lambda entry: _municipality(entry, directorates)))


def _directorate(entry: Entry) -> Directorate:
    return Directorate(
        names=DirectorateNames(**entry.names(_DIRECTORATE_NAMES)),
        confidence=entry.text("confidence", CONFIDENCE),
        **entry.checked(),
    )


def _municipality(entry: Entry, directorates: Mapping[str, Directorate]) -> Municipality:
    directorate = entry.text("directorate", ID)
    if directorate not in directorates:
        entry.note(f"directorate {directorate!r} is not in the list")
        nowhere = DirectorateNames("", "", "", "")
        directorates = {directorate: Directorate(directorate, "", date.min, None, "", nowhere, "")}
    return Municipality(
        names=Names(**entry.names(_NAMES)),
        latitude=entry.number("latitude", *_LATITUDES),
        longitude=entry.number("longitude", *_LONGITUDES),
        coordinates_source=entry.text("coordinates_source"),
        coordinates_confidence=entry.text("coordinates_confidence", CONFIDENCE),
        directorate=directorates[directorate],
        directorate_confidence=entry.text("directorate_confidence", CONFIDENCE),
        **entry.checked(),
    )
