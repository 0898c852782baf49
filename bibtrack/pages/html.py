"""The report page as one HTML file that needs nothing else: no network, no other file.

A content security policy allows this page's own script by its hash and nothing besides, so that
even markup which slipped through could not run.  Source: W3C CSP Level 3; WCAG 2.2, level AA.
"""

import base64
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from bibtrack.pages.parts import link, options, step, table, text
from bibtrack.pages.years import year_bins
from bibtrack.values.coverage import Coverage, Cross, ThemeCoverage
from bibtrack.values.page import Page, PageNote, PageSource, PageTheme

HERE = Path(__file__).parent


def html(page: Page) -> str:
    """Give the page; every word that came from outside stands there as text."""
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    allowed = base64.b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'; img-src data:; base-uri 'none'; form-action 'none'"
    labels = {theme.slug: theme.label for theme in page.coverage.themes}
    body = "".join(
        (_header(page), _summary(page.coverage), _findings(page.coverage, labels), _heat(page), _years(page),
         _charts(page), _sources(page, labels), _notes(page.notes))
    )  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="en" data-theme="auto">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _header(page: Page) -> str:
    total = page.coverage.total
    parts = ("themes", "findings", "sections", "years", "charts", "sources", "notes")
    named = {"sections": "Theme × section", "years": "Time line"}
    skipped = set() if page.charts else {"charts"}
    links = "".join(
        f'<a href="#{part}">{named.get(part, part.capitalize())}</a>' for part in parts if part not in skipped
    )
    return (
        '<a class="skip" href="#sources">Skip to the sources</a>'
        f"<header><h1>{text(page.title)}</h1>"
        f"<p>{total.sources} sources, {total.citations} citations in {total.notes} notes,"
        f" {len(page.coverage.themes)} themes · made {text(page.made)}</p>"
        + "".join(f'<p class="caveat" role="note">{text(said)}</p>' for said in page.caveats)
        + f'<nav aria-label="Parts of this page">{links}</nav>'
        '<p class="controls"><label>Colours <select id="colours"><option value="auto">as the system</option>'
        '<option value="light">light</option><option value="dark">dark</option></select></label>'
        '<button type="button" id="print">Print</button></p></header><main>'
    )


def _summary(coverage: Coverage) -> str:
    headers = ("Theme", "Sources", "Wanted", "Citations", "Notes", "Resolved", "Exempt", "Peer-reviewed",
               "Books", "Grey", "Cited for sure", "Candidates")  # fmt: skip
    rows = [_theme_row(theme) for theme in coverage.themes]
    rows.append(_theme_row(coverage.total))
    note = (
        "<p>Sources and citations are different counts. Sub-themes count for their parents too. The resolved share"
        " leaves out exempt sources, which no registry is expected to hold.</p>"
    )
    return f'<section id="themes"><h2>Themes</h2>{table("Coverage by theme", headers, rows, "numbers")}{note}</section>'


def _theme_row(theme: ThemeCoverage) -> tuple[str, ...]:
    short = ' <span class="short">too few</span>' if theme.missing else ""
    name = text(theme.label)
    if theme.slug:
        name = f'<button type="button" class="pick" data-theme="{text(theme.slug)}">{name}</button>'
    sure = theme.grades.get("verified-endnote", 0) + theme.grades.get("verified-work", 0)
    return (
        name, f"{theme.sources}{short}", text(theme.wanted), str(theme.citations), str(theme.notes),
        theme.resolved_words, str(theme.exempt), str(theme.peer_reviewed), str(theme.books),
        str(theme.grey), str(sure), str(theme.grades.get("candidate", 0)),
    )  # fmt: skip


def _findings(coverage: Coverage, labels: Mapping[str, str]) -> str:
    if not coverage.findings:
        return '<section id="findings"><h2>Findings</h2><p>Nothing to look at.</p></section>'
    items = "".join(
        f"<li>{text(finding.message)}"
        + (f"<br><small>{text(', '.join(finding.items))}</small>" if finding.items else "")
        + "</li>"
        for finding in coverage.findings
    )
    return f'<section id="findings"><h2>Findings</h2><ul class="findings">{items}</ul></section>'


def _cross(coverage: Coverage, dimension: str) -> Cross:
    empty = Cross(dimension, (), {})
    return next((cross for cross in coverage.crosses if cross.dimension == dimension), empty)


def _heat(page: Page) -> str:
    cross = _cross(page.coverage, "section")
    if not cross.values:
        return '<section id="sections"><h2>Theme × section</h2><p>No report with citing sentences yet.</p></section>'
    most = max((count for row in cross.counts.values() for count in row.values()), default=0)
    rows = [
        (text(theme.label), *[_cell(cross, theme, section, most) for section in cross.values])
        for theme in page.coverage.themes
    ]
    grid = table("Sources by theme and section of the report", ("Theme", *cross.values), rows, "heat")
    return f'<section id="sections"><h2>Theme × section</h2>{grid}<p>A number is a button: it shows those sources below.</p></section>'


