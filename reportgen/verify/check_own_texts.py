"""Check that the record of the organization's own numbers is complete.

The texts are read again from the configuration that the brief carries. What a claim word rests on
depends on the verdicts, and is compared when everything is recomputed from the data.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.narrative.claims.judgement import PERMITS, Basis
from reportgen.verify.finding import Check, Finding
from reportgen.verify.recompute import target_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import Ledger
    from reportgen.model.configuration import Configuration


def check_own_texts(ledger: Ledger) -> Iterator[Finding]:
    """Yield each number of the carried texts that rests on no computation and is not recorded."""
    from reportgen.languages.catalogue import SOURCE
    from reportgen.narrative.claims.own_texts import own_claims

    configuration = _carried(ledger)
    if ledger.own_texts is None or configuration is None:
        return
    listed = {(item.where, word) for item in ledger.own_texts.sentences for word in item.words}
    for item in own_claims(configuration, None, ledger.language or SOURCE):
        where = ".".join(map(str, item.own.path))
        is_number = item.doubt.is_number and item.doubt.kind not in PERMITS
        if is_number and (where, item.doubt.words) not in listed:
            yield Finding(
                check=Check.LEDGER,
                code="AUD032",
                subject=where,
                message="the text has a number that is not computed, and that the record of the "
                "organization's own numbers does not list",
                found=" ".join(item.doubt.words.split()),
            )


def unbound_notes(ledger: Ledger) -> Iterator[str]:
    """Yield a note for each text with numbers or claims that rest on nothing, as recorded."""
    for item in ledger.own_texts.sentences if ledger.own_texts is not None else ():
        if item.basis is Basis.UNBOUND:
            words = ", ".join(f"“{' '.join(word.split())}”" for word in item.words)
            yield f"`{item.where}` says {words} without evidence, as its ledger records"


def _carried(ledger: Ledger) -> Configuration | None:
    """Return the configuration that a brief carries; None if it carries a part of it or none."""
    from reportgen.config.loader import load_configuration

    record = ledger.configuration
    if not record.text or record.withheld:
        return None
    with TemporaryDirectory(prefix="reportgen-") as folder:
        path = Path(folder) / "configuration.yaml"
        path.write_text(record.text, encoding="utf-8")
        former = (ledger.previous.file,) if ledger.previous is not None else ()
        try:
            # The loader asks only whether the files are there; nothing of them is read here.
            for name in (*ledger.files, *record.other_files, *former):
                target_below(Path(folder), name).touch()
        except (DataError, OSError, ValueError):
            return None
        return load_configuration(path).configuration
