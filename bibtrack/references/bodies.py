"""Bodies: tell an institution from a person, by the words that institutions are named with."""

import re
from functools import lru_cache

from bibtrack.text import Late

_WORDS = frozenset(
    "ministry ministère ministere ministerium ministerio ministério ministero university college bank banco banque council commission comisión comissão "
    "committee association asociación associação organization organisation organización organização society société gesellschaft agency agence agencia "
    "agência office bureau department département departement departamento centre center centro zentrum foundation fondation fundación fundação stiftung "
    "fund group team collaboration consortium network union company corporation corp inc ltd llc gmbh plc government gov congress parliament senate "
    "assembly court nations programme program project forum federation chamber cámara câmara authority academy academia secretariat board press news "
    "library museum school task taskforce panel alliance initiative international national federal world global staff party republic states province "
    "embassy unit division service services exchange watch amnesty greenpeace times reuters editors confederation cooperation directorate "
    "administration observatory observatoire observatorio consejo conseil comité comitê verband verein bundesamt bundesanstalt bundesministerium "
    "umweltbundesamt kommission ausschuss gobierno governo gouvernement wereldbank rijksinstituut raad naciones unidas nações communities community "
    "treasury ngo ngos trust coalition campaign partnership registry laboratory laboratories hospital police army navy intergovernmental securities "
    "servicio serviço servizio secretaría secretaria dirección direção corporación corporação superintendencia defensoría amis kementerian badan direktorat bộ viện "
    "frente movimiento movimento mouvement coordinadora colectivo sindicato syndicat acción "
    "xinhua bloomberg afp caixin tass cctv intelligence statistics geological survey workers industries holdings bancorp consulting".split()
)
_STEMS = ("universi", "institut", "statisti", "bundes", "ministr", "minister")
#: A digit, or what begins like the stems: one look for both.
_SIGN = re.compile(r"\d|universi|institut|statisti|bundes|minist").search
_EDGE = ".,;:()[]’'\"“”"
#: Cuts ASCII text into words in lower case: what stands at the edge of a word becomes a blank, wherever it stands.
_CUT = bytes(32 if chr(i) in _EDGE else ord(chr(i).lower()) for i in range(128)).ljust(256)
_HAN = Late(
    r"(?:部|委员会|委員會|委|局|院|所|会|會|公司|集团|集團|大学|大學|银行|銀行|中心|社|厅|廳|室|组|組|署|协会|協會|商会|商會|学会|學會|政府|国务院|總局|总局|办公室|辦公室|基金|基金会|联盟|聯盟|法院|检察院|同盟|省|庁|編集部|研究所|研究院|组织|組織|报社|日报|新华社|课题组|联合国"
    r"|위원회|은행|대학교|연구원|연구소|공사|협회|재단|센터|학회|정부)$"
)
_HAN_SHORT = Late(
    r"[部局署厅廳委庁]$|^(?:国务院|人社部|新华社|联合国|环保部|欧盟|世卫组织|人民银行|전경련|외교부|통계청)$"
)
_DIGIT = re.compile(r"\d")
#: Capitals alone, or an acronym that everybody knows with what belongs to it: "UNEP FI".
_CAPITALS = re.compile(r"[A-Z][A-Z&-]{1,}\d?$|(?:UNEP|UNDP|UNICEF|UNESCO|UNCTAD|OECD|EITI|ICMM|CCCMC|IUCN)\b")
_LINK = frozenset("of for the on des für pour para del".split())
#: A list of people, whatever words are in it: "Center, A., & Bank, B. C.", "Bank J, Watch K".
_PEOPLE = Late(
    r"[^\W\d_]{2,},\s+(?:[A-Z]\.[\s-]?)+(?:,|$|&|;|and)|[^\W\d_]{2,}\s[A-Z]{1,2}(?:,\s[^\W\d_]{2,}\s[A-Z]{1,2}\b|$)"
)


