"""Documents that link their notes themselves: every common spelling of the link, one case each."""

import pytest

from bibtrack.notes.find import find
from bibtrack.readers.open import read

BODY = "<p>A claim is made here.{call} And more.</p>"

# generator or format → (suffix, text, notes as (label, text, sentences))
ONE = [("1", "Ann Lee, Things.", ["A claim is made here."])]
CASES = {
    "pandoc": ("html", '<p>A claim is made here.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> And more.</p>'
               '<section id="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Ann Lee, <em>Things</em>.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>', ONE),
    "wikipedia": ("html", '<p>A claim is made here.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> And more.</p>'
                  '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">Ann Lee, Things.</span></li></ol>', ONE),
    "scielo": ("html", '<p>A claim is made here.<a name="tx01"></a><a href="#nt01"><sup>1</sup></a> And more.</p><p><a name="nt01"></a><a href="#tx01">1</a> Ann Lee, Things.</p>', ONE),
    "word-html": ("html", '<p>A claim is made here.<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> And more.</p><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Ann Lee, Things.</p></div>', ONE),
    "github": ("html", '<p>A claim is made here.<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup> And more.</p>'
               '<section data-footnotes class="footnotes"><h2 id="footnote-label">Footnotes</h2><ol><li id="user-content-fn-1"><p>Ann Lee, Things. <a href="#user-content-fnref-1" data-footnote-backref class="data-footnote-backref">↩</a></p></li></ol></section>', ONE),
    "kramdown": ("html", '<p>A claim is made here.<sup id="fnref:a"><a href="#fn:a" class="footnote" rel="footnote">1</a></sup> And more.</p><div class="footnotes"><ol><li id="fn:a"><p>Ann Lee, Things. <a href="#fnref:a" class="reversefootnote">&#8617;</a></p></li></ol></div>', ONE),
    "sphinx": ("html", '<p>A claim is made here.<a class="footnote-reference brackets" href="#id2" id="id1" role="doc-noteref">1</a> And more.</p><aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label"><a role="doc-backlink" href="#id1">1</a></span><p>Ann Lee, Things.</p></aside>', ONE),
    "epub": ("html", '<p>A claim is made here.<a epub:type="noteref" href="#n1">1</a> And more.</p><aside epub:type="footnote" id="n1"><p>1. Ann Lee, Things.</p></aside>', ONE),
    "distill": ("html", "<p>A claim is made here.<d-footnote>Ann Lee, Things.</d-footnote> And more.</p>", ONE),
    "tufte": ("html", '<p>A claim is made here.<label for="sn1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn1"><span class="sidenote">Ann Lee, Things.</span> And more.</p>', ONE),
    "called-twice": ("html", '<p>A claim.<sup><a href="#fn1" id="r1">1</a></sup> Another one.<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">Ann Lee, Things. <a href="#r1">↩</a></li></ol>',
                     [("1", "Ann Lee, Things.", ["A claim.", "Another one."])]),
    "contents-are-no-notes": ("html", '<ul><li><a href="#s1">1</a></li></ul><h2 id="s1">First</h2><p>A claim.<sup><a href="#fn1">1</a></sup></p><p id="fn1">1 Ann Lee, Things.</p>',
                              [("1", "Ann Lee, Things.", ["A claim."])]),
    "wikipedia-twice": ("html", '<p>A claim.<sup id="cite_ref-x_1-0" class="reference"><a href="#cite_note-x-1"><span>[</span>1<span>]</span></a></sup> Another one.<sup id="cite_ref-x_1-1" class="reference"><a href="#cite_note-x-1"><span>[</span>1<span>]</span></a></sup></p>'
                        '<ol class="references"><li id="cite_note-x-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-x_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-x_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">Ann Lee, Things.</span></li></ol>',
                        [("1", "Ann Lee, Things.", ["A claim.", "Another one."])]),
    "no-links": ("html", "<p>A claim is made here.<sup>1</sup> And more.<sup>2</sup></p><h2>Notes</h2><ol><li>Ann Lee, Things.</li><li>Ibid.</li></ol>",
                 [("1", "Ann Lee, Things.", ["A claim is made here."]), ("2", "Ibid.", ["And more."])]),
    "list-of-works": ("md", "A claim.[^1]\n\n[^1]: Lee 2010, 4.\n\n# References\n\nLee, A. (2010). Things. Press.\n",
                      [("1", "Lee 2010, 4.", ["A claim."]), ("", "Lee, A. (2010). Things. Press.", [])]),
    "markdown": ("md", "# T\n\nA claim is made here.[^x] And more.\n\n[^x]: Ann Lee, *Things*.\n", [("x", "Ann Lee, *Things*.", ["A claim is made here."])]),
    "markdown-inline": ("md", "A claim is made here.^[Ann Lee, Things.] And more.\n", [("^1", "Ann Lee, Things.", ["A claim is made here."])]),
    "markdown-indented": ("md", "A claim is made here.[^1] And more.\n\n[^1]: Ann Lee,\n    Things.\n\n    More of it.\n\nBody.\n", [("1", "Ann Lee, Things. More of it.", ["A claim is made here."])]),
    "markdown-code": ("md", "A claim is made here.[^1] And `x[^2]`.\n\n```\n[^3]: no note\n```\n\n[^1]: Ann Lee, Things.\n", ONE),
    "jats": ("xml", '<article article-type="x"><body><sec><title>S</title><p>A claim is made here [<xref ref-type="bibr" rid="r1">1</xref>]. And more.</p></sec></body>'
             '<back><ref-list><ref id="r1"><label>1</label><mixed-citation>Ann Lee, Things.</mixed-citation></ref></ref-list></back></article>', ONE),
}  # fmt: skip


