"""The coverage as Markdown, for a repository or a methods section."""

import re
from collections.abc import Iterable, Sequence

from bibtrack.pages.years import year_bins
from bibtrack.text import printable
from bibtrack.values.coverage import ThemeCoverage
from bibtrack.values.page import Page

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")


def plain(value: object) -> str:
    """Give a value as Markdown text: markup shown, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(printable("" if value is None else str(value)).split()))


def markdown(page: Page) -> str:
    """Give the page as Markdown: themes, findings, theme × section, time line, theme × country, sources by theme, notes."""
    total = page.coverage.total
    lines = [
        f"# {plain(page.title)}", "",
        f"{total.sources} sources, {total.citations} citations in {total.notes} notes; made {plain(page.made)}.", "",
        *[line for said in page.caveats for line in (f"**{plain(said)}**", "")],
        "## Themes", "", *_table(_HEADERS, [_row(theme) for theme in (*page.coverage.themes, total)]), "",
        "## Findings", "",
    ]  # fmt: skip
    for finding in page.coverage.findings:
        named = f" ({plain(', '.join(finding.items))})" if finding.items else ""
        lines.append(f"- {plain(finding.message)}{named}")
    lines += ["", *_crosses(page), *_sources(page), *_notes(page)]
    return "\n".join(lines).rstrip() + "\n"


_HEADERS = (
    "Theme",
    "Sources",
    "Wanted",
    "Citations",
    "Notes",
    "Resolved",
    "Exempt",
    "Peer-reviewed",
    "Books",
    "Grey",
)


def _row(theme: ThemeCoverage) -> tuple[object, ...]:
    return (
        theme.label, theme.sources, theme.wanted, theme.citations, theme.notes, theme.resolved_words,
        theme.exempt, theme.peer_reviewed, theme.books, theme.grey,
    )  # fmt: skip


def _table(headers: Sequence[object], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = ["| " + " | ".join(map(plain, headers)) + " |", "|" + " --- |" * len(headers)]
    return lines + ["| " + " | ".join(map(plain, row)) + " |" for row in rows]


def _crosses(page: Page) -> list[str]:
    lines: list[str] = []
    for cross in page.coverage.crosses:
        if cross.dimension in ("section", "country") and set(cross.values) - {"not known"}:
            rows = [
                (theme.label, *[cross.counts.get(theme.slug, {}).get(value, 0) for value in cross.values])
                for theme in page.coverage.themes
            ]
            lines += [f"## Theme × {cross.dimension}", "", *_table(("Theme", *cross.values), rows), ""]
        if cross.dimension == "year":
            heads, counts = year_bins(cross)
            rows = [
                (theme.label, *counts.get(theme.slug, [0] * len(heads))) for theme in page.coverage.themes
            ]
            lines += ["## Time line", "", *_table(("Theme", *heads), rows), ""] if heads else []
    return lines


def _sources(page: Page) -> list[str]:
    lines = ["## Sources by theme", ""]
    for theme in page.coverage.themes:
        lines += [f"### {plain(theme.label)}", ""]
        for source in page.sources:
            for own in source.themes:
                if own.slug == theme.slug:
                    by = ", ".join(part for part in (source.authors, str(source.year or "n.d.")) if part)
                    quotes = "; ".join(
                        f"“{quote}” in {field.replace('_', ' ')}" for field, quote, _ in own.evidence
                    )
                    why = f" — {plain(f'said by {own.said_by}' if own.said_by else quotes)}"
                    lines.append(
                        f"- {plain(source.title or '(no title)')} ({plain(by)}) `{source.citekey}`{why}"
                    )
        lines.append("")
    return lines


def _notes(page: Page) -> list[str]:
    rows = [
        (f"{note.report} {note.label}", note.section, note.state, note.grade, ", ".join(note.sources))
        for note in page.notes
    ]
    return ["## Notes", "", *_table(("Note", "Section", "State", "Grade", "Sources"), rows)] if rows else []
