"""Extract the data that a finished file carries, to recompute the brief from them."""

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
    "the data come from the file itself and could have been made up to fit; "
    "use --data to check against your own copy"
)


def carries_data(file: FinishedFile) -> bool:
    """Return whether a file carries every data file that its ledger was computed from."""
    files = file.ledger.files if isinstance(file.ledger, Ledger) else {}
    return bool(files) and files.keys() <= file.attached.keys()


def lacking_data(file: FinishedFile) -> tuple[str, ...]:
    """Return the data files missing from a file that carries some of them."""
    files = file.ledger.files if isinstance(file.ledger, Ledger) else {}
    if not files.keys() & file.attached.keys():
        return ()
    return tuple(name for name in files if name not in file.attached)


@contextmanager
def attached_folder(file: FinishedFile) -> Iterator[Path]:
    """Extract the attached data into a temporary folder for the duration of the block."""
    with TemporaryDirectory(prefix="reportgen-") as name:
        folder = Path(name).resolve()
        for file_name, content in file.attached.items():
            # Names come from the file and could point outside the folder (path traversal).
            target = (folder / file_name).resolve()
            if target.is_relative_to(folder) and target != folder:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        yield folder
