"""Places within a container: volume, issue, pages, and numbers of reports and documents."""

import re
from functools import lru_cache

from bibtrack.references.draft import Draft
from bibtrack.text import Late

# What stands before a number, at its beginning.  A word ends with a point, a blank or before a digit: the "V" of "VII" and the "p" of "pages" are none.
_VOLUME = Late(
    r"(?i)[(\[]?\s*(?:(?:vols?|volumes?|v|bd|band|bände|tomes?|tomo|t|jg|jahrgang|jrg|året|årg|tập)(?![^\W\d_])|年第)\.?\s*[:.]?\s*(?=[\dIVXLC])"
)
_ISSUE = Late(
    r"(?i)[(\[（]?\s*(?:(?:issues?|iss|nos?|nr|núm|num(?:ber)?|numéro|numero|número|heft|h|fasc|số|n(?=[.\s]*\d))(?![^\W\d_])|n[°º]|第)\.?\s*[:.]?\s*(?=[\dA-Z])"
)
_PAGES = Late(
    r"(?i)[(\[]?\s*(?:(?:art\.\s(?:no)?|(?-i:pp?|P(?=[.\s])|P[pP])|pages?|pgs?|s(?=[.\s:])|sid(?:e|or)?|seiten?|págs?|páginas|pags?|blz|str|tr(?=\.))(?![^\W\d_])|p(?=[ivxlc]+\b)|第|页)\.?\s*:?\s*(?=[\dA-Zivxlc])"
)
_COUNT = Late(
    r"(?i)^(?:\[)?(\d{1,4})\]?\s*(?:pp?\.?|pages?|s\.?|seiten|c\.?|páginas?|págs?\.?|页|blz\.?|bl\.?)$"
)
# "285–300, at 290": the place cited within the pages.
_CITED = Late(r"(?i)(?<=\d)[,;]?\s(?:at|hier|here|ici)\s.*$")
_LABEL_BEHIND = Late(r"(?i)(?<=\d)\s*pp?\.?$")
# "chap. 2": a place in a book that is no page.
_CHAPTER = Late(
    r"(?i)(?:ch|chs|chap|chaps|chapters?|kap|kapitel|cap|chapitre|capítulo)\.?\s?(\d{1,3}|[IVXL]+)"
)
_DOUBLE = Late(r"\d{1,5}\s?[-–]\s?\d{1,5}")
# "sec. A": a part of a newspaper (Chicago 17, 14.191).
_SECTION = Late(r"(?i)sec(?:t|tion)?\.?\s*([A-Z]{1,2}\d{0,2}|\d{1,2})")
_DASHES = Late(r"\s*[-‐‑‒–—−~～]+\s*")
# "19. Jg.": the year of a journal.
_YEAR_OF = Late(r"(?i)(?<=\d)\.?\s?(?:jg|jahrgang|jrg|årg|évf)\.?$")
_CJK_HEAD = Late(r"^(?:第|제|집|권)\s*(?=\d)")
_CJK_TAIL = Late(r"[期卷页頁号年辑集册版冊輯쪽면집권호\s]+$")

#: No volume, issue or pages are longer; more of a field is not read, so that time stays linear.
LONGEST = 200


def apply(draft: Draft) -> None:
    """Set `volume`, `issue`, `page`, `section`, `number_of_pages`, `number_of_volumes`."""
    labelled = draft.labelled
    for item in labelled.get("volume", ()):
        _volume(draft, item.text[:LONGEST])
    for item in labelled.get("issue", ()):
        _issue(draft, item.text[:LONGEST])
    if "pages" in labelled:
        _set_pages(draft)
    if "issue" not in labelled and "volume" not in labelled and "date" in labelled:
        _issue_of_year(draft)


def _issue_of_year(draft: Draft) -> None:
    """Take "2021(4): 12-20", as journals without volumes are cited in Chinese, for an issue."""
    for item in draft.labelled["date"]:
        if draft.string[item.stop : item.stop + 1] in ("(", "（") and "container_title" in draft.values:
            found = _OF_YEAR.match(draft.string, item.stop)
            draft.put("issue", found and found[1].replace("–", "-"))


_OF_YEAR = Late(r"[(（](\d{1,2}(?:[-–/]\d{1,2})?)[)）]\s?[：:]\s?\d")


def _set_pages(draft: Draft) -> None:
    pages_said = draft.texts("pages")
    if pages_said and "volume" not in draft.values and "container_title" in draft.values:
        pages_said = _with_volume(draft, pages_said)
    for text in pages_said:
        text = text[:LONGEST]
        bare = text.strip(" .,;()")
        if bare[:1].isdecimal() and bare[-1].isdecimal():  # neither a count nor a chapter nor a section
            draft.put("page", pages(text))
        elif count := _COUNT.match(bare):
            draft.put("number_of_pages", count.group(1))
        elif chapter := _CHAPTER.fullmatch(bare):
            draft.put("chapter_number", chapter.group(1))
        elif section := _SECTION.fullmatch(bare):
            draft.put("section", section.group(1))
        else:
            draft.put("page", pages(text))


