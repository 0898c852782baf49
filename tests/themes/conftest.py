"""A small library about made-up works, with a report, for the tests of themes, coverage and pages."""

import pytest

from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.rows import insert
from bibtrack.tag import load_vocabulary
from bibtrack.themes.rules import parse
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

STAMP = "2026-03-01T12:00:00Z"
HOSTILE = "<script>alert(1)</script> Water & <b>law</b>\x1b[31m"
THEMES = """
[[theme]]
slug = "water"
label = "Water"
synonyms = ["water", "水"]
wanted = 4
[[theme]]
slug = "ground-water"
label = "Ground water"
parents = ["water"]
[[theme.rule]]
id = "aquifer"
terms = ["aquifer*", "ground water"]
[[theme]]
slug = "law"
label = "Law"
[[theme.rule]]
id = "law"
terms = ["law", "court*"]
wanted = 1
""".replace("wanted = 1\n", "")

WORKS: tuple[tuple[str, str, str, int | None, str], ...] = (
    ("adams1990water", "Water in the desert", "article-journal", 1990, "Adams"),
    ("adams1992courts", "Courts and rivers", "article-journal", 1992, "Adams"),
    ("baker2020aquifers", "Aquifers", "report", 2020, "Baker"),
    ("chen2021", "水与法", "book", 2021, "Chen"),
    ("davis2022", "Gardens", "webpage", 2022, "Davis"),
    ("evil2023", HOSTILE, "article-journal", 2023, "Evil"),
)


def reference(title: str, kind: str, year: int | None, family: str) -> Reference:
    return Reference(
        type=ItemType(kind),
        title=title,
        issued=PartialDate(year) if year else None,
        container_title="Journal of Rivers" if kind == "article-journal" else None,
        creators=(Creator(Role.AUTHOR, Name(family=family, given="A.")),),
        identifiers=(Identifier(Scheme.DOI, f"10.5555/{family.lower()}{year}"),) if kind == "book" else (),
        url="javascript:alert(1)" if "script" in title else None,
    )


@pytest.fixture
def stocked(library: Library) -> Library:
    """The library with six works, three themes and a report of three notes; not tagged yet."""
    with change(library, Run("test")) as session:
        ids = {
            key: sources.add(session, key, reference(title, kind, year, family), STAMP)
            for key, title, kind, year, family in WORKS
        }
        report = insert(session, "report", {"slug": "essay", "title": "An essay", "apparatus": "printed"})
        for ordinal, (section, key, sentence) in enumerate(
            (
                ("Start", "adams1990water", "Deserts need water, as all know."),
                ("Start", "davis2022", "Gardens need aquifers."),
                ("End", "adams1990water", "Again the desert."),
                ("End", None, "Nobody knows."),
            ),
            1,
        ):
            note = insert(
                session, "note",
                {"report_id": report, "kind": "endnote", "ordinal": ordinal, "label": str(ordinal), "section": section,
                 "text": "", "grade": "verified-endnote" if key else "unknown"},
            )  # fmt: skip
            insert(
                session, "callout",
                {"note_id": note, "ordinal": 1, "label": str(ordinal), "section": section, "paragraph": ordinal,
                 "context": sentence, "callout_offset": 3},
            )  # fmt: skip
            if key:
                insert(
                    session, "citation",
                    {"note_id": note, "ordinal": 1, "text": "", "form": "full", "confidence": 1.0,
                     "grade": "verified-endnote", "linked_by": "file", "source_id": ids[key]},
                )  # fmt: skip
    load_vocabulary(library, Run("themes"), parse(THEMES))
    return library
