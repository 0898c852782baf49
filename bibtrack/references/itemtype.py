"""Item type: what kind of work a reference describes, by ordered rules over its fields and words."""

import re
from functools import lru_cache
from typing import NamedTuple

from bibtrack.references import containers, kinds
from bibtrack.references.bodies import is_body
from bibtrack.references.draft import Draft
from bibtrack.references.signs import signs, watch
from bibtrack.text import Late, compiled, is_wide
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_MARK = Late(r"[\[［]\s*(J|M|C|D|R|N|P|S|Z|G|A|EB|DB|CP)\s*(?:[/／]\s*OL)?\s*[\]］]")
_MARKS = {
    "J": T.ARTICLE_JOURNAL, "M": T.BOOK, "C": T.PAPER_CONFERENCE, "D": T.THESIS, "R": T.REPORT,
    "N": T.ARTICLE_NEWSPAPER, "P": T.PATENT, "S": T.STANDARD, "EB": T.WEBPAGE, "DB": T.DATASET,
    "CP": T.SOFTWARE, "G": T.COLLECTION, "A": T.CHAPTER, "Z": T.DOCUMENT,
}  # fmt: skip


def _words(pattern: str) -> Late:
    return Late(rf"(?i){pattern}")


class _Rule(NamedTuple):
    """A kind that words prove: `words` and `marks` are what must occur for the pattern to be tried at all."""

    kind: T
    words: frozenset[str]
    marks: tuple[str, ...]
    pattern: Late


def _rule(kind: T, words: str, marks: str, han: str, pattern: str) -> _Rule:
    found = (*(mark for mark in marks.split("|") if mark), *han.split())
    return _Rule(kind, frozenset(words.split()), found, _words(pattern))


