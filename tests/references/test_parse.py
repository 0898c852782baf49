"""The parser as a whole: fields, spans, odd input, streams, growth, the shipped model's rates."""

import json
import pickle
import time
from dataclasses import FrozenInstanceError, asdict, replace
from pathlib import Path

import marked
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bibtrack
from bibtrack.references import model, train
from bibtrack.references.batch import parse_lines
from bibtrack.references.parse import NORMALISERS, label_string, parse_citation
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import Creator, ItemType, Name, Reference, Role

BOOK = "Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 23."


def test_published_name_is_the_function() -> None:
    assert bibtrack.parse_citation is parse_citation


def test_book_in_chicago_notes() -> None:
    reference = parse_citation(BOOK).reference
    assert (reference.title, reference.publisher, reference.publisher_place, reference.year) == (
        "Governing the Commons", "Cambridge University Press", "Cambridge", 1990,
    )  # fmt: skip
    assert [creator.name.sort_form() for creator in reference.creators] == ["Ostrom, Elinor"]


def test_identifiers_come_out_of_addresses() -> None:
    reference = parse_citation(
        f"{BOOK} https://doi.org/10.1017/CBO9780511807763. ISBN 978-0-521-40599-7."
    ).reference
    assert reference.doi == "10.1017/cbo9780511807763"
    assert reference.identifier(Scheme.ISBN) == "9780521405997"


def test_archived_address_stands_apart() -> None:
    text = "IFC, “Standards,” 2012, https://www.ifc.org/ps, archived at https://web.archive.org/web/2018/https://www.ifc.org/ps."
    reference = parse_citation(text).reference
    assert (reference.url, reference.archive_url) == (
        "https://www.ifc.org/ps", "https://web.archive.org/web/2018/https://www.ifc.org/ps",
    )  # fmt: skip


def test_dash_takes_the_author_of_the_line_before() -> None:
    lines = ["Ostrom, Elinor. 1990. Governing the Commons. Cambridge: Cambridge University Press.",
             "———. 2005. Understanding Institutional Diversity. Princeton: Princeton University Press."]  # fmt: skip
    second = list(parse_lines(lines))[1]
    assert [creator.name.sort_form() for creator in second.reference.creators] == ["Ostrom, Elinor"]
    assert second.fields[0].text.startswith("———")


def test_two_processes_give_what_one_gives() -> None:
    lines = [item.string for item in marked.grey()[:260]]
    assert list(parse_lines(lines, jobs=2)) == list(parse_lines(lines))


ODD = [
    ("", "empty"), ("   ", "empty"), ("\x00\x01\x02", "binary"), ("a\x07b", "control-characters"), ("\u202e\u200f", "control-characters"),
    ("%PDF-1.4\n%âãÏÓ", "binary"), ("\ud800", "control-characters"), ("💥", "nothing-recognised"), (".", "nothing-recognised"),
    (BOOK * 60, "too-long"), (f"{BOOK}\n" * 20, "several-references"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), ODD, ids=range(len(ODD)))
def test_odd_input_is_an_issue(text: str, code: str) -> None:
    assert code in {issue.code for issue in parse_citation(text).issues}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text("()[]“”‘’.,;:/ -–0123456789aAbB张《》\x00\u202e", max_size=300))
def test_spans_slice_to_their_text_and_nothing_raises(text: str) -> None:
    parsed = parse_citation(text)
    assert all(text[field.start : field.stop] == field.text for field in parsed.fields)
    assert all(0.0 <= chance <= 1.0 for chance in parsed.confidence.values())
    starts = [field.start for field in parsed.fields]
    assert starts == sorted(starts)


UNITS = [
    "Smith, J. (1999). ",
    ")(",
    "a.",
    "10.1000/a)",
    "张，",
    "—",
    "“",
    "http://a.b/(",
    " v ",
    "A-",
    "1-",
    "& ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_no_faster_than_the_length(unit: str) -> None:
    parse_citation(BOOK)

    def took(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        parse_citation(text)
        return time.process_time() - start

    # A hundred times the length, far less than a hundred squared the time; 20 ms for a coarse clock.
    assert took(400_000) < 100 * max(min(took(4_000), took(4_000)), 0.02)


def test_every_normaliser_is_a_noun_of_its_own() -> None:
    modules = [normaliser.__module__.rpartition(".")[2] for normaliser in NORMALISERS]
    assert len(set(modules)) == len(modules)


def test_model_card_states_the_shipped_model() -> None:
    card = (Path(__file__).parents[2] / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert model.load().version in card


def share_right(items: list[train.Labelled]) -> float:
    """Give the micro F1 of exact fields, issue and volume apart, with the shipped model."""
    found = train.outcomes(model.load(), items)
    printed = sum(len(train.printed_runs(item.labels)) for item in items)
    return 2 * sum(outcome.right for outcome in found) / (len(found) + printed)


@pytest.mark.parametrize(
    ("items", "floor"), [(marked.grey, 0.89), (marked.chinese, 0.9)], ids=["grey", "chinese"]
)
def test_own_sets_keep_their_rate(items: object, floor: float) -> None:
    assert share_right(items()) >= floor  # type: ignore[operator]


@pytest.mark.parametrize(
    ("items", "floor"), [(marked.grey, 0.915), (marked.chinese, 0.95)], ids=["grey", "chinese"]
)
def test_item_types_keep_their_rate(items: object, floor: float) -> None:
    strings = items()  # type: ignore[operator]
    right = sum(
        parse_citation(item.string).reference.type.value in marked.TYPES[item.type] for item in strings
    )
    assert right / len(strings) >= floor


def test_legal_footnotes_of_others_keep_their_rate(shared: Path) -> None:
    """The footnotes of socio-legal articles were never trained on: dates and first authors."""
    lines = (shared / "data" / "parsing" / "footnotes-legal.jsonl").read_text(encoding="utf-8").splitlines()
    cites = [
        cite
        for line in lines
        for cite in json.loads(line)["citations"]
        if "date" in cite["fields"] and "title" in cite["fields"]
    ]
    right = sum(
        cite["fields"]["date"][0] in str(parse_citation(cite["string"]).reference.issued) for cite in cites
    )
    assert right / len(cites) >= 0.88


def test_labels_are_those_of_the_scheme() -> None:
    from bibtrack.references.corpora import LABELS

    for item in marked.grey()[:40]:
        assert {field.label for field in label_string(item.string, model.load())[0]} <= set(LABELS)


def test_a_reference_of_values_is_one_of_the_constructor() -> None:
    values = {"title": "Coal", "type": ItemType.BOOK, "creators": (Creator(Role.AUTHOR, Name("Wang", "Li")),)}
    quick, slow = Reference.of(values), Reference(**values)  # type: ignore[arg-type]
    assert (quick, hash(quick), repr(quick)) == (slow, hash(slow), repr(slow))
    assert (pickle.loads(pickle.dumps(quick)), asdict(quick)) == (slow, asdict(slow))
    assert replace(quick, volume="2") == replace(slow, volume="2")
    with pytest.raises(FrozenInstanceError):
        quick.title = "Ore"  # type: ignore[misc]
    with pytest.raises(TypeError, match="no field place"):
        Reference.of({"place": "Beijing"})
