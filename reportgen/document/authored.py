"""What a brief says on the authors' word: how much of it there is, and the list at its end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection, Coverage
from reportgen.document.prose_walk import inlines
from reportgen.languages.current import current_language
from reportgen.model.prose import BulletList, Number, Paragraph
from reportgen.narrative.claims.judgement import Basis
from reportgen.narrative.claims.own_texts import own_claims
from reportgen.narrative.numbers.number_text import decimal_text
from reportgen.narrative.phrases import compose, enumerated, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.material import Material, UserText
    from reportgen.model.prose import Prose, Stated

STATED_ANCHOR = "back-stated"


def coverage(material: Material, user_text: UserText, printed: Iterable[Prose]) -> Coverage:
    """Return how many numbers of a brief are computed, cited, stated, or none of these.

    Parameters
    ----------
    user_text : UserText
        After it has parsed every text of the brief.
    printed : iterable of Prose
        The prose of the brief, without its list of numbers.
    """
    computed = sum(isinstance(item, Number) for prose in printed for item in inlines(prose))
    typed = [
        item.doubt.basis
        for item in own_claims(material.configuration, material.outcomes, current_language())
        if item.own.path in user_text.paths and item.doubt.is_number
    ]
    asks = material.configuration.brief.asks
    amounts = [
        item
        for position, ask in enumerate(asks)
        if ("brief", "asks", position, "what") in user_text.paths
        for item in (ask.cost, ask.reserve_before, ask.reserve_after, ask.reserve_minimum)
        if item is not None
    ]
    return Coverage(
        computed=computed,
        cited=typed.count(Basis.CITED),
        stated=typed.count(Basis.STATED) + len(amounts),
        unbound=typed.count(Basis.UNBOUND),
    )


def coverage_words(found: Coverage, material: Material) -> Prose:
    """Return the sentence that says on what the numbers of a brief rest."""

    def written(number: int) -> str:
        return decimal_text(Decimal(number), 0, material.narrative.style)

    if found.all == found.computed:
        return phrase(
            "Every number in the text and tables of this brief is computed from the data. Dates "
            "and other plain facts are not counted."
        )
    parts = [
        phrase("{number} are computed from the data", number=written(found.computed)),
        *([phrase("{number} cited", number=written(found.cited))] if found.cited else []),
        *(
            [phrase("{number} stated by the authors", number=written(found.stated))]
            if found.stated
            else []
        ),
        *(
            [phrase("{number} given without evidence", number=written(found.unbound))]
            if found.unbound
            else []
        ),
    ]
    return phrase(
        "Of {all} numbers in the text and tables of this brief, {parts}. Dates and other plain "
        "facts are not counted.",
        all=written(found.all),
        parts=enumerated(parts),
    )


def stated_section(stated: Iterable[Stated], heading: str) -> tuple[BriefSection, ...]:
    """Return the list of what the authors state, with the source of each; empty without any."""
    items = tuple(
        (Paragraph(compose(item.words.rstrip("."), " (", item.source, ")")),) for item in stated
    )
    if not items:
        return ()
    return (BriefSection(anchor=STATED_ANCHOR, heading=heading, blocks=(BulletList(items),)),)