#: Special kinds that words prove, in this order; everyday kinds are weighed in `kinds`.
_RULES: tuple[_Rule, ...] = (
    _rule(T.PATENT, "patent patents patentschrift brevet", "", "专利", r"\bpatents?\s+(?:no|nr|application|\d|US)|\b(?:U\.?S\.?|EP|WO|CN|JP|DE)\s*(?:patent|\d{6,})|专利(?:号|申请)|\bbrevet\b|patentschrift"),
    _rule(T.STANDARD, "iso ansi astm din ieee bs gb rfc", "", "国家标准", r"\b(?:ISO(?:/IEC)?|ANSI|ASTM|DIN(?:\s+EN)?|IEEE\s+Std|BS\s+EN|GB/T|GB)\s?[\dA-Z][\d.:-]+|\bRFC\s?\d{3,5}\b|国家标准"),
    _rule(T.TREATY, "treaty convention covenant protocol accord agreement unts treaties", "U.N.T.S", "条约 公约 议定书", r"\b(?:treaty|convention|covenant|protocol|accord|agreement)\b.{0,160}?\b(?:opened\s+for\s+signature|entered\s+into\s+force|adopted|signed\s+(?:at|on|\d)|U\.?N\.?T\.?S|ILM\b|T\.?I\.?A\.?S|U\.?S\.?T\.|ratified|UNTS)|\b\d+\s+U\.?N\.?T\.?S\.?\b|^(?:paris\s+agreement|kyoto\s+protocol|convention\s+(?:on|for|concerning)|treaty\s+(?:on|of|between))|条约|公约|议定书"),
    _rule(T.BILL, "cong bill gesetzentwurf", "", "草案", r"\b(?:H\.?\s?R\.?|S\.)\s?\d{1,5},\s+\d{2,3}(?:st|nd|rd|th)\s+cong|\bBill\s+(?:No\.?\s*)?\d|\bHC\s+Bill|gesetzentwurf|草案"),
    _rule(T.REGULATION, "cfr fed regulation directive decision verordnung executive", "C.F.R", "条例 办法 细则 规定", r"\b\d+\s+(?:C\.?F\.?R|Fed\.?\s*Reg)\.?|\b(?:regulation|directive|decision)\s+\((?:EU|EC|EEC)\)|\b(?:council|commission)\s+(?:regulation|directive|decision)|\bdirective\s+\d{2,4}/\d+|\bverordnung\b.{0,30}\d|\bexecutive\s+order\s+(?:no\.?\s*)?\d|条例|管理办法|实施细则|规定[》」\s(（]"),
    _rule(T.LEGISLATION, "act law code usc gesetz grundgesetz bgb loi ley lei décret decreto legge constitution stat pub uk", "§|U.S.C", "法", r"\b(?:act|code|law)\s+(?:of\s+)?(?:1[5-9]|20)\d\d\b|\bPub(?:lic|\.)?\s*L(?:aw|\.)?\s*(?:No\.?\s*)?\d+[-–]\d+|\b\d+\s+(?:U\.?S\.?C\.?|Stat\.)(?:\s|\b)|§\s?\d|\b(?:c\.?|ch\.?|art\.?)\s?\d+.{0,20}\(UK\)|\b(?:grundgesetz|BGB|gesetz\s+(?:über|zur|zum|vom)|loi\s+(?:n[°º]|no)|ley\s+(?:\d|n|org)|lei\s+(?:n|\d)|décret|decreto|legge\s+\d)|\b(?:constitution|act)\b[^,]{0,40}\b(?:s|ss|sec|section|art|article)\.?\s?\d|法[》」]|中华人民共和国[^，,。]{1,24}法(?:[（(]|$|[，,。\s])|民法典|刑法"),
    _rule(T.HEARING, "hearing hearings before", "", "", r"\bhearing(?:s)?\s+(?:before|on|of)\b.{0,140}(?:committee|congress|cong\.|senate)|\bbefore\s+the\s+(?:subcomm|comm|senate|house)"),
    _rule(T.THESIS, "diss dissertation thesis thèse mémoire tesis tese tesi habilitationsschrift magisterarbeit diplomarbeit masterarbeit proefschrift", "", "论文", r"\b(?:ph\.?\s?d\.?|doctoral|master(?:['’]?s)?|m\.?\s?a\.?|m\.?sc\.?|d\.?phil\.?|bachelor(?:['’]?s)?|unpublished|undergraduate|honou?rs)\s*[,.]?\s*(?:thesis|diss)|\bdissertation\b|\b(?:thèse|mémoire)\s+de\b|\b(?:tesis|tese|tesi)\s+(?:de|di|doctoral|dottorale)|\b(?:inaugural-?)?diss(?:ertation)?[.,]|\b(?:habilitationsschrift|magisterarbeit|diplomarbeit|masterarbeit|proefschrift|phd\s+thesis)|(?:博士|硕士|学位)(?:学位)?论文"),
    _rule(T.INTERVIEW, "interview interviewed entretien entrevista discussion conversation", "", "访谈", r"\binterview(?:ed)?\s+(?:with|by|of|conducted|,)|\binterview\s*[.,;(]|\bauthor(?:['’]s)?\s+interview|\bin\s+(?:discussion|conversation)\s+with\s+(?:the\s+)?author|\bentretien\s+avec|\bentrevista\s+(?:com|con|a)|访谈"),
    _rule(T.PERSONAL_COMMUNICATION, "personal author pers", "", "", r"\bpersonal\s+(?:communication|correspondence|email)|\b(?:e-?mail|letter)\s+(?:to|from)\s+(?:the\s+)?author|\bpers\.?\s+comm"),
    _rule(T.DATASET, "data dataset dataverse zenodo indicators", "", "数据库", r"\[(?:data\s?set|data\s?file|data)\]|\bdata\s?set\b|\b(?:database|dataverse|zenodo)\b.{0,60}(?:v\d|version|\[)|\bharvard\s+dataverse|\bworld\s+development\s+indicators|数据库"),
    _rule(T.SOFTWARE, "software program code package github", "", "", r"\[(?:computer\s+)?(?:software|program|code)\]|\bR\s+package\s+version|\bcomputer\s+(?:software|program)\b|github\.com/\S+/\S+"),
    _rule(T.MOTION_PICTURE, "motion film video dvd documentary dir directed perf", "", "", r"\[(?:motion\s+picture|film|video|dvd|documentary)[^\]]*\]|\bdirected\s+by\s+[A-Z]|(?<=[.”\"]\s)(?-i:Dir)\.\s+[A-Z].{0,80}\b(?:film|pictures|productions?|studios?|dvd|19\d\d|20\d\d)|\bperf\.\s"),
    _rule(T.BROADCAST, "podcast television tv radio broadcast episode", "", "", r"\[(?:(?:audio\s+)?podcast|television|tv|radio|broadcast)[^\]]*\]|\bpodcast\b|\btelevision\s+(?:series|broadcast)|\bepisode\b.{0,30}\b(?:aired|season)"),
    _rule(T.SPEECH, "speech remarks keynote lecture address presented", "", "", r"\b(?:speech|remarks|keynote(?:\s+address)?|lecture|address)\s+(?:at|by|to|delivered|given|before)|\bpaper\s+presented\s+at|\[(?:speech|lecture|conference\s+presentation)\]"),
    _rule(T.POST_WEBLOG, "blog wordpress medium substack blogspot blogs", "", "博客", r"\bblog(?:\s+post|spot)?\b|\(blog\)|\bwordpress\.com|\bmedium\.com|substack|博客"),
    _rule(T.POST, "tweet twitter facebook reddit status post forum weibo x", "", "公众号", r"\b(?:tweet|twitter\.com|x\.com/|facebook\.com|reddit\.com|\[(?:tweet|facebook|post|status)[^\]]*\]|forum\s+post|weibo|微信公众号)"),
    _rule(T.MANUSCRIPT, "box folder fol folio record rg fonds nachlass archive archives bundesarchiv ms mss papers collection fo cab co wo prem", "", "档案馆", r"\b(?:box|folder|fol(?:io)?\.)\s+\d+|\b(?:record\s+group|RG)\s+\d+|\bfonds\b|\bnachlass\b|\b(?:papers|collection)\b.{0,80}\b(?:archives?|library)\b|\bMSS?\.?\s+\d|\b(?:national|state|municipal|federal)\s+archives?|\bbundesarchiv|\barchives\s+nationales|\b(?:FO|CAB|CO|WO|PREM)\s+\d{1,4}/\d+|档案馆"),
)  # fmt: skip
_BY_WORD: dict[str, tuple[int, ...]] = {
    word: tuple(n for n, rule in enumerate(_RULES) if word in rule.words)
    for rule in _RULES
    for word in rule.words
}
_HINTED = watch(_BY_WORD)
_MARKS_OF_RULES = tuple(
    (mark, n) for n, rule in enumerate(_RULES) for mark in rule.marks if not is_wide(mark)
)
_WIDE_MARKS = tuple((mark, n) for n, rule in enumerate(_RULES) for mark in rule.marks if is_wide(mark))
_PARTED = watch(("v", "vs"))
#: "Smith v Jones": a cheap look, then the whole pattern around it.
_VERSUS = Late(r" vs?\.? (?=[A-ZÀ-Þ])")
_CASE = Late(
    r"[A-Z][\w.’&'\s,()-]{0,80}\s(?:v\.?|vs\.?|contra)\s[A-Z][^“”\"]{1,90}?[,\s(\[]+(?:\d|\[|No\.|Case)"
)
_COURT = Late(
    r"\b(?:UKSC|UKHL|UKPC|EWCA|EWHC|CSIH|NICA|HCA|SCC|NZSC|ECLI:|UKEAT|UKUT)\b|\bU\.\s?S\.\s\d{1,4}\s*\(|\b(?:Case|Joined\s+Cases)\s+[CT][-‑–]\d+/\d+|\bI\.?C\.?J\.?\s+Rep|\bF\.(?:2d|3d|4th|\s?Supp)\b|\bS\.\s?Ct\.|\bApp\s+no\s+\d+/\d+|\bBVerfGE?\s\d+|\bBGHZ?\s\d+|人民法院.{0,40}(?:判决书|裁定书|民初|民终|行初|行终|刑初)"
)


