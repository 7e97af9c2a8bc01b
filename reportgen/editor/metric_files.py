"""Files of numbers that are dropped on the page: copied, read, and named in the configuration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.config.edits import ABSENT, changed_text, read_document
from reportgen.config.file_names import is_lock_file
from reportgen.edition.atomic_write import write_atomically
from reportgen.starter.folder import kept_guess
from reportgen.starter.guess import guess_metrics

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "data"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_NAME = re.compile(r"[^\W_][\w .,()&+'’-]{0,150}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The text with a file's metrics, and what was found in the file."""

    text: str
    said: tuple[str, ...]


def safe_name(name: str) -> str | None:
    """Return the name of a file without folders, None if it is not that of a file of numbers."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    is_known = last.lower().endswith(SUFFIXES) and not is_lock_file(last)
    return last if is_known and _NAME.fullmatch(last) and ".." not in last else None


def add_file(config: Path, text: str, name: str, content: bytes) -> Added:
    """Copy a file into the folder `data`, and add its metrics to a configuration's text.

    A file of the same name is replaced, as by next month's download; the earlier one is kept
    next to it. Its metrics stay as they are.

    Raises
    ------
    DataError
        No metric was found in it; nothing is changed.
    ChangeRefusedError
        The text can't be read.
    OSError
        The file can't be written.
    """
    target = config.parent / FOLDER / name
    listed = f"{FOLDER}/{name}"
    document, _ = read_document(text)
    metrics: dict[str, Any] = (document or {}).get("metrics") or {}
    used = [key for key, item in metrics.items() if isinstance(item, dict)]
    is_known = any(metrics[key].get("file") == listed for key in used)
    earlier = target.read_bytes() if target.is_file() else None
    if earlier is not None and earlier != content:
        write_atomically(target.with_name(f"{name}.earlier"), earlier)
    write_atomically(target, content)
    if is_known:
        return Added(text=text, said=(f"{name} takes the place of the earlier file",))
    try:
        guess = kept_guess(config, guess_metrics(target), {*metrics})
    except BaseException:
        if earlier is None:
            target.unlink(missing_ok=True)
        else:
            write_atomically(target, earlier)
        raise
    for metric in guess.metrics:
        value = {"kind": str(metric.kind), "file": listed, **metric.keys}
        text = changed_text(text, ("metrics", metric.id), value)
    said = (
        *guess.said,
        *(f"{metric.id.replace('_', ' ')}: {metric.why}" for metric in guess.metrics),
    )
    return Added(text=text, said=said)


def without_file(text: str, name: str) -> str:
    """Return a configuration's text without the metrics of a file; the file itself stays."""
    document, _ = read_document(text)
    metrics = (document or {}).get("metrics") or {}
    for key, item in metrics.items():
        if isinstance(item, dict) and item.get("file") == name:
            text = changed_text(text, ("metrics", key), ABSENT)
    return text
