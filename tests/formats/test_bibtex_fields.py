"""The fields of an entry one by one: what is read of them, and how a reference is written in each dialect."""

from dataclasses import replace

import pytest

from bibtrack.formats.bibtex import dumps, loads
from bibtrack.formats.bibtexdates import date_candidates, read_date, read_year_month, write_date
from bibtrack.formats.bibtexwrite import verbatim, written_key
from bibtrack.formats.item import Item, Remark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

DOI, ISBN, ISSN = Scheme.DOI, Scheme.ISBN, Scheme.ISSN
READ: list[tuple[str, dict[str, object]]] = [
    # kinds of theses and reports
    ("@phdthesis{k,}", {"genre": "PhD thesis"}),
    ("@mastersthesis{k,}", {"genre": "Master’s thesis"}),
    ("@thesis{k,}", {"genre": None}),
    ("@techreport{k,}", {"genre": None}),
    ("@thesis{k, type = {mathesis}}", {"genre": "Master’s thesis"}),
    ("@thesis{k, type = {PhdThesis}}", {"genre": "PhD thesis"}),
    ("@thesis{k, type = {candthesis}}", {"genre": "Candidate thesis"}),
    ("@report{k, type = {techreport}}", {"genre": "Technical report"}),
    ("@phdthesis{k, type = {Habilitation}}", {"genre": "Habilitation"}),
    # types that BibTeX has no word for
    ("@article{k, entrysubtype = {Magazine}}", {"type": ItemType.ARTICLE_MAGAZINE, "extra": ()}),
    ("@article{k, entrysubtype = {odd}}", {"type": ItemType.ARTICLE_JOURNAL, "extra": (("entrysubtype", "odd"),)}),
    ("@book{k, entrysubtype = {newspaper}}", {"type": ItemType.BOOK, "extra": (("entrysubtype", "newspaper"),)}),
    ("@misc{k, x-type = {map}}", {"type": ItemType.MAP, "extra": ()}),
    ("@misc{k, x-type = {odd}}", {"type": ItemType.DOCUMENT, "extra": (("x-type", "odd"),)}),
    ("@conference{k,}", {"type": ItemType.PAPER_CONFERENCE, "extra": (("entrytype", "conference"),)}),
    ("@techreport{k,}", {"type": ItemType.REPORT, "extra": ()}),
    ("@report{k,}", {"extra": ()}),
    # titles
    ("@book{k, title = {T}, subtitle = {}}", {"title": "T", "extra": ()}),
    ("@book{k, subtitle = {S}}", {"title": None, "extra": (("subtitle", "S"),)}),
    ("@book{k, title = {年}, titleaddon = {月}}", {"translated_title": None, "extra": (("titleaddon", "月"),)}),
    ("@book{k, titleaddon = {A}}", {"translated_title": None, "extra": (("titleaddon", "A"),)}),
    ("@book{k, title = {年}, titleaddon = {Year}}", {"translated_title": "Year", "extra": ()}),
    # the container of an article is a journal, of anything else a book
    ("@article{k, journal = {J}, booktitle = {B}}", {"container_title": "J", "extra": (("booktitle", "B"),)}),
    ("@incollection{k, journal = {J}, booktitle = {B}}", {"container_title": "B", "extra": (("journal", "J"),)}),
    ("@incollection{k, journal = {J}}", {"container_title": "J", "extra": ()}),
    # an address in "howpublished"
    ("@misc{k, howpublished = {https://a.b/c}}", {"url": "https://a.b/c", "extra": ()}),
    ("@misc{k, howpublished = {http://a.b/c}}", {"url": "http://a.b/c"}),
    ("@misc{k, howpublished = {At https://a.b/c}}", {"url": None, "extra": (("howpublished", "At https://a.b/c"),)}),
    ("@misc{k, url = {https://x.y}, howpublished = {https://a.b/c}}", {"url": "https://x.y", "extra": (("howpublished", "https://a.b/c"),)}),
    # numbers
    ("@article{k, number = {3}, issue = {4}}", {"issue": "3", "extra": (("issue", "4"),)}),
    ("@article{k, issue = {4}, eid = {e5}}", {"issue": "4", "number": "e5", "extra": ()}),
    ("@book{k, number = {3}}", {"number": "3", "collection_number": None}),
    ("@book{k, number = {3}, issue = {4}}", {"number": "3", "issue": "4", "extra": ()}),
    *((f"@{kind}{{k, series = {{S}}, number = {{3}}}}", {"collection_number": "3", "number": None}) for kind in (
        "book", "incollection", "inproceedings", "inreference", "phdthesis")),
    *((f"@{kind}{{k, series = {{S}}, number = {{3}}}}", {"collection_number": None, "number": "3"}) for kind in ("report", "misc", "patent")),
    ("@book{k, x-type = {collection}, series = {S}, number = {3}}", {"collection_number": "3"}),
    ("@book{k, x-type = {classic}, series = {S}, number = {3}}", {"collection_number": "3"}),
    # pages
    *((f"@article{{k, pages = {{{pages}}}}}", {"page": page}) for pages, page in (
        ("12--34", "12-34"), ("12---34", "12-34"), ("12 -- 34", "12-34"), ("12–34", "12-34"), ("12—34", "12-34"), ("12-34", "12-34"),
        ("e12", "e12"), ("", None), ("1--2, 5--6", "1-2, 5-6"))),
    # dates
    ("@book{k, year = 2001, month = may, day = 3}", {"issued": PartialDate(2001, 5, 3), "extra": ()}),
    ("@book{k, month = may}", {"issued": PartialDate(verbatim="may"), "extra": ()}),
    ("@book{k, date = {2002}, year = 2001}", {"issued": PartialDate(2002), "extra": (("year", "2001"),)}),
    ("@book{k, date = {}, year = 2001}", {"issued": PartialDate(2001), "extra": ()}),
    ("@book{k, day = 3}", {"issued": None, "extra": (("day", "3"),)}),
    ("@book{k, urldate = {2020-01-02}, origdate = {1900}}", {"accessed": PartialDate(2020, 1, 2), "original_date": PartialDate(1900)}),
    # identifiers: what is none stays as it is
    ("@book{k, isbn = {978-0-521-40599-7, 0-521-40599-8}}", {"identifiers": (Identifier(ISBN, "9780521405997"),), "extra": ()}),
    ("@book{k, isbn = {978-0-521-40599-7; odd}}", {"identifiers": (), "extra": (("isbn", "978-0-521-40599-7; odd"),)}),
    ("@book{k, issn = {0378-5955;1476-4687}}", {"identifiers": (Identifier(ISSN, "0378-5955"), Identifier(ISSN, "1476-4687"))}),
    ("@book{k, isbn = {}}", {"identifiers": (), "extra": ()}),
    ("@book{k, eprint = {2101.00001}, eprinttype = {ArXiv}}", {"identifiers": (Identifier(Scheme.ARXIV, "2101.00001"),), "extra": ()}),
    ("@book{k, eprint = {arXiv:2101.00001}, archiveprefix = {arXiv}}", {"identifiers": (Identifier(Scheme.ARXIV, "2101.00001"),), "extra": ()}),
    ("@book{k, eprint = {123}, eprinttype = {pubmed}}", {"identifiers": (Identifier(Scheme.PMID, "123"),)}),
    ("@book{k, eprint = {PMC123}, eprinttype = {pmc}}", {"identifiers": (Identifier(Scheme.PMCID, "PMC123"),)}),
    ("@book{k, eprint = {1/2}, eprinttype = {hdl}}", {"identifiers": (Identifier(Scheme.HANDLE, "1/2"),)}),
    ("@book{k, eprint = {x}, eprinttype = {odd}}", {"identifiers": (), "extra": (("eprint", "x"), ("eprinttype", "odd"))}),
    ("@book{k, eprint = { }, eprinttype = {hdl}}", {"identifiers": (), "extra": (("eprinttype", "hdl"),)}),
    ("@book{k, eprint = {x}}", {"identifiers": (), "extra": (("eprint", "x"),)}),
    ("@book{k, pmid = {123}, pmcid = {PMC4}}", {"identifiers": (Identifier(Scheme.PMID, "123"), Identifier(Scheme.PMCID, "PMC4")), "extra": ()}),
    ("@book{k, pmid = {}}", {"identifiers": (), "extra": ()}),
    # languages
    ("@book{k, language = {German}}", {"language": "de"}),
    ("@book{k, language = {Klingon}}", {"language": "Klingon"}),
    ("@book{k, language = {english}, langid = {english}}", {"language": "en", "extra": ()}),
    ("@book{k, language = {Englisch}, langid = {english}}", {"language": "Englisch", "extra": (("langid", "english"),)}),
    ("@book{k, langid = { British }}", {"language": "en-GB", "extra": ()}),
    ("@book{k, langid = {klingon}}", {"language": None, "extra": (("langid", "klingon"),)}),
    # addresses of other programs stay as they are
    (r"@book{k, url = {\url{https://a.b/{c}}}}", {"url": "https://a.b/{c}"}),
    (r"@book{k, url = {\url{https://a.b} x}}", {"url": r"\url{https://a.b} x"}),
    (r"@book{k, url = {x \url{https://a.b}}}", {"url": r"x \url{https://a.b}"}),
    (r"@book{k, bdsk-url-9 = {https://a.b/c\_d}, x-url-2 = {a--b}, odd = {a--b}}", {
        "extra": (("bdsk-url-9", r"https://a.b/c\_d"), ("x-url-2", "a--b"), ("odd", "a–b"))}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), READ, ids=[text for text, _ in READ])
