"""Places, addresses and institutions, and the country that each says, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references import registrations
from bibtrack.references.countries import (
    TABLE,
    by_address,
    by_institution,
    by_place,
    codes_of,
    country,
    labels,
)
from bibtrack.text import fold
from bibtrack.values.country import CountryFrom

PLACES = [
    ("London", "GB"), ("London, Ontario", "CA"), ("Cambridge, MA", "US"), ("Cambridge MA", "US"), ("Cambridge", None),
    ("Cambridge, UK", "GB"), ("New York and London", "US"), ("London; New York", "GB"), ("Washington, D.C.", "US"),
    ("北京", "CN"), ("Genève", "CH"), ("Bogotá, Colombia", "CO"), ("São Paulo", "BR"), ("Kinshasa", "CD"),
    ("Frankfurt a.M.", "DE"), ("Москва", "RU"), ("東京", "JP"), ("[Paris]", "FR"), ("Oxford (UK)", "GB"), ("Georgia", None),
    ("Springfield", None), ("s.l.", None), ("Valencia", None), ("München/Wien", "DE"), ("Hong Kong", "HK"), ("China", "CN"),
    ("Lanham, MD", "US"), ("Perth, Scotland", "GB"), ("Den Haag", "NL"), ("Cham", "CH"), ("Athens, GA", "US"), ("", None),
]  # fmt: skip
ADDRESSES = [
    ("https://www.mee.gov.cn/ywgz/", "CN"), ("http://www.mines.gouv.cd/x", "CD"), ("https://www.gov.uk/a", "GB"),
    ("https://www.state.gov/b", "US"), ("https://example.org", None), ("https://example.com/cn/", None), ("https://x.io", None),
    ("https://ec.europa.eu/x", "EU"), ("https://www.who.int/", "UN"), ("not an address", None), ("https://[bad", None),
    ("example.de/paper.pdf", "DE"), ("https://localhost", None), ("https://1.2.3.4/x", None), ("https://www.cccmc.org.cn:80/", "CN"),
]  # fmt: skip
INSTITUTIONS = [
    ("Ministry of Commerce of the People’s Republic of China", "CN"), ("China Dialogue", None), ("生态环境部", "CN"),
    ("State Council of China", "CN"), ("Boston University Global Development Policy Center", "US"), ("World Bank", "UN"),
    ("European Commission", "EU"), ("Oxford University Press", "GB"), ("Springer", None), ("Taylor & Francis", "GB"), ("MIT Press", "US"), ("中国五矿化工进出口商会", "CN"),
    ("China Chamber of Commerce of Metals", "CN"), ("Routledge", "GB"), ("Open Book Publishers", None), ("U.S. Department of State", "US"),
    ("United Nations Environment Programme", "UN"), ("Tell us more Association", None), ("University of the Witwatersrand", None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "code"), PLACES)
def test_a_place_of_publication(place: str, code: str | None) -> None:
    found = by_place(place)
    assert (found and found.code) == code


@pytest.mark.parametrize(("address", "code"), ADDRESSES)
def test_a_web_address(address: str, code: str | None) -> None:
    found = by_address(address)
    assert (found and found.code) == code


@pytest.mark.parametrize(("name", "code"), INSTITUTIONS)
def test_an_institution(name: str, code: str | None) -> None:
    found = by_institution(name)
    assert (found and found.code) == code


def test_the_surest_counts_and_says_its_words() -> None:
    found = country("Nairobi", "https://www.gov.cn/x", ["World Bank"])
    assert found is not None
    assert (found.code, found.known_from, found.evidence) == ("KE", CountryFrom.PLACE, "Nairobi")
    second = country("Nowhere at all", "https://www.gov.cn/x", ["World Bank"])
    assert second is not None
    assert (second.code, second.known_from, second.evidence) == ("CN", CountryFrom.ADDRESS, "www.gov.cn")
    assert country(None, None) is None


def test_an_article_at_a_university_s_address_is_a_copy_there() -> None:
    address = "https://scholars.hkbu.edu.hk/x"
    assert country(None, address, published=True) is None
    found = country(None, address)
    assert found is not None
    assert found.code == "HK"


def test_no_name_stands_for_two_countries() -> None:
    seen: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, names, places = line.split("\t")
            for name in filter(None, (*names.split("|"), *places.split("|"))):
                assert seen.setdefault(fold(name), code) == code, name


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_a_country_or_none(place: str, address: str) -> None:
    found = country(place, address, [place])
    assert found is None or (found.label and found.evidence)


NUMBERS = [
    (["doi:10.1080/24694452.2020.1843995"], "GB", CountryFrom.DOI, "10.1080 (Taylor & Francis)"),
    (["doi:10.1016/j.exis.2024.101516"], "NL", CountryFrom.DOI, "10.1016 (Elsevier)"),
    (["isbn:9787302511113"], "CN", CountryFrom.ISBN, "978-7"),
    (["isbn:9786021234567"], "ID", CountryFrom.ISBN, "978-602"),
    (["doi:10.1080/x", "isbn:9787302511113"], "CN", CountryFrom.ISBN, "978-7"),
    (["isbn:9781788978040", "doi:10.1080/x"], "GB", CountryFrom.DOI, "10.1080 (Taylor & Francis)"),
]
SILENT = [
    [], [""], ["doi:10.1007/978-981-13-2799-5_11"], ["doi:10.10800/x"], ["doi:10.1080"], ["isbn:9781788978040"],
    ["isbn:9783110000000"], ["pmid:10.1080/x"], ["isbn:978"],
]  # fmt: skip


@pytest.mark.parametrize(("identifiers", "code", "known_from", "evidence"), NUMBERS)
def test_a_number_says_where_it_was_registered(
    identifiers: list[str], code: str, known_from: CountryFrom, evidence: str
) -> None:
    found = country(None, None, ["China Dialogue"], identifiers)
    assert found is not None
    assert (found.code, found.known_from, found.evidence) == (code, known_from, evidence)


@pytest.mark.parametrize("identifiers", SILENT)
def test_numbers_that_say_no_country(identifiers: list[str]) -> None:
    assert country(None, None, [], identifiers) is None


def test_a_number_is_asked_last() -> None:
    found = country(None, None, ["MIT Press"], ["doi:10.1080/x"])
    assert found is not None
    assert found.code == "US"


def test_every_registration_has_a_country_and_stands_once() -> None:
    rows = [
        line.split("\t") for line in registrations.TABLE.read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert len({(kind, beginning) for kind, beginning, _, _ in rows}) == len(rows) > 100
    assert {code for _, _, code, _ in rows} <= set(labels())
    assert all(
        beginning.startswith("10.") == (kind == "doi") == bool(who) for kind, beginning, _, who in rows
    )
    for _, _, code, who in rows:
        named = by_institution(who) if who else None
        assert named is None or named.code == code, who


@pytest.mark.parametrize(
    ("name", "beginning", "codes"),
    [
        ("CN", False, ("CN",)), ("cn", False, ("CN",)), ("China", False, ("CN",)), ("中国", False, ("CN",)),
        ("uk", False, ("GB",)), ("Österreich", False, ("AT",)), ("Atlantis", False, ()), (" ", False, ()),
        ("united k", True, ("GB",)), ("", True, ()), ("zz", True, ()),
    ],
)  # fmt: skip
def test_a_country_by_its_name(name: str, beginning: bool, codes: tuple[str, ...]) -> None:
    assert codes_of(name, beginning) == codes
