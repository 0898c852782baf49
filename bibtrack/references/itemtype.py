"""Item type: what kind of work a reference describes, by ordered rules over its fields and words."""

import re

from bibtrack.references.draft import Draft
from bibtrack.values.reference import ItemType as T
from bibtrack.values.reference import Role

_MARK = re.compile(r"[\[［]\s*(J|M|C|D|R|N|P|S|Z|G|A|EB|DB|CP)\s*(?:[/／]\s*OL)?\s*[\]］]")
_MARKS = {
    "J": T.ARTICLE_JOURNAL, "M": T.BOOK, "C": T.PAPER_CONFERENCE, "D": T.THESIS, "R": T.REPORT,
    "N": T.ARTICLE_NEWSPAPER, "P": T.PATENT, "S": T.STANDARD, "EB": T.WEBPAGE, "DB": T.DATASET,
    "CP": T.SOFTWARE, "G": T.COLLECTION, "A": T.CHAPTER, "Z": T.DOCUMENT,
}  # fmt: skip


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?ix){pattern}")


#: (type, what must occur in lower case for the pattern to be tried at all, pattern), in order.
_BY_WORDS: tuple[tuple[T, tuple[str, ...], re.Pattern[str]], ...] = (
    (T.PATENT, ("patent", "专利", "brevet",), _words(r"\bpatents?\s+(?:no|nr|application|\d|US)|\b(?:U\.?S\.?|EP|WO|CN|JP|DE)\s*(?:patent|\d{6,})|专利(?:号|申请)|\bbrevet\b|patentschrift")),
    (T.STANDARD, ("iso", "ansi", "astm", "din", "ieee std", "bs en", "gb", "rfc", "国家标准",), _words(r"\b(?:ISO(?:/IEC)?|ANSI|ASTM|DIN(?:\s+EN)?|IEEE\s+Std|BS\s+EN|GB/T|GB)\s?[\dA-Z][\d.:-]+|\bRFC\s?\d{3,5}\b|国家标准")),
    (T.LEGAL_CASE, (" v ", " v. ", " vs", "contra", "uksc", "ukhl", "ewca", "ewhc", "ecli", "u.s.", "case c", "人民法院",), _words(r"(?-i:[A-Z][\w.’&'\s]{1,60}\s(?:v\.?|vs\.?|contra)\s[A-Z][^.]{1,60}?[,\s(\[]+(?:\d|\[|No\.|Case))|\b(?:UKSC|UKHL|EWCA|EWHC|ECLI:|U\.S\.\s+\d{1,3}\s*\()|\bCase\s+C-\d+/\d+|人民法院.{0,40}(?:判决书|裁定书|民初|民终)")),
    (T.TREATY, ("treaty", "convention", "covenant", "protocol", "accord", "agreement", "unts", "u.n.t.s", "条约", "公约", "议定书",), _words(r"\b(?:treaty|convention|covenant|protocol|accord|agreement)\b.{0,160}?\b(?:opened\s+for\s+signature|entered\s+into\s+force|adopted|signed\s+(?:at|on|\d)|U\.?N\.?T\.?S|ILM\b|T\.?I\.?A\.?S|U\.?S\.?T\.|ratified|UNTS)|\b\d+\s+U\.?N\.?T\.?S\.?\b|^(?:paris\s+agreement|kyoto\s+protocol|convention\s+(?:on|for|concerning)|treaty\s+(?:on|of|between))|条约|公约|议定书")),
    (T.BILL, ("cong", "bill", "gesetzentwurf", "草案",), _words(r"\b(?:H\.?\s?R\.?|S\.)\s?\d{1,5},\s+\d{2,3}(?:st|nd|rd|th)\s+cong|\bBill\s+(?:No\.?\s*)?\d|\bHC\s+Bill|gesetzentwurf|草案")),
    (T.REGULATION, ("c.f.r", "cfr", "fed.", "regulation", "directive", "decision", "verordnung", "executive", "条例", "办法", "细则", "规定",), _words(r"\b\d+\s+(?:C\.?F\.?R|Fed\.?\s*Reg)\.?|\b(?:regulation|directive|decision)\s+\((?:EU|EC|EEC)\)|\b(?:council|commission)\s+(?:regulation|directive|decision)|\bdirective\s+\d{2,4}/\d+|\bverordnung\b.{0,30}\d|\bexecutive\s+order\s+(?:no\.?\s*)?\d|条例|管理办法|实施细则|规定[》」\s(（]")),
    (T.LEGISLATION, ("act ", "act,", "law", "code", "l.", "u.s.c", "usc", "stat.", "§", "(uk)", "gesetz", "bgb", "loi ", "ley ", "lei ", "décret", "decreto", "legge", "constitution", "法",), _words(r"\b(?:act|code|law)\s+(?:of\s+)?(?:1[5-9]|20)\d\d\b|\bPub(?:lic|\.)?\s*L(?:aw|\.)?\s*(?:No\.?\s*)?\d+[-–]\d+|\b\d+\s+(?:U\.?S\.?C\.?|Stat\.)(?:\s|\b)|§\s?\d|\b(?:c\.?|ch\.?|art\.?)\s?\d+.{0,20}\(UK\)|\b(?:grundgesetz|BGB|gesetz\s+(?:über|zur|zum|vom)|loi\s+(?:n[°º]|no)|ley\s+(?:\d|n|org)|lei\s+(?:n|\d)|décret|decreto|legge\s+\d)|\b(?:constitution|act)\b[^,]{0,40}\b(?:s|ss|sec|section|art|article)\.?\s?\d|法[》」]|中华人民共和国[^，,。]{1,24}法(?:[（(]|$|[，,。\s])|民法典|刑法")),
    (T.HEARING, ("hearing", "before the",), _words(r"\bhearing(?:s)?\s+(?:before|on|of)\b.{0,140}(?:committee|congress|cong\.|senate)|\bbefore\s+the\s+(?:subcomm|comm|senate|house)")),
    (T.THESIS, ("diss", "thesis", "thèse", "mémoire", "tesis", "tese", "tesi", "habilitation", "magister", "diplom", "masterarbeit", "proefschrift", "论文",), _words(r"\b(?:ph\.?\s?d\.?|doctoral|master(?:['’]?s)?|m\.?\s?a\.?|m\.?sc\.?|d\.?phil\.?|bachelor(?:['’]?s)?|unpublished|undergraduate|honou?rs)\s*[,.]?\s*(?:thesis|diss)|\bdissertation\b|\b(?:thèse|mémoire)\s+de\b|\b(?:tesis|tese|tesi)\s+(?:de|di|doctoral|dottorale)|\b(?:inaugural-?)?diss(?:ertation)?[.,]|\b(?:habilitationsschrift|magisterarbeit|diplomarbeit|masterarbeit|proefschrift|phd\s+thesis)|(?:博士|硕士|学位)(?:学位)?论文")),
    (T.INTERVIEW, ("interview", "entretien", "entrevista", "访谈",), _words(r"\binterview(?:ed)?\s+(?:with|by|of|conducted|,)|\binterview\s*[.,;(]|\bauthor(?:['’]s)?\s+interview|\bentretien\s+avec|\bentrevista\s+(?:com|con|a)|访谈")),
    (T.PERSONAL_COMMUNICATION, ("personal c", "author", "pers.",), _words(r"\bpersonal\s+(?:communication|correspondence|email)|\b(?:e-?mail|letter)\s+(?:to|from)\s+(?:the\s+)?author|\bpers\.?\s+comm")),
    (T.DATASET, ("data", "zenodo", "development ind",), _words(r"\[(?:data\s?set|data\s?file|data)\]|\bdata\s?set\b|\b(?:database|dataverse|zenodo)\b.{0,60}(?:v\d|version|\[)|\bharvard\s+dataverse|\bworld\s+development\s+indicators|数据库")),
    (T.SOFTWARE, ("software", "program", "code]", "package", "github",), _words(r"\[(?:computer\s+)?(?:software|program|code)\]|\bR\s+package\s+version|\bcomputer\s+(?:software|program)\b|github\.com/\S+/\S+")),
    (T.MOTION_PICTURE, ("[motion", "[film", "[video", "[dvd", "[documentary", "dir.", "directed", "perf.",), _words(r"\[(?:motion\s+picture|film|video|dvd|documentary)[^\]]*\]|\bdir(?:ected)?\.?\s+(?:by\s+)?[A-Z].{0,80}\b(?:film|pictures|productions?|studios?|dvd|19\d\d|20\d\d)|\bperf\.\s")),
    (T.BROADCAST, ("podcast", "televis", "tv", "radio", "broadcast", "episode",), _words(r"\[(?:(?:audio\s+)?podcast|television|tv|radio|broadcast)[^\]]*\]|\bpodcast\b|\btelevision\s+(?:series|broadcast)|\bepisode\b.{0,30}\b(?:aired|season)")),
    (T.SPEECH, ("speech", "remarks", "keynote", "lecture", "address", "presented",), _words(r"\b(?:speech|remarks|keynote(?:\s+address)?|lecture|address)\s+(?:at|by|to|delivered|given|before)|\bpaper\s+presented\s+at|\[(?:speech|lecture|conference\s+presentation)\]")),
    (T.POST_WEBLOG, ("blog", "wordpress", "medium.com", "substack", "博客",), _words(r"\bblog(?:\s+post|spot)?\b|\(blog\)|\bwordpress\.com|\bmedium\.com|substack|博客")),
    (T.POST, ("tweet", "twitter", "x.com", "facebook", "reddit", "[post", "[status", "forum", "weibo", "公众号",), _words(r"\b(?:tweet|twitter\.com|x\.com/|facebook\.com|reddit\.com|\[(?:tweet|facebook|post|status)[^\]]*\]|forum\s+post|weibo|微信公众号)")),
    (T.MANUSCRIPT, ("box ", "folder", "fol", "folio", "record group", "rg ", "fonds", "nachlass", "archiv", "ms ", "mss", "papers", "collection", "fo ", "cab ", "co ", "wo ", "prem ", "档案馆",), _words(r"\b(?:box|folder|fol(?:io)?\.)\s+\d+|\b(?:record\s+group|RG)\s+\d+|\bfonds\b|\bnachlass\b|\b(?:papers|collection)\b.{0,80}\b(?:archives?|library)\b|\bMSS?\.?\s+\d|\b(?:national|state|municipal|federal)\s+archives?|\bbundesarchiv|\barchives\s+nationales|\b(?:FO|CAB|CO|WO|PREM)\s+\d{1,4}/\d+|档案馆")),
)  # fmt: skip

