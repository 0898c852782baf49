"""Notes taken apart: boundaries, signals, forms, locators, commentary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.notes.split import split
from bibtrack.values.document import Note, NoteKind


def parts(text, kind=NoteKind.ENDNOTE):
    return split(Note(1, "1", text, kind)).citations


# note → its cites, by their first words and their last
SEGMENTS = [
    ("Ann Lee, “On Things,” J. Test 3 (2010): 4–5.", ["Ann Lee…4–5."]),
    ("Lee, “On Things,” 4; see also Mol and Carter, “Governing,” 150.", ["Lee, …4", "Mol and…150."]),
    ("See A. Lee, Code 12 (2d ed. 2006); B. Zed, The Net 45 (2008). Contra C. Smith, Law 3 (1999).", ["A. Lee…2006)", "B. Zed…(2008).", "C. Smith…(1999)."]),
    ("For a survey, see Jane Doe, Big Book (London: Verso, 1999), chap. 3.", ["Jane…chap. 3."]),
    ("Much was said of it (Doe, id.).", ["Doe, id."]),
    ("They were widely criticised. (See, for example, M. King, New Books (1980) at 216–17.)", ["M. King…216–17."]),
    ("Smith, John. The Big Title. New York: Penguin, 2010.", ["Smith, John…2010."]),
    ("Smith, J. (2010). Title of it. Journal of Things, 12(3), 4–5. https://doi.org/10.1000/xyz", ["Smith, J…xyz"]),
    ("Vgl. Müller, Hans, Das Recht, München 1999, S. 45 ff.; ders., Arbeit, Berlin 2001, S. 12.", ["Müller…ff.", "ders.…S. 12."]),
    ("Zur Dunkelziffer vgl. die Arbeit von Gessner 1976, S. 17.", ["Gessner…17."]),
    ("Steinbach 1979, S. 66 ff. Blankenburg/Morasch 1972, S. 82.", ["Steinbach…ff.", "Blanken…82."]),
    ("王毅：《中国外交》，人民出版社，2010年，第12页；另见李明：《研究》，载《国际问题》2015年第3期。", ["王毅…12页", "李明…期。"]),
    ("A. One, First (2001) 3, quoted in B. Two, Second (2005) 9.", ["A. One…3", "B. Two…9."]),
    ("I thank the editors for their comments.", []),
    ("安娜和Joshua Linn,\"創新\",《目錄》,2003年,https://doi.org/10.3386/w10038;Mark Lee,\"力量\",《雜誌》78,no. 6 (1973年5月):1360–80", ["安娜…w10038", "Mark…80"]),
    ("國際勞工組織，《趨勢》, 2023. 網址： https://www.ilo.example/1.pdf", ["國際…1.pdf"]),
    ("請參閱：蓋瑞《人本體制》（台北，天下文化，2021 年）第 9 章。", ["蓋瑞…章。"]),
    ("Church, Ann. “Firsts: The Show.” Church Institute, n.d. https://church.example/209/.", ["Church…209/."]),
    ("“The State of Systems.” World Bank Group, 2017, https://bank.example/1.", ["“The State…/1."]),
    ("JUSE. “How Was the Prize Established,” Dec 22, 2024. https://juse.example/award/", ["JUSE…award/"]),
    ("Ann Lee, You Are Not a Thing (New York: Vintage, 2011) and Who Owns It? (New York: Verso, 2014).", ["Ann…2011)", "Who…2014)."]),
    ("Lee and Mol, op. cit. Joan Miller and Leo Zed, “Beyond,” Noema 3 (2023): 4.", ["Lee…cit.", "Joan…4."]),
    ("The division is inspired by Kojin Karat, The Structure of History (Durham, NC: Duke UP, 2014).", ["Kojin…2014)."]),
    ("Big Docs, originated from Small launched in 2005, has popularized the idea.", []),
    ("“Choose It,” gamebooks based on a concept from 1976, peaked in the ’80s.", []),
    ("Undang-Undang Nomor 3 Tahun 2020 tentang Perubahan atas Undang-Undang Nomor 4 Tahun 2009; A. Lee, Nickel (2022) 4.", ["Undang…2009", "A. Lee…4."]),
    ("Brown v. Board, 347 U.S. 483 (1954); Roe v. Wade, 410 U.S. 113 (1973).", ["Brown…1954)", "Roe…1973)."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SEGMENTS, ids=[text[:24] for text, _ in SEGMENTS])
def test_segments(text, wanted):
    found = [citation.text for citation in parts(text)]
    assert len(found) == len(wanted), found
    for got, want in zip(found, wanted, strict=True):
        first, _, last = want.partition("…")
        assert got.startswith(first)
        assert got.endswith(last)


SIGNS = [
    ("See also Ann Lee, Things (2010) 4.", "See also", "full", ("page", "4")),
    ("But see Ann Lee, Things (2010) 4 (emphasis added).", "But see", "full", ("page", "4")),
    ("Cf. ibid., p. 33.", "Cf.", "ibid", ("page", "33")),
    ("Leavis, op. cit., n. 20, p. 120.", None, "op-cit", ("page", "120")),
    ("Contra Smith, supra note 12, at 45.", "Contra", "supra", ("page", "45")),
    ("Hart (n 12) 46.", None, "supra", ("page", "46")),
    ("Vgl. Müller, a.a.O., S. 46.", "Vgl.", "op-cit", ("page", "46")),
    ("同上，第15页。", None, "ibid", ("page", "15")),
    ("同前注3，第20页。", None, "supra", ("page", "20")),
    ("参见张三：《绿色发展》，2018年第2期。", "参见", "full", None),
    ("Voir Pierre Bourdieu, La Distinction, Paris, Minuit, 1979, p. 12.", "Voir", "full", ("page", "12")),
    ("DeBoom, “Climate Necropolitics,” 905.", None, "short", ("page", "905")),
    ("Gessner 1976, S. 17.", None, "short", ("page", "17")),
    ("Ann Church, “A Note,” The Journal of Logic 1, no. 1: 40–41.", None, "full", None),
    ("Rob West, “Dewey” (Ithaca, NY: Cornell University Press).", None, "full", None),
    ("Dearing, id., para 4.6.", None, "ibid", ("paragraph", "4.6")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "prefix", "form", "locator"), SIGNS, ids=[row[0][:24] for row in SIGNS])
def test_prefix_form_and_locator(text, prefix, form, locator):
    (citation,) = parts(text)
    got = (citation.locator.label, citation.locator.value) if citation.locator else None
    assert (citation.prefix, str(citation.form), got) == (prefix, form, locator)


def test_a_remark_behind_the_cite_is_its_suffix():
    (citation,) = parts("Ann Lee, Things (2010) 4 (emphasis added).")
    assert citation.suffix == "emphasis added"


def test_commentary_is_what_is_left():
    note = Note(
        1, "1", "The view is contested. See Ann Lee, Things (2010) 4. More was said.", NoteKind.ENDNOTE
    )
    result = split(note)
    assert [note.text[a:b] for a, b in result.commentary] == ["The view is contested", "More was said"]


def test_an_item_of_a_reference_list_is_one_citation():
    assert len(parts("Lee, A. Things. 2010; reprinted 2012.", NoteKind.REFERENCE)) == 1


def test_a_note_as_long_as_a_chapter_is_kept_whole_with_a_finding():
    result = split(Note(7, "7", "Lee 1990, " * 2000, NoteKind.ENDNOTE))
    assert [str(citation.form) for citation in result.citations] == ["unparsed"]
    assert [issue.code for issue in result.issues] == ["note-too-long"]


@given(st.text(alphabet=st.sampled_from("AbŁ .,;:()[]‘’“”'\"0123456789见《》年页\nibdop"), max_size=200))
def test_spans_slice_to_the_text_and_do_not_overlap(text):
    result = split(Note(1, "1", text, NoteKind.ENDNOTE))
    done = 0
    for citation in result.citations:
        assert text[citation.start : citation.stop] == citation.text
        assert done <= citation.start < citation.stop
        done = citation.stop
    assert all(0 <= a < b <= len(text) for a, b in result.commentary)
