"""Write the portfolio of a batch: its ledger, its page and its PDF."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.batch.records import MANIFEST
from reportgen.diagnostics import diagnostic_record
from reportgen.edition.atomic_write import write_atomically
from reportgen.edition.edition import digest
from reportgen.languages.brief_language import FOLDER
from reportgen.languages.catalogue import SOURCE, base_language, language_names
from reportgen.languages.current import use_language
from reportgen.portfolio.facts import collect_facts, shared_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.batch.records import Entry
    from reportgen.model.organization_facts import OrganizationFacts
    from reportgen.pipeline import BuildOptions

PAGE, PRINT, LEDGER = "portfolio.html", "portfolio.pdf", "portfolio.json"


def write_portfolio(
    options: BuildOptions,
    entries: Sequence[Entry],
    *,
    common: Mapping[str, Any],
    rate_per: str,
) -> Mapping[str, Any]:
    """Write the portfolio unless it is up to date, and return its record.

    Its language is that of its briefs, or English if they have several.

    Parameters
    ----------
    options : BuildOptions
        Output folder, formats and templates.
    entries : sequence of Entry
        Every organization of the batch.
    common : mapping
        The parts of the content key that all briefs share.
    rate_per : str
        The level metric by which rates are divided; empty for rates per month only.
    """
    key = _key(entries, common, rate_per)
    current = _current_record(options.output, key)
    if current is not None:
        return current
    from reportgen.analysis.organization_comparison import compare_organizations
    from reportgen.portfolio.size_warnings import size_warnings

    organizations = collect_facts(options.output, entries)
    measures = compare_organizations(organizations, rate_per=rate_per)
    with use_shared_language(organizations, options.templates):
        files = _files(options, organizations, measures, rate_per)
    for name, content in files.items():
        write_atomically(options.output / name, content)
    hashes = {name: digest(content) for name, content in sorted(files.items())}
    record: dict[str, Any] = {"content_key": key, "files": hashes}
    if warnings := size_warnings(organizations, measures):
        record["warnings"] = [diagnostic_record(item) for item in warnings]
    return record


def _key(entries: Sequence[Entry], common: Mapping[str, Any], rate_per: str) -> str:
    """Return a hash of everything that the page depends on."""
    parts = {
        "entries": [entry.record() for entry in entries],
        "made_with": dict(common),
        "rate_per": rate_per,
    }
    return sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _current_record(output: Path, key: str) -> Mapping[str, Any] | None:
    """Return the record of the existing portfolio, if it is complete and has this key."""
    try:
        record = json.loads((output / MANIFEST).read_bytes())["portfolio"]
        is_same = record["content_key"] == key and all(
            digest((output / name).read_bytes()) == expected
            for name, expected in record["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(record) if is_same else None


def use_shared_language(
    organizations: Sequence[OrganizationFacts], templates: Path | None
) -> AbstractContextManager[None]:
    """Return a context in the language of all briefs, or in English if they have several.

    Catalogues may be in the folder of templates. An earlier brief can exist although its
    catalogue has been removed; the page is in English then, too.
    """
    folders = () if templates is None else (templates / FOLDER,)
    tag = shared_language(organizations)
    is_known = base_language(tag) in language_names(folders)
    return use_language(tag if is_known else SOURCE, folders)


def _files(
    options: BuildOptions,
    organizations: Sequence[OrganizationFacts],
    measures: tuple[OrganizationComparison, ...],
    rate_per: str,
) -> dict[str, bytes]:
    from reportgen.design.tokens import load_tokens
    from reportgen.figures.drawing.style import style_of
    from reportgen.ledger.read_ledger import ledger_document
    from reportgen.pipeline import library_versions
    from reportgen.portfolio.page import portfolio_brief
    from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities

    quantities = portfolio_quantities(organizations, measures, rate_per=rate_per)
    ledger = portfolio_ledger(
        organizations,
        quantities,
        report_date=_report_date(organizations),
        rate_per=rate_per,
        versions=library_versions(),
    )
    tokens = load_tokens(options.templates)
    brief = portfolio_brief(organizations, measures, quantities, ledger, style=style_of(tokens))
    content = ledger_json(ledger_document(ledger))
    files = {LEDGER: content}
    if "html" in options.formats or "pdf" not in options.formats:
        from reportgen.render.html.page_file import render_html

        text = render_html(brief, tokens=tokens, templates=options.templates)
        files[PAGE] = text.encode()
    if "pdf" in options.formats:
        from reportgen.render.pdf.pdf_file import render_pdf

        files[PRINT] = render_pdf(
            brief, tokens=tokens, templates=options.templates, attachments={LEDGER: content}
        )
    return files


def ledger_json(document: Mapping[str, Any]) -> bytes:
    """Return the ledger as JSON, with one line per organization and per quantity.

    With the indentation of other files, the ledger of 1,000 organizations has 11 MB and takes
    ten times as long to write.
    """
    parts = []
    for key, value in document.items():
        if isinstance(value, dict) and value:
            lines = [f"  {_line(name)}: {_line(item)}" for name, item in value.items()]
            text = "{\n" + ",\n".join(lines) + "\n }"
        elif isinstance(value, list) and value:
            text = "[\n" + ",\n".join(f"  {_line(item)}" for item in value) + "\n ]"
        else:
            text = _line(value)
        parts.append(f" {_line(key)}: {text}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _report_date(organizations: Sequence[OrganizationFacts]) -> date:
    """Return the latest report date of all organizations."""
    dates = [item.report_date for item in organizations if item.report_date is not None]
    # Never the current date: the same input must give the same bytes.
    return max(dates, default=date(1970, 1, 1))
