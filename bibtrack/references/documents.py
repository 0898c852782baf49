"""Official documents by their numbers: the EU's, the UN's, agencies' and ministries' reports, decrees, patents, data.

A number is a number wherever the labels put it; what they made of its pieces goes.  Sources: the EU's Interinstitutional
Style Guide (3.1), UN document symbols, WIPO ST.16 (kind codes of patents), GB/T 9704 (文号) as romanised.
"""

from collections.abc import Callable
from functools import partial

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.leftovers import release, tidy
from bibtrack.references.restated import DAY, day_in, head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeo]i|[ao]ng|ao|[eiu]ng|i(?:ang?|ao|ong|u|e|a|n)|u(?:ang?|an|ai|o|i|a|e|n)|ou|an|en|er|[aeiouü])"
_PINYIN = Late(rf"(?i)(?:{_SYLLABLE}){{1,4}}$")
_UNION = Late(r"\b(?P<number>(?:COM|SWD|SEC|JOIN)\s?(?:\((?P<year>\d{4})\)\s?|/(?P<later>\d{4})/)\d{1,4}(?:/\d)?(?:\sfinal)?(?:/\d)?)")  # fmt: skip
_SYMBOL = Late(
    r"(?:\b(?P<genre>U\.?N\.?\sDoc\.?)\s)?(?<![/\w.])(?P<number>(?:ST|UNEP|TD|CCPR|CERD|CEDAW|CRC|CMW|UNCTAD|ISBA|CBD|ECE|DP|HSP|ICCD|LOS|G|WT)/(?:[\w()-]+(?:\.\w+)*/)*[\w()-]*\d[\w()-]*(?:\.\w+)*(?:/[\w()-]+(?:\.\w+)*)*)"
)
_AMNESTY = Late(
    r"(?:\b[Ii]ndex(?:\s[Nn]umber)?:?\s)?\b(?P<number>(?:AFR|ASA|EUR|MDE|AMR|POL|IOR|ACT|ORG|DOC|PRE)\s\d\d/\d{1,5}/\d{2,4})"
)
_AGENCY = Late(
    r"(?:\b(?P<genre>(?:CRS|GAO|NREL|EPA)\s(?:Report|Testimony|Insight|In\sFocus)|Technical\sReport)\s(?:[Nn]o\.\s)?)?(?:\bCRS\s(?P<crs>(?:R|RL|RS|IF|IN|LSB)\d{4,5})"
    r"|\b(?P<number>GAO[-/][\dA-Z]+-[\d-]+[A-Z]{0,3}|(?:R|RL|RS|IF|IN)\d{5}(?=\W)|(?:NREL|ORNL|ANL|SAND|LBNL|PNNL|DOE|INL|LA-UR)[-/][\w/-]*\d(?:\(\d{4}\))?|EPA[-\s]\d{3}-[A-Z]-\d\d-\d{3}))"
)
_WORLD_BANK = Late(
    r"(?P<genre>(?:World\sBank\s)?Policy\sResearch\sWorking\sPaper|WPS)?(?:\s(?:[Nn]o\.?\s))?\s?(?P<number>WPS\s?\d{3,5})"
)
_DECREE = Late(r"(?P<words>(?:\b[A-Z][a-z]{1,11}\s){1,6})[\[(〔](?P<year>\d{4})[\])〕]\sNo\.\s?\d+\b")
_ORDER = Late(
    r"(?P<number>\b(?:(?:Presidential|Executive|Ministerial|Royal|Supreme|Emergency|General|Public|Government|Joint|Council)\s)?(?:Decree|Order|Announcement|Notice|Ordinance|Proclamation|Instruction|Circular|Decision)(?:-Law)?\s(?:No\.|Nr\.|n[°º])\s?\d[\w/.-]*\w?(?:\s\(\d{4}\)|\sof\s\d{4}(?!\w))?)"
)
_LAW = Late(
    r"(?P<number>\bLaw\s[Nn]o\.\s\d[\w/.-]*\w|(?<=,\s)(?:Loi|Ley|Lei|Decreto(?:\sSupremo)?|Décret)\s[Nn][°º]\s?\d[\w./-]*\w(?=,))"
)
_PRINTED = Late(r"(?P<number>(?:BT-Drs\.|BR-Drs\.|BT-Drucks\.|Drucksache|Drs\.)\s\d+/\d+)")
_COMMISSION = Late(
    r"(?P<number>(?<!\w)(?:(?:Law Com|Scot Law Com|Cmnd|Cm|Cmd|(?<=\()CP)\s(?:No\.?\s)?\d+|HC\s\d{4}[–-]\d\d,\s\d+))"
)
_CABLE = Late(r"(?P<genre>\b[Cc]able)\s(?:[Nn]o\.\s)?(?P<number>\d\d[A-Z]{3,}\d+)")
_PATENT = Late(
    r"(?P<genre>(?:\b(?:U\.\s?S\.|US|United States|European|Chinese|Japanese|German|British|Canadian|Korean)\s)Pat(?:ent|\.)(?:\sApplication|\sAppl?\.|\sApp\.)?(?:\sPublication|\sPub\.)?)\s(?:[Nn]os?\.?\s|[Nn]umber\s)?"
    r"(?P<number>(?:[A-Z]{2}\s?)?(?:\d{1,3}(?:[,.\s]\d{3}){1,3}|(?:RE|D)?\d{5,11}|\d{2,4}/\d[\d,]*\d)(?:\s?\(?[ABCSUEP]\d?\)?(?![\w-]))?)"
)
_OFFICE = Late(
    r"(?<![\w.])(?P<number>(?:US|EP|WO|CN|JP|DE|KR|GB|FR|CA|AU)\s?(?:\d{4}/\d{4,7}|\d[\d\s]{5,12}\d)(?:\s?(?:A|B|C|U|T|Y)\d?)?)(?![\w-])"
)
_ISSUED = Late(rf"(?:issued|granted|published)\s(?:on\s)?(?P<day>{DAY})")
_FILED = Late(rf"\bfiled\s(?:on\s)?{DAY}")
_AFTER = Late(rf"^,?\s\(?(?P<day>{DAY}|\d{{4}})")