_COURT_WORDS = watch(
    "uksc ukhl ukpc ewca ewhc csih nica hca scc nzsc ecli ukeat ukut case cases app bverfg bverfge bgh bghz supp 2d 3d 4th ct icj".split()
)
_ENCYCLOPEDIA = Late(
    r"(?i)\b(?:encyclop(?:a?e)dia|wikipedia|enciclopedia|enzyklopädie|encyclopédie|britannica)\b|百科"
)
_DICTIONARY = Late(r"(?i)\bdictionary|wörterbuch|dictionnaire|diccionario|dizionario|词典|辞典")
#: A cheap look for either.
_MAY_HOLD_ENTRIES = Late("p(?:a?e|ä|é)di|britannica|百科|diction|diccion|dizion|wörterbuch|词典|辞典")
#: What statutes and treaties are printed in: a work in one of them is no article.
_LAW_SOURCE = Late(
    r"(?i)^(?:UNTS|U\.\s?N\.\s?T|LNTS|United Nations Treaty|Stat\.?$|U\.\s?S\.|USC|C\.F\.R|CFR|OJ\b|BGBl|Fed\.|Official Journal|Journal officiel|Diário Oficial|Diario Oficial|Bolet[íi]n Oficial|Federal Register|Bundesgesetzblatt|Gazzetta Ufficiale|Staatsblad)"
)
_REPORT = Late(
    r"(?i)\b(?:working|discussion|policy|research|occasional|technical|white|issue|briefing|background)\s+(?:paper|report|brief|note|memorandum)|\breport\b|\brapport\b|\binforme\b"
    r"|\brelatório\b|\bbericht\b|\barbeitspapier\b|\bdocumento\s+de\s+trabajo\b|\bpress\s+release\b|\bU\.?N\.?\s+Doc|\bfact\s?sheet|\bwhite\s+paper|白皮书|研究报告|工作论文"
)
_SYMBOL = Late(r"^(?:[AES]/|FCCC/)")


