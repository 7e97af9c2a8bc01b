"""What the portfolio says in words: every number is bound to its entry in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.prose import Number, Paragraph, Superscript, Text
from reportgen.model.quantity_ids import ORGANIZATIONS, CommonMeasureIds
from reportgen.narrative.numbers.number_text import JMIR, number, range_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.organization_comparison import Measure
    from reportgen.model.prose import Inline, Prose
    from reportgen.model.quantity import Quantity

MOST_NAMED = 8


class Speaker:
    """Writes prose whose numbers come from the portfolio's quantities."""

    def __init__(self, quantities: Mapping[str, Quantity], names: Mapping[str, str]) -> None:
        self.quantities, self.names = quantities, names

    def number(self, name: str, part: str = "value") -> Number:
        """Return one number, bound to its quantity."""
        return number(self.quantities[name], JMIR, part)

    def value(self, name: str) -> float:
        """Return a quantity's value; 0 where it is not a number."""
        found = self.quantities[name].value
        return float(found) if isinstance(found, (int, float)) else 0.0

    def counted(self, name: str, one: str, many: str) -> list[Inline]:
        """Return a count with its noun."""
        return [self.number(name), Text(f" {one if self.value(name) == 1 else many}")]

    def interval(self, name: str) -> list[Inline]:
        """Return ``(95% CI 1.2-3.4)`` after an estimate."""
        quantity = self.quantities[name]
        return [
            Text(" ("),
            self.number(name, "confidence_level"),
            Text(" CI "),
            self.number(name, "ci_low"),
            Text(range_mark(quantity, JMIR)),
            self.number(name, "ci_high"),
            Text(")"),
        ]

    def bounds(self, name: str) -> list[Inline]:
        """Return ``(1.2-3.4)``, under a head that names the interval."""
        quantity = self.quantities[name]
        return [
            Text(" ("),
            self.number(name, "ci_low"),
            Text(range_mark(quantity, JMIR)),
            self.number(name, "ci_high"),
            Text(")"),
        ]

    def title(self, measures: tuple[Measure, ...]) -> Prose:
        """Return the finding of the page."""
        for measure in measures:
            if measure.beyond:
                ids = CommonMeasureIds(measure.metric)
                differ = "differs" if len(measure.beyond) == 1 else "differ"
                return (
                    self.number(ids.beyond),
                    Text(" of "),
                    *self.counted(ids.n, "organization", "organizations"),
                    Text(f" {differ} from the rest in {what(measure)}"),
                )
        if measures:
            return (
                Text("No organization differs from the rest by more than chance, among "),
                *self.counted(ORGANIZATIONS.total, "organization", "organizations"),
            )
        return tuple(self.counted(ORGANIZATIONS.total, "organization", "organizations"))

    def standfirst(self) -> Prose:
        """Return how many briefs there are, and how many are missing."""
        words: list[Inline] = [
            *self.counted(ORGANIZATIONS.current, "organization has", "organizations have"),
            Text(" a current brief"),
        ]
        if self.value(ORGANIZATIONS.failed):
            words += [Text("; "), self.number(ORGANIZATIONS.failed)]
            words += [Text(" could not be built and are named below")]
        return (*words, Text("."))

    def measure(self, measure: Measure) -> list[Paragraph]:
        """Return what is to be said of one metric."""
        ids = CommonMeasureIds(measure.metric)
        first: list[Inline] = [Text(f"{_subject(measure)} of ")]
        first += self.counted(ids.n, "organization", "organizations")
        first += [Text(" could be compared: on average "), self.number(ids.mean)]
        first += [Text(f" {_unit(measure)}".rstrip()), *self.interval(ids.mean), Text(". ")]
        first += [
            Text("Of the spread between them, "),
            self.number(ids.i_squared),
            Text(" is more than chance ("),
            Text("I"),
            Superscript("2"),
            Text("); the standard deviation between organizations is "),
            self.number(ids.tau),
            Text(f" {_tau_unit(measure)}. "),
        ]
        first += self._beyond(measure)
        if self.value(ids.missing):
            first += [Text(" ")]
            first += self.counted(ids.missing, "organization", "organizations")
            first += [Text(" could not be compared; the table says why.")]
        return [Paragraph(tuple(first))]

    def _beyond(self, measure: Measure) -> list[Inline]:
        """Return who lies beyond the outer limits, by name as far as there is room."""
        if not measure.beyond:
            return [Text("No organization lies beyond the 99.8% limits.")]
        name = CommonMeasureIds(measure.metric).beyond
        lie = "lies" if len(measure.beyond) == 1 else "lie"
        named = [self.names[item] for item in measure.beyond[:MOST_NAMED]]
        rest = ", among them " if len(measure.beyond) > len(named) else ": "
        return [
            *self.counted(name, "organization", "organizations"),
            Text(f" {lie} beyond the 99.8% limits{rest}{', '.join(named)}."),
        ]


def what(measure: Measure) -> str:
    """Return what a measure is of, as it stands in a sentence."""
    label = in_sentence(measure.label)
    return f"growth of {label}" if measure.kind == "level" else label


def in_sentence(label: str) -> str:
    """Return a label with a small first letter, unless it is an abbreviation."""
    is_short = label[1:2].isupper() or not label[1:2].isalpha()
    return label if is_short else label[:1].lower() + label[1:]


def _subject(measure: Measure) -> str:
    if measure.kind == "level":
        return f"The growth of {in_sentence(measure.label)} in the last 12 months"
    per = f" per 100 {measure.per}" if measure.per else ""
    return f"{measure.label}{per} in the last 12 months"


def _unit(measure: Measure) -> str:
    if measure.kind == "level":
        return "a month"
    per = f" per 100 {measure.per}" if measure.per else ""
    return f"{measure.unit}{per}"


def _tau_unit(measure: Measure) -> str:
    return "percentage points" if measure.is_share else _unit(measure)
