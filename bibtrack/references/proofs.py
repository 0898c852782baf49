"""Stretches whose label a pattern proves, whatever the model thinks: citations of law, signals, marks.

Sources: Bluebook 21 (12, 21.4), OSCOLA 4 (2.4), UN document symbols (research.un.org), GB/T 7714-2015.
"""

import re
from collections.abc import Callable, Sequence

from bibtrack.references import hanproofs
from bibtrack.references.institutions import NO_COMMA, leading
from bibtrack.references.tokens import Claim, Token
from bibtrack.text import Late, is_wide

#: Groups are named after labels, "-" as "_"; "other" is outside any field.
_PATTERNS: tuple[tuple[str, Late], ...] = (
    ("/", Late(r"(?P<genre>(?:\bUN\sDocs?\.?\s|\bU\.N\.\sDoc\.\s)?\b(?:[AES]/(?:RES|HRC|CN\.\d+|C\.\d+|CONF\.\d+|PV|\d{1,4})(?:/[\w.-]+)+(?:\([IVX]+\))?|[AES]/RES/\d+(?:\s?\([IVX]+\))|S/RES/\d+|FCCC/[\w./-]+))")),
    ("Pub", Late(r"(?P<genre>\bPub(?:lic|\.)?\s?L(?:aw|\.)\s(?:No\.\s?)?\d+[-–]\d+)")),
    ("N", Late(r"\b(?P<volume>\d+)\s(?P<container_title>UNTS|U\.\s?N\.\s?T\.\s?S\.?|LNTS)\s(?P<pages>\d+)")),
    ("U", Late(r"\b(?P<volume>\d+)\s(?P<container_title>U\.\s?S\.\s?C\.(?:A\.)?|USC|C\.F\.R\.|CFR)\s(?P<pages>(?:§+|sec\.|pt\.)\s?[\w.-]+(?:\([\w]+\))*)")),
    ("Stat.", Late(r"\b(?P<volume>\d+)\s(?P<container_title>Stat\.)\s(?P<pages>\d+)")),
    ("Act ", Late(r"^(?P<title>[A-Z][\w ,’'&()-]{2,90}? Act \d{4})(?=[,.;\s]*(?:$|\(|ss?\.? ?\d|sch|pt|c\.? ?\d|art))")),
    # OSCOLA 4, 3.3.1: ‘Title’ (2021) 111 Annals of Geography 900 <https://…>
    ("‘", Late(r"‘(?P<title>[^<>]{4,300}?)[’']\s[(\[](?P<date>(?:1[89]|20)\d\d)[)\]]\s(?:(?P<volume>\d{1,4})\s)?(?P<container_title>[A-ZÀ-Þ][^<>\d(),;:‘’]{3,100}?)(?:\s(?P<pages>\d{1,5}(?:[–-]\d{1,5})?))?(?=\s*(?:<|$|,\s\d|\.\s*$|\saccessed))")),
    # Names only, then "et al.": authors as far as there.
    (" et al", Late(r"^\s*(?:[\[(]?\d{1,4}[\]).:]*\s+)?(?P<author>(?:(?:[A-ZÀ-Þ][\w.’'-]*|and|et|und|y|&|de|da|di|del|van|von|der|den|la|le|dos)[\s,;]+){1,24}?et\sal)\b")),
    # "Last, First, First Last et First Last. Title": English lists of this kind the chain knows.
    (" et ", Late(r"^\s*(?P<author>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?,\s[A-ZÀ-Þ][\w’'-]+(?:,\s[A-ZÀ-Þ][\w’'-]+(?:\s(?:[A-ZÀ-Þ][\w’'-]+|de|du|van|von)){1,3}){0,8},?\set\s[A-ZÀ-Þ][\w’'-]+(?:\s(?:[A-ZÀ-Þ][\w’'-]+|de|du|van|von)){1,3})(?=\.\s[A-ZÀ-Þ«“])")),
    # German journals: "PROKLA 45 (2015) 4, S. 545".
    (", S. ", Late(r"\((?:1[89]|20)\d\d\)\s(?P<issue>\d{1,3}(?:/\d{1,3})?)(?=,\sS\.\s\d)")),
    # OpenEdition: "EchoGéo [En ligne], 3 | 2007, mis en ligne le 29 février 2008".
    ("[En ligne]", Late(r"[,»]\s(?P<container_title>[^,«»]{2,60}?)\s\[(?P<other>En ligne)\],\s(?P<issue>[\w\s/-]{1,12}?)\s\|\s(?P<date>(?:19|20)\d\d)")),
    ("[En ligne]", Late(r",\s(?P<other>mis en ligne le \d{1,2}(?:er)? \w+ \d{4})")),
    # GB/T 7714: author, point, title, mark; quotes and points within the title notwithstanding.
    ("[", Late(r"^(?P<author>[㐀-鿿][㐀-鿿、，,；;·\s（）()]{1,60})[.．。]\s?(?P<title>[^\[\]［］.．]{4,160})[\[［](?=(?:[JMCDRNPSZGA]|EB|DB|CP)(?:[/／]OL)?[\]］])")),
    # "1 J. Peck and M. Coyle": the number of the note, glued to nothing.
    ("", Late(r"^(?P<citation_number>\d{1,3})\s+(?P<author>(?:[A-ZÀ-Þ]\.[\s-]?){1,3}[A-ZÀ-Þ][\w’'-]+)(?=,|\s(?:and|et)\s)")),
    # What points to a note before has no author of that name.
    ("b", Late(r"^\s*(?:\d{1,3}\.?\s)?(?P<other>[Ii]bid(?:em)?|[Ee]bd|[Ee]benda)\b")),
    # Chicago 17, 14.233: "Encyclopaedia Britannica Online, s.v. “cobalt,”"
    ("s.v.", Late(r"^(?P<container_title>[^,“”\"]{4,80}),\s(?:[^“”\"]{0,40}\s)?(?P<other>s\.v\.)\s[“\"‘](?P<title>[^”\"’]{2,120}?)[,.]?[”\"’]")),
    ("v.", Late(r"^\s*(?P<other>S\.\s?v\.)\s(?=[“\"‘])")),
    ("art. ", Late(r"\b(?P<pages>art\.\s(?:no\.\s)?[A-Za-z]?\d{3,})\b")),
    # MLA 7: the medium at the end, and before the date of access.
    (". Print", Late(r"\.\s(?P<other>Print)\.?\s*$")),
    (". Web.", Late(r"\.\s(?P<other>Web)\.\s(?P<date>\d{1,2}\s[A-Z][a-z]{2,8}\.?\s\d{4})")),
    # GB/T 7714: a newspaper's day and page.
    ("[N", Late(r"[,，]\s?(?P<date>(?:19|20)\d\d-\d\d?-\d\d?)\s?[(（](?P<pages>[A-Z]?\d{1,3}(?:[-–]\d{1,3})?)[)）]")),
    (".m.", Late(r"\b(?P<other>\d{1,2}:\d\d\s?[ap]\.m\.)")),
    # Numbers of documents are labelled genre, as those of the United Nations.
    ("ECLI:", Late(r"(?P<genre>\bECLI:[A-Z]{2}:[A-Z0-9]{1,12}:\d{4}:[\w.]*\w)")),
    ("(", Late(r"(?P<genre>\b(?:COM|SWD|JOIN)\s?\(\d{4}\)\s\d{1,4}(?:\sfinal)?)")),
    ("Patent", Late(r"(?P<genre>(?:\bU\.S\.|\bUS|\bEuropean)\sPatent\s(?:No\.\s)?(?:[A-Z]{2}\s?)?\d{1,3}(?:[,\s]\d{3}){1,3}(?:\s?[AB]\d)?)")),
    ("] No. ", Late(r"(?P<genre>(?:\b[A-Z][a-z]{1,7}\s){0,4}\b(?:Fa|Han|Ban|Ling|Zi|Gui|Tong|Jian|Zhi|Hao|Zheng|Shui|Kong|Mi)\s\[\d{4}\]\sNo\.\s\d+)")),
    # The day on which a treaty was concluded is its date, the day of its entry into force a remark.
    ("opened for signature", Late(r"(?P<note>\bopened for signature)\s(?:on\s)?(?P<date>\d{1,2}\s[A-Z][a-z]+\s\d{4}|[A-Z][a-z]+\.?\s\d{1,2},\s\d{4})")),
    ("entered into force", Late(r"(?P<note>\bentered into force\s(?:on\s)?(?:\d{1,2}\s[A-Z][a-z]+\s\d{4}|[A-Z][a-z]+\.?\s\d{1,2},\s\d{4}))")),
    ("ahead of print", Late(r"(?P<other>(?:published online |online )?ahead of print)")),
    ("n.d.", Late(r"(?<=[,.] )(?P<date>n\.d\.)(?=[,;.]? |$)")),
    ("[", Late(r"(?P<other>[\[［](?:[JMCDRNPSZGA]|EB|DB|CP)(?:[/／]OL)?[\]］])")),
    ("", Late(r"^(?:(?P<citation_number>\d{1,3})[.\s]{1,2})?(?P<other>\s*(?:(?:[Ss]ee(?:,? (?:also|generally|e\.g\.|for (?:example|instance)),?)?|But see|(?:[Qq]uoted|[Cc]ited) in|[Zz]it(?:\.|iert) (?:nach|in)|[Cc]ité (?:par|dans)|[Cc]itado en|[Cc]f\.|[Vv]gl\.(?: auch)?|[Ss]iehe|Voir(?: aussi)?|Véase)\s(?=[A-ZÀ-Þ“‘\"])|参见|參見|详见|转引自|见(?=.{1,12}[：:])))")),
)  # fmt: skip
# "available at https://": in a note or with the address it may stay, in a title, a container or pages it may not.
_AT = re.compile(r"[\s,.]((?:(?:and )?available )?at)\s+(?=https?://)")
_PRESS = re.compile(r"(?:出版社|出版公司|书局|書局|印书馆|印書館|书店|書店|Press|Verlag)$")


