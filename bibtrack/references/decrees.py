"""Laws and works as they are cited in Indonesia, Latin America and Russia: their names open with kind and number.

Sources: Indonesian Law 12/2011 (numbering), ISO 690 as used in Spanish, GOST R 7.0.5-2008.
"""

from bibtrack.references.dates import parse_date
from bibtrack.references.draft import Draft, Reader
from bibtrack.references.names import parse_names
from bibtrack.references.restated import restate
from bibtrack.text import Late
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_INDONESIAN = Late(
    r"^\s*(?P<title>(?P<number>(?P<kind>Undang-[Uu]ndang|Peraturan\s(?:Pemerintah|Presiden|Menteri|Daerah)(?:\s[A-Z][\w-]+|\sdan){0,9})(?:\s(?:RI|Republik\sIndonesia))?\s(?:Nomor|No\.?)\s\d[\w/.-]*\s[Tt]ahun\s(?P<year>\d{4}))(?:\s[Tt]entang\s[^.;()“”]{5,250})?)"
)
_CODE = Late(
    r"^\s*(?P<title>(?:Código|Code|Codice)\s(?:de|do|da|du|della?|des|minier|civil|penal)\b[^,;()“”]{0,60}),\s(?P<number>(?:Ley|Lei|Loi|Legge|Decreto|Décret|D\.\s?L\.)[^,;]{0,30}?\d[\d./-]*\d)(?:,\s(?:de\s)?(?P<container>Di[aá]rio\sOficial|Bolet[ií]n\sOficial|Journal\sofficiel|Gazzetta\sUfficiale)(?:\sd[aeo]l?\s[^,;]{2,40})?)?,?\s(?:del?\s|du\s)?(?P<day>\d{1,2}(?:er|º)?\s(?:de\s)?[a-zéû]+\s(?:de\s|del\s)?\d{4})"
)
_GOST = Late(
    r"^\s*(?P<who>(?:[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.\s?){1,2},?\s?){1,8})(?P<title>[А-ЯЁ«A-Z][^/]{4,300}?)\s//\s(?P<container>[^./]{3,120})\.\s(?:[–—-]\s)?(?P<year>(?:19|20)\d\d)\.(?:\s(?:[–—-]\s)?Т\.\s?(?P<volume>\d+)[.,])?(?:\s(?:[–—-]\s)?№\s?(?P<issue>\d[\d()/–-]*)\.?)?(?:\s(?:[–—-]\s)?[СC]\.\s?(?P<page>\d+(?:\s?[-–—]\s?\d+)?))?"
)


def _indonesian(draft: Draft) -> None:
    """Read "Undang-Undang Nomor 3 Tahun 2020 tentang …", "Peraturan Menteri … No. 11 Tahun 2019"."""
    found = _INDONESIAN.match(draft.string)
    if found is not None:
        kind = T.LEGISLATION if found["kind"].startswith("Undang") else T.REGULATION
        title, number = found["title"].strip(" ,"), found["number"].removeprefix(found["kind"]).strip()
        restate(draft, kind, title=title, number=number, issued=parse_date(found["year"]))


def _code(draft: Draft) -> None:
    """Read "Código de Minería, Ley Nº 18.248, Diario Oficial, 14 de octubre de 1983 (Chile)"."""
    found = _CODE.match(draft.string)
    if found is not None:
        restate(
            draft, T.LEGISLATION, title=found["title"], number=found["number"], container_title=found["container"],
            issued=parse_date(found["day"]),
        )  # fmt: skip


def _gost(draft: Draft) -> None:
    """Read "Кашин В. Б. Китай и мировой рынок // Проблемы Дальнего Востока. 2021. № 3. С. 45–58."."""
    found = _GOST.match(draft.string)
    if found is not None:
        page = (found["page"] or "").replace(" ", "").replace("–", "-").replace("—", "-")
        restate(
            draft, T.ARTICLE_JOURNAL, title=found["title"].strip(" ."), container_title=found["container"], volume=found["volume"],
            issue=found["issue"], page=page, issued=parse_date(found["year"]),
        )  # fmt: skip
        draft.add_names(Role.AUTHOR, parse_names(found["who"], "ru"))


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    ("undang peraturan", (" Tahun ", " tahun "), _indonesian),
    ("código code codice", (", Ley ", ", Lei ", ", Loi ", ", Legge ", ", Decreto ", ", Décret ", ", D.L", ", D. L"), _code),
    ("с", (" // ",), _gost),
)  # fmt: skip