_REPORT = _words(
    r"\b(?:working|discussion|policy|research|occasional|technical|white|issue|briefing|background)\s+(?:paper|report|brief|note|memorandum)s?\b|\b(?:annual|final|progress|interim|sustainability)\s+report\b|\breport(?:\s+(?:no|nr|number|to|of|on|prepared|submitted)\b|\s*[#)\]])|\btech(?:nical|\.)\s+rep"
    r"|\brapport\b|\binforme\b|\brelatório\b|\brapporto\b|\bbericht\b|\barbeitspapier\b|\bdocumento\s+de\s+trabajo\b|\bpress\s+release\b|\bU\.?N\.?\s+Doc|\b[AES]/(?:RES/)?\d+/|\bcongressional\s+research\s+service\b|\bGAO-\d|\bNBER\b|白皮书|研究报告|报告"
)
_NEWSPAPER = _words(
    r"\b(?:new\s+york\s+times|washington\s+post|guardian|wall\s+street\s+journal|financial\s+times|los\s+angeles\s+times|le\s+monde|el\s+país|die\s+zeit|frankfurter\s+allgemeine|süddeutsche|neue\s+zürcher|corriere|la\s+repubblica|telegraph|independent|boston\s+globe|chicago\s+tribune|south\s+china\s+morning\s+post|china\s+daily|global\s+times|people['’]s\s+daily|xinhua|reuters|associated\s+press|bbc(?:\s+news)?|cnn|bloomberg|al\s+jazeera|usa\s+today|daily\s+\w+|the\s+times|herald|tribune|gazette|nikkei|yonhap|straits\s+times|asahi|folha|estado\s+de|la\s+naci[oó]n|el\s+mundo|libération|le\s+figaro|volkskrant|nrc|courier|observer|examiner|chronicle|inquirer)\b|(?:日报|晚报|时报|新闻|周报|新华社|早报|参考消息)"
)
_MAGAZINE = _words(
    r"\b(?:new\s+yorker|economist|time(?=\s*,|$)|newsweek|atlantic|foreign\s+policy|der\s+spiegel|harper['’]s|wired|national\s+geographic|scientific\s+american|forbes|fortune|magazine|the\s+nation|new\s+republic|the\s+diplomat|mother\s+jones)\b|周刊|财新"
)
_CONFERENCE = _words(
    r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop|congress|meeting|tagungsband|actes\s+du|colloque|atti\s+del|anais|advances\s+in\s+neural)\b|会议|论文集|研讨会"
)
_ENCYCLOPEDIA = _words(
    r"\b(?:encyclop(?:a?e)dia|wikipedia|enciclopedia|enzyklopädie|encyclopédie|britannica)\b|百科"
)
_DICTIONARY = _words(r"\bdictionary|wörterbuch|dictionnaire|diccionario|dizionario|词典|辞典")
#: What must occur, in lower case, for the large patterns to be tried.
_REPORT_HINTS = (
    "paper", "report", "brief", "note", "memorand", "tech", "rapport", "informe", "relatório", "bericht", "documento", "release",
    "doc", "a/", "e/", "s/", "research service", "gao", "nber", "白皮书", "报告", "c/",
)  # fmt: skip
_DAY = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|enero|janvier|januar)[a-zé]*\.?\s+\d{1,2}\b|\b\d{1,2}\.?\s+(?:de\s+)?(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|ago|aoû|sep|oct|okt|out|nov|dec|dez|déc|dic)"
)
_CORPORATE = re.compile(
    r"(?i)\b(?:ministry|bank|organi[sz]ation|agency|institute|council|commission|committee|fund|programme|department|office|government|nations|centre|center|foundation|corporation|association|secretariat|amnesty|initiative|group|treasury|parliament|commissariat|ministerium|minist[eè]re|ministerio|ministério|bundes\w*|\w*amt|naciones|nations|instituto?|authority|congress|academy|union)\b|[A-Z]{3,}"
)

