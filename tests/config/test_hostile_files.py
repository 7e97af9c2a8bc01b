"""Hostile YAML: deep nesting, huge files and merge key bombs, generated for their size."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.config.yaml.nodes import load_yaml
from reportgen.limits import Limits
from tests.processor_time import seconds

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "reportgen: 1\norganization: {name: River Club}\n"
_METRIC = "metrics:\n  a: {{kind: level, file: {file}, date: month, value: n}}\n"


def _codes(data: bytes) -> list[str]:
    start = time.process_time()
    codes = [item.code for item in load_yaml(data, "x.yaml").diagnostics]
    assert time.process_time() - start < seconds(1)
    return codes


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("depth", [900, 200_000])
def test_deep_nesting_is_reported(opening: str, depth: int) -> None:
    data = (opening * depth).encode()[:999_999]
    assert _codes(data) in (["CFG009"], ["CFG013"])


def test_nesting_up_to_the_limit_is_read() -> None:
    fits = Limits().yaml_depth - 1  # the outermost mapping is a level too
    assert _codes(("a: " + "[" * fits + "]" * fits).encode()) == []
    assert _codes(("a: " + "[" * (fits + 1) + "]" * (fits + 1)).encode()) == ["CFG009"]


def test_keys_and_values_up_to_the_limit_are_read() -> None:
    entries = Limits().yaml_nodes - 3  # the mapping, its key and the list count too
    assert _codes(("a: [" + "1, " * entries + "]").encode()) == []
    assert _codes(("a: [" + "1, " * (entries + 1) + "]").encode()) == ["CFG009"]


def test_a_word_up_to_the_limit_is_read() -> None:
    most = Limits().word_characters
    assert _codes(f"a: {'b' * most} {'c' * most}".encode()) == []
    assert _codes(f"a: {'b' * (most + 1)}".encode()) == ["CFG009"]
    assert _codes(f"a: {'b' * 90_000}".encode()) == ["CFG009"]
    # Japanese is written without spaces.
    assert _codes(f"a: {'字' * 9_000}".encode()) == []


def test_metrics_up_to_the_limit_are_read(tmp_path: Path) -> None:
    def codes(count: int) -> list[str]:
        one = "{kind: level, file: a.csv, date: month, value: n}"
        path = tmp_path / "x.yaml"
        rows = "".join(f"  a{at}: {one}\n" for at in range(count))
        path.write_text(f"{_HEAD}metrics:\n{rows}", encoding="utf-8")
        (tmp_path / "a.csv").write_text("month,n\n2024-01,1\n", encoding="utf-8")
        return [item.code for item in load_configuration(path).diagnostics]

    most = Limits().brief_metrics
    assert "CFG009" not in codes(most)
    assert "CFG009" in codes(most + 1)


def test_a_file_beyond_a_megabyte_is_refused_before_it_is_read() -> None:
    assert _codes(b"a: 1\n" * 600_000) == ["CFG002"]


def test_a_merge_key_bomb_is_refused_quickly() -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)]
    assert set(_codes("\n".join(lines).encode())) == {"CFG008"}


def _load(folder: Path, file: str) -> list[str]:
    path = folder / "config.yaml"
    path.write_text(_HEAD + _METRIC.format(file=file), encoding="utf-8")
    return [item.code for item in load_configuration(path).diagnostics]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    (tmp_path / "inside" / "data.csv").symlink_to(tmp_path / "secret.csv")
    assert _load(tmp_path / "inside", "data.csv") == ["DAT003"]


def test_a_data_root_allows_its_files_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    path = tmp_path / "inside" / "config.yaml"
    path.write_text(_HEAD + _METRIC.format(file="data.csv"), encoding="utf-8")
    assert load_configuration(path).configuration is None
    loaded = load_configuration(path, data_roots=(tmp_path / "root",))
    assert loaded.configuration is not None
    assert loaded.configuration.files["data.csv"] == (tmp_path / "root" / "data.csv").resolve()


def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data.csv")
    assert _load(tmp_path, "data.csv") == ["DAT004"]
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    assert _load(tmp_path, "zero.csv") == ["DAT003"]


def test_a_file_without_read_permission_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may read everything
    assert _load(tmp_path, "data.csv") == ["DAT005"]


def test_a_file_name_too_long_for_the_system_is_not_found(tmp_path: Path) -> None:
    assert _load(tmp_path, "x" * 900) == ["DAT001"]


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_a_configuration_that_is_not_a_file_is_reported(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "club.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    (tmp_path / "clubs.yaml").write_text(_HEAD, encoding="utf-8")
    found = load_configuration(path).diagnostics
    assert [item.code for item in found] == ["CFG001"]
    if kind == "missing":
        assert found[0].help == "did you mean `clubs.yaml`?"
