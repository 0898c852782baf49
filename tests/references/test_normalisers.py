"""Tables of the small normalisers: dates, pages, editions, titles, identifiers, language."""

import pytest

from bibtrack.references import containers, dates, identifiers, imprint, language, locators, notes, titles
from bibtrack.references.draft import Draft, Field

DATES = [
    ("1999", "1999"), ("(2010a).", "2010"), ("May 13, 2017", "2017-05-13"), ("13 May 2017", "2017-05-13"), ("2017, May 13", "2017-05-13"),
    ("(2015, Aug 6).", "2015-08-06"), ("12. April 2012", "2012-04-12"), ("3 février 2019", "2019-02-03"), ("1er mars 2004", "2004-03-01"),
    ("16 de julio de 2017", "2017-07-16"), ("08.10.1987", "1987-10-08"), ("12/31/1999", "1999-12-31"), ("2018-06-12", "2018-06-12"),
    ("2018年6月12日", "2018-06-12"), ("2005年", "2005"), ("2003年版", "2003"), ("October 2006", "2006-10"), ("Dezember 2016", "2016-12"),
    ("1985-2015", "1985"), ("1889-96", "1889"), ("n.d.", "n.d."), ("forthcoming", "forthcoming"), ("", ""), ("25 July2016", "2016-07-25"),
    ("2018-13-45", "2018"), ("99/99/2001", "2001"), ("den 16 juli 2017", "2017-07-16"), ("16-Oct-2017", "2017-10-16"), ("2017 Oct 16", "2017-10-16"),
    ("16 lipca 2017", "2017-07-16"), ("16. července 2017", "2017-07-16"), ("2017. július 16.", "2017-07-16"), ("16 Temmuz 2017", "2017-07-16"),
    ("16 июля 2017 г.", "2017-07-16"), ("ngày 16 tháng 7 năm 2017", "2017-07-16"), ("2017년 7월 16일", "2017-07-16"), ("二〇一七年十二月三十一日", "2017-12-31"),
    ("二〇一七年十月", "2017-10"), ("16.VII.2017", "2017-07-16"), ("30. 6. 2011", "2011-06-30"), ("05/2017", "2017-05"), ("MDCCLXXVI", "1776"),
    ("Monday, 16 July 2017", "2017-07-16"), ("16th of July 2017", "2017-07-16"), ("1º de maio de 2010", "2010-05-01"), ("le 1er mai 2010", "2010-05-01"),
    ("16th Sep 2019 -17th Sep 2019", "2019-09"), ("26th-30th Aug, 2019", "2019-08"), ("29 de mar. 2019", "2019-03-29"), ("30 augusti 2011", "2011-08-30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_date(text: str, expected: str) -> None:
    assert dates.parse_date(text).iso() == expected


@pytest.mark.parametrize(
    ("text", "stop"), [("1985-2015", 2015), ("1889-96", 1896), ("1999", None), ("2001–2", None)]
)
def test_range_of_years(text: str, stop: int | None) -> None:
    assert dates.parse_date(text).stop_year == stop


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c. 1890", "c. 1890"),
        ("Spring 2019", "Spring 2019"),
        ("May–June 2001", "May–June 2001"),
        ("1999", None),
    ],
)
def test_what_a_date_says_beyond_numbers_is_kept(text: str, said: str | None) -> None:
    assert dates.parse_date(text).verbatim == said


@pytest.mark.parametrize(
    ("text", "issued", "accessed"),
    [
        ("2008 [cited 2019 January 19", "2008", "2019-01-19"),
        ("Last modified March 1, 2000. Accessed February 28, 2015", "2000-03-01", "2015-02-28"),
        ("Zugriff am 3. März 2020", None, "2020-03-03"),
        ("3 March 2020", "2020-03-03", None),
    ],
)
def test_date_of_access_stands_apart(text: str, issued: str | None, accessed: str | None) -> None:
    assert [date and date.iso() for date in dates.read(text)] == [issued, accessed]


def test_day_beside_the_field_belongs_to_the_date() -> None:
    string = "El País, 16 de julio de 2017."
    draft = Draft(string, (Field("container-title", 0, 7, "El País"), Field("date", 12, 28, string[12:28])))
    dates.apply(draft)
    assert draft.values["issued"].iso() == "2017-07-16"


PAGES = [
    ("pp. 1761–1800", "1761-1800"), ("4894–99", "4894-4899"), ("2220-1.", "2220-2221"), ("p. 23", "23"), ("S. 10 – 19", "10-19"),
    ("e1234", "e1234"), ("xii–xv", "xii-xv"), ("第69-86页", "69-86"), ("12", "12"), ("A62", "A62"), ("351–66", "351-366"),
    ("123, 145–150", "123, 145-150"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_pages(text: str, expected: str) -> None:
    assert locators.pages(text) == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("issue", "(4):044005", {"issue": "4", "page": "044005"}),
        ("issue", "2009;16(5", {"volume": "16", "issue": "5"}),
        ("volume", "LXVI (3)", {"volume": "LXVI", "issue": "3"}),
        ("volume", "12", {"volume": "12"}),
        ("issue", "第3期", {"issue": "3"}),
    ],
)
def test_lost_brackets(label: str, text: str, expected: dict[str, str]) -> None:
    draft = Draft(text, (Field(label, 0, len(text), text),))
    locators.apply(draft)
    assert draft.values == expected


