"""The words of BibTeX and BibLaTeX, read and written: types, fields, languages, dates."""

import pytest

from bibtrack.formats.bibtex import dumps, loads
from bibtrack.formats.bibtexdates import read_date, read_year_month, write_date
from bibtrack.formats.bibtexfields import LANGUAGES, ORDER, TYPES, WRITTEN
from bibtrack.formats.item import Item
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

# CSL's type ← entry types of BibLaTeX, BibTeX and their usual other names
READ = """
article-journal: article suppperiodical
book: book mvbook proceedings mvproceedings collection mvcollection reference mvreference
chapter: bookinbook inbook incollection suppbook suppcollection
entry-encyclopedia: inreference
paper-conference: inproceedings conference
report: techreport report manual
thesis: phdthesis mastersthesis thesis
webpage: online electronic www webpage
document: misc
manuscript: unpublished
pamphlet: booklet
patent: patent
dataset: dataset data
software: software
legislation: legislation
legal_case: jurisdiction
treaty: legal
standard: standard
periodical: periodical
review: review
motion_picture: movie video
song: audio music
graphic: image artwork
personal_communication: letter
performance: performance
"""
TYPED = [
    (word, line.partition(":")[0])
    for line in READ.split("\n")
    if line
    for word in line.partition(":")[2].split()
]


@pytest.mark.parametrize(("word", "kind"), TYPED)
def test_entry_types_are_read(word: str, kind: str) -> None:
    (item,) = loads(f"@{word.title()}{{k, title = {{T}}}}").items
    assert item.reference.type == kind
    # Another name of a type is remembered, so that the entry comes back under it.
    assert loads(dumps([item])).items[0].reference == item.reference


def test_every_entry_type_that_is_known_is_in_the_table() -> None:
    assert {word for word, _ in TYPED} == set(TYPES)


# CSL's type → entry type in BibLaTeX, in BibTeX
WRITE = """
article unpublished unpublished
article-journal article article
article-magazine article article
article-newspaper article article
bill legislation misc
book book book
chapter incollection incollection
classic book book
collection collection book
dataset dataset misc
document misc misc
entry inreference incollection
entry-dictionary inreference incollection
entry-encyclopedia inreference incollection
figure image misc
graphic image misc
interview misc misc
legal_case jurisdiction misc
legislation legislation misc
manuscript unpublished unpublished
map image misc
motion_picture movie misc
musical_score book book
pamphlet booklet booklet
paper-conference inproceedings inproceedings
patent patent misc
performance performance misc
periodical periodical misc
personal_communication letter misc
post online misc
post-weblog online misc
regulation legislation misc
report report techreport
review review article
review-book review article
software software misc
song audio misc
standard standard misc
thesis thesis phdthesis
treaty legal misc
webpage online misc
"""
WRITTEN_AS = [tuple(line.split()) for line in WRITE.split("\n") if line]


@pytest.mark.parametrize(("kind", "biblatex", "bibtex"), WRITTEN_AS)
def test_types_are_written_and_come_back(kind: str, biblatex: str, bibtex: str) -> None:
    for dialect, word in (("biblatex", biblatex), ("bibtex", bibtex)):
        text = dumps([Item("k", Reference(ItemType(kind), title="T"))], dialect)
        assert text.startswith(f"@{word}{{k,")
        assert loads(text).items[0].reference.type == kind


def test_types_without_a_word_are_misc() -> None:
    told = {kind for kind, _, _ in WRITTEN_AS}
    assert {WRITTEN[kind] for kind in ItemType if kind.value not in told} <= {("misc", "misc")}


