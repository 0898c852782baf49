"""Notes that only mention what the reference has anyway: "doi:10.1016/j.rser.2014.04.009", "[arXiv:1407.1446]".

After the item type: that a note prints an identifier tells of the kind of work.
"""

from bibtrack.references.draft import Draft
from bibtrack.references.notes import only_introduces, unidentified
from bibtrack.text import Late

_LONGEST = 200
_SCHEMES = Late(r"(?i)\b(?:pmid|pmcid|pmc|isbn|issn|arxiv|url)\b")


def apply(draft: Draft) -> None:
    """Drop a note that says nothing but identifiers; one with any other number or word stays whole."""
    note = draft.values.get("note")
    if note and draft.identifiers and len(note) < _LONGEST:
        rest = _SCHEMES.sub(" ", unidentified(draft, note))
        if not any(c.isdigit() for c in rest) and only_introduces(rest):
            draft.drop("note")
