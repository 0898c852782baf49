"""Cases, statutes, treaties, resolutions and standards: what their citations say, by the manuals' patterns.

A citation that one of these patterns proves overrules the labels: "410 U.S. 113" is a reporter with
volume and page, not a journal.  Sources: Bluebook 21 (10, 12, 14, 21), OSCOLA 4 (2.1-2.6), UN
document symbols, the EU's Interinstitutional Style Guide (3.1), GB/T 7714-2015.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bibtrack.references.draft import Draft
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Name, PartialDate, Role

_REPORTER = r"U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.\s?(?:2d|3d|4th|Supp\.(?:\s?[23]d)?)|P\.[23]d|N\.[EW]\.2d|A\.[23]d|S\.[EW]\.2d|So\.\s?[23]d|Cal\.\s?Rptr\."
_AMERICAN = Late(rf"\b(?P<volume>\d{{1,4}})\s(?P<reporter>{_REPORTER})\s(?P<page>\d+)(?:,\s\d+)*\s*(?:\((?P<court>[^()\d]*(?:\d\w\w\s[^()\d]*)?)\s*(?P<year>\d{{4}})\))?")  # fmt: skip
_NEUTRAL = Late(
    r"\[(?P<year>\d{4})\]\s(?P<court>UKSC|UKHL|UKPC|EWCA(?:\s(?:Civ|Crim))?|EWHC|CSIH|NICA|HCA|FCA|SCC|NZSC|NZCA|ZACC|SGCA|IESC)\s(?P<number>\d+)"
)
_BRITISH = Late(
    r"[\[(](?P<year>\d{4})[\])]\s(?:(?P<volume>\d{1,3})\s)?(?P<reporter>AC|QB|KB|Ch|Fam|WLR|All\sER|EHRR|ECR|CMLR|CLR|SCR|BCLC|IRLR|ILR|Lloyd[’']s\sRep)\s(?P<page>[IVX]*[-–]?\d+)"
)
_GERMAN = Late(r"\b(?P<reporter>BVerfGE|BVerwGE|BGHZ|BGHSt|BSGE|BAGE)\s(?P<volume>\d+),\s(?P<page>\d+)")
_VERSUS = Late(r" vs?\.? (?=[A-ZÀ-Þ])|In re |Ex parte |BVer|BGH")
_PARTIES = Late(r"\s(?:v|vs)\.?\s|^(?:In\sre|Ex\sparte|Re)\s|^Case\s[CT][-‑–]\d")
_STATUTE = Late(r"\bPub(?:lic|\.)\s?L(?:aw|\.)\s(?:No\.\s)?\d+[-–]\d+")
_STAT = Late(r"\b(?P<volume>\d+)\s(?P<reporter>Stat\.|Fed\.\sReg\.)\s(?P<page>[\d,]*\d)")
_CODE = Late(r"\b(?P<volume>\d+)\s(?P<reporter>U\.\s?S\.\s?C\.(?:A\.)?|USC|C\.\s?F\.\s?R\.|CFR)\s(?:§+|[Ss]ec\.|pts?\.)\s?(?P<section>[\w.-]*\w(?:\(\w+\))*)")  # fmt: skip
_ACT = Late(r"^(?P<title>[A-Z][^.;]{3,110}?\sAct\s(?P<year>\d{4}))(?:\s\((?P<place>[A-Z][\w\s]{1,12})\))?,?\s(?:ss?|sch|pt|art)\.?\s(?P<section>\d+[\w()]*(?:[-–,]\s?\d+[\w()]*)*)\.?$")  # fmt: skip
_JOURNAL = Late(r"\bOJ\s(?P<volume>[LC]\s?\d+)(?:,\s(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}),\sp\.\s|/)(?P<page>\d+(?:\s?[-–]\s?\d+)?)")  # fmt: skip
_EU_NUMBER = Late(r"\b(?:\((?:EU|EC|EEC)\)\s(?:No\s)?\d{2,4}/\d{2,4}|\d{2,4}/\d+/(?:EU|EC|EEC))")
_ORDER = Late(r"^(?:Exec(?:utive|\.)\sOrder|E\.O\.)\s(?:No\.\s)?\d[\d,]*\d")
_ORDER_TAIL = Late(r",?\s\d+\sFed$")
_SERIES = Late(
    r"(?<![A-Z]\.)(?<![A-Z]\.\s)\b(?:T\.\s?I\.\s?A\.\s?S\.|T\.\s?S\.|E\.\s?A\.\s?S\.)\s(?:No\.\s)?\d[\d-]*"
)
_AGREED = Late(
    r"^[^,]{0,120}?\b(?:Treaty|Convention|Agreement|Protocol|Covenant|Accord|Charter)\b[^,]{0,160}"
)
_TREATY = Late(r"\b(?P<volume>\d+)\s(?P<reporter>UNTS|U\.\s?N\.\s?T\.\s?S\.|LNTS|I\.?L\.?M\.?|U\.\s?S\.\s?T\.)\s(?P<page>\d+)")  # fmt: skip
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
    # One look for any of them: few strings hold one, and each look costs half as much as all together.
    found = [n for hint, n in _ASCII_HINTS if hint in string] if _ANY_HINT.search(string) else []
    if not string.isascii():
        found += [n for hint, n in _HAN_HINTS if hint in string]
    for n in sorted(set(found)):
        _READERS[n][1](draft)


_set, _without = Draft.prove, Draft.drop


def _case(draft: Draft) -> None:
    """Read "Roe v. Wade, 410 U.S. 113 (1973)", "R v Smith [2010] UKSC 12, [2011] 1 AC 123"."""
    string = draft.string
    if not _VERSUS.search(string):
        return
    neutral, report = _NEUTRAL.search(string), None
    for pattern in (_AMERICAN, _BRITISH, _GERMAN):
        report = report or pattern.search(string)
    first = min((found.start() for found in (neutral, report) if found), default=0)
    title = _SIGNAL.sub("", string[:first]).rstrip(" ,;(").strip("“”\"' ")
    if not first or (
        not _PARTIES.search(f"{title} ") and not (report and report.re.pattern == _GERMAN.pattern)
    ):
        return
    cited = report or neutral
    said = cited.groupdict() if cited else {}
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
        _set(draft, T.LEGISLATION, number=law.group())
    if found:
        _without(draft, "page")
        said = found.groupdict()
        _set(
            draft, T.REGULATION if rule else T.LEGISLATION, container_title=said["reporter"],
            volume=said["volume"], page=said.get("page"), section=said.get("section"),
        )  # fmt: skip


def _act(draft: Draft) -> None:
    """Read "Human Rights Act 1998, s 15(1)(b)"."""
    found = _ACT.match(draft.string.strip())
    if found is None:
        return
    _without(draft, "page", "issue", "volume", "container_title")
    draft.creators = []
    _set(draft, T.LEGISLATION, title=found["title"], section=found["section"], publisher_place=found["place"])
    draft.put("issued", PartialDate(int(found["year"])))


def _union(draft: Draft) -> None:
    """Read "OJ L 191, 28.7.2023, p. 1-117" and "[1992] OJ L206/7"."""
    found = _JOURNAL.search(draft.string)
    if found is None:
        return
    number = _EU_NUMBER.search(draft.string)
    _without(draft, "issue")
    _set(
        draft, T.LEGISLATION, container_title="OJ", volume=found["volume"], number=number and number.group(),
        page=re.sub(r"\s?[-–]\s?", "-", found["page"]),
    )  # fmt: skip
    if found["year"]:
        draft.values["issued"] = PartialDate(int(found["year"]), int(found["month"]), int(found["day"]))


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
    if found:
        _set(draft, T.TREATY, container_title=found["reporter"], volume=found["volume"], page=found["page"])


def _in_series(draft: Draft, number: str) -> None:
    """Set the number in the State Department's series; what labels made of it and of the parties goes."""
    values = draft.values
    for name in ("volume", "issue", "page"):
        value = values.get(name) or "-"
        if "." in value or value in number or not any(c.isdigit() for c in value):
            _without(draft, name)
    if (values.get("container_title") or "").startswith("U.S.-"):
        _without(draft, "container_title")
    _set(draft, T.TREATY, number=number)


