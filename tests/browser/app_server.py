"""Starts what the browser tests and the screenshots need: the app, and a Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Playwright

ROOT: Final = Path(__file__).parent.parent.parent
START_S: Final = 60.0
CHROMIUMS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
CHROMIUM_ARGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera that shows a clock
    "--use-fake-ui-for-media-stream",  # and a user who allows it
)
NO_CHROMIUM: Final = (
    "The browser tests need Chromium and found none. Install it with `sudo apt-get "
    "install chromium`, or with `python -m playwright install chromium`, or name "
    "one in the environment variable CHROMIUM."
)


class ChromiumMissing(RuntimeError):
    """No Chromium on this machine; the message says how to get one."""


@dataclass(frozen=True)
class AppServer:
    """The app, running: where it answers, its process, and what it printed."""

    url: str
    pid: int
    log: Path

    def printed(self, since: int = 0) -> str:
        """What the server wrote, from a byte on."""
        return self.log.read_bytes()[since:].decode(errors="replace")


@contextmanager
def running_app(
    root: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = ("-m", "streamlit"),
    port: int = 0,
) -> Generator[AppServer]:
    """The app of a project folder on a free port, stopped at the end.

    environment : variables to set for it, besides our own.
    program : what Python is to run with Streamlit's arguments.
    port : where it listens; any that is free if 0.
    """
    port = port or free_port()
    command = [sys.executable, *program, "run", "app/main.py"]
    options = {
        "server.headless": "true",
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "browser.gatherUsageStats": "false",
    }
    command += [f"--{name}={value}" for name, value in options.items()]
    # without the course's photos, unless a test brings them: the same for everybody
    ours = {"OPENBLAS_NUM_THREADS": "1", "LAYERWISE_DATA": ""}
    with tempfile.TemporaryDirectory(prefix="layerwise-tests-") as folder:
        ours["LAYERWISE_STATE"] = str(Path(folder) / "state")
        variables = {**os.environ, **ours, **(environment or {})}
        log = Path(folder) / "server.log"
        with (
            log.open("wb") as output,
            subprocess.Popen(
                command,
                cwd=root,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            app = AppServer(f"http://127.0.0.1:{port}", process.pid, log)
            try:
                _wait_until_healthy(app, process)
                yield app
            finally:
                _stop(process)


def been_here(context: BrowserContext, app: AppServer) -> None:
    """Make it the browser of somebody who has read the introduction."""
    context.add_cookies([{"name": "layerwise_tour", "value": "read", "url": app.url}])


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(app: AppServer, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{app.url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start; it printed:\n{app.printed()}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


def chromium_path(playwright: Playwright) -> str:
    """The Chromium to use: CHROMIUM, else one on the path, else Playwright's own.

    Raises
    ------
    ChromiumMissing : saying what to install.
    """
    wished = os.environ.get("CHROMIUM")
    if wished:
        found = shutil.which(wished)
        if found is None:
            raise ChromiumMissing(
                f"The environment variable CHROMIUM names {wished}, which is not a "
                "program. Correct it, or unset it to have one looked for."
            )
        return found
    for name in CHROMIUMS:
        found = shutil.which(name)
        if found is not None:
            return found
    own = playwright.chromium.executable_path
    if own and Path(own).is_file():
        return own
    raise ChromiumMissing(NO_CHROMIUM)


def launch_chromium(playwright: Playwright, *more: str) -> Browser:
    """A headless Chromium, with more arguments than it always gets."""
    return playwright.chromium.launch(
        executable_path=chromium_path(playwright), args=[*CHROMIUM_ARGS, *more]
    )
