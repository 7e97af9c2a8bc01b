"""The inputs of a brief: outcomes with shared lookups, and the parser of text fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic
from reportgen.document.own_pictures import own_figure
from reportgen.model.board import Length
from reportgen.model.prose import Reference, Text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.fields.text_field import parse_inline_text, parse_text_field
from reportgen.narrative.numbers.number_text import has_interval, number, range_mark
from reportgen.narrative.numbers.period_text import against_text
from reportgen.narrative.phrases import compose, listed, phrase
from reportgen.narrative.quantity_phrases import QuantityFormatter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.document.brief import Block
    from reportgen.document.labels import Words
    from reportgen.figures.figure import Figure
    from reportgen.ledger.previous_edition import PreviousEdition
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.prose import Prose, Stated, TextBlock
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset
    from reportgen.narrative.fields.text_field import InlineText, TextField
    from reportgen.narrative.narrative import Narrative


EN_DASH = "–"

# The call is recognized in the source, because sections must know what a text prints before it is
# parsed.
_SAY = re.compile(r"\{\{\s*say\(\s*[\"']([^\"']+)[\"']\s*\)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The outcomes of one organization with their text and figures.

    `uses_configured_texts` says whether the title, abstract and sections of the configuration
    were written for this kind of brief. `length` says how much is printed.
    """

    configuration: Configuration
    dataset: Dataset
    outcomes: Outcomes
    narrative: Narrative
    figures: Mapping[str, Figure]
    words: Words
    uses_configured_texts: bool
    previous: PreviousEdition | None = None
    length: Length = Length.FULL

    @property
    def is_synthetic(self) -> bool:
        """Return whether the configuration or a file marks the data as synthetic."""
        return self.configuration.brief.synthetic or any(
            file.is_synthetic for file in self.dataset.files.values()
        )

    @property
    def has_compared(self) -> bool:
        """Return whether at least one comparison could be made."""
        kinds = {item.verdict.verdict for item in self.outcomes.comparisons}
        return bool(kinds - {VerdictKind.NOT_ASSESSABLE})

    @property
    def formatter(self) -> QuantityFormatter:
        """Return the formatter of quantities with units, in the number style of the brief."""
        return QuantityFormatter(
            configuration=self.configuration, outcomes=self.outcomes, style=self.narrative.style
        )

    def comparison(self, name: str) -> ComparisonOutcome | None:
        """Return the outcome of a comparison by its id, None if there is none."""
        found = (item for item in self.outcomes.comparisons if item.comparison.id == name)
        return next(found, None)

    def has_sensitivity(self, name: str) -> bool:
        """Return whether a comparison has a table of sensitivity analyses."""
        found = (item for item in self.outcomes.deciding if item.comparison.id == name)
        return any(item.verdict.sensitivity for item in found)

    def period_label(self, period: str) -> str:
        """Return the label of a period; its id if it is not in the plan."""
        return self.narrative.period_labels.get(period, period)

    def base_label(self, outcome: ComparisonOutcome) -> str:
        """Return the label of the period that the later one was compared with.

        It is ``the same months a year earlier`` where those of the plan can't be compared.
        """
        comparison, earlier = outcome.comparison, outcome.compared_with
        if earlier is None:
            return self.period_label(comparison.base)
        return against_text(self.outcomes.plan.periods[comparison.later], earlier)

    def contrast_label(self, outcome: ComparisonOutcome) -> str:
        """Return ``after against before``, with the labels of the periods."""
        later = self.period_label(outcome.comparison.later)
        return f"{later} {self.words.against} {self.base_label(outcome)}"

    def quantity(self, name: str) -> Quantity | None:
        """Return a quantity by its id, None if it has no value."""
        found = self.outcomes.quantities.get(name)
        return found if found is not None and found.value is not None else None

    def value(self, name: str) -> Prose:
        """Return a quantity as text, an en dash if it has no value."""
        found = self.quantity(name)
        return compose(number(found, self.narrative.style)) if found else compose(EN_DASH)

    def interval(self, quantity: Quantity) -> Prose:
        """Return the confidence interval of a quantity without brackets; empty if it has none."""
        style = self.narrative.style
        if not has_interval(quantity):
            return ()
        # One-sided intervals have only one bound.
        if quantity.ci_low is None:
            return phrase("{bound} or less", bound=number(quantity, style, "ci_high"))
        low = number(quantity, style, "ci_low")
        if quantity.ci_high is None:
            return phrase("{bound} or more", bound=low)
        return compose(low, range_mark(quantity, style), number(quantity, style, "ci_high"))

    def value_with_interval(self, name: str) -> Prose:
        """Return ``1.7 (1.6-1.8)``."""
        found = self.quantity(name)
        if found is None or not has_interval(found):
            return self.value(name)
        return compose(self.value(name), " (", self.interval(found), ")")