def test_fields_are_read(text: str, fields: dict[str, object]) -> None:
    (item,) = loads(text).items
    assert {name: getattr(item.reference, name) for name in fields} == fields
    for dialect in ("biblatex", "bibtex"):
        (back,) = loads(dumps([item], dialect)).items
        assert replace(back.reference, extra=()) == replace(item.reference, extra=())
        assert sorted(back.reference.extra) == sorted(item.reference.extra)


ABOUT: list[tuple[str, dict[str, object]]] = [
    ("keywords = {a, b; c , a,, }", {"keywords": ("a", "b", "c")}),
    (r"keywords = {one\, two, three\; four}", {"keywords": ("one, two", "three; four")}),
    ("keywords = {one two}", {"keywords": ("one two",)}),
    ("keywords = {}", {"keywords": ()}),
    ("keywords = {a}, keyword = {b}, mendeley-tags = {c, a}", {"keywords": ("a", "b", "c")}),
    ("groups = {G, H}, x-updates = {retraction}", {"groups": ("G", "H"), "updates": ("retraction",)}),
    ("x-themes-by-hand = {a, b}, x-themes-refused = {c}", {"by_hand": ("a", "b"), "refused": ("c",)}),
    ("x-grade = {candidate}, x-citekey = {odd key}", {"grade": "candidate", "citekey": "odd key"}),
    ("x-status = {exempt}", {"status": "exempt", "status_reason": None}),
    ("x-status = {exempt: a: b}", {"status": "exempt", "status_reason": "a: b"}),
    ("x-cited-in = {r: 1, 22 3; other: 4}", {"cited_in": (("r", (1, 22, 3)), ("other", (4,)))}),
    ("x-cited-in = {r: 1; odd}", {"cited_in": ()}),
]


