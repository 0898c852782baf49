"""References as printed → item type."""

import pytest

from bibtrack.references import kinds
from bibtrack.references.draft import Draft
from bibtrack.references.parse import NORMALISERS, parse_citation
from bibtrack.references.signs import signs
from bibtrack.values.reference import ItemType

CASES = [
    ("Smith, J. (2010). A theory of rivers. Journal of Hydrology, 3(2), 1–9.", "article-journal"),
    ("Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 23.", "book"),
    ("Adorno, T. “On jazz.” In Essays on Music, edited by R. Leppert, 470–95. Berkeley: University of California Press, 2002.", "chapter"),
    ("Gerald Auten, “Income Inequality in the United States,” Journal of Political Economy, November 14, 2023. https://doi.org/10.1086/728741.", "article-journal"),
    ("Jane Perlez, “China Retools Vast Global Building Push,” New York Times, November 29, 2018.", "article-newspaper"),
    ("World Bank, World Development Report 2010 (Washington, DC: World Bank, 2010).", "report"),
    ("David Dollar and Aart Kraay, “Growth Is Good for the Poor,” Policy Research Working Paper 2587, World Bank, 2001.", "report"),
    ("Tamminga, M. (2014). The dynamic production of variation (Unpublished doctoral dissertation). University of Pennsylvania.", "thesis"),
    ("UNESCO, “Galápagos Islands,” accessed March 3, 2019, https://whc.unesco.org/en/list/1.", "webpage"),
    ("National Environmental Policy Act of 1969, Pub. L. No. 91-190, 83 Stat. 852 (1970).", "legislation"),
    ("Clean Air Act, 42 U.S.C. § 7401 (1970).", "legislation"),
    ("Human Rights Act 1998, s 6.", "legislation"),
    ("Convention on Biological Diversity, opened for signature 5 June 1992, 1760 UNTS 79.", "treaty"),
    ("Massachusetts v. EPA, 549 U.S. 497 (2007).", "legal_case"),
    ("ISO 26000:2010, Guidance on social responsibility (Geneva: ISO, 2010).", "standard"),
    ("Smith, J. Apparatus for testing. US Patent No. 5,351,122, 1994.", "patent"),
    ("Liu Wei, interview by author, Beijing, June 7, 2015.", "interview"),
    ("World Bank. World Development Indicators [Data set]. Washington, DC, 2019.", "dataset"),
    ("张三. 一带一路的环境影响[J]. 中国社会科学, 2019(3): 5-10.", "article-journal"),
    ("费孝通. 乡土中国[M]. 北京: 人民出版社, 1985.", "book"),
    ("刘晓峰. 古代东亚海上贸易网络变迁[D]. 厦门: 厦门大学, 2010.", "thesis"),
    ("钟声. 携手构建人类命运共同体[N]. 人民日报, 2018-06-12(3).", "article-newspaper"),
    ("中国银监会. 绿色信贷指引[EB/OL]. (2012-02-24)[2019-05-06]. http://www.cbrc.gov.cn/a.html.", "webpage"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_type(text: str, expected: str) -> None:
    assert parse_citation(text).reference.type.value == expected


def test_every_kind_has_reasons() -> None:
    text = "Smith, J. (2010). A theory of rivers. Journal of Hydrology, 3(2), 1–9."
    parsed = parse_citation(text)
    draft = Draft(text, parsed.fields, parsed.language)
    for normalise in NORMALISERS[:-1]:
        normalise(draft)
    found = kinds.reasons(draft, signs(text), ItemType.ARTICLE_JOURNAL)
    assert found == sorted(found, key=lambda pair: -pair[1])
    assert found[0][1] > 0
    assert "volume" in {name for name, _ in found}


@pytest.mark.parametrize("text", ["", "  ", "\x00", "💥", "[J]", "v. ", "(", "§", "ISO", "〔2022〕"])
def test_what_is_no_reference_has_a_type_too(text: str) -> None:
    assert parse_citation(text).reference.type in ItemType
