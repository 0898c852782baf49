"""Cases, statutes, treaties, resolutions and standards: what their citations say, by the manuals' patterns.

A citation that one of these patterns proves overrules the labels: "410 U.S. 113" is a reporter with
volume and page, not a journal.  Sources: Bluebook 21 (10, 12, 14, 21), OSCOLA 4 (2.1-2.6), UN
document symbols, the EU's Interinstitutional Style Guide (3.1), GB/T 7714-2015.
"""

import re
from dataclasses import replace

from bibtrack.references import (
    archives,
    companies,
    courts,
    decrees,
    documents,
    editions,
    lawreviews,
    legislatures,
    media,
    reviews,
    treaties,
    tribunals,
)
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.restated import DAY, day_in, head, restate
from bibtrack.references.signs import signs, watch
from bibtrack.text import Late, is_wide
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Name, PartialDate, Role

_REPORTER = r"U\.\s?S\.|US|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.\s?(?:2d|3d|4th|Supp\.(?:\s?[23]d)?)|P\.[23]d|N\.[EW]\.2d|A\.[23]d|S\.[EW]\.2d|So\.\s?[23]d|Cal\.\s?Rptr\.|R\.\s?I\.\s?A\.\s?A\."
_AMERICAN = Late(rf"\b(?P<volume>\d{{1,4}})\s(?P<reporter>{_REPORTER})\s(?P<page>\d+)(?:,\s\d+)*\s*(?:\((?P<court>[^()\d]*(?:\d\w{{1,2}}\s[^()\d]*)?)\s*(?P<year>\d{{4}})\))?")  # fmt: skip
_NEUTRAL = Late(
    r"\[?\b(?P<year>\d{4})\]?\s(?P<court>UKSC|UKHL|UKPC|EWCA(?:\s(?:Civ|Crim))?|EWHC|CSIH|NICA|HCA|FCA|FCAFC|SCC|ONCA|BCCA|ABCA|QCCA|NSWCA|NSWLEC|NSWSC|QCA|QSC|VSC|VSCA|WASCA|FedCFamC|NZSC|NZCA|ZACC|ZASCA|SGCA|IESC|[A-Z]{2,5}(?:SC|CA|HC|CC|HCJ|ELC|CJ))\s(?P<number>\d+)"
)
_BRITISH = Late(
    r"[\[(](?P<year>\d{4})[\])]\s(?:(?P<volume>\d{1,3})\s)?(?P<reporter>AC|QB|KB|Ch|Fam|WLR|All\sER|EHRR|ECR|CMLR|CLR|SCR|BCLC|IRLR|ILR|Lloyd[’']s\sRep|S\.C\.R\.|A\.C\.|RIAA)\s(?P<page>[IVX]*[-–]?\d+)"
)
_COMMONWEALTH = Late(
    r"\b(?:(?P<year>\d{4})\s\((?P<volume>\d{1,2})\)\s(?P<reporter>SA|BCLR|SACR|All\sSA|SCC|SCR)\s(?P<page>\d+)(?:\s\((?P<court>[A-Z]{2,5})\))?"
    r"|(?P<air>AIR)\s(?P<later>\d{4})\s(?P<bench>SC|[A-Z]\w+)\s(?P<first>\d+))"
)
_GERMAN = Late(r"\b(?P<reporter>BVerfGE|BVerwGE|BGHZ|BGHSt|BSGE|BAGE)\s(?P<volume>\d+),\s(?P<page>\d+)")
_VERSUS = Late(r" vs?\.? (?=[A-ZÀ-Þ])|In re |Ex parte |BVer|BGH")
_PARTIES = Late(r"\s(?:v|vs)\.?\s|^(?:In\sre|Ex\sparte|Re)\s|^Case\s[CT][-‑–]\d")
_STATUTE = Late(r"\bPub(?:lic|\.)\s?L(?:aw|\.)\s(?:No\.\s)?\d+[-–]\d+(?:,\s§+\s(?P<section>[\w.-]*\w))?")
_STAT = Late(r"\b(?P<volume>\d+)\s(?P<reporter>Stat\.|Fed\.\sReg\.)\s(?P<page>[\d,]*\d)")
_CODE = Late(r"\b(?P<volume>\d+)\s(?P<reporter>U\.\s?S\.\s?C\.(?:A\.)?|USC|C\.\s?F\.\s?R\.|CFR)\s(?:§+|[Ss]ec\.|pts?\.)\s?(?P<section>[\w.–-]*\w(?:\(\w+\))*)")  # fmt: skip
_ACT = Late(r"^(?P<title>[A-Z][^.;]{3,110}?\sAct\s(?P<year>\d{4}))(?:\s\((?P<place>[A-Z][\w\s]{1,12})\))?(?:,?\s\(?(?P<chapter>ch?\.?\s\d+|Act\s(?:No\.?\s)?\d+)\)?)?(?:,?\s(?:ss?|sch|pt|art)\.?\s(?P<section>\d+[\w()]*(?:[-–,]\s?\d+[\w()]*)*))?(?:\s\((?P<later>[A-Z][a-z][\w\s]{1,20})\))?\.?$")  # fmt: skip
_SOUTHERN = Late(
    r"^(?P<title>[A-Z][^,.;“”]{3,110}?\sAct)[,\s]\s?(?P<number>(?:No\.?\s)?\d{1,3}\sof\s(?P<year>\d{4}))(?:,\ss(?:ec(?:tion)?)?\.?\s(?P<section>\d[\w()]*))?(?:,?\s\(?(?P<publisher_place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\)?)?\.?$"
)
_JOURNAL = Late(
    r"\b(?P<reporter>OJ|O\.J\.)\s(?:\(?(?P<volume>[LC]\s?\d+)\)?(?:,\s(?P<d1>\d{1,2})\.(?P<m1>\d{1,2})\.(?P<y1>\d{4}),\spp?\.\s|,\s\d{1,2}\s[A-Z][a-z]+\s\d{4},\spp?\.\s|/|\s)(?P<page>\d+(?:\s?[-–]\s?\d+)?)|(?P<series>[LC]),\s\d{4}/\d+,\s(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4}))"
)
_ACT_OF_UNION = Late(
    rf"^(?P<title>(?:(?:Council|Commission|European Parliament and Council)\s)?(?:(?:Delegated|Implementing)\s)?(?:Directive|Regulation|Decision)\s(?:\((?:EU|EC|EEC|EU, Euratom)\)\s)?(?:No\.?\s)?(?P<number>\d{{2,4}}/\d{{1,4}}(?:/(?:EU|EC|EEC|JHA|CFSP))?)"
    rf"(?:\s(?:of\sthe\s[A-Z][\w\s]+?\s)?of\s(?P<of>{DAY}))?(?:,?\s(?:on|of|laying|establishing|amending|concerning|repealing|as\sregards|relating|for|setting)\b[^“”]{{5,400}}?)?)(?=,?\s[\[(]?\d{{4}}[\])]?\sO\.?J|,?\s\(?O\.?J\b|,?\shttps?:|\.?$)"
)
_EU_NUMBER = Late(r"\b(?:\((?:EU|EC|EEC)\)\s(?:No\s)?\d{2,4}/\d{2,4}|\d{2,4}/\d+/(?:EU|EC|EEC))")
_ORDER = Late(r"(?:^|(?<=,\s))(?:Exec(?:utive|\.)\sOrder|E\.O\.)\s(?:No\.\s)?\d[\d,]*\d")
_ORDER_TAIL = Late(r",?\s\d+\sFed$")
_SYMBOL = Late(r"\b[AES]/(?:RES|HRC|CN\.\d+|C\.\d+|CONF\.\d+|PV|\d{1,4})(?:/[\w.-]*\w)+(?:\s?\([IVXLC]+\))?|\bFCCC/[\w./-]*\w")  # fmt: skip
_STANDARD = Late(r"^(?P<body>ISO(?:/(?:IEC|TS|TR))?|IEC|DIN(?:\sEN)?(?:\sISO)?|BS\sEN|EN\sISO|GB/T|ANSI|ASTM)\s(?P<number>[A-Z]?\d[\d.-]*(?:[:-](?P<year>\d{4}))?)")  # fmt: skip
_HAN_NUMBER = Late(r"[㐀-鿿]{1,10}[〔［\[（(]\d{4}[〕］\]）)]\s?第?\d+\s?号")
_HAN_THESIS = Late(
    r"(?P<school>[㐀-鿿]{2,14}?(?:大学|大學|学院|學院|研究院|研究所))(?P<genre>(?:博士|硕士|碩士|学士)?(?:学位|學位)?论文|(?:博士|碩士)(?:學位)?論文)"
)
_COMMON = ("collection_title", "publisher", "issue", "genre", "number", "edition")


