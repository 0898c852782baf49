"""Citations of law, documents and standards as printed → what they say, whatever the labels were."""

import pytest

from bibtrack.references.parse import parse_citation

#: string → type and the fields that the pattern of its manual proves
CASES = [
    ("R v Smith [2010] UKSC 12, [2011] 1 AC 123.", "legal_case", {"title": "R v Smith", "number": "[2010] UKSC 12", "container_title": "AC", "volume": "1", "page": "123"}),
    ("Donoghue v Stevenson [1932] AC 562 (HL).", "legal_case", {"title": "Donoghue v Stevenson", "container_title": "AC", "page": "562", "issue": None}),
    ("Brown v. Board of Education, 347 U.S. 483 (1954).", "legal_case", {"title": "Brown v. Board of Education", "container_title": "U.S.", "volume": "347", "page": "483"}),
    ("Roe v. Wade, 410 U.S. 113, 164 (1973).", "legal_case", {"title": "Roe v. Wade", "volume": "410", "page": "113"}),
    ("See Doe I v. Unocal Corp., 395 F.3d 932 (9th Cir. 2002).", "legal_case", {"title": "Doe I v. Unocal Corp.", "authority": "9th Cir", "page": "932"}),
    ("Handyside v United Kingdom (1976) 1 EHRR 737.", "legal_case", {"container_title": "EHRR", "volume": "1", "page": "737"}),
    ("Case C-28/08 P Commission v Bavarian Lager [2010] ECR I-6055.", "legal_case", {"container_title": "ECR", "page": "I-6055"}),
    ("BVerfG, Beschluss vom 24. März 2021, 1 BvR 2656/18, BVerfGE 157, 30.", "legal_case", {"container_title": "BVerfGE", "volume": "157", "page": "30"}),
    ("Inflation Reduction Act of 2022, Pub. L. No. 117-169, 136 Stat. 1818 (2022).", "legislation", {"number": "Pub. L. No. 117-169", "container_title": "Stat.", "volume": "136", "page": "1818"}),
    ("Dodd-Frank Wall Street Reform and Consumer Protection Act, Public Law 111-203, 124 Stat. 1376 (2010).", "legislation", {"number": "Public Law 111-203"}),
    ("Clean Air Act, 42 U.S.C. § 7401 et seq. (2018).", "legislation", {"container_title": "U.S.C.", "volume": "42", "section": "7401", "page": None}),
    ("40 C.F.R. § 1502.14 (2020).", "regulation", {"container_title": "C.F.R.", "volume": "40", "section": "1502.14"}),
    ("Human Rights Act 1998, s 15(1)(b).", "legislation", {"title": "Human Rights Act 1998", "section": "15(1)(b)", "page": None}),
    ("Modern Slavery Act 2015 (UK), s 54.", "legislation", {"title": "Modern Slavery Act 2015", "section": "54", "publisher_place": "UK"}),
    ("Council Directive 92/43/EEC of 21 May 1992 on the conservation of natural habitats [1992] OJ L206/7.", "legislation", {"container_title": "OJ", "volume": "L206", "page": "7"}),
    ("Regulation (EU) 2023/1542 of the European Parliament and of the Council of 12 July 2023, OJ L 191, 28.7.2023, p. 1–117.", "legislation", {"volume": "L 191", "page": "1-117", "issue": None}),
    ("Convention on Biological Diversity (adopted 5 June 1992, entered into force 29 December 1993) 1760 UNTS 79.", "treaty", {"container_title": "UNTS", "volume": "1760", "page": "79"}),
    ("Vienna Convention on the Law of Treaties, May 23, 1969, 1155 U.N.T.S. 331.", "treaty", {"container_title": "U.N.T.S.", "page": "331"}),
    ("Convention on Nature Protection, Oct. 12, 1940, 56 Stat. 1354, T.S. No. 981.", "treaty", {"title": "Convention on Nature Protection", "number": "T.S. No. 981", "volume": "56", "page": "1354"}),
    ("Agreement on Minerals Security, U.S.-Austl., May 20, 2014, T.I.A.S. No. 14-520.", "treaty", {"number": "T.I.A.S. No. 14-520", "volume": None, "issue": None, "page": None}),
    ("Antarctic Treaty, Dec. 1, 1959, 12 U.S.T. 794, T.I.A.S. No. 4780.", "treaty", {"title": "Antarctic Treaty", "container_title": "U.S.T.", "volume": "12", "page": "794", "creators": ()}),
    ("Exec. Order No. 13,817, 82 Fed. Reg. 60,835 (Dec. 26, 2017).", "regulation", {"number": "Exec. Order No. 13,817", "container_title": "Fed. Reg.", "volume": "82", "page": "60,835", "issue": None, "creators": ()}),
    ("Executive Order 13817 of December 20, 2017, A Federal Strategy to Ensure Secure and Reliable Supplies of Critical Minerals, 82 Fed. Reg. 60,835.", "regulation", {"title": "A Federal Strategy to Ensure Secure and Reliable Supplies of Critical Minerals", "number": "Executive Order 13817"}),
    ("Interview with a mining official, Kolwezi, DRC, June 12, 2019.", "interview", {"publisher": None, "publisher_place": "Kolwezi, DRC"}),
    ("DeBoom, “Climate Necropolitics,” 905.", "article-journal", {"page": "905", "title": "Climate Necropolitics"}),
    ("UNGA Res 61/295 (13 September 2007) UN Doc A/RES/61/295.", "report", {"number": "A/RES/61/295"}),
    ("ISO 14001:2015, Environmental management systems — Requirements with guidance for use.", "standard", {"number": "ISO 14001:2015", "publisher": "ISO", "container_title": None}),
    ("商务部、生态环境部：《对外投资合作环境保护指南》，商合函〔2022〕2号，2022年1月5日。", "report", {"number": "商合函〔2022〕2号", "genre": None}),
    ("王五：《中国海外采矿业的环境治理研究》，厦门大学博士论文，2018年。", "thesis", {"publisher": "厦门大学", "genre": "博士论文", "container_title": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), CASES, ids=[text[:24] for text, _, _ in CASES])
def test_law(text: str, kind: str, expected: dict[str, object]) -> None:
    reference = parse_citation(text).reference
    assert reference.type.value == kind
    assert {name: getattr(reference, name) for name in expected} == expected


def test_a_journal_with_v_for_volume_is_no_case() -> None:
    text = "Smith, J. (1999). Rivers in law. Journal of Law, v. 45, n. 2, p. 123-140."
    assert parse_citation(text).reference.type.value == "article-journal"


def test_beginning_of_a_standards_number_is_no_author() -> None:
    parsed = parse_citation("ISO 14001:2015, Environmental management systems (Geneva: ISO, 2015).")
    assert {creator.name.literal for creator in parsed.reference.creators} <= {"ISO"}
    assert parsed.reference.number == "ISO 14001:2015"
