"""What stands between quotation marks or marks of emphasis, and words that belong to no field."""

import pytest

from bibtrack.references.draft import Field
from bibtrack.references.parse import parse_citation
from bibtrack.references.quoted import bounded, emphasised


def made(string: str, *parts: str) -> list[Field]:
    """Make fields of "label: text"."""
    found = []
    for part in parts:
        label, _, text = part.partition(": ")
        start = string.index(text)
        found.append(Field(label, start, start + len(text), text))
    return found


def said(fields: list[Field]) -> list[str]:
    return [f"{field.label}: {field.text}" for field in fields]


# string, the fields that the model gave → the fields as the marks bound them
BOUNDED = [
    ("“Growth (Annual %),” Bank", ["title: Growth (Annual"], ["title: Growth (Annual %)"]),
    ("“A ‘b’ : C,” 1962.", ["title: A ‘b"], ["title: A ‘b’ : C"]),
    ("“A Day” in The Army of Europe (", ["title: A Day” in The Army of Europe"], ["title: A Day", "container-title: The Army of Europe"]),
    ('"A Day" in _The Army_', ['title: A Day" in _The Army'], ["title: A Day", "container-title: The Army"]),
    ("“A Day” of Rest, 1999", ["title: A Day” of Rest"], ["title: A Day” of Rest"]),
    ("“Growth, Journal", ["title: Growth"], ["title: Growth"]),
    ("“Growth Journal” 3", ["title: Growth", "container-title: Journal"], ["title: Growth", "container-title: Journal"]),
    ("A “Growth” of", ["title: A “Growth"], ["title: A “Growth"]),
    ("«Le Titre, sa suite», Paris", ["title: Le Titre"], ["title: Le Titre, sa suite"]),
]  # fmt: skip


@pytest.mark.parametrize(("string", "given", "wanted"), BOUNDED, ids=[row[0] for row in BOUNDED])
def test_a_quoted_title_ends_where_its_quotation_does(
    string: str, given: list[str], wanted: list[str]
) -> None:
    assert said(bounded(string, made(string, *given))) == wanted


EMPHASISED = [
    ("Lee, *Debt: The Years*, Verso", ["author: Lee, *Debt", "title: The Years"], ["author: Lee", "title: Debt: The Years"]),
    ("Lee, _Debt_ (Verso", ["author: Lee", "title: Debt"], ["author: Lee", "title: Debt"]),
    ("“A,” _J. of B_ 3", ["title: A", "container-title: J. of"], ["title: A", "container-title: J. of B"]),
    ("Lee, *Nature 393* (", ["author: Lee", "container-title: Nature", "volume: 393"], ["author: Lee", "container-title: Nature", "volume: 393"]),
    ("Lee, snake_case_name 3", ["author: Lee", "title: snake_case_name"], ["author: Lee", "title: snake_case_name"]),
    ("Lee, *Debt, Verso", ["author: Lee", "title: Debt"], ["author: Lee", "title: Debt"]),
    ("*note* Lee, Debt", ["author: Lee", "title: Debt"], ["author: Lee", "title: Debt"]),
]  # fmt: skip


@pytest.mark.parametrize(("string", "given", "wanted"), EMPHASISED, ids=[row[0] for row in EMPHASISED])
def test_an_emphasised_stretch_is_one_field(string: str, given: list[str], wanted: list[str]) -> None:
    assert said(emphasised(string, made(string, *given))) == wanted


WHOLE = [
    ("Satoshi Nakamoto, “Bitcoin: A Peer-to-Peer Electronic Cash System” (2008) at https://assets.example/1.pdf.", {"page": None, "type": "webpage"}),
    ("Mark Granovetter, “The Strength of Weak Ties,” _American Journal of Sociology_ 78, no. 6 (May 1973): 1360–80.", {"container_title": "American Journal of Sociology"}),
    ("“Key Indicators Database,” Asian Development Bank, n.d., https://kidb.example/economies", {"title": "Key Indicators Database"}),
    ("Scott Page,《差異:多樣性的力量如何創造更好的群體、公司、學校和社會》,(普林斯頓:普林斯頓大學出版社,2007)", {"publisher": "普林斯頓大學出版社", "publisher_place": "普林斯頓"}),
    ("Umoren, Rachel. “Global Collaboration.” Innovations in Global Education 2014, no. 1 (November 1, 2014). https://doi.org/10.5339/igmhe.2014.1.", {"type": "article-journal"}),
    ("DeBoom MJ, ‘Climate Necropolitics’ (2021) 111 Annals of the American Association of Geographers 900 <https://doi.org/10.1080/24694452.2020.1843995>", {"container_title": "Annals of the American Association of Geographers", "volume": "111", "page": "900"}),
    ("Deberdt R, ‘Standardizing “Green” Extractivism: China’s Instruments’ (2024) 19 The Extractive Industries and Society <https://doi.org/10.1016/j.exis.2024.101516>", {"title": "Standardizing “Green” Extractivism: China’s Instruments", "container_title": "The Extractive Industries and Society", "volume": "19"}),
    ("Liu X and Bennett MM, ‘Going Out and Going Green’ [2023] Eurasian Geography and Economics <https://doi.org/10.1080/15387216.2023.2279549>", {"title": "Going Out and Going Green", "container_title": "Eurasian Geography and Economics", "type": "article-journal"}),
    ("Y. Xia, “Environmental Advocacy in a Globalising China,” Journal of Contemporary Asia, ahead of print, 2023.", {"container_title": "Journal of Contemporary Asia", "type": "article-journal"}),
    ("V. Aynutdinov et al. Int. J. Mod. Phys. A20 (2005) 6932.", {"container_title": "Int. J. Mod. Phys. A", "volume": "20"}),
    ("https://www.usnews.com/best-colleges/rankings/computer-science-overall", {"type": "webpage"}),
    ("See https://web.example/_a_/b_.html.", {"url": "https://web.example/_a_/b_.html"}),
]  # fmt: skip


@pytest.mark.parametrize(("string", "wanted"), WHOLE, ids=[row[0][:24] for row in WHOLE])
def test_marks_and_small_words_stay_out_of_the_values(string: str, wanted: dict[str, str | None]) -> None:
    reference = parse_citation(string).reference
    assert {name: getattr(reference, name) for name in wanted} == wanted
