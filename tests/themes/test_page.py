"""The report page: what it shows, that hostile text stays text, and that it works in a browser."""

import base64
import re
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from bibtrack import report, tag
from bibtrack.errors import InputError
from bibtrack.pages import charts
from bibtrack.pages.html import html
from bibtrack.pages.markdown import markdown, plain
from bibtrack.pages.parts import link, step, text
from bibtrack.pages.years import year_bins
from bibtrack.store.engine import Library, Run
from bibtrack.store.reading import open_reader
from bibtrack.values.coverage import Cross
from bibtrack.values.page import Page

from .conftest import HOSTILE


@pytest.fixture
def page(stocked: Library) -> Page:
    tag.apply(stocked, Run("tag"))
    with closing(open_reader(stocked.path)) as connection:
        return report.gather(connection, "2026-03-01")


class Reader(HTMLParser):
    """Collects tags, attributes and visible text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words += data


def test_hostile_titles_are_shown_as_text(page: Page) -> None:
    content = html(page)
    read = Reader(content)
    assert read.open == []
    assert HOSTILE.replace("\x1b", "�") in read.words
    assert sum(tag == "script" for tag, _ in read.tags) == 1
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert not any("javascript:" in (attrs.get("href") or "") for _, attrs in read.tags)


def test_nothing_is_fetched_and_only_its_own_script_runs(page: Page) -> None:
    content = html(page)
    assert not re.search(r"<(?:link|img|iframe|object)|@import|url\(", content)
    script = re.search(r"<script>(.*?)</script>", content, re.S)
    assert script
    digest = base64.b64encode(sha256(script.group(1).encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in content
    assert "default-src 'none'" in content


def test_controls_and_tables_are_named_for_screen_readers(page: Page) -> None:
    read = Reader(html(page))
    tables = [attrs for tag, attrs in read.tags if tag == "table"]
    assert len(tables) == sum(tag == "caption" for tag, _ in read.tags) > 0
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in read.tags if tag == "th")
    assert ("html", {"lang": "en", "data-theme": "auto"}) in read.tags
    fields = [tag for tag, _ in read.tags if tag in ("input", "select")]
    assert sum(tag == "label" for tag, _ in read.tags) == len(fields)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_it_shows_evidence_sentences_notes_and_states(page: Page) -> None:
    words = Reader(html(page)).words
    for expected in (
        "Deserts need water, as all know.",
        "not recovered",
        "essay, note 1, Start",
        "Ground water",
    ):
        assert expected in words


def test_findings_lead_to_their_sources_and_countries_say_why(page: Page) -> None:
    placed = tuple(
        replace(source, country="Kenya", country_why="publisher place: Nairobi")
        if source.citekey == "chen2021"
        else source
        for source in page.sources
    )
    content = html(replace(page, sources=placed))
    read = Reader(content)
    ids = {attrs["id"] for tag, attrs in read.tags if tag == "li" and attrs.get("id")}
    links = [
        attrs["href"]
        for tag, attrs in read.tags
        if tag == "a" and (attrs.get("href") or "").startswith("#s-")
    ]
    assert ids == {f"s-{source.citekey}" for source in page.sources}
    assert {str(address)[1:] for address in links} <= ids
    assert links or not any(
        finding.items for finding in page.coverage.findings if finding.code == "without-theme"
    )
    assert "Kenya (publisher place: Nairobi)" in read.words
    assert 'data-country="Kenya"' in content


def luminance(colour: str) -> float:
    digits = colour * 2 if len(colour) == 3 else colour
    digits = "".join(c * 2 for c in colour) if len(colour) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    ("text", "back"), ("soft", "back"), ("soft", "panel"), ("text", "panel"), ("link", "back"), ("bad", "back"), ("text", "mark"),
    ("t0", "h0"), ("t0", "back"), ("link", "panel"), ("bad", "panel"), ("text", "h1"), ("text", "h2"), ("t3", "h3"), ("t5", "h4"), ("t5", "h5"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS, ids=[f"{a} on {b}" for a, b in PAIRS])
def test_contrast_is_at_least_4_5_to_1(scheme: str, front: str, back: str) -> None:
    """WCAG 2.2, success criterion 1.4.3."""
    style = (Path(report.__file__).parent / "pages" / "page.css").read_text(encoding="utf-8")
    block = style.split(":root[data-theme=dark]")[1] if scheme == "dark" else style
    colours = dict(re.findall(r"--(\w+):#([0-9a-f]+)", block.split("}")[0]))
    high, low = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://doi.org/10.1/x", True), ("http://example.org/a?b=c&d=e", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("https://x.org/ onclick=1", False), ('https://x.org/"><b>', False), ("", False),
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_links(address: str, linked: bool) -> None:
    assert ("<a " in link(address, "x")) is linked


def test_shades_run_from_none_to_most() -> None:
    assert [step(value, 10) for value in (0, 1, 2, 3, 5, 8, 10, 11)] == [0, 1, 1, 2, 3, 4, 5, 5]
    assert text("<a>\x07") == "&lt;a&gt;�"


@pytest.mark.parametrize(
    ("years", "heads"),
    [
        (["2020", "2022"], ["2020", "2021", "2022"]), (["1890", "2020"], ["1890–1899"]), ([], []),
        (["-350", "2020"], ["-1000–-1"]),
    ],
)  # fmt: skip
def test_years_fit_a_page(years: list[str], heads: list[str]) -> None:
    found, counts = year_bins(
        Cross("year", (*years, "not known"), {"t": dict.fromkeys(years, 1) | {"not known": 3}})
    )
    assert found[: len(heads)] == heads
    assert len(found) <= 26
    assert sum(counts.get("t", [])) == len(years)


def test_markdown_shows_the_same_and_no_markup_gets_through(page: Page) -> None:
    content = markdown(page)
    assert plain(HOSTILE) in content
    assert "<script>" not in content
    assert "## Notes" in content
    assert "## Theme × country" not in content


def test_markdown_has_the_countries_where_some_are_known(page: Page) -> None:
    theme = page.coverage.themes[0]
    cross = Cross("country", ("Kenya", "not known"), {theme.slug: {"Kenya": 2, "not known": 1}})
    crosses = tuple(cross if known.dimension == "country" else known for known in page.coverage.crosses)
    content = markdown(replace(page, coverage=replace(page.coverage, crosses=crosses)))
    assert "## Theme × country\n\n| Theme | Kenya | not known |" in content
    assert f"| {plain(theme.label)} | 2 | 1 |" in content


def test_dark_colours_are_for_the_screen_only(page: Page) -> None:
    """On paper the heat map keeps the light palette, whatever the system or the reader chose."""
    style = html(page).partition("<style>")[2].partition("</style>")[0]
    inside, depth, start = [], 0, 0
    for at, sign in enumerate(style):
        if sign == "{":
            start = start if depth else at
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                head = style[:start].rpartition("}")[2]
                inside.append((head, style[start : at + 1]))
    dark = [head for head, rules in inside if "--h1:#1d2f40" in rules]
    assert len(dark) == 2
    assert all(head.strip().startswith("@media screen") for head in dark)


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    report.write(tmp_path / "a.html", "x")
    with pytest.raises(OSError, match="No such file"):
        report.write(tmp_path / "none" / "a.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_charts_are_drawn_inside_the_page(page: Page, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    drawn = report.with_charts(page)
    assert [title for title, _ in drawn.charts] == list(charts.NAMES.values())
    assert all(
        svg.lstrip().startswith("<svg role=") and "http://www.w3.org/" in svg for _, svg in drawn.charts
    )
    written = report.write_charts(page, tmp_path, "png")
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
    assert len(written) == 4


def test_a_chart_shows_the_largest_of_many_themes(page: Page) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    many = tuple(
        replace(page.coverage.themes[0], slug=f"t{at}", label=f"Theme {at}", sources=at)
        for at in range(2_000)
    )
    (name, drawn), *_ = charts.svgs(replace(page.coverage, themes=many, crosses=())).items()
    assert name == "themes"
    assert "Theme 1999" in drawn
    assert "Theme 1969" not in drawn


def test_without_the_extra_the_page_has_its_tables(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "available", lambda: False)
    assert "Coverage by theme" in report.render(page, "html")
    with pytest.raises(InputError, match=r"bibtrack\[charts\]"):
        report.write_charts(page, tmp_path, "svg")


DRIVE = """
window.addEventListener('error', function (e) { document.title = 'ERROR ' + e.message; });
window.addEventListener('load', function () { setTimeout(function () {
  var shown = function () { return Array.from(document.querySelectorAll('.sources > li')).filter(function (li) { return li.isConnected; }).length; };
  var set = function (id, value) { var f = document.getElementById(id); f.value = value; f.dispatchEvent(new Event('input', {bubbles: true})); };
  var out = [shown()];
  document.querySelector('.heat button.pick').click(); out.push(shown());
  document.getElementById('filters').reset();
  setTimeout(function () {
    out.push(shown()); set('words', 'COURTS'); setTimeout(function () {
      out.push(shown()); document.getElementById('filters').reset(); setTimeout(function () {
        set('from', '2021'); setTimeout(function () { out.push(shown()); document.title = 'DONE ' + out.join(','); }, 150);
      }, 20); }, 150); }, 20);
}, 20); });
"""


@pytest.mark.slow
def test_filters_work_in_a_browser_without_errors(page: Page, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no chromium here; the page's script is not run")
    content = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html(page))
    path = tmp_path / "page.html"
    path.write_text(content.replace("</body>", f"<script>{DRIVE}</script></body>"), encoding="utf-8")
    run = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", run.stdout)
    assert title
    assert title.group(1) == "DONE 6,2,6,1,3"