_PRESS = re.compile(
    r"(?i)\b(?:press|verlag|publish|books|éditions|editorial|routledge|springer|norton|earthscan)|出版社"
)
#: What statutes and treaties are printed in: a work in one of them is no article.
_LAW_SOURCE = re.compile(
    r"(?i)^(?:UNTS|U\.\s?N\.\s?T|LNTS|United Nations Treaty|Stat\.?$|U\.\s?S\.|USC|C\.F\.R|CFR|OJ\b|BGBl|Fed\.)"
)
_SYMBOL = re.compile(r"^(?:[AES]/|FCCC/)")


def apply(draft: Draft) -> None:
    """Set `type`; the document mark of GB/T 7714 decides where one is printed."""
    draft.put("type", decide(draft))


def decide(draft: Draft) -> T:
    """Give the item type: the printed mark, words that name a kind, then the fields there are."""
    mark = _MARK.search(draft.string)
    if mark:
        found = _MARKS[mark.group(1)]
        return T.CHAPTER if found is T.BOOK and re.search(r"[\]］]\s*//", draft.string) else found
    title = draft.values.get("title") or ""
    where = (
        draft.string.replace(title, " ", 1)
        if len(title) > 25 and draft.values.get("container_title")
        else draft.string
    )
    container = str(draft.values.get("container_title") or "")
    law = bool(container) and _LAW_SOURCE.match(container) is not None
    if container and not law and draft.values.get("volume") and draft.values.get("page"):
        return _held(draft)
    lower = where.lower()
    for kind, needed, pattern in _BY_WORDS:
        if any(word in lower for word in needed) and pattern.search(where):
            return T.PAPER_CONFERENCE if kind is T.SPEECH and "presented" in where else kind
    if law:
        treaty = re.match(r"(?i)U\.?\s?N|LNTS|united", container)
        return T.TREATY if treaty else T.LEGISLATION
    if _SYMBOL.match(str(draft.values.get("number") or "")) or _REPORT.search(
        str(draft.values.get("genre") or "")
    ):
        return T.REPORT
    return _held(draft) if container else _alone(draft)


