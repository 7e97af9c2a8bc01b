"""The data that a finished file carries, as a folder to compute again from."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.ledger.records import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.readers.finished_file import FinishedFile

OWN_COPY = (
    "the data are those that the file carries: someone could have made them up to fit; "
    "give your own copy with --data"
)


def carries_data(file: FinishedFile) -> bool:
    """Return whether a file carries every data file that its ledger was made from."""
    files = file.ledger.files if isinstance(file.ledger, Ledger) else {}
    return bool(files) and files.keys() <= file.attached.keys()


def lacking_data(file: FinishedFile) -> tuple[str, ...]:
    """Return the data files that a file lacks though it carries others."""
    files = file.ledger.files if isinstance(file.ledger, Ledger) else {}
    if not files.keys() & file.attached.keys():
        return ()
    return tuple(name for name in files if name not in file.attached)


@contextmanager
def attached_folder(file: FinishedFile) -> Iterator[Path]:
    """Lay the data that a file carries into a folder, for as long as the block lasts."""
    with TemporaryDirectory(prefix="reportgen-") as name:
        folder = Path(name).resolve()
        for file_name, content in file.attached.items():
            target = (folder / file_name).resolve()
            if target.is_relative_to(folder) and target != folder:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        yield folder
