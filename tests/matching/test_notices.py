"""What notices say of a work now."""

import pytest

from bibtrack.matching.notices import Standing, standing_now, standing_of, told
from bibtrack.values.match import Update

KINDS = [
    ("retraction", Standing.RETRACTED), ("withdrawal", Standing.RETRACTED), ("removal", Standing.RETRACTED),
    ("partial-retraction", Standing.RETRACTED), ("partial_retraction", Standing.RETRACTED),
    ("reinstatement", Standing.REINSTATED), ("expression-of-concern", Standing.CONCERN), ("concern", Standing.CONCERN),
    ("correction", Standing.CORRECTED), ("erratum", Standing.CORRECTED), ("corrigendum", Standing.CORRECTED),
    ("addendum", Standing.CORRECTED), ("clarification", Standing.CORRECTED),
    ("new-version", Standing.SUPERSEDED), ("new-edition", Standing.SUPERSEDED), ("interesting", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "standing"), KINDS)
def test_each_type_of_notice(kind: str, standing: Standing | None) -> None:
    assert standing_of(kind) is standing


def notice(kind: str, date: str | None = None) -> Update:
    return Update(kind, "10.5555/n", date, None)


# notices (type, date) → the type that decides
NOW = [
    ([], None),
    ([("interesting", "2020-01-01")], None),
    ([("correction", "2020-01-01"), ("retraction", "2019-01-01")], "retraction"),
    ([("retraction", "2019-01-01"), ("reinstatement", "2020-01-01")], "reinstatement"),
    ([("retraction", "2021-01-01"), ("reinstatement", "2020-01-01")], "retraction"),
    ([("retraction", "2020-01-01"), ("reinstatement", "2020-01-01")], "retraction"),
    ([("reinstatement", "2020-01-01"), ("retraction", "2020-01-01")], "retraction"),
    ([("retraction", None), ("reinstatement", None)], "retraction"),
    ([("retraction", None), ("reinstatement", "2020-01-01")], "reinstatement"),
    ([("correction", "2022-01-01"), ("concern", "2020-01-01")], "concern"),
    ([("new-version", "2022-01-01"), ("correction", "2020-01-01")], "correction"),
    ([("new-version", "2022-01-01")], "new-version"),
]


@pytest.mark.parametrize(("notices", "kind"), NOW)
def test_what_holds_now(notices: list[tuple[str, str | None]], kind: str | None) -> None:
    found = standing_now([notice(*one) for one in notices])
    assert (found[1].kind if found else None) == kind
    assert found is None or found[0] is standing_of(kind or "")


def test_of_two_alike_the_newest_is_named() -> None:
    found = standing_now(
        [notice("erratum", "2019-01-01"), notice("erratum", "2021-05-05"), notice("erratum", "2020-01-01")]
    )
    assert found is not None
    assert found[1].date == "2021-05-05"


TOLD = [
    (Update("expression-of-concern", "10.5555/n", "2020-01-01", "publisher"),
     "expression of concern, 2020-01-01, notice 10.5555/n, reported by publisher"),
    (Update("retraction", None, None, None), "retraction"),
    (Update("retraction", None, "2020", None), "retraction, 2020"),
]  # fmt: skip


@pytest.mark.parametrize(("update", "line"), TOLD)
def test_a_notice_in_one_line(update: Update, line: str) -> None:
    assert told(update) == line


def test_the_words_for_people_and_for_filters() -> None:
    assert [standing.value for standing in Standing] == [
        "retracted", "expression of concern", "reinstated", "corrected", "new version",
    ]  # fmt: skip
