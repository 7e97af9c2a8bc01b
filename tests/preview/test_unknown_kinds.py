"""The preview answers 404 for kinds and addresses that do not exist, and tries to build nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from reportgen.pipeline import BuildOptions
from reportgen.preview.server import Preview
from reportgen.preview.stages import Stages
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import MutableMapping

GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages(GARDEN, BuildOptions(output=ROOT / "unused"))


def _status(stages: Stages, address: str) -> int:
    """Return the status of a request, sent to the application itself: no port is opened."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1")],
    }
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def ask() -> None:
        await Preview(stages).app()(scope, receive, send)

    asyncio.run(ask())
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "address",
    [
        "/kind/share",
        "/kind/share.pdf",
        "/kind/css",
        "/kind/..%2Fboard",
        "/kind/nothing",
        "/kind/%00",
        "/kind/",
        "/kind/editorial/more",
        "/state?kind=share",
        "/state?kind=",
        "/elsewhere",
    ],
)
def test_what_does_not_exist_is_not_found(
    stages: Stages, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = stages.runs.copy()
    assert _status(stages, address) == 404
    assert stages.runs == before
    assert "Traceback" not in capfd.readouterr().err


def test_a_kind_that_exists_is_shown(stages: Stages) -> None:
    assert _status(stages, "/kind/editorial") == 200
