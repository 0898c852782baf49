"""Back-references: to which cite, by which hops, and what stays open."""

import pytest

from bibtrack.notes.backrefs import resolve
from bibtrack.notes.split import split
from bibtrack.values.document import Note, NoteKind


def resolved(*texts):
    return resolve([split(Note(n, str(n), text, NoteKind.ENDNOTE)) for n, text in enumerate(texts, start=1)])


A, B = "Ann Lee, Things (2010) 4.", "Bob Zed, Stuff (2011) 7."
SHARED = "Cy Dow, ‘Essay’ in Big Book, ed. P. Birks (1996) 14."

# notes → chain of the last note's last cite
CHAINS = [
    ((A, "Ibid., 5."), ((1, 1),)),
    ((A, "Ibid., 5.", "Id. at 6."), ((2, 1), (1, 1))),
    ((A + " " + B.removesuffix("."), "Lee, ibid., 9."), ((1, 1),)),
    ((A, B, "Lee, op. cit., p. 9."), ((1, 1),)),
    ((A, B, "Lee, supra note 1, at 9."), ((1, 1),)),
    ((A, B, "Zed (n 2) 9."), ((2, 1),)),
    ((A, B, "Lee, “Things,” 9."), ((1, 1),)),
    ((A, "Lee 2010, 12.", "Lee 2010, 13."), ((1, 1),)),
    (("Hans Müller, Recht (1999) S. 4.", "Müller, a.a.O., S. 5."), ((1, 1),)),
    (("王毅：《中国外交》，人民出版社，2010年。", "同上，第3页。"), ((1, 1),)),
    (("王毅：《中国外交》，人民出版社，2010年。", A, "同前注1，第3页。"), ((1, 1),)),
    ((SHARED, "Di Roe, ‘Other’ in Birks, op. cit., n. 1, p. 59."), ((1, 1),)),
    ((A, "Ibid.; " + B, "Lee, supra note 2, at 3."), ((2, 1), (1, 1))),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "chain"), CHAINS, ids=[row[0][-1][:24] for row in CHAINS])
def test_chain(texts, chain):
    citation = resolved(*texts)[-1].citations[-1]
    assert citation.chain == chain
    assert citation.antecedent == chain[0]


OPEN = [
    ((A.removesuffix(".") + "; " + B, "Ibid., 5."), "ibid-ambiguous"),
    ((A, "Ann Lee, Others (2012) 4.", "Lee, op. cit., p. 3."), "back-reference-ambiguous"),
    ((A, "Zed, supra note 1, at 3."), "back-reference-open"),
    ((A, "Lee, supra note 9, at 3."), "back-reference-open"),
]


@pytest.mark.parametrize(("texts", "code"), OPEN, ids=[row[1] + str(n) for n, row in enumerate(OPEN)])
def test_what_does_not_fit_one_work_stays_open(texts, code):
    citation = resolved(*texts)[-1].citations[-1]
    assert citation.antecedent is None
    assert [issue.code for issue in citation.issues] == [code]


def test_the_finding_names_both_candidates_and_the_remedy():
    (issue,) = resolved(A.removesuffix(".") + "; " + B, "Ibid., 5.")[-1].citations[-1].issues
    assert "ann lee" in issue.message
    assert "bob zed" in issue.message
    assert "bibtrack link 2.1" in issue.message


def test_a_short_cite_may_point_to_the_list_of_references():
    reference = split(
        Note(2, "", "Gessner, Volkmar, 1976: Recht und Konflikt. Tübingen.", NoteKind.REFERENCE)
    )
    note = split(Note(1, "1", "Gessner 1976, S. 17.", NoteKind.FOOTNOTE))
    assert resolve([note, reference], references=[2])[0].citations[0].antecedent == (2, 1)
