"""References as people paste them, and what must stand in their CSL: one line a case."""

from typing import Any

import pytest

from bibtrack.formats.csljson import to_csl
from bibtrack.references import hannames, locators
from bibtrack.references.parse import parse_citation

PRINTED: list[tuple[str, dict[str, Any]]] = [
    ("K. Inoue and T. Ishihara. Way-predicting set-associative cache for low energy. In Proceedings of the Symposium on Low Power Design, pages 273-275, 1999.", {"page": "273-275"}),
    ("Aristide N., « Note sur un lot d’objets », Annales du Musée National, VII, 1998, p. 56-86.", {"volume": "VII", "page": "56-86"}),
    ("Santos, B. “Para além do pensamento abissal.” Novos Estudos, n. 79, p. 71-94, nov. 2007.", {"issue": "79"}),
    ("Jane Perlez, “Behind China’s Plan to Shake Up the Order,” New York Times, May 13, 2017, sec. A.", {"section": "A", "page": None}),
    ("Müller, Hans-Peter (Hrsg.): Rohstoffpolitik in der globalen Ökonomie. 2., überarb. Aufl. Berlin: Springer, 2014.", {"type": "book", "title": "Rohstoffpolitik in der globalen Ökonomie", "edition": "2", "volume": None}),
    ("Bundesministerium für Wirtschaft: Eckpunktepapier Rohstoffversorgung, Berlin, Januar 2023.", {"author": [{"literal": "Bundesministerium für Wirtschaft"}], "title": "Eckpunktepapier Rohstoffversorgung"}),
    ("Mbembe, Achille, et al. \"Necropolitics.\" Public Culture 15.1 (2003): 11-40. Print.", {"publisher": None, "volume": "15", "issue": "1"}),
    ("Aristotle. Nicomachean Ethics. Trans. W. D. Ross. The Internet Classics Archive. Web. 25 Mar. 2010.", {"accessed": {"date-parts": [[2010, 3, 25]]}, "issued": None}),
    ("习近平. 携手推进“一带一路”建设[N]. 人民日报, 2017-05-15(3).", {"issued": {"date-parts": [[2017, 5, 15]]}, "page": "3", "volume": None, "title": "携手推进“一带一路”建设"}),
    ("刘慧, 王成龙. “一带一路”战略对国土开发的影响[J]. 地理科学进展, 2015, 34(5): 545-553.", {"title": "“一带一路”战略对国土开发的影响"}),
    ("[美]塞缪尔·亨廷顿著，周琪等译：《文明的冲突与世界秩序的重建》，北京：新华出版社，2010年，第5页。", {"translator": [{"family": "周", "given": "琪"}], "author": [{"family": "亨廷顿", "given": "塞缪尔"}]}),
    ("Amnesty International and Afrewatch. 2016. “This Is What We Die For”: Human Rights Abuses in Congo. London: Amnesty International.", {"author": [{"literal": "Amnesty International"}, {"literal": "Afrewatch"}], "title": "“This Is What We Die For”: Human Rights Abuses in Congo"}),
    ("Wylie, Alison. “Agnotology in/of Archaeology,” Agnotology: The Making and Unmaking of Ignorance, edited by Robert N. Proctor, Stanford University Press, 2008, pp. 183-205.", {"title": "Agnotology in/of Archaeology", "container-title": "Agnotology: The Making and Unmaking of Ignorance"}),
    ("James Gelvin, The Arab Uprisings: What Everyone Needs to Know (Oxford: Oxford University Press, 2012), pp. 1-23.", {"type": "book"}),
    ("ALY (M.I.), HERBIN (Fr.-R.) et DUPONT (A.), « Présentation des stèles », BSFE 106, 1986, p. 31-44.", {"author": [{"family": "Aly", "given": "M.I."}, {"family": "Herbin", "given": "Fr.-R."}, {"family": "Dupont", "given": "A."}]}),
    ("C. Mart&#237;nez and S. Roura. Randomized trees &amp; search. Journal of the ACM, 45(2):288--323, 1998.", {"title": "Randomized trees & search"}),
    ("Quoted in Ben Pimlott, A Life of Hugh Dalton (London: Macmillan, 1985), p. 315.", {"author": [{"family": "Pimlott", "given": "Ben"}]}),
    ("Irmtraud Schnell: Die Schließung der Schule. In: Gemeinsam leben. Zeitschrift für Inklusion, 19. Jg., Heft 3, 2011, S. 143-150.", {"volume": "19", "issue": "3"}),
    ("Philip Norton (ed.), Legislatures (Oxford: Oxford University Press, 1990).", {"title": "Legislatures", "container-title": None, "type": "book"}),
]  # fmt: skip


@pytest.mark.parametrize(("string", "wanted"), PRINTED, ids=[row[0][:24] for row in PRINTED])
def test_what_is_printed_is_what_is_given(string: str, wanted: dict[str, Any]) -> None:
    found = to_csl(parse_citation(string).reference)
    assert {name: found.get(name) for name in wanted} == wanted


NUMBERS = [
    ("volume", "VII", "VII"), ("volume", "Bd. XIV", "XIV"), ("volume", "v12", "12"), ("volume", "t. IV", "IV"), ("volume", "V", "V"),
    ("issue", "n. 79", "79"), ("issue", "n°3", "3"), ("issue", "no12", "12"), ("issue", "hiver", "hiver"), ("issue", "North", "North"),
    ("page", "pages 1-3", "1-3"), ("page", "side 12", "12"), ("page", "S12-S15", "S12-S15"), ("page", "S. 12", "12"), ("page", "pxii", "xii"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), NUMBERS)
def test_a_word_before_a_number_ends_where_no_letter_follows(kind: str, text: str, expected: str) -> None:
    if kind == "page":
        assert locators.pages(text) == expected
    else:
        assert locators.number(text, getattr(locators, f"_{kind.upper()}")) == expected


TRANSLATED = [
    ("周琪译", "", "周琪"), ("周琪、张三译", "", "周琪、张三"), ("[英]大卫·哈维，王志弘、王玥民译", "[英]大卫·哈维", "王志弘、王玥民"),
    ("马克思、恩格斯著，中共中央编译局译", "马克思、恩格斯著", "中共中央编译局"), ("中共中央编译局", "中共中央编译局", ""), ("王力主编，周琪译", "王力主编", "周琪"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "authors", "translators"), TRANSLATED)
def test_translators_stand_apart_in_chinese(text: str, authors: str, translators: str) -> None:
    assert hannames.parted(text) == (authors, translators)


CUT = [
    ("Sen, Amartya, et al. “On Rivers.” Nature 12 (1999): 3–9.", True), ("习近平等：《论河流》，《地理科学》2015年第5期，第3—9页。", True),
    ("Hall, Albert. “On Rivers et al.” Nature 12 (1999): 3–9.", False),
]  # fmt: skip


@pytest.mark.parametrize(("string", "cut"), CUT)
def test_a_list_of_names_that_is_not_whole_says_so(string: str, cut: bool) -> None:
    assert ("et-al" in {issue.code for issue in parse_citation(string).issues}) is cut
