"""The project's own labelled strings: facts in `data/`, printed in styles that training never saw.

The facts are of real works; the templates follow other manuals and habits than the training
templates in `bibtrack.references.styles` and `hanworks`, and no body, paper, act or title is taken
over from there on purpose.
"""

from pathlib import Path

from bibtrack.references.corpora import Labelled
from bibtrack.references.synthesis import MissingFact, labelled, render

DATA = Path(__file__).parent / "data"
COLUMNS = ("kind", "author", "title", "container", "date", "number", "publisher", "place", "url")
HAN_COLUMNS = ("kind", "author", "title", "container", "date", "issue", "pages", "publisher", "place")

REPORT = (
    "⟦author $author⟧, ⟦title $title⟧{, ⟦genre $number⟧}{ (⟦location $place⟧{: ⟦publisher $publisher⟧}, ⟦date $date⟧)}{, ⟦url $url⟧}.",
    "⟦author $author⟧ (⟦date $year⟧). ⟦title $title⟧.{ ⟦genre $number⟧.}{ ⟦publisher $publisher⟧,}{ ⟦location $place⟧.}{ ⟦note Retrieved from⟧ ⟦url $url⟧}",
    "⟦author $author⟧. “⟦title $title⟧.”{ ⟦genre $number⟧.}{ ⟦publisher $publisher⟧,} ⟦date $date⟧.{ ⟦url $url⟧ (⟦note accessed 5 March 2019⟧).}",
    "See ⟦author $author⟧, ‘⟦title $title⟧’ ({⟦genre $number⟧, }⟦date $year⟧) ⟦pages 12⟧.",
)  # fmt: skip
WEB = (
    "⟦author $author⟧, ‘⟦title $title⟧’{, ⟦container-title $container⟧}{, ⟦date $date⟧}, ⟦note available at⟧ ⟦url $url⟧ (⟦note last visited 12 May 2020⟧).",
    "⟦author $author⟧{ (⟦date $year⟧)}: ⟦title $title⟧.{ ⟦container-title $container⟧,} ⟦url $url⟧ (⟦note Stand: 14.06.2021⟧).",
    "⟦author $author⟧. “⟦title $title⟧.”{ ⟦container-title $container⟧.}{ ⟦date $date⟧.} ⟦note Accessed July 9, 2018.⟧ ⟦url $url⟧.",
    "⟦author $author⟧, ⟦title $title⟧{, ⟦date $date⟧}, ⟦url $url⟧.",
)  # fmt: skip
NEWS = (
    "⟦author $author⟧, ‘⟦title $title⟧’{, ⟦container-title $container⟧}, ⟦date $date⟧{, ⟦url $url⟧}.",
    "⟦author $author⟧. “⟦title $title⟧.”{ ⟦container-title $container⟧,} ⟦date $date⟧{, ⟦note sec.⟧ ⟦pages A$page⟧}.",
    "⟦author $author⟧ (⟦date $date⟧) ⟦title $title⟧.{ ⟦container-title $container⟧.}{ ⟦note Available at:⟧ ⟦url $url⟧.}",
    "⟦author $author⟧: “⟦title $title⟧”{, ⟦container-title in: $container⟧}, ⟦date $date⟧.",
)  # fmt: skip
STATUTE = (
    "⟦title $title⟧ of ⟦date $year⟧, ⟦genre Pub. L. $number⟧.",
    "⟦title $title⟧, ⟦genre Public Law $number⟧ (⟦date $year⟧).",
    "⟦title $title⟧, ⟦genre Pub. L. No. $number⟧, ⟦pages § 102⟧ (⟦date $year⟧).",
)  # fmt: skip
UKLAW = (
    "⟦title $title $year⟧, ⟦pages s $number⟧.",
    "⟦title $title $year⟧ (⟦genre c. $number⟧).",
    "⟦title $title $year⟧, ⟦pages ss 3–$number⟧.",
)
TREATY = (
    "⟦title $title⟧ (⟦date $date⟧) ⟦volume $volume⟧ ⟦container-title UNTS⟧ ⟦pages $page⟧.",
    "⟦title $title⟧, ⟦note opened for signature⟧ ⟦date $date⟧, ⟦volume $volume⟧ ⟦container-title U.N.T.S.⟧ ⟦pages $page⟧ (⟦note entered into force 3 May 1994⟧).",
    "⟦title $title⟧, ⟦note signed at⟧ ⟦location Geneva⟧ on ⟦date $date⟧, ⟦container-title United Nations Treaty Series⟧, ⟦volume vol. $volume⟧, ⟦pages p. $page⟧.",
)  # fmt: skip
UNDOC = (
    "⟦author $author⟧, ⟦title $title⟧, ⟦date $date⟧, ⟦genre $number⟧.",
    "⟦author $author⟧, ‘⟦title $title⟧’ (⟦date $date⟧) ⟦genre UN Doc $number⟧.",
    "⟦author $author⟧ (⟦date $year⟧) ⟦title $title⟧, ⟦genre $number⟧, ⟦date $date⟧, ⟦pages para. 7⟧.",
    "⟦title $title⟧, ⟦author $author⟧, ⟦genre $number⟧ (⟦date $date⟧).",
)  # fmt: skip
TEMPLATES = {
    "report": REPORT,
    "web": WEB,
    "news": NEWS,
    "statute": STATUTE,
    "uklaw": UKLAW,
    "treaty": TREATY,
    "undoc": UNDOC,
}
TYPES = {
    "report": ("report",), "web": ("webpage", "post-weblog", "post"), "news": ("article-newspaper", "article-magazine"), "statute": ("legislation",), "uklaw": ("legislation",),
    "treaty": ("treaty",), "undoc": ("report", "legislation"), "article": ("article-journal",), "book": ("book",), "thesis": ("thesis",), "chapter": ("chapter",),
}  # fmt: skip
HAN = {
    "article": (
        "⟦author $author⟧. ⟦title $title⟧[J]. ⟦container-title $container⟧, ⟦date $date⟧(⟦issue $issue⟧):⟦pages $pages⟧.",
        "⟦author $author⟧:《⟦title $title⟧》,《⟦container-title $container⟧》⟦date $date 年⟧⟦issue 第 $issue 期⟧,⟦pages 第 $pages 页⟧。",
        "⟦author $author⟧：“⟦title $title⟧”，《⟦container-title $container⟧》，⟦date $date年⟧⟦issue 第$issue期⟧，⟦pages 第$pages页⟧。",
    ),
    "book": (
        "⟦author $author⟧. ⟦title $title⟧ [M]. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $date⟧.",
        "⟦author $author⟧:《⟦title $title⟧》,⟦location $place⟧:⟦publisher $publisher⟧⟦date $date 年版⟧,⟦pages 第 $pages 页⟧。",
        "参见⟦author $author⟧：《⟦title $title⟧》，⟦publisher $publisher⟧，⟦date $date年版⟧，⟦pages 第$pages页⟧。",
    ),
    "thesis": (
        "⟦author $author⟧. ⟦title $title⟧[D]. ⟦publisher $publisher⟧, ⟦date $date⟧.",
        "⟦author $author⟧：《⟦title $title⟧》，⟦publisher $publisher⟧⟦genre 博士论文⟧，⟦date $date年⟧。",
        "⟦author $author⟧.⟦title $title⟧[D].⟦location $place⟧:⟦publisher $publisher⟧,⟦date $date⟧.",
    ),
    "news": (
        "⟦author $author⟧.⟦title $title⟧[N].⟦container-title $container⟧,⟦date $date⟧(⟦pages $pages⟧).",
        "⟦author $author⟧：《⟦title $title⟧》，《⟦container-title $container⟧》，⟦date $cndate⟧，⟦pages 第$pages版⟧。",
        "⟦author $author⟧:“⟦title $title⟧”,《⟦container-title $container⟧》⟦date $cndate⟧。",
    ),
    "web": (
        "⟦author $author⟧.⟦title $title⟧[EB/OL].⟦url $place⟧, ⟦date $date⟧.",
        "⟦author $author⟧：《⟦title $title⟧》，⟦url $place⟧，⟦date $cndate⟧。",
        "⟦author $author⟧. ⟦title $title⟧ [EB/OL]. (⟦date $date⟧) [⟦note 2019-05-06⟧]. ⟦url $place⟧.",
    ),
    "chapter": (
        "⟦author $author⟧. ⟦title $title⟧[M]//⟦container-title $container⟧. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $date⟧: ⟦pages $pages⟧.",
        "⟦author $author⟧：《⟦title $title⟧》，载《⟦container-title $container⟧》，⟦location $place⟧：⟦publisher $publisher⟧，⟦date $date年⟧，⟦pages 第$pages页⟧。",
        "⟦author $author⟧:《⟦title $title⟧》,收入《⟦container-title $container⟧》,⟦publisher $publisher⟧⟦date $date 年版⟧。",
    ),
}  # fmt: skip