def _numbered(pattern: Late, kind: T | None, draft: Draft) -> None:
    """Set the number that a pattern finds and the genre before it; nothing else is made of it, unless it opens the title."""
    found = pattern.search(draft.string)
    if found is None or any(item.start <= found.start() < item.stop for item in draft.claims):
        return
    said = found.groupdict()
    number = said.get("number") or said.get("crs")
    if number is None or number in (draft.values.get("number") or ""):
        return
    opens = _in_title(draft, found.group())
    if not opens:
        release(draft, found.start(), found.end())
    draft.prove(None, number=number, genre=said.get("genre"))
    if kind and not opens:
        draft.put("type", kind)
    year = said.get("year") or said.get("later")
    if year:
        draft.put("issued", parse_date(year))


def _in_title(draft: Draft, text: str) -> bool:
    """Tell whether the title goes on behind a number: then it is part of it."""
    title = draft.values.get("title") or ""
    return text in title and not title.startswith(f"{text},") and not title.rstrip(" .)]").endswith(text)


def _decree(draft: Draft) -> None:
    """Read "Shang He Han [2013] No. 74": the number of a Chinese document, romanised."""
    for found in _DECREE.finditer(draft.string):
        words = found["words"].split()
        n = len(words)
        while n and _PINYIN.match(words[n - 1]):
            n -= 1
        if n < len(words):
            start = found.start() + len(" ".join(words[:n])) + (n > 0)
            release(draft, start, found.end())
            draft.put("type", T.REPORT)
            draft.prove(None, number=draft.string[start : found.end()])
            draft.put("issued", parse_date(found["year"]))


def _resolution(draft: Draft) -> None:
    """Read "UNGA Res 1803 (XVII), Permanent Sovereignty over Natural Resources (14 December 1962) UN Doc A/RES/1803(XVII)"."""
    found = _RESOLUTION.search(draft.string)
    if found is None:
        return
    number, title = draft.values.get("number") or "", head(draft, found.start())
    if found.start() and (not title or draft.labelled.get("container-title")):
        return
    restate(
        draft, T.REPORT, title=title or found["title"] or found["name"], authority=found["body"], number=number if "/" in number else found["name"],
        issued=day_in(draft.string[found.end("name") :]),
    )  # fmt: skip


_RESOLUTION = Late(
    r"(?:^|(?<=,\s))(?P<name>(?P<body>UNGA|UNSC|UNHRC|HRC|ECOSOC|UNEA|G\.A\.|S\.C\.|(?:UN\s|U\.N\.\s|United Nations\s)?(?:General Assembly|Security Council|Human Rights Council))"
    r"\sRes(?:olution|\.)?\s\d+(?:/\d+)?(?:\s?\([IVXLC-]+\))?(?:\s[A-D]\b)?)(?:,\s(?:¶\s\d+,\s|annex,\s)?[‘“\"]?(?P<title>(?!U\.?N\.?\s|[AS]/|para)[A-Z][^,()“”‘’\"]{8,200}?)[’”\"]?(?=[,.]?\s\(|,|[’”\"]|\.?$))?"
)


