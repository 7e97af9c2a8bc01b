"""Damaged ledgers by commands: each gives an exit code and a message, never a traceback."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen.cli.entry import commands
from reportgen.errors import ReportgenError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEDGER = ROOT / "tests" / "ledger" / "earlier_versions" / "outcomes-0.1.0.json"
_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e30, 1e-30, 1e308, 10**400, 5e-324, -0.0, 2**63, [], {}, [[]], {"a": 1}),
    *("", "x", "NaN", "inf", "1e999", "2024-02-30", "0001-01-01", "9999-12-31", "\x00", "../x"),
)


@pytest.mark.parametrize("seed", range(250))
def test_a_damaged_ledger_is_reported(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    document = json.loads(_LEDGER.read_bytes())
    name = chance.choice(list(document["quantities"]))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _damage(chance, document)
    path = tmp_path / "outcomes.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for arguments in (
        ["verify", str(path)],
        ["explain", str(path), name],
        ["diff", str(path), str(_LEDGER)],
        ["diff", str(_LEDGER), str(path)],
    ):
        result = CliRunner().invoke(commands, arguments)
        # `cli.entry` turns a ReportgenError into a message.
        assert isinstance(result.exception, (type(None), SystemExit, ReportgenError)), arguments
        assert result.exit_code in (0, 1, 2)


def _damage(chance: random.Random, document: Any) -> None:
    """Replace, delete or rename one entry of a document."""
    container, key = chance.choice(list(_entries(document)))
    action = chance.randrange(3)
    if action == 0:
        del container[key]
    elif action == 1 and isinstance(container, dict):
        container[f"no {key}"] = container.pop(key)
    else:
        container[key] = chance.choice(_VALUES)


def _entries(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _entries(value[key])
