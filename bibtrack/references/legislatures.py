"""What legislatures print: bills, hearings, reports of committees, debates, constitutions, codes of states.

Sources: Bluebook 21 (11, 12, 13), OSCOLA 4 (2.4, 2.5.3); the fields are those of Zotero's map to CSL: a committee
is `section`, the Congress `chapter_number`, the code or reporter `container_title`.
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.leftovers import release
from bibtrack.references.persons import parse_name
from bibtrack.references.restated import DAY, day_in, head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Name, Role

_CONGRESS = (
    r"(?P<congress>\d{2,3}(?:st|nd|rd|th|d)\sCong(?:\.|ress)(?:,\s\d(?:st|nd|rd|d)\s[Ss]ess(?:\.|ion))?)"
)
_BILL = Late(
    rf"(?P<number>\b(?:H\.\s?R\.|S\.|H\.\s?Res\.|S\.\s?Res\.|H\.\s?R\.\s?Res\.|H\.\s?J\.\s?Res\.|S\.\s?J\.\s?Res\.|H\.\s?Con\.\s?Res\.|S\.\s?Con\.\s?Res\.)\s?\d+),\s(?:(?P<title>[A-Z][^,]{{5,120}}?),\s)?{_CONGRESS}(?:,?\s§+\s?(?P<section>[\w()]+))?(?:\s\((?:[^()]*\s)?(?P<year>\d{{4}})\))?"
)
_HEARING = Late(
    rf"(?P<title>.*?)[:,]?\s?\bHearings?\s[Bb]efore\s(?P<committee>(?:the\s)?.{{4,200}}?),\s{_CONGRESS}(?:,?\s(?P<page>\d+(?:[-–]\d+)?))?(?:\s\((?:[^()]*?)(?P<year>\d{{4}})\))?"
)
_COMMITTEE_REPORT = Late(
    r"(?P<number>\b(?:H\.\s?R\.|H\.|S\.)\s(?:Conf\.\s)?(?:Rep|Doc)\.\s(?:No\.\s)?\d+[-–]\d+)(?:,\spt\.\s\d)?(?:,\s(?:at\s)?(?P<page>\d+(?:[-–]\d+)?))?(?:\s\((?:[^()]*?\s)?(?P<year>\d{4})\))?"
)
_RECORD = Late(
    rf"\b(?P<volume>\d+)\s(?P<reporter>Cong\.\sRec\.)\s(?P<page>[HSED]?[\d,]*\d)(?:[-–]\d+)?\s\((?:daily\sed\.\s)?(?P<day>{DAY}|\d{{4}})\)(?:\s\((?P<note>[^()]+)\))?"
)
_HANSARD = Late(
    rf"(?P<house>\bH[CL])\s(?:Deb|Debate),?\s(?:\()?(?P<day>{DAY})(?:\))?,?\s(?:vol\.?\s)?(?P<volume>\d+),?\s(?P<page>cc?\.?\s?\d[\dWS]*(?:[-–]\d+\w*)?|cols?\.?\s?\d[\dWS]*(?:[-–]\d+\w*)?)"
)
_CONSTITUTION = Late(
    r"^(?P<title>(?:[A-Z][A-Za-z.]*\s){1,4}?Const\.|(?:Political\s)?Constitution\sof\s(?:the\s)?[A-Z][\w\s]{2,60}?|Constituci[oó]n\s(?:Pol[ií]tica\s)?del?\s(?:la\s)?[A-Z][\w\s]{2,60}?)(?:,?\s\(?(?P<year>\d{4})\)?)?,?\s(?P<section>(?:art|amend|pmbl|arts|s|ss|Article|Section|art[íi]culos?|artigo)\b\.?\s?[^()]+?)(?:\s\((?P<later>\d{4})\))?\.?$"
)
_CODE = Late(
    r"^(?P<title>[A-Z][^§“”\"]{3,120}?,\s)?(?P<code>(?:(?:[A-Z][a-z]{1,6}\.|Ohio|Idaho|Utah|Iowa|Alaska|Maine|Texas|N\.[A-Z]\.|[A-Z]\.[A-Z]\.)\s)(?:[A-Z][A-Za-z]*\.?\s|&\s|of\s|and\s){0,6}?(?:Code|Stat\.|Law|Laws|Ann\.)(?:\sAnn\.)?)\s§+\s?(?P<section>\d[\w.:()/-]*\w\)?)(?:\set\sseq\.)?(?:\s\((?:[A-Z][\w.& ]*\s)?(?P<year>\d{4})\))?"
)
_CHAPTER = Late(
    r"^(?P<title>[A-Z][^,“”]{3,120}),\s(?P<container_title>R\.?S\.?[A-Z]{1,2}\.?(?:[A-Z]\.)?|S\.?[A-Z]\.?(?:[A-Z]\.?)?)\s(?P<year>\d{4}),\s(?P<number>c\.?\s[\w.-]*\w)(?:,\s(?:s|ss|sch|Part)\.?\s(?P<section>\d[\w().-]*?))?\.?$"
)
_INSTRUMENT = Late(r"\b(?P<number>(?:S\.?I\.?|SSI|SR)\s(?P<year>\d{4})/\d+)")
_OPEN = (
    "volume",
    "issue",
    "page",
    "genre",
    "container_title",
    "collection_title",
    "publisher",
    "publisher_place",
)


def _bill(draft: Draft) -> None:
    """Read "CHIPS and Science Act, H.R. 4346, 117th Cong. § 2 (2022)"."""
    found = _BILL.search(draft.string)
    if found is not None:
        restate(
            draft, T.BILL, title=head(draft, found.start()) or found["title"], number=found["number"], chapter_number=found["congress"],
            section=found["section"], issued=parse_date(found["year"]) if found["year"] else None,
        )  # fmt: skip


def _hearing(draft: Draft) -> None:
    """Read "Title: Hearing Before the H. Comm. on Natural Resources, 117th Cong. 12 (2022) (statement of …)"."""
    found = _HEARING.match(draft.string.strip())
    if found is None:
        return
    body, title = _of_committee(found["title"].strip(' .,:“”"'))
    statement = _STATEMENT.search(draft.string[found.end() - 1 :])
    restate(
        draft, T.HEARING, title=title or "Hearing", section=found["committee"].removeprefix("the "), chapter_number=found["congress"],
        page=found["page"], issued=parse_date(found["year"]) if found["year"] else day_in(draft.string[found.end() :]),
        note=statement[1] if statement else None,
    )  # fmt: skip
    if body:
        draft.add_names(Role.AUTHOR, [Name(literal=body)])


def _of_committee(text: str) -> tuple[str, str]:
    """Part "U.S. Congress, House, Select Committee on …, Title", as Chicago has it, into the body and the title."""
    found = _CHAMBER.match(text)
    return (found["body"], found["title"].strip(' .,:“”"')) if found else ("", text)


_CHAMBER = Late(
    r"(?P<body>(?:U\.\s?S\.|United States)\s(?:Congress|House|Senate)\b[^“”]*?\b(?:[Cc]ommittee|[Ss]ubcommittee|Commission)\b[^,.“”]*(?:,\s[A-Z][^,“”]*,?\sand\s[^,.“”]*)?)[,.]\s(?P<title>[“\"]?[A-Z].{3,})"
)


def _testimony(draft: Draft) -> None:
    """Read "Nathan Picarsic, testimony before the …, hearing on “China’s Consumption,” June 9, 2022"."""
    found = _TESTIMONY.match(draft.string)
    if found is not None:
        committee = found["committee"].removeprefix("the ")
        restate(
            draft, T.HEARING, title=found["title"] or f"Testimony before the {committee}", section=committee, genre="testimony",
            issued=day_in(draft.string[found.end() :]),
        )  # fmt: skip
        draft.add_names(Role.AUTHOR, [parse_name(found["who"])])


_TESTIMONY = Late(
    r"^\s*(?P<who>[A-ZÀ-Þ][^,“”\"]{3,50}),\s[“\"]?(?:[Pp]repared\s|[Ww]ritten\s)?(?:[Tt]estimony|[Ss]tatement)\s[Bb]efore\s(?P<committee>[^,“”\"]{5,160})(?:[,.][”\"]?\s(?:[Hh]earings?\son\s)?[“\"](?P<title>[^”\"]{4,200}?)[,.]?[”\"])?"
)
_STATEMENT = Late(r"\(((?:statement|testimony|remarks)[^()]+)\)")


def _committee_report(draft: Draft) -> None:
    """Read "H.R. Rep. No. 117-130, at 12 (2021)"."""
    found = _COMMITTEE_REPORT.search(draft.string)
    if found is None:
        return
    if found.start() < 3:
        restate(draft, T.REPORT, page=found["page"])
    else:
        release(draft, found.start(), found.end())
    draft.prove(T.REPORT, number=found["number"])
    if found["year"]:
        draft.values["issued"] = parse_date(found["year"])


def _record(draft: Draft) -> None:
    """Read "167 Cong. Rec. H1234 (daily ed. Mar. 3, 2021) (statement of Rep. Smith)"."""
    found = _RECORD.search(draft.string)
    if found is not None:
        restate(
            draft, T.HEARING, title=head(draft, found.start()), container_title=found["reporter"], volume=found["volume"],
            page=found["page"], issued=parse_date(found["day"]), note=found["note"],
        )  # fmt: skip


def _hansard(draft: Draft) -> None:
    """Read "HC Deb 3 February 1977, vol 389, cols 973–76"."""
    found = _HANSARD.search(draft.string)
    if found is not None:
        columns = found["page"].replace("–", "-")
        restate(
            draft, T.HEARING, title=head(draft, found.start()).removeprefix("Hansard"), container_title=f"{found['house']} Deb", volume=found["volume"],
            page=columns, issued=parse_date(found["day"]),
        )  # fmt: skip


def _constitution(draft: Draft) -> None:
    """Read "U.S. Const. art. I, § 8, cl. 3"."""
    found = _CONSTITUTION.match(draft.string.strip())
    if found is not None:
        year = found["year"] or found["later"]
        restate(
            draft, T.LEGISLATION, title=found["title"], section=found["section"].rstrip(" ,"), issued=parse_date(year) if year else None
        )  # fmt: skip


def _code(draft: Draft) -> None:
    """Read "Cal. Civ. Code § 1714.43 (West 2022)"."""
    found = _CODE.match(draft.string.strip())
    if found is not None:
        restate(
            draft, T.LEGISLATION, title=(found["title"] or "").strip(" ,"), container_title=found["code"], section=found["section"],
            issued=parse_date(found["year"]) if found["year"] else None,
        )  # fmt: skip


def _chapter(draft: Draft) -> None:
    """Read "Indian Act, RSC 1985, c I-5, s 18"."""
    found = _CHAPTER.match(draft.string.strip())
    if found is not None:
        said = found.groupdict()
        restate(draft, T.LEGISLATION, issued=parse_date(said.pop("year")), **said)


def _instrument(draft: Draft) -> None:
    """Read "Charities Act 2011 (Commencement) Order 2012, SI 2012/3011"."""
    found = _INSTRUMENT.search(draft.string)
    if found is not None and found.start() > 5:
        release(draft, found.start(), found.end())
        draft.prove(T.LEGISLATION, number=found["number"])
        draft.put("issued", parse_date(found["year"]))


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    ("cong congress", ("d Cong", "th Cong", "st Cong"), _bill),
    ("hearing hearings", ("Before", "before"), _hearing),
    ("testimony statement", ("Before ", "before "), _testimony),
    ("rep doc", ("Rep. No.", "Rep. 1", "Doc. No.", "Doc. 1"), _committee_report),
    ("cong", ("Cong. Rec.",), _record),
    ("deb debate", ("HC Deb", "HL Deb"), _hansard),
    (
        "const constitution constitución constitucion",
        ("Const.", "Constitution of", "Constituci"),
        _constitution,
    ),
    ("code stat law laws ann", ("Code §", "Stat. §", "Law §", "Laws §", "Ann. §"), _code),
    ("act code c", (", c ", ", c. "), _chapter),
    ("si ssi", (", SI ", ", SSI ", "(SI "), _instrument),
)