@lru_cache(maxsize=4096)
def is_body(text: str) -> bool:
    """Tell whether a name is an institution's: "World Bank", "CCCMC", "Ministry of Finance"."""
    if _CAPITALS.match(text):
        return True
    lower = text.lower()
    sign = _SIGN(lower) is not None
    if sign and _DIGIT.search(text):
        return True
    if _is_named(lower, sign=sign):
        return not _PEOPLE.search(text)
    if "," in text:
        return False
    words = text.split()
    return len(words) > 3 and not _LINK.isdisjoint(words)


def _is_named(lower: str, *, sign: bool) -> bool:
    """Tell whether a text in lower case, with a sign of the stems or none, has a word that institutions are named with."""
    # To cut words out of ASCII finds all that stripping their edges does, and most texts have none of them.
    cut = lower.encode().translate(_CUT).decode().split() if lower.isascii() else _WORDS
    if not sign and _WORDS.isdisjoint(cut):
        return False
    words = [word.strip(_EDGE) for word in lower.split()]
    return not _WORDS.isdisjoint(words) or any(word.startswith(_STEMS) for word in words)


_OPENING = Late(
    # Each word whole, never given back: two ways to cut "AAAA" would be endless time for a long one.
    r"(?:(?:[A-Z][\w.’'&-]*+|of|for|the|and|on|de|la|des|für|y|e|et|&)(?:\s|(?=,))){2,12}(?:,\s[A-Z][\w\s]{2,30}\s(?:and|&)\s[A-Z][\w\s&]{2,40})?,\s(?=[A-Z“‘\"])"
)


def opening(text: str) -> int:
    """Give how many characters of a text are an institution that opens it, with the comma: 0 for none.

    "China Chamber of Commerce, Guidelines for Outbound Mining" opens with one; the rest must be
    three words at least, and the name must begin or end as names of institutions do.
    """
    found: re.Match[str] | None = _OPENING.match(text)
    if found is None or len(text[found.end() :].split()) < 3:
        return 0
    name = text[: found.end()].rstrip(" ,")
    head = name.split(",")[0].lower().split()
    told = head[-1] in _HEADS or not _HEADS.isdisjoint(head[:3])
    rest = text[found.end() :]
    if (
        not told
        or head[-1] in _LINK
        or not _WORKS.isdisjoint(head)
        or (len(rest.split()) < 5 and not _HEADS.isdisjoint(rest.lower().split()))
    ):
        return 0
    return found.end()


#: What institutions are, and what is no institution though its name holds one.
_HEADS = frozenset(
    "ministry department bank chamber council commission committee association organization organisation agency institute panel foundation university union "
    "fund office bureau federation academy authority society programme secretariat centre center administration observatory court coalition alliance ministère "
    "assembly ministerio ministério comisión commission instituto institut bundesministerium".split()
)
_WORKS = frozenset(
    "declaration strategy report convention treaty agreement act guidelines principles the".split()
)
#: Publishers of books, whatever body they belong to.
_PRESSES = frozenset(
    "press presses verlag publishing publishers publisher publications books éditions editions editorial edizioni editore editora ediciones "
    "routledge springer wiley elsevier norton earthscan sage palgrave penguin macmillan university universität université universidad academic".split()
)


@lru_cache(maxsize=4096)
def is_press(text: str) -> bool:
    """Tell whether a publisher is a press, not a body that issues reports."""
    return not _PRESSES.isdisjoint([word.strip(_EDGE) for word in text.lower().split()])


def is_han_body(text: str) -> bool:
    """Tell whether Chinese, Japanese or Korean text ends as the names of institutions do (部, 委员会, 大学…)."""
    return _HAN.search(text) is not None


def is_short_han_body(text: str) -> bool:
    """Tell whether two or three characters are an institution: its last character ends no given name (商务部)."""
    return _HAN_SHORT.search(text) is not None