def apply(draft: Draft) -> None:
    """Set `type`; the document mark of GB/T 7714 decides where one is printed."""
    values = draft.values
    if not values.get("type"):
        draft.put("type", T.REPORT if containers.numbers_papers(draft) else decide(draft))
    if values.get("type") in _NUMBERED and not (values.get("container_title") or values.get("number")):
        # "Notification on …, No. 74 [2013]": what is in no journal has no issue.
        draft.put("number", values.pop("issue", None))
    if draft.values.get("type") is T.INTERVIEW and "publisher_place" in draft.values:
        _place_interview(draft)


_NUMBERED = frozenset((T.REPORT, T.REGULATION, T.LEGISLATION))


def _place_interview(draft: Draft) -> None:
    """Give the country or region of an interview back to its place: "Kolwezi, DRC" has no publisher."""
    from bibtrack.references.countries import codes_of

    publisher = draft.values.get("publisher")
    if publisher and "nterview" not in publisher and (codes_of(publisher) or not is_body(publisher)):
        draft.values["publisher_place"] += f", {draft.values.pop('publisher')}"


def decide(draft: Draft) -> T:
    """Give the item type: the printed mark, words that prove a kind, then the weight of the fields.

    An address and nothing else is a web page.
    """
    if len(draft.labelled) == 1 and "url" in draft.labelled:
        return T.WEBPAGE
    found = proven(draft) or kinds.decide(draft, signs(draft.string))
    if found is T.CHAPTER and _is_whole(draft):
        return T.BOOK
    if found is T.THESIS and "issue" in draft.values and "container_title" in draft.values:
        return T.ARTICLE_JOURNAL
    genre = draft.values.get("genre")
    if genre and genre.lower() in _SPOKEN:
        return T.SPEECH
    if found in (T.REPORT, T.WEBPAGE) and _is_wire(draft):
        return T.ARTICLE_NEWSPAPER
    if found not in _HARDLY:
        return found
    values, journal = draft.values, False
    issued = values.get("issued")
    if found is T.ARTICLE_NEWSPAPER and issued and (issued.verbatim or "").lower() in _COMING:
        return T.ARTICLE_JOURNAL
    if values.get("container_title") and compiled(_JOURNAL).search(draft.string):
        journal = True
    elif found is not T.REPORT and has_doi(draft):
        # Newspapers and magazines register no DOIs; journals that print a day do.
        journal = bool(found is not T.WEBPAGE or values.get("volume") or values.get("issue"))
    return T.ARTICLE_JOURNAL if journal else found


#: Newspapers announce nothing so.
_COMING = frozenset(("in press", "forthcoming", "im erscheinen", "à paraître", "en prensa"))
_SPOKEN = frozenset(
    ("speech", "remarks", "keynote", "keynote address", "lecture", "rede", "discours", "discurso")
)
#: News agencies, which sign what they publish.
_WIRES = frozenset("xinhua reuters bloomberg afp tass caixin".split()) | {
    "bloomberg news", "associated press", "xinhua news agency", "agence france-presse", "the associated press", "thomson reuters",
}  # fmt: skip


def _is_wire(draft: Draft) -> bool:
    """Tell whether a news agency signs a work of a day: “…,” Xinhua, September 22, 2020."""
    issued = draft.values.get("issued")
    names = [creator.name.literal or "" for creator in draft.creators]
    return issued is not None and issued.day is not None and len(names) == 1 and names[0].lower() in _WIRES


