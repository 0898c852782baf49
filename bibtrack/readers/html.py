"""HTML: notes by the links of the page, whatever the site generator.

A callout is a link, short as a mark, to a place further on; a note is the block that holds the
place.  ARIA and EPUB roles, class names of footnote plugins and inline notes (Distill, Tufte)
say the same more plainly and win.  Sources: DPUB-ARIA 1.1; EPUB 3.3 structural semantics.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bibtrack.errors import UnreadableDocument
from bibtrack.readers.encoding import declared_in, decode
from bibtrack.readers.flow import Flow, Outline
from bibtrack.readers.tree import Node, rows, too_much
from bibtrack.text import squeeze
from bibtrack.values.document import Document, NoteKind, RawNote
from bibtrack.values.issue import Issue

_BLOCKS = frozenset(
    "p div li ul ol dl dt dd td th tr table section article aside main header footer nav blockquote pre figure figcaption"
    " h1 h2 h3 h4 h5 h6 body html address details summary caption fieldset form hr tbody thead center".split()
)
_HOLDERS = frozenset("li p div aside dd td section span article blockquote small d-footnote dt-fn".split())
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_REFERS = ("doc-noteref", "noteref", "doc-biblioref")
_BACKS = ("doc-backlink", "backlink", "referrer")
_NOTES = ("doc-footnote", "doc-endnote", "doc-biblioentry", "footnote", "endnote", "rearnote", "biblioentry")
_INLINE = frozenset(("d-footnote", "dt-fn"))
_INLINE_CLASSES = ("sidenote", "marginnote", "inline-footnote", "footnote-inline", "easy-footnote-content")
_BACK_CLASS = re.compile(
    r"foot-?note-?(?:back|return|backref)|reversefootnote|mw-cite-backlink|fn-?back|backlink|back-?ref|data-footnote-backref|easy-footnote-to-top|footnote_back"
)
_REFER_CLASS = re.compile(
    r"foot-?note-?(?:ref|anchor|link|reference)|noteref|fnref|end-?note-?ref|xref-fn|ref-?fn|reference-?link"
)
_NOTE_ID = re.compile(
    r"(?:user-content-)?(?:fn|_?ftn|_?edn|foot-?note|end-?note|cite_note|note|nt|back|easy-footnote-bottom|sdfootnote|sdendnote)[-:_.]?[\w.:-]*\d+[a-z]?(?:sym)?$",
    re.I,
)
_MARK = re.compile(
    r"[\[({［〔]?\s*(?:(?:note|n|fn)\.?\s*)?(\d{1,4}[a-z]?|[*†‡§¶#]{1,4}|[ivxlc]{1,7}|[a-z]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|[①-⑳])\s*[\])}］〕.]?",
    re.I,
)
_RETURN = re.compile(r"[\s^↑↩︎↵⏎⤴←⇑⬆️︎\[\]()]*(?:back|return|jump up|top|volver|regresar)?[\s^↑↩︎↵⏎⤴←]*", re.I)
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST_NOTE = 30_000
_MOST_IN_NOTE = 20_000
# How many nodes around a link are looked at: what is further off does not belong to it.
_NEAR = 400
_LARGEST = 64 << 20


@dataclass(slots=True)
class _Page:
    nodes: list[Node]
    places: dict[str, int] = field(default_factory=dict)
    #: index of a callout's link → (label, id of the note)
    calls: dict[int, tuple[str, str]] = field(default_factory=dict)
    #: index of a note's holder → its id
    notes: dict[int, str] = field(default_factory=dict)
    backs: set[int] = field(default_factory=set)
    small: dict[int, bool] = field(default_factory=dict)
    links: dict[int, set[int]] = field(default_factory=dict)


def read(path: Path) -> Document:
    """Read an HTML page; raises UnreadableDocument when it is too large or nested too deep."""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise UnreadableDocument(
            f"{path.name}: a page of {len(data) >> 20} MB; the limit is {_LARGEST >> 20} MB"
        )
    markup, _, issues = decode(data, declared_in(data))
    refused = too_much(markup)
    if refused:
        raise UnreadableDocument(f"{path.name}: this page cannot be read safely: {refused}")
    return document(markup, issues)


def document(markup: str, issues: tuple[Issue, ...] = ()) -> Document:
    """Give a page as paragraphs with linked notes."""
    page = _Page(rows(markup))
    for i, node in enumerate(page.nodes):
        for key in ("id", "name") if node.tag == "a" else ("id",):
            if node.attributes.get(key):
                page.places.setdefault(node.attributes[key], i)
    _find_inline(page)
    _find_calls(page)
    _find_uncalled(page)
    return _written(page, issues)


def _find_inline(page: _Page) -> None:
    # The note stands where it is called: Distill, Tufte, pop-up plugins.
    for i, node in enumerate(page.nodes):
        if node.tag in _INLINE or (node.tag == "span" and node.has("class", *_INLINE_CLASSES)):
            name = f"inline-{len(page.notes) + 1}"
            page.notes[i] = name
            page.calls[i] = ("", name)


def _find_calls(page: _Page) -> None:
    callers: set[int] = set()
    for i, node in enumerate(page.nodes):
        target = _target(node)
        if target is None or _is_back(page, i, callers):
            if target is not None:
                page.backs.add(i)
            continue
        label = _label(page, i)
        place = page.places.get(target)
        if place is None:
            if label and (_role(node, _REFERS) or _REFER_CLASS.search(node.attributes.get("class", ""))):
                page.calls[i] = (label, target)
            continue
        holder = _holder(page, place)
        if (
            label
            and holder is not None
            and not page.nodes[holder].stop > i >= holder
            and _callable(page, i, place, holder)
        ):
            page.calls[i] = (label, page.notes.setdefault(holder, target))
            callers |= _around(page, i)


def _target(node: Node) -> str | None:
    href = node.attributes.get("href", "") if node.tag == "a" else ""
    return href[1:] if len(href) > 1 and href[0] == "#" else None


def _role(node: Node, roles: Sequence[str]) -> bool:
    return (
        node.has("role", *roles)
        or node.has("epub:type", *roles)
        or node.has("rel", "footnote" if "noteref" in roles else "-")
    )


def _is_back(page: _Page, at: int, callers: set[int]) -> bool:
    node = page.nodes[at]
    classes = node.attributes.get("class", "").casefold()
    if _role(node, _BACKS) or _BACK_CLASS.search(classes) or node.has("rev", "footnote"):
        return True
    if node.up >= 0 and _BACK_CLASS.search(page.nodes[node.up].attributes.get("class", "")):
        return True
    place = page.places.get(_target(node) or "")
    return place is not None and place in callers


def _around(page: _Page, at: int) -> set[int]:
    # The places a back link may name: the link, what it stands in, and what stands in it.
    held = set(range(at, min(page.nodes[at].stop, at + _NEAR)))
    up = page.nodes[at].up
    while up >= 0 and page.nodes[up].tag not in _BLOCKS:
        held.add(up)
        up = page.nodes[up].up
    before = at - 1
    if before >= 0 and page.nodes[before].tag == "a" and page.nodes[before].stop == at:
        held.add(before)
    return held


def _label(page: _Page, at: int) -> str:
    text = squeeze(_plain(page, at, page.nodes[at].stop))
    found = _MARK.fullmatch(text)
    if found is None:
        return ""
    label = found[1].translate(_SUPER)
    if label.isalpha() and not (_raised(page, at) or _role(page.nodes[at], _REFERS) or text[0] in "[("):
        return ""
    return label


def _raised(page: _Page, at: int) -> bool:
    up, stop = at, min(page.nodes[at].stop, at + _NEAR)
    while up >= 0 and page.nodes[up].tag not in _BLOCKS and at - up < _NEAR:
        if page.nodes[up].tag == "sup" or "sup" in page.nodes[up].attributes.get("style", ""):
            return True
        up = page.nodes[up].up
    return any(page.nodes[i].tag == "sup" for i in range(at, stop))


def _holder(page: _Page, place: int) -> int | None:
    # The block that holds the place; a heading, or half the page, is no note.
    at = place
    if page.nodes[at].tag == "dt":
        following = page.nodes[at].stop
        at = next(
            (i for i in range(following, min(following + 4, len(page.nodes))) if page.nodes[i].tag == "dd"),
            at,
        )
    while at >= 0 and (
        page.nodes[at].tag not in _HOLDERS
        or (page.nodes[at].tag == "span" and at != place)
        or not page.nodes[at].stop - at > 1
    ):
        if page.nodes[at].tag in _HEADINGS or page.nodes[at].tag in ("body", "main", "table"):
            return None
        at = page.nodes[at].up
    return at if at >= 0 and _is_small(page, at) else None


def _is_small(page: _Page, at: int) -> bool:
    # Asked once for each holder: many links may lead to one place.
    if at not in page.small:
        nodes = page.nodes[at : page.nodes[at].stop]
        few = len(nodes) < _MOST_IN_NOTE and not any(node.tag in _HEADINGS for node in nodes)
        page.small[at] = few and sum(len(node.text) for node in nodes) < _LONGEST_NOTE
    return page.small[at]


def _callable(page: _Page, at: int, place: int, holder: int) -> bool:
    node, target = page.nodes[at], page.nodes[place]
    if _role(node, _REFERS) or _REFER_CLASS.search(node.attributes.get("class", "")):
        return True
    named = (
        _NOTE_ID.match(_target(node) or "") is not None
        or _role(page.nodes[holder], _NOTES)
        or _role(target, _NOTES)
    )
    return named or _raised(page, at) or (place > at and _linked_back(page, at, holder))


def _linked_back(page: _Page, at: int, holder: int) -> bool:
    if holder not in page.links:
        inside = page.nodes[holder : min(page.nodes[holder].stop, holder + _NEAR)]
        page.links[holder] = {page.places.get(target, -1) for node in inside if (target := _target(node))}
    return not page.links[holder].isdisjoint(_around(page, at))


def _find_uncalled(page: _Page) -> None:
    # A note that its role or its list gives away, though nothing calls it.
    known = sorted(page.notes)
    for i, node in enumerate(page.nodes):
        if i in page.notes or node.tag not in ("li", "aside", "div", "p", "section") or not node.attributes:
            continue
        identity = node.attributes.get("id", "")
        roles = _role(node, _NOTES[:3]) or (node.tag in ("aside", "li") and node.has("epub:type", *_NOTES))
        listed = (
            node.tag == "li" and identity and _NOTE_ID.match(identity) and not _NOTE_ID.match("x" + identity)
        )
        if (roles or listed) and bisect_right(known, i) == bisect_right(known, node.stop - 1):
            page.notes[i] = identity or f"note-{i}"


def _plain(page: _Page, start: int, stop: int, without: frozenset[int] = frozenset()) -> str:
    pieces: list[str] = []
    i = start
    while i < stop:
        node = page.nodes[i]
        if i in without:
            i = node.stop
            continue
        if not node.tag:
            pieces.append(node.text)
        elif node.tag in _BLOCKS or node.tag == "br":
            pieces.append(" ")
        i += 1
    return "".join(pieces)


def _note_text(page: _Page, holder: int, label: str) -> str:
    inner = frozenset(
        i
        for i in range(holder + 1, page.nodes[holder].stop)
        if i in page.backs or i in page.notes or _back_mark(page, i) or i in page.calls
    )
    text = squeeze(_plain(page, holder, page.nodes[holder].stop, inner))
    text = re.sub(r"\s*[↩↵⏎⤴⬆↑]\ufe0e?\s*$", "", text)
    if label:
        text = re.sub(rf"^[\[(^]*\s*{re.escape(label)}\s*(?:[\]).:]+\s*|\s+)(?=\S)", "", text)
    return re.sub(r"^(?:\^|↑)\s*(?:[a-z]\s)*", "", text)


def _back_mark(page: _Page, at: int) -> bool:
    node = page.nodes[at]
    if node.tag in ("span", "sup", "div") and _BACK_CLASS.search(node.attributes.get("class", "")):
        return True
    return (
        node.tag == "a"
        and _target(node) is not None
        and _RETURN.fullmatch(_plain(page, at, node.stop)) is not None
    )


def _written(page: _Page, issues: tuple[Issue, ...]) -> Document:
    outline, flow = Outline(), Flow()
    level: int | None = None
    i = 0
    references: list[RawNote] = []
    numbers: dict[str, str] = {}
    # A page that links no notes may still print them: raised digits, and lists that count.
    bare = not (page.calls or page.notes)
    counted = _numbers(page) if bare else {}
    while i < len(page.nodes):
        node = page.nodes[i]
        if i in page.calls:
            label, target = page.calls[i]
            numbers.setdefault(target, label or str(len(numbers) + 1))
            flow.mark(label or numbers[target], target)
            i = node.stop
            continue
        if i in page.notes or i in page.backs:
            i = node.stop
            continue
        if node.tag in _BLOCKS:
            flow = outline.close(flow, level)
            level = _HEADINGS.get(node.tag) or (level if _within(page, i, level) else None)
            flow.add(counted.get(i, ""))
        elif node.tag == "br":
            flow.add(" ")
        elif not node.tag and bare and _raised(page, i) and node.text.strip().isdecimal():
            flow.mark(node.text.strip(), printed=node.text)
        elif not node.tag:
            if level is not None and not _within(page, i, level):
                flow, level = outline.close(flow, level), None
            flow.add(node.text)
        i += 1
    outline.close(flow, level)
    notes = _raw_notes(page, numbers)
    title = next((squeeze(p.text) for p in outline.paragraphs if p.heading_level == 1), None)
    linked = bool(notes or page.calls)
    return Document(
        tuple(outline.paragraphs), (*notes, *references), linked, "text/html", "html", title, issues=issues
    )


def _numbers(page: _Page) -> dict[int, str]:
    # What a browser prints before the items of an ordered list.
    counts: dict[int, int] = {}
    printed: dict[int, str] = {}
    for i, node in enumerate(page.nodes):
        parent = page.nodes[node.up] if node.up >= 0 else None
        if node.tag == "li" and parent is not None and parent.tag == "ol":
            start = parent.attributes.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 6 else 1
            counts[node.up] = counts.get(node.up, first - 1) + 1
            printed[i] = f"{counts[node.up]}. "
    return printed


def _within(page: _Page, at: int, level: int | None) -> bool:
    up = at
    while up >= 0 and level is not None:
        if _HEADINGS.get(page.nodes[up].tag) == level:
            return True
        up = page.nodes[up].up if page.nodes[up].tag not in ("body", "section", "article") else -1
    return False


def _raw_notes(page: _Page, numbers: dict[str, str]) -> tuple[RawNote, ...]:
    rank = {target: place for place, target in enumerate(numbers)}
    ordered = sorted(page.notes.items(), key=lambda pair: (rank.get(pair[1], len(rank)), pair[0]))
    made = []
    for holder, target in ordered:
        label = numbers.get(target) or _printed_label(page, holder)
        text = _note_text(page, holder, label)
        if text:
            made.append(RawNote(label, text, _kind(page, holder), target))
    return tuple(made)


def _printed_label(page: _Page, holder: int) -> str:
    found = re.match(r"\s*[\[(]?(\d{1,4})[\]).:]?\s", _plain(page, holder, page.nodes[holder].stop))
    return found[1] if found else ""


def _kind(page: _Page, holder: int) -> NoteKind:
    node = page.nodes[holder]
    identity = node.attributes.get("id", "").casefold()
    if _role(node, ("doc-biblioentry", "biblioentry")) or "cite_note" in identity:
        return NoteKind.REFERENCE
    if _role(node, ("doc-endnote", "endnote", "rearnote")) or "endnote" in identity or "edn" in identity:
        return NoteKind.ENDNOTE
    return NoteKind.FOOTNOTE