def proven(string: str) -> list[Claim]:
    """Give the stretches that a pattern proves, in order; `kind` is the label."""
    found = []
    patterns = (*_PATTERNS, *hanproofs.PATTERNS) if _is_full_width(string) else _PATTERNS
    for hint, pattern in patterns:
        if hint in string:
            for match in pattern.finditer(string):
                found += [
                    Claim(label.replace("_", "-"), *match.span(label))
                    for label, text in match.groupdict().items()
                    if text
                ]
    return sorted(found, key=lambda claim: claim.start)


#: What no proof of law does without one of; a cheap test for the many strings without any.  First a character
#: (none where all are small letters) that all of a row hold: it is found in a fifth of the time that a word takes.
_HINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("U", ("U.S", "U. S", "USC")),
    ("A", (" Act ",)),
    ("F", ("CFR", "C.F.R")),
    ("N", ("NTS", "N.T", "N. T", "] No. ")),
    ("P", ("Pub", " Patent ", ". Print")),
    ("S", ("Stat.", ", S. ", "S. v.", "S.v.")),
    ("W", (". Web.",)),
    ("’", ("’ (", "’ [")),
    ("(", ("COM(", "SWD(", "JOIN(")),
    ("[", ("[En ligne]",)),
    (":", ("ECLI:", "at http")),
    ("/", ("A/", "E/", "S/", "FCCC/")),
    ("", ("bid", " et ", "art. ", ".m.", "s.v.", " n.d.", "opened for", "entered into", "ahead of")),
)
_MARK = re.compile(r"[\[［](?:[A-Z]|EB|DB|CP)[/／\]］]").search
_SIGNAL_FIRST = frozenset("SsBQqCcZzVv")
_SIGNAL = re.compile(
    r"\s*(?:[Ss]ee\b|But see|[Qq]uoted|[Cc]ite?[ad]|[Cc]ité|[Zz]it|[Cc]f\.|[Vv]gl\.|[Ss]iehe|Voir|Véase)"
).match