def _with_volume(draft: Draft, said: list[str]) -> list[str]:
    """Take a double volume for what it is, not for pages: "Materials Research 271-272, 767–772"."""
    parts = said if len(said) == 2 else said[0][:LONGEST].split(", ")
    if len(parts) == 2 and all(_DOUBLE.fullmatch(part) for part in parts):
        draft.put("volume", _DASHES.sub("-", parts[0]))
        return parts[1:]
    return said


#: "tập 12, số": the word for the issue went with the volume.
_ISSUE_LEFT = (", số", ", no", ", nr", ", Nr", ", núm", ", n°", ", nº")


def _volume(draft: Draft, text: str) -> None:
    bare = text.strip(" ,;:.")
    if bare.endswith(_ISSUE_LEFT):
        text = bare = bare.rpartition(",")[0]
    if not bare.isdecimal():
        bare = _YEAR_OF.sub("", bare)
    if bare.isdecimal():
        draft.put("volume", bare)
    elif many := _MANY_VOLUMES.fullmatch(bare):
        draft.put("number_of_volumes", many.group(1))
    elif both := _WITH_ISSUE.fullmatch(bare):
        draft.put("volume", number(both.group(1), _VOLUME))
        draft.put("issue", number(both.group(2), _ISSUE))
    elif (opened := _OPENED_VOLUME.fullmatch(bare.rstrip(")"))) is not None:
        draft.put("volume", number(opened[1], _VOLUME))
        if any(c.isdigit() for c in opened[2]):
            draft.put("issue", number(opened[2], _ISSUE))
    else:
        draft.put("volume", number(text, _VOLUME))


def _issue(draft: Draft, text: str) -> None:
    """Set the issue; what a lost bracket glued to it goes where it belongs ("4):044005", "16(5")."""
    bare = text.strip(" ,;:.()[]")
    closed = _CLOSED.fullmatch(bare) if ")" in bare and "(" not in bare else None
    opened = _OPENED.fullmatch(bare) if "(" in bare and ")" not in bare else None
    if bare.isdecimal():
        draft.put("issue", bare)
    elif closed:
        draft.put("issue", number(closed[1], _ISSUE))
        if closed[2][-1].isdigit() and "pages" not in draft.labelled:
            draft.put("page", pages(closed[2]))
    elif opened:
        draft.put("volume", number(opened[1].rpartition(";")[2], _ISSUE))
        draft.put("issue", number(opened[2], _ISSUE))
    else:
        draft.put("issue", number(text, _ISSUE))


_MANY_VOLUMES = Late(r"(?i)(\d{1,3})\s*(?:vols?|volumes|bde?|bände|tomes?|tomos?)\.?")
_WITH_ISSUE = Late(r"(?i)((?:vol\.?\s*)?\d+)\s*[/.,:]\s*((?:no\.?\s*)?\d+(?:[-–]\d+)?)")
_OPENED_VOLUME = Late(r"([^()]*\w)\s*\(([^()]+)")
_CLOSED = Late(r"([^()]+?)\s*\)\s*[:;,.]*\s*([^()]+)")
_OPENED = Late(r"([^()]*\d[^()]*?)\s*\(([^()]+)")


@lru_cache(maxsize=4096)
def number(text: str, label: re.Pattern[str]) -> str:
    """Give a volume or issue number without its label and outer punctuation."""
    bare = text.strip(" ,;:.()[]（）［］，；：。")
    found = _unlabelled(bare, label).strip(" ,;:.()") or bare
    if not found.isascii():
        found = _CJK_HEAD.sub("", found)
    if found.isalnum():
        return found
    return _BRACKETS.sub(" ", found).strip() if _unbalanced(found) else found


def _unlabelled(text: str, label: re.Pattern[str]) -> str:
    """Give a number without the label before it and without the Chinese one behind it."""
    found = label.match(text)
    bare = text[found.end() :] if found else text
    return bare if bare.isascii() and not bare[-1:].isspace() else _CJK_TAIL.sub("", bare)


_BRACKETS = Late(r"\s*[()\[\]〔〕]\s*")


def _unbalanced(text: str) -> bool:
    """Tell whether a bracket has lost its other half ("2011] 1")."""
    return any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]", "〔〕"))


@lru_cache(maxsize=8192)
def pages(text: str) -> str:
    """Give a page or a range as "first-last" with a hyphen, without "pp."; the last page is filled up.

    "4894–99" becomes "4894-4899"; what is not a range stays as printed.
    """
    bare = text.strip(" ,;:.()[]（）［］，；：。").removeprefix("at ")
    first, dash, last = bare.replace("–", "-").partition("-")
    if first.isdecimal() and (last.isdecimal() if dash else True):
        return f"{first}-{_filled(first, last)}" if dash else first
    bare = _unlabelled(bare, _PAGES).strip(" ,;:.()")
    bare = _CITED.sub("", _LABEL_BEHIND.sub("", bare))
    parts = _DASHES.split(bare)
    if len(parts) == 2 and parts[0] and parts[1]:
        return f"{parts[0]}-{_filled(parts[0], parts[1])}"
    single: str = _DASHES.sub("-", bare)
    return single


def _filled(first: str, last: str) -> str:
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        full = first[: len(first) - len(last)] + last
        return full if int(full) >= int(first) else last
    return last