@pytest.mark.parametrize(("field", "told"), ABOUT)
def test_what_is_said_about_a_source(field: str, told: dict[str, object]) -> None:
    (item,) = loads(f"@book{{k, title = {{T}}, {field}}}").items
    assert {name: getattr(item, name) for name in told} == told
    assert item.reference.extra == (
        (("x-cited-in", "r: 1; odd"),) if "odd}" in field and "cited" in field else ()
    )
    assert loads(dumps([item])).items[0] == item


def one(kind: ItemType = ItemType.BOOK, **fields: object) -> Item:
    return Item("k", Reference(kind, **fields))  # type: ignore[arg-type]


B, A = ItemType.BOOK, ItemType.ARTICLE_JOURNAL
# item → entry type and fields in BibLaTeX, in BibTeX
WRITTEN: list[tuple[Item, list[str], list[str]]] = [
    (one(B, publisher="P", publisher_place="L"), ["book", "publisher = {P}", "location = {L}"], ["book", "publisher = {P}", "address = {L}"]),
    (one(ItemType.REPORT, publisher="P"), ["report", "institution = {P}"], ["techreport", "institution = {P}"]),
    # @phdthesis says more than the reference does
    (one(ItemType.THESIS, publisher="P"), ["thesis", "institution = {P}"], ["phdthesis", "school = {P}", 'x-csl = {{"genre": null}}']),
    (one(ItemType.THESIS, genre="PhD thesis"), ["thesis", "type = {PhD thesis}"], ["phdthesis", "type = {PhD thesis}"]),
    (one(ItemType.STANDARD, publisher="P"), ["standard", "organization = {P}"], ["misc", "organization = {P}", "x-type = {standard}"]),
    (one(ItemType.WEBPAGE, publisher="P"), ["online", "organization = {P}"], ["misc", "organization = {P}", "x-type = {webpage}"]),
    (one(ItemType.POST_WEBLOG, publisher="P"), ["online", "organization = {P}", "x-type = {post-weblog}"], ["misc", "organization = {P}", "x-type = {post-weblog}"]),
    (one(A, container_title="J", issue="3", number="e5"), ["article", "journaltitle = {J}", "number = {3}", "eid = {e5}"],
     ["article", "journal = {J}", "number = {3}", "eid = {e5}"]),
    (one(ItemType.CHAPTER, container_title="B", collection_title="S", collection_number="7", issue="2"),
     ["incollection", "booktitle = {B}", "series = {S}", "number = {7}", "issue = {2}"], ["incollection", "booktitle = {B}", "series = {S}", "number = {7}", "issue = {2}"]),
    # dates: BibTeX has year, month and day, the month as its macro
    (one(B, issued=PartialDate(2001, 5, 3)), ["book", "date = {2001-05-03}"], ["book", "year = {2001}", "month = may", "day = {3}"]),
    (one(B, issued=PartialDate(2001, 12)), ["book", "date = {2001-12}"], ["book", "year = {2001}", "month = dec"]),
    (one(B, issued=PartialDate(2001, 1)), ["book", "date = {2001-01}"], ["book", "year = {2001}", "month = jan"]),
    (one(B, issued=PartialDate(1984, stop_year=1986)), ["book", "date = {1984/1986}"], ["book", "year = {1984--1986}"]),
    (one(B, issued=PartialDate(verbatim="in press")), ["book", "date = {in press}"], ["book", "year = {in press}"]),
    (one(B, issued=PartialDate(1890, verbatim="c. 1890")), ["book", "date = {1890\\textasciitilde{}}"], ["book", "year = {1890\\textasciitilde{}}"]),
    (one(B, accessed=PartialDate(2020, 1), original_date=PartialDate(1900)), ["book", "origdate = {1900}", "urldate = {2020-01}"],
     ["book", "origdate = {1900}", "urldate = {2020-01}"]),
    # pages: two dashes between numbers, none elsewhere
    *((one(A, page=page), ["article", f"pages = {{{pages}}}"], ["article", f"pages = {{{pages}}}"]) for page, pages in (
        ("12-34", "12--34"), ("e12-e34", "e12--e34"), ("12-34, 40-41", "12--34, 40--41"), ("A-4", "A-4"), ("12", "12"))),
    # identifiers
    (one(B, identifiers=(Identifier(ISBN, "9780521405997"), Identifier(ISBN, "9780521405980"), Identifier(Scheme.PMID, "1"), Identifier(Scheme.PMCID, "PMC2"))),
     ["book", "isbn = {9780521405997, 9780521405980}", "pmid = {1}", "pmcid = {PMC2}"], ["book", "isbn = {9780521405997, 9780521405980}", "pmid = {1}", "pmcid = {PMC2}"]),
    (one(B, identifiers=(Identifier(Scheme.ARXIV, "2101.00001"),)), ["book", "eprint = {2101.00001}", "eprinttype = {arxiv}"],
     ["book", "eprint = {2101.00001}", "archiveprefix = {arxiv}"]),
    (one(B, identifiers=(Identifier(Scheme.HANDLE, "1/2"),)), ["book", "eprint = {1/2}", "eprinttype = {hdl}"], ["book", "eprint = {1/2}", "archiveprefix = {hdl}"]),
    (one(B, language="en-GB"), ["book", "langid = {british}"], ["book", "langid = {british}"]),
    (one(B, language="tlh"), ["book", "language = {tlh}"], ["book", "language = {tlh}"]),
    # types that the dialect has no word for
    (one(ItemType.ARTICLE_NEWSPAPER), ["article", "entrysubtype = {newspaper}"], ["article", "entrysubtype = {newspaper}"]),
    (one(ItemType.ARTICLE_MAGAZINE), ["article", "entrysubtype = {magazine}"], ["article", "entrysubtype = {magazine}"]),
    (one(ItemType.MAP), ["image", "x-type = {map}"], ["misc", "x-type = {map}"]),
    (one(ItemType.DATASET), ["dataset"], ["misc", "x-type = {dataset}"]),
    (one(ItemType.DOCUMENT), ["misc"], ["misc"]),
    # another name of the type, kept when it means the type
    (one(B, extra=(("entrytype", "mvbook"),)), ["mvbook"], ["mvbook"]),
    (one(B, extra=(("entrytype", "article"),)), *(["book", 'x-csl = {{"custom": {"extra": [["entrytype", "article"]]}}}'],) * 2),
    (one(B, extra=(("entrytype", "odd type"),)), *(["book", 'x-csl = {{"custom": {"extra": [["entrytype", "odd type"]]}}}'],) * 2),
    (one(ItemType.DOCUMENT, extra=(("entrytype", "weird"),)), ["weird"], ["weird"]),
    # translations: beside a title in another script they stand where BibLaTeX has them
    (one(B, title="年", translated_title="Year"), ["book", "title = {年}", "titleaddon = {Year}"], ["book", "title = {年}", "titleaddon = {Year}"]),
    (one(B, title="Jahr", translated_title="Year"), ["book", "title = {Jahr}", "x-translated-title = {Year}"], ["book", "title = {Jahr}", "x-translated-title = {Year}"]),
    (one(B, title="年", translated_title="月"), ["book", "title = {年}", "x-translated-title = {月}"], ["book", "title = {年}", "x-translated-title = {月}"]),
    # what a field that LaTeX does not touch cannot hold
    (one(B, url="https://a.b/%41?x=1 2"), ["book", "url = {https://a.b/%41?x=1 2}"], ["book", "url = {https://a.b/%41?x=1 2}"]),
    # own fields: names that are none are kept elsewhere
    (one(B, extra=(("file", "a_b.pdf"), ("zzz", "a_b"))), ["book", "file = {a_b.pdf}", "zzz = {a\\_b}"], ["book", "file = {a_b.pdf}", "zzz = {a\\_b}"]),
    (replace(one(B), remarks=(Remark("One.\n\nTwo."),), keywords=("a, b", "c;d")), ["book", "keywords = {a\\, b, c\\;d}", "annotation = {One.\n\nTwo.}"],
     ["book", "keywords = {a\\, b, c\\;d}", "annote = {One.\n\nTwo.}"]),
    (replace(one(B), status="exempt", status_reason="a web page", cited_in=(("r", (1, 4)), ("s", (2,))), updates=("u", "v")),
     ["book", "x-cited-in = {r: 1, 4; s: 2}", "x-status = {exempt: a web page}", "x-updates = {u, v}"],
     ["book", "x-cited-in = {r: 1, 4; s: 2}", "x-status = {exempt: a web page}", "x-updates = {u, v}"]),
    (replace(one(B), status_reason="a web page"), ["book"], ["book"]),
]  # fmt: skip


