"""Names: a list of people as printed becomes names in order; what fails becomes a literal.

Covers particles, suffixes, initials, Spanish double names, "Last, First and First Last" mixes,
Vancouver initials, Chinese, Japanese, Korean and Vietnamese order, and institutions.
"""

import re
from string import whitespace

from bibtrack.references import hannames, namelists, persons, plainlists, surnames
from bibtrack.references.bodies import is_body
from bibtrack.references.draft import Draft, Field
from bibtrack.references.institutions import several
from bibtrack.references.signs import signs, watch
from bibtrack.text import Late, has_cjk, is_wide, squeeze, unescaped
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Name, Role

_ROLE_WORDS = Late(
    r"(?ix)\b(?:"
    r"edited\s+and\s+translated\s+by|revised\s+by|edited\s+by|ed(?:s|ited)?\.?\s+by|(?:hrsg|hg)\.?\s+(?:v\.|von)|herausgegeben\s+von"
    r"|translat(?:ed|ion)(?:\s+from\s+the\s+\w+)?\s+by|trans(?:l)?\.?\s+by|übers(?:etzt)?\.?\s+(?:v\.|von)|aus\s+dem\s+\w+\s+von"
    r"|tradu(?:it|ction|cción|ção|zione|cido|zido|zida)\b(?:\s+(?:par|de|por|di|du\s+\w+\s+par))?|trad\.?(?:\s+(?:par|de|por|di))?"
    r"|a\s+cura\s+di|sous\s+la\s+dir(?:ection|\.)\s+de|coordinado\s+por|editado\s+por|(?:ed(?:s)?|edd|éds?|edit(?:ors?|ado)|hrsg|hrg|hg|trans(?:l)?|tr"
    r"|dirs?|coords?|orgs?|comps?|übers|organizadore?s?|coordinadore?s?|directors?|producers?|vert|red|compilador|translators?|interviewer|interview(?:ed)?\s+by)(?=[\s.,;:)\]]|$)\.?)"
)
#: An author field that ends so names editors: "Müller, Hans, Hrsg.", "Smith, J. (eds.)".
_EDITOR_TAIL = Late(
    r"(?i)[\s,;(\[](?:eds?|edd|editors?|éds?|hrsg|hg|hrg|herausgeber|coords?|orgs?|a\s+cura\s+di|comps?|compiladores?|organizadore?s?|coordinadore?s?)\.?[\s)\]]*[,.:]?$"
)
#: The last two letters of those words: nearly every list of names ends otherwise, which is quick to see.
_EDITOR_ENDS = frozenset("ed ds dd or rs sg hg rg er rd gs di mp ps re es".split())
_CLOSERS = ".,:)]" + whitespace
_EDITOR_NEXT = Late(
    r"(?i)[\s,;]*[(\[]?(?:eds?|edd|editors?|éds?|hrsg|hgg?|hrg|coords?|orgs?|comps?)\.?[)\]]|,\s(?:editors?|eds\.|hrsg\.|hgg?\.)(?=[\s.,:])"
)
#: What such a word, or the bracket before it, does not begin with.
_NO_EDITOR = frozenset(map(chr, range(33, 127))) - frozenset("eéhcoEÉHCO,;([")
_LEADING = Late(r"(?i)^[\s,;:.]*(?:in|dans|en|em|nel|im|with|by|von|par|por|dir|prod|directed by)\b\s*:?\s+")
_LED = frozenset("in dans en em nel im with by von par por dir prod directed in:".split())
_ET_AL = Late(
    r"(?i)[\[(]?\b(?:et\.?\s+al(?:ii|\.)?|and\s+others|u\.\s?a\.|y\s+otros|e\s+outros)(?=[\s,.;:)\]]|$)\.?[\])]?|(?<=[^\s])[,，]?\s*等(?:人|著|编|主编|译)?$|\band colleagues\b"
)
_TAG = Late(r"<[^>]{1,12}>")
_EMPTY = Late(r"[(\[（［]\s*[)\]）］]")
_ANDED = frozenset("and by et und & y".split())
_LOOSE_AND = Late(r"^(?:and|by|et|und|&)\s+|[\s,]+(?:and|et|und|&|y)$")
_POINTED = Late(r"(?:^|[\s.-])[^\W\d_]$|\b(?:Jr|Sr)$")
_MARKS = Late(r"(?<=\w)[*†‡§¹²³]+")
_ANY_MARK = re.compile("[*†‡§¹²³]").search
# "Feng Shi和James Evans"
_HAN_AND = Late(r"(?<=[A-Za-zÀ-ɏ.])\s*(?:和|及|与|與)\s*(?=[A-ZÀ-Þ])")
#: "ALY (M.I.), HERBIN (Fr.-R.)": French lists set the given name in brackets.
_BRACKETED = Late(
    r"([^\W\d_][^(),;]{0,40}?)\s\(([A-ZÀ-Þ][a-zà-ÿ]{0,2}\.(?:[\s-]?[A-ZÀ-Þ][a-zà-ÿ]{0,2}\.){0,3})\)"
)
_BRACKETED_LIST = Late(
    r"[^\W\d_][^(),;]{0,40}\s\([^()]{1,16}\)(?:(?:\s?[,;]\s|,?\s(?:et|and|&|y|und)\s)[^\W\d_][^(),;]{0,40}\s\([^()]{1,16}\))*"
)
#: "Brand, Ulrich / Wissen, Markus": a list as German books print it.
# "Dietz, Kristina/Engels, Bettina", "Ulrich Brand/Markus Wissen": German lists.
_SLASH = Late(
    r"\s+/\s*|\s*/\s+|；|(?<=[a-zß-öø-ÿ.])/(?=[A-ZÀ-Þ][\w’-]+(?:[\s-][A-ZÀ-Þ][\w’-]+)?,\s|[A-ZÀ-Þ][\w’.-]+\s(?:[A-ZÀ-Þ]\.\s)?[A-ZÀ-Þ][\w’-]+\s*(?:/|$))"
)
#: A cheap look before the long patterns: without one of these words they find nothing.
_OTHERS = watch("al alii others otros outros u colleagues".split())
_ROLES = frozenset(
    "revised ed eds edd edit edited editor editors editado éd éds hrsg hrg hg herausgegeben trans transl translated translation translator translators tr trad "
    "traduit traduction traducción tradução traduzione traducido traduzido traduzida übers übersetzt aus cura sous coord coords coordinado coordinador "
    "coordinadore coordinadores org orgs organizador organizadore organizadores comp comps compilador dir dirs director directors producer producers "
    "vert red interviewer interview interviewed".split()
)
_BLANKS = {ord(mark): " " for mark in ".,;:()[]{}&/–—-（）［］"}
#: The same for ASCII text in one step, in lower case: a table of bytes takes a fifth of the time.
_LOWER_CUT = bytes(32 if i in _BLANKS else ord(chr(i).lower()) for i in range(128)).ljust(256)
_EDGE = " \t,;:.，；：、。&/"