def apply(draft: Draft) -> None:
    """Set what a citation of law, of a document or a standard says, and its `type`."""
    string = draft.string
    for n in _candidates(string):
        _, hints, read = _READERS[n]
        for hint in hints:
            if hint in string:
                read(draft)
                break


def _candidates(string: str) -> list[int]:
    """Give the places of the readers of which the string has a sign, in their order."""
    known = signs(string) & _SIGNS
    places = {n for word in known for mark, n in _WORDED[word] if mark in string} if known else set()
    if "/" in string:
        places.update([n for mark, n in _SLASHED if mark in string])
    if string.startswith(_STANDARDS):
        places.add(_STANDARD_READER)
    if not string.isascii() and ("§" in string or is_wide(string)):
        places.update([n for hint, n in _OTHER_HINTS if hint in string])
    return sorted(places)


_set, _without = Draft.prove, Draft.drop


def _case(draft: Draft) -> None:
    """Read "Roe v. Wade, 410 U.S. 113 (1973)", "R v Smith [2010] UKSC 12, [2011] 1 AC 123"."""
    string = draft.string
    if not _VERSUS.search(string):
        return
    neutral, report = _NEUTRAL.search(string), None
    for pattern in (_AMERICAN, _BRITISH, _COMMONWEALTH, _GERMAN):
        report = report or pattern.search(string)
    first = min((found.start() for found in (neutral, report) if found), default=0)
    title = _SIGNAL.sub("", string[:first]).rstrip(" ,;(").strip("“”\"' ")
    if not first or (
        not _PARTIES.search(f"{title} ") and not (report and report.re.pattern == _GERMAN.pattern)
    ):
        return
    cited = report or neutral
    said = cited.groupdict() if cited else {}
    if said.get("air"):
        said |= {
            "reporter": "AIR",
            "volume": said["later"],
            "year": said["later"],
            "page": said["first"],
            "court": said["bench"],
        }
    _without(draft, "container_title", "volume", "page", *_COMMON)
    draft.creators = [one for one in draft.creators if one.role is not Role.AUTHOR]
    court = (neutral["court"] if neutral else said.get("court") or "").strip(" ,.") or None
    _set(
        draft, T.LEGAL_CASE, title=title, authority=court, number=neutral.group() if neutral else None,
        container_title=said.get("reporter"), volume=said.get("volume"), page=said.get("page"),
    )  # fmt: skip
    year = (neutral and neutral["year"]) or said.get("year")
    if year and not (draft.values.get("issued") and draft.values["issued"].year == int(year)):
        draft.values["issued"] = PartialDate(int(year))