def lines(item: Item, dialect: str) -> list[str]:
    text = dumps([item], dialect)
    head, _, body = text.partition("{k,\n")
    assert body.endswith("}\n")
    return [head.removeprefix("@"), *(part.strip(" ") for part in body[:-2].split(",\n") if part)]


@pytest.mark.parametrize(("item", "biblatex", "bibtex"), WRITTEN, ids=[f"{case[1]}" for case in WRITTEN])
def test_a_reference_is_written(item: Item, biblatex: list[str], bibtex: list[str]) -> None:
    assert lines(item, "biblatex") == biblatex
    assert lines(item, "bibtex") == bibtex


def test_what_no_field_carries_stands_in_one_that_reads_back() -> None:
    item = one(
        B,
        title="a  b",
        url="{x}",
        identifiers=(Identifier(DOI, "10.1/a"), Identifier(DOI, "10.1/b")),
        extra=(("a name", "{\\"),),
    )
    text = dumps([item])
    (line,) = [line for line in text.splitlines() if "x-csl" in line]
    inside = line.partition(" = {")[2].removesuffix("},")
    # No brace of a text may end the field.
    assert inside.count("{") == inside.count("}")
    assert "\\u007b" in inside
    assert loads(text).items == [item]
    assert "x-csl" not in dumps([one(B, title="T")])