def figure_anchor(key: str) -> str:
    """Return the anchor of a figure: ``fig-trend-followers`` for ``trend.followers``."""
    return "fig-" + key.replace(".", "-").replace("_", "-")


def with_references(
    prose: Prose, anchors: tuple[str, ...], *, joins_evidence: bool = False
) -> Prose:
    """Append references to figures and tables to sentences, such as ``(Figure 1)``.

    If they join the evidence, a finding that ends with it has them in the same brackets.
    """
    if not anchors:
        return prose
    pointer = listed([Reference(anchor) for anchor in anchors], ", ")
    last = prose[-1] if prose else None
    if joins_evidence and isinstance(last, Text) and last.text.endswith(")."):
        return compose(prose[:-1], last.text[: -len(").")], "; ", pointer, ").")
    # The reference goes before the full stop: `... grew (Figure 1).`
    if isinstance(last, Text) and last.text.endswith("."):
        return compose(prose[:-1], last.text[:-1], " (", pointer, ").")
    return compose(prose, " (", pointer, ")")


@dataclass(slots=True)
class UserText:
    """Parse text fields and collect their diagnostics, what they state, and their key paths."""

    material: Material
    known_keys: frozenset[str]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    pictures: int = 0
    stated: dict[Stated, None] = field(default_factory=dict)
    paths: set[KeyPath] = field(default_factory=set)

    def blocks(self, text: str, *path: str | int) -> tuple[TextBlock, ...]:
        """Return the blocks of a text field.

        Parameters
        ----------
        text : str
            Markdown; an empty text has no blocks.
        path : str or int
            Its key path in the configuration, for messages.
        """
        if not text.strip():
            return ()
        parsed = parse_text_field(
            text,
            narrative=self.material.narrative,
            outcomes=self.material.outcomes,
            place=self.material.configuration.place(*path),
            known_keys=self.known_keys,
        )
        self._keep(parsed, path)
        return parsed.blocks

    def section(self, text: str, *path: str | int) -> tuple[Block, ...]:
        """Return the blocks of the text of a section, with the pictures that it names."""
        parsed = parse_text_field(
            text,
            narrative=self.material.narrative,
            outcomes=self.material.outcomes,
            place=self.material.configuration.place(*path),
            known_keys=self.known_keys,
            takes_pictures=True,
        )
        self._keep(parsed, path)
        blocks: list[Block] = list(parsed.blocks)
        printed = 0
        for named in parsed.pictures:
            self.pictures += 1
            found = own_figure(named, self.material.configuration, self.pictures)
            if isinstance(found, Diagnostic):
                self.diagnostics.append(found)
            else:
                blocks.insert(named.position + printed, found)
                printed += 1
        return tuple(blocks)

    def line(self, text: str, *path: str | int) -> Prose:
        """Return the prose of a one-line field, such as a title."""
        parsed = parse_inline_text(
            text,
            narrative=self.material.narrative,
            outcomes=self.material.outcomes,
            place=self.material.configuration.place(*path),
            known_keys=self.known_keys,
        )
        self._keep(parsed, path)
        return parsed.prose

    def _keep(self, parsed: TextField | InlineText, path: KeyPath) -> None:
        self.diagnostics += parsed.diagnostics
        # Kept in order; a text that is printed twice states its words once.
        self.stated |= dict.fromkeys(parsed.stated)
        self.paths.add(path)


def said_subjects(text: str) -> tuple[str, ...]:
    """Return the ids of the statements that a text field prints with ``say``."""
    return tuple(dict.fromkeys(_SAY.findall(text)))
