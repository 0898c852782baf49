"""Change the code in small ways, one at a time: do the tests notice?

    python benchmarks/reliability_mutants.py --part matching --sample 200
    python benchmarks/reliability_mutants.py --part formats --sample 200 --seed 8
    python benchmarks/reliability_mutants.py --part matching --only survivors.json

One run of the part's tests under coverage notes which test runs which line.  A mutant is one place
changed; a forked process, in which nothing of bibtrack is loaded yet, imports the changed module
and runs only the tests that reach the changed line, quickest first, until one fails.  A line that
is run by the import itself (a table, a weight, a threshold) is given to every test that uses its
module.  Failing, and taking more than `LIMIT` s of processor time, count as noticed.

What is changed: a comparison turned round, or moved by its edge (< for <=); `and` for `or`; a
condition negated; a whole number moved by one, a decimal doubled; + for -; a result replaced by
None; a word (a key, a code, an escape: no blank, at most 16 characters) spoiled.  Sentences,
docstrings and annotations are left alone.  Mutants that do the same as the code by necessity are
listed in `EQUIVALENT`, with the reason; they are counted apart.
"""

import argparse
import ast
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: Seconds of processor time for the tests of one mutant.
LIMIT = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What is changed, and the tests that are asked."""

    files: str
    tests: tuple[str, ...]


PARTS = {
    "matching": Part("bibtrack/matching/*.py", ("tests/matching", "tests/resolving/test_duplicates.py")),
    "formats": Part("bibtrack/formats/bibtex*.py", ("tests/formats",)),
}
TURNED: dict[type, type] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
MOVED: dict[type, type] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
#: Mutants that no test can notice: file, the changed line's text, what was done → why.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("bibtrack/matching/duplicates.py", "if 1 < len(members) <= CROWD:", "comparison moved by its edge"):
        "one member makes no pair",
    ("bibtrack/matching/evidence.py", "if count >= _UNEXPLAINED:", "comparison moved by its edge"):
        "at the edge the quotient below is 1, too",
    ("bibtrack/matching/titles.py", "if start is None or stop is None:", "and for or"): "both are None, or neither",
    ("bibtrack/matching/containers.py", "if best == 1:", "whole number moved by one"): "looking on finds nothing better",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the number of the node in the walk over its file, and what is done to it."""

    file: str
    node: int
    line: int
    kind: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line} {self.kind} ({self.node})"


def kinds(node: ast.AST) -> Iterator[str]:
    """Name what can be done to a node."""
    match node:
        case ast.Compare():
            if type(node.ops[0]) in TURNED:
                yield "comparison turned round"
            if type(node.ops[0]) in MOVED:
                yield "comparison moved by its edge"
        case ast.BoolOp():
            yield "and for or"
        case ast.If() | ast.IfExp() if not isinstance(node.test, ast.Compare):
            yield "condition negated"
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            yield "whole number moved by one" if isinstance(node.value, int) else "decimal doubled"
        case ast.Constant(value=str()) if 0 < len(node.value) <= 16 and " " not in node.value:
            yield "word spoiled"
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield "+ for -"
        case ast.Return(value=ast.expr()) if not (
            isinstance(node.value, ast.Constant) and node.value.value is None
        ):
            yield "result replaced by None"


def change(node: Any, kind: str) -> None:
    """Do one kind of change to a node, in place."""
    if kind == "comparison turned round":
        node.ops[0] = TURNED[type(node.ops[0])]()
    elif kind == "comparison moved by its edge":
        node.ops[0] = MOVED[type(node.ops[0])]()
    elif kind == "and for or":
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif kind == "condition negated":
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif kind == "whole number moved by one":
        node.value += 1
    elif kind == "decimal doubled":
        node.value = node.value * 2 or 1.0
    elif kind == "word spoiled":
        node.value += "~"
    elif kind == "+ for -":
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    else:
        node.value = ast.Constant(None)


def walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the nodes that run, in a fixed order: no annotations, docstrings, parts of f-strings."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            said = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not said and not isinstance(child, ast.JoinedStr):
                yield child
                yield from walk(child)


def mutants(file: Path) -> Iterator[Mutant]:
    """Give every mutant of a file."""
    name = str(file.relative_to(ROOT))
    for number, node in enumerate(walk(ast.parse(file.read_text(encoding="utf-8")))):
        for kind in kinds(node):
            yield Mutant(name, number, getattr(node, "lineno", 0), kind)


