"""Assemble the outcomes, narrative and figures of an organization into a Brief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.appendices import analyses_appendices, sensitivity_appendix
from reportgen.document.authored import coverage, coverage_words, stated_section
from reportgen.document.board_blocks import front_sheet
from reportgen.document.board_pages import left_out
from reportgen.document.brief import Brief, Finding
from reportgen.document.illustrations import in_pairs
from reportgen.document.kinds import brief_kind
from reportgen.document.labels import current_words
from reportgen.document.material import Material, UserText
from reportgen.document.matter import back_matter, back_sections, front_matter, head_matter
from reportgen.document.numbering import labels_of, numbered
from reportgen.document.prose_walk import (
    cited_keys,
    front_prose,
    printed_quantities,
    referenced_anchors,
    section_prose,
)
from reportgen.document.references.bibliography import Bibliography, load_bibliography
from reportgen.document.references.reference_list import (
    format_references,
    has_style,
    style_names_near,
)
from reportgen.document.tables.evidence_table import pointer_appendix, supplement
from reportgen.narrative.numbers.number_text import date_text
from reportgen.regular_file import real_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.document.brief import (
        BackMatter,
        BriefSection,
        Coverage,
        FormattedReference,
        FrontMatter,
    )
    from reportgen.document.kinds import BriefKind
    from reportgen.figures.figure import Figure
    from reportgen.ledger.ledger import AssembledLedger
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose
    from reportgen.model.series import Dataset
    from reportgen.narrative.narrative import Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledBrief:
    """A brief, and the problems found in its text fields."""

    brief: Brief
    diagnostics: tuple[Diagnostic, ...]


def assemble_brief(
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    figures: Mapping[str, Figure],
    ledger: AssembledLedger,
    *,
    kind: str | None = None,
) -> AssembledBrief:
    """Return the brief of one organization.

    Text fields are parsed here; their problems are returned as diagnostics. Every comparison,
    goal and other outcome appears, even if no section names it.

    Parameters
    ----------
    figures : mapping of str to Figure
        Figures by key, such as ``trend.followers``.
    kind : str or None
        The kind of brief; that of the configuration by default.
    """
    chosen = brief_kind(kind or configuration.brief.kind)
    material = Material(
        configuration=configuration,
        dataset=dataset,
        outcomes=_with_previous(outcomes, ledger),
        narrative=narrative,
        figures=figures,
        words=current_words(),
        uses_configured_texts=chosen.uses_texts_of(configuration.brief.kind),
        previous=ledger.previous,
        length=chosen.printed_length(configuration.brief.length),
    )
    bibliography = bibliography_of(configuration)
    # One parser for the whole brief, so that all diagnostics of its text fields are collected.
    user_text = UserText(material, bibliography.keys)
    front = front_matter(material, user_text, chosen)
    sections = chosen.sections(material, user_text)
    if chosen.has_wide_figures:
        sections = tuple(map(in_pairs, sections))
    body = numbered(sections, material.words)
    back = back_sections(material, user_text)
    printed_prose = [*front_prose(front), *section_prose((*body, *back))]
    appendices = _appendices(material, user_text, chosen)
    # After everything else, because it lists what the others print.
    all_prose = [*printed_prose, *section_prose(appendices)]
    evidence = supplement(material, printed_quantities(all_prose), kind=chosen.name)
    covered = None
    if evidence is not None:
        covered = coverage(material, user_text, all_prose)
        rest = coverage_words(covered, material)
        appendices = (*appendices, pointer_appendix(material, evidence, rest))
    appendices = numbered(appendices, material.words, letter="A")
    # Only works cited in the printed prose are listed, in order of first citation.
    references = format_references(
        bibliography,
        # The text of a short report may are in its appendices.
        cited_keys([*printed_prose, *section_prose(appendices)]),
        style=_style(configuration),
    )
    back = (*back, *stated_section(user_text.stated, material.words.stated))
    closing = back_matter(material, back, references, appendices, evidence)
    labels = labels_of((*body, *appendices))
    brief = _brief(
        material,
        ledger,
        kind=chosen,
        front=front,
        body=body,
        closing=closing,
        labels=labels,
        cited=references,
        covered=covered,
    )
    wrong = _dangling([*printed_prose, *section_prose(appendices)], labels)
    return AssembledBrief(
        brief=brief,
        diagnostics=(*bibliography.diagnostics, *user_text.diagnostics, *wrong),
    )


def _brief(
    material: Material,
    ledger: AssembledLedger,
    *,
    kind: BriefKind,
    front: FrontMatter,
    body: tuple[BriefSection, ...],
    closing: BackMatter,
    labels: Mapping[str, str],
    cited: tuple[FormattedReference, ...],
    covered: Coverage | None,
) -> Brief:
    configuration = material.configuration
    sheet = front_sheet(configuration.brief.front) if kind.has_front_sheet else ()
    return Brief(
        language=material.words.language,
        kind=kind.name,
        page_size=configuration.brief.page_size,
        organization=configuration.organization.name,
        short_name=configuration.organization.short_name,
        report_date=material.outcomes.plan.report_date.isoformat(),
        report_date_text=date_text(material.outcomes.plan.report_date),
        is_synthetic=material.is_synthetic,
        words=material.words,
        front=front,
        sections=body,
        back=closing,
        head=head_matter(material, front, license_url=closing.license_url),
        labels=labels,
        citations={item.key: item.number for item in cited},
        ledger=ledger.ledger,
        findings=tuple(
            Finding(subject=item.subject, sentences=item.short)
            for item in material.narrative.statements.values()
        ),
        length=material.length.value,
        is_draft=configuration.brief.is_draft,
        front_sheet=sheet,
        left_out=left_out(body, has_front_sheet=bool(sheet)),
        url=configuration.brief.url,
        coverage=covered,
    )


def _with_previous(outcomes: Outcomes, ledger: AssembledLedger) -> Outcomes:
    """Return the outcomes with the quantities of the previous edition, which texts may print."""
    if ledger.previous is None:
        return outcomes
    # Ids of the previous edition have a prefix of their own, so that they can't replace current
    # ones.
    return replace(outcomes, quantities={**outcomes.quantities, **ledger.previous.quantities})


def bibliography_of(configuration: Configuration) -> Bibliography:
    """Load the bibliography, which must be in a folder that data may be read from."""
    name = configuration.brief.references
    if name is None:
        return Bibliography()
    place = configuration.place("brief", "references")
    # Resolved before the check, so that neither `..` nor a symbolic link leads out of the folders.
    path = real_path(configuration.path.parent / name)
    roots = (configuration.path.parent, *configuration.data_roots)
    if not any(path.is_relative_to(real_path(root)) for root in roots):
        return Bibliography(diagnostics=(_outside(name, configuration),))
    found = load_bibliography(path, name=name, place=place)
    if has_style(_style(configuration)):
        return found
    return Bibliography(diagnostics=(*found.diagnostics, _unknown_style(configuration)))


def _style(configuration: Configuration) -> str:
    return configuration.brief.citation_style or configuration.brief.number_style


def _unknown_style(configuration: Configuration) -> Diagnostic:
    name = _style(configuration)
    near = style_names_near(name)
    return Diagnostic(
        code="REN014",
        severity=Severity.ERROR,
        message=f"there is no citation style `{name}`",
        place=configuration.place("brief", "citation_style"),
        help=f"did you mean {', '.join(f'`{item}`' for item in near)}?"
        if near
        else "take a style's name in the Citation Style Language project, such as `apa`",
    )


def _outside(name: str, configuration: Configuration) -> Diagnostic:
    return Diagnostic(
        code="REN001",
        severity=Severity.ERROR,
        message=f"the bibliography `{name}` lies outside the configuration's folder",
        place=configuration.place("brief", "references"),
        help="move it next to the configuration, or allow its folder with `--data-root`",
    )


def _appendices(
    material: Material, user_text: UserText, kind: BriefKind
) -> tuple[BriefSection, ...]:
    methods = kind.methods_appendices or analyses_appendices
    sensitivity = sensitivity_appendix(
        material,
        draws_defaults=kind.draws_default_comparisons,
        # A kind whose body omits the methods has the notes on the data there, among the risks.
        has_notes=kind.methods_appendices is None,
    )
    return (*methods(material, user_text), *((sensitivity,) if sensitivity else ()))


def _dangling(words: list[Prose], labels: Mapping[str, str]) -> list[Diagnostic]:
    """Return a diagnostic for each reference to a figure or table that does not exist."""
    return [
        Diagnostic(
            code="REN004",
            severity=Severity.ERROR,
            message=f"the text mentions `{anchor}`, which this brief does not have",
            help=f"known are {', '.join(f'`{name}`' for name in labels) or 'none'}",
        )
        for anchor in referenced_anchors(words)
        if anchor not in labels
    ]
