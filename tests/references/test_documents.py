"""Courts of the world, legislatures, official documents, patents, archives, versions and originals → CSL's variables."""

from typing import Any

import pytest

from bibtrack.formats.csljson import from_csl, to_csl
from bibtrack.references.parse import parse_citation

#: string → CSL type and the variables that it must (not) have; None is "not there"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("Corfu Channel (UK v. Alb.), Judgment, 1949 I.C.J. Rep. 4 (Apr. 9).", "legal_case", {"title": "Corfu Channel (UK v. Alb.), Judgment", "container-title": "I.C.J. Rep.", "volume": "1949", "page": "4", "issued": [1949, 4, 9], "issue": None}),
    ("Military Activities in and against Nicaragua (Nicaragua v. United States of America), Merits, Judgment, I.C.J. Reports 1986, p. 14.", "legal_case", {"container-title": "I.C.J. Reports", "volume": "1986", "page": "14"}),
    ("Legality of the Threat or Use of Nuclear Weapons (Advisory Opinion) [1996] ICJ Rep 226.", "legal_case", {"title": "Legality of the Threat or Use of Nuclear Weapons (Advisory Opinion)", "page": "226", "issued": [1996]}),
    ('S.S. "Lotus" (Fr. v. Turk.), 1927 P.C.I.J. (ser. A) No. 10 (Sept. 7).', "legal_case", {"number": "ser. A No. 10", "issued": [1927, 9, 7], "author": None}),
    ("Responsibilities of States in the Area, Advisory Opinion, 1 February 2011, ITLOS Reports 2011, p. 10.", "legal_case", {"title": "Responsibilities of States in the Area, Advisory Opinion", "issued": [2011, 2, 1]}),
    ("Hirst v United Kingdom (No 2) (2006) 42 EHRR 41.", "legal_case", {"title": "Hirst v United Kingdom (No 2)", "volume": "42", "page": "41"}),
    ("Osman v United Kingdom App no 23452/94 (ECtHR, 28 October 1998).", "legal_case", {"title": "Osman v United Kingdom", "number": "23452/94", "authority": "ECtHR", "issued": [1998, 10, 28]}),
    ("Panel Report, China – Measures Related to the Exportation of Various Raw Materials, WT/DS394/R, adopted 22 February 2012.", "legal_case", {"title": "China – Measures Related to the Exportation of Various Raw Materials", "genre": "Panel Report", "number": "WT/DS394/R", "issued": [2012, 2, 22]}),
    ("Metalclad Corporation v. United Mexican States, ICSID Case No. ARB(AF)/97/1, Award (30 August 2000).", "legal_case", {"title": "Metalclad Corporation v. United Mexican States", "number": "ICSID Case No. ARB(AF)/97/1", "genre": "Award", "issued": [2000, 8, 30]}),
    ("Case C-131/12 Google Spain SL and Google Inc v AEPD and Mario Costeja González [2014] ECLI:EU:C:2014:317.", "legal_case", {"title": "Google Spain SL and Google Inc v AEPD and Mario Costeja González", "number": "C-131/12", "publisher": None, "page": None, "issued": [2014], "custom": {"extra": [["ECLI", "ECLI:EU:C:2014:317"]]}}),
    ("Milieudefensie v Royal Dutch Shell plc, District Court of The Hague, 26 May 2021, ECLI:NL:RBDHA:2021:5337.", "legal_case", {"title": "Milieudefensie v Royal Dutch Shell plc", "authority": "District Court of The Hague", "issued": [2021, 5, 26]}),
    ("Doe v. Apple Inc., No. 1:19-cv-03737 (D.D.C. Nov. 2, 2021).", "legal_case", {"title": "Doe v. Apple Inc.", "number": "1:19-cv-03737", "authority": "D.D.C."}),
    ("Nevsun Resources Ltd v Araya, 2020 SCC 5.", "legal_case", {"title": "Nevsun Resources Ltd v Araya", "number": "2020 SCC 5", "author": None}),
    ("CHIPS and Science Act, H.R. 4346, 117th Cong. § 2 (2022).", "bill", {"title": "CHIPS and Science Act", "number": "H.R. 4346", "chapter-number": "117th Cong.", "section": "2", "issued": [2022]}),
    ("Securing Critical Minerals: Hearing before the H. Comm. on Natural Resources, 117th Cong. (2022).", "hearing", {"title": "Securing Critical Minerals", "section": "H. Comm. on Natural Resources", "issued": [2022]}),
    ("H.R. Rep. No. 117-130, at 12 (2021).", "report", {"number": "H.R. Rep. No. 117-130", "page": "12", "author": None}),
    ("167 Cong. Rec. H1234 (daily ed. Mar. 3, 2021) (statement of Rep. Smith).", "hearing", {"container-title": "Cong. Rec.", "volume": "167", "page": "H1234", "issued": [2021, 3, 3]}),
    ("HC Deb 3 February 1977, vol 389, cols 973–76.", "hearing", {"volume": "389", "page": "cols 973-76", "issued": [1977, 2, 3], "author": None}),
    ("U.S. Const. art. I, § 8, cl. 3.", "legislation", {"title": "U.S. Const.", "section": "art. I, § 8, cl. 3", "author": None, "issued": None}),
    ("Cal. Civ. Code § 1714.43 (West 2022).", "legislation", {"container-title": "Cal. Civ. Code", "section": "1714.43", "issued": [2022], "author": None}),
    ("40 C.F.R. pt. 1502 (2020).", "regulation", {"title": None, "section": "1502", "issued": [2020]}),
    ("General Mining Act of 1872, ch. 152, 17 Stat. 91.", "legislation", {"title": "General Mining Act of 1872", "chapter-number": "152", "volume": "17", "page": "91", "issued": [1872]}),
    ("Environment Act 1995, c 25, s 108.", "legislation", {"title": "Environment Act 1995", "number": "c 25", "section": "108", "issued": [1995]}),
    ("Charities Act 2011 (Commencement) Order 2012, SI 2012/3011.", "legislation", {"number": "SI 2012/3011", "page": None}),
    ("Addressing the Threat to the Domestic Supply Chain, Exec. Order No. 13953, 85 Fed. Reg. 62539 (Sept. 30, 2020).", "regulation", {"title": "Addressing the Threat to the Domestic Supply Chain", "number": "Exec. Order No. 13953"}),
    ("Convention on Biological Diversity, opened for signature 5 June 1992, 1760 UNTS 79 (entered into force 29 December 1993).", "treaty", {"issued": [1992, 6, 5], "note": "entered into force 29 December 1993"}),
    ("Minamata Convention on Mercury, signed at Kumamoto on 10 October 2013, 3202 UNTS.", "treaty", {"title": "Minamata Convention on Mercury", "issued": [2013, 10, 10], "event-place": "Kumamoto", "volume": "3202", "page": None}),
    ("Paris Agreement (adopted 12 December 2015, entered into force 4 November 2016).", "treaty", {"title": "Paris Agreement", "issued": [2015, 12, 12], "author": None}),
    ("Directive (EU) 2018/2001 of the European Parliament and of the Council of 11 December 2018 on the promotion of the use of energy from renewable sources [2018] OJ L 328/82.", "legislation", {"number": "2018/2001", "volume": "L 328", "page": "82", "author": None, "issued": [2018, 12, 11]}),
    ("Regulation (EU) 2024/1252 of 11 April 2024 establishing a framework for ensuring a secure and sustainable supply of critical raw materials, OJ L, 2024/1252, 3.5.2024.", "legislation", {"volume": "L", "page": None, "issue": None, "issued": [2024, 5, 3]}),
    ("European Commission, ‘Proposal for a Regulation establishing a framework for critical raw materials’ COM(2023) 160 final.", "report", {"number": "COM(2023) 160 final", "publisher": None, "page": None, "issued": [2023]}),
    ("European Commission. 2023. Study on the Critical Raw Materials for the EU. SWD(2023) 161 final. Brussels.", "report", {"number": "SWD(2023) 161 final", "volume": None, "container-title": None}),
    ("UNGA Res 1803 (XVII), Permanent Sovereignty over Natural Resources (14 December 1962) UN Doc A/RES/1803(XVII).", "report", {"title": "Permanent Sovereignty over Natural Resources", "number": "A/RES/1803(XVII)", "issued": [1962, 12, 14], "author": None}),
    ("International Seabed Authority, Draft Regulations on Exploitation of Mineral Resources in the Area, ISBA/25/C/WP.1 (22 March 2019).", "report", {"number": "ISBA/25/C/WP.1", "volume": None, "issue": None}),
    ("Amnesty International and Afrewatch. 2016. “This Is What We Die For”: Human Rights Abuses. AFR 62/3183/2016. London: Amnesty International.", "report", {"number": "AFR 62/3183/2016", "genre": None}),
    ("U.S. Government Accountability Office, Critical Minerals: Building on Federal Efforts, GAO-22-104824 (Washington, DC: GAO, 2022).", "report", {"number": "GAO-22-104824"}),
    ("Hund, K., et al. 2021. Mining and Growth. Policy Research Working Paper No. WPS 9417. Washington, DC: World Bank.", "report", {"number": "WPS 9417", "genre": "Policy Research Working Paper"}),
    ("NREL. 2021. Supply Chain of Raw Materials. NREL/TP-6A20-77324. Golden, CO.", "report", {"number": "NREL/TP-6A20-77324"}),
    ("USGS, Cobalt Resources of the World, Open-File Report 2020–1038 (Reston, VA: U.S. Geological Survey, 2020).", "report", {"genre": "Open-File Report", "number": "2020–1038"}),
    ('Ministry of Commerce of the People\'s Republic of China, "Guidelines for Environmental Protection," Shang He Han [2013] No. 74, February 18, 2013.', "report", {"number": "Shang He Han [2013] No. 74", "container-title": None, "issue": None, "issued": [2013, 2, 18]}),
    ("State Council of the People's Republic of China, Regulations on the Administration of Rare Earths, Decree No. 785, June 22, 2024.", "report", {"number": "Decree No. 785", "genre": None}),
    ("U.S. Patent No. 9,741,954 B2 (filed Mar. 3, 2014) (issued Aug. 22, 2017).", "patent", {"number": "9,741,954 B2", "genre": "U.S. Patent", "issued": [2017, 8, 22], "author": None, "note": "filed Mar. 3, 2014"}),
    ("European Patent EP 1 234 567 A1 (15 May 2003).", "patent", {"number": "EP 1 234 567 A1", "genre": "European Patent", "issued": [2003, 5, 15]}),
    ("Yamakaji T, Hatanaka T. Spectacle lens and manufacturing method therefor. US Patent 6,637,880, 2003.", "patent", {"number": "6,637,880", "volume": None, "page": None, "issued": [2003]}),
    ("Memorandum, Kissinger to Nixon, 12 March 1971, box 1031, National Security Council Files, Nixon Presidential Library, Yorba Linda, CA.", "manuscript", {"title": "Memorandum, Kissinger to Nixon", "author": [{"family": "Kissinger"}], "archive": "Nixon Presidential Library", "archive-place": "Yorba Linda, CA", "archive_location": "box 1031, National Security Council Files", "publisher": None}),
    ("Letter from J. Smith to Lord Curzon, 3 May 1919, FO 371/3682, The National Archives, Kew.", "manuscript", {"title": "Letter from J. Smith to Lord Curzon", "author": [{"family": "Smith", "given": "J."}], "archive": "The National Archives", "archive-place": "Kew", "archive_location": "FO 371/3682"}),
    ("Alvin Johnson, memorandum, 1937, file 36, Horace Kallen Papers, YIVO Institute, New York.", "manuscript", {"author": [{"family": "Johnson", "given": "Alvin"}], "genre": "memorandum", "archive": "YIVO Institute", "archive_location": "file 36, Horace Kallen Papers", "archive-place": "New York"}),
    ("Minutes of the Cabinet Committee on Raw Materials, 4 July 1951, CAB 134/488, The National Archives, Kew.", "manuscript", {"title": "Minutes of the Cabinet Committee on Raw Materials", "author": None, "archive_location": "CAB 134/488"}),
    ("外交部档案馆，档号：108-00649-01，1965年3月4日。", "manuscript", {"archive": "外交部档案馆", "archive_location": "108-00649-01", "issued": [1965, 3, 4]}),
    ("U.S. Geological Survey. 2023. Mineral Commodity Summaries 2023 Data Release (version 2.0, May 2023) [Data set]. https://doi.org/10.5066/P9WCYUI6.", "dataset", {"version": "2.0", "genre": "Data set", "note": None, "issued": [2023, 5]}),
    ("World Bank, World Development Indicators, dataset, accessed March 4, 2022, https://databank.worldbank.org/.", "dataset", {"genre": "dataset", "note": None, "accessed": [2022, 3, 4]}),
    ("Foucault, Michel. Discipline and Punish: The Birth of the Prison. 2nd ed. New York: Vintage, 1995. Originally published as Surveiller et punir (Paris: Gallimard, 1975).", "book", {"original-title": "Surveiller et punir", "original-date": [1975], "original-publisher": "Gallimard", "original-publisher-place": "Paris", "note": None}),
    ("Foucault, Michel. Discipline and Punish: The Birth of the Prison. Translated by Alan Sheridan. 2nd ed. New York: Vintage, 1995. Originally published as Surveiller et punir (Paris: Gallimard, 1975).", "book", {"publisher": "Vintage", "publisher-place": "New York", "original-title": "Surveiller et punir", "original-date": [1975], "issued": [1995], "note": None}),
    ("Polanyi, Karl. The Great Transformation. Boston: Beacon Press, 2001. Originally published 1944.", "book", {"original-date": [1944], "publisher": "Beacon Press", "issued": [2001], "note": None}),
    ("Fanon, Frantz. The Wretched of the Earth. New York: Grove, 2004. Originally published as Les damnés de la terre (Paris: Maspero, 1961).", "book", {"title": "The Wretched of the Earth", "publisher": "Grove", "publisher-place": "New York", "issued": [2004], "original-title": "Les damnés de la terre", "original-date": [1961]}),
    ("Charter of the United Nations (24 October 1945) 1 UNTS XVI.", "treaty", {"container-title": "UNTS", "volume": "1", "page": "XVI", "issued": [1945, 10, 24]}),
    ("“Guinea Suspends Bauxite Mining,” Reuters, December 14, 2021, archived at https://web.archive.org/web/20211215000000/https://www.reuters.com/article/guinea.", "article-newspaper", {"note": None}),
    ("Saramaka People v Suriname (Preliminary Objections, Merits, Reparations and Costs), Inter-American Court of Human Rights Series C No 172 (28 November 2007).", "legal_case", {"number": "Series C No 172", "authority": "Inter-American Court of Human Rights", "issued": [2007, 11, 28]}),
    ("European Union – Anti-Dumping Measures on Biodiesel from Argentina, WT/DS473/AB/R, Appellate Body Report (6 October 2016).", "legal_case", {"genre": "Appellate Body Report", "number": "WT/DS473/AB/R", "container-title": None}),
    ("Philip Morris Asia Ltd. v. Commonwealth of Australia, UNCITRAL, PCA Case No. 2012-12, Award on Jurisdiction and Admissibility (Dec. 17, 2015).", "legal_case", {"title": "Philip Morris Asia Ltd. v. Commonwealth of Australia", "genre": "Award on Jurisdiction and Admissibility"}),
    ("Inflation Reduction Act of 2022, Pub. L. No. 117-169, § 13401, 136 Stat. 1818, 1954 (2022).", "legislation", {"number": "Pub. L. No. 117-169", "section": "13401", "page": "1818"}),
    ("Federal Land Policy and Management Act of 1976, 43 U.S.C. §§ 1701–1787.", "legislation", {"title": "Federal Land Policy and Management Act of 1976", "section": "1701–1787"}),
    ("Mines and Minerals Act 2006, s 12 (Botswana).", "legislation", {"section": "12", "publisher-place": "Botswana", "note": None}),
    ("Minerals and Petroleum Resources Development Act 28 of 2002 (South Africa).", "legislation", {"title": "Minerals and Petroleum Resources Development Act", "number": "28 of 2002", "issued": [2002]}),
    ("Mining Code, Law No. 2011-006/CNT of 9 September 2011 (Guinea).", "legislation", {"title": "Mining Code", "number": "Law No. 2011-006/CNT", "issued": [2011, 9, 9]}),
    ("Gesetz über die unternehmerischen Sorgfaltspflichten in Lieferketten vom 16. Juli 2021, BGBl. I S. 2959.", "legislation", {"container-title": "BGBl.", "volume": "I", "page": "2959", "issued": [2021, 7, 16]}),
    ("Loi n° 2017-399 du 27 mars 2017 relative au devoir de vigilance des sociétés mères.", "legislation", {"title": "Loi n° 2017-399 du 27 mars 2017 relative au devoir de vigilance des sociétés mères", "number": "Loi n° 2017-399", "author": None, "issued": [2017, 3, 27]}),
    ("Foreign Investment Law of the People's Republic of China (promulgated by the National People's Congress, March 15, 2019, effective January 1, 2020).", "legislation", {"title": "Foreign Investment Law of the People's Republic of China", "issued": [2019, 3, 15]}),
    ("Schulz, K.J., DeYoung, J.H., Seal, R.R., and Bradley, D.C., eds., 2017, Critical mineral resources of the United States: U.S. Geological Survey Professional Paper 1802, 797 p.", "report", {"title": "Critical mineral resources of the United States", "publisher": "U.S. Geological Survey", "genre": "Professional Paper", "number": "1802", "number-of-pages": "797", "volume": None}),
    ("S. 1317, American Mineral Security Act, 116th Cong. (2019).", "bill", {"title": "American Mineral Security Act", "number": "S. 1317"}),
    ("United Nations Convention on the Law of the Sea (adopted 10 December 1982, entered into force 16 November 1994) 1833 UNTS 3 (UNCLOS) art 136.", "treaty", {"title-short": "UNCLOS", "publisher": None, "issued": [1982, 12, 10]}),
    ("Department for Business, Innovation & Skills, UK Critical Minerals Strategy (CP 731, 2022).", "report", {"number": "CP 731", "publisher": None, "page": None}),
    ("Letter from Patrice Lumumba to Dag Hammarskjöld, 14 August 1960, S-0845-0003-08, United Nations Archives, New York.", "manuscript", {"archive": "United Nations Archives", "archive_location": "S-0845-0003-08"}),
    ("“Report on Copperbelt Disturbances,” 1935, CO 795/76/45083, The National Archives, London.", "manuscript", {"title": "Report on Copperbelt Disturbances", "archive": "The National Archives", "archive_location": "CO 795/76/45083"}),
    ("Sir Ronald Prain Papers, box 3, folder 7, American Heritage Center, University of Wyoming, Laramie.", "manuscript", {"title": "Sir Ronald Prain Papers", "archive": "American Heritage Center, University of Wyoming", "archive-place": "Laramie", "author": None}),
    ("Delgamuukw v. British Columbia, [1997] 3 S.C.R. 1010.", "legal_case", {"title": "Delgamuukw v. British Columbia", "container-title": "S.C.R.", "volume": "3", "page": "1010"}),
    ("In re Vitamin C Antitrust Litigation, 837 F.3d 175 (2d Cir. 2016).", "legal_case", {"authority": "2d Cir"}),
    ("Island of Palmas Case (Neth. v. U.S.), 2 R.I.A.A. 829 (Perm. Ct. Arb. 1928).", "legal_case", {"container-title": "R.I.A.A.", "volume": "2", "page": "829", "issued": [1928]}),
    ("Prosecutor v. Tadić, Case No. IT-94-1-A, Judgement (Int'l Crim. Trib. for the Former Yugoslavia July 15, 1999).", "legal_case", {"number": "IT-94-1-A", "authority": "Int'l Crim. Trib. for the Former Yugoslavia", "issued": [1999, 7, 15]}),
    ("Bundesverwaltungsgericht, Urteil vom 14. Dezember 2017, 7 C 23.15.", "legal_case", {"authority": "Bundesverwaltungsgericht", "genre": "Urteil", "number": "7 C 23.15", "issued": [2017, 12, 14], "volume": None}),
    ("BGH, Urteil v. 12.3.2019 – VI ZR 12/18, NJW 2019, 1450.", "legal_case", {"number": "VI ZR 12/18", "container-title": "NJW", "volume": "2019", "page": "1450"}),
    ("Conseil d'État, 19 novembre 2020, Commune de Grande-Synthe, n° 427301.", "legal_case", {"title": "Commune de Grande-Synthe", "authority": "Conseil d'État", "number": "427301", "issued": [2020, 11, 19]}),
    ("Corte Constitucional de Colombia, Sentencia T-622/16, 10 de noviembre de 2016.", "legal_case", {"number": "T-622/16", "authority": "Corte Constitucional de Colombia", "issued": [2016, 11, 10]}),
    ("Universal Declaration of Human Rights, G.A. Res. 217 (III) A, U.N. Doc. A/RES/217(III) (Dec. 10, 1948).", "report", {"title": "Universal Declaration of Human Rights", "number": "A/RES/217(III)", "issued": [1948, 12, 10]}),
    ("Convention on the Rights of the Child art. 24, Nov. 20, 1989, 1577 U.N.T.S. 3.", "treaty", {"title": "Convention on the Rights of the Child", "section": "24", "issued": [1989, 11, 20]}),
    ("North American Free Trade Agreement, U.S.-Can.-Mex., Dec. 17, 1992, 32 I.L.M. 289 (1993).", "treaty", {"title": "North American Free Trade Agreement", "issued": [1992, 12, 17]}),
    ("Treaty on European Union (Consolidated version 2016), OJ C 202, 7 June 2016, pp. 13–46.", "treaty", {"container-title": "OJ", "volume": "C 202", "page": "13-46", "issued": [2016, 6, 7]}),
    ("Commission Delegated Regulation (EU) 2021/2139, OJ L 442, 9.12.2021, p. 1.", "legislation", {"title": "Commission Delegated Regulation (EU) 2021/2139", "author": None, "page": "1"}),
    ("Cong. Rsch. Serv., R47982, Critical Mineral Resources: National Policy and Critical Minerals List (2024).", "report", {"title": "Critical Mineral Resources: National Policy and Critical Minerals List", "number": "R47982"}),
    ("Deutscher Bundestag, Drucksache 19/28649, Entwurf eines Gesetzes über die Sorgfaltspflichten, 19.04.2021.", "report", {"number": "Drucksache 19/28649"}),
    ("Dulles to Eisenhower, 14 May 1954, Foreign Relations of the United States, 1952–1954, vol. 11, doc. 45.", "chapter", {"title": "Dulles to Eisenhower", "container-title": "Foreign Relations of the United States, 1952–1954", "volume": "11", "number": "doc. 45", "issued": [1954, 5, 14]}),
    ("Kissinger, Henry. Memorandum to the President, January 5, 1971. Box 121, NSC Files. Richard Nixon Presidential Library and Museum, Yorba Linda, California.", "manuscript", {"title": "Memorandum to the President", "author": [{"family": "Kissinger", "given": "Henry"}], "archive": "Richard Nixon Presidential Library and Museum", "archive_location": "Box 121, NSC Files"}),
    ("TNA: FO 371/146639, Léopoldville to Foreign Office, 30 June 1960.", "manuscript", {"title": "Léopoldville to Foreign Office", "archive": "TNA", "archive_location": "FO 371/146639", "issued": [1960, 6, 30]}),
    ("Bundesarchiv Berlin, R 1001/6784, Bl. 23.", "manuscript", {"archive": "Bundesarchiv Berlin", "archive_location": "R 1001/6784, Bl. 23", "author": None}),
    ("Oposa v. Factoran, G.R. No. 101083, 224 S.C.R.A. 792 (S.C., July 30, 1993) (Phil.).", "legal_case", {"title": "Oposa v. Factoran", "number": "G.R. No. 101083", "issued": [1993, 7, 30]}),
    ("Grootboom v Government of the Republic of South Africa 2001 (1) SA 46 (CC).", "legal_case", {"container-title": "SA", "volume": "1", "page": "46", "authority": "CC"}),
    ("M.C. Mehta v. Union of India, AIR 1987 SC 1086.", "legal_case", {"title": "M.C. Mehta v. Union of India", "container-title": "AIR", "page": "1086", "author": None}),
    ("Eco Oro Minerals Corp. v. Republic of Colombia, ICSID Case No. ARB/16/41, Decision on Jurisdiction, Liability and Directions on Quantum, 9 September 2021.", "legal_case", {"genre": "Decision on Jurisdiction, Liability and Directions on Quantum", "issued": [2021, 9, 9]}),
    ("Indian Act, RSC 1985, c I-5, s 18.", "legislation", {"title": "Indian Act", "container-title": "RSC", "number": "c I-5", "section": "18", "issued": [1985]}),
    ("Mining Act 2006 (Ghana), Act 703, s 5.", "legislation", {"number": "Act 703", "section": "5", "publisher-place": "Ghana"}),
    ("Law No. 4 of 2009 on Mineral and Coal Mining (Indonesia).", "legislation", {"number": "Law No. 4 of 2009", "author": None}),
    ("Ohio Rev. Code Ann. § 1509.02.", "legislation", {"container-title": "Ohio Rev. Code Ann.", "section": "1509.02", "issued": None}),
]  # fmt: skip

