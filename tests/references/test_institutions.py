"""Institutions whose names hold commas, and works without a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references import institutions
from bibtrack.references.draft import Field
from bibtrack.references.parse import parse_citation
from bibtrack.references.untitled import entitled

CCCMC = "China Chamber of Commerce of Metals, Minerals & Chemicals Importers & Exporters (CCCMC)"

# string → the institutions that open it, "" where none with a comma in its name does
LEADING = [
    (f"{CCCMC}, Guidelines for Mining (2014).", CCCMC),
    (f"{CCCMC}. (2017). Guidance for Rubber.", CCCMC),
    (f"{CCCMC} and Responsible Critical Mineral Initiative, Procedure (2023).", f"{CCCMC} and Responsible Critical Mineral Initiative"),
    (f"{CCCMC}, Responsible Cobalt Initiative, & Responsible Minerals Initiative. (2021). Standard.", f"{CCCMC}, Responsible Cobalt Initiative, & Responsible Minerals Initiative"),
    ("Department for Business, Energy and Industrial Strategy, Net Zero (London, 2021).", "Department for Business, Energy and Industrial Strategy"),
    ("Ministry of Industry, Trade and Labour (2010). Annual survey of mines.", "Ministry of Industry, Trade and Labour"),
    ("Department of Natural Resources, Mines and Energy, Land Rules (Brisbane, 2019).", "Department of Natural Resources, Mines and Energy"),
    ("Ministry of Finance, Strategy and Plan for Growth (Kampala: MoF, 2010).", ""),
    ("Ministry of Finance, Annual Report and Accounts, 2010.", ""),
    ("Technical Committee of Metals, Minerals and Mines (TCM), Report of things (2001).", "Technical Committee of Metals, Minerals and Mines (TCM)"),
    ("World Bank, World Development Report 2010 (Washington, 2010).", ""),
    ("Elinor Ostrom, Governing the Commons (Cambridge: CUP, 1990).", ""),
    ("Office of the High Commissioner for Human Rights (OHCHR), Guiding Principles (2011).", ""),
    ("History of Trade, Mines and Labour (ABC), 1990.", ""),
    ("Institute of Metals, Minerals and Mines (WTO), Report of things (2001).", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("string", "wanted"), LEADING, ids=[string[:40] for string, _ in LEADING])
def test_an_institution_may_hold_commas(string: str, wanted: str) -> None:
    assert string[: institutions.leading(string)] == wanted


@given(st.text(max_size=400))
def test_places_stay_and_nothing_is_raised(string: str) -> None:
    assert len(institutions.without_commas(string)) == len(string)


@pytest.mark.parametrize(
    ("string", "title", "authors"),
    [
        (f"{CCCMC}, Guidelines for Social Responsibility in Outbound Mining Investments (CCCMC, 2014).",
         "Guidelines for Social Responsibility in Outbound Mining Investments", [CCCMC]),
        (f"{CCCMC}. (2017). Guidance for Sustainable Natural Rubber. CCCMC.", "Guidance for Sustainable Natural Rubber", [CCCMC]),
        (f"{CCCMC}, Responsible Cobalt Initiative, and Responsible Minerals Initiative, Cobalt Refiner Supply Chain Due Diligence Standard (2021).",
         "Cobalt Refiner Supply Chain Due Diligence Standard", [CCCMC, "Responsible Cobalt Initiative", "Responsible Minerals Initiative"]),
        (f"{CCCMC}, 中国负责任矿产供应链尽责管理指南 (中国五矿化工进出口商会, 2015).", "中国负责任矿产供应链尽责管理指南", [CCCMC]),
    ],
)  # fmt: skip
def test_the_chamber_keeps_its_name_and_its_work(string: str, title: str, authors: list[str]) -> None:
    reference = parse_citation(string).reference
    assert (reference.title, [creator.name.literal for creator in reference.creators]) == (title, authors)


# the labelled stretches of a reference → those with a title
ENTITLED = [
    (["author: World Bank", "container-title: Guidelines for Mining Investments (CCCMC", "date: 2014"],
     ["author: World Bank", "title: Guidelines for Mining Investments", "publisher: CCCMC", "date: 2014"]),
    (["author: World Bank", "date: 2014", "note: Due Diligence Standard (2.0)"], ["author: World Bank", "date: 2014", "title: Due Diligence Standard (2.0)"]),
    (["author: World Bank", "title: (2017). Guidance for Rubber"], ["author: World Bank", "date: 2017", "title: Guidance for Rubber"]),
    (["author: World Bank", "container-title: Journal of Big Things", "volume: 3"], ["author: World Bank", "container-title: Journal of Big Things", "volume: 3"]),
    (["author: World Bank", "container-title: Nature"], ["author: World Bank", "container-title: Nature"]),
    (["author: Ann Lee", "container-title: Journal of Big Things"], ["author: Ann Lee", "container-title: Journal of Big Things"]),
    (["container-title: Journal of Big Things"], ["container-title: Journal of Big Things"]),
    ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), ENTITLED)
def test_what_stands_where_titles_stand_is_the_title(given: list[str], wanted: list[str]) -> None:
    text, fields = "", []
    for part in given:
        label, _, words = part.partition(": ")
        fields.append(Field(label, len(text), len(text) + len(words), words))
        text += words + ", "
    found = entitled(text, fields)
    assert [f"{field.label}: {field.text}" for field in found] == wanted
    assert all(text[field.start : field.stop] == field.text for field in found)