def _patent(draft: Draft) -> None:
    """Read "U.S. Patent No. 9,741,954 B2 (filed Mar. 3, 2014) (issued Aug. 22, 2017)", "CN 103456789 A"."""
    string = draft.string
    found = _PATENT.search(string)
    if found is None:
        found = _OFFICE.search(string)
    if (
        found is None
        or sum(c.isdigit() for c in found["number"]) < 6
        or any(item.start <= found.start() < item.stop for item in draft.claims)
    ):
        return
    if not _in_title(draft, found.group()):
        release(draft, found.start(), found.end())
    # What is cited by its number alone has no author: "U.S." is none.
    if found.start() < 3:
        draft.drop_names(Role.AUTHOR)
    issued, after = _ISSUED.search(string), _AFTER.match(string[found.end() :])
    draft.prove(T.PATENT, number=found["number"].strip(" ,."), genre=found.groupdict().get("genre"))
    dated = issued or after
    if dated:
        draft.values["issued"] = parse_date(dated["day"])
    if issued and draft.values.get("note"):
        note = tidy(draft.values["note"].replace(issued.group(), ""))
        draft.drop("note")
        draft.put("note", note.strip("() "))
    draft.put("issued", day_in(_FILED.sub("", string[found.end() :])))


def _survey(draft: Draft) -> None:
    """Read "Title: U.S. Geological Survey Professional Paper 1802, 797 p.": whose series it is, and its number."""
    found = _SURVEY.search(draft.string)
    title = draft.first("title")
    if found is None or title is None or not title.start < found.start():
        return
    known, stop = draft.values.get("title"), found.start()
    release(draft, stop, found.end())
    draft.values["title"] = known if title.stop < stop else draft.string[title.start : stop]
    draft.put("type", T.REPORT)
    draft.prove(None, publisher=found["publisher"], genre=found["genre"], number=found["number"])
    count = _COUNT.match(draft.string, found.end())
    if count is not None:
        draft.drop("volume", "page")
        draft.prove(None, number_of_pages=count[1])


_COUNT = Late(r",\s(\d{1,4})\sp\b")
_SURVEY = Late(
    r"[:.,]\s(?P<publisher>(?:U\.\s?S\.|British|Geological Survey of [A-Z]\w+)(?:\sGeological Survey)?)\s(?P<genre>Professional Paper|Open[-–]File Report|Circular|Bulletin|Fact Sheet|Scientific Investigations Report|Data Series|Data Report|Water-Supply Paper|Techniques and Methods|Miscellaneous Investigations Map)\s(?P<number>\d[\w–-]*)"
)


def _law_of(draft: Draft) -> None:
    """Read "Loi n° 2017-399 du 27 mars 2017 …", "Ley 685 de 2001": the law's kind and number open its title."""
    found = _LAW_OF.match(draft.string)
    title = draft.first("title")
    if found is None:
        return
    if title is not None and title.stop > found.end("number"):
        draft.values["title"] = draft.string[found.start("number") : title.stop]
    draft.drop_names(Role.AUTHOR)
    # "Law No. 4 of 2009": English numbers hold the year.
    english = (found["day"] or "").isdigit() and draft.string.startswith(" of ", found.end("number"))
    draft.prove(
        T.LEGISLATION,
        number=draft.string[found.start("number") : found.end("day")] if english else found["number"],
    )
    draft.put("issued", parse_date(found["day"]) if found["day"] else None)


_LAW_OF = Late(
    r"^\s*(?P<number>(?:Loi|Décret|Ordonnance|Arrêté|Ley|Decreto|Decreto[- ]Lei|Lei|Legge|Real Decreto|Decreto Supremo|Decreto Legislativo|Resolución Ministerial|(?:Law|(?:Government |Presidential )?Regulation|Proclamation|Decree)(?=\sNo\.\s\d+(?:/\d+)?\sof\s))(?:\s(?:Orgánica|[Oo]rganique|Complementar|Legislativo))?\s(?:(?:n[°º.]{1,2}|[Nn]o\.?|N[°º]|[Nn]úm\.)\s?)?\d(?:[\w./-]*\w)?)(?:,?\s(?:du|del?|di|of)\s(?P<day>\d{1,2}(?:er|º)?\s(?:de\s)?[a-zéû]+\s(?:de\s|del\s)?\d{4}|\d{4}))?"
)


