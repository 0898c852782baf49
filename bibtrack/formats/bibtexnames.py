"""BibTeX and BibLaTeX name lists ↔ names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bibtrack.formats.latex import decode, encode
from bibtrack.text import squeeze
from bibtrack.values.reference import Name

_AND = re.compile(r"\s+and\s+", re.I)
_TOKEN = re.compile(r"[{}]|\s+and(?=\s)|,|\s+", re.I)
#: Braces that open at the start and close at the end, two deep.
_BRACED = re.compile(r"\{([^{}]|\{[^{}]*\})*\}$")
# BibLaTeX's extended format: family=Doe, given=Jane, prefix=van der, useprefix=true.
_EXTENDED = re.compile(r"\s*\b(family|given|prefix|suffix|useprefix|given-i|family-i|prefix-i|id)\s*=", re.I)
_PARTICLE_GLUED = re.compile(r"^((?:d|l)['’])(\w.*)$", re.I)


def read_names(value: str) -> tuple[Name, ...]:
    """Give the names of a list, parted by "and" outside braces; "others" stays as a literal."""
    return tuple(name for part in split_names(value) if (name := read_name(part)) is not None)


def split_names(value: str) -> list[str]:
    """Give the written names of a list, still in LaTeX."""
    if "{" not in value:
        return [part for part in _AND.split(squeeze(value)) if part]
    parts = [part for part in _AND.split(squeeze(value)) if part]
    if all(part.count("{") == part.count("}") for part in parts):
        return parts
    parts, start, depth = [], 0, 0
    for found in _TOKEN.finditer(value):
        sign = found.group()
        if sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif depth == 0 and sign.strip().lower() == "and":
            parts.append(value[start : found.start()])
            start = found.end()
    parts.append(value[start:])
    return [part for part in map(squeeze, parts) if part]


@lru_cache(maxsize=8192)
def read_name(text: str) -> Name | None:
    """Read one name: {Body}, "von Last, Jr, First", "First von Last", or the extended format."""
    text = text.strip().strip(",").strip()
    if not text:
        return None
    if _BRACED.match(text):
        return Name(literal=squeeze(decode(text))) if squeeze(decode(text)) else None
    if _EXTENDED.match(text):
        return _extended(text)
    groups = _groups(text)
    if len(groups) == 1:
        return _first_last(groups[0])
    family, particle = _particle(groups[0])
    suffix = squeeze(decode(" ".join(groups[1]))) if len(groups) > 2 else None
    given = squeeze(decode(" ".join(" ".join(group) for group in groups[2 if len(groups) > 2 else 1 :])))
    if not family:
        return Name(literal=squeeze(decode(text)))
    return Name(family=family, given=given or None, non_dropping_particle=particle, suffix=suffix or None)


def _groups(text: str) -> list[list[str]]:
    """Words between commas, braces kept together."""
    if "{" not in text:
        return [part.split() for part in text.split(",")]
    groups: list[list[str]] = [[]]
    start, depth = 0, 0
    for found in _TOKEN.finditer(text):
        sign = found.group()
        if sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif depth == 0:
            # "and" cannot stand here as a word of its own; as part of blanks it is a word.
            stop = found.start()
            if text[start:stop]:
                groups[-1].append(text[start:stop])
            start = found.end() if not sign.strip() or sign == "," else found.start() + 1
            if sign == ",":
                groups.append([])
    if text[start:]:
        groups[-1].append(text[start:])
    return groups


def _lower(word: str) -> bool:
    """BibTeX's test for a "von" word: its first letter outside braces is lower case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    first = next((char for char in decode(word) if char.isalpha()), "")
    return first.islower()


def _particle(words: list[str]) -> tuple[str, str | None]:
    """Part a family name from the lower-case words before it."""
    count = 0
    while count < len(words) - 1 and _lower(words[count]):
        count += 1
    particle = squeeze(decode(" ".join(words[:count])))
    return squeeze(decode(" ".join(words[count:]))), particle or None


def _first_last(words: list[str]) -> Name | None:
    if not words:
        return None
    if len(words) == 1:
        text = squeeze(decode(words[0]))
        # "others" and a lone word in braces are no person's family name.
        bare = text.lower() == "others" or words[0].startswith("{") or "=" in text
        return (Name(literal=text) if bare else Name(family=text)) if text else None
    start = next((i for i, word in enumerate(words[:-1]) if i > 0 and _lower(word)), len(words) - 1)
    if _lower(words[0]):
        start = 0
    family, particle = _particle(words[start:])
    given = squeeze(decode(" ".join(words[:start])))
    return Name(family=family, given=given or None, non_dropping_particle=particle) if family else None


def _extended(text: str) -> Name | None:
    parts: dict[str, str] = {}
    for group in _groups(text):
        name, _, value = " ".join(group).partition("=")
        parts[name.strip().lower()] = squeeze(decode(value.strip().strip('"')))
    if not parts.get("family"):
        return Name(literal=squeeze(decode(text)))
    dropping = parts.get("useprefix", "").lower() == "false"
    prefix = parts.get("prefix") or None
    return Name(
        family=parts["family"],
        given=parts.get("given") or None,
        dropping_particle=prefix if dropping else None,
        non_dropping_particle=None if dropping else prefix,
        suffix=parts.get("suffix") or None,
    )


def write_names(names: Iterable[Name]) -> str:
    """Give a name list in BibTeX; a body is braced, so that it is never taken apart."""
    return " and ".join(map(write_name, names))


@lru_cache(maxsize=8192)
def write_name(name: Name) -> str:
    """Give one name as "von Last, Jr, First"; what BibTeX would read otherwise is braced."""
    if name.literal is not None:
        return "others" if name.literal == "others" else "{" + encode(name.literal) + "}"
    family = _guarded(name.family or "", not name.non_dropping_particle)
    if name.dropping_particle and not name.non_dropping_particle:
        return _write_extended(name)
    parts = [f"{encode(name.non_dropping_particle)} {family}" if name.non_dropping_particle else family]
    if name.suffix:
        parts.append(_guarded(name.suffix, False))
    if name.given or name.suffix:
        parts.append(_guarded(name.given or "", False))
    return ", ".join(parts)


def _write_extended(name: Name) -> str:
    parts = [("family", name.family), ("given", name.given), ("prefix", name.dropping_particle)]
    parts += [("suffix", name.suffix), ("useprefix", "false")]
    return ", ".join(f"{key}={_guarded(value, False)}" for key, value in parts if value)


def _guarded(text: str, leading: bool) -> str:
    """Brace what would be taken apart: a comma, "and", "=", or lower-case words that are no particle."""
    latex = encode(text)
    apart = "," in text or "=" in text or re.search(r"(?:^|\s)and(?:\s|$)", text, re.I) is not None
    words = text.split()
    particle = leading and len(words) > 1 and _lower(words[0])
    return "{" + latex + "}" if apart or particle or text.lower() == "others" else latex
