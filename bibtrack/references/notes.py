"""Notes: what stands in a reference beside its fields; an archived address comes out of it."""

import re

from bibtrack.references.draft import Draft
from bibtrack.references.halves import lone
from bibtrack.text import Late

_ARCHIVE = Late(
    r"(?i)https?://(?:web\.archive\.org|perma\.cc|archive\.(?:is|ph|today|md|org/details)|webcitation\.org)\S*[^\s.,;)\]]"
)
_BETWEEN = re.compile(r"[\s,:;.()/\d-]+")
#: Words that only introduce an address or a date of access.
_CUES = frozenset(
    "accessed archived retrieved available availableat availablefrom online cited url doi from at on abgerufen zugriff consulté consultée disponible disponível acesso verfügbar in "
    "and unter en le am em via last lastaccessed visited viewed besucht zuletzt letzter abruf aufgerufen stand recuperado consultado acceso accesso consultato geraadpleegd op "
    "may mai mayo".split()
)
_ACCESSED = Late(
    r"(?i)[\s,;.(\[]+(?:last\s)?(?:accessed|retrieved|viewed|visited|archived|abgerufen|zugriff|consultée?|consultado|acesso)\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def apply(draft: Draft) -> None:
    """Set `archive_url`, and `note` unless the note only introduces an address or a date of access."""
    archived = _ARCHIVE.search(draft.string) if draft.claims else None
    if archived and archived.group() != draft.values.get("url"):
        draft.put("archive_url", archived.group())
    notes = draft.labelled.get("note")
    if notes:
        kept = [_bare(item.text) for item in notes if not _only_introduces(item.text)]
        draft.put("note", "; ".join(filter(None, kept)))


def _bare(text: str) -> str:
    """Give a note without a date of access behind it, outer punctuation and the bracket around the whole."""
    accessed = _ACCESSED.search(text)
    if accessed and _only_introduces(text[accessed.start() :].strip("[]")):
        text = text[: accessed.start()]
    bare = text.strip(" ,;:")
    enclosed = bare[:1] == "(" and bare[-1:] == ")" and not lone(bare[1:-1])
    return bare[1:-1].strip(" ,;:") if enclosed else bare


def _only_introduces(text: str) -> bool:
    """Tell whether a note has nothing but cues ("Accessed on", "Zugriff am") and a date."""
    words = _BETWEEN.split(text.lower())
    return all(not word or word in _CUES or (len(word) < 10 and word.startswith(_MONTHS)) for word in words)