def changed(mutant: Mutant) -> CodeType:
    """Give the changed module, compiled."""
    path = ROOT / mutant.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = next(node for number, node in enumerate(walk(tree)) if number == mutant.node)
    change(node, mutant.kind)
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


class Tests:
    """Which tests run which line, how long each takes, and the modules to be had before the fork."""

    def __init__(self, part: Part) -> None:
        with tempfile.TemporaryDirectory(prefix="mutants-") as name:
            self.contexts, self.seconds = self._measured(Path(name), part)

    def _measured(self, folder: Path, part: Part) -> tuple[dict[str, dict[int, set[str]]], dict[str, float]]:
        from coverage import CoverageData

        (folder / "rc").write_text(
            f"[run]\nsource = {ROOT / 'bibtrack'}\ndata_file = {folder / 'data'}\n", encoding="utf-8"
        )
        (folder / "times.py").write_text(_TIMES, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "times", "--cov", f"--cov-config={folder / 'rc'}",
             "--cov-context=test", "--cov-report=", f"--basetemp={folder / 'b'}", *part.tests],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": f"{ROOT}:{folder}", "TIMES": str(folder / "times.json")},
        )  # fmt: skip
        data = CoverageData(str(folder / "data"))
        data.read()
        found: dict[str, dict[int, set[str]]] = {}
        for path in data.measured_files():
            lines = data.contexts_by_lineno(path)
            found[str(Path(path).relative_to(ROOT))] = {
                line: {context.rpartition("|")[0] for context in contexts if "|" in context}
                for line, contexts in lines.items()
            }
        return found, json.loads((folder / "times.json").read_text(encoding="utf-8"))

    def of(self, mutant: Mutant) -> list[str]:
        """Give the tests to be asked about a mutant, quickest first."""
        lines = self.contexts.get(mutant.file, {})
        tree = ast.parse((ROOT / mutant.file).read_text(encoding="utf-8"))
        reached = set().union(*(lines.get(line, set()) for line in _statement(tree, mutant.line)))
        if not reached and mutant.line not in _inside(tree):
            # A module of tables alone is run by nobody: every test may notice.
            reached = set().union(*lines.values()) or set(self.seconds)
        return sorted(reached, key=lambda name: (self.seconds.get(name, 0.0), name))


_TIMES = """
import json, os, sys
seconds = {}
def pytest_runtest_setup():
    # What is remembered would be run by the first test alone.
    for name, module in list(sys.modules.items()):
        if name.startswith("bibtrack"):
            for held in list(vars(module).values()):
                if callable(getattr(held, "cache_clear", None)):
                    held.cache_clear()
def pytest_runtest_logreport(report):
    if report.when == "call":
        seconds[report.nodeid] = round(report.duration, 4)
def pytest_sessionfinish():
    with open(os.environ["TIMES"], "w", encoding="utf-8") as out:
        json.dump(seconds, out)
"""


