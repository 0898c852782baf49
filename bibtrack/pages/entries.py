"""The lists of the report page: sources with their evidence and filters, and notes with their states."""

from collections.abc import Mapping, Sequence

from bibtrack.pages.parts import link, options, table, text
from bibtrack.values.coverage import Coverage, Cross
from bibtrack.values.page import Page, PageNote, PageSource, PageTheme


def cross(coverage: Coverage, dimension: str) -> Cross:
    """Give the cross of a coverage with a dimension, an empty one when it was not made."""
    empty = Cross(dimension, (), {})
    return next((cross for cross in coverage.crosses if cross.dimension == dimension), empty)


def sources(page: Page, labels: Mapping[str, str]) -> str:
    """Give the part with the filters and the list of sources."""
    sections = cross(page.coverage, "section").values
    themes = "".join(f'<option value="{text(slug)}">{text(label)}</option>' for slug, label in labels.items())
    form = (
        '<form id="filters" role="search" aria-label="Filter the sources">'
        '<label class="wide">Search <input type="search" id="words" autocomplete="off"></label>'
        f'<label>Theme <select id="theme"><option value="">all</option>{themes}<option value="-">none</option></select></label>'
        f'<label class="wide">Section <select id="section">{options(sections, "all")}</select></label>'
        f'<label>Type <select id="type">{options(_of(page.sources, "type"), "all")}</select></label>'
        f'<label>Status <select id="status">{options(_of(page.sources, "status"), "all")}</select></label>'
        f'<label>Grade <select id="grade">{options(_of(page.sources, "grade"), "all")}</select></label>'
        f'<label>Country <select id="country">{options(_of(page.sources, "country"), "all")}</select></label>'
        '<label>From year <input type="number" id="from" inputmode="numeric"></label>'
        '<label>To year <input type="number" id="to" inputmode="numeric"></label>'
        '<button type="reset">Clear</button></form>'
        f'<p id="count" role="status" aria-live="polite">{len(page.sources)} sources</p>'
    )
    above = _ancestors(page.coverage)
    items = "".join(_source(source, labels, above) for source in page.sources)
    return f'<section id="sources"><h2>Sources</h2>{form}<ol class="sources">{items}</ol></section>'


def _of(sources: Sequence[PageSource], name: str) -> list[str]:
    """Give the values of a field, sorted; one that is not known stands as such."""
    return sorted({getattr(source, name) or "not known" for source in sources})


def _ancestors(coverage: Coverage) -> dict[str, tuple[str, ...]]:
    """Give each theme with everything above it: a source of a sub-theme is one of its parents too."""
    parents = {theme.slug: theme.parents for theme in coverage.themes}
    found: dict[str, tuple[str, ...]] = {}
    for slug in parents:
        above = [slug]
        for one in above:
            above += [parent for parent in parents.get(one, ()) if parent not in above]
        found[slug] = tuple(above)
    return found


def _source(source: PageSource, labels: Mapping[str, str], above: Mapping[str, tuple[str, ...]]) -> str:
    slugs = " ".join(dict.fromkeys(slug for theme in source.themes for slug in above.get(theme.slug, ())))
    sections = "\t".join(dict.fromkeys(citing.section or "no section" for citing in source.citing))
    title = source.title or "(no title)"
    by = " · ".join(part for part in (source.authors, str(source.year or "n.d."), source.outlet) if part)
    tags = "".join(
        f'<li class="tag">{text(labels.get(theme.slug, theme.slug))}</li>' for theme in source.themes
    )
    state = f"{source.type}, {source.status}, {source.grade}"
    bad = ' <strong class="short">retracted</strong>' if source.retracted else ""
    second = f'<p class="second">{text(source.translated_title)}</p>' if source.translated_title else ""
    return (
        f'<li id="s-{text(source.citekey)}" data-themes="{slugs}" data-sections="{text(sections)}" data-type="{text(source.type)}"'
        f' data-status="{text(source.status)}" data-grade="{text(source.grade)}"'
        f' data-country="{text(source.country or "not known")}" data-year="{source.year or ""}">'
        f"<h3>{link(source.link, title)}{bad}</h3>{second}<p>{text(by)}</p>"
        f'<p class="state"><code>{text(source.citekey)}</code> · {text(state)}{_from(source)}</p><ul class="tags">{tags}</ul>'
        f"{_why(source, labels)}</li>\n"
    )


def _from(source: PageSource) -> str:
    return f" · {text(source.country)} ({text(source.country_why)})" if source.country else ""


def _why(source: PageSource, labels: Mapping[str, str]) -> str:
    reasons = "".join(_reasons(theme, labels) for theme in source.themes)
    citing = "".join(
        f"<li>{text(f'{one.report}, note {one.label}')}{text(f', {one.section}' if one.section else '')}:"
        f"{text(f' [{one.signal}]' if one.signal else '')} {f'<q>{text(one.sentence)}</q>' if one.sentence else 'sentence not known'}</li>"
        for one in source.citing
    )
    noted = "".join(f"<li>{text(body)}</li>" for body in source.annotations)
    parts = (("Why these themes", reasons), ("Cited in", citing), ("Annotations", noted))
    inside = "".join(f"<h4>{head}</h4><ul>{items}</ul>" for head, items in parts if items)
    return f"<details><summary>Evidence</summary>{inside}</details>" if inside else ""


def _reasons(theme: PageTheme, labels: Mapping[str, str]) -> str:
    label = text(labels.get(theme.slug, theme.slug))
    said = [f"<li>{label}: said by {text(theme.said_by)}</li>"] if theme.said_by else []
    for field, said_words, sentence in theme.evidence:
        where = f" in <q>{text(sentence)}</q>" if sentence and sentence != said_words else ""
        said.append(
            f"<li>{label}: <mark>{text(said_words)}</mark> ({text(field.replace('_', ' '))}){where}</li>"
        )
    return "".join(said)


def notes(shown: Sequence[PageNote]) -> str:
    """Give the part with the notes and their states."""
    rows = [
        (text(f"{note.report} {note.label}"), text(note.section), f'<span class="{note.state.replace(" ", "-")}">{text(note.state)}</span>',
         text(note.grade), text(", ".join(note.sources) or "–"), text(note.text))
        for note in shown
    ]  # fmt: skip
    headers = ("Note", "Section", "State", "Grade", "Sources", "Text")
    inside = table("Notes and their states", headers, rows) if rows else "<p>No report yet.</p>"
    return f'<section id="notes"><h2>Notes</h2>{inside}</section></main>'