def _held(draft: Draft) -> T:
    """Give the type of a work inside another."""
    container = str(draft.values["container_title"])
    if _ENCYCLOPEDIA.search(container):
        return T.ENTRY_ENCYCLOPEDIA
    if _DICTIONARY.search(container):
        return T.ENTRY_DICTIONARY
    imprint = draft.values.get("publisher") or draft.values.get("publisher_place")
    edited = any(item.label == "editor" for item in draft.fields)
    numbered = draft.values.get("volume") or draft.values.get("issue")
    if _CONFERENCE.search(container) and not (numbered and not imprint and "roc" not in container[:5]):
        return T.PAPER_CONFERENCE
    introduced = re.search(
        r"(?i)\b(?:in|dans|en|in:)\s*:?\s*$|^in\b", draft.string[: _start(draft)][-8:] or ""
    ) or any(re.match(r"(?i)in\b", text) for text in draft.texts("container-title"))
    dated = any(_DAY.search(text) for text in draft.texts("date"))
    if dated and not edited and not imprint and not numbered:
        news = _NEWSPAPER.search(container) or not draft.values.get("url")
        magazine = _MAGAZINE.search(container)
        return T.ARTICLE_MAGAZINE if magazine else T.ARTICLE_NEWSPAPER if news else T.WEBPAGE
    if edited or (imprint and not numbered) or (introduced and not numbered):
        return T.CHAPTER
    if _MAGAZINE.search(container):
        return T.ARTICLE_MAGAZINE
    if _NEWSPAPER.search(container) and not draft.values.get("volume"):
        return T.ARTICLE_NEWSPAPER
    return _periodical(draft, container)