def notes_of(path):
    return [(n.label, n.text, [c.context for c in n.callouts]) for n in find(read(path)).notes]


@pytest.mark.parametrize("name", CASES)
def test_every_spelling_of_a_note_is_tied(name, tmp_path):
    suffix, text, wanted = CASES[name]
    path = tmp_path / f"document.{suffix}"
    path.write_text(text, "utf-8")
    assert notes_of(path) == wanted


def test_jats_expands_a_range_of_references(tmp_path):
    refs = "".join(
        f"<ref id='r{n}'><label>{n}</label><mixed-citation>Work {n}.</mixed-citation></ref>"
        for n in range(1, 6)
    )
    body = (
        "<p>Many agree [<xref ref-type='bibr' rid='r1'>1</xref>–<xref ref-type='bibr' rid='r4'>4</xref>].</p>"
    )
    path = tmp_path / "a.xml"
    path.write_text(
        f"<article article-type='x'><body>{body}</body><back><ref-list>{refs}</ref-list></back></article>",
        "utf-8",
    )
    assert [(label, calls) for label, _, calls in notes_of(path)] == [
        ("1", ["Many agree."]), ("2", ["Many agree."]), ("3", ["Many agree."]), ("4", ["Many agree."]), ("5", []),
    ]  # fmt: skip


def test_sections_are_the_path_of_headings(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "# One\n\n## Two\n\nA claim.[^1]\n\n# Three\n\nAnother.[^2]\n\n[^1]: x\n[^2]: y\n", "utf-8"
    )
    assert [note.section for note in find(read(path)).notes] == [("One", "Two"), ("Three",)]


def test_marks_without_note_and_notes_without_mark_are_findings(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("A claim.[^1] Another.[^2]\n\n[^1]: x\n[^3]: y\n", "utf-8")
    apparatus = find(read(path))
    assert [issue.code for issue in apparatus.issues] == ["orphan-callout"]
    assert [[issue.code for issue in note.issues] for note in apparatus.notes] == [
        [],
        ["note-gap", "uncalled-note"],
    ]
