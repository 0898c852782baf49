"""Charts of a coverage with Vega-Altair (the extra `charts`), as SVG that stands inside the page."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bibtrack.values.coverage import Coverage

#: Chart name → what it shows.
NAMES: dict[str, str] = {
    "themes": "Sources and citations by theme",
    "sections": "Sources by theme and section",
    "years": "Sources by year and theme",
    "review": "Peer-reviewed, books and grey literature by theme",
}

#: The most themes that a chart shows; the tables of the page have all.
MOST = 30


def available() -> bool:
    """Tell whether the extra `charts` is installed."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


def specifications(coverage: Coverage) -> dict[str, dict[str, Any]]:
    """Give a Vega-Lite specification for each chart that has something to show."""
    import altair

    coverage = _largest(coverage)
    labels = {theme.slug: theme.label for theme in coverage.themes}
    order = [theme.label for theme in coverage.themes]
    made: dict[str, dict[str, Any]] = {}
    for name, rows in _rows(coverage, labels).items():
        if rows:
            altair.data_transformers.disable_max_rows()
            chart = _CHARTS[name](altair, {"values": rows}, order)
            made[name] = chart.configure_view(stroke=None).configure(background="transparent").to_dict()
    return made


def _largest(coverage: Coverage) -> Coverage:
    """Give the coverage with the themes that a chart can show: those with most sources, in their order."""
    ranked = sorted((theme for theme in coverage.themes if theme.sources), key=lambda theme: -theme.sources)
    kept = {theme.slug for theme in ranked[:MOST]}
    crosses = tuple(
        replace(cross, counts={slug: row for slug, row in cross.counts.items() if slug in kept})
        for cross in coverage.crosses
    )
    themes = tuple(theme for theme in coverage.themes if theme.slug in kept)
    return replace(coverage, themes=themes, crosses=crosses)


def _rows(coverage: Coverage, labels: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for theme in coverage.themes:
        for kind, count in (("sources", theme.sources), ("citations", theme.citations)):
            rows["themes"].append({"theme": theme.label, "what": kind, "count": count})
        for kind, count in (
            ("peer-reviewed", theme.peer_reviewed),
            ("books", theme.books),
            ("grey", theme.grey),
        ):
            rows["review"].append({"theme": theme.label, "kind": kind, "count": count})
    for cross in coverage.crosses:
        order = {value: at for at, value in enumerate(cross.values)}
        name = {"section": "sections", "year": "years"}.get(cross.dimension)
        for slug, counts in cross.counts.items() if name else ():
            for value, count in sorted(counts.items(), key=lambda entry: order[entry[0]]):
                if name == "sections" or value.lstrip("-").isdigit():
                    rows[str(name)].append(
                        {
                            "theme": labels.get(slug, slug),
                            "value": value,
                            "count": count,
                            "place": order[value],
                        }
                    )
    return rows


def _bars(altair: Any, data: dict[str, Any], order: list[str]) -> Any:
    return altair.Chart(altair.InlineData(**data), width=520, height=altair.Step(14)).mark_bar().encode(
        y=altair.Y("theme:N", sort=order, title=None, axis=altair.Axis(labelLimit=320)), x=altair.X("count:Q", title=None),
        yOffset="what:N", color=altair.Color("what:N", title=None, scale=altair.Scale(range=["#3b82c4", "#c77d1e"])),
    )  # fmt: skip


def _grid(altair: Any, data: dict[str, Any], order: list[str]) -> Any:
    return altair.Chart(altair.InlineData(**data), width=altair.Step(64), height=altair.Step(26)).mark_rect().encode(
        y=altair.Y("theme:N", sort=order, title=None, axis=altair.Axis(labelLimit=320)),
        x=altair.X("value:N", sort=altair.EncodingSortField("place", op="min"), title=None, axis=altair.Axis(labelAngle=-40, labelLimit=220)),
        color=altair.Color("count:Q", title="sources", scale=altair.Scale(scheme="blues")),
    )  # fmt: skip


def _line(altair: Any, data: dict[str, Any], order: list[str]) -> Any:
    return altair.Chart(altair.InlineData(**data), width=640, height=220).mark_bar().encode(
        x=altair.X("value:O", title=None, axis=altair.Axis(labelOverlap=True)), y=altair.Y("count:Q", title="sources, by theme"),
        color=altair.Color("theme:N", sort=order, title=None, scale=altair.Scale(scheme="tableau10")),
    )  # fmt: skip


def _shares(altair: Any, data: dict[str, Any], order: list[str]) -> Any:
    return altair.Chart(altair.InlineData(**data), width=520, height=altair.Step(22)).mark_bar().encode(
        y=altair.Y("theme:N", sort=order, title=None, axis=altair.Axis(labelLimit=320)), x=altair.X("count:Q", title="sources"),
        color=altair.Color("kind:N", title=None, scale=altair.Scale(range=["#7a8b99", "#c77d1e", "#3b82c4"])),
    )  # fmt: skip


_CHARTS = {"themes": _bars, "sections": _grid, "years": _line, "review": _shares}


def svgs(coverage: Coverage) -> dict[str, str]:
    """Give each chart as SVG whose text takes the colour of the page, with a name for screen readers."""
    import vl_convert

    return {
        name: _inline(vl_convert.vegalite_to_svg(json.dumps(spec)), NAMES[name])
        for name, spec in specifications(coverage).items()
    }


def png(specification: Mapping[str, Any]) -> bytes:
    """Give one chart as a PNG on white, twice the screen's resolution."""
    import vl_convert

    made: bytes = vl_convert.vegalite_to_png(
        json.dumps(dict(specification) | {"background": "white"}), scale=2
    )
    return made


def _inline(svg: str, name: str) -> str:
    svg = re.sub(r"^\s*<\?xml.*?\?>", "", svg)
    svg = re.sub(r'(fill|stroke)="(?:#000|black|#888)"', r'\1="currentColor"', svg)
    svg = svg.replace('stroke="#ddd"', 'stroke="currentColor" stroke-opacity="0.2"')
    return svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
