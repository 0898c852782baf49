"""Change the code in small ways, one at a time: do the tests notice?

    python benchmarks/reliability_mutants.py --sample 60 --until 3000

Mutants: a comparison turned round, `and` for `or`, a condition negated, a number moved by one, a
result replaced by None, + for -.  They are drawn at random over bibtrack/matching and
bibtrack/formats/bibtex*.py; each runs the tests of its part (stopping at the first failure) in a
copy of the tree.  A mutant that no test notices survives; some survivors do the same as the code.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"bibtrack/matching": "tests/matching", "bibtrack/formats": "tests/formats"}
TURNED: dict[type, type] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def places(tree: ast.Module) -> Iterator[ast.AST]:
    """Give the nodes that can be changed."""
    for node in ast.walk(tree):
        compares = isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED
        number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        adds = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        returns = isinstance(node, ast.Return) and node.value is not None
        if compares or number or adds or returns or isinstance(node, ast.BoolOp | ast.If | ast.IfExp):
            yield node


def change(node: ast.AST) -> str:
    """Change one node in place; gives what was done."""
    if isinstance(node, ast.Compare):
        node.ops[0] = TURNED[type(node.ops[0])]()
        return "comparison turned round"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and for or"
    if isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "condition negated"
    if isinstance(node, ast.Constant):
        node.value = node.value + 1  # type: ignore[operator]
        return "number moved by one"
    if isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        return "+ for -"
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)
    return "result replaced by None"


def sites() -> list[tuple[Path, int]]:
    """Give every place in the two parts, as file and number of the place in it."""
    files = [
        *sorted((ROOT / "bibtrack/matching").glob("*.py")),
        *sorted((ROOT / "bibtrack/formats").glob("bibtex*.py")),
    ]
    return [
        (file.relative_to(ROOT), number)
        for file in files
        for number, _ in enumerate(places(ast.parse(file.read_text(encoding="utf-8"))))
    ]


def survives(copy: Path, file: Path, number: int) -> tuple[bool, str]:
    """Try one mutant in the copy of the tree; gives whether it survived, and what it was."""
    source = (ROOT / file).read_text(encoding="utf-8")
    tree = ast.parse(source)
    node = list(places(tree))[number]
    line = getattr(node, "lineno", 0)
    what = f"{file}:{line} {change(node)}"
    (copy / file).write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    tests = next(found for part, found in PARTS.items() if str(file).startswith(part))
    chosen = (
        [tests]
        if "matching" in tests
        else sorted(str(path.relative_to(ROOT)) for path in (ROOT / tests).glob("test_bibtex*.py"))
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", *chosen], cwd=copy, capture_output=True, timeout=240, check=False,
            env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        alive = done.returncode == 0
    except subprocess.TimeoutExpired:
        alive = False
    (copy / file).write_text(source, encoding="utf-8")
    return alive, what


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--until", type=float, default=1e9, help="Stop after so many seconds.")
    given = parser.parse_args()
    started, every = time.time(), sites()
    alive: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        copy = Path(name) / "tree"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "*.sqlite3*", "__pycache__"))
        for file, number in random.Random(given.seed).sample(every, min(given.sample, len(every))):
            if time.time() - started > given.until:
                break
            tried += 1
            survived, what = survives(copy, file, number)
            if survived:
                alive.append(what)
    score = round(100 * (tried - len(alive)) / tried, 1) if tried else None
    print(
        json.dumps(
            {
                "places": len(every),
                "tried": tried,
                "noticed": tried - len(alive),
                "score": score,
                "survived": alive,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
