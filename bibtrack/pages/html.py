"""The report page as one HTML file that needs nothing else: no network, no other file.

A content security policy allows this page's own script by its hash and nothing besides, so that
even markup which slipped through could not run.  Source: W3C CSP Level 3; WCAG 2.2, level AA.
"""

import base64
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from bibtrack.pages.entries import cross, notes, sources
from bibtrack.pages.parts import step, table, text
from bibtrack.pages.years import year_bins
from bibtrack.values.coverage import Coverage, Cross, Finding, ThemeCoverage
from bibtrack.values.page import Page

HERE = Path(__file__).parent
#: Countries that the table shows; the filter has all.
_MOST_COUNTRIES = 14


def html(page: Page) -> str:
    """Give the page; every word that came from outside stands there as text."""
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    allowed = base64.b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'; img-src data:; base-uri 'none'; form-action 'none'"
    labels = {theme.slug: theme.label for theme in page.coverage.themes}
    body = "".join(
        (_header(page), _summary(page.coverage), _findings(page), _heat(page), _years(page), _countries(page),
         _charts(page), sources(page, labels), notes(page.notes))
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
    parts = ("themes", "findings", "sections", "years", "countries", "charts", "sources", "notes")
    named = {"sections": "Theme × section", "years": "Time line"}
    skipped = set() if page.charts else {"charts"}
    links = "".join(
        f'<a href="#{part}">{named.get(part, part.capitalize())}</a>' for part in parts if part not in skipped
    )
    return (
        '<a class="skip" href="#sources">Skip to the sources</a>'
        f'<header><h1>{text(page.title)}</h1><p class="made">made {text(page.made)}</p>{_tiles(page)}'
        + "".join(f'<p class="caveat" role="note">{text(said)}</p>' for said in page.caveats)
        + f'</header><div class="strip"><div><nav aria-label="Parts of this page">{links}</nav>'
        '<p class="controls"><label>Colours <select id="colours"><option value="auto">as the system</option>'
        '<option value="light">light</option><option value="dark">dark</option></select></label>'
        '<button type="button" id="print">Print</button></p></div></div><main>'
    )


def _tiles(page: Page) -> str:
    total = page.coverage.total
    share = f"{total.peer_reviewed / total.sources:.0%}" if total.sources else "–"
    countries = len([value for value in cross(page.coverage, "country").values if value != "not known"])
    said = (
        ("sources", total.sources), ("citations", total.citations), ("notes that cite them", total.notes),
        ("themes", len(page.coverage.themes)), ("sources without theme", page.coverage.without),
        ("peer-reviewed", share), ("countries", countries),
    )  # fmt: skip
    return (
        '<dl class="tiles">'
        + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in said)
        + "</dl>"
    )


def _summary(coverage: Coverage) -> str:
    headers = ("Theme", "Sources, and wanted", "Citations", "Notes", "Resolved", "Exempt", "Peer-reviewed",
               "Books", "Grey", "Cited for sure", "Candidates")  # fmt: skip
    most = max((max(theme.sources, theme.wanted or 0) for theme in coverage.themes), default=0)
    rows = [_theme_row(theme, most) for theme in coverage.themes]
    rows.append(_theme_row(coverage.total, 0))
    note = (
        '<p class="said">Sources and citations are different counts. Sub-themes count for their parents too. The resolved'
        " share leaves out exempt sources, which no registry is expected to hold. The mark in a bar is the wished-for number.</p>"
    )
    return f'<section id="themes"><h2>Themes</h2>{table("Coverage by theme", headers, rows, "numbers")}{note}</section>'


def _theme_row(theme: ThemeCoverage, most: int) -> tuple[str, ...]:
    name = text(theme.label)
    if theme.slug:
        name = f'<button type="button" class="pick" data-theme="{text(theme.slug)}">{name}</button>'
    if theme.missing:
        name += f' <span class="short">{theme.missing} too few</span>'
    sure = theme.grades.get("verified-endnote", 0) + theme.grades.get("verified-work", 0)
    counts = (
        theme.exempt,
        theme.peer_reviewed,
        theme.books,
        theme.grey,
        sure,
        theme.grades.get("candidate", 0),
    )
    return (
        name, _amount(theme, most), str(theme.citations), str(theme.notes), theme.resolved_words,
        *[str(count) if count else '<span class="none">0</span>' for count in counts],
    )  # fmt: skip


def _amount(theme: ThemeCoverage, most: int) -> str:
    """Give the number of sources, of the number wanted, with a bar as long as its share of the largest."""
    wanted = f' <span class="none">/ {theme.wanted}</span>' if theme.wanted is not None else ""
    if not most:
        return f"{theme.sources}{wanted}"
    mark = f'<b style="--w:{100 * theme.wanted / most:.0f}%"></b>' if theme.wanted else ""
    bar = f'<span class="bar" aria-hidden="true"><i style="--n:{100 * theme.sources / most:.0f}%"></i>{mark}</span>'
    return f'<span class="amount">{bar}<span>{theme.sources}{wanted}</span></span>'


