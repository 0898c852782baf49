"""What a reference says of a work's own history: the version of its data, and what it was first published as.

Sources: APA 7 (10.9, data sets), Chicago 17 (14.114, reprints; 14.99, titles of originals).
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.leftovers import release, tidy
from bibtrack.text import Late
from bibtrack.values.reference import PartialDate

_VERSION = Late(
    r"(?:(?<=^)|(?<=[\[(,;])|(?<=[,;]\s)|(?P<genre>\bR\spackage\s))(?:[Vv]ersion|[Vv]er\.)\s(?P<version>\d[\w.-]*\w|\d)(?![\w/])"
)
_DATA = Late(
    r"[\[(]?\b(?P<genre>[Dd]ata\s?[Ss]ets?|[Dd]atabase|[Dd]ata\s[Ff]ile|[Cc]omputer\s[Ss]oftware|[Ss]oftware)\b[\])]?"
)
_DATA_LAST = Late(
    r"(?:\s[\[(](?P<genre>[Dd]ata\s?[Ss]et|[Dd]atabase|[Cc]omputer\s[Ss]oftware)[\])]|,\s(?P<plain>dataset|data set|database))$"
)
_VERSION_LAST = Late(r",?\s\(?(?:[Vv]ersion|[Vv]er\.)\s(?P<version>\d[\w.]*)\)?$")
_ORIGINAL = Late(
    r"\b(?:[Oo]riginally|[Ff]irst)\spublished(?:\s(?:in\s[A-Z][a-z]+\s)?as\s(?P<title>[^()]{3,200}?))?(?:,?\s(?:in\s)?(?P<year>1[5-9]\d\d|20\d\d))?(?:\sby\s(?P<by>[A-Z][^(),;]{2,60}?))?(?:,?\sin\s(?P<later>1[5-9]\d\d|20\d\d))?"
    r"(?:\s\((?:(?P<place>[^():,]{2,40}):\s)?(?:(?P<publisher>[^():]{2,60}?),\s)?(?P<stated>1[5-9]\d\d|20\d\d)\))?(?=[.;]?\s*$)"
)


def _version(draft: Draft) -> None:
    """Read "(version 2.0, May 2023) [Data set]": the version, what it is, and the month of it."""
    note = draft.values.get("note") or ""
    title = draft.values.get("title") or ""
    version, data = _VERSION.search(note), _DATA.search(note)
    kind = _DATA_LAST.search(title)
    last = _VERSION_LAST.search(title[: kind.start()] if kind else title)
    kind = kind or (_DATA_LAST.search(title[: last.start()]) if last else None)
    ends = [found.start() for found in (kind, last) if found]
    if kind or data or version:
        title = title[: min(ends, default=len(title))]
        version = version or last
    genre = (data and data["genre"]) or (kind and (kind["genre"] or kind["plain"]))
    genre = genre or (version.groupdict().get("genre") or "").strip() if version else genre
    if not (genre or (version and version is not last)):
        return
    if title:
        draft.values["title"] = title
    if version and not draft.values.get("version"):
        draft.values["version"] = version["version"]
    draft.put("genre", genre)
    for found in (version if version is not last else None, data):
        note = note.replace(found.group(), "", 1) if found else note
    _rest(draft, tidy(tidy(note).strip("()[] ")))


def _rest(draft: Draft, note: str) -> None:
    """Keep what is left of a note, unless it is only the month of the date of issue."""
    draft.drop("note")
    issued = draft.values.get("issued")
    dated = parse_date(note) if len(note) < 24 and note[-4:].isdigit() else None
    if dated and issued and dated.month and dated.year == issued.year and not dated.verbatim:
        draft.values["issued"] = dated if issued.month is None else issued
    else:
        draft.put("note", note)


def _original(draft: Draft) -> None:
    """Read "Originally published as Surveiller et punir (Paris: Gallimard, 1975)" at the end, whatever the labels made of it."""
    found = _ORIGINAL.search(draft.string)
    if found is None:
        return
    year = found["stated"] or found["year"] or found["later"]
    if not (year or found["title"]):
        return
    release(draft, found.start(), found.end())
    note = draft.values.get("note") or ""
    if found.group().startswith(note[:20]) and note:
        draft.drop("note")
    swallowed = _IMPRINT.search(draft.values.get("title") or "")
    if swallowed and not draft.values.get("publisher"):
        said = swallowed.groupdict()
        issued = parse_date(said.pop("year"))
        draft.prove(None, title=swallowed.string[: swallowed.start()], issued=issued, **said)
    draft.put("original_title", (found["title"] or "").strip(' ,.“”"‘’'))
    draft.put("original_date", PartialDate(int(year)) if year else None)
    draft.keep("original-publisher", found["publisher"] or found["by"])
    draft.keep("original-publisher-place", found["place"])


#: An imprint that the labels left in the title, for a second one follows.
_IMPRINT = Late(
    r"\.\s(?P<publisher_place>[A-Z][\w\s.-]{2,30}):\s(?P<publisher>[A-Z][^:,.]{2,40}),\s(?P<year>(?:1[5-9]|20)\d\d)$"
)


#: (signs of which one must occur; what else must occur; reader).
READERS: tuple[Reader, ...] = (
    (
        "version ver dataset datasets data database software",
        ("ersion ", "Ver. ", "ata set", "ataset", "ata Set", "atabase"),
        _version,
    ),
    ("published", ("riginally published", "irst published"), _original),
)
