"""Videos, podcasts, posts, reviews, companies' reports, hearings, lists with slashes: string → CSL."""

from typing import Any

import pytest

from bibtrack.formats.csljson import to_csl
from bibtrack.references.parse import parse_citation

#: string → CSL type and the variables that it must (not) have; None is "not there"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("BBC News, “Inside Chile’s lithium fields,” YouTube video, 12:34, March 3, 2022, https://www.youtube.com/watch?v=abcdefghijk.", "motion_picture", {"container-title": "YouTube", "genre": "YouTube video", "dimensions": "12:34", "volume": None, "issue": None, "issued": [2022, 3, 3]}),
    ("Al Jazeera English, “The Price of Cobalt,” Vimeo video, 1:02:03, posted May 4, 2021.", "motion_picture", {"container-title": "Vimeo", "dimensions": "1:02:03", "volume": None}),
    ("Kaiser Kuo, host, “The Geopolitics of Critical Minerals, with Cory Combs,” Sinica Podcast, June 15, 2023, audio, 58:10.", "broadcast", {"container-title": "Sinica Podcast", "dimensions": "58:10", "author": None, "contributor": ["Kuo"], "volume": None, "issue": None}),
    ("Kara, Siddharth. 2023. “Cobalt Red is out today.” Instagram photo, January 31, 2023. https://www.instagram.com/p/abc/.", "post", {"container-title": "Instagram", "genre": "Instagram photo", "issued": [2023, 1, 31]}),
    ("“China Tightens Rare Earth Controls,” Reuters, video report, 22 December 2023, 7:15 am.", "article-newspaper", {"dimensions": None}),
    ("Personal communication with NGO staff, via WeChat, 12 May 2023.", "personal_communication", {"title": "Personal communication with NGO staff, via WeChat", "issued": [2023, 5, 12], "container-title": None, "author": None}),
    ("Michael T. Klare, review of The Rare Metals War, by Guillaume Pitron, Foreign Affairs 100, no. 2 (March/April 2021): 180–81.", "review-book", {"author": ["Klare"], "reviewed-author": ["Pitron"], "reviewed-title": "The Rare Metals War", "container-title": "Foreign Affairs", "volume": "100", "issue": "2", "page": "180-181"}),
    ("Glencore plc, Annual Report 2022 (Baar: Glencore, 2023), 45.", "report", {"author": ["Glencore plc"], "title": "Annual Report 2022", "publisher-place": "Baar", "number": None, "issued": [2023]}),
    ("CMOC Group Limited, 2022 Environmental, Social and Governance Report (Luoyang: CMOC, 2023), 12–15.", "report", {"author": ["CMOC Group Limited"], "title": "2022 Environmental, Social and Governance Report", "issued": [2023]}),
    ("U.S. Congress, House, Select Committee on the Strategic Competition, Critical Minerals: Hearing before the Select Committee, 118th Cong., 1st sess., June 21, 2023.", "hearing", {"title": "Critical Minerals", "author": ["U.S. Congress, House, Select Committee on the Strategic Competition"], "section": "Select Committee", "issued": [2023, 6, 21]}),
    ("Nathan Picarsic, testimony before the U.S.-China Economic and Security Review Commission, hearing on “China’s Consumption,” June 9, 2022.", "hearing", {"author": ["Picarsic"], "title": "China’s Consumption", "genre": "testimony", "section": "U.S.-China Economic and Security Review Commission", "issued": [2022, 6, 9]}),
    ("Ministry of Mines and Others v. Chifumbe, 2019/HP/0123 (High Court of Zambia).", "legal_case", {"title": "Ministry of Mines and Others v. Chifumbe", "authority": "High Court of Zambia", "number": "2019/HP/0123", "author": None, "issued": [2019]}),
    ("Author interview with a manager of a Chinese nickel company, Morowali, Central Sulawesi, August 2022.", "interview", {"publisher": None, "publisher-place": "Morowali, Central Sulawesi"}),
    ("S. v. “Rare earth element,” Encyclopædia Britannica, accessed May 2, 2023, https://www.britannica.com/science/rare-earth-element.", "entry-encyclopedia", {"author": None, "title": "Rare earth element"}),
    ("Lou Jiwei, “财政改革发展若干重大问题的思考” [Thoughts on several major issues in fiscal reform], 财政研究 no. 2 (2019): 3–8.", "article-journal", {"custom": {"translated-title": "Thoughts on several major issues in fiscal reform"}, "note": None}),
    ("张建平, 刘桓. “一带一路”绿色发展与矿业合作[J/OL]. 国际经济合作, 2021(4): 12-20 [2022-03-01]. http://kns.cnki.net/kcms/detail/11.1583.F.html.", "article-journal", {"issue": "4", "page": "12-20", "volume": None}),
    ("Deneault, Alain, Delphine Abadie et William Sacher. Noir Canada. Pillage, corruption et criminalité en Afrique. Montréal : Écosociété, 2008, p. 112.", "book", {"author": ["Deneault", "Abadie", "Sacher"], "title": "Noir Canada. Pillage, corruption et criminalité en Afrique"}),
    ("Dietz, Kristina/Engels, Bettina (Hg.) (2017): Contested Extractivism, Society and the State. Basingstoke: Palgrave Macmillan.", "book", {"editor": ["Dietz", "Engels"], "author": None}),
    ("Brand, Ulrich/Wissen, Markus: Imperiale Lebensweise. Zur Ausbeutung von Mensch und Natur im globalen Kapitalismus, München 2017, S. 43–68.", "book", {"author": ["Brand", "Wissen"]}),
    ("Müller, Melanie: „Chinas Rohstoffpolitik in Afrika“, in: SWP-Aktuell, Nr. 45, Juni 2022, 8 S.", "article-journal", {"page": None, "number-of-pages": "8"}),
    ("Mbembe, Achille. Necropolitics. Translated by Steven Corcoran, Duke UP, 2019.", "book", {"publisher": "Duke UP", "publisher-place": None}),
    ("Svampa, Maristella. 2019. Las fronteras del neoextractivismo en América Latina. Guadalajara: CALAS; Bielefeld: Bielefeld University Press.", "book", {"publisher": "CALAS; Bielefeld University Press", "publisher-place": "Guadalajara; Bielefeld"}),
    ("World Bank. 2020. Minerals for Climate Action: The Mineral Intensity of the Clean Energy Transition. Washington, D.C.: World Bank Group. License: CC BY 4.0.", "report", {"publisher": "World Bank Group"}),
    ("Chen S. Y., Li X. Global supply chains of cobalt: A review. Resour Policy. 2022;78:102845. doi:10.1016/j.resourpol.2022.102845. PMID: 12345678.", "article-journal", {"note": None, "PMID": "12345678"}),
    ("Tyler Harlan and Juliet Lu, “Green cooperation: Environmental governance and development aid on the Belt and Road,” Wilson Center China Fellowship Papers, 2021–22.", "article-newspaper", {"page": None, "issued": [2021]}),
    ("China Chamber of Commerce of Metals, Minerals & Chemicals Importers & Exporters (CCCMC) and OECD, Chinese Due Diligence Guidelines for Mineral Supply Chains, 2nd ed. (Beijing: CCCMC, 2022).", "report", {"author": ["China Chamber of Commerce of Metals, Minerals & Chemicals Importers & Exporters (CCCMC)", "OECD"], "title": "Chinese Due Diligence Guidelines for Mineral Supply Chains", "edition": "2"}),
    ("State Council Information Office (SCIO), “China’s International Development Cooperation in the New Era,” White Paper, January 10, 2021, http://english.scio.gov.cn/2021-01/10/content_77099782.htm.", "report", {"genre": "White Paper", "container-title": None}),
    ("12. See Raymond Arsenault, The End of Cheap Nickel: A History (London: Verso, 2023), 22–27.", "book", {"author": ["Arsenault"], "page": "22-27"}),
    ("Nguyen Thi Thanh Binh và Trần Thị Hòa, “Khai thác đất hiếm ở Việt Nam,” Tạp chí Khoa học, tập 12, số 3 (2020), tr. 15–27.", "article-journal", {"author": ["Nguyen", "Trần"], "volume": "12", "issue": "3", "page": "15-27"}),
    ("Кашин В. Б. Китай и мировой рынок редкоземельных металлов // Проблемы Дальнего Востока. 2021. № 3. С. 45–58.", "article-journal", {"author": ["Кашин"], "container-title": "Проблемы Дальнего Востока", "issue": "3", "page": "45-58", "issued": [2021]}),
    ("国家发展改革委、外交部、环境保护部、商务部：《关于推进绿色“一带一路”建设的指导意见》（2017年4月）。", "report", {"title": "关于推进绿色“一带一路”建设的指导意见", "container-title": None, "issued": [2017, 4]}),
    ("Oliveira, Gustavo de L. T., Galen Murton, and Yang Yang. 2020. “China’s Belt and Road Initiative: Views from the Ground.” Political Geography 82: 102225.", "article-journal", {"author": ["Oliveira", "Murton", "Yang"]}),
    ("UNEP FI, Principles for Responsible Banking: Guidance Document (Geneva: UNEP Finance Initiative, n.d.).", "report", {"author": ["UNEP FI"]}),
    ("Marx, Karl. [1867] 1976. Capital: A Critique of Political Economy. Vol. 1. Trans. Ben Fowkes. London: Penguin.", "book", {"issued": [1976], "original-date": [1867], "translator": ["Fowkes"]}),
    ("Foucault, M. (2007 [1977–78]) Security, Territory, Population: Lectures at the Collège de France, trans. G. Burchell. Basingstoke: Palgrave.", "book", {"issued": [2007], "original-date": [1977]}),
    ("Anna Lowenhaupt Tsing, The Mushroom at the End of the World: On the Possibility of Life in Capitalist Ruins, paperback ed. (Princeton: Princeton University Press, 2021 [2015]), 61–66.", "book", {"issued": [2021], "original-date": [2015]}),
    ("See generally Jingjing Zhang, Chinese Environmental Lawyers’ Role, 45 Harv. Envtl. L. Rev. 1, 12–15 (2021).", "article-journal", {"author": ["Zhang"], "container-title": "Harv. Envtl. L. Rev.", "volume": "45", "page": "1", "issued": [2021]}),
    ("Jane Nakano, The Geopolitics of Critical Minerals Supply Chains, CSIS, Mar. 11, 2021, at 7.", "report", {"page": "7"}),
    ("Zeng, J., & Dent, C. M. (in press). Lithium triangles. New Political Economy.", "article-journal", {}),
    ("Ministry of Commerce and Ministry of Environmental Protection (China), Notification on Issuing the Guidelines for Environmental Protection in Foreign Investment and Cooperation, No. 74 [2013].", "report", {"number": "74", "issue": None}),
    ("Kaiser Kuo and Jeremy Goldkorn, hosts, “Cobalt,” Sinica Podcast, June 15, 2023, audio, 58:10.", "broadcast", {"contributor": ["Kuo", "Goldkorn"], "author": None}),
    ("Smith, Anna, and Ben Jones. Interview by Francine Lacqua. Bloomberg Television, 24 Jan. 2018.", "interview", {"author": ["Smith", "Jones"], "interviewer": ["Lacqua"]}),
    ("Smith, J., Human Rights Review, 12 (2001): 3–9.", "article-journal", {"author": ["Smith"], "container-title": "Human Rights Review", "volume": "12"}),
    ("Oh, Y. “Power and Threat.” Review of International Political Economy 25, no. 4 (2018): 530–52.", "article-journal", {"container-title": "Review of International Political Economy", "reviewed-title": None}),
    ("See, for example, Duncan Kennedy, Legal Education and the Reproduction of Hierarchy (New York: NYU Press, 2004), 14.", "book", {"author": ["Kennedy"], "title": "Legal Education and the Reproduction of Hierarchy"}),
    ("Zambia Environmental Management Agency v. First Quantum Mining [2021] ZMCA 113.", "legal_case", {"number": "[2021] ZMCA 113", "authority": "ZMCA", "container-title": None}),
    ("Undang-Undang Nomor 3 Tahun 2020 tentang Perubahan atas Undang-Undang Nomor 4 Tahun 2009 tentang Pertambangan Mineral dan Batubara.", "legislation", {"number": "Nomor 3 Tahun 2020", "issued": [2020]}),
    ("Peraturan Menteri Energi dan Sumber Daya Mineral No. 11 Tahun 2019.", "regulation", {"number": "No. 11 Tahun 2019", "author": None}),
    ("Código de Minería, Ley Nº 18.248, Diario Oficial, 14 de octubre de 1983 (Chile).", "legislation", {"title": "Código de Minería", "number": "Ley Nº 18.248", "container-title": "Diario Oficial", "author": None, "issued": [1983, 10, 14]}),
    ("Servicio Nacional de Geología y Minería (SERNAGEOMIN). Anuario de la Minería de Chile 2022. Santiago, 2023.", "book", {"author": ["Servicio Nacional de Geología y Minería (SERNAGEOMIN)"]}),
    ("Tesla, Inc. Conflict Minerals Report for the Year Ended December 31, 2022. Form SD, Exhibit 1.01. Filed May 30, 2023.", "report", {"title": "Conflict Minerals Report for the Year Ended December 31, 2022", "issued": [2023, 5, 30]}),
    ("Glasenberg, Ivan. Interview by Francine Lacqua. Bloomberg Television, 24 Jan. 2018.", "interview", {"author": ["Glasenberg"], "interviewer": ["Lacqua"], "title": "Interview by Francine Lacqua", "container-title": "Bloomberg Television"}),
    ("Leonard, Sarah. “Financing Critical Minerals.” CIGI Papers No. 264. Waterloo, ON: CIGI, 2022.", "report", {"collection-title": "CIGI Papers", "number": "264", "container-title": None, "issue": None}),
    ("Brown, Anna. “Mining and Law.” OECD Environment Working Papers, No. 140. Paris: OECD Publishing, 2018.", "report", {"collection-title": "OECD Environment Working Papers", "number": "140"}),
    ("Smith, J. “Coal.” Climate Reports, no. 3 (2017): 12–20.", "article-journal", {"container-title": "Climate Reports", "issue": "3"}),
    ("Peking University, Institute of New Structural Economics, China Green Report (Beijing: INSE, 2020).", "report", {"author": ["Peking University, Institute of New Structural Economics"], "title": "China Green Report"}),
    ("Boston University, Global Development Policy Center, China’s Overseas Development Finance Database, 2023.", "report", {"author": ["Boston University, Global Development Policy Center"], "title": "China’s Overseas Development Finance Database"}),
    ("Columbia University, Center on Global Energy Policy, “Critical Minerals,” 2023.", "report", {"author": ["Columbia University, Center on Global Energy Policy"], "title": "Critical Minerals", "container-title": None}),
]  # fmt: skip


def _said(value: Any) -> Any:
    """Give dates as their parts, names as families or literals, the rest as it is."""
    if isinstance(value, dict) and "date-parts" in value:
        return value["date-parts"][0]
    if isinstance(value, list):
        return [name.get("family") or name.get("literal") for name in value]
    return value


@pytest.mark.parametrize(("string", "kind", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_what_a_citation_says(string: str, kind: str, expected: dict[str, Any]) -> None:
    csl = to_csl(parse_citation(string).reference)
    assert csl["type"] == kind
    assert {name: _said(csl.get(name)) for name in expected} == expected


#: note → what says that it was read after all
READ = {"12 de abril de 2016": "year=2016, month=4, day=12", "ISBN : 2 84902179-2": "2849021792"}


@pytest.mark.parametrize(
    "note", ["consulté le 8 décembre", "Zugriff am 3. Mai", "12 de abril de 2016", "ISBN : 2 84902179-2"]
)
def test_a_note_that_was_not_read_stays(note: str) -> None:
    said = repr(parse_citation(f"Energy UK, Annual statement of energy, London, 2015 ({note})").reference)
    assert READ.get(note, note) in said or note in said
