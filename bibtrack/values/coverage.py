"""How well themes are covered: counts, never judgements; findings say them in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bibtrack.values.country import Country

#: What a theme can be crossed with, and what each value is.
DIMENSIONS: dict[str, str] = {
    "year": "year of issue",
    "type": "item type",
    "language": "language",
    "section": "section of the report that cites",
    "grade": "how sure it is that a report cites it",
    "review": "peer-reviewed, book, or grey",
    "status": "where the source stands with the registries",
    "outlet": "journal, book or site",
    "publisher": "publisher",
    "place": "place of publication",
    "country": "country of the publisher, the web address or the institution, where one of them says it",
}
#: A source is old when it is more than so many years older than the newest one.
OLD = 10
#: Item types of which the venue is peer-reviewed as a rule, and those that a publisher reviews.
PEER_REVIEWED: tuple[str, ...] = ("article-journal", "paper-conference", "review")
BOOKS: tuple[str, ...] = ("book", "chapter", "collection", "entry-encyclopedia", "entry-dictionary")


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """One theme, with everything under it: sources and citations are different counts.

    `own` is sources of the theme itself, without its sub-themes.  `exempt` sources are not
    expected to be registered and stand outside the resolved share.  `grades` counts sources;
    `dated` those with a year, `old` those of more than `OLD` years before the newest.
    """

    slug: str
    label: str
    parents: tuple[str, ...] = ()
    wanted: int | None = None
    own: int = 0
    sources: int = 0
    citations: int = 0
    notes: int = 0
    resolved: int = 0
    unresolved: int = 0
    ambiguous: int = 0
    unmatched: int = 0
    exempt: int = 0
    retracted: int = 0
    peer_reviewed: int = 0
    books: int = 0
    grey: int = 0
    by_hand: int = 0
    dated: int = 0
    old: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)

    @property
    def resolved_share(self) -> float | None:
        """Resolved sources among those expected to be registered, 0 to 1; None when there are none."""
        expected = self.sources - self.exempt
        return self.resolved / expected if expected else None

    @property
    def resolved_words(self) -> str:
        """The resolved share for people: a percentage, "not asked" when no registry was, "–" for none expected."""
        share = self.resolved_share
        if share is None:
            return "–"
        if self.unresolved == self.sources - self.exempt:
            return "not asked"
        return f"{share:.0%}" + (f" ({self.unresolved} not asked)" if self.unresolved else "")

    @property
    def missing(self) -> int:
        """How many sources the theme lacks to its wanted number."""
        return max(0, (self.wanted or 0) - self.sources)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, in words: `items` are citekeys, notes or sections that it is about."""

    code: str
    message: str
    theme: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cross:
    """A theme crossed with one dimension: `counts[slug][value]` sources (for sections also citations).

    For countries, `countries` says by citekey which one and why.
    """

    dimension: str
    values: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    citations: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a library, of one report or of a selection.

    `total` counts each source once; `without` are sources without any theme.
    """

    themes: tuple[ThemeCoverage, ...]
    total: ThemeCoverage
    without: int
    scope: str = "library"
    findings: tuple[Finding, ...] = ()
    crosses: tuple[Cross, ...] = ()
