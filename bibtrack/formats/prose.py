"""Bibliographies to read: sections of entries as Markdown, HTML, plain text or Word."""

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from bibtrack.formats.item import Item, Remark
from bibtrack.text import has_cjk, squeeze
from bibtrack.values.reference import Name, Reference, Role

FORMS = ("markdown", "html", "text", "docx")

#: (text, style): style is "" or "i" or "b"
Run = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; `level` is 0 for an entry, 1 for what stands under it."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a text under it, and its paragraphs in order."""

    title: str
    about: str
    paragraphs: tuple[Paragraph, ...]


def plain_sections(items: Iterable[Item], *, contexts: bool = False) -> list[Section]:
    """Give one section with every item by author and year, in no citation style in particular."""
    ordered = sorted(
        items, key=lambda item: (sort_name(item.reference), item.reference.year or 0, item.citekey)
    )
    paragraphs = [
        p for item in ordered for p in entry(item, plain(item), annotations=True, contexts=contexts)
    ]
    return [Section("Sources", "", tuple(paragraphs))]


def sort_name(reference: Reference) -> str:
    """Give what an alphabetical list sorts a work by."""
    from bibtrack.text import fold

    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    return fold(names[0].sort_form() if names else reference.title or "")


def entry(
    item: Item, runs: Sequence[Run], *, annotations: bool, contexts: bool, theme: str | None = None
) -> Iterator[Paragraph]:
    """Give an entry with its annotations and citing sentences; under a theme, that theme's annotations first."""
    marks = [f"[{word}]" for word in item.updates]
    yield Paragraph((*runs, *((" " + mark, "b") for mark in marks)))
    if annotations:
        for remark in sorted(item.remarks, key=lambda remark: remark.theme != theme):
            if theme is None or remark.theme in (None, theme):
                yield from _remark(remark)
    if contexts:
        for slug, note, sentence in item.contexts:
            yield Paragraph(((f"{slug}, note {note}: ", ""), (sentence, "i")), 1)


def _remark(remark: Remark) -> Iterator[Paragraph]:
    by = ", ".join(filter(None, (remark.author, remark.locator)))
    for number, part in enumerate(re.split(r"\n\s*\n", remark.body)):
        head = ((f"{by}: ", "b"),) if by and number == 0 else ()
        yield Paragraph((*head, (part, "")), 1)


def plain(item: Item) -> tuple[Run, ...]:
    """Give a reference as runs: names (year). Title. Container … ; a translation in square brackets."""
    reference = item.reference
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    year = reference.issued.iso()[:4] if reference.issued and reference.issued.year else "n.d."
    runs: list[Run] = [(f"{_people(names)} ({year}). ", "") if names else (f"({year}). ", "")]
    title = reference.title or "[untitled]"
    runs.append((title, "" if reference.container_title else "i"))
    if reference.translated_title:
        runs.append((f" [{reference.translated_title}]", ""))
    if reference.container_title:
        numbers = ", ".join(filter(None, (_volume(reference), reference.page)))
        runs += [(". ", ""), (reference.container_title, "i"), (f", {numbers}" if numbers else "", "")]
    imprint = ": ".join(filter(None, (reference.publisher_place, reference.publisher)))
    address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    runs.append(("".join(f". {part}" for part in (imprint, address) if part) + ".", ""))
    return tuple(run for run in runs if run[0])


def _people(names: Sequence[Name]) -> str:
    shown = [name.sort_form() for name in names[:10]]
    return "; ".join(shown) + (" et al." if len(names) > 10 else "")


def _volume(reference: Reference) -> str:
    return f"{reference.volume or ''}({reference.issue})" if reference.issue else reference.volume or ""


def write(sections: Sequence[Section], form: str) -> bytes:
    """Give the sections as a file: markdown, html, text or docx."""
    if form == "docx":
        return _docx(sections)
    writers: dict[str, Callable[[Sequence[Section]], str]] = {
        "markdown": _markdown,
        "html": _html,
        "text": _plain,
    }
    return writers[form](sections).encode("utf-8", "replace")