def test_the_order_of_entries_and_what_stands_between_them() -> None:
    text = dumps([Item(key, Reference(B, title="T")) for key in ("b", "a")])
    assert text == "@book{a,\n  title = {T},\n}\n\n@book{b,\n  title = {T},\n}\n"
    assert dumps([]) == ""
    assert (
        dumps([Item("a", Reference(B, title="é"))], ascii_only=True) == "@book{a,\n  title = {{\\'{e}}},\n}\n"
    )


KEYS = [
    ("a", "a"),
    ("", "source"),
    ("a b", "a-b"),
    ("a,b", "a-b"),
    ("a{b}", "a-b-"),
    ("ü-1:x", "ü-1:x"),
    ("a%b#c\"d'e=f~g\\h@i(j)", "a-b-c-d-e-f-g-h-i-j-"),
]


@pytest.mark.parametrize(("key", "written"), KEYS)
def test_keys_that_would_end_an_entry(key: str, written: str) -> None:
    assert written_key(key) == written
    if key:
        assert loads(dumps([Item(key, Reference(B, title="T"))])).items[0].citekey == key


CAPITALS = [
    ("A", "A"), ("The bees of the north", "The bees of the north"), ("The bees of northern Ghana and Accra", "The bees of northern Ghana and Accra"),
    ("The honey bees of northern Ghana and Accra", "The honey bees of northern {Ghana} and {Accra}"),
    ("Bees in Ghana", "Bees in Ghana"), ("On the use of I in prose again", "On the use of I in prose again"),
    ("NASA and its bees in flight", "{NASA} and its bees in flight"), ("The Bees Of The North And South", "The Bees Of The North And South"),
    ("The bees and the eBay of small things", "The bees and the {eBay} of small things"), ("Bees’ homes and Bee-Keepers of small towns", "Bees’ homes and {Bee-Keepers} of small towns"),
    ("50 % of Ghana holds bees and their honey", "50 \\% of {Ghana} holds bees and their honey"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "written"), CAPITALS)
