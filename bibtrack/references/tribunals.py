"""Judgments of international courts, panels and arbitral tribunals, and those cited by number or ECLI.

Sources: Bluebook 21 (10.8.1, 21.5), OSCOLA 4 (2.6, appendix 4), WTO's guide to citation, ICSID's case names.
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.restated import DAY, day_in, head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T

_PARTIES = Late(r"\sv(?:s?\.)?\s")
_WORLD = Late(
    r"(?:[\[(]?(?P<year>\d{4})[\])]?,?\s)?(?P<reporter>(?P<court>P\.?C\.?I\.?J\.?|I\.?C\.?J\.?|ITLOS)(?:\sRep(?:orts|\.)?)?)(?:,?\s(?P<later>\d{4}))?"
    r"(?:,?\s\(?(?P<series>[Ss]er(?:ies|\.)?\s[A-F](?:/B)?)\)?)?,?(?:\sNo\.?\s(?P<number>\d+)|,?\s(?:pp?\.\s?|at\s)?(?P<page>\d+))"
    r"(?:,\s[^()]{1,30})?(?:\s\((?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:,\s\d{4})?\))?"
)
_LAST_DAY = Late(rf",?\s\(?(?:of\s)?{DAY}\)?$")
_APPLICATION = Late(
    r",?\s\(?(?:(?:[Aa]pp(?:l|lication)?s?|[Cc]omm(?:unication)?)\.?\s[Nn]os?\.?|nos?\.)\s(?P<number>\d{1,5}/\d\d(?:\d\d)?(?:(?:,\s|\sand\s|,\sand\s)\d{1,5}/\d\d)*)"
    r"|,?\s\(?(?P<series>[Ss]er(?:ies|\.)?\s[A-F]\)?,?\s[Nn]o\.?\s\d+)"
)
_RIGHTS = Late(
    r"\b(?:Eur\.\sCt\.\sH\.\s?R\.|ECtHR|ECHR|European Court of Human Rights|EComHR|Eur\.\sComm['’]n\sH\.R\."
    r"|Inter-American Court of Human Rights|Inter-Am\.\sCt\.\sH\.R\.|IACtHR|African (?:Commission|Court) on Human and Peoples['’] Rights|ACHPR|ACtHPR)"
)
_BODY = r"(?:Panel|Appellate Body)"
_PANEL = Late(
    rf"^\s*(?:WTO,\s|WTO\s)?(?:(?P<body>{_BODY})\sReports?,\s)?(?P<title>.{{8,240}}?)(?:,\sReports?\sof\sthe\s(?P<later>{_BODY}))?"
    rf"(?:\s\({DAY}\))?,?\s\(?(?:WTO\sDoc\.?\s)?(?P<number>(?:WT/DS\d+|BISD\s\d+S|[A-Z]+/R)(?:/[\w.]*\w)+)(?:,\s(?P<last>{_BODY})\sReport)?(?:,\s(?P<reporter>DSR)\s(?P<volume>\d{{4}}:[IVX]+),\s(?:p\.\s)?(?P<page>\d+))?"
)
_ADOPTED = Late(rf"adopted\s(?:on\s)?(?P<day>{DAY})")
_ARBITRAL = Late(
    r",?\s\(?(?P<number>(?P<court>ICSID|PCA|LCIA|ICC|SCC|UNCITRAL)\s(?:Case\s|Arb(?:itration|\.)\s)?(?:[Nn]o\.?\s)(?:[A-Z]+(?:\(AF\))?/)?[\w./-]*\d)"
)
_RULES = Late(r",\s(?:UNCITRAL|ICSID|PCA|LCIA|ICC)$")
_AWARD = Late(
    r"\b(?:(?:[A-Z][\w-]+\s){0,4}(?:Award|Decision|Judgment|Ruling)|Procedural Order No\. \d+)(?:\son\s(?:the\s)?[A-Z]\w*(?:,?\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?:[A-Z]\w*|and|of|the|for|on|II?I?))*)?"
)
_UNION = Late(r"^(?:Joined\s)?Cases?\s(?P<number>(?:[CTF][-‑–])?\d+/\d\d(?:\s(?:P|PPU|RX))?\b(?:(?:,|\sand|\sto)\s(?:[CTF][-‑–])?\d+/\d\d(?:\s(?:P|PPU))?\b)*),?:?\s")  # fmt: skip
_ECLI = Late(r"\b(?:ECLI:[A-Z]{2}:[A-Z0-9]{1,12}:\d{4}:[\w.]*\w|EU:[CTF]:\d{4}:\d+)")
_COURT = Late(r"\b(?:Court|Tribunal|Gericht\w*|Cour|Rechtbank|Hoge Raad|Corte|Tribunale)\b")
_DOCKET = Late(
    rf",\sNo\.\s(?P<number>[\w:.-]*\d[\w:.-]*)(?:,\s(?P<volume>\d{{4}})\s(?P<reporter>WL)\s(?P<page>\d+))?(?:,\s[^()]{{1,20}})?\s\((?P<court>[A-Z\d][^()]{{1,24}}?)\s(?P<day>{DAY})\)"
)


def _world(draft: Draft) -> None:
    """Read "Corfu Channel (UK v. Alb.), Judgment, 1949 I.C.J. Rep. 4 (Apr. 9)", "I.C.J. Reports 1986, p. 14"."""
    for found in _WORLD.finditer(draft.string):
        year = found["later"] or found["year"]
        title = head(draft, found.start("reporter") if found["later"] else found.start(), quoted=True)
        if year and len(title) > 5 and title[0] not in '“‘"':
            break
    else:
        return
    dated = _LAST_DAY.search(title)
    if dated:
        title = title[: dated.start()].rstrip(" ,")
    day = dated.group() if dated else f"{found['day'] or ''} {year}"
    number = " ".join(filter(None, (found["series"], found["number"] and f"No. {found['number']}")))
    restate(
        draft, T.LEGAL_CASE, title=title, container_title=found["reporter"], authority=found["court"], volume=year,
        number=number, page=found["page"], issued=parse_date(day),
    )  # fmt: skip


def _rights(draft: Draft) -> None:
    """Read "Osman v United Kingdom App no 23452/94 (ECtHR, 28 October 1998)", "IACtHR Series C No 172 (28 November 2007)"."""
    string = draft.string
    applied, court = _APPLICATION.search(string), _RIGHTS.search(string)
    if court is None or applied is None:
        return
    title = head(draft, min(applied.start(), court.start()))
    if _PARTIES.search(title):
        number = (applied["number"] or applied["series"]).replace(")", "")
        restate(
            draft, T.LEGAL_CASE, title=title, authority=court.group(), number=number, issued=day_in(string[applied.end() :])
        )  # fmt: skip


def _panel(draft: Draft) -> None:
    """Read "Panel Report, China – Raw Materials, WT/DS394/R, adopted 22 February 2012"."""
    found = _PANEL.match(draft.string)
    body = found and (found["body"] or found["later"] or found["last"])
    if not found or not body:
        return
    adopted = _ADOPTED.search(draft.string)
    restate(
        draft, T.LEGAL_CASE, title=found["title"].rstrip(" ,"), genre=f"{body} Report", authority="WTO", number=found["number"],
        container_title=found["reporter"], volume=found["volume"], page=found["page"],
        issued=parse_date(adopted["day"]) if adopted else day_in(draft.string),
    )  # fmt: skip


def _arbitral(draft: Draft) -> None:
    """Read "X v. Y, ICSID Case No. ARB/07/23, Award (29 June 2012)"."""
    found = _ARBITRAL.search(draft.string)
    title = _RULES.sub("", head(draft, found.start())) if found else ""
    if found is None or not _PARTIES.search(title):
        return
    rest = draft.string[found.end() :]
    said = _AWARD.search(rest)
    restate(
        draft, T.LEGAL_CASE, title=title, number=found["number"], authority=found["court"],
        genre=said.group() if said else None, issued=day_in(rest),
    )  # fmt: skip


def _union(draft: Draft) -> None:
    """Read "Case C-131/12 Google Spain SL v AEPD [2014] ECLI:EU:C:2014:317": number and names apart."""
    string = draft.string.strip()
    case, code = _UNION.match(string), _ECLI.search(string)
    if case is None and (code is None or not _PARTIES.search(string[: code.start()])):
        return
    if code is not None:
        _by_code(draft, string[case.end() if case else 0 : code.start()], code.group())
    title = draft.values.get("title") or ""
    if case is not None:
        # A dash that only looks like a hyphen would hide the number from a search.
        draft.prove(
            T.LEGAL_CASE,
            number=case["number"].replace("‑", "-").replace("–", "-"),
            title=_UNION.sub("", title),
        )
        draft.drop("genre")


def _by_code(draft: Draft, text: str, code: str) -> None:
    """Say anew what stands before an ECLI: names, court and date; the code is kept whole."""
    pieces = [piece.strip(" ,()[]") for piece in text.split(", ")]
    courts = [piece for piece in pieces[1:] if _COURT.search(piece)]
    title = text if not courts else text[: text.index(courts[0])]
    title = _LAST_DAY.sub("", title.strip(" ,;(")).strip(" ,;(")
    title = _YEAR_LAST.sub("", title)
    restate(
        draft, T.LEGAL_CASE, title=title.strip(" ,;"), authority=courts[0] if courts else None,
        issued=day_in(text) or day_in(code.replace(":", " ")),
    )  # fmt: skip
    draft.keep("ECLI", code if code.startswith("ECLI") else f"ECLI:{code}")


_YEAR_LAST = Late(r",?\s[\[(]\d{4}[\])]?$")


def _docket(draft: Draft) -> None:
    """Read "Doe v. Apple Inc., No. 1:19-cv-03737 (D.D.C. Nov. 2, 2021)"."""
    found = _DOCKET.search(draft.string)
    title = head(draft, found.start()) if found else ""
    if found is not None and _PARTIES.search(title):
        whole = f"{title}." if draft.string[: found.start()].endswith(".") else title
        restate(
            draft, T.LEGAL_CASE, title=whole, number=found["number"], authority=found["court"].rstrip(","),
            container_title=found["reporter"], volume=found["volume"], page=found["page"], issued=parse_date(found["day"]),
        )  # fmt: skip


#: (signs of which one must occur; what else must occur; reader), in this order; after those of national courts.
READERS: tuple[Reader, ...] = (
    ("icj pcij itlos I.C.J P.C.I.J", ("I.C.J", "ICJ", "P.C.I.J", "PCIJ", "ITLOS"), _world),
    (
        "ecthr echr eur rights iacthr achpr inter",
        ("ECtHR", "ECHR", "Ct. H", "Human Rights", "Peoples", "IACtHR", "ACHPR"),
        _rights,
    ),
    ("wt bisd", ("WT/DS", "BISD"), _panel),
    (
        "icsid pca lcia icc uncitral scc",
        ("ICSID", "PCA Case", "LCIA", "ICC Case", "UNCITRAL", "SCC Case"),
        _arbitral,
    ),
    ("case cases ecli eu", ("Case ", "Cases ", "ECLI:", "EU:C:", "EU:T:"), _union),
    ("v", (" v. ",), _docket),
)
