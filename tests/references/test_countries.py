"""Places, addresses and institutions, and the country that each says, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references.countries import TABLE, by_address, by_institution, by_place, country
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
