"""Judgments of courts that name no parties or print them behind the court: German, French and Spanish forms, case files.

Sources: Bluebook 21 (20.3, 21.7), ECLI's national guides, APA 7 (11.4).
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.restated import DAY, day_in, head, restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T

_PARTIES = Late(r"\sv(?:s?\.)?\s")
_FILE = Late(
    r",\s(?P<number>(?:Case\s)?No\.\s[A-Z]{2,5}[-/][\w/-]*\d[\w/-]*|ICC-\d\d/\d\d-\d\d/\d\d[\w-]*|STC?\d+-\d{4}|(?:Judgment|Sentencia)\s[A-Z]{1,3}-\d+/\d+|[A-Z]{2,4}-\d+-\d+-[A-Z]+|(?:G\.R\.|W\.P\.|Writ\sPetition|Civil\sAppeal|Constitutional\sPetition|Suit)\s(?:\([A-Z]+\)\s)?No\.\s\w[\w/.-]*\w)"
)
_COURT = Late(
    rf"(?:\((?P<inside>[A-Z][^()]{{3,80}}?),?\s{DAY}\)|,\s(?P<court>[A-Z][^,()]*\b(?:Court|Tribunal|Chamber)\b[^,()]*))"
)
_WHAT = Late(r"\b(?:Judge?ment|Decision|Award|Order|Opinion)\b")
_DATE_DE = r"\d{1,2}\.\s?(?:[A-ZÄ]\w+|\d{1,2}\.)\s?\d{4}"
_GERMAN = Late(
    rf"^(?P<court>(?:BVerfG|BVerwG|BGH|BSG|BAG|BFH|EuGH|EuG|(?:OLG|LG|AG|VG|OVG|VGH)\s[A-ZÄÖÜ]\w+|Bundes\w*gericht\w*|Verwaltungsgericht\s\w+|Oberlandesgericht\s\w+|Landgericht\s\w+)),\s"
    rf"(?P<title>(?P<genre>Urteil|Beschluss|Beschluß|Urt\.|Beschl\.)\s(?:vom|v\.)\s(?P<day>{_DATE_DE})),?\s(?:[–-]\s)?(?:Az\.?:?\s)?(?P<number>[\w\s./()-]*?\d[\d./]*?)(?:,\s(?P<reporter>[A-Z][\w-]*)\s(?P<volume>\d+),\s(?P<page>\d+))?(?=\.?$|,|\.\s)"
)
_FRENCH = Late(
    r"^(?P<court>Conseil d['’][EÉ]tat|CE(?:\sAss\.)?|Cass\.(?:\s[\w\s]+\.)?|Cour de cassation[^,]*|Conseil constitutionnel|Cons\. const\.|(?:TA|CA|CAA)\s(?:de\s)?[A-Z]\w+|Tribunal [a-z]+ de [A-Z]\w+),\s(?P<day>\d{1,2}(?:er)?\s[a-zéû]+\s\d{4})(?:,\s(?P<title>[^,]+?))?,\s(?:n[°º]s?|no|req\. n[°º])\s(?P<number>\d[\w.-]*)"
)
_SPANISH = Late(
    r"^(?P<court>(?:Corte|Tribunal|Sala|Suprema Corte)\s[^,]+),\s(?P<title>(?:Sentencia|Auto|STC)\s(?P<number>[\w/-]*\d[\w/-]*))(?:,?\s(?:de\s)?(?P<day>\d{1,2} de [a-z]+ de \d{4}|\d{4}))?"
)


def _file(draft: Draft) -> None:
    """Read "Prosecutor v. Tadić, Case No. IT-94-1-A, Judgement (Int'l Crim. Trib. … July 15, 1999)"."""
    found = _FILE.search(draft.string)
    title = head(draft, found.start()) if found else ""
    if found is None or not _PARTIES.search(title):
        return
    rest = draft.string[found.end() :]
    court, what = _COURT.search(rest), _WHAT.search(found["number"] + rest)
    restate(
        draft, T.LEGAL_CASE, title=title, number=found["number"].removeprefix("Case No. ").removeprefix("No. ").removeprefix("Judgment "),
        authority=(court["inside"] or court["court"]).strip() if court else None, genre=what.group() if what else None, issued=day_in(rest),
    )  # fmt: skip


def _national(draft: Draft) -> None:
    """Read "BGH, Urteil v. 12.3.2019 – VI ZR 12/18, NJW 2019, 1450", "Conseil d'État, 19 novembre 2020, …, n° 427301"."""
    string = draft.string.strip()
    found = _GERMAN.match(string) or _FRENCH.match(string) or _SPANISH.match(string)
    if found is None or "BVerfGE" in string:
        return
    said = found.groupdict()
    restate(
        draft, T.LEGAL_CASE, title=said["title"], authority=said["court"], genre=said.get("genre"), number=said["number"].strip(" ."),
        container_title=said.get("reporter"), volume=said.get("volume"), page=said.get("page"),
        issued=parse_date(said["day"]) if said["day"] else None,
    )  # fmt: skip


def _bracketed(draft: Draft) -> None:
    """Read "Ministry of Mines and Others v. Chifumbe, 2019/HP/0123 (High Court of Zambia)"."""
    found = _BRACKETED.match(draft.string)
    if found is not None:
        restate(
            draft, T.LEGAL_CASE, title=found["title"].strip(), number=found["number"], authority=found["court"].strip(" ,"),
            issued=day_in(found["day"] or found["number"].replace("/", " ")),
        )  # fmt: skip


_BRACKETED = Late(
    rf"(?P<title>[A-Z][^“”\"(]{{3,200}}?\sv\.?\s[A-Z][^“”\"(,]{{2,120}}),\s(?P<number>[\w /.-]{{0,40}}\d[\w/.-]{{0,20}})\s\((?P<court>[A-Z][^()\d]*\b(?:Court|Tribunal)\b[^()\d]*?)(?:,?\s(?P<day>{DAY}|\d{{4}}))?\)"
)


#: (signs of which one must occur; what else must occur; reader).
READERS: tuple[Reader, ...] = (
    ("v", (" v. ", " v "), _file),
    ("court tribunal", (" v. ", " v "), _bracketed),
    (
        "urteil urt beschluss beschluß beschl",
        (", Urteil v", ", Urt. v", ", Beschlu", ", Beschl. v"),
        _national,
    ),
    ("conseil cass cassation ce ta ca caa cons tribunal", (", n°", ", no ", ", nº", ", req"), _national),
    ("sentencia auto stc", (", Sentencia ", ", Auto ", ", STC "), _national),
)
