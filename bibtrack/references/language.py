"""The language of a reference: by script, then by the small words of eight languages."""

import re

from bibtrack.text import Late

_EASTERN = (
    ("ja", Late(r"[぀-ヿ]")),
    ("ko", Late(r"[가-힯]{2}")),
)
_SCRIPTS = (
    ("ar", Late(r"[؀-ۿ]{3}")),
    ("he", Late(r"[֐-׿]{3}")),
    ("el", Late(r"[Ͱ-Ͽ]{4}")),
)
#: A cheap look for any of them, and some more.
_OTHER_SCRIPT = Late(r"[^\x00-\u036f\u2000-\u2fff]")
_UKRAINIAN = Late(r"[іїєґ]")
_CYRILLIC = Late(r"[Ѐ-ӿ]{4}")
_WORDS = {
    "en": "the of and in for on to with from by an is at as their how what between journal review university press "
    "accessed retrieved edited report new studies using based analysis among through without effects effect role "
    "theory approach during within across under into toward towards evidence implications change health political "
    "economic economics these this that which are was be can do does not but or about after against women rights "
    "law available see",
    "de": "der die das und in im von zu zur zum mit für des den dem ein eine auf bei als aus hrsg hg verlag zeitschrift "
    "aufl über nach bd universität zwischen einer eines nicht oder durch gegen unter wie ist sind werden geschichte "
    "entwicklung gesellschaft politik recht wissenschaft beitrag beiträge untersuchung handbuch einführung "
    "grundlagen deutschland deutschen deutsche jahrhundert",
    "fr": "le la les et des du de dans pour sur en un une au aux par avec revue université éditions presses thèse d l "
    "entre dir paris histoire vers sous chez ses leur leurs cette ce ces est sont qui que ou où droit développement "
    "politique économie société siècle recherche études étude enquête essai",
    "es": "el la los las y de del en para por con una un revista universidad sobre editorial tesis historia como su entre "
    "desde ed madrid sus al lo que se es ante hacia política derecho desarrollo sociedad siglo estudio estudios "
    "análisis educación economía cómo",
    "pt": "o a os as e de do da dos das em para por com uma um revista universidade sobre editora tese história no na ao "
    "são disponível acesso seu sua aos às pela pelo que política direito desenvolvimento sociedade século estudo "
    "estudos análise educação economia brasil",
    "it": "il lo la i gli le e di del della dei delle nel nella in per con una un rivista università sulla edizioni tesi "
    "storia cura torino milano roma tra fra alla alle dal dalla si diritto sviluppo politica società secolo "
    "studi studio analisi economia italiana italiano italia",
    "nl": "de het een en van in op voor met over bij uit tussen uitgeverij tijdschrift universiteit naar aan door tot "
    "zijn als wordt geschiedenis onderzoek ontwikkeling recht nederland nederlandse",
    "sv": "och för med av den det ett som till från om",
    "pl": "i w na z do o oraz się jest wydawnictwo",
    "cs": "a na se do pro praha české",
}
_MARKED = {
    "ß": "de",
    "ä": "de",
    "ö": "de",
    "ü": "de",
    "ç": "fr",
    "è": "fr",
    "ê": "fr",
    "œ": "fr",
    "ñ": "es",
    "ã": "pt",
    "õ": "pt",
    "ò": "it",
    "ł": "pl",
    "ř": "cs",
    "å": "sv",
}
_ANY_MARKED = Late("[" + "".join(_MARKED) + "]")
# "no. 2", "ed. by", "Vol. 3": abbreviations of the apparatus, alike in many languages, tell nothing.
_ABBREVIATED = frozenset("no nos nr vol vols p pp ed eds s st dr art v n d e i a o".split())


def _tellers() -> dict[str, tuple[tuple[str, float], ...]]:
    """Give (language, weight) for each small word as it may be printed: lower, title or upper case, with a point."""
    languages: dict[str, list[str]] = {}
    for tag, words in _WORDS.items():
        for word in words.split():
            languages.setdefault(word, []).append(tag)
    found = {}
    for word, tags in languages.items():
        for form in (word, word.title(), word.upper()):
            weights = tuple((tag, _share(form) / len(tags)) for tag in tags)
            found[form] = weights
            if word not in _ABBREVIATED:
                found[f"{form}."] = weights
    return found


def _share(word: str) -> float:
    """A lone letter may be an initial, a capital the first word of a title: both tell less."""
    return (1.0 if word.islower() else 0.4) * (0.4 if len(word) == 1 else 1.0)


_TELLERS = _tellers()
# A press, not the German word.
_TELLERS.pop("MIT", None)
_TOKEN = Late(r"[A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ]+\.?")
_WORD = Late(r"[^\W\d_]+")
_ET_AL = re.compile(r"\bet al\.", re.I)
#: ASCII text is cut into words by one table of bytes (one of characters takes ten times as long): all but letters and points become blanks.
_BLANKS = bytes(i if chr(i).isalpha() or i == 46 else 32 for i in range(128)).ljust(256)


def plain(text: str) -> str:
    """Give the text with ASCII dashes and quotes, so that most strings are ASCII and can be cut by table."""
    if text.isascii():
        return text
    return text.replace("–", "-").replace("’", "'").replace("“", '"').replace("”", '"').replace("‘", "'")


def detect(text: str) -> str | None:
    """Give the IETF tag of the language a text is most likely in, or None when nothing tells.

    Looks at the first 600 characters.
    """
    sample = plain(text[:600])
    ascii_only = sample.isascii()
    if not ascii_only:
        tag = _by_script(sample)
        if tag:
            return tag
    if "al." in sample:
        sample = _ET_AL.sub(" ", sample)
    scores: dict[str, float] = {}
    words = sample.encode().translate(_BLANKS).decode().split() if ascii_only else _TOKEN.findall(sample)
    for word in filter(_TELLERS.__contains__, words):
        for tag, weight in _TELLERS[word]:
            scores[tag] = scores.get(tag, 0.0) + weight
    if not ascii_only and _ANY_MARKED.search(sample):
        for mark, tag in _MARKED.items():
            if mark in sample:
                scores[tag] = scores.get(tag, 0.0) + 0.6
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= 0.4 else None


def _by_script(sample: str) -> str | None:
    if not _OTHER_SCRIPT.search(sample):
        return None
    tag = next((tag for tag, pattern in _EASTERN if pattern.search(sample)), None)
    if tag:
        return tag
    han = sum(["㐀" <= c <= "鿿" for c in sample])
    if han and han * 4 > len(_WORD.findall(sample)):
        return "zh"
    tag = next((tag for tag, pattern in _SCRIPTS if pattern.search(sample)), None)
    if tag:
        return tag
    if _CYRILLIC.search(sample):
        return "uk" if _UKRAINIAN.search(sample) else "ru"
    return None
