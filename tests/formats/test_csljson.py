import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.formats.csljson import OTHER_VARIABLES, from_csl, to_csl, without_markup
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import (
    DATE_FIELDS,
    TEXT_FIELDS,
    Creator,
    ItemType,
    Name,
    PartialDate,
    Reference,
    Role,
)

TEXT = st.text(min_size=1, max_size=12)
NAMES = st.one_of(
    st.builds(
        Name,
        family=TEXT,
        given=st.none() | TEXT,
        dropping_particle=st.none() | TEXT,
        suffix=st.none() | TEXT,
        orcid=st.none() | st.just("0000-0002-1825-0097"),
    ),
    st.builds(Name, literal=TEXT.filter(str.strip)),
)
DATES = st.one_of(
    st.builds(PartialDate, year=st.integers(-500, 2100), verbatim=st.none() | TEXT),
    st.builds(PartialDate, year=st.integers(1, 2100), stop_year=st.integers(1, 2100)),
    st.builds(
        PartialDate, year=st.integers(1, 2100), month=st.integers(1, 12), day=st.none() | st.integers(1, 31)
    ),
    st.sampled_from(["n.d.", "forthcoming", "c. 1890"]).map(lambda text: PartialDate(verbatim=text)),
)
IDENTIFIERS = st.sampled_from(
    [
        Identifier(Scheme.DOI, "10.1000/a"),
        Identifier(Scheme.DOI, "10.1000/b"),
        Identifier(Scheme.ISBN, "9780306406157"),
        Identifier(Scheme.ISSN, "0378-5955"),
        Identifier(Scheme.ARXIV, "2101.00001"),
        Identifier(Scheme.DOCKET, "No. 12-345"),
    ]
)
EXTRA = st.tuples(st.one_of(TEXT, st.sampled_from(sorted(OTHER_VARIABLES))), st.text(max_size=9))
REFERENCES = st.builds(
    Reference,
    type=st.sampled_from(list(ItemType)),
    **{name: st.none() | TEXT for name in TEXT_FIELDS},
    **{name: st.none() | DATES for name in DATE_FIELDS},
    creators=st.lists(st.builds(Creator, st.sampled_from(list(Role)), NAMES), max_size=4).map(tuple),
    identifiers=st.lists(IDENTIFIERS, max_size=4, unique=True).map(tuple),
    extra=st.lists(EXTRA, max_size=4).map(tuple),
)


@given(REFERENCES)
@settings(max_examples=150, deadline=None)
def test_a_reference_survives_csl_json(reference: Reference) -> None:
    text = json.dumps(to_csl(reference, citekey="k"), sort_keys=True)
    assert from_csl(json.loads(text)) == reference


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)),
       st.sampled_from(["author", "issued", "DOI", "custom", "title", "type", "extra", "URL"]))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_odd_items_never_raise(value: object, key: str) -> None:
    assert isinstance(
        from_csl({key: value, "custom": {"extra": value, "orcid": [value], key: value}}), Reference
    )


FOREIGN = [
    ({"type": "article-journal", "DOI": "https://doi.org/10.1000/ABC"}, "doi", "10.1000/abc"),
    ({"type": "book", "issued": {"date-parts": [["2019", "3"]]}}, "issued", PartialDate(2019, 3)),
    ({"type": "book", "issued": {"raw": "2019-03-04"}}, "issued", PartialDate(2019, 3, 4)),
    ({"type": "book", "issued": {"date-parts": [[2019]], "season": 1}}, "issued", PartialDate(2019, verbatim="Spring 2019")),
    ({"type": "book", "issued": {"date-parts": [[1890]], "circa": True}}, "issued", PartialDate(1890, verbatim="c. 1890")),
    ({"type": "book", "issued": {"date-parts": [[2018], [2020]]}}, "issued", PartialDate(2018, stop_year=2020)),
    ({"type": "book", "volume": 12}, "volume", "12"),
    ({"type": "book", "journalAbbreviation": "Ann."}, "container_title_short", "Ann."),
    ({"type": "nonsense"}, "extra", (("type", "nonsense"),)),
    ({"type": "book", "annote": "Good."}, "extra", (("annote", "Good."),)),
    ({"author": [{"given": "Plato"}]}, "creators", (Creator(Role.AUTHOR, Name(literal="Plato")),)),
]  # fmt: skip


@pytest.mark.parametrize(("item", "field", "expected"), FOREIGN)
def test_items_of_other_programs(item: dict[str, object], field: str, expected: object) -> None:
    assert getattr(from_csl(item), field) == expected


def test_markup_is_taken_off_on_request_only() -> None:
    reference = from_csl({"title": "On <i>Homo sapiens</i> and a < b"})
    assert reference.title == "On <i>Homo sapiens</i> and a < b"
    assert without_markup(reference).title == "On Homo sapiens and a < b"
