"""Items in archives: the document, where it lies, and the archive with its place.

"Memorandum, Kissinger to Nixon, 12 March 1971, box 1031, National Security Council Files, Nixon Presidential Library,
Yorba Linda, CA."  Sources: Chicago 17 (14.221-231), citation guides of The National Archives (Kew) and of NARA.
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.persons import parse_name
from bibtrack.references.restated import DAY, head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import PartialDate, Role

_KIND = r"(?:[Mm]emorandum|[Mm]emo|[Ll]etter|[Tt]elegram|[Cc]able|[Dd]espatch|[Dd]ispatch|[Aa]irgram|[Nn]ote|[Ee]-?mail|[Rr]eport|[Dd]iary(?:\sentry)?|[Mm]inutes?|[Mm]inute\sby|[Mm]emorandum\sof\s[Cc]onversation|[Tt]ranscript|[Pp]etition)"
_SHELF = Late(
    r"\b(?:[Bb]ox(?:es)?|[Ff]olders?|[Ff]iles?|[Cc]arton|[Rr]eel|[Rr]ecord\s[Gg]roup|[Ff]onds|[Nn]achlass)\s[\w-]*\d|\bRG\s?\d+|\b(?:FO|FCO|CAB|CO|WO|PREM|BT|DO|POWE|T|ADM|AIR|DEFE|HO|MAF|OD|LAB|MT|IOR|AN|PA\sAA|BArch)\s?[\w/]*\d+/\d+|\b[A-Z]{2,5}\d?/[\d/]*\d{2,}|\b[A-Z]{1,3}-\d{3,}(?:-\d+)+|\b(?:[A-Z]\w+\s)+(?:Papers|Files|Collection|Records)\b"
)
_ARCHIVE = Late(
    r"^(?:the\s)?(?:.*\b(?:Archives?|Archiv|Staatsarchiv|Bundesarchiv|Hauptstaatsarchiv|Library|Libraries|Bibliothek|Biblioteca|Bibliothèque|Museum|Institute|Institut|Historical\sSociety|Archivo|Arquivo|Archivio|Special\sCollections|Cent(?:er|re)|University)\b.*|TNA|NARA|PRO|ANOM|CAOM|BArch|AGI|IISH)$"
)
_DATE = Late(
    rf",?\s\(?(?P<day>{DAY}|[A-Z][a-z]{{2,8}}\s(?:1[5-9]|20)\d\d|(?:1[5-9]|20)\d\d|n\.d\.|undated)\)?(?=[,.;]|$)"
)
_FROM_TO = Late(
    rf"^(?P<kind>{_KIND}),?\s(?:from\s)?(?P<who>[A-Z][^,]*?|the\s[A-Z][^,]*?)\sto\s(?:the\s)?(?P<whom>[A-Z][^,]*)$"
)
_WHO_TO = Late(rf"^(?P<who>[A-Z][^,“”]{{1,60}}?)\sto\s(?P<whom>[A-Z][^,]{{1,80}}?)(?:,\s(?P<kind>{_KIND}))?$")
_WHO_WHAT = Late(
    rf"^(?P<who>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){{1,3}}),\s(?P<kind>{_KIND})(?:\sto\s(?P<whom>[A-Z][^,]*))?$"
)
_HAN = Late(
    r"(?P<archive>[㐀-鿿]{2,15}(?:档案馆|檔案館|档案处|史料館))(?:藏|所藏)?[，,、:：]?\s?(?:(?:档|檔|全宗|卷宗|卷)(?:案)?号[：:]?\s?)(?P<location>[A-Z\d][\w.-]*(?:[-/][\w.]+)*)"
)
_HAN_DAY = Late(r"(?:1[89]|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?")


def _item(draft: Draft) -> None:
    """Read a document with its date, its place on the shelves, the archive and the archive's place, in this order."""
    string = draft.string.rstrip(" .")
    dated, whole = _DATE.search(string), _WHOLE.match(string)
    stop = whole.end() if whole else dated.end() if dated else 0
    if not stop or not _SHELF.search(string, stop):
        return
    pieces = [piece.strip() for piece in _STOPS.split(string[stop:].strip(" ,.;)"))]
    last = max((n for n, piece in enumerate(pieces) if _ARCHIVE.match(piece)), default=0)
    first = last
    while first > 1 and _ARCHIVE.match(pieces[first - 1]):
        first -= 1
    place = ", ".join(pieces[last + 1 :])
    if not first or len(pieces) - last > 4 or any(c.isdigit() for c in place):
        return
    if whole:
        restate(draft, T.MANUSCRIPT, title=whole["title"])
    elif dated and not _dated(draft, dated.start(), parse_date(dated["day"])):
        return
    archive, location = ", ".join(pieces[first : last + 1]), ", ".join(pieces[:first])
    draft.prove(T.MANUSCRIPT, archive=archive, archive_location=location)
    draft.keep("archive-place", place)