def _is_whole(draft: Draft) -> bool:
    """Tell whether pages of a book are cited of which no part is named."""
    values = draft.values
    if "container_title" in values or "publisher" not in values or "”" in (values.get("title") or ""):
        return False
    if "page" not in values and draft.creators and all(c.role is Role.EDITOR for c in draft.creators):
        return True
    # "paperback ed.", "2nd ed.": no editors of a whole.
    string = draft.string
    for item in draft.of("edition"):
        string = string.replace(item.text, " ", 1)
    return _WITHIN.search(string) is None


_WITHIN = Late(r"\b(?:In|Dans|Em|En|Im|eds?|Eds?)\b|\bin:|//|//|载|[Ee]dited|Hrsg")


def has_doi(draft: Draft) -> bool:
    """Tell whether a DOI is printed."""
    return any(item.scheme is Scheme.DOI for item in draft.identifiers)


#: "ahead of print", and OSCOLA's "‘Title’ [2023] Eurasian Geography".
_JOURNAL = r"ahead of print|’ [(\[](?:1[89]|20)\d\d[)\]] (?:\d+ )?[A-Z]"
_HARDLY = (T.ARTICLE_NEWSPAPER, T.ARTICLE_MAGAZINE, T.WEBPAGE, T.REPORT)


def proven(draft: Draft) -> T | None:
    """Give the type that a mark or words prove, None where only the fields can tell."""
    string = draft.string
    if "[" in string or "［" in string:
        mark = _MARK.search(string)
        if mark:
            kind = _MARKS[mark.group(1)]
            return T.CHAPTER if kind is T.BOOK and re.search(r"[\]］]\s*//", string) else kind
    values = draft.values
    container = values.get("container_title") or ""
    law, entry = _source(container) if container else (False, None)
    if law or not (container and values.get("volume") and values.get("page")):
        special = _special(draft, signs(string), container, law=law)
        if special is not None:
            return special
    return entry


@lru_cache(maxsize=4096)
def _source(container: str) -> tuple[bool, T | None]:
    """Tell whether a container prints law, and whether what it holds is an entry."""
    law = _LAW_SOURCE.match(container) is not None
    if not _MAY_HOLD_ENTRIES.search(container.lower()):
        return law, None
    if _ENCYCLOPEDIA.search(container):
        return False, T.ENTRY_ENCYCLOPEDIA
    return law, T.ENTRY_DICTIONARY if _DICTIONARY.search(container) else None


def _special(draft: Draft, found: frozenset[str], container: str, *, law: bool) -> T | None:
    """Give the special kind that words prove, or None; the title of a work inside another is no proof."""
    values = draft.values
    title = values.get("title") or ""
    where = draft.string.replace(title, " ", 1) if len(title) > 25 and container else draft.string
    if is_case(where, found) and not (values.get("url") and len(title) > 60):
        return T.LEGAL_CASE
    for n in _candidates(where, found):
        rule = _RULES[n]
        if rule.pattern.search(where):
            return T.PAPER_CONFERENCE if rule.kind is T.SPEECH and "presented" in where else rule.kind
    if law:
        treaty = re.match(r"(?i)U\.?\s?N|LNTS|united", container)
        return T.TREATY if treaty else T.LEGISLATION
    genre = values.get("genre")
    numbered = _SYMBOL.match(values.get("number") or "") or (genre and _REPORT.search(genre))
    return T.REPORT if numbered else None


def _candidates(where: str, found: frozenset[str]) -> list[int]:
    """Give the places of the rules that have a word or mark in the text, in their order."""
    places = [n for mark, n in _MARKS_OF_RULES if mark in where]
    if not _HINTED.isdisjoint(found):
        places += [n for word in found & _HINTED for n in _BY_WORD[word]]
    if is_wide(where):
        places += [n for mark, n in _WIDE_MARKS if mark in where]
    return sorted(set(places)) if places else places


def is_case(text: str, found: frozenset[str]) -> bool:
    """Tell whether a text cites a judgment: parties with "v", a neutral citation, or a reporter."""
    if not _PARTED.isdisjoint(found):
        versus = _VERSUS.search(text)
        if versus and _CASE.search(text, max(0, versus.start() - 90), versus.end() + 120):
            return True
    hinted = not found.isdisjoint(_COURT_WORDS) or "U.S." in text or "U. S." in text or "I.C.J" in text
    return (hinted or (not text.isascii() and "人民法院" in text)) and _COURT.search(text) is not None