def _cell(cross: Cross, theme: ThemeCoverage, section: str, most: int) -> str:
    count = cross.counts.get(theme.slug, {}).get(section, 0)
    if not count:
        return '<span class="h0">0</span>'
    cites = cross.citations.get(theme.slug, {}).get(section, 0)
    label = f"{theme.label}, {section}: {count} sources, {cites} citations"
    return (
        f'<button type="button" class="pick h{step(count, most)}" data-theme="{text(theme.slug)}"'
        f' data-section="{text(section)}" aria-label="{text(label)}" title="{text(label)}">{count}</button>'
    )


def _years(page: Page) -> str:
    bins, counts = year_bins(_cross(page.coverage, "year"))
    if not bins:
        return '<section id="years"><h2>Time line</h2><p>No dated sources yet.</p></section>'
    most = max((count for row in counts.values() for count in row), default=0)
    rows = [
        (text(theme.label), *[f'<span class="h{step(n, most)}">{n}</span>' for n in counts.get(theme.slug, [0] * len(bins))])
        for theme in page.coverage.themes
    ]  # fmt: skip
    return f'<section id="years"><h2>Time line</h2>{table("Sources by theme and year of issue", ("Theme", *bins), rows, "heat")}</section>'


def _charts(page: Page) -> str:
    if not page.charts:
        return ""
    figures = "".join(
        f"<figure><figcaption>{text(title)}</figcaption>{svg}</figure>" for title, svg in page.charts
    )
    return f'<section id="charts"><h2>Charts</h2>{figures}<p>The numbers stand in the tables above.</p></section>'


def _sources(page: Page, labels: Mapping[str, str]) -> str:
    sections = _cross(page.coverage, "section").values
    themes = "".join(f'<option value="{text(slug)}">{text(label)}</option>' for slug, label in labels.items())
    form = (
        '<form id="filters" role="search" aria-label="Filter the sources">'
        '<label>Search <input type="search" id="words" autocomplete="off"></label>'
        f'<label>Theme <select id="theme"><option value="">all</option>{themes}<option value="-">none</option></select></label>'
        f'<label>Section <select id="section">{options(sections, "all")}</select></label>'
        f'<label>Type <select id="type">{options(sorted({s.type for s in page.sources}), "all")}</select></label>'
        f'<label>Status <select id="status">{options(sorted({s.status for s in page.sources}), "all")}</select></label>'
        f'<label>Grade <select id="grade">{options(sorted({s.grade for s in page.sources}), "all")}</select></label>'
        '<label>From year <input type="number" id="from" inputmode="numeric"></label>'
        '<label>To year <input type="number" id="to" inputmode="numeric"></label>'
        '<button type="reset">Clear</button></form>'
        f'<p id="count" role="status" aria-live="polite">{len(page.sources)} sources</p>'
    )
    above = _ancestors(page.coverage)
    items = "".join(_source(source, labels, above) for source in page.sources)
    return f'<section id="sources"><h2>Sources</h2>{form}<ol class="sources">{items}</ol></section>'


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
    second = f"<br><i>{text(source.translated_title)}</i>" if source.translated_title else ""
    return (
        f'<li data-themes="{slugs}" data-sections="{text(sections)}" data-type="{text(source.type)}"'
        f' data-status="{text(source.status)}" data-grade="{text(source.grade)}" data-year="{source.year or ""}">'
        f"<h3>{link(source.link, title)}{bad}</h3>{second}<p>{text(by)}</p>"
        f'<p class="state"><code>{text(source.citekey)}</code> · {text(state)}</p><ul class="tags">{tags}</ul>'
        f"{_why(source, labels)}</li>\n"
    )


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
    for field, quote, sentence in theme.evidence:
        where = f" in <q>{text(sentence)}</q>" if sentence and sentence != quote else ""
        said.append(f"<li>{label}: <mark>{text(quote)}</mark> ({text(field.replace('_', ' '))}){where}</li>")
    return "".join(said)


def _notes(notes: Sequence[PageNote]) -> str:
    rows = [
        (text(f"{note.report} {note.label}"), text(note.section), f'<span class="{note.state.replace(" ", "-")}">{text(note.state)}</span>',
         text(note.grade), text(", ".join(note.sources) or "–"), text(note.text))
        for note in notes
    ]  # fmt: skip
    headers = ("Note", "Section", "State", "Grade", "Sources", "Text")
    inside = table("Notes and their states", headers, rows) if rows else "<p>No report yet.</p>"
    return f'<section id="notes"><h2>Notes</h2>{inside}</section></main>'
