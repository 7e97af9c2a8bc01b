"""Verify a finished brief: text against ledger, ledger against itself, both against data."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.records import Ledger, PortfolioLedger
from reportgen.ledger.transcript import Kind
from reportgen.verify.check_bindings import check_bindings, check_seal, check_values
from reportgen.verify.check_blocks import check_blocks
from reportgen.verify.check_claims import check_claims
from reportgen.verify.check_own_texts import check_own_texts, unbound_notes
from reportgen.verify.check_parts import check_parts
from reportgen.verify.check_quantities import check_p_values, check_quantities
from reportgen.verify.check_words import bind_unmarked, check_words
from reportgen.verify.finding import Check, Finding, damage_finding
from reportgen.verify.ledger_reading import ledger_language
from reportgen.verify.recompute import OWN_COPY, attached_folder, carries_data, lacking_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reportgen.ledger.readers.finished_file import FinishedFile
    from reportgen.ledger.records import AnyLedger
    from reportgen.ledger.transcript import Transcript
    from reportgen.verify.check_data import DataCheck

# A file changed throughout would otherwise report thousands of findings.
_MANY = 500
# A backslash escapes any ASCII punctuation (CommonMark 0.31, 2.4).
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of checking a brief against its ledger and, where given, its data.

    Attributes
    ----------
    has_ledger : bool
        False if there is nothing to compare it with.
    has_data : bool
        Whether everything was recomputed; if not, agreement shows consistency only.
    is_carried : bool
        Whether the data came from the file itself.
    is_rebuilt : bool
        Whether the brief was built again and compared.
    is_comparable : bool
        False if it should have been, and can't be.
    numbers, claims : int
        How many printed numbers and claims were checked.
    additions : tuple of str
        Marks, notes, signatures and pages that were added without a change to the brief.
    """

    file: str
    format: str
    has_ledger: bool
    has_data: bool = False
    is_carried: bool = False
    is_rebuilt: bool = False
    is_comparable: bool = True
    numbers: int = 0
    claims: int = 0
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Return whether there is a ledger and no finding, and all that was asked was compared."""
        return self.has_ledger and self.is_comparable and not self.findings


def verify(
    path: Path,
    *,
    data: Path | None = None,
    configuration: Path | None = None,
    is_rebuilt: bool = False,
) -> Verification:
    """Verify a finished brief against its ledger and its data.

    Parameters
    ----------
    path : Path
        HTML, PDF or outcomes.json.
    data : Path or None
        A folder with the metric files, to recompute everything from. None for the data that
        the file carries, if it carries them all.
    configuration : Path or None
        The configuration; None for the one that the brief carries.
    is_rebuilt : bool
        Whether to build the brief again from the configuration and compare what is shown.

    Raises
    ------
    DataError
        The file can't be read or is not a brief, or the brief can't be built again.
    """
    file = open_finished(path)
    recorded, ledger = file.recorded, file.ledger
    if (ledger is None and file.damage is None) or (file.shown is not None and recorded is None):
        return Verification(file=path.name, format=file.format, has_ledger=False)
    if ledger is None:
        findings = list(_page_findings(file))
        findings += [] if file.damage is None else [damage_finding(file.damage)]
    else:
        with ledger_language(ledger):
            findings = [*_page_findings(file), *_ledger_findings(ledger)]
    findings += _name_findings(path, file.format)
    changed, additions = check_parts(file)
    findings += changed
    is_carried = data is None and configuration is None and carries_data(file)
    has_data = ledger is not None and (data is not None or configuration is not None or is_carried)
    notes = tuple(_carried_notes(file, is_carried=is_carried)) if data is None else ()
    if recorded is not None and recorded.blocks is None and file.format in ("html", "pdf"):
        notes += (BEFORE_BLOCKS,)
    notes += tuple(unbound_notes(ledger)) if isinstance(ledger, Ledger) else ()
    if file.format in WORKING_COPIES:
        notes += (WORKING_COPY,)
    if has_data:
        with attached_folder(file) if is_carried else nullcontext(data) as folder:
            recomputed = _recomputed(file, folder, configuration)
        findings += recomputed.findings
        notes += recomputed.notes
    rebuilt = None
    if is_rebuilt and configuration is not None:
        from reportgen.verify.rebuild import rebuild

        rebuilt = rebuild(file, configuration=configuration, data=data, marked=additions)
        findings += rebuilt.findings
        notes += (rebuilt.reason,) if rebuilt.reason else ()
    return Verification(
        file=path.name,
        format=file.format,
        has_ledger=True,
        has_data=has_data,
        is_carried=is_carried,
        is_rebuilt=rebuilt is not None and not rebuilt.reason,
        is_comparable=rebuilt is None or not rebuilt.reason,
        numbers=_size(recorded.numbers() if recorded else ledger.quantities if ledger else ()),
        claims=_size(recorded.claims() if recorded else ledger.verdicts if ledger else ()),
        # Two checks can find the same thing, such as the text and the ledger of a number.
        findings=tuple(dict.fromkeys(findings))[:_MANY],
        notes=notes,
        additions=tuple(dict.fromkeys(additions)),
    )


WORKING_COPIES = ("docx", "jats", "md")
"""Formats that people go on working in: their numbers and claims are compared, and no more."""

WORKING_COPY = (
    "a working copy: only its numbers and claims were compared, not its other words, and not "
    "pictures, hidden text or layout; the web page and the PDF are the published forms"
)
_BOUND = ("AUD001", "AUD002", "AUD004")
_SUFFIXES = {"html": (".html", ".htm", ".xhtml"), "pdf": (".pdf",)}

BEFORE_BLOCKS = (
    "built before fingerprints: the words, numbers and claims are checked, and not everything "
    "else that a reader can see"
)


def _recomputed(file: FinishedFile, data: Path | None, configuration: Path | None) -> DataCheck:
    from reportgen.verify.check_data import DataCheck, check_data

    if isinstance(file.ledger, PortfolioLedger):
        from reportgen.verify.check_portfolio import check_portfolio_data

        return check_portfolio_data(file.ledger, data) if data else DataCheck(findings=())
    return check_data(file, data=data, configuration=configuration)


def _carried_notes(file: FinishedFile, *, is_carried: bool) -> Iterator[str]:
    if is_carried:
        yield OWN_COPY
    elif lacking := lacking_data(file):
        names = ", ".join(lacking)
        yield f"the file carries its data except {names}, so nothing was recomputed"


def _page_findings(file: FinishedFile) -> Iterator[Finding]:
    """Yield where the file differs from what it showed when it was made."""
    words = list(_content_findings(file))
    yield from words
    if file.recorded is not None and file.recorded.blocks is not None and file.format == "html":
        named = {name for item in words for name in (item.subject, item.place)}
        yield from check_blocks(file.recorded.blocks, file.blocks, named=named)


def _name_findings(path: Path, form: str) -> Iterator[Finding]:
    """Yield if the name of a file makes another program open it than the one for its content."""
    suffix = path.suffix.lower()
    owner = next((name for name, found in _SUFFIXES.items() if suffix in found), form)
    if owner != form:
        yield Finding(
            check=Check.WORDS,
            code="AUD015",
            subject="file",
            place="file",
            message=f"its name ends in {suffix}, and its content is {form}: a program that goes by "
            "the name shows something else",
        )


def _content_findings(file: FinishedFile) -> Iterator[Finding]:
    recorded, shown, ledger = file.recorded, file.shown, file.ledger
    if recorded is None or shown is None:
        return
    yield from _word_findings(file.format, recorded, shown, ledger)
    if ledger is not None:
        yield from check_values(file.bound, ledger)
        yield from check_bindings(_unescaped(file.format, recorded), ledger)
    yield from check_seal(recorded, file.fingerprints, ledger)
    if recorded.blocks is None:
        yield from _drawing_findings(recorded, shown)
    yield from _attached_findings(recorded, file.attached)


def _unescaped(form: str, recorded: Transcript) -> Transcript:
    """Return a transcript without the backslash escapes of Markdown."""
    if form != "md":
        return recorded
    passages = (
        replace(
            passage,
            runs=tuple(replace(run, text=_ESCAPE.sub(r"\1", run.text)) for run in passage.runs),
        )
        for passage in recorded.passages
    )
    return replace(recorded, passages=tuple(passages))


def _word_findings(
    form: str, recorded: Transcript, shown: Transcript, ledger: AnyLedger | None
) -> Iterator[Finding]:
    named = bind_unmarked(recorded, ledger)
    if form in WORKING_COPIES:
        found = check_words(named, shown, is_bound=form != "md")
        yield from (item for item in found if item.code in _BOUND)
        return
    if form == "html":
        yield from check_words(named, shown, is_bound=True)
        return
    from reportgen.verify.check_words import check_running, with_properties

    kinds = (Kind.HEAD, Kind.TEXT, Kind.ALTERNATIVE)
    yield from check_words(with_properties(named), shown, kinds=kinds, is_bound=False)
    yield from check_running(recorded, shown)


def _drawing_findings(recorded: Transcript, shown: Transcript) -> Iterator[Finding]:
    for place in dict.fromkeys((*recorded.drawing, *shown.drawing)):
        if recorded.drawing.get(place) != shown.drawing.get(place):
            yield Finding(
                check=Check.WORDS,
                code="AUD009",
                subject=place or "brief",
                place=place,
                message="the drawing was changed: its elements, shapes or styles, "
                "which can hide or add text",
            )


def _attached_findings(recorded: Transcript, attached: Mapping[str, bytes]) -> Iterator[Finding]:
    for name, made in recorded.files.items():
        if name not in attached:
            message = "the file no longer carries this attachment"
        elif sha256(attached[name]).hexdigest() != made:
            message = "this attachment was changed after the brief was made"
        else:
            continue
        yield Finding(check=Check.WORDS, code="AUD013", subject=name, message=message)
    for name in attached:
        if name not in recorded.files and name != "transcript.json":
            yield Finding(
                check=Check.WORDS,
                code="AUD013",
                subject=name,
                message="this attachment was added after the brief was made",
            )


def _ledger_findings(ledger: AnyLedger) -> Iterator[Finding]:
    yield from check_quantities(ledger)
    if isinstance(ledger, Ledger):
        yield from check_own_texts(ledger)
        yield from check_p_values(ledger)
        yield from check_claims(ledger)
    else:
        from reportgen.verify.check_portfolio import check_portfolio

        yield from check_portfolio(ledger)


def _size(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


_HEADINGS = {
    Check.WORDS: "What the file shows, against the ledger that it carries",
    Check.LEDGER: "The ledger, against itself",
    Check.DATA: "The ledger, against everything recomputed from the data",
    Check.REBUILT: "What the file shows, against the brief built again",
}
_SIDES = {
    Check.WORDS: ("its ledger   ", "the file now "),
    Check.LEDGER: ("expected     ", "the ledger   "),
    Check.DATA: ("from the data", "in the brief "),
    Check.REBUILT: ("built again  ", "the file now "),
}
CONSISTENCY_ONLY = (
    "Without the data this shows only that the file, its ledger and their arithmetic are "
    "consistent: a change made to all of them alike would not be found. "
    "Give the folder of the data with --data to recompute every number."
)


def verification_text(found: Verification) -> str:
    """Return the verification as terminal output, without a trailing newline."""
    return "\n".join(_lines(found))


def verification_record(found: Verification) -> dict[str, object]:
    """Return the verification as plain data, for ``--format json``."""
    return {
        "file": found.file,
        "format": found.format,
        "has_ledger": found.has_ledger,
        "has_data": found.has_data,
        "is_carried": found.is_carried,
        "is_rebuilt": found.is_rebuilt,
        "is_comparable": found.is_comparable,
        "agrees": found.agrees,
        "numbers": found.numbers,
        "claims": found.claims,
        "findings": [item.record() for item in found.findings],
        "notes": list(found.notes),
        "additions": list(found.additions),
    }


def _lines(found: Verification) -> Iterator[str]:
    if not found.has_ledger:
        yield f"{found.file}: no ledger to check it against"
        yield "It was not made by reportgen, or its ledger was removed or damaged."
        yield (
            "Plain text, e-mails and share packs are working copies and carry none: verify "
            "another format of the same brief."
        )
        return
    for check, heading in _HEADINGS.items():
        is_asked = {Check.DATA: found.has_data, Check.REBUILT: found.is_rebuilt}
        if not is_asked.get(check, True):
            continue
        inside = [item for item in found.findings if item.check is check]
        yield f"{heading}: {_count(len(inside))}"
        for item in inside:
            yield from _finding_lines(item)
    for addition in found.additions:
        yield f"Added since: {addition}"
    for note in found.notes:
        yield f"Note: {note}"
    yield ""
    yield _summary(found)
    if not found.has_data:
        yield CONSISTENCY_ONLY


def _finding_lines(item: Finding) -> Iterator[str]:
    where = f" ({item.place})" if item.place and item.place != item.subject else ""
    yield f"  [{item.code}] {item.subject}{where}: {item.message}"
    if item.expected or item.found:
        expected, found = _SIDES[item.check]
        yield f"      {expected}: {item.expected or 'nothing'}"
        yield f"      {found}: {item.found or 'nothing'}"


def _summary(found: Verification) -> str:
    looked_at = f"{found.numbers} numbers and {found.claims} claims"
    if not found.findings and not found.is_comparable:
        return f"{found.file} was not compared with the brief built again ({looked_at} checked)."
    if found.findings:
        return f"{found.file} does not agree: {_count(len(found.findings))} ({looked_at} checked)."
    data = "the data that it carries" if found.is_carried else "its data"
    against = f"its ledger and {data}" if found.has_data else "its ledger"
    return f"{found.file} agrees with {against}: {looked_at} checked."


def _count(number: int) -> str:
    if not number:
        return "agrees"
    return "1 difference" if number == 1 else f"{number} differences"