def grey() -> list[Labelled]:
    """Give the labelled grey literature: reports, web pages, news, statutes, treaties, UN documents."""
    found = []
    for n, facts in enumerate(_rows("grey.tsv", COLUMNS)):
        years = [
            word
            for word in facts.get("date", "").replace(",", " ").split()
            if len(word) == 4 and word.isdigit()
        ]
        facts["year"] = years[0] if years else ""
        if facts["kind"] == "treaty":
            facts["volume"], facts["page"] = facts["number"].split()
        found += _strings(facts, TEMPLATES[facts["kind"]], f"grey:{n}", None)
    return found


def chinese() -> list[Labelled]:
    """Give the labelled Chinese strings, GB/T 7714 and the free styles of footnotes."""
    found = []
    for n, facts in enumerate(_rows("chinese.tsv", HAN_COLUMNS)):
        if facts["date"].count("-") == 2:
            facts["cndate"] = "{}年{}月{}日".format(*facts["date"].split("-"))
        found += _strings(facts, HAN[facts["kind"]], f"chinese:{n}", "zh")
    return found


def _rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line and line[0] != "#"]
    return [{key: value for key, value in row.items() if value != "-"} for row in rows]


def _strings(
    facts: dict[str, str], templates: tuple[str, ...], name: str, language: str | None
) -> list[Labelled]:
    found = []
    for m, template in enumerate(templates):
        try:
            found.append(labelled(render(template, facts), f"{name}.{m}", facts["kind"], language))
        except MissingFact:
            continue
    return found
