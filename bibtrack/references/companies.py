"""What companies report each year: the report's name is a title, not a kind, and whoever is named before it the author."""

from bibtrack.references.bodies import is_body
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.restated import day_in
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Name, Role

_YEAR = r"(?:19|20)\d\d(?:[-/–]\d{2,4})?"
#: "Glencore plc, Annual Report 2022", "CMOC Group Limited, 2022 Environmental, Social and Governance Report"
_ANNUAL = Late(
    rf"^\s*(?P<who>[A-ZÀ-Þ][^“”\"«»()]{{1,70}}?)(?:\.|,)\s(?P<title>(?:{_YEAR}\s)?(?:Annual|Integrated(?:\sAnnual)?|Interim|Half-Year|Quarterly|Sustainability|Sustainable\sDevelopment|ESG|CSR|Climate(?:\sChange)?"
    rf"|(?:Corporate\s)?Social\sResponsibility|Environmental,\sSocial,?\s(?:and|&)\s(?:Corporate\s)?Governance|Human\sRights|Conflict\sMinerals|Modern\sSlavery)(?:\s(?:and|&)\s(?:[A-Z][a-z]+\s?){{1,3}})?\s(?:Report|Review|Statement|Accounts)(?:\s{_YEAR}|\sfor\sthe\s(?:[Ff]iscal\s)?[Yy]ear\s[Ee]nded\s[A-Z][a-z]+\s\d{{1,2}},\s\d{{4}})?)(?=[,.]?\s\(|[,.]|$)"
)


def _annual(draft: Draft) -> None:
    """Read "Glencore plc, Annual Report 2022 (Baar: Glencore, 2023), 45"."""
    found = _ANNUAL.match(draft.string)
    if found is None or any(c.isdigit() for c in found["who"]):
        return
    # "Smith, J., Human Rights Review, 12 (2001): 3" is a journal's: a company is named, or a year with the report.
    if not is_body(found["who"]) and not any(c.isdigit() for c in found["title"]):
        return
    draft.drop("genre", "number", "volume")
    draft.drop_names(Role.AUTHOR)
    draft.add_names(Role.AUTHOR, [Name(literal=found["who"].strip(" ,"))])
    issued = day_in(draft.string[found.end() :]) or day_in(found["title"])
    draft.prove(T.REPORT, title=found["title"], issued=issued)


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    (
        "annual integrated interim quarterly sustainability sustainable esg csr climate responsibility governance rights minerals slavery half",
        (" Report", " Review", " Statement", " Accounts"),
        _annual,
    ),
)
