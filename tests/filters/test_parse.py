"""The query language: a line a case."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.errors import FilterSyntaxError
from bibtrack.filters.fields import FIELDS, PRESENCE
from bibtrack.filters.parse import MAX_TERMS, from_words, joined, parse
from bibtrack.filters.tree import And, Everything, Has, Match, Not, Or, Tree, leaves, spell

#: query → the same query as the tree spells it
UNDERSTOOD = [
    ("", ""),
    ("   ", ""),
    ("cobalt", "cobalt"),
    ("cobalt mining", "cobalt mining"),
    ("cobalt AND mining", "cobalt mining"),
    ("cobalt && mining", "cobalt mining"),
    ("cobalt OR 钴", "cobalt OR 钴"),
    ("cobalt | 钴", "cobalt OR 钴"),
    ("a b OR c d", "(a b) OR (c d)"),
    ("a (b OR c)", "a (b OR c)"),
    ("a (b c)", "a b c"),
    ("(a OR b) OR c", "a OR b OR c"),
    ("NOT a", "-a"),
    ("-a", "-a"),
    ("!a", "-a"),
    ("NOT NOT a", "a"),
    ("--a", '"--a"'),
    ("a NOT (b c)", "a -(b c)"),
    ("a AND NOT b", "a -b"),
    ("NOT (a OR b) c", "-(a OR b) c"),
    ("food & water", "food water"),
    ("green belt and road", "green belt and road"),
    ('"green belt and road"', '"green belt and road"'),
    ("“green belt”", '"green belt"'),
    ("「绿色」", "绿色"),
    ('"say \\"no\\""', '"say \\"no\\""'),
    ("deb*", "deb*"),
    ('"green be"*', '"green be"*'),
    ("author:deb*", "author:deb*"),
    ("author:deboom", "author:deboom"),
    ("Author:DeBoom", "author:DeBoom"),
    ("author: deboom", "author:deboom"),
    ("author：习近平", "author:习近平"),
    ("author:(li OR wang*)", "author:li OR author:wang*"),
    ("author:(li title:x)", "author:li title:x"),
    ("title:*", "has:title"),
    ("year:2018", "year:2018"),
    ("year:2018..", "year:2018.."),
    ("year:..2010", "year:..2010"),
    ("year:2010..2015", "year:2010..2015"),
    ("year:2010...2015", "year:2010..2015"),
    ("year:2010-2015", "year:2010..2015"),
    ("year:>2018", "year:2019.."),
    ("year:>=2018", "year:2018.."),
    ("year:<2018", "year:..2017"),
    ("year:<=2018", "year:..2018"),
    ("year:2018,2020", "year:2018 OR year:2020"),
    ("issued:2018-05..2019", "issued:2018-05..2019"),
    ("added:2026-01-01..", "added:2026-01-01.."),
    ("citations:0", "citations:0"),
    ("has:doi", "has:doi"),
    ("no:annotation", "-has:annotation"),
    ("no:annotations", "-has:annotation"),
    ("-no:theme", "has:theme"),
    ("type:report", "type:report"),
    ("type:report,book", "type:report OR type:book"),
    ('type:"article"', 'type:"article"'),
    ("status:resolved", "status:resolved"),
    ("grade:verified", "grade:verified"),
    ("grade:candidate", "grade:candidate"),
    ("retracted:true", "retracted:yes"),
    ("theme:green-bri", "theme:green-bri"),
    ('theme:"Green BRI"', 'theme:"Green BRI"'),
    ("cited-in:dicarlo-2024", "cited-in:dicarlo-2024"),
    ("cited_in:dicarlo-2024", "cited-in:dicarlo-2024"),
    ('signal:"but see"', 'signal:"but see"'),
    ("note:12", "note:12"),
    ("note:3..7", "note:3..7"),
    ("note:cobalt", "note:cobalt"),
    ("key:dicarlo2024*", "key:dicarlo2024*"),
    ("doi:10.1016/S0140-6736(05)70123-4", 'doi:"10.1016/s0140-6736(05)70123-4"'),
    ("(doi:10.1000/a)", 'doi:"10.1000/a"'),
    ("10.1000/XYZ", 'doi:"10.1000/xyz"'),
    ("https://doi.org/10.1000/XYZ", 'doi:"10.1000/xyz"'),
    ("https://example.org/a(b)", 'url:"https://example.org/a(b)"'),
    ("doi:10.1016/*", 'doi:"10.1016/"*'),
    ("isbn:0-306-40615-2", "isbn:9780306406157"),
    ("Africa: a history", '"Africa:" a history'),
    ("O'Brien", '"O\'Brien"'),
    ("non-state", "non-state"),
    ('"AND"', '"AND"'),
    ("search:mine", "cobalt OR 钴"),
    ("a -search:mine", "a -(cobalt OR 钴)"),
]  # fmt: skip

#: query → the character at fault (1-based), a word of the message, a word of the hint
FAULTS = [
    ("a OR", 3, "OR has nothing behind", "quotation"),
    ("OR a", 1, "OR has nothing before", "quotation"),
    ("a OR OR b", 6, "OR has nothing before", "quotation"),
    ("a AND", 3, "AND has nothing behind", "quotation"),
    ("NOT", 1, "NOT has nothing behind", "quotation"),
    ("(a OR b", 1, "not closed", "closing bracket"),
    ("a) b", 2, "never opened", ""),
    ("a ()", 3, "empty", ""),
    ('x "green', 3, "quotation mark is not closed", "closing"),
    ("titel:x", 1, "no field 'titel'", "title:"),
    ("journal:Nature", 1, "no field 'journal'", "container:"),
    ("a keywords:x", 3, "no field 'keywords'", "theme:"),
    ("zzqq:x", 1, "no field 'zzqq'", "--fields"),
    ("title:", 1, "without a value", 'title:"'),
    ("(title:)", 2, "without a value", 'title:"'),
    ('title:"…"', 1, "no word", ""),
    ("???", 1, "no word", ""),
    ("co*alt", 1, "star stands within", "end"),
    ("year:abc", 1, "not a number", "year:2010..2015"),
    ("year:..", 1, "not a number", "year:2018.."),
    ("year:2015..2010", 1, "backwards", "year:2010..2015"),
    ("issued:2018-5", 1, "not a date", "issued:2018"),
    ("type:journal", 1, "cannot be 'journal'", "type:article-journal"),
    ("type:web", 1, "cannot be 'web'", ""),
    ("status:solved", 1, "cannot be 'solved'", "status:resolved"),
    ("grade:maybe", 1, "cannot be 'maybe'", "candidate"),
    ("retracted:perhaps", 1, "yes or no", "retracted:yes"),
    ("has:dio", 1, "does not know 'dio'", "has:doi"),
    ("no:brain", 1, "does not know 'brain'", ""),
    ("doi:abc", 1, "not a DOI", "star"),
    ("isbn:123", 1, "not an ISBN", "star"),
    ("search:nine", 1, "no saved search", "search:mine"),
    ("search:loop", 1, "calls itself", ""),
    ("* a", 1, "star stands alone", "cobal*"),
]  # fmt: skip

SEARCHES = {"mine": "cobalt OR 钴", "loop": "a search:loop"}


@pytest.mark.parametrize(("query", "spelt"), UNDERSTOOD, ids=[case[0] for case in UNDERSTOOD])
def test_query_is_understood(query: str, spelt: str) -> None:
    tree = parse(query, SEARCHES)
    assert spell(tree) == spelt
    assert spell(parse(spelt, SEARCHES)) == spelt


@pytest.mark.parametrize(("query", "character", "message", "hint"), FAULTS, ids=[case[0] for case in FAULTS])
def test_fault_has_place_and_hint(query: str, character: int, message: str, hint: str) -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        parse(query, SEARCHES)
    assert message in str(caught.value)
    assert hint in (caught.value.hint or "")
    if query != "search:loop":  # there the fault is in the saved text
        assert caught.value.position == character - 1


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["theme:bri", "year:2018.."], "theme:bri year:2018.."),
        (["section:but see"], 'section:"but see"'),
        (["-signal:but see"], '-signal:"but see"'),
        (["green belt", "cobalt"], '"green belt" cobalt'),
        (["green belt"], "green belt"),
        (["year:2018 cobalt"], "year:2018 cobalt"),
        (["title:cobalt year:2018"], "title:cobalt year:2018"),
        (["title:green OR blue"], "title:green OR blue"),
        (['title:"green belt"', "x"], 'title:"green belt" x'),
        (["author:(a OR b)", "x"], "author:(a OR b) x"),
        ([], ""),
    ],
)
def test_shell_words_get_their_quotes_back(words: list[str], query: str) -> None:
    assert joined(words) == query
    assert from_words(words) == parse(query)


def test_ten_thousand_terms_cost_no_recursion() -> None:
    started = time.perf_counter()
    for query in (
        " ".join(f"w{i}" for i in range(10_000)),
        " OR ".join(f"year:{i}" for i in range(10_000)),
        "NOT " * 10_000 + "x",
        "-(a b) " * 5_000,
    ):
        spell(parse(query))
    assert time.perf_counter() - started < 30  # a guard against quadratic work, not a measurement


def test_saved_searches_cannot_blow_up() -> None:
    bomb = {f"s{i}": f"search:s{i - 1} " * 50 for i in range(1, 6)} | {"s0": "a b"}
    with pytest.raises(FilterSyntaxError, match=f"at most {MAX_TERMS} terms"):
        parse("search:s4", bomb)
    chain = {f"s{i}": f"search:s{i - 1}" for i in range(1, 50)} | {"s0": "a"}
    with pytest.raises(FilterSyntaxError, match="deep"):
        parse("search:s49", chain)
    assert spell(parse("search:s4", chain)) == "a"


def test_limits_are_said() -> None:
    with pytest.raises(FilterSyntaxError, match="at most 10000 characters"):
        parse('section:"' + "a" * 60_000 + '"')
    with pytest.raises(FilterSyntaxError, match=f"at most {MAX_TERMS} terms"):
        parse("a " * (MAX_TERMS + 1))
    with pytest.raises(FilterSyntaxError, match="nest deeper"):
        parse("(" * 1000 + "a" + ")" * 1000)


def test_a_long_query_is_shown_around_its_fault() -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        parse("cobalt " * 1000 + "titel:x " + "nickel " * 1000)
    assert max(map(len, str(caught.value).splitlines())) < 150
    line, caret = str(caught.value).splitlines()[1:3]
    assert line[caret.index("^") :].startswith("titel:x")


def test_leaves_know_what_is_excluded() -> None:
    tree = parse("a -(b OR has:doi) NOT -c")
    found = {(leaf.value if isinstance(leaf, Match) else "doi"): wanted for leaf, wanted in leaves(tree)}
    assert found == {"a": True, "b": False, "doi": False, "c": True}


@given(st.text(alphabet='ab()"-*: ORNTyear:2.,钴\\!|', max_size=40))
def test_any_text_is_a_tree_or_a_fault_with_a_place(text: str) -> None:
    try:
        tree = parse(text)
    except FilterSyntaxError as error:
        fault = error
    else:
        assert spell(parse(spell(tree))) == spell(tree)
        return
    assert 0 <= fault.position <= max(len(fault.query), 1)


def _trees() -> st.SearchStrategy[str]:
    words = st.sampled_from(["a", '"b c"', "d*", "year:2018..", "has:doi", "title:x", "no:theme"])
    return st.recursive(
        words,
        lambda inner: st.one_of(
            st.builds("({} {})".format, inner, inner),
            st.builds("({} OR {})".format, inner, inner),
            st.builds("NOT {}".format, inner),
        ),
        max_leaves=12,
    )


@given(_trees())
def test_no_node_holds_its_own_kind(query: str) -> None:
    _check(parse(query))
    assert spell(parse(spell(parse(query)))) == spell(parse(query))


def _check(tree: Tree) -> None:
    if isinstance(tree, And | Or):
        assert len(tree.children) > 1
        for child in tree.children:
            assert type(child) is not type(tree)
            assert not isinstance(child, Everything)
            _check(child)
    elif isinstance(tree, Not):
        assert not isinstance(tree.child, Not)
        _check(tree.child)
    else:
        assert isinstance(tree, Match | Has) or tree.field == "year"


def test_every_field_has_a_reader_and_help() -> None:
    for field in FIELDS.values():
        assert field.help[0].islower() or field.help.startswith("the DOI")
    assert set(PRESENCE) == {item.lower() for item in PRESENCE}
