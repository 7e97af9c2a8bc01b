"""Rebuild a brief from its data, given or carried, and the configuration that it carries."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.previous_edition import carried_previous
from reportgen.ledger.read_ledger import ledger_document
from reportgen.ledger.records import Ledger
from reportgen.model.quantity_ids import QuantityIds, is_of_committee

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.diagnostics import Diagnostic
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.ledger.readers.finished_file import FinishedFile
    from reportgen.ledger.transcript import Transcript
    from reportgen.pipeline import Analysed

NOTE = (
    "the committee's members are withheld, so its numbers were not recomputed and the text of "
    "the page was not rebuilt; give the configuration with --config to recompute them"
)
_COMMITTEE = ("committee", "retention")


def withholds_committee(ledger: Ledger) -> bool:
    """Return whether the brief withholds its committee."""
    return "committee" in (ledger.configuration.withheld or ())


def withheld_names(ledger: Ledger) -> frozenset[str]:
    """Return the names of the numbers, sentences and goals that depend on the committee."""
    if not withholds_committee(ledger):
        return frozenset()
    names = {*_COMMITTEE}
    names |= {name for name in ledger.statements if is_of_committee(name)}
    quantities = ledger.quantities
    names |= {name for name in quantities if is_of_committee(name)}
    size = 0
    while size < len(names):  # dependencies can be indirect
        size = len(names)
        names |= {key for key, item in quantities.items() if names & {*item.derived_from}}
    goals = {item.subject for item in ledger.goals if names & {*item.evidence}}
    names |= goals | ({"goals"} if goals else set())
    return frozenset(
        names | {key for key in quantities if any(QuantityIds(goal).holds(key) for goal in goals)}
    )


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


# A missing bibliography or brand changes no number, so an empty file can replace it.
_STAND_INS = {".bib": b"", ".yml": b"{}\n", ".yaml": b"{}\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """The ledger and the text that the data give today.

    Attributes
    ----------
    ledger : Ledger or None
        None if the data can't be analysed; `diagnostics` says why.
    words : Transcript or None
        The text of the page if built now; None if the page is not rebuilt.
    missing : tuple of str
        Files that affect no number, such as a bibliography, and were not found.
    former : str
        The name of the previous edition if it was not found and its numbers were taken
        from the ledger; empty otherwise.
    """

    ledger: Ledger | None
    words: Transcript | None
    missing: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    former: str = ""


def recompute(
    ledger: Ledger,
    *,
    form: str,
    kind: str,
    data: Path | None,
    configuration: Path | None,
) -> Recomputed:
    """Return the ledger and the text of the page, recomputed.

    Parameters
    ----------
    ledger : Ledger
        The one that the finished file carries, with its configuration.
    form : str
        The file's format; only the pages of ``html`` and ``pdf`` are rebuilt.
    kind : str
        The kind of brief; empty to skip its page.
    data : Path or None
        The folder of the metric files, under their names in the configuration, with or
        without leading folders.
    configuration : Path or None
        A configuration to use instead of the carried one.

    Raises
    ------
    DataError
        The file carries no configuration and none was given, or a metric file is missing.
    DamagedLedgerError
        A number of the previous edition in the ledger is impossible.
    """
    if configuration is not None:
        roots = (data,) if data is not None else ()
        return _made(configuration, form=form, kind=kind, roots=roots)
    carried_configuration = ledger.configuration
    if not carried_configuration.text:
        raise DataError("the brief carries no configuration: give it with --config")
    with TemporaryDirectory(prefix="reportgen-") as folder:
        path = Path(folder) / (
            PurePosixPath(carried_configuration.file).name or "configuration.yaml"
        )
        path.write_text(carried_configuration.text, encoding="utf-8")
        names = [*ledger.files, *carried_configuration.other_files]
        missing = tuple(_gather(path.parent, names, data))
        is_whole = _has_former(path.parent, ledger, data) and not withholds_committee(ledger)
        carried = None if is_whole else carried_previous(ledger)
        made = _made(path, form=form, kind=kind, roots=(), carried=carried)
        made = replace(made, diagnostics=tuple(_placed_below(made.diagnostics, Path(folder))))
    return replace(made, missing=missing, former=carried.record.file if carried else "")


def _placed_below(found: Iterable[Diagnostic], folder: Path) -> Iterator[Diagnostic]:
    """Yield diagnostics with paths relative to the temporary folder, as configured."""
    roots = (folder, folder.resolve())
    for item in found:
        file = Path(item.place.file) if item.place is not None else folder
        root = next((root for root in roots if file.is_relative_to(root)), None)
        if item.place is None or root is None:
            yield item
        else:
            place = replace(item.place, file=file.relative_to(root).as_posix())
            yield replace(item, place=place)


def _has_former(folder: Path, ledger: Ledger, data: Path | None) -> bool:
    """Copy the previous edition, if found, or else a substitute; return whether found.

    The substitute is the ledger itself: loading needs some edition of the organization, and the
    numbers of the previous one are then taken from the ledger.
    """
    if ledger.previous is None:
        return True
    name = ledger.previous.file
    source = _find(name, data)
    target = target_below(folder, name)
    if source is None:
        target.write_text(json.dumps(ledger_document(ledger)), encoding="utf-8")
    else:
        copyfile(source, target)
    return source is not None


def _gather(folder: Path, names: list[str], data: Path | None) -> Iterator[str]:
    """Copy the files that a configuration names next to it; yield those replaced by stubs."""
    for name in names:
        target = target_below(folder, name)
        source = _find(name, data)
        if source is not None:
            copyfile(source, target)
        elif target.suffix in _STAND_INS:
            target.write_bytes(_STAND_INS[target.suffix])
            yield name
        else:
            where = f" in {data}" if data is not None else ": give its folder with --data"
            raise DataError(f"the data file `{name}` was not found{where}")


def target_below(folder: Path, name: str) -> Path:
    """Return the destination of a file that a configuration names; create its folder."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise DataError(f"the configuration names a file outside its folder: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _find(name: str, data: Path | None) -> Path | None:
    """Return the path of a file, found by its name with or without leading folders."""
    if data is None:
        return None
    parts = PurePosixPath(name).parts
    candidates = (data.joinpath(*parts[skip:]) for skip in range(len(parts)))
    return next((path for path in candidates if path.is_file()), None)