def apply(draft: Draft) -> None:
    """Read authors, editors and translators; warn of a dash that stands for the author before."""
    labelled = draft.labelled
    for item in labelled.get("author", ()):
        _read_authors(draft, item)
    if "editor" in labelled:
        if "author" not in labelled:
            _take_for_authors(draft)
        for item in labelled["editor"]:
            # "Ed Reina": among editors a role, even without its point.
            text = item.text.removeprefix("Ed ")
            draft.add_names(Role.EDITOR, parse_names(text, draft.language))
    for item in labelled.get("translator", ()):
        draft.add_names(Role.TRANSLATOR, parse_names(item.text, draft.language))


def _read_authors(draft: Draft, item: Field) -> None:
    text = item.text
    if persons.is_dash(text.strip()):
        draft.warn("repeated-author", f"{text.strip()!r} stands for the author of the entry before", item)
    translators, edited = "", False
    if is_wide(text):
        if "译" in text or "譯" in text:
            text, translators = hannames.parted(text)
        edited = hannames.is_edited(text)
    role = Role.EDITOR if edited or _is_editor(draft, item) else Role.AUTHOR
    if text:
        draft.add_names(role, parse_names(text, draft.language))
    if translators:
        draft.add_names(Role.TRANSLATOR, parse_names(translators, draft.language))
    if _is_cut(draft, text):
        draft.issues.append(
            Issue("et-al", "further authors are not printed", Severity.INFO, item.start, item.stop)
        )


def _take_for_authors(draft: Draft) -> None:
    """Take editors who open a reference without authors for its authors, where no word makes them editors."""
    first = draft.fields[1 if draft.fields[0].label == "citation-number" else 0]
    if first.label == "editor" and _is_alone(draft, first):
        draft.add_names(Role.AUTHOR, parse_names(first.text, draft.language))
        draft.labelled["editor"] = draft.labelled["editor"][1:]


#: "Ed Yong": the given name has no point, and a name follows.
_GIVEN_ED = Late(r"Ed (?=[A-ZÀ-Þ][a-zß-ÿ])")
#: "Conway, Ed": a lone family name takes it as its given name.
_LONE_ED = Late(r"[^\s,]+, Ed$")