#: What only looks like one of these and must stay what it is.
OTHERS: list[tuple[str, str, dict[str, Any]]] = [
    ("Smith, J. (2013). On contracts. Journal of Law (2013) No. 4, pp. 1-20.", "article-journal", {"author": [{"family": "Smith", "given": "J."}]}),
    ("Jones, A. “Hirst v United Kingdom and the ECHR: App. No. 74025/01 Revisited.” Human Rights Law Review 6, no. 3 (2006): 567–79.", "article-journal", {"volume": "6", "issue": "3"}),
    ("Brown, B. “Patent Wars.” Research Policy 41, no. 2 (2012): 200–210.", "article-journal", {"volume": "41", "page": "200-210"}),
    ("Lee, C. Letters to My Daughter. New York: Harper, 1999.", "book", {"title": "Letters to My Daughter"}),
    ("Environmental Protection Agency. 2010. ProUCL Version 4.00.05. Office of Research. (OLD – new version 4.1 issued Feb 2011)", "report", {"version": None, "title": "ProUCL Version 4.00.05"}),
    ("Commission of the European Communities. 1999. Report on sports structures COM (1999) 644 final of 10 December 1999.", "report", {"number": "COM (1999) 644 final"}),
    ("Adler, Mortimer J. The Constitution of the Free. Chicago: Regnery, 1961.", "book", {"title": "The Constitution of the Free"}),
    ("Green, P. “From Field to Archive: Box 12 and the Papers of Empire.” History Workshop Journal 80 (2015): 1–20.", "article-journal", {"volume": "80", "archive": None}),
    ("Z. Cai, B. Lai, W. Yun, and E. Gluskin, in AIP CP 521, Synchrotron Radiation Instrumentation: Eleventh US National Conference (Stanford, CA, 1999), pp. 31–34.", "paper-conference", {"number": None}),
    ("Moore, S. F. Law as Process: An Anthropological Approach. London: Routledge, 1978.", "book", {"title": "Law as Process: An Anthropological Approach"}),
    ("Miller, D. “Archives of Power: Box 9.” The National Archives Review 12, no. 1 (2004): 5–20.", "article-journal", {"volume": "12", "archive": None}),
    ("Müller, K., Urteil und Strafe (Berlin: Duncker & Humblot, 1999).", "book", {"title": "Urteil und Strafe"}),
]  # fmt: skip


def _said(item: dict[str, Any], name: str) -> Any:
    value = item.get(name)
    return value["date-parts"][0] if isinstance(value, dict) and "date-parts" in value else value


@pytest.mark.parametrize(
    ("text", "kind", "expected"), CASES + OTHERS, ids=[text[:28] for text, _, _ in CASES + OTHERS]
)
def test_documents(text: str, kind: str, expected: dict[str, Any]) -> None:
    item = to_csl(parse_citation(text).reference)
    assert item["type"] == kind
    assert {name: _said(item, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text", [text for text, _, _ in CASES if "Nixon" in text or "Google" in text or "Foucault" in text]
)
def test_they_come_back_from_csl(text: str) -> None:
    reference = parse_citation(text).reference
    assert from_csl(to_csl(reference)) == reference