def test_capitals_that_a_style_must_keep(title: str, written: str) -> None:
    assert lines(one(B, title=title), "biblatex") == ["book", f"title = {{{written}}}"]


# text → date, and how it is written again
DATES = [
    ("2019", PartialDate(2019), "2019"), ("0987", PartialDate(987), "0987"), ("-0044", PartialDate(-44), "-0044"), ("2019-05", PartialDate(2019, 5), "2019-05"),
    ("2019-05-03", PartialDate(2019, 5, 3), "2019-05-03"), (" 2019 ", PartialDate(2019), "2019"), ("2019-05-03T12:00Z", PartialDate(2019, 5, 3), "2019-05-03"),
    ("2019-12-31", PartialDate(2019, 12, 31), "2019-12-31"), ("2019-13", PartialDate(2019, verbatim="2019-13"), "2019-13"),
    ("1984-1984", PartialDate(1984, verbatim="1984-1984"), "1984-1984"),
    ("1984/1986", PartialDate(1984, stop_year=1986), "1984/1986"), ("1984-86", PartialDate(1984, stop_year=1986), "1984/1986"),
    ("1984–86", PartialDate(1984, stop_year=1986), "1984/1986"), ("1984 - 1986", PartialDate(1984, stop_year=1986), "1984/1986"),
    ("1986/84", PartialDate(1986, verbatim="1986/84"), "1986/84"), ("1984-41", PartialDate(1984, verbatim="1984-41"), "1984-41"),
    ("1984-42", PartialDate(1984, verbatim="1984-42"), "1984-42"), ("1940-42", PartialDate(1940, stop_year=1942), "1940/1942"),
    ("1940-41", PartialDate(1940, verbatim="1940-41"), "1940-41"), ("1984/..", PartialDate(1984, verbatim="1984/.."), "1984/.."),
    ("2019-21", PartialDate(2019, verbatim="Spring 2019"), "2019-21"), ("2019-24", PartialDate(2019, verbatim="Winter 2019"), "2019-24"),
    ("2019~", PartialDate(2019, verbatim="c. 2019"), "2019~"), ("2019-05-03?", PartialDate(2019, 5, 3, verbatim="2019-05-03?"), "2019-05-03?"),
    ("spring 2019", PartialDate(2019, verbatim="spring 2019"), "spring 2019"), ("999 and 12345", PartialDate(verbatim="999 and 12345"), "999 and 12345"),
    ("1999/2000", PartialDate(1999, stop_year=2000), "1999/2000"), ("1984-05/1984-07", PartialDate(1984, 5, verbatim="1984-05/1984-07"), "1984-05/1984-07"),
    ("2019-05/2019", PartialDate(2019, 5, verbatim="2019-05/2019"), "2019-05/2019"), ("2019/2019-05", PartialDate(2019, verbatim="2019/2019-05"), "2019/2019-05"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "written"), DATES)