_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")


def _markdown(sections: Sequence[Section]) -> str:
    parts = []
    for section in sections:
        parts.append(f"## {_escaped(section.title)}\n")
        if section.about:
            parts.append(f"{_escaped(section.about)}\n")
        for paragraph in section.paragraphs:
            text = "".join(_markdown_run(text, style) for text, style in paragraph.runs)
            if paragraph.level:
                # Annotations are Markdown themselves: quoted as they stand.
                text = "\n".join(f"  > {line}" for line in _raw(paragraph).splitlines() or [""])
            parts.append(f"{'' if paragraph.level else '- '}{text}\n")
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _raw(paragraph: Paragraph) -> str:
    return "".join({"i": f"*{t}*", "b": f"**{t.strip()}** "}.get(s, t) for t, s in paragraph.runs)


def _markdown_run(text: str, style: str) -> str:
    sign = {"i": "*", "b": "**"}.get(style, "")
    body = _escaped(squeeze(text) if style else text)
    lead = " " if style and text[:1] == " " else ""
    return f"{lead}{sign}{body}{sign}"


def _html(sections: Sequence[Section]) -> str:
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Bibliography</title>\n</head>\n<body>\n'
    ]
    for section in sections:
        parts.append(f"<h2>{html.escape(section.title)}</h2>\n")
        if section.about:
            parts.append(f"<p>{html.escape(section.about)}</p>\n")
        for paragraph in section.paragraphs:
            tag = "blockquote" if paragraph.level else "p"
            body = "".join(_html_run(text, style) for text, style in paragraph.runs)
            parts.append(f"<{tag}>{body}</{tag}>\n")
    return "".join(parts) + "</body>\n</html>\n"


def _html_run(text: str, style: str) -> str:
    body = html.escape(text)
    if has_cjk(text):
        body = f'<span lang="zh">{body}</span>' if not style else body
    return f"<{style}>{body}</{style}>" if style else body


def _plain(sections: Sequence[Section]) -> str:
    import textwrap

    parts = []
    for section in sections:
        parts.append(f"{section.title}\n{'=' * len(section.title)}\n")
        if section.about:
            parts.append(textwrap.fill(section.about, 78) + "\n")
        for paragraph in section.paragraphs:
            margin = "    " * paragraph.level
            body = squeeze("".join(text for text, _ in paragraph.runs))
            parts.append(
                textwrap.fill(body, 78, initial_indent=margin, subsequent_indent=margin + "    ") + "\n"
            )
    return "\n".join(parts)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_XML_HOSTILE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _docx(sections: Sequence[Section]) -> bytes:
    """A Word file of plain paragraphs (ECMA-376, part 1, 17.3); the same sections give the same bytes."""
    body = []
    for section in sections:
        body.append(_word_paragraph(((section.title, "b"),), 0, size=32))
        if section.about:
            body.append(_word_paragraph(((section.about, ""),), 0))
        body += [_word_paragraph(paragraph.runs, paragraph.level) for paragraph in section.paragraphs]
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_WORD}"><w:body>'
        f"{''.join(body)}</w:body></w:document>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = (
            ("[Content_Types].xml", _TYPES_XML),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        )
        for name, text in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return out.getvalue()


def _word_paragraph(runs: Sequence[Run], level: int, size: int | None = None) -> str:
    indent = (
        f'<w:ind w:left="{720 * (level + 1)}" w:hanging="{0 if level else 720}"/>' if size is None else ""
    )
    made = []
    for text, style in runs:
        marks = {"i": "<w:i/>", "b": "<w:b/>"}.get(style, "") + (f'<w:sz w:val="{size}"/>' if size else "")
        body = html.escape(_XML_HOSTILE.sub("", text), quote=False)
        made.append(f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{body}</w:t></w:r>')
    return f'<w:p><w:pPr><w:spacing w:after="120"/>{indent}</w:pPr>{"".join(made)}</w:p>'
