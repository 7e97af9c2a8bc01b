"""The section on changes since the last edition: a sentence, and a table if any matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import LONGEST_WHOLE_TABLE, Cell, ColumnLabel, Row, TableBlock
from reportgen.document.material import EN_DASH, with_references
from reportgen.document.tables.survey_rows import judged_surveys, survey_stub
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.prose import Claim, LineBreak, Paragraph, Text
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import EDITION_CHANGES, GoalIds, former, goal_of, subject_of
from reportgen.narrative.method_change import method_change
from reportgen.narrative.numbers.number_text import date_text, number
from reportgen.narrative.phrases import capitalized, compose, enumerated, listed, phrase
from reportgen.narrative.quantity_phrases import unit_words
from reportgen.narrative.status_words import status_word, verdict_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.document.brief import Block, BriefSection
    from reportgen.document.material import Material
    from reportgen.document.numbering import Anchors
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.ledger.records import ChangeRecord
    from reportgen.model.goal import GoalStatus
    from reportgen.model.prose import Prose
    from reportgen.model.verdict import VerdictKind
    from reportgen.narrative.phrases import Part

CHANGES_ANCHOR = "table-changes"
_HEADING = gettext_noop("Changes since the last edition")
_COUNTS = {
    "claims": gettext_noop("{changed} of {all} claims"),
    "goals": gettext_noop("{changed} of {all} goals"),
    "numbers": gettext_noop("{changed} of {all} numbers"),
}
# The reasons of `ChangeRecord.reasons`, in the words that readers see.
_REASONS = {
    "data": gettext_noop("data"),
    "configuration": gettext_noop("settings"),
    "method": gettext_noop("method"),
    "version": gettext_noop("version of the software"),
}


def changes_sections(material: Material, anchors: Anchors) -> list[BriefSection]:
    """Return the section; empty if the configuration names no previous edition."""
    previous = material.previous
    if previous is None:
        return []
    return [anchors.section(translated(_HEADING), _blocks(material, previous))]


def _blocks(material: Material, previous: PreviousEdition) -> list[Block]:
    day = date_text(previous.record.report_date)
    counts = tuple(_counts(material, previous))
    if not counts:
        summary = phrase(
            "No number, claim or goal has changed since the edition of {date}.", date=day
        )
        return [Paragraph(summary)]
    lead = phrase(
        "Changed since the edition of {date}: {counts}.", date=day, counts=enumerated(counts)
    )
    summary = compose(lead, " ", _values(material))
    rows = tuple(_row(material, *item) for item in previous.changes.items())
    if not rows:
        return [Paragraph(compose(summary, *_method(previous)))]
    referring = with_references(summary, (CHANGES_ANCHOR,))
    return [Paragraph(compose(referring, *_method(previous))), _table(rows)]


def _values(material: Material) -> Prose:
    return phrase(
        "Values in the data: {added} added, {revised} revised, {removed} taken out.",
        added=material.value(EDITION_CHANGES.values_added),
        revised=material.value(EDITION_CHANGES.values_revised),
        removed=material.value(EDITION_CHANGES.values_removed),
    )


def _method(previous: PreviousEdition) -> Iterator[Part]:
    """Yield what the reason `method` means, once for all rows; also if numbers alone changed."""
    changes = previous.changes.values()
    if not changes or any("method" in item.reasons for item in changes):
        words = method_change(previous.record.reportgen or "", previous.version)
        yield from (" ", words) if words else ()


def _counts(material: Material, previous: PreviousEdition) -> Iterator[Prose]:
    """Yield the number of changed claims, goals and numbers; nothing if none changed."""
    found = {name: previous.quantities[EDITION_CHANGES.of(name)] for name in _COUNTS}
    # Either all counts are printed or none: `0 of 12 goals` is information next to other changes.
    if not any(item.value for item in found.values()):
        return
    style = material.narrative.style
    for name, item in found.items():
        # A brief without goals has no count of changed goals.
        if item.n:
            changed, everything = number(item, style), number(item, style, "n")
            yield phrase(_COUNTS[name], changed=changed, all=everything)


def _table(rows: tuple[Row, ...]) -> TableBlock:
    heads = (
        translated("Last edition"),
        translated("This edition"),
        translated("Changed inputs"),
    )
    return TableBlock(
        anchor=CHANGES_ANCHOR,
        label="",
        design="changes",
        title=(Text(translated("What this edition says otherwise")),),
        subtitle=(Text(translated("Comparisons, goals and the latest values")),),
        stub_head=(Text(translated("Subject")),),
        column_labels=tuple(ColumnLabel(text=(Text(head),)) for head in heads),
        rows=rows,
        is_wide=True,
        is_long=len(rows) > LONGEST_WHOLE_TABLE,
    )


def _row(material: Material, subject: str, change: ChangeRecord) -> Row:
    reasons = [translated(_REASONS[why]) for why in change.reasons]
    stub, now = _present(material, subject, change.kind)
    value = _value(material, former(change.number))
    words = () if _monitoring_of(material, subject) else _previous_words(subject, change)
    return Row(
        stub=stub,
        cells=(
            Cell(text=_lines(value, words)),
            Cell(text=now),
            Cell(text=listed(reasons) if reasons else compose(EN_DASH)),
        ),
    )


def _previous_words(subject: str, change: ChangeRecord) -> Prose:
    """Return the verdict or status of the previous edition in words."""
    bound = former(subject)
    if change.verdict is not None and change.strength is not None:
        return _verdict(change.verdict, bound)
    return () if change.status is None else _status(change.status, bound)


def _present(material: Material, subject: str, kind: str) -> tuple[Prose, Prose]:
    """Return the subject of a row, and its value and verdict or status in this edition."""
    if kind == "claim":
        return _claim(material, subject)
    if kind == "goal":
        return _goal(material, subject)
    metric = material.configuration.metrics.get(subject_of(subject))
    # A metric may have been removed from the configuration since; its id remains.
    label = phrase("{metric}, latest value", metric=metric.label if metric else subject)
    return capitalized(label), _lines(_value(material, subject), ())


def _claim(material: Material, subject: str) -> tuple[Prose, Prose]:
    verdicts = {item.comparison: item for item in material.outcomes.verdicts}
    verdict = verdicts.get(subject)
    if verdict is None:
        return compose(subject), compose(EN_DASH)
    words = _verdict(verdict.verdict, subject)
    if found := _monitoring_of(material, subject):
        words = material.narrative.variations[found.metric.id]
    return _subject(material, subject), _lines(_value(material, verdict.primary), words)


def _monitoring_of(material: Material, subject: str) -> MetricMonitoring | None:
    """Return the metric whose verdict is said instead of a comparison's own, if any."""
    outcome = material.comparison(subject)
    return None if outcome is None else material.outcomes.monitoring_of(outcome.comparison)


