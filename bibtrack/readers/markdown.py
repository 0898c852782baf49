"""Markdown: footnotes `[^1]` and inline notes `^[…]` in pandoc's spelling; the notes' text stays Markdown.

Source: Pandoc User's Guide, 8.19 Footnotes; CommonMark 0.31 for what is code and what is text.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from bibtrack.errors import UnreadableDocument
from bibtrack.readers.encoding import decode
from bibtrack.readers.flow import Flow, Outline
from bibtrack.text import squeeze
from bibtrack.values.document import Document, NoteKind, RawNote
from bibtrack.values.issue import Issue

# A label has an end in sight: a page of "[^[^[^" is not read to its end for each of them.
_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]{1,200})\]:[ \t]*(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]{1,2000}>")
_UNDEFINED = re.compile(r"\[\^([^\]\s]{1,200})\]")
_BLOCK = re.compile(r" {0,3}(?:#{1,6}\s|```|~~~|>)")
_LARGEST = 64 << 20
_NESTING = 60


def read(path: Path) -> Document:
    """Read a Markdown file; raises UnreadableDocument when it is larger than 64 MB."""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise UnreadableDocument(f"{path.name}: a Markdown file of {len(data) >> 20} MB; the limit is 64 MB")
    text, _, issues = decode(data)
    return document(text, issues)


def document(text: str, issues: tuple[Issue, ...] = ()) -> Document:
    """Give Markdown as paragraphs with linked notes, in the order in which they are called."""
    body = _COMMENT.sub("", _FRONT.sub("", text))
    definitions, repeated, body = _definitions(body)
    env: dict[str, object] = {}
    tokens = _parser().parse(body, env)
    outline, inline = _outlined(tokens, env)
    called = [m.target for p in outline.paragraphs for m in p.marks]
    labels = [
        *dict.fromkeys(t for t in called if t in definitions),
        *(t for t in definitions if t not in called),
    ]
    notes = [RawNote(label, definitions[label], NoteKind.FOOTNOTE, label) for label in labels]
    notes += [RawNote(label, source, NoteKind.FOOTNOTE) for label, source in repeated]
    found = (*issues, *(_repeat(label) for label, _ in repeated))
    linked = bool(notes or inline or called)
    return Document(
        tuple(outline.paragraphs), (*notes, *inline), linked, "text/markdown", "markdown", issues=found
    )


def _repeat(label: str) -> Issue:
    return Issue(
        "repeated-label", f"the note [^{label}] is defined twice; marks call the first", place=f"note {label}"
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").use(footnote_plugin)
    parser.inline.ruler.at("footnote_ref", _short_reference)
    return parser


def _short_reference(state: StateInline, silent: bool) -> bool:
    return _UNDEFINED.match(state.src, state.pos) is not None and footnote_ref(state, silent)


def _definitions(text: str) -> tuple[dict[str, str], list[tuple[str, str]], str]:
    # The source of each note: its first line, wrapped lines, and indented blocks behind it; the
    # definitions made again; and the text with a blank line behind each note.
    found: dict[str, str] = {}
    repeated: list[tuple[str, str]] = []
    kept: list[str] = []
    lines = text.split("\n")
    at, fence = 0, ""
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        match = None if fence else _DEFINITION.match(lines[at])
        stop = _note_end(lines, at + 1) if match else at + 1
        kept += lines[at:stop]
        if match:
            kept.append("")
            source = squeeze(" ".join([match[2], *lines[at + 1 : stop]]))
            if match[1] in found:
                repeated.append((match[1], source))
            found.setdefault(match[1], source)
        at = stop
    return found, repeated, "\n".join(kept)


def _note_end(lines: Sequence[str], at: int) -> int:
    blank = False
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip():
            blank = True
        elif line.startswith(("    ", "\t")):
            blank = False
        elif blank or _DEFINITION.match(line) or _BLOCK.match(line) or not _wrapped(lines[i - 1], line):
            return i
    return len(lines)


def _wrapped(before: str, line: str) -> bool:
    # A line that is not indented goes on with the note only where lines are wrapped by hand.
    return 60 <= len(before) <= 100 and len(line) <= 100


def _outlined(tokens: Sequence[Token], env: dict[str, object]) -> tuple[Outline, list[RawNote]]:
    outline, notes = Outline(), list[RawNote]()
    level: int | None = None
    within_notes = False
    held = env.get("footnotes")
    listed = held.get("list", {}) if isinstance(held, dict) else {}
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            within_notes = token.type.endswith("open")
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline" and not within_notes:
            flow = Flow()
            for label, content in _fill(flow, token.children or [], listed):
                notes.append(RawNote(label, squeeze(content), NoteKind.FOOTNOTE, label))
            outline.close(flow, level)
            level = None
    return outline, notes


def _fill(
    flow: Flow, children: Sequence[Token], listed: dict[int, dict[str, object]]
) -> Iterator[tuple[str, str]]:
    # Plain text into the flow, marks at their places; gives the inline notes met on the way.
    for child in children:
        if child.type == "footnote_ref":
            number, label = child.meta.get("id", 0), child.meta.get("label")
            content = listed.get(number, {}).get("content")
            name = str(label) if label else f"^{number + 1}"
            flow.mark(name, name)
            if content is not None and not label:
                yield name, str(content)
        elif child.type in ("text", "code_inline", "text_special"):
            _text(flow, child.content)
        elif child.type in ("softbreak", "hardbreak"):
            flow.add(" ")
        elif child.type == "html_inline":
            flow.add(_TAG.sub("", child.content))
        elif child.type == "image":
            flow.add(child.content)


def _text(flow: Flow, text: str) -> None:
    done = 0
    for found in _UNDEFINED.finditer(text):
        flow.add(text[done : found.start()])
        flow.mark(found[1], found[1])
        done = found.end()
    flow.add(text[done:])
