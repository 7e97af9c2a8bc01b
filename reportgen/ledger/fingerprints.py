"""Fingerprint the entries of a ledger, so that a modified entry can be named."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import SealRecord

# 64 bits: enough against accidental edits; a seal is no signature (see `seal_of`).
_LETTERS = 16
Fingerprints = dict[str, str | dict[str, str]]
"""By key of a document; for an object or a list, one fingerprint per entry."""


def fingerprints_of(document: object) -> Fingerprints:
    """Return the fingerprints of a ledger given as plain data; empty if not an object."""
    items = document.items() if isinstance(document, dict) else ()
    return {key: _fingerprints(value) for key, value in items}


def seal_of(document: object) -> SealRecord:
    """Return the fingerprints of a ledger as plain data, without the names of its entries.

    A seal reveals which entry was changed unless the seal was changed as well. It is not a
    signature: a change to both is found by recomputing from the data.
    """
    return {
        key: found if isinstance(found, str) else tuple(found.values())
        for key, found in fingerprints_of(document).items()
    }


def broken_entries(made: Fingerprints, seal: SealRecord) -> Iterator[str]:
    """Yield the entries of a ledger that do not match its seal, as ``quantities.<id>``."""
    for key in dict.fromkeys((*made, *seal)):
        found, expected = made.get(key), seal.get(key)
        if isinstance(found, dict) and isinstance(expected, tuple) and len(found) == len(expected):
            pairs = zip(found.items(), expected, strict=True)
            yield from (f"{key}.{name}" for (name, one), other in pairs if one != other)
        elif found != expected:
            yield key


def _fingerprints(value: Any) -> str | dict[str, str]:
    if isinstance(value, dict):
        return {key: _fingerprint([key, item]) for key, item in value.items()}
    if isinstance(value, list):
        return {str(at): _fingerprint(item) for at, item in enumerate(value)}
    return _fingerprint(value)


def _fingerprint(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]
