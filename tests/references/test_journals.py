"""Names of journals: abbreviated words before, the section's letter behind."""

import pytest

from bibtrack.references.draft import Field
from bibtrack.references.journals import whole
from bibtrack.references.parse import parse_citation

# string, what the model said → what it is
CASES = [
    ("S. Gubser, Phys. Lett. B428 (1998)", ["container-title: Phys. Lett", "volume: B428"], ["container-title: Phys. Lett. B", "volume: 428"]),
    ("S. Gubser, Phys. Rev. D 89, 3", ["container-title: Phys. Rev", "volume: D 89"], ["container-title: Phys. Rev. D", "volume: 89"]),
    ("Ann Lee, Nature N1, 3", ["container-title: Nature", "volume: N1"], ["container-title: Nature", "volume: N1"]),
    ("A. Lee, Phys. Rev. XII, 3", ["container-title: Phys. Rev", "volume: XII"], ["container-title: Phys. Rev", "volume: XII"]),
    ("Rao. Chem. Rev. 76, 625", ["author: Rao", "title: Chem", "container-title: Rev", "volume: 76"], ["author: Rao", "container-title: Chem. Rev", "volume: 76"]),
    ("Downward, Curr. Opin. Cell Biol. 10", ["title: Curr. Opin", "container-title: Cell Biol", "volume: 10"], ["container-title: Curr. Opin. Cell Biol", "volume: 10"]),
    ("Benedict. Austro-Thai. Behavior Science Notes 1", ["title: Austro-Thai", "container-title: Behavior Science Notes"], ["title: Austro-Thai", "container-title: Behavior Science Notes"]),
    ("Lee. Mines. Behavior Science Notes 1", ["title: Mines", "container-title: Behavior Science Notes"], ["title: Mines", "container-title: Behavior Science Notes"]),
    ("Lee. On mines. Chem. Rev. 1", ["title: On mines", "container-title: Chem. Rev"], ["title: On mines", "container-title: Chem. Rev"]),
]  # fmt: skip


@pytest.mark.parametrize(("string", "given", "wanted"), CASES, ids=[row[0] for row in CASES])
def test_a_journals_name_is_whole(string: str, given: list[str], wanted: list[str]) -> None:
    fields = []
    for part in given:
        label, _, words = part.partition(": ")
        start = string.rindex(words)
        fields.append(Field(label, start, start + len(words), words))
    found = whole(string, fields)
    assert [f"{field.label}: {field.text}" for field in found] == wanted
    assert all(string[field.start : field.stop] == field.text for field in found)


def test_the_section_goes_with_the_journal() -> None:
    reference = parse_citation(
        "S. S. Gubser, I. R. Klebanov, A. M. Polyakov, Phys. Lett. B428 (1998) 105-114."
    ).reference
    assert (reference.container_title, reference.volume, reference.page) == (
        "Phys. Lett. B",
        "428",
        "105-114",
    )
