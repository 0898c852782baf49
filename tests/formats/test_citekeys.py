import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.errors import InputError
from bibtrack.formats.citekeys import assign
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role


def work(title: str, year: int | None, *names: Name, **fields: str) -> Reference:
    return Reference(title=title, issued=PartialDate(year), creators=tuple(Creator(Role.AUTHOR, n) for n in names), **fields)  # fmt: skip


DEBOOM = work("Climate Necropolitics", 2021, Name("DeBoom", "Meredith J."))
CASES = [
    (DEBOOM, "deboom2021climate"),
    (work("The Environmental State in China", 2019, Name("Østergård", "Å.")), "ostergard2019environmental"),
    (work("Une vie", 1883, Name("Berg", "A.", non_dropping_particle="van der")), "vanderberg1883vie"),
    (
        work("关于推进绿色“一带一路”建设的指导意见", 2017, Name(literal="环境保护部")),
        "huanjingbaohu2017guanyu",
    ),
    (work("刺客列传", 1998, Name("曾", "国藩")), "zeng1998cike"),
    (work("World Development Report", 2020, Name(literal="World Bank")), "worldbank2020world"),
    (work("Outlook", 2020, Name(literal="United Nations Environment Programme")), "unep2020outlook"),
    (work("Guidelines", 2015, publisher="China Chamber of Commerce"), "ccc2015guidelines"),
    (work("Война и мир", 1869, Name("Толстой", "Лев")), "tolstoi1869voina"),
    (work("서울", 2001, Name("김", "민수")), "gim2001seoul"),
    (work("“Don't look”", None, Name("O'Neil", "A")), "oneilnddont"),
    (Reference(), "nd"),
    (work("The Of", 2000, Name("X")), "x2000the"),
]


@pytest.mark.parametrize(("reference", "key"), CASES, ids=[key for _, key in CASES])
def test_the_default_pattern(reference: Reference, key: str) -> None:
    assert assign(reference, ()) == key


PATTERNS = [
    ("{author}_{year}", "deboom_2021"),
    ("{author}:{yy}{title2}", "deboom:21climatenecropolitics"),
    ("{type}/{authors}", "document/deboom"),
]


@pytest.mark.parametrize(("pattern", "key"), PATTERNS)
def test_other_patterns(pattern: str, key: str) -> None:
    assert assign(DEBOOM, (), pattern) == key


@pytest.mark.parametrize("pattern", ["{nope}", "{author} {year}", "{author}{", "ä{year}", "{author},x"])
def test_bad_patterns_are_refused_with_a_sentence(pattern: str) -> None:
    with pytest.raises(InputError, match="citekey pattern"):
        assign(DEBOOM, (), pattern)


def test_collisions_get_letters_in_order() -> None:
    taken: list[str] = []
    for _ in range(29):
        taken.append(assign(DEBOOM, taken))
    stem = "deboom2021climate"
    assert taken[:3] + taken[26:] == [stem, stem + "a", stem + "b", stem + "z", stem + "aa", stem + "ab"]


@given(st.text(), st.text(min_size=1))
def test_keys_are_plain_ascii(title: str, family: str) -> None:
    key = assign(work(title, 2000, Name(family)), ())
    assert key.isascii()
    assert key.isalnum()
