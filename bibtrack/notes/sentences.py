"""Text → sentences: stops, abbreviations, initials, quotation marks, CJK punctuation."""

import re
from collections.abc import Collection

from bibtrack.values.document import Span

# A stop, what closes around it, and the blank behind it; CJK stops need no blank.
_STOP = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»›)\]）」』】]*)(?=\s|$)|(?P<wide>[。！？｡]+)[」』”’）)】》\"']*"
)
_NEXT = re.compile(r"\s+(?P<open>[\"'“‘«‹(\[（「『【¿¡—–-]*\s?)(?P<first>\S)")
_LAST_WORD = re.compile(r"[^\s(\[“\"‘'》」,，;；]*$")
_INITIAL = re.compile(r"(?:[^\W\d_]|[A-Z][a-z]?)(?:\.-?[^\W\d_])*$")
#: Abbreviations that stand before more of the same sentence, lower case, without their final stop.
_OPEN = frozenset(
    "mr mrs ms dr prof rev hon gen col capt lt sgt st ste mt messrs sr jr fr sir vs v viz cf e.g i.e eg ie esp al"
    " ed eds edn trans transl vol vols no nos nr nrn pp p ff fn nn ch chap chaps sec secs sect sects para paras art arts"
    " cl reg regs pt pts bk fig figs tab eq app annex ser col cols ca c approx est incl repr rev rpt univ dept inst"
    " assn assoc bros co corp inc ltd plc llc gmbh jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u"
    " p.a a.m p.m ph.d m.a b.a d.c jg bd bde hrsg hg aufl rn abs s.a z.b d.h u.a usw vgl bzw nr ebd f s"
    " a.a.o o.c l.c tr cmnd cm debs transl übers bearb begr h.c h.l zit bspw insb sog rdn cap núm pág págs ss op cit loc id ibid n art.".split()
)
#: Abbreviations that may end a sentence: a capital behind them decides for a new one.
_CLOSING = frozenset(
    "etc inc ltd co corp jr sr al u.s u.k u.n e.u a.m p.m ph.d m.a b.a d.c usw ff plc llc bros".split()
)
_PARTICLES = frozenset("le la les de der die das el los las".split())
_JOURNAL = frozenset(
    "harv stan colum yale chi mich geo cal tex minn va comp pol just crim const bus econ soc hist phil psych sci stud tech"
    " proc bull ann annu acad adm admin afr amer am asian brit bur comm conf cong ct dev dig dist div educ eng env envtl eur"
    " exec fed found gov hum indus info int jur lab legis lib mag mgmt med mem nat org pub publ q rel rep res sch serv stat"
    " sup surv sys transp urb y.b jb rdnr rz slg verl zeitschr l u j inf internat natl diss ms mss s.l cmnd rec recs".split()
)
_STARTERS = frozenset(
    "the a an this that these those in on at by for from with as it its he she they we i our their there his her however"
    " moreover thus therefore although while when if but and or so yet since because after before during under over"
    " such some many most other others one two first second third finally another each both all despite according"
    " see der die das es er sie wir in le la les il elle el los las".split()
)


def sentences(text: str, breaks: Collection[int] = (), *, citing: bool = False) -> list[Span]:
    """Give the sentences in order; together they cover every character but blanks between them.

    `breaks` are offsets just behind a callout: a stop right before one ends its sentence even
    where the word looks like an abbreviation.  With `citing` the words of journal titles that
    law and science abbreviate do not end a sentence.  Spans are trimmed and never empty.
    """
    spans: list[Span] = []
    start = 0
    for found in _STOP.finditer(text):
        if found.start() < start or not _closes(text, start, found, breaks, citing):
            continue
        spans.append(_trimmed(text, start, found.end()))
        start = found.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return [span for span in spans if span.start < span.stop]


def _trimmed(text: str, start: int, stop: int) -> Span:
    chunk = text[start:stop]
    return Span(start + len(chunk) - len(chunk.lstrip()), start + len(chunk.rstrip()))


def _closes(text: str, start: int, found: re.Match[str], breaks: Collection[int], citing: bool) -> bool:
    if found["wide"]:
        return True
    following = _NEXT.match(text, found.end())
    if following is None:
        return True
    first = following["first"]
    if found.end() in breaks and not first.islower():
        return True
    if first.islower() or (first in ",;:.)]" and not following["open"].strip()):
        return False
    if found["stop"] != "." or found["close"]:
        return (
            found["stop"][0] in "!?"
            or found["close"] != ""
            or _ellipsis_closes(first)
            or found["stop"] == "."
        )
    return not _abbreviated(text, start, found, following, citing)


def _ellipsis_closes(first: str) -> bool:
    return first.isupper() or first.isdecimal()


def _abbreviated(text: str, start: int, found: re.Match[str], following: re.Match[str], citing: bool) -> bool:
    word = _LAST_WORD.search(text, max(start, found.start() - 30), found.start())
    last = word[0] if word else ""
    bare = last.casefold().strip("”’\"'),;")
    upcoming = re.match(r"[^\W\d_]+", text[following.start("first") :])
    starter = upcoming is not None and upcoming[0].casefold() in _STARTERS
    if bare in _CLOSING:
        return not (starter and following["first"].isupper())
    if bare in _OPEN:
        return not (starter and upcoming is not None and len(upcoming[0]) > 1 and len(bare) > 3)
    if citing and bare in _JOURNAL:
        return True
    if bare.isdecimal():
        # "1. Introduction" at the start is a label; "in 2019. The" is an end.
        return found.start() - len(last) == start and len(bare) < 4
    return (
        len(last) < 8
        and _INITIAL.fullmatch(last) is not None
        and last[:1].isupper()
        and (
            not starter
            or (citing and len(last) == 1)
            or (upcoming is not None and upcoming[0].lower() in _PARTICLES)
        )
    )