def _made(
    path: Path,
    *,
    form: str,
    kind: str,
    roots: tuple[Path, ...],
    carried: PreviousEdition | None = None,
) -> Recomputed:
    from reportgen.pipeline import (
        BuildOptions,
        analyse_organization,
        load_organization,
        prepare_brief,
    )

    loaded = load_organization(path, data_roots=roots)
    analysed = analyse_organization(loaded)
    if analysed is None:
        return Recomputed(ledger=None, words=None, diagnostics=loaded.diagnostics)
    if not kind or form not in ("html", "pdf"):
        return Recomputed(ledger=_ledger_of(analysed, carried), words=None)
    composed = prepare_brief(
        analysed, kind, BuildOptions(output=Path(), formats=()), lambda _: None, carried=carried
    )
    return Recomputed(ledger=composed.ledger, words=_words(composed, form))


def _ledger_of(analysed: Analysed, carried: PreviousEdition | None) -> Ledger:
    from reportgen.languages.brief_language import brief_language
    from reportgen.ledger.ledger import assemble_ledger
    from reportgen.narrative.narrative import describe_outcomes
    from reportgen.pipeline import library_versions

    findings = len(analysed.outcomes.findings)
    with brief_language(analysed.configuration):
        narrative = describe_outcomes(
            analysed.configuration, analysed.outcomes, diagnostics=analysed.diagnostics
        )
        return assemble_ledger(
            analysed.configuration,
            analysed.dataset,
            analysed.outcomes,
            narrative,
            versions=library_versions(),
            warnings=analysed.diagnostics[: len(analysed.diagnostics) - findings],
            carried=carried,
        ).ledger


def _words(composed: Any, form: str) -> Transcript:
    """Return the text of the page if built today."""
    from reportgen.ledger.readers.html import read_html
    from reportgen.render.html.page_file import screen_page
    from reportgen.render.pdf.pdf_file import fitted, print_page, printable_page
    from reportgen.render.templates.template_files import template_folders

    folders = template_folders(None)
    if form == "pdf":
        brief = composed.brief
        if brief.is_short:
            brief = fitted(brief, composed.tokens, folders).brief
        page, _ = printable_page(print_page(brief, folders), composed.tokens)
        return read_html(page, is_print=True).shown
    page = screen_page(composed.brief, composed.tokens, folders)
    return read_html(page.replace("\x00", "").replace("\x01", "")).shown