_SIGNAL = Late(r"^\s*(?:\d{1,3}\.?\s)?(?:[Ss]ee(?:\salso|,?\se\.g\.,)?|[Cc]f\.|But see)\s")


def _statute(draft: Draft) -> None:
    """Read "Pub. L. No. 117-169, 136 Stat. 1818", "42 U.S.C. § 7401", "86 Fed. Reg. 7619"."""
    string = draft.string
    law, printed, code = _STATUTE.search(string), _STAT.search(string), _CODE.search(string)
    found = printed or code
    if law is None and found is None:
        return
    rule = found is not None and found["reporter"][0] in "CF"
    _without(draft, "genre", "collection_title", "issue")
    if law:
        _set(draft, T.LEGISLATION, number=law.group().partition(",")[0], section=law["section"])
    if found:
        _without(draft, "page")
        said = found.groupdict()
        _set(
            draft, T.REGULATION if rule else T.LEGISLATION, container_title=said["reporter"],
            volume=said["volume"], page=said.get("page"), section=said.get("section"),
        )  # fmt: skip
        _set_year(draft, found)


def _set_year(draft: Draft, found: re.Match[str]) -> None:
    """Take the year in brackets behind a code, not its section; the title ends where the citation begins."""
    string, values = draft.string, draft.values
    year, issued = _YEAR_BEHIND.match(string, found.end()), values.get("issued")
    if year and "section" in found.groupdict() and (issued is None or issued.year != int(year[1])):
        values["issued"] = PartialDate(int(year[1]))
    title = values.get("title") or ""
    if title and found.start() < 2 and string.startswith(title):
        _without(draft, "title")
        title = ""
    if title.endswith(" of") and (named := _YEAR_NEXT.match(string, string.find(title) + len(title))):
        values["title"] = title = title + named[0]
    if values.get("number") == values.get("page"):
        _without(draft, "number")
    draft.put("issued", day_in(string[found.end() :]) if "Fed" in found["reporter"] else None)
    chapter = _CHAPTER.search(head(draft, found.start()))
    if chapter and chapter.string.startswith(title):
        named = _NAMED_YEAR.search(title)
        _set(draft, None, title=chapter.string[: chapter.start()], chapter_number=chapter[1])
        draft.put("issued", PartialDate(int(named[1])) if named else None)
    elif title.endswith((" Fed", " Stat")):
        _set(draft, None, title=_TAIL.sub("", title))