def _statement(tree: ast.Module, line: int) -> range:
    """Give the lines of the innermost statement around a line; of a compound one, its head."""
    found = range(line, line + 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if isinstance(body, list) else node.end_lineno
            found = range(node.lineno, max(line, end or line) + 1)
    return found


def _inside(tree: ast.Module) -> set[int]:
    """Give the lines of the bodies of functions; the import of a module runs the others."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            inside.update(range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))
    return inside


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module changed; every other is found as ever."""

    def __init__(self, mutant: Mutant) -> None:
        self.module = mutant.file.removesuffix(".py").replace("/", ".")
        self.path, self.code = str(ROOT / mutant.file), changed(mutant)

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name != self.module:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


class Chosen:
    """A plugin of pytest: runs the chosen tests only, in their order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.rank = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.rank), key=lambda item: self.rank[item.nodeid]
        )


def preload() -> None:
    """Import what the tests need of others, so that each fork has it; nothing of bibtrack."""
    for name in (
        "pytest", "hypothesis", "hypothesis.strategies", "_hypothesis_pytestplugin", "click.testing", "rapidfuzz",
        "rapidfuzz.distance", "regex", "lxml.etree", "bibtexparser", "citeproc", "sqlmodel", "alembic", "httpx", "tomllib",
    ):  # fmt: skip
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"not here: {name}", file=sys.stderr)
    assert not [name for name in sys.modules if name.partition(".")[0] == "bibtrack"]


def noticed(mutant: Mutant, names: Sequence[str], scratch: Path) -> str:
    """Ask the tests about one mutant; gives "failed", "endless", "survived" or "not reached"."""
    if not names:
        return "not reached"
    child = os.fork()
    if not child:
        code = 99
        try:
            code = _ask(mutant, names, scratch)
        finally:
            os._exit(code)
    end = time.monotonic() + 20 * LIMIT
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            break
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    if os.WIFSIGNALED(status):
        return "endless"
    # 0: every test passed; 5: none was found; any other: one failed, or the module could not be loaded.
    code = os.waitstatus_to_exitcode(status)
    if code == 5:
        raise SystemExit(f"no test was found for {mutant.name}")
    return "survived" if code == 0 else "failed"


def _ask(mutant: Mutant, names: Sequence[str], scratch: Path) -> int:
    import pytest

    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    if mutant.kind != "nothing":
        sys.meta_path.insert(0, Changed(mutant))
    files = list(dict.fromkeys(name.partition("::")[0] for name in names))
    return int(
        pytest.main(["-x", "-q", "--assert=plain", f"--basetemp={scratch}", *files], plugins=[Chosen(names)])
    )


def drawn(part: Part, sample: int, seed: int) -> tuple[int, list[Mutant]]:
    """Draw mutants at random; gives how many there are, and those drawn."""
    every = [mutant for file in sorted(ROOT.glob(part.files)) for mutant in mutants(file)]
    return len(every), random.Random(seed).sample(every, min(sample, len(every)))


def reason(mutant: Mutant) -> str | None:
    """Say why a mutant does the same as the code, None when it need not."""
    text = (ROOT / mutant.file).read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
    if text.startswith("@lru_cache(maxsize="):
        return "how much is remembered changes no result"
    return EQUIVALENT.get((mutant.file, text, mutant.kind))


def judge(part: Part, chosen: Iterable[Mutant], until: float) -> dict[str, list[str]]:
    """Try the mutants one after the other; gives their names by what came of them."""
    os.chdir(ROOT)
    started, tests = time.time(), Tests(part)
    preload()
    found: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        # Without any change they pass here too, forked and in this order; the quick ones tell.
        every = sorted(tests.seconds, key=lambda test: tests.seconds[test])[:50]
        if noticed(Mutant("", 0, 0, "nothing"), every, Path(name) / "t") != "survived":
            raise SystemExit("the tests fail without any change")
        for mutant in chosen:
            if time.time() - started > until:
                break
            same = reason(mutant)
            outcome = "equivalent" if same else noticed(mutant, tests.of(mutant), Path(name) / "t")
            found[outcome].append(mutant.name)
            if outcome in ("survived", "not reached"):
                print(outcome, mutant.name, file=sys.stderr, flush=True)
            if sum(map(len, found.values())) % 20 == 0:
                print({kind: len(names) for kind, names in found.items()}, file=sys.stderr, flush=True)
    return found


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=list(PARTS), required=True)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--until", type=float, default=1e9, help="Stop after so many seconds.")
    parser.add_argument("--only", type=Path, help="Only those that survived in this earlier output.")
    given = parser.parse_args()
    part, started = PARTS[given.part], time.time()
    every, chosen = drawn(part, given.sample, given.seed)
    if given.only:
        earlier = json.loads(given.only.read_text(encoding="utf-8"))
        left = {name for kind in ("survived", "not reached") for name in earlier[kind]}
        chosen = [mutant for mutant in chosen if mutant.name in left]
    found = judge(part, chosen, given.until)
    counts = {kind: len(names) for kind, names in sorted(found.items())}
    tried = sum(counts.values()) - counts.get("equivalent", 0)
    caught = counts.get("failed", 0) + counts.get("endless", 0)
    result = {
        "part": given.part, "seed": given.seed, "mutants": every, "tried": tried, "noticed": caught,
        "score": round(100 * caught / tried, 1) if tried else None, "counts": counts,
        "seconds": round(time.time() - started, 1),
        **{kind: found.get(kind, []) for kind in ("survived", "not reached", "equivalent")},
    }  # fmt: skip
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