def test_dates(text: str, date: PartialDate, written: str) -> None:
    assert read_date(text) == date
    assert write_date(date) == written
    assert written in list(date_candidates(date))


def test_no_date_is_none() -> None:
    assert read_date("") is None
    assert read_date("  ") is None
    assert read_year_month("", " ") is None


PARTS = [
    (("2019", "5", "3"), PartialDate(2019, 5, 3)), (("2019", " May ", " 3 "), PartialDate(2019, 5, 3)), (("2019", "1"), PartialDate(2019, 1)),
    (("2019", "12"), PartialDate(2019, 12)), (("2019", "may", "1"), PartialDate(2019, 5, 1)), (("2019", "may 31"), PartialDate(2019, 5, 31)),
    (("2019", "10 jan"), PartialDate(2019, 1, 10)), (("1984/1986", "may"), PartialDate(1984, 5, stop_year=1986)),
    (("1984/1986", "odd"), PartialDate(1984, stop_year=1986, verbatim="odd 1984/1986")), (("2019", "", "3"), PartialDate(2019)),
    (("c. 2019", "may"), PartialDate(2019, verbatim="may c. 2019")), (("2019", "winter/spring"), PartialDate(2019, verbatim="winter/spring 2019")),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "date"), PARTS)
def test_year_month_and_day(parts: tuple[str, ...], date: PartialDate) -> None:
    assert read_year_month(*parts) == date


def test_names_of_each_role_are_read_in_the_order_of_the_fields() -> None:
    (item,) = loads("@book{k, editor = {E}, author = {B and A}}").items
    assert item.reference.creators == (
        Creator(Role.AUTHOR, Name("B")), Creator(Role.AUTHOR, Name("A")), Creator(Role.EDITOR, Name("E")),
    )  # fmt: skip


# what would end a field that LaTeX does not touch is written as an address writes it
TOUCHLESS = [
    ("a{b", "a%7Bb"),
    ("a}b", "a%7Db"),
    ("a\\b", "a%5Cb"),
    ("a  b\nc", "a b c"),
    ("a%7B_b", "a%7B_b"),
]


@pytest.mark.parametrize(("text", "written"), TOUCHLESS)
def test_addresses_with_odd_signs(text: str, written: str) -> None:
    assert verbatim(text) == written
    item = one(B, url=text)
    assert f"url = {{{written}}}" in lines(item, "biblatex")
    assert loads(dumps([item])).items == [item]


def test_a_month_is_a_macro_in_bibtex_alone() -> None:
    item = one(B, issued=PartialDate(2001), extra=(("month", "may"),))
    assert lines(item, "biblatex") == ["book", "date = {2001}", "month = {may}"]
    assert "month = may" in lines(item, "bibtex")
    assert loads(dumps([item], "bibtex")).items == [item]