def _subject(material: Material, subject: str) -> Prose:
    """Return what a verdict is about, on two lines."""
    outcome = material.comparison(subject)
    if outcome is not None:
        contrast = material.contrast_label(outcome)
        return capitalized(compose(outcome.metric.label, LineBreak(), contrast))
    stubs = {
        verdict.comparison: survey_stub(asked, verdict)
        for asked, verdict in judged_surveys(material)
    }
    return stubs[subject]


def _goal(material: Material, subject: str) -> tuple[Prose, Prose]:
    known = {GoalIds(item.goal.id).stem: item for item in material.outcomes.goals}
    progress = known.get(subject)
    if progress is None:
        return compose(goal_of(subject)), compose(EN_DASH)
    words = _status(progress.status, subject)
    return compose(progress.goal.specific), _lines(
        _value(material, GoalIds(progress.goal.id).value), words
    )


def _status(status: GoalStatus, subject: str) -> Prose:
    return (Claim(status_word(status), subject),)


def _verdict(kind: VerdictKind, subject: str) -> Prose:
    return (Claim(verdict_word(kind), subject),)


def _value(material: Material, name: str) -> Prose:
    """Return a number with its unit; empty if it has no value."""
    found = material.quantity(name)
    if found is None:
        return ()
    unit = unit_words(found)
    if not unit:
        is_ratio = found.form.public is Form.RATIO
        return compose(material.value(name), material.words.times_sign if is_ratio else "")
    return compose(material.value(name), f" {unit}")


def _lines(value: Prose, words: Prose) -> Prose:
    """Return a number above its words; an en dash if there is neither."""
    if value and words:
        return compose(value, LineBreak(), words)
    return value or words or compose(EN_DASH)