def _start(draft: Draft) -> int:
    item = draft.first("container-title")
    return item.start if item else 0


def _periodical(draft: Draft, container: str) -> T:
    if any(draft.values.get(name) for name in ("volume", "issue", "page")) or draft.identifiers:
        return T.ARTICLE_JOURNAL
    if _REPORT.search(container):
        return T.REPORT
    dated = any(_DAY.search(text) for text in draft.texts("date"))
    if (
        draft.values.get("url")
        and not dated
        and not re.search(r"(?i)journal|review|zeitschrift|revue|revista", container)
    ):
        return T.WEBPAGE
    if dated:
        return T.ARTICLE_NEWSPAPER if not re.search(r"(?i)journal|review", container) else T.ARTICLE_MAGAZINE
    return T.ARTICLE_JOURNAL


def _is_corporate(publisher: str) -> bool:
    """Tell whether a publisher is a body that issues reports, not a press."""
    return _CORPORATE.search(publisher) is not None and not _PRESS.search(publisher)


def _bodies(draft: Draft) -> list[str]:
    """Give the institutions among the authors: names that stayed whole and hold a letter."""
    return [
        name.literal for creator in draft.creators
        if creator.role is Role.AUTHOR and (name := creator.name).literal and any(c.isalpha() for c in name.literal)
    ]  # fmt: skip


def _alone(draft: Draft) -> T:
    """Give the type of a work that stands for itself."""
    lower = draft.string.lower()
    if any(word in lower for word in _REPORT_HINTS) and _REPORT.search(draft.string):
        return T.REPORT
    if any(item.scheme.value == "arxiv" for item in draft.identifiers):
        return T.ARTICLE
    publisher = str(draft.values.get("publisher") or "")
    dated = any(_DAY.search(text) for text in draft.texts("date"))
    if dated and _NEWSPAPER.search(publisher):
        return T.ARTICLE_NEWSPAPER
    imprint = publisher or draft.values.get("publisher_place")
    bodies = _bodies(draft)
    corporate = _is_corporate(publisher) or bool(bodies)
    if dated and any(_NEWSPAPER.search(body) for body in bodies):
        return T.ARTICLE_NEWSPAPER
    if corporate and not draft.values.get("edition") and (imprint or not draft.values.get("url")):
        return T.REPORT
    if draft.values.get("url"):
        if imprint:
            return T.BOOK
        return T.REPORT if corporate and ".pdf" in str(draft.values["url"]).lower() else T.WEBPAGE
    if imprint or draft.values.get("edition") or draft.values.get("number_of_pages") or draft.creators:
        return T.BOOK
    return T.DOCUMENT
