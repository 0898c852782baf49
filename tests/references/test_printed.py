"""References as people paste them, and what must stand in their CSL: one line a case."""

from typing import Any

import pytest

from bibtrack.formats.csljson import to_csl
from bibtrack.references import hannames, locators, names
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
    ("IEA (2021), The Role of Critical Minerals in Clean Energy Transitions, IEA, Paris https://www.iea.org/reports/the-role, Licence: CC BY 4.0", {"publisher-place": "Paris", "URL": "https://www.iea.org/reports/the-role"}),
    ('GLFC. 2011. Strategic vision of the Great Lakes Commission. Available from <ext-link xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://www.glfc.org/v.pdf">http://www.glfc.org/v.pdf</ext-link>.', {"URL": "http://www.glfc.org/v.pdf", "title": "Strategic vision of the Great Lakes Commission"}),
    ("National Development and Reform Commission, Ministry of Foreign Affairs, and Ministry of Commerce, “Vision and Actions on Jointly Building the Belt,” March 28, 2015.", {"author": [{"literal": "National Development and Reform Commission"}, {"literal": "Ministry of Foreign Affairs"}, {"literal": "Ministry of Commerce"}]}),
    ("Ministry of Ecology and Environment and Ministry of Commerce, “Guidelines for Protection of Foreign Projects,” January 2022.", {"author": [{"literal": "Ministry of Ecology and Environment"}, {"literal": "Ministry of Commerce"}]}),
    ("Brand, Ulrich / Wissen, Markus (2017): Imperiale Lebensweise. Zur Ausbeutung von Mensch und Natur. München: oekom.", {"author": [{"family": "Brand", "given": "Ulrich"}, {"family": "Wissen", "given": "Markus"}]}),
    ("Schmalz, Stefan, »Der Aufstieg Chinas«, in: PROKLA 45 (2015) 4, S. 545–562.", {"volume": "45", "issue": "4", "page": "545-562"}),
    ("Magrin, Géraud, « L’Afrique face aux famines énergétiques », EchoGéo [En ligne], 3 | 2007, mis en ligne le 29 février 2008, consulté le 12 mars 2020. URL : http://journals.openedition.org/echogeo/1976", {"container-title": "EchoGéo", "issue": "3", "accessed": {"date-parts": [[2020, 3, 12]]}, "note": None}),
    ("国家发展改革委.关于推进共建“一带一路”绿色发展的意见[EB/OL].(2022-03-16)[2023-01-05].https://www.ndrc.gov.cn/x.html.", {"author": [{"literal": "国家发展改革委"}], "title": "关于推进共建“一带一路”绿色发展的意见"}),
    ("张三：“中国矿业企业海外社会责任研究”，博士学位论文，中国地质大学（北京），2019年，第45页。", {"publisher": "中国地质大学（北京）", "genre": "博士学位论文", "container-title": None}),
    ("Li Keqiang, “Report on the Work of the Government” (speech, National People’s Congress, Beijing, March 5, 2022).", {"type": "speech"}),
    ("Xinhua, “Xi Jinping Addresses the UN General Assembly,” September 22, 2020.", {"type": "article-newspaper", "author": [{"literal": "Xinhua"}]}),
    ("Bloomberg News. “Indonesia to Ban Bauxite Exports from June 2023.” December 21, 2022. https://www.bloomberg.com/news/x.", {"issued": {"date-parts": [[2022, 12, 21]]}, "type": "article-newspaper"}),
    ("Peluso NL, Watts M, editors. Violent environments. Ithaca: Cornell University Press; 2001.", {"editor": [{"family": "Peluso", "given": "NL"}, {"family": "Watts", "given": "M"}], "author": None}),
    ("Kevin Gallagher (2022) ‘The Chinese Loans to Africa database’, China-Africa Research Initiative blog, 14 March. Available at: https://www.sais-cari.org/blog", {"title": "The Chinese Loans to Africa database"}),
    ("Oliver Hensengerth, “Chinese hydropower companies,” Environment, Development and Sustainability 15 (2), 2013, pp. 285–300, at p. 290.", {"page": "285-300"}),
    ("Laura Waisbich, “Partners or Competitors?,” panel presentation, ISA Annual Convention, Montreal, March 15–18, 2023.", {"title": "Partners or Competitors?"}),
    ("1 M. Hattori, Sangyo Eiseigaku Zasshi 40, 367 (1998).", {"author": [{"family": "Hattori", "given": "M."}], "container-title": "Sangyo Eiseigaku Zasshi", "volume": "40"}),
    ("(1) Noor, M. A.; Khan, W. A. Applied Mathematics and Computation 2007, 189, 1268–1273.", {"container-title": "Applied Mathematics and Computation", "title": None}),
    ("(1) Levings, M. K. Blood 2004, 105, 1162–1169.", {"author": [{"family": "Levings", "given": "M. K."}], "container-title": "Blood"}),
    ("[1] J. Ashi, A. Taira, The Island Arc 1 (1992) 104.", {"container-title": "The Island Arc", "volume": "1", "page": "104"}),
    ("1 S.W. Gray, K. Armstrong, and R.C. Hornik, Cancer 115, 1424 (2009).", {"issued": {"date-parts": [[2009]]}, "page": "1424"}),
    ("Bourdieu, P., 1998 (1996). On Television. Pluto, London.", {"issued": {"date-parts": [[1998]]}, "title": "On Television"}),
    ("Kawade K. et al., JINST, 9 (2014) P03016.", {"page": "P03016"}),
    ("Ibid., 45.", {"author": None, "page": "45"}),
    ("The White House, “Executive Order 14017 on America’s Supply Chains,” February 24, 2021.", {"author": [{"literal": "The White House"}]}),
    ("Encyclopaedia Britannica Online, s.v. “cobalt,” accessed May 5, 2021, https://www.britannica.com/science/cobalt.", {"title": "cobalt", "container-title": "Encyclopaedia Britannica Online", "type": "entry-encyclopedia", "author": None}),
    ("Ministère des Mines, Loi n° 18/001 du 9 mars 2018 portant Code minier, Journal officiel, 28 mars 2018.", {"type": "legislation"}),
    ("Cheung, Ming and Li, Xin 2022, 'Lithium in Bolivia', Resources Policy, vol. 75, art. no. 102456.", {"page": "102456"}),
    ("Wang Jisi, “‘Marching Westwards’: The Rebalancing of China’s Geostrategy,” International and Strategic Studies Report, no. 73 (Peking University, 2012).", {"title": "‘Marching Westwards’: The Rebalancing of China’s Geostrategy"}),
    ("Zhang Youyi 张友谊, “Yidai yilu yu lüse fazhan” 一带一路与绿色发展 [The Belt and Road], Guoji wenti yanjiu 国际问题研究, no. 4 (2018): 12–25.", {"author": [{"family": "Zhang", "given": "Youyi"}], "title": "Yidai yilu yu lüse fazhan 一带一路与绿色发展"}),
    ("“Zhongguo kuangye zhiyin” [Guidelines for Outbound Mining Investments], CCCMC, 2014.", {"title": "Zhongguo kuangye zhiyin", "container-title": None}),
    ("Anonymous NGO worker, in discussion with the author, Vientiane, March 3, 2020.", {"type": "interview"}),
    ("Edward W. Soja, Postmodern Geographies: The Reassertion of Space (London: Verso, 1989), chap. 2.", {"chapter-number": "2", "page": None}),
    ("van den Berg, A., von Humboldt, K., & Al-Rashid, M. (2004). Particles. Brill.", {"language": None}),
    ("Bai, Fan, and Dang Lu. 2012. “Analysis of Tire Stiffness.” Applied Mechanics and Materials 271-272 (December): 767–772.", {"volume": "271-272", "page": "767-772"}),
    ("DeCoster, R. J., & Frank, L. A. (1979). Observations of the plasma sheet. Journal of Geophysical Research, 84(A9), 5099.", {"container-title": "Journal of Geophysical Research", "volume": "84", "issue": "A9", "page": "5099"}),
    ("Ward, Brian, and Michael T. Bertrand. 2002. “Race, Rock, and Elvis.” The Journal of American History 88 (4) (March): 1607.", {"page": "1607"}),
    ("习近平：《共同构建人类命运共同体》，《人民日报》2017年1月20日，第2版。", {"page": "2", "container-title": "人民日报"}),
    ("新华社：《外交部发言人答记者问》，2021年12月3日，http://www.xinhuanet.com/x.htm，访问日期：2022年3月1日。", {"accessed": {"date-parts": [[2022, 3, 1]]}, "publisher": None}),
    ("中华人民共和国商务部：《对外投资合作绿色发展工作指引》，2021年7月9日，载商务部网站，http://www.mofcom.gov.cn/a.shtml。", {"container-title": "商务部网站", "publisher": None}),
    ("参见王缉思：《“西进”，中国地缘战略的再平衡》，载《环球时报》2012年10月17日。", {"title": "“西进”，中国地缘战略的再平衡", "container-title": "环球时报"}),
    ("同上，第46页。", {"author": None, "page": "46"}),
    ("[德]卡尔·马克思：《资本论》第1卷，中共中央编译局译，北京：人民出版社，2004年，第871页。", {"title": "资本论", "volume": "1", "translator": [{"literal": "中共中央编译局"}]}),
    ("汪洋. 一带一路与矿业合作[C]//中国矿业联合会. 2018年中国矿业大会论文集. 天津: 地质出版社, 2018: 101-110.", {"editor": [{"literal": "中国矿业联合会"}], "container-title": "2018年中国矿业大会论文集"}),
    ("GB/T 24001-2016, 环境管理体系 要求及使用指南[S]. 北京: 中国标准出版社, 2016.", {"author": None, "number": "GB/T 24001-2016"}),
    ("김영호, 「중국의 일대일로와 광물 자원」, 『국제정치논총』 제59집 2호 (2019), 5-40쪽.", {"volume": "59", "issue": "2", "page": "5-40"}),
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


