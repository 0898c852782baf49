"""Lines → paragraphs: where a paragraph starts, what is a heading, which section holds what."""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from bibtrack.readers.heads import Line
from bibtrack.text import has_cjk, join_lines
from bibtrack.values.document import Paragraph, announced

_ITEM = re.compile(
    r"(?:\[(\d{1,4})\]|［(\d{1,4})］|〔(\d{1,4})〕|\((\d{1,4})\)|(\d{1,4})(?:[.)、．]|(?=\s))|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))\s*(?=\S)"
)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BULLET = re.compile(r"[●•◦▪■□‣∙*–—-]\s+\S")
_CLOSERS = "\"'”’»›)]）」』】〉》"
_STOPS = ".!?:;。！？：；…"
_GLUED = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\]|\d{1,3})$")
_NUMBERED = re.compile(r"(?:(?:chapter|part|section|kapitel|teil|chapitre|annex|appendix)\s+[\divxlc]+\b|"
                       r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[A-Z\W])|[IVX]{1,5}\.\s|第[一二三四五六七八九十\d]+[章节節部编編])", re.I)  # fmt: skip
_APPENDIX = re.compile(
    r"(?:appendix|annex|acknowledge?ments?|about the authors?|index|anhang|annexe|附录|附錄|致谢|致謝)\b",
    re.I,
)
_HTTP = re.compile(r"https?://|doi")
# A heading holds no imprint and no address.
_PRINTED = re.compile(r"\([^)]*\b(?:1[5-9]|20)\d\d\)|https?://|\bdoi\b|\bpp?\. ?\d")
_SMALL = frozenset(
    "a an and as at between but by beyond for from in into of on or over per the through to toward towards under up versus via vs with within without"
    " der die das des dem den und oder von vom zu zum zur im in mit für über le la les de du des et en au aux sur el los las y del".split()
)
_KNOWN = frozenset(
    "abstract introduction conclusion conclusions discussion methods results background summary preface foreword"
    " acknowledgements acknowledgments takeaways einleitung schluss fazit zusammenfassung résumé introducción"
    " conclusión 摘要 引言 导言 前言 结论 結論 结语 結語 绪论".split()
)


def paragraphs(lines: Sequence[Line], words: frozenset[str]) -> tuple[Paragraph, ...]:
    """Join the lines into paragraphs with their sections; headings carry their level."""
    blocks = list(_merged(_blocks(lines)))
    width = median([len(line.text) for line in lines] or [80])
    joined = [(join_lines((line.text for line in block), words), block) for block in blocks]
    return tuple(_with_sections(joined, max(width, 30)))


def ends(text: str) -> bool:
    """Tell whether a text ends as a paragraph does: with a stop, closing marks and callouts aside."""
    bare = text.rstrip()
    trimmed = _GLUED.sub("", bare).rstrip(_CLOSERS)
    return bool(trimmed) and trimmed[-1] in _STOPS


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    unwrapped = _unwrapped(lines)
    block: list[Line] = []
    last, listing = 0, False
    for line in lines:
        number = _item(line.text)
        starts = not block or unwrapped or _starts(block, line)
        follows = number == last + 1 or (number == 1 and (starts or ends(block[-1].text)))
        # Among notes a number that is out of order starts a note too.
        follows = follows or (listing and number is not None and 0 < abs(number - last) <= 3)
        if block and (starts or follows):
            listing = listing or _is_apparatus(block[0].text)
            yield block
            block = []
        if follows and number is not None:
            last = number
        block.append(line)
    if block:
        yield block