def _is_alone(draft: Draft, item: Field) -> bool:
    """Tell whether names that open a reference have no word that makes them editors."""
    return (
        not _is_editor(draft, item)
        and _ROLE_WORDS.search(item.text) is None
        and "title" not in draft.labelled
    )


def _is_cut(draft: Draft, text: str) -> bool:
    """Tell whether a list of names says that it is not whole: "et al.", 等."""
    if text.isascii() and _OTHERS.isdisjoint(signs(draft.string)):
        return False
    return ("al" in text or "等" in text or " others" in text) and _ET_AL.search(text) is not None


def _is_editor(draft: Draft, item: Field) -> bool:
    """Tell whether "ed.", "Hrsg.", "(eds.)" closes or follows a field of authors."""
    text = item.text
    end = text.rstrip(_CLOSERS)[-2:].lower()
    if end in _EDITOR_ENDS or not end.isascii():
        if _LONE_ED.match(text):
            return False
        if _EDITOR_TAIL.search(text, max(0, len(text) - 18)):
            return True
    lead = draft.string[item.stop : item.stop + 4].lstrip(" ,;([")[:1]
    return lead not in _NO_EDITOR and _EDITOR_NEXT.match(draft.string, item.stop) is not None


def parse_names(text: str, language: str | None = None) -> list[Name]:
    """Give the names of a list as printed, in order; never raises, no name is lost.

    "et al." and role words ("eds.", "trans. by", 主编) are left out.
    """
    regular = plainlists.regular(text, language)
    if regular:
        return regular
    if "&" in text and ";" in text:
        text = unescaped(text)
    bare = _strip(_HAN_AND.sub(" and ", text) if is_wide(text) else text)
    if not bare:
        return []
    if len(bare) + 2 < len(text) and (regular := plainlists.regular(bare, language)):
        return regular
    if bare.endswith(")") and (bracketed := _BRACKETED.findall(bare)) and _BRACKETED_LIST.fullmatch(bare):
        return namelists.evenly_cased(
            [persons.family_given(_LOOSE_AND.sub("", one), given) for one, given in bracketed]
        )
    if not bare.isascii() and has_cjk(bare) and not re.search(r"[A-Za-z]{3}", bare):
        return hannames.parse(bare)
    if persons.is_dash(bare) or bare in persons.VARIOUS:
        return [Name(literal=bare)]
    if is_body(bare):
        return [Name(literal=body) for body in several(bare)]
    names: list[Name] = []
    for part in bare.split(";") if ";" in bare else _SLASH.split(bare) if "/" in bare else bare.split("；"):
        part = part.strip(" \t,.:")
        if part.partition(" ")[0] in _ANDED:
            part = _LOOSE_AND.sub("", part)
        if part:
            names += namelists.people(
                part + "." if "." in bare and _POINTED.search(part[-3:]) else part, language
            )
    return namelists.evenly_cased(names) or [Name(literal=bare)]


def _strip(text: str) -> str:
    bare = _TAG.sub("", text) if "<" in text else text
    if _ANY_MARK(bare):
        bare = _MARKS.sub("", bare)
    printed = _words(bare)
    bare = bare.strip() if _OTHERS.isdisjoint(printed) and "等" not in bare else _ET_AL.sub("", bare).strip()
    lead, _, after = bare.partition(" ")
    if lead.lower().strip(",;:.") in _LED and (
        lead.lower() != "von" or surnames.is_given(after.partition(" ")[0])
    ):
        bare = _LEADING.sub("", bare)
    if not bare.isascii():
        bare = hannames.without_role(bare)
    if not _ROLES.isdisjoint(printed):
        bare = _ROLE_WORDS.sub(_kept_initials, bare)
    if "(" in bare or "[" in bare or "（" in bare:
        bare = _EMPTY.sub("", bare)
    bare = squeeze(bare).strip(_EDGE + '“”"*')
    if bare.partition(" ")[0] in _ANDED or bare.rpartition(" ")[2] in _ANDED:
        bare = _LOOSE_AND.sub("", bare)
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        bare = bare.strip("()[] ")
    return bare + "." if "." in text and _POINTED.search(bare[-3:]) else bare


def _words(text: str) -> list[str]:
    """Give the words of a text in lower case."""
    if text.isascii():
        return text.encode().translate(_LOWER_CUT).decode().split()
    return text.lower().translate(_BLANKS).split()


def _kept_initials(found: re.Match[str]) -> str:
    """Keep "Wilson TR" and "Ed Yong": initials, and a given name, look like role words."""
    text = found.group()
    if text == "Ed" and _GIVEN_ED.match(found.string, found.start()):
        return text
    before = found.string[max(0, found.start() - 2) : found.start()]
    return text if text.isupper() and len(text) < 3 and before[:1].isalpha() and before[1:] == " " else ""
