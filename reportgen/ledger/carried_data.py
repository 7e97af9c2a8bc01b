"""Data files embedded in a brief on request (``brief.attach_data``)."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.readers.packed_data import pack_data, unpack_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset


def carried_data(configuration: Configuration, dataset: Dataset) -> dict[str, bytes]:
    """Return the files of metrics and campaigns as they were read, by name.

    Survey files have one row per person and are never embedded.

    Raises
    ------
    DataError
        A file changed after it was read.
    """
    if not configuration.brief.attach_data:
        return {}
    private = {survey.file for survey in configuration.surveys}
    return {
        name: _content(configuration, name, file.sha256)
        for name, file in sorted(dataset.files.items())
        if name not in private
    }


def _content(configuration: Configuration, name: str, fingerprint: str) -> bytes:
    try:
        content = configuration.files[name].read_bytes()
    except (KeyError, OSError) as problem:
        raise DataError(f"the data file can't be attached: {name}") from problem
    if sha256(content).hexdigest() != fingerprint:
        raise DataError(f"the data file changed while the brief was made: {name}")
    return content


def pack_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return files as text to embed in a page."""
    return {name: pack_data(content) for name, content in files.items()}


def unpack_files(document: Any) -> dict[str, bytes]:
    """Return the files embedded in a page, without any that can't be read."""
    found = {}
    for name, text in document.items() if isinstance(document, dict) else ():
        if isinstance(text, str):
            with suppress(ValueError):
                found[str(name)] = unpack_bytes(text)
    return found