def _gazette(draft: Draft) -> None:
    """Read "… Gesetz vom 16. Juli 2021, BGBl. I S. 2959"."""
    found = _GAZETTE.match(draft.string.strip())
    if found is not None:
        year = parse_date(found["year"]) if found["year"] else None
        restate(
            draft, T.LEGISLATION, title=found["title"].strip(" ,("), container_title=found["reporter"], volume=found["volume"],
            page=found["page"], issued=parse_date(found["day"]) if found["day"] else year,
        )  # fmt: skip


_GAZETTE = Late(
    r"(?P<title>[A-ZÄÖÜ][^“”„]{5,300}?)(?:\svom\s(?P<day>\d{1,2}\.\s[A-Z]\w+\s\d{4}))?[,\s(]+(?P<reporter>BGBl\.?|RGBl\.?)\s(?:(?P<year>\d{4})\s)?(?P<volume>I{1,3}),?\s(?:Nr\.\s\d+,?\s)?S\.\s(?P<page>\d+)"
)


def _promulgated(draft: Draft) -> None:
    """Read "Foreign Investment Law of the People's Republic of China (promulgated by …, Mar. 15, 2019, effective …)"."""
    found = _PROMULGATED.search(draft.string)
    title = head(draft, found.start()) if found else ""
    if found is not None and _OF_LAW.search(title):
        note = draft.values.get("note")
        restate(
            draft, T.LEGISLATION if " Law" in title else T.REGULATION, title=title, issued=parse_date(found["day"]), note=note
        )  # fmt: skip


_PROMULGATED = Late(rf"\s\((?:promulgated|enacted|issued|adopted)\sby\s[^()]*?(?P<day>{DAY})[^()]*\)")
_OF_LAW = Late(r"\b(?:Law|Regulations?|Measures|Provisions|Rules|Act)\b")


def _reader(pattern: Late, kind: T | None = T.REPORT) -> Callable[[Draft], None]:
    return partial(_numbered, pattern, kind)


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    ("com swd sec join", ("COM(", "COM (", "COM/", "SWD(", "SWD (", "SWD/", "SEC(", "JOIN(", "JOIN (", "JOIN/"), _reader(_UNION)),
    ("st unep td ccpr cerd cedaw crc cmw unctad isba cbd ece dp hsp iccd los wt", ("/",), _reader(_SYMBOL)),
    ("res resolution", (" Res ", " Res. ", " Resolution "), _resolution),
    ("afr asa eur mde amr pol ior act org doc pre", ("AFR ", "ASA ", "EUR ", "MDE ", "AMR ", "POL ", "IOR ", "ACT ", "ORG ", "DOC ", "PRE "), _reader(_AMNESTY)),
    ("gao crs rsch nrel ornl anl sand lbnl pnnl doe inl epa", ("-", "/", "CRS ", "Rsch."), _reader(_AGENCY)),
    ("wps", ("WPS",), _reader(_WORLD_BANK)),
    ("no", ("] No. ", ") No. ", "〕 No. "), _decree),
    ("decree order announcement ordinance notice proclamation circular instruction decision", (" No", " n", " Nr"), _reader(_ORDER, None)),
    ("com cmnd cm cmd cp hc", ("Law Com", "Cmnd ", "Cm ", "Cmd ", "CP ", "HC "), _reader(_COMMISSION)),
    ("survey", ("U.S. Geological Survey ", "U. S. Geological Survey ", "Geological Survey of "), _survey),
    ("law regulation proclamation decree loi décret ordonnance arrêté ley decreto lei legge", (" n", " N", " 1", " 2", " 3", " 4", " 5", " 6", " 7", " 8", " 9"), _law_of),
    ("bgbl rgbl", ("BGBl", "RGBl"), _gazette),
    ("promulgated enacted issued adopted", ("(promulgated", "(enacted", "(issued by", "(adopted by"), _promulgated),
    ("law loi ley lei decreto décret", ("Law No. ", "Law no. ", "°", "º"), _reader(_LAW, T.LEGISLATION)),
    ("drs drucks drucksache", ("/",), _reader(_PRINTED)),
    ("cable", ("able 0", "able 1"), _reader(_CABLE, None)),
    ("patent pat ep wo cn", ("Patent", "Pat. ", "EP ", "WO ", "CN "), _patent),
)  # fmt: skip