def _unwrapped(lines: Sequence[Line]) -> bool:
    # Pasted text holds each paragraph on one long line.
    lengths = sorted(len(line.text) for line in lines)
    return bool(lengths) and lengths[len(lengths) // 2] > 160


def _item(text: str) -> int | None:
    found = _ITEM.match(text)
    return int(next(group for group in found.groups() if group).translate(_LOWERED)) if found else None


def _starts(block: Sequence[Line], line: Line) -> bool:
    if line.gap or _BULLET.match(line.text):
        return True
    previous = block[-1].text
    hanging = _item(block[0].text) is not None and line.indent > block[0].indent
    if line.indent > block[-1].indent and (ends(previous) or block[-1].short) and not hanging:
        return True
    if _is_apparatus(line.text) or (len(block) == 1 and _is_apparatus(previous)):
        return True
    return line.page != block[-1].page and ends(previous)


def _is_apparatus(text: str) -> bool:
    return announced(text) is not None and not text[:1].islower()


def _merged(blocks: Iterable[list[Line]]) -> Iterator[list[Line]]:
    # A block that the page end cut goes on in small letters, with a digit or in a bracket.
    held: list[Line] = []
    for block in blocks:
        if held and _goes_on(held, block):
            held = held + block
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _goes_on(held: Sequence[Line], block: Sequence[Line]) -> bool:
    before, after = held[-1].text, block[0].text
    if ends(before) or _is_apparatus(before) or _BULLET.match(after):
        return False
    if before.endswith(("-", "‐", "\u00ad")) and after[0].isalpha():
        return True
    if _item(after) is not None and not after.rstrip().isdecimal() and not re.match(r"\d{4}\b", after):
        return False
    return after[0].islower() or (after[0].isdecimal() and len(held) <= 4)


def _with_sections(blocks: Sequence[tuple[str, list[Line]]], width: float) -> Iterator[Paragraph]:
    section: tuple[str, ...] = ()
    in_list = False
    for i, (text, block) in enumerate(blocks):
        following = [text for text, _ in blocks[i + 1 : i + 3]] + ["", ""]
        level = (
            _level_in_list(text, block, following)
            if in_list
            else _heading_level(text, block, following, width)
        )
        if level:
            section = (*section[: level - 1], text)
            in_list = _is_apparatus(text) or (in_list and _item(following[0]) == 1)
        yield Paragraph(text, section, heading_level=level, page=block[0].page)


def _heading_level(text: str, block: Sequence[Line], following: Sequence[str], width: float) -> int | None:
    level = _level(text, len(block), width)
    if all(line.large for line in block) and len(text) < 250 and any(char.isalpha() for char in text):
        return level or 1
    if level is None or _is_apparatus(text):
        return level
    stacked = _level(following[0], 1, width) is not None and _introduces(following[1], width)
    return level if stacked or _introduces(following[0], width) else None


def _level_in_list(text: str, block: Sequence[Line], following: Sequence[str]) -> int | None:
    # Among notes only another list, or a chapter whose numbering starts anew, is a heading.
    if _is_apparatus(text):
        return 1
    if all(line.large for line in block) and len(text) < 250 and _item(text) is None:
        return 1
    if _item(text) is not None or len(text) > 100 or ends(text):
        return None
    known = text.casefold().strip(" .:") in _KNOWN or _APPENDIX.match(text) is not None
    return 1 if known else 2 if _item(following[0]) == 1 and not _HTTP.search(text) else None


def _introduces(text: str, width: float) -> bool:
    # What stands under a heading is prose, or the first item of a list.
    return len(text) > 1.5 * width or (len(text) > 40 and ends(text)) or _item(text) == 1


def _level(text: str, lines: int, width: float) -> int | None:
    if _is_apparatus(text):
        return 1
    if (
        lines > 3
        or len(text) > 150
        or not text
        or len(text) < 2
        or _GLUED.sub("", text)[-1:] in ".,;:，。；："
    ):
        return None
    if text.casefold().strip(" .:") in _KNOWN:
        return 1
    found = _NUMBERED.match(text)
    if _PRINTED.search(text):
        return None
    if found and text[:1].isdecimal():
        return found[0].strip(" .").count(".") + 1 if _titled(text[found.end() :]) else None
    if found:
        return 1
    if has_cjk(text):
        return None
    return 1 if _titled(text) and len(text) < 2.5 * width else None


def _titled(text: str) -> bool:
    # Title case or capitals: every word that carries meaning starts with a capital.
    words = [word.strip("\"'“”‘’«»()[],:;?!–—-") for word in text.split()]
    words = [word for word in words if word and word.casefold() not in _SMALL]
    if not words or (not text[:1].isupper() and text[:1] not in "“‘\"'"):
        return False
    raised = sum(not word[:1].islower() for word in words)
    return raised >= 0.85 * len(words) and any(word[:1].isupper() for word in words)
