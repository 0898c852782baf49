"""Reviews: whose they are, of which work by whom; CSL's `review-book`, `reviewed-title` and `reviewed-author`.

Sources: Chicago 17 (14.201-204), MLA 9 (5.31), APA 7 (10.7).
"""

import re

from bibtrack.references.draft import Draft, Reader
from bibtrack.references.names import parse_names
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_OF = r"(?:[Bb]ook\s)?[Rr]eview\sof|[Rr]ezension\s(?:zu|von)|[Cc]ompte\srendu\sde|[Rr]eseña\sde|[Rr]esenha\sde|[Rr]ecensione\sd[ia]"
_BY = r"(?P<by>by|edited\sby|ed\.\sby|von|par|por|di|de)"
#: "Klare, review of The Rare Metals War, by Guillaume Pitron, Foreign Affairs 100"
_REVIEW = Late(
    rf"^\s*(?:(?P<who>[A-ZÀ-Þ][^“”\"«»]{{2,80}}?)[,.]\s)?(?P<opening>[“\"‘«]?(?P<whole>(?:{_OF})\s(?P<title>[^()]{{3,200}}?)),?\s{_BY}\s(?P<whose>[A-ZÀ-Þ][\w.’'-]+(?:,?\s(?:[A-ZÀ-Þ][\w.’'-]*|and|und|et|y|e|de|von|van|der))*?))(?=[,.;:”\"’»]\s|\s\(|[.,]?[”\"’»]?\s*$)"
)
_EDGES = ' ,.;:“”"‘’«»_*[]'


def _review(draft: Draft) -> None:
    """Read "Michael T. Klare, review of The Rare Metals War, by Guillaume Pitron, Foreign Affairs 100, no. 2 …"."""
    found = _REVIEW.match(draft.string)
    if found is None:
        return
    for name in ("note", "container_title", "genre"):
        if (draft.values.get(name) or "") in found[0]:
            draft.drop(name)
    # Whose work it is may have been read as an editor or translator; others stay.
    whose = found["whose"]
    draft.creators = [
        one for one in draft.creators if (one.name.family or one.name.literal or " ") not in whose
    ]
    if found["who"] and _is_misread(draft, found):
        draft.drop_names(Role.AUTHOR)
        draft.add_names(Role.AUTHOR, parse_names(found["who"], draft.language))
    draft.add_names(Role.REVIEWED_AUTHOR, parse_names(whose, draft.language))
    title = f"{found['whole'].strip(_EDGES)}, {found['by']} {whose.strip(_EDGES)}"
    draft.prove(T.REVIEW_BOOK, title=title)
    draft.keep("reviewed-title", found["title"].strip(_EDGES))


def _is_misread(draft: Draft, found: re.Match[str]) -> bool:
    """Tell whether the labels made something else of the reviewer's name than all of it."""
    authors = draft.of("author")
    return len(authors) != 1 or authors[0].text.strip(_EDGES) != found["who"].strip(_EDGES)


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    (
        "review rezension compte reseña resenha recensione",
        ("eview of", "ezension ", "ompte rendu", "eseña de", "esenha de", "ecensione d"),
        _review,
    ),
)