def _order(draft: Draft) -> None:
    """Read "Exec. Order No. 13,817, 82 Fed. Reg. 60,835": the number is the name, unless a title is printed."""
    found = _ORDER.match(draft.string)
    if found is None:
        return
    title = _ORDER_TAIL.sub("", draft.values.get("title") or "")
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


#: (what must occur in the string, reader), in this order.
_READERS: tuple[tuple[tuple[str, ...], Callable[[Draft], None]], ...] = (
    ((" v ", " v. ", " vs ", " vs. ", "In re ", "Ex parte ", "BVer", "BGH"), _case),
    (("Pub. L", "Public L", "Pub L", "Stat.", "Fed. Reg.", "U.S.C", "USC ", "C.F.R", "CFR "), _statute),
    (("Exec. Order", "Executive Order", "E.O. "), _order),
    ((" Act ",), _act),
    (("OJ ",), _union),
    (("NTS ", "T.S. ", "T. S. ", "ILM", "I.L.M", "U.S.T", "A.S. ", "A. S. "), _treaty),
    (("A/", "E/", "S/", "FCCC/"), _document),
    (("ISO", "IEC ", "DIN", "BS EN", "GB/T", "ANSI", "ASTM"), _standard),
    (("号",), _han_number),
    (("论文", "論文"), _han_thesis),
)
_ASCII_HINTS = tuple((hint, n) for n, (hints, _) in enumerate(_READERS) for hint in hints if hint.isascii())
_ANY_HINT = Late("|".join(re.escape(hint) for hint, _ in _ASCII_HINTS))
_HAN_HINTS = tuple((hint, n) for n, (hints, _) in enumerate(_READERS) for hint in hints if not hint.isascii())
