"""An annotated bibliography: in a citation style, grouped by theme, with annotations and citing sentences."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtrack.formats.item import Item
from bibtrack.formats.prose import Paragraph, Run, Section, entry, plain, sort_name, write
from bibtrack.store.items import load_items

if TYPE_CHECKING:
    import sqlite3

#: what may stand under an entry
PARTS = ("annotations", "contexts", "abstracts")
#: the form that needs no style
PLAIN = "plain"


def bibliography(
    connection: "sqlite3.Connection",
    ids: Sequence[int],
    *,
    style: str = PLAIN,
    by_theme: bool = False,
    parts: Iterable[str] = (),
    form: str = "markdown",
) -> bytes:
    """Give the sources as a bibliography: markdown, html, text or docx.

    A source with several themes stands under each of them.  Raises InputError for a style that
    is not to be found or not readable.
    """
    wanted = set(parts)
    items = [item for _, item in load_items(connection, ids, contexts="contexts" in wanted)]
    shown = _formatted(items, style)
    by_key = {item.citekey: item for item in items}
    ordered = [by_key[key] for key in shown]
    if not by_theme:
        return write([_section("Bibliography", "", ordered, shown, wanted, None)], form)
    sections = []
    themed = set()
    for slug, label, definition in connection.execute(
        "SELECT slug, label, definition FROM theme WHERE retired_at IS NULL ORDER BY position, slug"
    ):
        under = [item for item in ordered if slug in item.keywords]
        themed |= {item.citekey for item in under}
        if under:
            sections.append(_section(label, definition, under, shown, wanted, slug))
    rest = [item for item in ordered if item.citekey not in themed]
    if rest:
        sections.append(_section("Without a theme", "", rest, shown, wanted, None))
    return write(sections, form)


def _formatted(items: Sequence[Item], style: str) -> Mapping[str, tuple[Run, ...]]:
    if style == PLAIN:
        ordered = sorted(
            items, key=lambda item: (sort_name(item.reference), item.reference.year or 0, item.citekey)
        )
        return {item.citekey: plain(item) for item in ordered}
    from bibtrack.formats.cslstyle import formatted, style_file

    return formatted(items, style_file(style))


def _section(
    title: str,
    about: str,
    items: Iterable[Item],
    shown: Mapping[str, tuple[Run, ...]],
    wanted: set[str],
    theme: str | None,
) -> Section:
    paragraphs: list[Paragraph] = []
    for item in items:
        paragraphs += entry(
            item,
            shown[item.citekey],
            annotations="annotations" in wanted,
            contexts="contexts" in wanted,
            theme=theme,
        )
        if "abstracts" in wanted and item.reference.abstract:
            paragraphs.append(Paragraph(((item.reference.abstract, ""),), 1))
    return Section(title, about, tuple(paragraphs))
