"""Notes: what stands in a reference beside its fields; an archived address comes out of it."""

import re

from bibtrack.references.draft import Draft, Field
from bibtrack.references.halves import lone
from bibtrack.references.keywords import MONTHS
from bibtrack.text import Late, is_wide

_ARCHIVE = Late(
    r"(?i)https?://(?:web\.archive\.org|perma\.cc|archive\.(?:is|ph|today|md|org/details)|webcitation\.org)\S*[^\s.,;)\]]"
)
_BETWEEN = re.compile(r"[\s,:;.()/\d-]+")
#: Words that only introduce an address or a date of access.
_CUES = frozenset(
    "accessed archived retrieved available availableat availablefrom online cited url doi from at on abgerufen zugriff consulté consultée disponible disponível acesso verfügbar in "
    "and unter published en le am em via last lastaccessed visited viewed besucht zuletzt letzter abruf aufgerufen stand recuperado consultado acceso accesso consultato geraadpleegd op "
    "may mai mayo de del el".split()
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
        notes = [item for item in notes if not _is_translation(draft, item)]
        kept = [
            _bare(item.text)
            for item in notes
            if not only_introduces(item.text) or _says_more(draft, item.text)
        ]
        draft.put("note", "; ".join(filter(None, kept)))


def _is_translation(draft: Draft, note: Field) -> bool:
    """Tell whether a note is the translation, in brackets, of the Chinese title before it: “标题” [Title]; then keep it as that."""
    title = draft.first("title")
    if title is None or not 0 < note.start - title.stop < 5 or is_wide(note.text) or not is_wide(title.text):
        return False
    if draft.string[note.start - 1] != "[" or draft.string[note.stop : note.stop + 1] != "]":
        return False
    draft.put("translated_title", note.text.strip(' .,“”"'))
    return True


def _says_more(draft: Draft, text: str) -> bool:
    """Tell whether a note prints a year, or a day of access, that no date of the reference has: what was not read stays."""
    rest = unidentified(draft, text)
    accessed = draft.values.get("accessed")
    if accessed is None and _ACCESSED.search(f" {rest}") and any(c.isdigit() for c in rest):
        return True
    years = {date.year for date in (draft.values.get("issued"), accessed) if date}
    return any(int(year) not in years for year in _YEARS.findall(rest))


_YEARS = Late(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def unidentified(draft: Draft, text: str) -> str:
    """Give a note without the identifiers that the reference has anyway."""
    for found in draft.identifiers:
        # A DOI is kept in small letters.
        text = re.sub(re.escape(found.value), " ", text, flags=re.I)
    return text


def _bare(text: str) -> str:
    """Give a note without a date of access behind it, outer punctuation and the bracket around the whole."""
    accessed = _ACCESSED.search(text)
    if accessed and only_introduces(text[accessed.start() :].strip("[]")):
        text = text[: accessed.start()]
    bare = text.strip(" ,;:")
    enclosed = bare[:1] == "(" and bare[-1:] == ")" and not lone(bare[1:-1])
    return bare[1:-1].strip(" ,;:") if enclosed else bare


def only_introduces(text: str) -> bool:
    """Tell whether a note has nothing but cues ("Accessed on", "Zugriff am") and a date."""
    words = _BETWEEN.split(text.lower())
    return all(
        not word or word in _CUES or word in MONTHS or (len(word) < 10 and word.startswith(_MONTHS))
        for word in words
    )
