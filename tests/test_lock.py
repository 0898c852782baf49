"""The lock file holds what pyproject.toml asks for: every dependency, at a version that its range takes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    Requirement(line)
    for lines in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for line in lines
]
LINES = [
    line
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LOCKED = {
    canonicalize_name(name): Version(version) for name, _, version in (line.partition("==") for line in LINES)
}


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_is_asked_for_is_locked_within_its_range(asked: Requirement) -> None:
    if asked.name != PROJECT["name"]:
        assert LOCKED[canonicalize_name(asked.name)] in asked.specifier


def test_the_lock_names_each_package_once_by_name_and_version_alone() -> None:
    # No host, no path, no hash of one machine's wheels.
    assert [line for line in LINES if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert len(LOCKED) == len(LINES)
    assert sorted(LOCKED) == list(LOCKED)
