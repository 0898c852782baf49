"""Videos, podcasts and posts, and what was said in person: what their running times and kinds tell.

Sources: Chicago 17 (14.209 social media, 14.214 personal communications, 14.261-268 multimedia); the running time
is CSL's `dimensions`.  Whoever presents is a contributor: a Reference has no role for CSL's `host`.
"""

import re

from bibtrack.references.draft import Draft, Reader
from bibtrack.references.leftovers import release, tidy
from bibtrack.references.names import parse_names
from bibtrack.references.persons import parse_name
from bibtrack.references.restated import day_in, restate
from bibtrack.text import Late
from bibtrack.values.reference import Creator, Name, Role
from bibtrack.values.reference import ItemType as T

_KINDS = r"[Vv]ideo|[Aa]udio|[Ff]ilm|[Dd]ocumentary|[Pp]odcast|MP3|[Ww]ebinar|[Ll]ivestream"
#: "YouTube video, 12:34", "audio, 58:10", "podcast audio, 1:02:03"; a time of day is none.
_LENGTH = Late(
    rf"(?:[,.(”\"’»]\s)(?P<kind>(?:[A-Z]\w+\s|[Pp]odcast\s|[Ss]treaming\s)?(?:{_KINDS})),?\s(?P<length>(?:\d{{1,2}}:)?\d{{1,3}}:[0-5]\d)(?!\d|\s?[ap]\.?m)"
)
_SITES = re.compile(r"(YouTube|Vimeo|Bilibili|TikTok|Instagram|Facebook|Twitter|X|Weibo)\s(?P<what>[a-z]\w+)")
_MOVING = frozenset(("video", "film", "documentary", "webinar", "livestream"))
_HOST = Late(r"^\s*(?P<who>[A-ZÀ-Þ][^,“”\"]{2,60}?),\s(?:host|presenter)s?,\s(?=[“\"])")
_SPOKEN = Late(
    r"^\s*(?P<title>(?:Personal|Private|Telephone|Phone|WeChat|WhatsApp)\s(?:communication|correspondence|conversation|call|message)\b[^,]*(?:,\s(?:with|via|by)\s[^,]+)*)"
)


def _running(draft: Draft) -> None:
    """Read "YouTube video, 12:34": the site, what kind of thing it is, and how long it runs."""
    found = _LENGTH.search(draft.string)
    if found is None:
        return
    _take(draft, found.start("length"), found.end("length"))
    site = _SITES.fullmatch(found["kind"])
    if site:
        _from_site(draft, site)
    elif (draft.values.get("container_title") or "") == found["kind"]:
        draft.drop("container_title")
    moving = found["kind"].rpartition(" ")[2].lower() in _MOVING
    draft.prove(T.MOTION_PICTURE if moving else T.BROADCAST, genre=found["kind"])
    draft.keep("dimensions", found["length"])


def _take(draft: Draft, start: int, stop: int) -> None:
    """Take a running time out of all values: "12:34" is no volume with an issue."""
    release(draft, start, stop)
    for name in ("volume", "issue", "page"):
        if not any(c.isdigit() for c in draft.values.get(name) or ""):
            draft.drop(name)


def _from_site(draft: Draft, site: re.Match[str]) -> None:
    """Part "YouTube video" into the site, which is the container, and the kind."""
    if (draft.values.get("container_title") or site[0]) == site[0]:
        draft.prove(None, container_title=site[1])


def _posted(draft: Draft) -> None:
    """Read "Instagram photo", "Facebook post": the site is the container."""
    site = _SITES.fullmatch(draft.values.get("container_title") or draft.values.get("genre") or "")
    if site is not None and site["what"] not in _MOVING:
        draft.prove(T.POST, container_title=site[1], genre=site[0])


def _hosted(draft: Draft) -> None:
    """Read "Kaiser Kuo, host, “Title,” …": whoever presents is no author."""
    found = _HOST.match(draft.string)
    if found is not None:
        rest = [one for one in draft.creators if one.role is not Role.AUTHOR]
        hosts = [Creator(Role.CONTRIBUTOR, name) for name in parse_names(found["who"], draft.language)]
        draft.creators = hosts + rest


def _interviewed(draft: Draft) -> None:
    """Read "Glasenberg, Ivan. Interview by Francine Lacqua. Bloomberg Television, …": who asked is no author."""
    found = _INTERVIEWED.search(draft.string)
    if found is None or not draft.creators:
        return
    # Whoever asked may have been read as one of the others; nobody else goes.
    draft.creators = [one for one in draft.creators if not _is_of(one.name, found["who"])]
    draft.add_names(Role.INTERVIEWER, [parse_name(found["who"])])
    draft.prove(T.INTERVIEW)
    title = draft.values.get("title") or ""
    if title.lower().startswith("interview"):
        draft.values["title"] = f"Interview by {found['who']}"


def _is_of(name: Name, text: str) -> bool:
    """Tell whether a name is that of a text: its family name or its literal stands in it."""
    return (name.family or name.literal or " ") in text


_INTERVIEWED = Late(
    r"[.,]\s[“\"]?[Ii]nterview(?:ed)?\sby\s(?P<who>[A-ZÀ-Þ](?:\.|[\w’-]+)(?:\s[A-ZÀ-Þ](?:\.|[\w’-]+)){1,3})(?=[,.]|$)"
)


def _spoken(draft: Draft) -> None:
    """Read "Personal communication with NGO staff, via WeChat, 12 May 2023"."""
    found = _SPOKEN.match(draft.string)
    if found is not None:
        issued = draft.values.get("issued") or day_in(draft.string[found.end() :])
        restate(draft, T.PERSONAL_COMMUNICATION, title=tidy(found["title"]), issued=issued)


#: (signs of which one must occur; what else must occur; reader), in this order.
READERS: tuple[Reader, ...] = (
    ("video audio film documentary podcast mp3 webinar livestream", (":",), _running),
    ("instagram facebook twitter x weibo tiktok", (" photo", " post", " status", " thread", " story", " tweet"), _posted),
    ("host hosts presenter presenters", (", host", ", presenter"), _hosted),
    ("interview interviewed", ("nterview by ", "nterviewed by "), _interviewed),
    ("communication correspondence conversation call message", ("Personal ", "Private ", "hone ", "WeChat ", "WhatsApp "), _spoken),
)  # fmt: skip
