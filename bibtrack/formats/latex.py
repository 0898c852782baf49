"""LaTeX ↔ Unicode for bibliographic text: a few linear passes, no macro is ever executed.

`decode` touches only text that holds a backslash, a brace, a tie, a dollar or a ligature.  What it
does not know stays as printed, so nothing is lost.  `encode` writes text that LaTeX prints as it
stands: nothing in it can act as a command.  decode(encode(text)) == text for every text without
control characters and without the noncharacters U+FDD0 to U+FDD7, which mark signs in between.
"""

import re
import unicodedata

_SPECIAL = re.compile(r"[\\{}~$]|--|``|''")
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a", "t": "\u0361", "f": "\u0311", "G": "\u030f", "U": "\u030e", "h": "\u0309",
}  # fmt: skip
_DOTLESS = {"\\i": "i", "\\j": "j"}
#: commands that stand for a sign
SYMBOLS: dict[str, str] = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ", "P": "¶", "S": "§", "pounds": "£", "copyright": "©",
    "dag": "†", "ddag": "‡", "textdagger": "†", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘", "rq": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "quotedblbase": "„", "glqq": "„", "grqq": "“",
    "flqq": "«", "frqq": "»", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«",
    "guillemetright": "»", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°",
    "textcopyright": "©", "texteuro": "€", "euro": "€", "textsterling": "£", "textexclamdown": "¡",
    "textquestiondown": "¿", "textbullet": "•", "textperiodcentered": "·", "textmu": "µ", "slash": "/",
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^", "textquotesingle": "'",
    "textquotedbl": '"', "textasciigrave": "`", "textunderscore": "_", "textdollar": "$", "textbackslash": "\ufdd0",
    "textbraceleft": "\ufdd1", "textbraceright": "\ufdd2", "textasciitilde": "\ufdd3", "TeX": "TeX",
    "LaTeX": "LaTeX", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "MF": "METAFONT",
    "newblock": "", "protect": "", "relax": "", "noopsort": "", "quad": " ", "space": " ", "thinspace": "\u2009",
    "textvisiblespace": "␣", "allowbreak": "", "hskip": "", "leavevmode": "", "cprime": "ʹ", "texttimes": "×",
}  # fmt: skip
_MATH = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "circ": "°", "partial": "∂", "sum": "∑", "int": "∫", "sqrt": "√", "ell": "ℓ", "dots": "…",
    "ldots": "…", "cdots": "⋯", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃",
}  # fmt: skip
#: commands whose argument is the text; braces go with all others
_WRAPPERS = (
    "emph textit textbf textsc textsf texttt textrm textsl textup textnormal textmd mathrm mathit mathbf mathcal"
    " mathsf mathbb text mbox hbox uppercase lowercase MakeUppercase textsuperscript textsubscript underline"
    " uline mkbibemph mkbibbold mkbibitalic mkbibparens mkbibacro acro url path nolinkurl href foreignlanguage"
    " it bf sc sf tt rm sl em itshape bfseries scshape bibinfo bibnamefont bibfnamefont NoCaseChange"
)
_UNWRAP = frozenset(_WRAPPERS.split())
_SUPER = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUB = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

_SYMBOL_ACCENT = re.compile(
    r"\\([`'^~\"=.])\s*(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])\s*|[^\W\d_]))"
)
_LETTER_ACCENT = re.compile(
    r"\\([uvHcdbkrtfGUh])(?:\s*\{\s*(\\[ij]|[^\W\d_])([^\W\d_]?)\s*\}|\s+(\\[ij](?![A-Za-z])|[^\W\d_]))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(?:\{\}|[ \t\n]+|(?=[^A-Za-z])|$)")
_QUOTED = re.compile(r"\\(enquote|mkbibquote|textquote)\*?\s*\{([^{}]*)\}")
# Arguments that are not printed: addresses behind a text, sort keys, languages, colours.
_FORMAL = re.compile(
    r"\\(?:noopsort|SortNoop)\s*\{[^{}]*\}|\\href\s*\{[^{}]*\}\s*(?=\{)|\\foreignlanguage\s*\{[^{}]*\}\s*(?=\{)|\\color\s*\{[^{}]*\}"
)
_ARGUMENTS = re.compile(r"\\([A-Za-z]+\*?)((?:\s*\{[^{}]*\})*)")
_DOLLARS = re.compile(r"\$([^$]*)\$")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}\\]*)\}|([^{}\\\s]))")
_ESCAPED = re.compile(r"\\(\\\s?|[{}$&%#_ ,;/@!:|>\-]|$)")
_ESCAPES = {"{": "\ufdd1", "}": "\ufdd2", "$": "\ufdd4", "&": "&", "%": "%", "#": "#", "_": "_",
            " ": " ", ",": "\u2009", ";": " ", "@": "@", "/": "", "-": "", "!": "", ":": " ", "|": "|",
            ">": " ", "": "\ufdd0"}  # fmt: skip
_LIGATURES = re.compile(r"---|--|``|''")
_LIGATURE = {"---": "—", "--": "–", "``": "“", "''": "”"}
_MARKED = str.maketrans({"\ufdd0": "\\", "\ufdd1": "{", "\ufdd2": "}", "\ufdd3": "~", "\ufdd4": "$"})
_BARE = str.maketrans({"{": None, "}": None, "~": "\u00a0"})


