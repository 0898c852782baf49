"""The country that a source comes from, with the words that say so."""

from dataclasses import dataclass
from enum import StrEnum


class CountryFrom(StrEnum):
    """What a country was read from, the surest first."""

    PLACE = "publisher place"
    ADDRESS = "web address"
    INSTITUTION = "institution"
    ISBN = "ISBN group"
    DOI = "DOI prefix"


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code and label; `evidence` are the words or the host that say so.

    Two codes stand for more than a country: EU (the European Union) and UN (international bodies).
    """

    code: str
    label: str
    known_from: CountryFrom
    evidence: str
