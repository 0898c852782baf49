"""Word families of English: Porter's stem, and the plain singular.

Source: M. F. Porter, "An algorithm for suffix stripping", Program 14 (3), 1980, 130–137; the
singular is Harman's S-stemmer (D. Harman, "How effective is suffixing?", JASIS 42 (1), 1991).
Words are expected folded (`bibtrack.text.fold`); a word that is not plain a to z stays as it is.
"""

import re
from functools import lru_cache

_MEASURE = re.compile(r"[aeiouy]+[^aeiouy]+")
_VOWEL = re.compile(r"[aeiou]|(?<!^)y")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_SHORT = re.compile(r"(?:^|.*[^aeiou])[aeiouy][^aeiouwxy]$")

_STEP2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "abli": "able",
    "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate",
    "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al",
    "iviti": "ive", "biliti": "ble", "isation": "ize", "iser": "ize",
}  # fmt: skip
_STEP3 = {
    "icate": "ic", "ative": "", "alize": "al", "alise": "al", "iciti": "ic", "ical": "ic", "ful": "",
    "ness": "",
}  # fmt: skip
_STEP4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous",
    "ive", "ize", "ise", "al", "er", "ic", "ou",
)  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give the stem that a word shares with its family ("governance", "governing" → "govern")."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    word = _step1(word)
    word = _replace(word, _STEP2)
    word = _replace(word, _STEP3)
    return _step5(_step4(word))


@lru_cache(maxsize=200_000)
def singular(word: str) -> str:
    """Give the word without an English plural ending; "us", "ss" and "is" are none."""
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui" or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def _measure(base: str) -> int:
    # A "y" after a vowel is a consonant; writing it as one keeps the pattern a plain class.
    return len(_MEASURE.findall(re.sub(r"(?<=[aeiou])y|^y", "j", base)))


def _step1(word: str) -> str:
    if word.endswith("s"):
        word = _plural(word)
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word and _VOWEL.search(base):
            word = _restore(base)
            break
    if word.endswith("y") and _VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    return word


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word if word.endswith("ss") else word[:-1]


def _restore(base: str) -> str:
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if _DOUBLE.search(base):
        return base[:-1]
    return base + "e" if _measure(base) == 1 and _SHORT.match(base) else base


def _replace(word: str, table: dict[str, str]) -> str:
    for ending in sorted(table, key=len, reverse=True):
        if word.endswith(ending):
            base = word[: -len(ending)]
            return base + table[ending] if _measure(base) > 0 else word
    return word


def _step4(word: str) -> str:
    for ending in _STEP4:
        if word.endswith(ending):
            base = word[: -len(ending)]
            keeps = ending == "ion" and not base.endswith(("s", "t"))
            return word if keeps or _measure(base) < 2 else base
    return word


def _step5(word: str) -> str:
    if word.endswith("e"):
        base = word[:-1]
        if _measure(base) > 1 or (_measure(base) == 1 and not _SHORT.match(base)):
            word = base
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