def _is_full_width(string: str) -> bool:
    return is_wide(string) and any("\u3000" <= c <= "\uffef" for c in string)


def may_prove(string: str) -> bool:
    """Tell whether a proof may be found in a string; False is certain."""
    if (
        string[:1].isdigit()
        or (string.lstrip()[:1] in _SIGNAL_FIRST and _SIGNAL(string))
        or ("]" in string and _MARK(string))
    ):
        return True
    for mark, hints in _HINTS:
        if mark in string:
            for hint in hints:
                if hint in string:
                    return True
    return NO_COMMA in string or _is_full_width(string)


def corrected(string: str, tokens: Callable[[], Sequence[Token]], labels: list[str]) -> bool:
    """Set the plain labels ("title", "other") of tokens where a proof says otherwise; tells whether there was one.

    The tokens are asked for only where there may be.
    """
    claims = proven(string)
    places = [found.span(1) for found in _AT.finditer(string)] if "at http" in string else []
    body = leading(string) if NO_COMMA in string else 0
    wide = _is_full_width(string)
    if not (claims or places or body or wide):
        return False
    found = tokens()
    for claim in claims:
        for i, token in enumerate(found):
            if claim.start <= token.start < claim.stop:
                labels[i] = claim.kind
    for i, token in enumerate(found):
        if token.start >= body:
            break
        labels[i] = "author"
    for start, stop in places:
        for i, token in enumerate(found):
            if start <= token.start < stop and labels[i] not in ("note", "url"):
                labels[i] = "other"
    if wide:
        _correct_chinese(string, found, labels)
    return True


def _correct_chinese(string: str, tokens: Sequence[Token], labels: list[str]) -> None:
    """A press is no journal; what follows "//" is the book that holds the work."""
    start = 0
    for i in range(1, len(labels) + 1):
        if i < len(labels) and labels[i] == labels[start]:
            continue
        text = string[tokens[start].start : tokens[i - 1].stop]
        before = string[max(0, tokens[start].start - 2) : tokens[start].start]
        if labels[start] == "container-title" and _PRESS.search(text):
            labels[start:i] = ["publisher"] * (i - start)
        elif before == "//" and labels[start] in ("title", "editor") and "container-title" not in labels:
            labels[start:i] = ["container-title"] * (i - start)
        start = i
