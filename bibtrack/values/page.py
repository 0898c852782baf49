"""What a report page shows, ready to be laid out: plain text everywhere, nothing escaped yet."""

from dataclasses import dataclass

from bibtrack.values.coverage import Coverage


@dataclass(frozen=True, slots=True)
class PageTheme:
    """A theme of a source: `evidence` is (field, quote, sentence) triples; `said_by` a person, if one did."""

    slug: str
    said_by: str | None = None
    evidence: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageCiting:
    """One citation of a source: the note that holds it and the sentence that calls the note."""

    report: str
    label: str
    section: str
    sentence: str
    signal: str = ""


@dataclass(frozen=True, slots=True)
class PageSource:
    """One source with everything that the page says of it; `country_why` are the words that say the country."""

    citekey: str
    title: str
    translated_title: str
    authors: str
    year: int | None
    outlet: str
    type: str
    status: str
    grade: str
    link: str
    retracted: bool = False
    themes: tuple[PageTheme, ...] = ()
    citing: tuple[PageCiting, ...] = ()
    annotations: tuple[str, ...] = ()
    country: str = ""
    country_why: str = ""


@dataclass(frozen=True, slots=True)
class PageNote:
    """One note of a report with its state: printed, reconstructed or not recovered."""

    report: str
    label: str
    section: str
    state: str
    grade: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page; `charts` are (title, SVG) pairs that this program drew itself."""

    title: str
    made: str
    coverage: Coverage
    sources: tuple[PageSource, ...]
    notes: tuple[PageNote, ...]
    charts: tuple[tuple[str, str], ...] = ()

    @property
    def caveats(self) -> tuple[str, ...]:
        """One sentence for each report whose notes are not, or not all, its own list."""
        said = []
        for report in dict.fromkeys(note.report for note in self.notes):
            states = [note.state for note in self.notes if note.report == report]
            rebuilt, lost = states.count("reconstructed"), states.count("not recovered")
            if rebuilt or lost:
                said.append(
                    f"{report}: {rebuilt} of {len(states)} notes are a reconstruction, not the report's own list,"
                    f" and {lost} could not be recovered. Each source says how sure it is that it is cited."
                )
        return tuple(said)
