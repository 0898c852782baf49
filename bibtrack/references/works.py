"""Works to make strings of: names and titles from Crossref records, the rest from word lists.

The lists are facts (bodies, newspapers, places…); what is combined from them is made up and only
trains.  Every choice comes from one seeded generator, so a training run can be repeated.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bibtrack.references import hanworks, styles
from bibtrack.references.corpora import Labelled
from bibtrack.references.synthesis import MissingFact, labelled, noisy, render

Person = tuple[str, str]
#: titles, people, containers
Pools = tuple[list[str], list[Person], list[str]]


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.split("|")]


BODIES = _list(
    "World Bank|International Monetary Fund|Asian Development Bank|African Development Bank|European Commission|OECD|United Nations Environment Programme|UNEP|UNDP|"
    "World Health Organization|WHO|Food and Agriculture Organization of the United Nations|FAO|International Labour Organization|UNESCO|UNICEF|Transparency International|Human Rights Watch|"
    "Amnesty International|Greenpeace|Oxfam|World Wildlife Fund|WWF|Global Witness|Natural Resources Defense Council|Sierra Club|Friends of the Earth|Council on Foreign Relations|Brookings Institution|"
    "RAND Corporation|Chatham House|Carnegie Endowment for International Peace|Center for Strategic and International Studies|CSIS|International Crisis Group|Congressional Research Service|"
    "U.S. Department of State|U.S. Department of Energy|U.S. Environmental Protection Agency|U.S. Government Accountability Office|U.S. Geological Survey|International Energy Agency|IRENA|"
    "Ministry of Finance of Japan|Ministry of Commerce of the People’s Republic of China|Ministry of Ecology and Environment|National Development and Reform Commission|State Council of the People’s Republic of China|NDRC|MOFCOM|"
    "Export-Import Bank of China|China Development Bank|Asian Infrastructure Investment Bank|AIIB|People’s Bank of China|China Banking Regulatory Commission|China Mining Association|China National Petroleum Corporation|"
    "Bundesministerium für Wirtschaft|Umweltbundesamt|Statistisches Bundesamt|Ministère de la Culture|INSEE|Cour des comptes|Instituto Nacional de Estadística|Ministério da Saúde|IBGE|Banca d’Italia|Government of Kenya|"
    "Government of India, Ministry of Power|Office of the United Nations High Commissioner for Human Rights|World Trade Organization|International Finance Corporation|Inter-American Development Bank|European Investment Bank|"
    "World Resources Institute|Stockholm Environment Institute|International Institute for Sustainable Development|Extractive Industries Transparency Initiative|Business & Human Rights Resource Centre|Inclusive Development International|"
    "International Rivers|Rainforest Action Network|BankTrack|Boston University Global Development Policy Center|Rhodium Group|BloombergNEF|Deloitte|KPMG|PricewaterhouseCoopers|McKinsey & Company|Pew Research Center|Freedom House|"
    "National Academy of Sciences|American Psychological Association|Centers for Disease Control and Prevention|Australian Bureau of Statistics|Statistics Canada|Bank of England|Federal Reserve Board|IPCC|European Central Bank"
)  # fmt: skip
PAPERS = _list(
    "New York Times|The New York Times|Washington Post|The Guardian|Financial Times|Wall Street Journal|The Economist|Los Angeles Times|Le Monde|Libération|El País|Die Zeit|Frankfurter Allgemeine Zeitung|Süddeutsche Zeitung|"
    "Neue Zürcher Zeitung|Corriere della Sera|La Repubblica|The Times|The Daily Telegraph|The Independent|South China Morning Post|China Daily|Global Times|People’s Daily|Xinhua|Caixin|Reuters|Associated Press|Bloomberg|BBC News|CNN|"
    "Al Jazeera|The Diplomat|Foreign Policy|The Atlantic|The New Yorker|Time|Newsweek|Der Spiegel|Forbes|Wired|Mongabay|Nikkei Asia|Straits Times|Jakarta Post|Dawn|The Hindu|Daily Nation|Mail & Guardian|Folha de S.Paulo|O Globo|"
    "Clarín|La Nación|El Comercio|El Universo|Toronto Star|Globe and Mail|Sydney Morning Herald|NRC Handelsblad|de Volkskrant|Boston Globe|Chicago Tribune|USA Today|Politico|Vox|Slate|Business Standard|Phnom Penh Post|Myanmar Times"
)  # fmt: skip
SITES = _list(
    "Lawfare|China Dialogue|Devex|Carbon Brief|Climate Home News|The Conversation|Medium|OpenDemocracy|Project Syndicate|VoxEU|Our World in Data|World Bank Blogs|ChinaFile|The China Africa Project|Eurasia Review|Just Security|"
    "Opinio Juris|EJIL: Talk!|LSE Blog|Brookings Up Front|Council on Foreign Relations|Encyclopedia of Life|National Geographic|Smithsonian Magazine|History Today|Aeon|Grist|Inside Climate News|Deutsche Welle|Panda Paw Dragon Claw"
)  # fmt: skip
PLACES = _list(
    "Washington, DC|New York|London|Geneva|Paris|Beijing|Manila|Nairobi|Rome|Brussels|Berlin|Tokyo|Cambridge|Oxford|Cambridge, MA|Princeton, NJ|Chicago|Boston|Stanford, CA|Los Angeles|München|Frankfurt am Main|Madrid|Barcelona|Lisboa|"
    "São Paulo|Rio de Janeiro|México|Buenos Aires|Milano|Torino|Amsterdam|Leiden|Den Haag|Vienna|Wien|Zürich|Stockholm|Copenhagen|Delhi|New Delhi|Singapore|Hong Kong|Sydney|Melbourne|Toronto|Ottawa|Jakarta|Hanoi|Quito|Lima|Bogotá|Santiago|"
    "Durham, NC|Ithaca, NY|New Haven, CT|Baltimore, MD|Thousand Oaks, CA|Abingdon|Basingstoke|Cheltenham|Edinburgh|Dublin|Philadelphia|Austin|Ann Arbor|Honolulu|Boulder, CO|Dordrecht|Heidelberg|Tübingen|Göttingen|Stuttgart|Hamburg|Köln|Lyon"
)  # fmt: skip
PUBLISHERS = _list(
    "Cambridge University Press|Oxford University Press|Harvard University Press|Princeton University Press|Yale University Press|MIT Press|University of Chicago Press|University of California Press|Stanford University Press|Routledge|Palgrave Macmillan|"
    "Edward Elgar|Springer|Sage|Wiley|Polity|Verso|Penguin|W. W. Norton|Random House|Zed Books|Pluto Press|Brill|De Gruyter|Suhrkamp|C.H. Beck|Mohr Siebeck|Campus|Gallimard|Seuil|Presses Universitaires de France|La Découverte|CNRS Éditions|"
    "Siglo XXI|Fondo de Cultura Económica|Alianza Editorial|Einaudi|Il Mulino|Laterza|Companhia das Letras|Editora Unesp|Hart Publishing|Cornell University Press|Duke University Press|Columbia University Press|World Scientific|Basic Books|"
    "Johns Hopkins University Press|Manchester University Press|Bloomsbury|Academic Press|McGraw-Hill|Nomos|VS Verlag|Kluwer|Amsterdam University Press|Boom|Hurst|Beacon Press|Island Press|Earthscan|Lexington Books|Berghahn|Ashgate"
)  # fmt: skip
UNIVERSITIES = _list(
    "Harvard University|University of Oxford|University of Cambridge|Stanford University|University of California, Berkeley|Columbia University|Universität Wien|Université Paris 1|Universidad de Chile|Peking University|Tsinghua University|"
    "London School of Economics|University of Michigan|Yale University|Humboldt-Universität zu Berlin|Universidade de São Paulo|University of Toronto|Australian National University|Universiteit Leiden|Johns Hopkins University|Boston University"
)  # fmt: skip
ARCHIVES = _list(
    "National Archives, Kew|Library of Congress|Bundesarchiv|Archives nationales|Hoover Institution Archives|Houghton Library|British Library|National Archives and Records Administration|Archivo General de la Nación|Rockefeller Archive Center|Bodleian Library"
)
CONFERENCES = _list(
    "International Conference on Machine Learning|Annual Meeting of the American Political Science Association|World Congress of Sociology|Conference on Human Factors in Computing Systems|IEEE International Symposium on Circuits|European Conference on Information Retrieval|International Studies Association Annual Convention|Annual Conference of the Cognitive Science Society"
)
UN_BODIES = _list(
    "UN General Assembly|United Nations General Assembly|UNGA|UN Security Council|UNSC|United Nations Economic and Social Council|UN Human Rights Council|United Nations, Committee on Economic, Social and Cultural Rights|UN Commission on Human Rights|United Nations Secretary-General|Conference of the Parties"
)
ACTS = _list(
    "Clean Air Act|Endangered Species Act|Data Protection Act|Human Rights Act|Companies Act|Foreign Investment Act|Mining Code|Environmental Protection Law|Equality Act|Banking Act|Forestry Law|Constitution of Ecuador|Land Acquisition Act|Freedom of Information Act|Dodd-Frank Wall Street Reform and Consumer Protection Act|Water Resources Act|Indigenous Peoples’ Rights Act|Labour Relations Act|Energy Policy Act|Sarbanes-Oxley Act|Criminal Code|Civil Rights Act|Patriot Act|Children Act|Fisheries Law|National Security Act"
)
TREATIES = _list(
    "Convention on the Rights of the Child|Vienna Convention on the Law of Treaties|United Nations Framework Convention on Climate Change|Convention on Biological Diversity|Kyoto Protocol|Geneva Convention Relative to the Protection of Civilian Persons in Time of War|International Covenant on Civil and Political Rights|Agreement Establishing the World Trade Organization|Treaty on the Non-Proliferation of Nuclear Weapons|Convention on International Trade in Endangered Species|Rome Statute of the International Criminal Court|Ramsar Convention on Wetlands"
)
PARTIES = _list(
    "Donoghue v Stevenson|Massachusetts v. EPA|Marbury v. Madison|R (Miller) v Secretary of State|Chevron U.S.A., Inc. v. Natural Resources Defense Council, Inc.|Corr v IBC Vehicles Ltd|Nicaragua v. United States|Friends of the Earth v. Laidlaw|Lliuya v RWE AG"
)
STANDARDS = _list(
    "ISO|International Organization for Standardization|ASTM International|IEEE|American National Standards Institute|DIN"
)
MONTHS = _list("January|February|March|April|May|June|July|August|September|October|November|December")
_SERIES = _list(
    "Working Paper|Policy Research Working Paper|Discussion Paper|Report|Report No.|Technical Report|Policy Brief|NBER Working Paper No.|Occasional Paper|Research Report|Policy Paper|Staff Report|Issue Brief|Briefing Paper|Project Report No.|Country Report No.|Background Paper|Publication No."
)


def titles_and_people(works: Iterable[Mapping[str, Any]]) -> Pools:
    """Give titles, (family, given) pairs and container titles of Crossref records, each once."""
    titles: dict[str, None] = {}
    people: dict[Person, None] = {}
    containers: dict[str, None] = {}
    for work in works:
        for title in work.get("title") or ():
            if 12 < len(title) < 160 and not re.search(r"[<>{}$]", title):
                titles[" ".join(title.split()).rstrip(".")] = None
        for title in work.get("container-title") or ():
            if 3 < len(title) < 90 and not re.search(r"[<>{}$]", title):
                containers[" ".join(title.split())] = None
        for person in work.get("author") or ():
            family, given = person.get("family"), person.get("given")
            if (
                family
                and given
                and len(family) < 25
                and len(given) < 25
                and not re.search(r"[\d,;]", family + given)
            ):
                people[family.strip(), given.strip()] = None
    return list(titles), list(people), list(containers)


def _initials(given: str, joined: str = " ", point: str = ".") -> str:
    return joined.join(f"{part[0].upper()}{point}" for part in re.split(r"[\s.-]+", given) if part)


def _both(names: list[str], last: str, chance: random.Random, joint: str = ", ") -> str:
    if len(names) > 3 and chance.random() < 0.3:
        return f"{names[0]} et al."
    return names[0] if len(names) == 1 else joint.join(names[:-1]) + last + names[-1]


def _people(people: list[Person], chance: random.Random) -> dict[str, str]:
    some = chance.sample(people, chance.choice((1, 1, 1, 2, 2, 3, 4)))
    first = f"{some[0][0]}, {some[0][1]}"
    rest = [f"{given} {family}" for family, given in some[1:]]
    apa = [f"{family}, {_initials(given)}" for family, given in some]
    return {
        "author_fl": _both([f"{given} {family}" for family, given in some], " and " if len(some) < 3 else ", and ", chance),
        "author_lf": _both([first, *rest], ", and ", chance) if chance.random() < 0.7 else "; ".join(f"{f}, {g}" for f, g in some),
        "author_apa": _both(apa, ", & ", chance),
        "author_li": _both(apa, " and ", chance),
        "author_if": _both([f"{_initials(given)} {family}" for family, given in some], " and ", chance),
        "author_va": ", ".join(f"{family} {_initials(given, '', '')}" for family, given in some),
        "author_sc": _both([f"{family.upper()} {given}" for family, given in some], " et ", chance),
        "author_scap": "; ".join(f"{family.upper()}, {_initials(given)}" for family, given in some),
        "author_short": _both([family for family, _ in some], " and ", chance),
        "editor": _both([f"{given} {family}" for family, given in chance.sample(people, chance.choice((1, 1, 2)))], " and ", chance),
    }  # fmt: skip


def _dates(chance: random.Random) -> dict[str, str]:
    year, month, day = chance.randint(1950, 2024), chance.choice(MONTHS), chance.randint(1, 28)
    later = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2005, 2025)}"
    return {
        "year": str(year), "month": chance.choice((month[:3], str(MONTHS.index(month) + 1))), "date": f"{day} {month} {year}", "date_us": f"{month} {day}, {year}", "monthday": f"{month} {day}",
        "monthyear": f"{month} {year}", "date_num": f"{day:02d}.{MONTHS.index(month) + 1:02d}.{year}", "date_iso": f"{year}-{MONTHS.index(month) + 1:02d}-{day:02d}",
        "accessed": chance.choice((later, f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(2005, 2025)}")),
    }  # fmt: skip


def _numbers(chance: random.Random) -> dict[str, str]:
    first = chance.randint(1, 900)
    facts = {
        "volume": str(chance.randint(1, 140)), "issue": str(chance.randint(1, 12)), "first_page": str(first),
        "pages": f"{first}–{first + chance.randint(2, 40)}", "count": str(chance.randint(80, 700)), "section": str(chance.randint(1, 99)),
        "n": str(chance.randint(1, 99)), "plaw": f"{chance.randint(80, 117)}-{chance.randint(1, 400)}", "patent": f"{chance.randint(4, 11)},{chance.randint(100, 999)},{chance.randint(100, 999)}",
        "symbol": chance.choice((f"A/RES/{chance.randint(30, 78)}/{chance.randint(1, 300)}", f"S/RES/{chance.randint(200, 2700)}", f"E/CN.4/{chance.randint(1980, 2006)}/{chance.randint(1, 120)}", f"A/HRC/{chance.randint(2, 55)}/{chance.randint(1, 99)}", f"A/{chance.randint(30, 78)}/{chance.randint(1, 600)}", f"FCCC/CP/{chance.randint(1995, 2022)}/{chance.randint(1, 20)}")),
        "standard": f"{chance.choice(('ISO', 'ASTM', 'IEEE Std', 'DIN EN ISO'))} {chance.randint(100, 30000)}",
        "number": f"{chance.choice(_SERIES)} {chance.choice((str(chance.randint(1, 9000)), f'{chance.randint(1, 99)}/{chance.randint(2000, 2024)}', f'{chance.randint(10, 99)}-{chance.randint(10, 999)}'))}",
        "doi": f"10.{chance.randint(1000, 9999)}/{chance.choice('abcdefgjkmprs')}{chance.choice('abcdefgjkmprs')}.{chance.randint(1000, 99999)}",
        "edition": chance.choice(("2nd ed", "3rd ed", "rev. ed", "4th edn", "2. Aufl")),
        "reporter": chance.choice(("U.S.", "F.3d", "AC", "WLR", "F. Supp. 2d", "I.C.J.")),
    }  # fmt: skip
    for name in ("issue", "pages", "doi"):
        if chance.random() < 0.3:
            del facts[name]
    return facts


def _url(chance: random.Random, title: str) -> str:
    host = chance.choice(
        (
            "www.worldbank.org",
            "documents.un.org",
            "www.nytimes.com",
            "blogs.example.org",
            "www.gov.uk",
            "europa.eu",
            "www.reuters.com",
            "chinadialogue.net",
            "www.mofcom.gov.cn",
            "perma.cc",
            "dx.doi.org",
        )
    )
    slug = "-".join(re.findall(r"[a-z]+", title.lower())[:6])
    return f"{chance.choice(('https', 'https', 'http'))}://{host}/{chance.choice(('', '2017/05/', 'news/', 'docs/en/'))}{slug}{chance.choice(('', '/', '.html', '.pdf', '?id=42'))}"


def facts(pools: Pools, chance: random.Random) -> dict[str, str]:
    """Give the facts of one made-up work, for any template."""
    titles, people, containers = pools
    title = chance.choice(titles)
    short = " ".join(title.split(":")[0].split()[:5])
    found = {
        "title": title, "short": short, "container": chance.choice(containers), "body": chance.choice(BODIES), "site": chance.choice(SITES),
        "paper": chance.choice(PAPERS), "place": chance.choice(PLACES), "publisher": chance.choice(PUBLISHERS + BODIES[:40]), "university": chance.choice(UNIVERSITIES),
        "archive": chance.choice(ARCHIVES), "conference": chance.choice(CONFERENCES), "unbody": chance.choice(UN_BODIES), "act": chance.choice(ACTS), "treaty": chance.choice(TREATIES),
        "parties": chance.choice(PARTIES), "standards": chance.choice(STANDARDS), "topic": short.lower(),
    }  # fmt: skip
    if chance.random() < 0.65:
        found["url"] = _url(chance, title)
    return found | _people(people, chance) | _dates(chance) | _numbers(chance)


def strings(pools: Pools, count: int, seed: int = 11) -> Iterator[Labelled]:
    """Give `count` labelled strings of made-up works in the styles of `styles`, a tenth of them Chinese."""
    chance = random.Random(seed)
    kinds, shares = list(styles.STYLES), [share for _, share in styles.STYLES.values()]
    made = 0
    while made < count:
        if chance.random() < 0.12:
            yield hanworks.string(chance, f"made:{made}")
            made += 1
            continue
        kind = chance.choices(kinds, shares)[0]
        template = chance.choice(styles.STYLES[kind][0])
        try:
            pieces = render(template, facts(pools, chance))
        except MissingFact:
            continue
        yield labelled(noisy(pieces, chance), f"made:{made}", kind)
        made += 1
