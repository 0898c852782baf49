"""A headless Chromium spoken to over a pipe with the DevTools protocol; nothing but the standard library."""

import json
import os
import shutil
import subprocess
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import Any


class Browser:
    """One page in a browser; `with Browser() as browser`."""

    def __init__(self, *options: str) -> None:
        program = (
            shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        )
        if program is None:
            raise SystemExit("no Chromium on the path")
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()

        def wire() -> None:
            os.dup2(to_read, 100)
            os.dup2(to_write, 101)
            os.dup2(100, 3)
            os.dup2(101, 4)

        self._process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={self._folder.name}", *options, "about:blank"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._number, self._rest, self._session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        page = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and give its answer; events that come meanwhile are kept."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._read, 1 << 20)
            if not part:
                raise RuntimeError("the browser is gone")
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))

    def open(self, path: Path, width: int = 1280, height: int = 900) -> None:
        """Open a file and wait until it is loaded."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.events.clear()
        self.ask("Page.navigate", url=path.resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def media(self, **features: str) -> None:
        """Pretend that the person asked for these, such as prefers_color_scheme="dark"."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.ask("Emulation.setEmulatedMedia", features=named)

    def run(self, script: str) -> Any:
        """Run a script, waiting for a promise, and give its value; raises RuntimeError when it throws."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "the script threw"))
        return answer["result"].get("value")

    def picture(self, path: Path, selector: str | None = None) -> None:
        """Write a PNG of what is seen, or of one element."""
        options: dict[str, Any] = {}
        if selector:
            box = self.run(f"(() => {{ const b = document.querySelector({selector!r}).getBoundingClientRect();"
                           " return [b.x + scrollX, b.y + scrollY, b.width, Math.min(b.height, 2400)]; })()")  # fmt: skip
            options = {
                "clip": dict(zip(("x", "y", "width", "height"), box, strict=True)) | {"scale": 1},
                "captureBeyondViewport": True,
            }
        path.write_bytes(b64decode(self.ask("Page.captureScreenshot", format="png", **options)["data"]))

    def pdf(self, path: Path) -> None:
        """Print to PDF on A4."""
        data = self.ask("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False)["data"]
        path.write_bytes(b64decode(data))

    def complaints(self) -> list[str]:
        """Give what the console and the log complained of since the page was opened."""
        found = [
            str(e["params"]["exceptionDetails"].get("text"))
            for e in self.events
            if e.get("method") == "Runtime.exceptionThrown"
        ]
        found += [
            str(e["params"]["entry"].get("text")) for e in self.events if e.get("method") == "Log.entryAdded"
        ]
        return found + [str(e["params"]["args"]) for e in self.events
                        if e.get("method") == "Runtime.consoleAPICalled" and e["params"]["type"] in ("error", "warning")]  # fmt: skip
