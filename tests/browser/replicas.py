"""nginx before several servers, as a class has it."""

import os
import shutil
import subprocess
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.browser.app_server import ROOT, AppServer, free_port

FILES: Final = ("nginx.conf", "servers.conf", "listen.conf")


@contextmanager
def nginx(folder: Path, servers: Sequence[AppServer]) -> Generator[str]:
    """The project's own configuration before these two servers; its address."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing; `apt-get install nginx-light` brings it"
    for name in FILES:
        shutil.copy(ROOT / "deploy" / name, folder)
    listed = folder / "servers.conf"
    text = listed.read_text()
    for number, server in enumerate(servers, start=1):
        text = text.replace(f"app{number}:8501", server.url.removeprefix("http://"))
        text = text.replace(f"127.0.0.1:808{number}", f"127.0.0.1:{free_port()}")
    listed.write_text(text)
    port = free_port()
    (folder / "listen.conf").write_text(f"listen 127.0.0.1:{port};")
    command = [program, "-p", str(folder), "-c", "nginx.conf"]
    if os.getuid() == 0:  # nginx's own user may not enter a temporary folder of root
        command += ["-g", "user root;"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()


def _wait_for(url: str, process: "subprocess.Popen[str]") -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{url}/layerwise/health", timeout=5):
                return
        except ConnectionRefusedError:
            pass
        except OSError as why:
            if "refused" not in str(why):
                raise
        assert process.poll() is None, process.stderr and process.stderr.read()
