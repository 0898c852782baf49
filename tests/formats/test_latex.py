import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.formats.latex import decode, encode, to_ascii
from bibtrack.text import squeeze

DECODED = [
    ("plain text", "plain text"),
    (r"M{\"u}ller", "Müller"),
    (r"M\"{u}ller", "Müller"),
    (r"M\"uller", "Müller"),
    (r"{M\"uller}", "Müller"),
    (r"Garc{\'i}a", "García"),
    (r"Garc{\'\i}a", "García"),
    (r"Garc\'{\i}a", "García"),
    (r"{\L}ukasiewicz", "Łukasiewicz"),
    (r"{\AA}ngstr{\"o}m", "Ångström"),
    (r"{\c{C}}elik", "Çelik"),
    (r"\c Celik", "Çelik"),
    (r"Dvo{\v{r}}{\'a}k", "Dvořák"),
    (r"Dvo\v r\'ak", "Dvořák"),
    (r"Kurto{\u{g}}lu", "Kurtoğlu"),
    (r"S{\o}rensen", "Sørensen"),
    (r"S\o rensen", "Sørensen"),
    (r"Wei{\ss}", "Weiß"),
    (r"Erd\H{o}s", "Erdős"),
    (r"\k{a}", "ą"),
    (r"Science \& Policy", "Science & Policy"),
    (r"50\% of \$5 at \#1 a\_b", "50% of $5 at #1 a_b"),
    ("pp. 1--2 and 3---4", "pp. 1–2 and 3—4"),
    ("``quoted'' text", "“quoted” text"),
    ("van~der Berg", "van\u00a0der Berg"),
    ("the {European Union} and {NASA}", "the European Union and NASA"),
    (r"\emph{Homo sapiens} and \textbf{b}", "Homo sapiens and b"),
    (r"{\em Homo} sapiens", "Homo sapiens"),
    (r"\enquote{x} y", "“x” y"),
    (r"\mkbibquote{x}", "“x”"),
    (r"\url{https://example.org/a\_b}", "https://example.org/a_b"),
    (r"\href{https://example.org}{the page}", "the page"),
    (r"H$_2$O and CO$_{2}$", "H₂O and CO₂"),
    (r"$\alpha$-helix", "α-helix"),
    (r"$10^{-3}$ m", "10⁻³ m"),
    (r"20$^{\circ}$C", "20°C"),
    (r"$\frac{a}{b}$", r"$\frac{a}{b}$"),
    ("costs $5 and $6", "costs $5 and $6"),
    (r"\unknown{arg} stays", r"\unknown{arg} stays"),
    (r"\def\x{\x}\x", r"\def\x{\x}\x"),
    (r"{\noopsort{1973b}}1973", "1973"),
    (r"a\\b", "a\nb"),
    (r"end\ ", "end "),
    (r"\TeX{}book", "TeXbook"),
    (r"\textbackslash{}x", "\\x"),
    ("{{Double}}", "Double"),
    ("unbalanced { brace", "unbalanced  brace"),
]


@pytest.mark.parametrize(("latex", "text"), DECODED, ids=[latex for latex, _ in DECODED])
def test_latex_is_read(latex: str, text: str) -> None:
    assert decode(latex) == text


HOSTILE = [
    r"\input{/etc/passwd}", r"\write18{rm -rf /}", "a % comment", "$$", "}} @article{x,", "{", "#1", "^^5c",
    "~", r"\end{document}", "@book{x}", "line\n@article{y,", "a -- b --- c `` ''", r"\\", "\\", "a\n\n\nb", " x ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_acts_as_latex(text: str) -> None:
    latex = encode(text)
    assert decode(squeeze(latex)) == text
    depth = 0
    for char in latex:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    known = latex.replace(r"\textbackslash{}", "")
    for command in ("textbraceleft{}", "textbraceright{}", "textasciitilde{}", "textasciicircum{}", "\\"):
        known = known.replace("\\" + command, "")
    assert not any(f"\\{letter}" in known for letter in "abcdefghijklmnopqrstuvwxyz")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_decode_undoes_encode(text: str) -> None:
    text = "".join(char for char in text if not "\ufdd0" <= char <= "\ufdd7")
    assert decode(encode(text)) == text


@given(st.text(st.sampled_from("\\{}$%&a b\"'`^~=-_u.cHi1@\n"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_decode_reads_anything_and_its_result_is_stable(text: str) -> None:
    once = decode(text)
    assert decode(encode(once)) == once


@pytest.mark.parametrize("text", ["Müller", "Łódź", "Çelik ı ß Ø", "Erdős", "Dvořák “x” – y"])
def test_ascii_output_reads_back(text: str) -> None:
    assert to_ascii(encode(text)).isascii()
    assert unicodedata.normalize("NFC", decode(to_ascii(encode(text)))) == text


def test_long_input_takes_linear_time() -> None:
    for piece in ("{", "\\", "$", "\\a{", "{\\'", "--", "\\emph{", "\\href{", "^{"):
        decode(piece * 200_000)