FIELDS = [
    ("shorttitle", "title_short"), ("origtitle", "original_title"), ("shortjournal", "container_title_short"), ("series", "collection_title"),
    ("location", "publisher_place"), ("address", "publisher_place"), ("type", "genre"), ("volume", "volume"), ("volumes", "number_of_volumes"),
    ("pagetotal", "number_of_pages"), ("numpages", "number_of_pages"), ("chapter", "chapter_number"), ("section", "section"),
    ("edition", "edition"), ("version", "version"), ("eventtitle", "event_title"), ("venue", "event_place"), ("archive", "archive"),
    ("archivelocation", "archive_location"), ("authority", "authority"), ("medium", "medium"), ("archiveurl", "archive_url"),
    ("abstract", "abstract"), ("note", "note"), ("url", "url"), ("journal", "container_title"), ("journaltitle", "container_title"),
    ("booktitle", "container_title"), ("publisher", "publisher"), ("institution", "publisher"), ("school", "publisher"),
    ("organization", "publisher"), ("x-translated-title", "translated_title"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "field"), FIELDS)
def test_fields_are_read(word: str, field: str) -> None:
    (item,) = loads(f"@book{{k, title = {{T}}, {word} = {{x7}}}}").items
    assert getattr(item.reference, field) == "x7"
    assert item.reference.extra == ()


FIRST = [
    (("journaltitle", "journal", "booktitle"), "container_title"),
    (("publisher", "institution", "school", "organization"), "publisher"),
    (("location", "address"), "publisher_place"),
    (("pagetotal", "numpages"), "number_of_pages"),
]


@pytest.mark.parametrize(("words", "field"), FIRST)
def test_of_fields_that_mean_the_same_the_first_wins_and_the_others_are_kept(
    words: tuple[str, ...], field: str
) -> None:
    written = ", ".join(f"{word} = {{{word}}}" for word in reversed(words))
    (item,) = loads(f"@article{{k, {written}}}").items
    assert getattr(item.reference, field) == words[0]
    assert sorted(item.reference.extra) == sorted((word, word) for word in words[1:])


ROLES = [
    ("author", Role.AUTHOR), ("editor", Role.EDITOR), ("translator", Role.TRANSLATOR), ("bookauthor", Role.CONTAINER_AUTHOR),
    ("x-collection-editor", Role.COLLECTION_EDITOR), ("x-director", Role.DIRECTOR), ("x-interviewer", Role.INTERVIEWER),
    ("x-recipient", Role.RECIPIENT), ("x-reviewed-author", Role.REVIEWED_AUTHOR), ("x-original-author", Role.ORIGINAL_AUTHOR),
    ("x-contributor", Role.CONTRIBUTOR),
]  # fmt: skip


@pytest.mark.parametrize(("word", "role"), ROLES)
def test_creators_are_read_and_written(word: str, role: Role) -> None:
    (item,) = loads(f"@book{{k, title = {{T}}, {word} = {{Bee, Anna and {{World Bank}}}}}}").items
    assert item.reference.creators == (
        Creator(role, Name("Bee", "Anna")),
        Creator(role, Name(literal="World Bank")),
    )
    text = dumps([item])
    assert f"  {word} = {{Bee, Anna and {{World Bank}}}},\n" in text


