"""Rates on the shared data, with floors: they may only rise."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture
def accuracy(shared, monkeypatch):
    """The benchmark's measures, loaded from benchmarks/notes_accuracy.py."""
    monkeypatch.setenv("BIBTRACK_SHARED", str(shared))
    path = Path(__file__).parents[2] / "benchmarks" / "notes_accuracy.py"
    spec = importlib.util.spec_from_file_location("notes_accuracy", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "notes_accuracy", module)
    spec.loader.exec_module(module)
    return module


def test_law_notes_are_segmented_exactly(accuracy):
    assert accuracy.segmentation()["rate"] >= 0.94


def test_short_forms_point_to_the_right_work(accuracy):
    measured = accuracy.short_forms()
    assert measured["precision"] >= 0.98
    assert measured["recall"] >= 0.95


def test_every_note_of_the_shared_documents_is_found(accuracy):
    for name, counts in accuracy.documents():
        least = counts["want"] if not name.startswith("pdf/") else 0.97 * counts["want"]
        assert counts["equal"] >= least, name
        assert counts["orphans"] == 0, name
