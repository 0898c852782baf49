"""Notes: what stands in a reference beside its fields; an archived address comes out of it."""

import re

from bibtrack.references.draft import Draft

_ARCHIVE = re.compile(
    r"(?i)https?://(?:web\.archive\.org|perma\.cc|archive\.(?:is|ph|today|md|org/details)|webcitation\.org)\S*[^\s.,;)\]]"
)
_CUE_ONLY = re.compile(
    r"(?i)^(?:accessed|retrieved|available|online|cited|url|doi|from|at|on|abgerufen|zugriff|consulté|disponible|disponível|acesso|verfügbar|in|and|,|:|\s|\d|[./-]|unter|en|le|am|em|via|last|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)*$"
)


def apply(draft: Draft) -> None:
    """Set `archive_url`, and `note` unless the note only introduces an address or a date of access."""
    archived = _ARCHIVE.search(draft.string)
    if archived and archived.group() != draft.values.get("url"):
        draft.put("archive_url", archived.group())
    kept = [text.strip(" ,;:()") for text in draft.texts("note") if not _CUE_ONLY.match(text)]
    draft.put("note", "; ".join(text for text in kept if text))