#: Commas, and full stops behind a word: bibliographies part by them.
_STOPS = Late(r",|(?<=[a-z]{3})\.(?=\s[A-Z])")
#: A collection as a whole: "Sir Ronald Prain Papers, box 3, folder 7, …".
_WHOLE = Late(
    r"^\s*(?P<title>[A-Z][\w.’'-]*(?:\s[\w.’'&-]+){0,7}\s(?:Papers|Collection|Records|Fonds|Files|Archive)),\s(?=(?:[Bb]ox|[Ff]older|[Ff]ile|[Rr]eel|[Ss]eries|RG|MSS?\.?)\s?\w)"
)


def _dated(draft: Draft, stop: int, issued: PartialDate) -> bool:
    """Set what stands before the date; tells whether it is a document that archives hold."""
    text = head(draft, stop)
    if text and _named(draft, text, issued):
        return True
    # Quoted, or as bibliographies print it: "Kissinger, Henry. Memorandum to the President, January 5, 1971. Box …"
    quoted = not text or (". " in text and _OFFICIAL.match(draft.values.get("title") or ""))
    return bool(quoted) and _quoted(draft, issued)


def _quoted(draft: Draft, issued: PartialDate) -> bool:
    """Keep the quoted title, its authors and the number of a cable; tells whether there is a title."""
    values, creators = draft.values, draft.creators
    title = values.get("title")
    if not title:
        return False
    cable = values.get("genre") in ("cable", "Cable", "telegram", "Telegram")
    restate(
        draft, T.MANUSCRIPT, title=title, issued=issued, genre=values.get("genre") if cable else None,
        number=values.get("number") if cable else None,
    )  # fmt: skip
    both = _WHO_TO.match(creators[0].name.display()) if len(creators) == 1 else None
    if both:
        draft.add_names(Role.AUTHOR, [parse_name(both["who"])])
        draft.add_names(Role.RECIPIENT, [parse_name(both["whom"])])
    else:
        draft.creators = creators
    return True


def _named(draft: Draft, text: str, issued: PartialDate) -> bool:
    """Set what kind of document it is, by whom and for whom; tells whether it is one that archives hold."""
    both = _FROM_TO.match(text) or _WHO_TO.match(text)
    own = _WHO_WHAT.match(text) if both is None else None
    if both is None and own is None and not _OFFICIAL.match(text):
        return False
    restate(draft, T.MANUSCRIPT, title=None if own else text, genre=own and own["kind"], issued=issued)
    found = both or own
    if found:
        draft.add_names(Role.AUTHOR, [parse_name(found["who"].removeprefix("the "))])
        if found["whom"]:
            draft.add_names(Role.RECIPIENT, [parse_name(found["whom"])])
    return True


_FIRST = Late(
    rf"^\s*(?P<archive>TNA|NARA|(?:The\s)?National\sArchives(?:\s\([^()]+\))?|National\sArchives\sof\s[A-Z]\w+|Bundesarchiv(?:\s[A-Z][\w-]+)?|AGR|AMAE|ANOM|Archivo\sGeneral\s[^,:]+|Archives\s(?:nationales|générales)[^,:]*|[A-Z][\w\s]{{2,40}}\sArchives?(?:\s\([^()]+\))?)[:,]\s"
    rf"(?P<location>(?:(?:Fonds|RG|Record\sGroup|[Bb]ox|[Ff]older|[Ff]ile|no\.|n°|Bl\.)\s[\w/.\s-]+|[A-Z]{{1,6}}\s?\d*/?[\w/.-]*\d[\w/.-]*|R\s\d+/\d+)(?:,\s(?:(?:Fonds|RG|[Bb]ox|[Ff]older|[Ff]ile|no\.|n°|Bl\.|fol\.)\s[\w/.-]+))*)"
    rf"(?:,\s(?P<title>[^“”]+?))?(?:,\s(?P<day>{DAY}|\d{{1,2}}(?:er)?\s[a-zéû]+\s\d{{4}}|(?:1[5-9]|20)\d\d(?:[-–]\d{{2,4}})?))?\.?\s*$"
)
_FRUS = Late(
    r",\s(?:in\s)?(?P<series>(?:Foreign Relations of the United States|FRUS)(?:,\s\d{4}(?:[-–]\d{2,4})?)?),\s[Vv]ol(?:\.|ume)\s(?P<volume>[\dIVXLC]+)(?:,\s(?P<named>[^,]+))?,\s(?P<number>(?:[Dd]oc(?:\.|ument)|[Nn]o\.)\s\d+)"
)