_TAIL = Late(r",?\s\d+\s(?:Fed|Stat)$")
_YEAR_NEXT = Late(r"\s(?:1[6-9]|20)\d\d\b")
_YEAR_BEHIND = Late(r"[^()]{0,40}\((?:[A-Z][\w.& ]*\s)?(\d{4})\)")
_CHAPTER = Late(r",\s(?:ch|c)\.\s?(\d+)$")
_NAMED_YEAR = Late(r"\bof\s(1[6-9]\d\d|20\d\d)\b")


def _act(draft: Draft) -> None:
    """Read "Human Rights Act 1998, s 15(1)(b)", "Minerals Act 28 of 2002 (South Africa)"."""
    south = _SOUTHERN.match(draft.string.strip())
    if south is not None:
        said = south.groupdict()
        restate(draft, T.LEGISLATION, issued=PartialDate(int(said.pop("year"))), **said)
        return
    found = _ACT.match(draft.string.strip())
    if found is None or not (found["section"] or found["chapter"]):
        return
    _without(draft, "page", "issue", "volume", "container_title")
    draft.creators = []
    place = found["place"] or found["later"]
    if draft.values.get("note") == place:
        _without(draft, "note")
    _set(
        draft, T.LEGISLATION, title=found["title"], section=found["section"], number=found["chapter"], publisher_place=place
    )  # fmt: skip
    draft.values["issued"] = PartialDate(int(found["year"]))


def _union(draft: Draft) -> None:
    """Read "OJ L 191, 28.7.2023, p. 1-117", "[1992] OJ L206/7", "2017 O.J. (L 130) 1", "OJ L, 2024/1252, 3.5.2024"."""
    act = _ACT_OF_UNION.match(draft.string)
    if act is not None:
        _named_act(draft, act)
    found = _JOURNAL.search(draft.string)
    if found is None:
        return
    number = _EU_NUMBER.search(draft.string)
    said = found.groupdict()
    page = re.sub(r"\s?[-–]\s?", "-", said["page"] or "")
    _without(draft, "issue", "page", "genre")
    if (draft.values.get("number") or " ") in found.group():
        _without(draft, "number")
    treaty = (
        "Treaty on" in draft.string[: found.start()] or "Treaty establishing" in draft.string[: found.start()]
    )
    _set(
        draft, T.TREATY if treaty else T.LEGISLATION, container_title=found["reporter"], volume=found["volume"] or found["series"],
        number=number and number.group(), page=page,
    )  # fmt: skip
    day = [said[f"{part}1"] or said[f"{part}2"] for part in "ymd"]
    if day[0]:
        draft.values["issued"] = PartialDate(int(day[0]), int(day[1]), int(day[2]))


def _named_act(draft: Draft, act: re.Match[str]) -> None:
    """Take the whole name of an act of the Union for its title: its body and its date stand within it."""
    note = draft.values.get("note")
    dated = day_in(act["of"]) if act["of"] else None
    restate(
        draft,
        T.REGULATION,
        title=act["title"].strip(" ,."),
        number=act["number"],
        issued=dated or draft.values.get("issued"),
    )
    draft.put("note", note)


def _order(draft: Draft) -> None:
    """Read "Exec. Order No. 13,817, 82 Fed. Reg. 60,835": the number is the name, unless a title is printed."""
    found = _ORDER.search(draft.string)
    if found is None:
        return
    title = head(draft, found.start()) or _ORDER_TAIL.sub("", draft.values.get("title") or "")
    _without(draft, "title", "genre", "issue")
    draft.creators = [one for one in draft.creators if one.role is not Role.AUTHOR]
    printed = title if title and title not in found.group() else found.group()
    _set(draft, T.REGULATION, number=found.group(), title=printed)


def _document(draft: Draft) -> None:
    """Read the symbol of a document of the United Nations: "A/RES/70/1"."""
    found = _SYMBOL.search(draft.string)
    if found and not draft.values.get("url"):
        draft.values["number"] = found.group()


