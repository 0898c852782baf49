"""What leads up to a citation in a note: "For a contrary view, see", "As quoted in", "On this point compare".

The Bluebook 21 (1.2) calls them signals; Chicago 17 (14.37 to 14.39) shows notes that comment before they cite.
"""

from bibtrack.text import Late

#: A cheap test for the many strings without: each introduction begins with one of these and holds a verb below.
_FIRST = frozenset("FfOoAaIiCcBbSs")
_VERBS = ("ee ", "ee, ", "ompare ", "uoted in ", "ited in ", "onsult ")
_MORE = r"(?:,?\s(?:also|generally|especially|particularly|further|in\sparticular|inter\salia|among\sothers|e\.g\.|for\s(?:example|instance)))*,?"
_INTRODUCTION = Late(
    r"\s*(?:\d{1,3}[.\s]\s?)?(?:"
    r"(?:For|On|About|In)\s(?:[a-z][^.;:()“”\"‘<>\d]{2,120}?,?|[A-Z][^.;:()“”\"‘<>\d]{2,120}?,)\s(?:see|compare|consult)" + _MORE + r"|"
    r"As\s(?:quoted|cited)\sin|(?:But\s)?[Cc]ompare|(?:But\s)?[Ss]ee,?\s(?:especially|particularly|further|in\sparticular)" + _MORE + r")"
    r"\s(?=[A-ZÀ-Þ“‘\"])"
)  # fmt: skip


def length(text: str) -> int:
    """Give how many characters lead up to the citation: 0 where nothing does."""
    if text.lstrip()[:1] not in _FIRST and not text[:1].isdigit():
        return 0
    if not any(verb in text for verb in _VERBS):
        return 0
    found = _INTRODUCTION.match(text)
    return found.end() if found else 0