def decode(text: str) -> str:
    """Give LaTeX text as Unicode; unknown commands stay as they are.

    Linear in the length; definitions and loops are text like any other.
    """
    if _SPECIAL.search(text) is None:
        return text
    if "$" in text:
        text = _DOLLARS.sub(_math, text.replace(r"\$", "\ufdd4"))
    if "\\" in text:
        text = _commands(text)
    if "--" in text or "``" in text or "''" in text:
        text = _LIGATURES.sub(lambda found: _LIGATURE[found.group()], text)
    return text.translate(_BARE).translate(_MARKED)


def _commands(text: str) -> str:
    text = _ESCAPED.sub(_escape, text)
    text = _LETTER_ACCENT.sub(_accent, _SYMBOL_ACCENT.sub(_accent, text))
    if "\\" not in text:
        return text
    text = _QUOTED.sub(lambda found: f"“{found.group(2)}”", text)
    text = _COMMAND.sub(_symbol, _FORMAL.sub("", text))
    return _ARGUMENTS.sub(_argument, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    return "\n" if found.group(1).startswith("\\") else _ESCAPES[found.group(1)]


def _accent(found: re.Match[str]) -> str:
    sign, groups = found.group(1), [group for group in found.groups()[1:] if group]
    letters = [_DOTLESS.get(group.strip(), group) for group in groups]
    return unicodedata.normalize("NFC", letters[0] + _ACCENTS[sign] + "".join(letters[1:]))


def _symbol(found: re.Match[str]) -> str:
    sign = SYMBOLS.get(found.group(1))
    if sign is None:
        return "" if found.group(1) in _UNWRAP else found.group()
    return sign


def _argument(found: re.Match[str]) -> str:
    name, arguments = found.group(1).rstrip("*"), found.group(2)
    if name in _UNWRAP:
        return arguments
    if not arguments and name in _MATH:
        return _MATH[name]
    kept = arguments.replace("{", "\ufdd1").replace("}", "\ufdd2")
    return f"\ufdd0{found.group(1)}{kept}"


def _math(found: re.Match[str]) -> str:
    inner = re.sub(r"\\([A-Za-z]+)\s*", lambda word: _MATH.get(word.group(1), word.group()), found.group(1))
    inner = _SCRIPT.sub(_script, inner)
    if re.search(r"[\\{}^_]", inner) or (inner == found.group(1) and " " in inner.strip()):
        signs = {"\\": "\ufdd0", "{": "\ufdd1", "}": "\ufdd2", "$": "\ufdd4", "~": "\ufdd3"}
        return "".join(signs.get(char, char) for char in found.group())
    return inner


def _script(found: re.Match[str]) -> str:
    text = found.group(2) if found.group(2) is not None else found.group(3)
    if text == "°":
        return text
    moved = text.translate(_SUPER if found.group(1) == "^" else _SUB)
    return moved if moved != text else found.group()


_ENCODE = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~",
    "\u2028": " ", "\u2029": " ", "\r": None,
})  # fmt: skip
_UNSAFE = re.compile(r"[\\{}$&%#_~^\u00a0\n\r\u2028\u2029\x00-\x1f\x7f\ufdd0-\ufdd7]|--|``|''|  |^ | $")
_REPEATED = re.compile(r"(?<=-)-|(?<=`)`|(?<=')'|(?<=[ \n]) |^ | $")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdd7]")
_BREAKS = re.compile(r"\n+")
_LINE_AT = re.compile(r"^@", re.M)


def encode(text: str, *, paragraphs: bool = False) -> str:
    r"""Give Unicode text as LaTeX that prints exactly it, in UTF-8.

    Commands, braces, comments and maths in it become plain signs; a line break becomes ``\\``.
    With `paragraphs` an empty line stays an empty line.  Control characters are dropped.
    """
    if _UNSAFE.search(text) is None and not text.startswith("@"):
        return text
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    text = _REPEATED.sub(lambda found: "\ufdd5" if found.group() == " " else "\ufdd6" + found.group(), text)
    text = text.translate(_ENCODE).replace("\ufdd5", "{ }").replace("\ufdd6", "{}")
    if "\n" in text:
        text = _BREAKS.sub(lambda found: _break(len(found.group()), paragraphs), text)
    return _LINE_AT.sub("{@}", text)


def _break(lines: int, paragraphs: bool) -> str:
    if paragraphs and lines > 1:
        return "\n\n" + "{}\\\\\n" * (lines - 2)
    return "\\\\\n" + "{}\\\\\n" * (lines - 1)


def to_ascii(text: str) -> str:
    """Give encoded text with accents and signs as LaTeX commands; what has none stays Unicode."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() else _command_for(char) for char in text)


_COMMAND_FOR = {
    sign: f"{{\\{name}}}" for name, sign in reversed(SYMBOLS.items()) if len(sign) == 1 and not sign.isascii()
} | {"\ufdd0": "", "\ufdd1": "", "\ufdd2": "", "\ufdd3": "", "–": "--", "—": "---", "“": "``", "”": "''"}  # fmt: skip
_SIGN_OF = {mark: sign for sign, mark in _ACCENTS.items()}


def _command_for(char: str) -> str:
    if char in _COMMAND_FOR:
        return _COMMAND_FOR[char]
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[0].isascii() and parts[1] in _SIGN_OF:
        letter = {"i": "\\i", "j": "\\j"}.get(parts[0], parts[0])
        return f"{{\\{_SIGN_OF[parts[1]]}{{{letter}}}}}"
    return char