# language tags by babel's names; the first name of a tag is written
TONGUES = [
    ("english", "en"), ("american", "en-US"), ("british", "en-GB"), ("german", "de"), ("ngerman", "de"), ("austrian", "de-AT"),
    ("french", "fr"), ("spanish", "es"), ("italian", "it"), ("portuguese", "pt"), ("brazilian", "pt-BR"), ("dutch", "nl"), ("swedish", "sv"),
    ("danish", "da"), ("norwegian", "no"), ("finnish", "fi"), ("polish", "pl"), ("czech", "cs"), ("russian", "ru"), ("ukrainian", "uk"),
    ("greek", "el"), ("turkish", "tr"), ("arabic", "ar"), ("hebrew", "he"), ("persian", "fa"), ("hindi", "hi"), ("chinese", "zh"),
    ("japanese", "ja"), ("korean", "ko"), ("vietnamese", "vi"), ("thai", "th"), ("indonesian", "id"), ("latin", "la"), ("catalan", "ca"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tag"), TONGUES)
def test_languages(name: str, tag: str) -> None:
    (item,) = loads(f"@book{{k, title = {{T}}, langid = {{{name}}}}}").items
    assert item.reference.language == tag
    assert loads(dumps([item])).items[0].reference.language == tag
    if name != "ngerman":
        assert f"langid = {{{name}}}" in dumps([item])


def test_tags_of_languages_are_of_their_form() -> None:
    assert all(
        tag.partition("-")[0].islower() and len(tag.partition("-")[0]) == 2 for tag in LANGUAGES.values()
    )
    assert all(name.isalpha() and name.islower() for name in LANGUAGES)


DATES = [
    ("2019-05-03T10:00:00", PartialDate(2019, 5, 3)), ("-0044", PartialDate(-44)), ("2019-21", PartialDate(2019, verbatim="Spring 2019")),
    ("2019-22", PartialDate(2019, verbatim="Summer 2019")), ("2019-23", PartialDate(2019, verbatim="Autumn 2019")),
    ("2019-24", PartialDate(2019, verbatim="Winter 2019")), ("2019-25", PartialDate(2019, verbatim="2019-25")),
    ("2019-41", PartialDate(2019, verbatim="2019-41")), ("2019-42", PartialDate(2019, stop_year=2042)),
    ("2019-05?", PartialDate(2019, 5, verbatim="2019-05?")), ("2019-05~", PartialDate(2019, 5, verbatim="c. 2019-05")),
    ("2019%", PartialDate(2019, verbatim="c. 2019")), ("1984-85", PartialDate(1984, stop_year=1985)), ("1984–1985", PartialDate(1984, stop_year=1985)),
    ("1984---1985", PartialDate(1984, stop_year=1985)), ("1999-98", PartialDate(1999, verbatim="1999-98")), ("1984/1984", PartialDate(1984, stop_year=1984)),
    ("1984/", PartialDate(1984, verbatim="1984/")), ("/1984", PartialDate(1984, verbatim="/1984")), ("in press 2020", PartialDate(2020, verbatim="in press 2020")),
    ("2100", PartialDate(2100)), ("about 2100", PartialDate(verbatim="about 2100")), ("about 20190", PartialDate(verbatim="about 20190")),
    ("1000", PartialDate(1000)), ("2019-02-30", PartialDate(2019, 2, 30)), ("2019-05/2019-07", PartialDate(2019, 5, verbatim="2019-05/2019-07")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates_are_read_and_written(text: str, date: PartialDate) -> None:
    assert read_date(text) == date
    assert read_date(write_date(date)) == date


MONTHS = [
    *(((str(2019), word), number) for number, word in enumerate(
        ("jan", "February", "MAR", "april", "may", "June", "jul", "August", "sept", "oct", "November", "dec"), 1)),
    *((("2019", str(number)), number) for number in (1, 12)),
    *((("2019", word), number) for word, number in (
        ("März", 3), ("Mai", 5), ("Oktober", 10), ("Dezember", 12), ("février", 2), ("avril", 4), ("août", 8), ("décembre", 12), ("enero", 1),
        ("abril", 4), ("agosto", 8), ("diciembre", 12), ("gennaio", 1), ("maggio", 5), ("giugno", 6), ("luglio", 7), ("settembre", 9), ("ottobre", 10))),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "month"), MONTHS)
def test_months(parts: tuple[str, str], month: int) -> None:
    assert read_year_month(*parts) == PartialDate(2019, month)


ODD_MONTHS = [
    (("2019", "13"), PartialDate(2019, verbatim="13 2019")), (("2019", "0"), PartialDate(2019, verbatim="0 2019")),
    (("2019", "May", "31"), PartialDate(2019, 5, 31)), (("2019", "May", "32"), PartialDate(2019, 5)), (("2019", "May", "0"), PartialDate(2019, 5)),
    (("2019", "May", "x"), PartialDate(2019, 5)), (("2019", "May 3", "7"), PartialDate(2019, 5, 7)),
    (("2019", "May/June"), PartialDate(2019, verbatim="May/June 2019")), (("2019", "3 4 May"), PartialDate(2019, verbatim="3 4 May 2019")),
    (("2019", "ab"), PartialDate(2019, verbatim="ab 2019")), (("in press", "May"), PartialDate(verbatim="in press")),
    (("", "May"), PartialDate(verbatim="May")), (("", ""), None), (("2019-03", "May"), PartialDate(2019, 3)), (("2019a", "May"), PartialDate(2019, verbatim="May 2019a")),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "date"), ODD_MONTHS)
def test_odd_months(parts: tuple[str, ...], date: PartialDate | None) -> None:
    assert read_year_month(*parts) == date


def test_fields_are_written_in_one_order() -> None:
    item = Item(
        "k",
        Reference(
            ItemType.ARTICLE_JOURNAL, title="T", title_short="S", container_title="J", volume="1", issue="2", page="3-4", publisher="P",
            publisher_place="L", url="https://a.b", language="en", abstract="A", note="N", issued=PartialDate(2001, 5),
            accessed=PartialDate(2020, 1, 2), edition="2", genre="G",
            creators=(Creator(Role.TRANSLATOR, Name("Tee")), Creator(Role.AUTHOR, Name("Bee"))),
            identifiers=(Identifier(Scheme.ISSN, "0378-5955"), Identifier(Scheme.DOI, "10.1/a")),
        ),
        keywords=("b", "a"), grade="candidate",
    )  # fmt: skip
    for dialect in ("biblatex", "bibtex"):
        names = [
            line.split(" = ")[0].strip() for line in dumps([item], dialect).splitlines() if " = " in line
        ]
        known = [name for name in names if name in ORDER]
        assert known == sorted(known, key=ORDER.index)
        assert names[-1] == "keywords"
        assert names.index("x-grade") > names.index("note")
        assert len(names) == len(set(names))


INHERITED = [
    ("inproceedings", "proceedings", "container_title"), ("incollection", "collection", "container_title"), ("inbook", "book", "container_title"),
    ("inreference", "reference", "container_title"), ("article", "periodical", "container_title"),
]  # fmt: skip


@pytest.mark.parametrize(("child", "parent", "field"), INHERITED)
def test_a_child_takes_its_parents_title_as_its_container(child: str, parent: str, field: str) -> None:
    text = f"@{child}{{c, title = {{C}}, crossref = {{p}}}} @{parent}{{p, title = {{P}}, year = 2001, doi = {{10.1/p}}, note = {{its}}, x-own = {{o}}}}"
    found = loads(text).items[0].reference
    assert (found.title, getattr(found, field), found.year) == ("C", "P", 2001)
    assert (found.doi, found.note) == (None, None)
    assert ("x-own", "o") not in found.extra


def test_a_book_s_author_is_the_author_of_the_book_of_its_chapter() -> None:
    text = (
        "@inbook{c, title = {C}, author = {Bee, A}, crossref = {p}} @book{p, title = {P}, author = {Cee, C}}"
    )
    found = loads(text).items[0].reference
    assert found.names(Role.AUTHOR) == (Name("Bee", "A"),)
    assert found.names(Role.CONTAINER_AUTHOR) == (Name("Cee", "C"),)


KEPT = [
    ("@article{c, journal = {Own}, crossref = {p}} @periodical{p, title = {P}}", "container_title", "Own"),
    ("@book{c, date = {2005}, crossref = {p}} @book{p, year = 2001}", "issued", PartialDate(2005)),
    ("@book{c, year = 2005, crossref = {p}} @book{p, date = {2001}}", "issued", PartialDate(2005)),
    ("@book{c, date = {2005}, crossref = {p}} @book{p, month = may}", "issued", PartialDate(2005)),
    ("@book{c, address = {Own}, crossref = {p}} @book{p, location = {P}}", "publisher_place", "Own"),
    ("@book{c, crossref = {none}, title = {T}}", "title", "T"),
    (
        "@book{c, xdata = {x, y}, title = {T}} @xdata{x, publisher = {X}} @xdata{y, publisher = {Y}, address = {L}}",
        "publisher_place",
        "L",
    ),
    ("@book{c, crossref = {d}, title = {T}} @book{d, crossref = {c}, publisher = {D}}", "publisher", "D"),
]


@pytest.mark.parametrize(("text", "field", "value"), KEPT)
def test_what_a_child_has_itself_it_keeps(text: str, field: str, value: object) -> None:
    assert getattr(loads(text).items[0].reference, field) == value