#: What a finding is called, and how it stands out.
_KINDS: dict[str, tuple[str, str]] = {
    "below-wanted": ("Too few sources", "bad"), "retracted": ("Retracted", "bad"), "note-not-recovered": ("Not recovered", "bad"),
    "single-source": ("Claims on one source", "mind"), "old-literature": ("Old literature", "mind"),
    "overused-author": ("Leaning on one author", "mind"), "overused-outlet": ("Leaning on one outlet", "mind"),
    "without-theme": ("No theme", ""), "single-word": ("Weak tag", ""),
}  # fmt: skip


def _findings(page: Page) -> str:
    if not page.coverage.findings:
        return '<section id="findings"><h2>Findings</h2><p>Nothing to look at.</p></section>'
    keys = {source.citekey for source in page.sources}
    items = "".join(_finding(finding, keys) for finding in page.coverage.findings)
    return f'<section id="findings"><h2>Findings</h2><ul class="findings">{items}</ul></section>'


def _finding(finding: Finding, keys: set[str]) -> str:
    name, kind = _KINDS.get(finding.code, (finding.code, ""))
    message = re.sub(r"`([^`]*)`", r"<code>\1</code>", text(finding.message))
    named = ", ".join(_named(item, keys) for item in finding.items)
    return (
        f'<li class="{kind}"><span class="code">{text(name)}</span>{message}'
        + (f"<br><small>{named}</small>" if named else "")
        + "</li>"
    )


def _named(item: str, keys: set[str]) -> str:
    """Give what a finding names; a source of this page is a link to it."""
    key, blank, rest = item.partition(" ")
    if key not in keys:
        return text(item)
    return f'<a href="#s-{text(quote(key))}">{text(key)}</a>{blank}{text(rest)}'


def _heat(page: Page) -> str:
    crossed = cross(page.coverage, "section")
    if not crossed.values:
        return '<section id="sections"><h2>Theme × section</h2><p>No report with citing sentences yet.</p></section>'
    most = max((count for row in crossed.counts.values() for count in row.values()), default=0)
    rows = [
        (text(theme.label), *[_cell(crossed, theme, section, most) for section in crossed.values])
        for theme in page.coverage.themes
    ]
    grid = table("Sources by theme and section of the report", ("Theme", *crossed.values), rows, "heat")
    return f'<section id="sections" class="wide"><h2>Theme × section</h2>{grid}<p class="said hint">A number is a button: it shows those sources below.</p></section>'


def _cell(cross: Cross, theme: ThemeCoverage, value: str, most: int) -> str:
    count = cross.counts.get(theme.slug, {}).get(value, 0)
    if not count:
        return '<span class="h0">0</span>'
    cites = cross.citations.get(theme.slug, {}).get(value)
    label = f"{theme.label}, {value}: {count} sources" + ("" if cites is None else f", {cites} citations")
    return (
        f'<button type="button" class="pick h{step(count, most)}" data-theme="{text(theme.slug)}"'
        f' data-{cross.dimension}="{text(value)}" aria-label="{text(label)}" title="{text(label)}">{count}</button>'
    )


def _years(page: Page) -> str:
    bins, counts = year_bins(cross(page.coverage, "year"))
    if not bins:
        return '<section id="years"><h2>Time line</h2><p>No dated sources yet.</p></section>'
    most = max((count for row in counts.values() for count in row), default=0)
    rows = [
        (text(theme.label), *[f'<span class="h{step(n, most)}">{n}</span>' for n in counts.get(theme.slug, [0] * len(bins))])
        for theme in page.coverage.themes
    ]  # fmt: skip
    return f'<section id="years"><h2>Time line</h2>{table("Sources by theme and year of issue", ("Theme", *bins), rows, "heat")}</section>'


def _countries(page: Page) -> str:
    crossed = cross(page.coverage, "country")
    known = [value for value in crossed.values if value != "not known"]
    if not known:
        return (
            '<section id="countries"><h2>Countries</h2><p>No publisher\'s country is known yet.</p></section>'
        )
    shown = [*known[:_MOST_COUNTRIES], *[value for value in crossed.values if value == "not known"]]
    most = max((row.get(value, 0) for row in crossed.counts.values() for value in known), default=0)
    rows = [
        (text(theme.label), *[_cell(crossed, theme, value, most if value in known else 0) for value in shown])
        for theme in page.coverage.themes
    ]
    left = len(known) - _MOST_COUNTRIES
    more = f" {left} more countries are in the filter below." if left > 0 else ""
    said = (
        '<p class="said">The country of the publisher\'s place or seat, of the web address, of the institution, or of'
        " the publisher that registered the ISBN or DOI; each source"
        f" says which.{more}</p>"
    )
    grid = table("Sources by theme and country", ("Theme", *shown), rows, "heat")
    return f'<section id="countries" class="wide"><h2>Countries</h2>{grid}{said}</section>'


def _charts(page: Page) -> str:
    if not page.charts:
        return ""
    figures = "".join(
        f"<figure><figcaption>{text(title)}</figcaption>{svg}</figure>" for title, svg in page.charts
    )
    return (
        f'<section id="charts"><h2>Charts</h2><div class="pair">{figures}</div>'
        '<p class="said">The numbers stand in the tables above.</p></section>'
    )
