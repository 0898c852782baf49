"""Treaties: series, parties, articles, and the day on which they were concluded.

Sources: Bluebook 21 (21.4), OSCOLA 4 (2.7), the State Department's series (T.I.A.S., T.S., E.A.S., U.S.T.).
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.leftovers import tidy
from bibtrack.references.restated import DAY, day_in, head
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_SERIES = Late(
    r"(?<![A-Z]\.)(?<![A-Z]\.\s)\b(?:T\.\s?I\.\s?A\.\s?S\.|T\.\s?S\.|E\.\s?A\.\s?S\.)\s(?:No\.\s)?\d[\d-]*"
)
_AGREED = Late(
    r"^[^,]{0,120}?\b(?:Treaty|Convention|Agreement|Protocol|Covenant|Accord|Charter|Statute)\b[^,]{0,160}"
)
_TREATY = Late(r"\b(?P<volume>\d+)\s(?P<reporter>UNTS|U\.\s?N\.\s?T\.\s?S\.|LNTS|I\.?L\.?M\.?|U\.\s?S\.\s?T\.)(?:\s(?P<page>\d+|[IVXLC]+\b)|(?=[.,]?$))")  # fmt: skip
_SHORT = Late(r"\s\(([A-Z][A-Za-z]*[A-Z])\)")


def _treaty(draft: Draft) -> None:
    """Read "1760 UNTS 79", "12 U.S.T. 794, T.I.A.S. No. 4780"."""
    found, series = _TREATY.search(draft.string), _SERIES.search(draft.string)
    if found is None and series is None:
        return
    named = _AGREED.match(draft.string)
    if named is not None and not draft.values.get("title"):
        draft.values["title"] = named.group().strip()
        draft.creators = [one for one in draft.creators if one.role is not Role.AUTHOR]
    if series is not None and named is not None:
        _in_series(draft, series.group())
    _parts_of_treaty(draft)
    if found:
        page = found["page"]
        if page is None and found["volume"] in (draft.values.get("page") or ""):
            draft.drop("page")
        draft.prove(T.TREATY, container_title=found["reporter"], volume=found["volume"], page=page)
        if (draft.values.get("collection_title") or " ") in found["reporter"]:
            draft.drop("collection_title")
        short = _SHORT.match(draft.string, found.end())
        if short and draft.values.get("publisher") == short[1]:
            draft.drop("publisher")
            draft.put("title_short", short[1])


def _parts_of_treaty(draft: Draft) -> None:
    """Take the parties ("U.S.-Can.-Mex.") and the article out of a treaty's name, and the date that stands behind it."""
    title = draft.values.get("title") or ""
    article = _ARTICLE.match(draft.string, len(title)) if title and draft.string.startswith(title) else None
    if article:
        dated = day_in(draft.string[article.end() :])
        name = title.removesuffix(" art").removesuffix(" arts")
        draft.prove(None, title=name, section=article[1], issued=dated)
    draft.prove(None, title=_BETWEEN.sub("", draft.values.get("title") or ""))


_ARTICLE = Late(r"(?:(?<=\sart)|(?<=\sarts))\.?\s(\d[\w()]*(?:[-–,]\s?\d[\w()]*)*)(?=,)")
_BETWEEN = Late(r",\s(?:[A-Z][\w.]*-)+[A-Z][\w.]*$")


def _concluded(draft: Draft) -> None:
    """Read "opened for signature 5 June 1992", "signed at Kumamoto on 10 October 2013": the date of a treaty."""
    found = _CONCLUDED.search(draft.string)
    named = _AGREED.match(draft.string[: found.start()]) if found else None
    if found is None or named is None or "“" in named[0] or "‘" in named[0]:
        return
    title, known = head(draft, found.start()), draft.values.get("title") or ""
    if not (known in title or known.startswith(title)) or draft.values.get("type") not in (
        None,
        T.TREATY,
        T.LEGISLATION,
    ):
        return
    author = draft.first("author")
    if author is not None and author.start < len(title):
        draft.drop_names(Role.AUTHOR)
    draft.prove(T.TREATY, title=title, issued=parse_date(found["day"]), event_place=found["place"])
    if draft.values.get("publisher_place") == found["place"]:
        draft.drop("publisher_place")
    note = draft.values.get("note") or ""
    for part in (found.group().strip(" ,("), found["how"]):
        note = tidy(note.replace(part, " ", 1))
    draft.drop("note")
    draft.put("note", note)


_CONCLUDED = Late(
    rf"[\s,(]+(?P<how>opened for signature|adopted|signed|done|concluded)(?:\s(?:at|in)\s(?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{0,3}}))?,?\s(?:on\s)?(?P<day>{DAY})"
)


def _in_series(draft: Draft, number: str) -> None:
    """Set the number in the State Department's series; what labels made of it and of the parties goes."""
    values = draft.values
    for name in ("volume", "issue", "page"):
        value = values.get(name) or "-"
        if "." in value or value in number or not any(c.isdigit() for c in value):
            draft.drop(name)
    if (values.get("container_title") or "").startswith("U.S.-"):
        draft.drop("container_title")
    draft.prove(T.TREATY, number=number)


#: (signs of which one must occur; what else must occur; reader), in this order; after acts of the Union.
READERS: tuple[Reader, ...] = (
    (
        "unts lnts ilm T.S. U.S.T I.L.M A.S.",
        ("NTS", "T. S. ", "T.S. ", "ILM", "I.L.M", "U.S.T", "A.S. "),
        _treaty,
    ),
    (
        "signature adopted signed done concluded",
        ("opened for", "adopted ", "signed ", "done at ", "concluded "),
        _concluded,
    ),
)