NAMES = [
    ("Milanez, B.; Santos, R. S. P. dos", ["Milanez, B.", "Santos, R. S. P. dos"]), ("Irmtraud Schnell/ Alfred Sander/ Claudia Federolf", ["Schnell, Irmtraud", "Sander, Alfred", "Federolf, Claudia"]),
    ("Basil Creighton; revised by Joseph Mileck", ["Creighton, Basil", "Mileck, Joseph"]), ("AC/DC Consulting", ["AC/DC Consulting"]),
    ("Üstün, G, E Barut, E Bektaş, and V E Özcan", ["Üstün, G", "Barut, E", "Bektaş, E", "Özcan, V E"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_lists_of_names_as_other_places_print_them(text: str, expected: list[str]) -> None:
    assert [name.sort_form() for name in names.parse_names(text)] == expected


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


BACK = [
    ("Ibid., 45.", True), ("Id. at 45.", True), ("12 Smith, note 3 above, p. 14.", True), ("Smith, supra note 12, at 5.", True), ("Smith (n 12) 5.", True),
    ("Smith, J. A note 3 pages long. Oxford, 1999.", False), ("Santos, B. Rios. Novos Estudos, n. 79, p. 71-94.", False), ("Id Software. Doom. 1993.", False),
]  # fmt: skip


@pytest.mark.parametrize(("string", "back"), BACK)
def test_what_points_to_another_note_says_so(string: str, back: bool) -> None:
    assert ("back-reference" in {issue.code for issue in parse_citation(string).issues}) is back