def test_body_that_opens_a_title_is_its_author() -> None:
    title = "China Chamber of Commerce of Metals, Minerals and Chemicals Importers & Exporters, Guidelines for Outbound Mining"
    draft = Draft(title, (Field("title", 0, len(title), title),))
    titles.apply(draft)
    assert draft.values["title"] == "Guidelines for Outbound Mining"
    assert (draft.creators[0].name.literal or "").endswith("Importers & Exporters")


@pytest.mark.parametrize(
    "title", ["A" * 4000 + "Labour law, 1995 " * 9, "NaN" * 1300, "Of " * 1300, "A A" * 1300]
)
def test_titles_of_capitals_are_read_in_no_time(title: str) -> None:
    draft = Draft(title, (Field("title", 0, len(title), title),))
    titles.apply(draft)
    assert draft.creators == []


@pytest.mark.parametrize("note", ["janjanjanjanjanjanjanjanjanjanjan!", "Accessed on 3 May 2020", "ISBN 3"])
def test_notes_are_read_in_no_time(note: str) -> None:
    draft = Draft(note, (Field("note", 0, len(note), note),))
    dates.apply(draft)
    notes.apply(draft)
    assert draft.values.get("note") == (None if note.startswith("Acc") else note)


EDITIONS = [
    ("2nd ed.", "2"), ("(3rd edition).", "3"), ("2. Aufl.,", "2"), ("8. ed.", "8"), ("第2版", "2"), ("第三版", "3"), ("rev. ed.", "rev. ed"),
    ("3., überarb. Aufl.", "3"), ("Kritische Ausgabe", "Kritische Ausgabe"), ("5e édition", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EDITIONS)
def test_edition(text: str, expected: str) -> None:
    assert imprint.edition(text) == expected


NUMBERED = [
    ("NBER Working Paper 7771", ("NBER Working Paper", "7771")), ("CRS Report No. R41108", ("CRS Report", "R41108")),
    ("UN Doc. A/RES/70/1", ("UN Doc", "A/RES/70/1")), ("A/RES/217(III)", ("", "A/RES/217(III)")), ("Pub. L. No. 91-190", ("Pub. L", "91-190")),
    ("PhD diss", ("PhD diss", "")), ("U.S. Patent No. 5,351,122", ("U.S. Patent", "5,351,122")), ("Data set", ("Data set", "")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERED)
def test_numbered_document(text: str, expected: tuple[str, str]) -> None:
    assert imprint.numbered(text) == expected


TITLES = [
    ("“A title,”", "A title"), ("« Bergers transhumants corses »", "Bergers transhumants corses"), ("《乡土中国》", "乡土中国"),
    ("一带一路的环境影响[J]", "一带一路的环境影响"), ("What is to be done?", "What is to be done?"), ("“A” and “B”", "“A” and “B”"),
    ("<italic>Prediction</italic>", "Prediction"), ("A disserta- tion on fish", "A dissertation on fish"), ("Title (unclosed", "Title (unclosed"),
    ("‘Super-Apostles, Servants of Christ’: A Response", "‘Super-Apostles, Servants of Christ’: A Response"), ("  ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title(text: str, expected: str) -> None:
    assert titles.clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Proceedings of X", "Proceedings of X"),
        ("in: Studie a texty", "Studie a texty"),
        ("载《读书》", "读书"),
        ("Indian Journal", "Indian Journal"),
    ],
)
def test_container(text: str, expected: str) -> None:
    assert containers.clean(text) == expected


CLAIMS = [
    ("doi:10.1016/j.x(2)3-4.", [("doi", "doi:10.1016/j.x(2)3-4")]),
    ("(see http://www.a.com/x_(y)).", [("url", "http://www.a.com/x_(y)")]),
    ("https://doi.org/10.1/ab", [("url", "https://doi.org/10.1/ab")]),
    ("arXiv:1301.3781 [cs.CL]", [("arxiv", "arXiv:1301.3781 [cs.CL]")]),
    ("hep-th/9711200", [("arxiv", "hep-th/9711200")]),
    ("ISBN 978-0-521-40599-7.", [("isbn", "ISBN 978-0-521-40599-7")]),
    ("PMID: 12345678", [("pmid", "PMID: 12345678")]),
    ("no identifier / here", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.kind, text[item.start : item.stop]) for item in identifiers.claim(text)] == expected


LANGUAGES = [
    ("The Evolution of Institutions for Collective Action", "en"), ("Die Geschichte der Zeitschrift und des Verlags", "de"),
    ("Histoire de la réponse écologique dans les montagnes", "fr"), ("Historia de la educación en los países del sur", "es"),
    ("História da educação no Brasil e em Portugal", "pt"), ("Storia della letteratura e delle arti nel mondo", "it"),
    ("Geschiedenis van het onderwijs en de kerk", "nl"), ("费孝通. 乡土中国[M]. 北京: 人民出版社, 1985.", "zh"), ("日本の歴史", "ja"),
    ("Лилия Илиева. Тиквешки сборник", "ru"), ("12, 34", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_language(text: str, expected: str | None) -> None:
    assert language.detect(text) == expected