def _first(draft: Draft) -> None:
    """Read "TNA, FO 371/146639, Léopoldville to Foreign Office, 30 June 1960": the archive comes first."""
    found = _FIRST.match(draft.string)
    if found is None or (not found["title"] and found["day"]):
        return
    restate(
        draft, T.MANUSCRIPT, title=found["title"], archive=found["archive"], archive_location=found["location"].rstrip("."),
        issued=parse_date(found["day"]) if found["day"] else None,
    )  # fmt: skip
    both = _FROM_TO.match(found["title"] or "") or _WHO_TO.match(found["title"] or "")
    if both:
        draft.add_names(Role.AUTHOR, [parse_name(both["who"].removeprefix("the "))])
        draft.add_names(Role.RECIPIENT, [parse_name(both["whom"])])


def _printed(draft: Draft) -> None:
    """Read "Dulles to Eisenhower, 14 May 1954, Foreign Relations of the United States, 1952–1954, vol. 11, doc. 45"."""
    found = _FRUS.search(draft.string)
    text = head(draft, found.start()) if found else ""
    dated = _DATE.search(text)
    if found is None or not text:
        return
    if not _named(
        draft, text[: dated.start()] if dated else text, parse_date(dated["day"]) if dated else PartialDate()
    ):
        restate(
            draft,
            T.CHAPTER,
            title=text[: dated.start()] if dated else text,
            issued=parse_date(dated["day"]) if dated else None,
        )
    draft.prove(T.CHAPTER, container_title=found["series"], volume=found["volume"], number=found["number"])


_OFFICIAL = Late(rf"^{_KIND}(?:\s|,|$)")


def _shelved(draft: Draft) -> None:
    """Read "AMFA 外交部档案馆，档号：108-00649-01": a Chinese archive and the file's number."""
    found = _HAN.search(draft.string)
    if found is None:
        return
    day = _HAN_DAY.search(draft.string)
    title = draft.values.get("title") or ""
    draft.drop(
        "publisher",
        "publisher_place",
        "genre",
        "number",
        "note",
        "volume",
        "issue",
        "page",
        "container_title",
    )
    if found["archive"] in title:
        draft.drop("title")
        draft.put("title", title.partition(found["archive"])[0].strip(" ，,《》"))
    draft.prove(T.MANUSCRIPT, archive=found["archive"], archive_location=found["location"])
    draft.put("issued", parse_date(day.group()) if day else None)


_WORDS = (
    "box boxes folder folders file files carton reel rg record records papers collection fonds nachlass fo fco cab co wo prem bt do powe "
    "adm air defe ho maf od lab mt ior barch tna nara archives archive archiv"
)
#: (signs of which one must occur; what else must occur; reader).
READERS: tuple[Reader, ...] = (
    (
        _WORDS,
        (
            " to ",
            ", box",
            ", Box",
            ", folder",
            ", file",
            "emorandum",
            "inutes",
            "elegram",
            "eport",
            "irgram",
            "espatch",
            "ispatch",
            "etter",
        ),
        _item,
    ),
    (
        "tna nara archives archive bundesarchiv agr amae anom archivo",
        ("/", " no.", "ox ", "RG ", "Fonds", "n°"),
        _first,
    ),
    ("foreign frus", ("Foreign Relations of the United States", "FRUS"), _printed),
    ("", ("档号", "檔號", "全宗号", "卷宗号"), _shelved),
)
