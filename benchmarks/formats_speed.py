"""Import and export beside coBib and papis, in one run: ratios of wall time.

    python benchmarks/formats_speed.py [--entries 10000] [--make ../shared/tools/make_bib.py] [--peers VENV/bin]

`--peers` is the bin folder of an environment with `papis` and `cobib`; what is not there is left out.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def timed(words: list[str], env: dict[str, str], cwd: Path) -> tuple[float, float, int]:
    """Run a command; gives wall seconds, processor seconds and the exit status."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(words, env=env, cwd=cwd, capture_output=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.returncode


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--make", type=Path, default=ROOT.parent / "shared" / "tools" / "make_bib.py")
    asked.add_argument("--peers", type=Path)
    given = asked.parse_args()
    told: dict[str, object] = {"entries": given.entries}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        bib = folder / "lib.bib"
        with bib.open("wb") as out:
            subprocess.run([sys.executable, str(given.make), str(given.entries)], stdout=out, check=True)
        env = {**os.environ, "HOME": scratch, "XDG_CONFIG_HOME": scratch, "XDG_CACHE_HOME": scratch, "XDG_DATA_HOME": scratch,
               "PYTHONPATH": str(ROOT), "BIBTRACK_DB": str(folder / "library.sqlite3")}  # fmt: skip
        ours = [sys.executable, "-m", "bibtrack"]
        (folder / "bibtrack.toml").write_text("")
        timed([*ours, "init"], env, folder)
        jobs = {
            "import": [*ours, "import", str(bib)],
            "import again": [*ours, "import", str(bib)],
            "export a fifth": [
                *ours,
                "export",
                "year:2010..2013",
                "--format",
                "bibtex",
                "-o",
                str(folder / "out.bib"),
            ],
            "export the file again": [*ours, "export", "--file", "lib.bib", "-o", str(folder / "again.bib")],
        }
        if given.peers and (given.peers / "cobib").exists():
            timed([str(given.peers / "cobib"), "init"], env, folder)
            jobs["coBib import"] = [str(given.peers / "cobib"), "import", "--bibtex", "--", str(bib)]
        for name, words in jobs.items():
            wall, cpu, status = timed(words, env, folder)
            told[name] = {"wall": round(wall, 2), "cpu": round(cpu, 2), "status": status}
        told["peak memory of all, MB"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        told["file comes back byte for byte"] = (folder / "again.bib").read_bytes() == bib.read_bytes()
        told["entries of the fifth"] = (folder / "out.bib").read_text(encoding="utf-8").count("\n@")
    print(json.dumps(told, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
