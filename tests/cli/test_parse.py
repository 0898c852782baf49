"""bibtrack parse: lines in, fields out, in every format."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]
TWO = "Smith, J. (2010). A theory of rivers. Journal of Hydrology, 3(2), 1–9.\n\n费孝通. 乡土中国[M]. 北京: 人民出版社, 1985.\n"


def test_json_gives_an_object_a_line(bibtrack: Run) -> None:
    first, second = (json.loads(line) for line in bibtrack("parse", "--json", stdin=TWO).stdout.splitlines())
    assert first["csl"]["container-title"] == "Journal of Hydrology"
    assert first["fields"]["author"] == ["Smith, J."]
    assert set(first) >= {"string", "type", "csl", "fields", "confidence", "language", "issues"}
    assert set(first["confidence"]) == set(first["fields"])
    assert (second["type"], second["language"]) == ("book", "zh")


def test_csl_is_one_array(bibtrack: Run) -> None:
    items = json.loads(bibtrack("parse", stdin=TWO).stdout)
    assert [item["type"] for item in items] == ["article-journal", "book"]


@pytest.mark.parametrize(("format_", "start"), [("bibtex", "@"), ("ris", "TY  - ")])
def test_exchange_formats(bibtrack: Run, format_: str, start: str) -> None:
    assert bibtrack("parse", "--format", format_, stdin=TWO).stdout.startswith(start)


def test_nothing_in_nothing_out(bibtrack: Run) -> None:
    assert bibtrack("parse", stdin="").stdout == "[]\n"
    assert bibtrack("parse", "--json", stdin="\n \n").stdout == ""


def test_bytes_that_are_no_text_are_told(bibtrack: Run, tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "bad.txt"
    file.write_bytes(b"\xff\xfe\x00 Smith\n")
    result = bibtrack("parse", str(file))
    assert "reference 1:" in result.stderr


def test_missing_file_is_a_usage_error(bibtrack: Run) -> None:
    assert bibtrack("parse", "no-such-file.txt", code=2).exit_code == 2
