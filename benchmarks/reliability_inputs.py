"""What the fuzzer starts from, and how it spoils it: seeds, words that hurt, mutations of text, bytes and JSON."""

import io
import json
import random
import zipfile
from typing import Any

from benchmarks import reliability_material as material

WORKS = material.works(6, seed=3)

#: Words that have hurt programs of this kind before.
HURTFUL = (
    "\x1b[31m", "\x1b]0;owned\x07", "\x9b31m", "\x00", "\ufeff", "\u202e", "\u2028", "\ud7ff", "\U0010ffff", "\x85", "{", "}", "{{{{",
    "\\", '"', "'", "`", "%", "$", "&", "#", "~", "^", "_", "@", "@string{", "@comment{", "@preamble{", "\\input{/etc/passwd}",
    "\\write18{id}", "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "<script>alert(1)</script>", "]]>", "<!--", "-->", "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>", "&a;", "&#x0;", "&#xD800;", "&amp;", "../../../../etc/passwd", "file:///etc/passwd",
    "10.1000/" + "x" * 300, "doi:", "https://doi.org/10.1/(((", "9" * 400, "1e999", "NaN", "-0", "0000-00-00", "2024-02-30", "99999-13-45",
    "and and and", ", , ,", "van der", "TY  - ", "ER  - ", "AU  - ", "[^1]", "[^1]:", "^[", "|||", "---", "===", "***", "((((", "))))",
    "NOT NOT", "OR OR", "theme:", "year:..", "year:2020..1990", '"', "*", "\\*", "~2", "[[theme]]", "[[theme.rule]]", "pattern = '(a+)+$'",
    "near = []", "(?:", "(a|a)*b", "[a-", "ſﬁ", "İı", "ß", "é", "中文", "한국어", "عربي", "𝔘𝔫𝔦", "\u0301" * 50, "Ibid.", "op. cit.", "et al.",
    "null", "true", "[]", "{}", "[[[[", '{"a":', "\r", "\r\n", "\t", "\v", "\f", " " * 200, "\n" * 50,
)  # fmt: skip