def _standard(draft: Draft) -> None:
    """Read "ISO 14001:2015, Environmental management systems"."""
    found = _STANDARD.match(draft.string.strip())
    if found is None:
        return
    if (draft.values.get("container_title") or "") in found["body"]:
        _without(draft, "container_title")
    if (draft.values.get("volume") or "") in found["number"]:
        _without(draft, "volume")
    _set(draft, T.STANDARD, number=found.group())
    # The beginning of the number was taken for an author: it names the body at most.
    draft.creators = [
        replace(one, name=Name(literal=found["body"])) if (one.name.literal or " ") in found.group() else one
        for one in draft.creators
    ]
    if found["body"].startswith("GB"):
        # The national standards' letters: no body's name.
        draft.creators = [one for one in draft.creators if one.name.literal != found["body"]]
        return
    draft.put("publisher", found["body"].split("/")[0])


def _han_number(draft: Draft) -> None:
    """Read the number of a Chinese official document: 商合函〔2022〕2号."""
    found = _HAN_NUMBER.search(draft.string)
    if found:
        if (draft.values.get("genre") or "") in found.group():
            _without(draft, "genre")
        draft.values["number"] = found.group()


def _han_thesis(draft: Draft) -> None:
    """Read 厦门大学博士论文: the school and what was written there."""
    found = _HAN_THESIS.search(draft.string)
    if found is None:
        return
    if found["school"] in (draft.values.get("container_title") or ""):
        _without(draft, "container_title")
    _set(draft, T.THESIS, publisher=found["school"], genre=found["genre"])


#: (signs of which one must occur, words or what holds a mark; what else must occur; reader), in this order.
_READERS: tuple[Reader, ...] = (
    ("v vs re parte bverfg bverfge bverwge bghz bghst bgh bsge bage", (" v ", " v. ", " vs ", " vs. ", "In re ", "Ex parte ", "BVer", "BGH"), _case),
    ("pub public stat fed usc cfr U.S.C C.F.R", ("Pub. L", "Public L", "Pub L", "Stat.", "Fed. Reg.", "U.S.C", "USC ", "C.F.R", "CFR "), _statute),
    ("exec executive E.O.", ("Exec. Order", "Executive Order", "E.O. "), _order),
    ("act", (" Act ",), _act),
    ("oj O.J. directive regulation decision", ("OJ ", "O.J. (", "Directive ", "Regulation ", "Decision "), _union),
    *treaties.READERS,
    ("A/ E/ S/ FCCC/", ("A/", "E/", "S/", "FCCC/"), _document),
    ("iso iec din bs gb ansi astm", ("ISO", "IEC ", "DIN", "BS EN", "GB/T", "ANSI", "ASTM"), _standard),
    ("", ("号",), _han_number),
    ("", ("论文", "論文"), _han_thesis),
    *tribunals.READERS,
    *courts.READERS,
    *legislatures.READERS,
    *documents.READERS,
    *archives.READERS,
    *editions.READERS,
    *decrees.READERS,
    *companies.READERS,
    *lawreviews.READERS,
    *media.READERS,
    *reviews.READERS,
)  # fmt: skip
#: Initials and symbols are no words: looked for as they are.
_MARKS = tuple(
    (sign, n) for n, (signs, _, _) in enumerate(_READERS) for sign in signs.split() if not sign.islower()
)
_SLASHED = tuple((mark, n) for mark, n in _MARKS if "." not in mark)


def _worded() -> dict[str, list[tuple[str, int]]]:
    """Give for each word the readers that it is a sign of, each with what must be printed so ("" for nothing)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for n, (told, _, _) in enumerate(_READERS):
        for sign in told.split():
            if sign.islower():
                found.setdefault(sign, []).append(("", n))
    for mark, n in _MARKS:
        if "." in mark:
            # The second letter of "U.S.C" stands between points: it is a word of its own.
            found.setdefault(mark.split(".")[1].lower(), []).append((mark, n))
    return found


_WORDED = _worded()
_SIGNS = watch(_WORDED)
_OTHER_HINTS = tuple(
    (hint, n) for n, (_, hints, _) in enumerate(_READERS) for hint in hints if not hint.isascii()
)
#: Written in one with their numbers: "ISO9001:2015".
_STANDARDS = ("ISO", "IEC", "DIN", "ANSI", "ASTM")
_STANDARD_READER = next(n for n, (_, _, reader) in enumerate(_READERS) if reader is _standard)
