"""Fingerprints of a ledger's entries, so that an entry changed by hand is found and named."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LETTERS = 16
Seal = dict[str, Any]


def seal_of(ledger: Mapping[str, Any]) -> Seal:
    """Return a fingerprint for each entry of a ledger.

    A seal shows which entry was changed by someone who left the seal alone. It is no
    signature: who changes both is found by computing again from the data.
    """
    return {key: _fingerprints(value) for key, value in ledger.items()}


def broken_entries(ledger: Mapping[str, Any], seal: Any) -> Iterator[str]:
    """Yield the entries of a ledger that are not those of its seal, as ``quantities.<id>``."""
    told = seal if isinstance(seal, dict) else {}
    made = seal_of(ledger)
    for key in (*made, *(key for key in told if key not in made)):
        if made.get(key) != told.get(key):
            yield from _differing(key, ledger.get(key), made.get(key), told.get(key))


def _differing(key: str, value: Any, made: Any, told: Any) -> Iterator[str]:
    """Yield the names of what differs below one key; the key itself where none can be had."""
    if not isinstance(made, list) or not isinstance(told, list) or len(made) != len(told):
        yield key
        return
    names = list(value) if isinstance(value, dict) else [str(at) for at in range(len(made))]
    for name, one, other in zip(names, made, told, strict=True):
        if one != other:
            yield f"{key}.{name}"


def _fingerprints(value: Any) -> str | list[str]:
    if isinstance(value, dict):
        return [_fingerprint([key, item]) for key, item in value.items()]
    if isinstance(value, list):
        return [_fingerprint(item) for item in value]
    return _fingerprint(value)


def _fingerprint(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]
