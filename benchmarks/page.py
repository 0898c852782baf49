"""How smooth the report page is in a real browser: frames while scrolling, and the answer to filters and searches.

    python benchmarks/page.py PAGE.html [FOLDER]

PAGE.html is made by `bibtrack report -o PAGE.html`; for 2,000 sources, of the library that
`python benchmarks/themes.py 2000 7 FOLDER` makes.  Prints milliseconds (median and slowest of what was
measured); with FOLDER, pictures of the page in light, dark, narrow and in print are put there.  Headless
Chromium draws without a graphics card here, which is slower than a desk.
"""

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import Browser

WATCH = """
window.longTasks = [];
new PerformanceObserver(list => list.getEntries().forEach(e => longTasks.push(e.duration))).observe({type: "longtask", buffered: true});
window.frame = () => new Promise(done => requestAnimationFrame(done));
"""
SCROLL = """(async () => {
  document.documentElement.style.scrollBehavior = "auto";
  const times = []; let last = await frame();
  for (let at = 0; at < 200; at += 1) { scrollBy(0, 120); const now = await frame(); times.push(now - last); last = now; }
  return times;
})()"""
# From a key stroke to the frame that shows the answer, without the 80 ms that the page waits for the next key.
IDLE = """(async () => { const times = []; let last = await frame();
  for (let at = 0; at < 60; at += 1) { document.title = at; const now = await frame(); times.push(now - last); last = now; } return times; })()"""
ANSWER = """(async (id, value) => {
  const field = document.getElementById(id); field.value = value;
  const real = setTimeout; let work = null;
  window.setTimeout = (what) => { work = what; return 0; };
  field.dispatchEvent(new Event("input", {bubbles: true}));
  window.setTimeout = real;
  const start = performance.now(); work(); const done = performance.now();
  await frame(); await frame(); const shown = performance.now();
  await new Promise(done => setTimeout(done, 400));
  return [done - start, shown - start, document.getElementById("count").textContent];
})"""
ASKED = (
    ("words", "c"), ("words", "ch"), ("words", "china"), ("words", "china environment"), ("words", ""), ("theme", "green-bri"),
    ("theme", ""), ("type", "report"), ("type", ""), ("from", "2000"), ("from", ""), ("words", "zzzz"), ("words", ""),
)  # fmt: skip


def measured(browser: Browser) -> dict[str, Any]:
    """Give what scrolling and filtering take, in milliseconds."""
    browser.run(WATCH)
    browser.run("new Promise(done => setTimeout(done, 1500))")
    sources = browser.run("document.querySelectorAll('.sources > li').length")
    loading = browser.run("longTasks.splice(0)")
    frames = browser.run(SCROLL)
    scrolling = browser.run("longTasks.splice(0)")
    browser.run("scrollTo(0, document.getElementById('sources').offsetTop)")
    answers = [browser.run(f"{ANSWER}({json.dumps(name)}, {json.dumps(value)})") for name, value in ASKED]
    work, shown = [a[0] for a in answers], [a[1] for a in answers]
    return {
        "sources": sources,
        "load": browser.run("performance.timing.loadEventEnd - performance.timing.navigationStart"),
        "long tasks after loading": [round(t) for t in loading],
        "frame, median": round(median(frames), 1),
        "frame, 95 in 100 below": round(sorted(frames)[int(len(frames) * 0.95)], 1),
        "frame, slowest": round(max(frames), 1),
        "long tasks while scrolling": [round(t) for t in scrolling],
        "filter or search, script, median": round(median(work), 1),
        "filter or search, script, slowest": round(max(work), 1),
        "filter or search, shown, median": round(median(shown), 1),
        "filter or search, shown, slowest": round(max(shown), 1),
        "long tasks while filtering": [round(t) for t in browser.run("longTasks.splice(0)")],
        "complaints": browser.complaints(),
    }


def pictures(browser: Browser, page: Path, folder: Path) -> None:
    """Write what the page looks like."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        browser.media(prefers_color_scheme=scheme)
        for name, width, height in (("wide", 1280, 1000), ("narrow", 390, 1200)):
            browser.open(page, width, height)
            browser.picture(folder / f"{name}-{scheme}.png")
    browser.pdf(folder / "print.pdf")


if __name__ == "__main__":
    with Browser() as browser:
        browser.open(Path(sys.argv[1]))
        for name, value in measured(browser).items():
            print(f"{name:36} {value}")
        if len(sys.argv) > 2:
            pictures(browser, Path(sys.argv[1]), Path(sys.argv[2]))
