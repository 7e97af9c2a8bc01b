"""The editor as a person starts it: a process of its own, and requests to it."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = "import sys; from reportgen.cli import main; sys.argv[0] = 'reportgen'; main()"
TAB = "0123456789abcdef"


def example(name: str, folder: Path) -> Path:
    """Copy an example into a folder; return its configuration."""
    shutil.copytree(ROOT / "configs" / name, folder / name)
    return folder / name / f"{name}.yaml"


@dataclass(frozen=True)
class Running:
    """An editor that is running."""

    address: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """Return the host and port."""
        return urlsplit(self.address).netloc

    @property
    def token(self) -> str:
        """Return the token in the address."""
        return urlsplit(self.address).path.strip("/")

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: dict[str, str] | None = None,
        is_raw: bool = False,
    ) -> tuple[int, bytes, dict[str, str]]:
        """Send a request as the page does; return status, body and headers."""
        said = {"Host": self.host}
        content: bytes | None = None
        if body is not None:
            said |= {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
        said |= headers or {}
        target = path if is_raw else f"/{self.token}/{path}"
        with closing(HTTPConnection(self.host, timeout=60)) as connection:
            connection.putrequest(method, target, skip_host=True)
            for name, value in said.items():
                if value:
                    connection.putheader(name, value)
            if content is not None:
                connection.putheader("Content-Length", str(len(content)))
            connection.endheaders(content)
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())

    def get(self, path: str) -> dict[str, Any]:
        """Return the JSON of a path."""
        status, body, _ = self.ask("GET", path)
        assert status == 200, body
        found: dict[str, Any] = json.loads(body)
        return found

    def post(self, path: str, body: object) -> dict[str, Any]:
        """Send JSON and return the answer."""
        status, said, _ = self.ask("POST", path, body)
        assert status == 200, said
        found: dict[str, Any] = json.loads(said)
        return found


@contextmanager
def editor_of(*named: Path, cwd: Path | None = None, port: str = "0") -> Iterator[Running]:
    """Start `reportgen edit`, and end it."""
    command = [sys.executable, "-c", START, "edit", *map(str, named), "--no-open", "--port", port]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=cwd) as process:
        assert process.stdout is not None
        found = None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", line)
            if found:
                break
        assert found is not None
        try:
            yield Running(found.group(), process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=60)
