"""The digest of an event is over its changes as JSON lines, whatever way they are written."""

import hashlib
import json
from contextlib import closing

from bibtrack.store import chain
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import insert_rows, raw


def test_the_digest_is_that_of_plain_json_lines(library: Library) -> None:
    rows = [(f"key{number}", "T\u00e9st", "x", "x") for number in range(1_203)]
    with change(library, Run("first")) as session:
        into = "INSERT INTO source (citekey, title, created_at, updated_at)"
        insert_rows(raw(session), into, "(?, ?, ?, ?)", rows)
    with change(library, Run("second")) as session:
        raw(session).execute("UPDATE source SET title = 'Zw\u00f6lf' WHERE id < 20")
        raw(session).execute("DELETE FROM source WHERE id = 3")
    with closing(open_reader(library.path)) as connection:
        facts = "SELECT id, at, actor, verb, command, run, undoes FROM event ORDER BY id"
        changes = (
            "SELECT table_name, row_id, action, before, after FROM change WHERE event_id = ? ORDER BY id"
        )
        known, previous, counts = (
            connection.execute("SELECT digest FROM event ORDER BY id").fetchall(),
            "",
            [],
        )
        for event, (digest,) in zip(connection.execute(facts).fetchall(), known, strict=True):
            lines = [json.dumps(tuple(row)) + "\n" for row in connection.execute(changes, (event[0],))]
            counts.append(len(lines))
            plain = hashlib.sha256((previous + json.dumps(tuple(event)) + "".join(lines)).encode())
            assert digest == plain.hexdigest()
            previous = digest
        assert counts == [1_203, 20]
        assert chain.broken(connection) == []
        stored = connection.execute(
            "SELECT citekey, title FROM source ORDER BY id LIMIT 1 OFFSET 1201"
        ).fetchone()
        assert tuple(stored) == ("key1202", "T\u00e9st")