def mutate(text: str, rng: random.Random, other: str) -> str:
    """Spoil a text in one to six ways."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        start = rng.randint(0, len(text))
        stop = min(len(text), start + rng.choice((0, 1, 2, 8, 40, 400)))
        way = rng.randrange(8)
        if way == 0:
            text = text[:start] + text[stop:]
        elif way == 1:
            text = text[:start] + rng.choice(HURTFUL) + text[stop:]
        elif way == 2:
            text = text[:start] + text[start:stop] * rng.choice((2, 3, 20, 300)) + text[stop:]
        elif way == 3:
            text = (
                text[:start]
                + chr(rng.choice((rng.randrange(128), rng.randrange(0xD7FF), 0x1F600)))
                + text[stop:]
            )
        elif way == 4:
            cut = rng.randint(0, len(other))
            text = text[:start] + other[cut : cut + rng.choice((20, 200, 2000))] + text[stop:]
        elif way == 5:
            text = text[:stop]
        elif way == 6:
            text = text[:start] + rng.choice(HURTFUL) * rng.choice((2, 30, 1000)) + text[start:]
        else:
            text = text[:start] + text[start:stop].swapcase()[::-1] + text[stop:]
        text = text[:40_000]
    return text


def spoil(data: bytes, rng: random.Random) -> bytes:
    """Spoil bytes: change, cut, double, fill."""
    spoiled = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20))):
        if not spoiled:
            break
        at = rng.randrange(len(spoiled))
        way = rng.randrange(5)
        if way == 0:
            spoiled[at] = rng.randrange(256)
        elif way == 1:
            del spoiled[at : at + rng.choice((1, 4, 64, 1024))]
        elif way == 2:
            spoiled[at:at] = spoiled[at : at + rng.choice((1, 16, 512))]
        elif way == 3:
            spoiled[at : at + 8] = rng.choice((b"\xff" * 8, b"\x00" * 8, b"\x7f\xff\xff\xff"))
        else:
            del spoiled[at:]
    return bytes(spoiled)


def mutate_json(value: Any, rng: random.Random, chance: float = 0.08) -> Any:
    """Put wrong types, hurtful words and missing members into a JSON value."""
    if rng.random() < chance:
        return rng.choice((
            None, True, 0, -1, 2**63, 10**40, 1e308, "", [], {}, [[]], [None], {"a": []}, rng.choice(HURTFUL), "x" * 5000,
            [value, value], {"date-parts": [[None]]}, {"date-parts": [[10**9, 99, 99]]}, {"date-parts": "x"},
        ))  # fmt: skip
    if isinstance(value, dict):
        return {
            (rng.choice(HURTFUL) if rng.random() < 0.01 else name): mutate_json(item, rng, chance)
            for name, item in value.items()
            if rng.random() > 0.03
        }
    if isinstance(value, list):
        return [mutate_json(item, rng, chance) for item in value for _ in range(rng.choice((1, 1, 1, 0, 2)))]
    if isinstance(value, str) and rng.random() < 0.1:
        return mutate(value, rng, "Other text")
    return value


BIBTEX = material.bibtex(WORKS) + (
    '@string{jh = {Journal of {\\"H}istory}}\n@preamble{"\\newcommand{\\x}{y}"}\n@comment{jabref-meta: databaseType:biblatex;}\n'
    '@incollection{b, author = {de la Cruz, Mar{\\\'\\i}a and {World Bank} and others}, title = "A {T}itle --- with {\\LaTeX}" # jh,\n'
    "  date = {2019-05/2020?}, pages = {1--2, 5}, crossref = {c}, month = jan, keywords = {a, b}}\n"
    "@book{c, editor = {Ünal, Ç. and family=Berg, given=B, prefix=van den}, booktitle = {Whole}, year = 1999, isbn = {978-3-16-148410-0}}\n"
)
RIS = "".join(
    f"TY  - JOUR\nAU  - {w['family']}, {w['given']}\nTI  - {w['title']}\nJO  - {w['journal']}\nPY  - {w['year']}///\nDO  - {w['doi']}\nER  - \n\n"
    for w in WORKS
)
CSL = json.dumps([
    {"id": w["key"], "type": "article-journal", "title": w["title"], "author": [{"family": w["family"], "given": w["given"]}, {"literal": "A body"}],
     "issued": {"date-parts": [[int(w["year"]), 5, 1], [2030]]}, "DOI": w["doi"], "custom": {"identifiers": [["doi", "10.1/x"]], "creator-order": ["author"]}}
    for w in WORKS
])  # fmt: skip
ENDNOTE = (
    '<?xml version="1.0" encoding="UTF-8"?><xml><records>'
    + "".join(
        f"<record><ref-type name='Journal Article'>17</ref-type><contributors><authors><author><style face='normal'>{w['family']}, {w['given']}</style>"
        f"</author></authors></contributors><titles><title>{w['title']}</title><secondary-title>{w['journal']}</secondary-title></titles>"
        f"<dates><year>{w['year']}</year></dates><electronic-resource-num>{w['doi']}</electronic-resource-num></record>"
        for w in WORKS
    )
    + "</records></xml>"
)
CSV = "citekey,type,title,author,issued,doi\n" + "".join(
    f'{w["key"]},article-journal,"{w["title"]}","{w["family"]}, {w["given"]}",{w["year"]},{w["doi"]}\n'
    for w in WORKS
)
MARKDOWN = material.report(WORKS)
PLAIN = (
    "A report\n\nWe say so.1 And so.2\n\nNotes\n\n"
    + "\n".join(
        f"{n}. {w['given']} {w['family']}, “{w['title']},” {w['journal']} ({w['year']}); see also Ibid., p. {n}."
        for n, w in enumerate(WORKS, 1)
    )
    + "\n"
)
HTML = (
    "<!doctype html><html><head><title>R</title><meta charset='utf-8'></head><body><h1>R</h1>"
    + "".join(f"<p>Claim {n}.<sup><a href='#fn{n}' id='r{n}'>{n}</a></sup></p>" for n in range(1, 6))
    + "<section><h2>Notes</h2><ol>"
    + "".join(
        f"<li id='fn{n}'>{w['family']}, <i>{w['title']}</i>, {w['year']} <a href='#r{n}'>↩</a></li>"
        for n, w in enumerate(WORKS[:5], 1)
    )
    + "</ol></section></body></html>"
)
JATS = (
    "<article xmlns:xlink='http://www.w3.org/1999/xlink'><front><article-meta><title-group><article-title>R</article-title></title-group></article-meta></front>"
    "<body><sec><title>S</title>" + "".join(f"<p>Claim {n}<xref ref-type='fn' rid='f{n}'>{n}</xref>.</p>" for n in range(1, 6)) + "</sec></body><back><fn-group>"
    + "".join(f"<fn id='f{n}'><label>{n}</label><p>{w['family']}, {w['title']}, {w['year']}</p></fn>" for n, w in enumerate(WORKS[:5], 1))
    + "</fn-group></back></article>"
)  # fmt: skip
THEMES = (
    material.THEMES
    + '\n[[theme]]\nslug = "near"\nlabel = "N"\nparents = ["law"]\n  [[theme.rule]]\n  id = "p"\n  pattern = "riv(er|ers)"\n  fields = ["title"]\n  weight = 0.5\n'
)
TRACKED = (
    '[report]\nslug = "r"\ntitle = "R"\ncreators = "A"\nreason = "x"\n[[note]]\nlabel = "1"\nsection = ["S"]\ngrade = "candidate"\n'
    'cites = [{key = "work1", grade = "candidate", evidence = "e", locator = "p. 3"}]\n'
)
QUERIES = (
    'theme:law AND (year:1990..2000 OR creator:"de la Cruz") NOT status:resolved', "river -mineral title:cop* doi:10.5555/made.1",
    'type:book,article-journal note:>3 has:doi "exact words"', "(a OR b) (c OR NOT d)", "search:x year:>=2000 added:2024-01..",
)  # fmt: skip
CITATIONS = (
    *(
        f"{w['given']} {w['family']}, “{w['title']},” {w['journal']} {w['volume']}, no. 2 ({w['year']}): 12–34, https://doi.org/{w['doi']}."
        for w in WORKS
    ),
    "World Bank, World Development Report 2020 (Washington, DC: World Bank, 2020), p. 3.",
    "王明. 一带一路研究[J]. 国际论坛, 2019, 21(3): 5-12.",
    "Ibid.",
)
RECORD = material.record(WORKS[0]) | {
    "subtitle": ["Sub"], "editor": [{"name": "Body"}], "update-to": [{"DOI": "10.5555/x", "type": "retraction", "updated": {"date-parts": [[2020, 1, 1]]}}],
    "relation": {"is-preprint-of": [{"id": "10.1/x", "id-type": "doi"}]}, "ISSN": ["1234-5679"], "page": "1-9", "abstract": "<jats:p>A <b>b</b></jats:p>",
}  # fmt: skip
DATACITE = {"id": "10.5281/x", "attributes": {
    "doi": "10.5281/x", "titles": [{"title": "T"}], "creators": [{"name": "A, B", "nameType": "Personal", "familyName": "A", "givenName": "B"}],
    "publisher": {"name": "Zenodo"}, "publicationYear": 2020, "dates": [{"date": "2020-01-02", "dateType": "Issued"}],
    "types": {"resourceTypeGeneral": "Dataset"}, "container": {"title": "C", "firstPage": "1"}, "descriptions": [{"description": "d", "descriptionType": "Abstract"}],
}}  # fmt: skip

_DOCX = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r2"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr>'
    '<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p><w:p><w:r><w:t>Claim.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:body></w:document>',
    "word/footnotes.xml": '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1"><w:p><w:r>'
    "<w:t>Chen, Rivers of copper, 2019.</w:t></w:r></w:p></w:footnote></w:footnotes>",
}  # fmt: skip


def docx(rng: random.Random | None = None) -> bytes:
    """Give a Word file, its parts spoiled when `rng` is given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _DOCX.items():
            if rng is not None and rng.random() < 0.5:
                text = mutate(text, rng, MARKDOWN)
            if rng is None or rng.random() > 0.03:
                archive.writestr(name, text)
    return packed.getvalue()


def pdf() -> bytes:
    """Give a one-page PDF with text, as small as it gets."""
    stream = (
        b"BT /F1 12 Tf 72 720 Td (A claim is made here.) Tj 0 -20 Td (1 Chen, Rivers of copper, 2019.) Tj ET"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(made)
