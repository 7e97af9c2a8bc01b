"""Front matter: title, authors, abstract, citation, keywords and key numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Affiliation, BriefAuthor, FrontMatter, KeyNumber
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.number_text import date_text

if TYPE_CHECKING:
    from reportgen.document.kinds import BriefKind
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.organization import Author
    from reportgen.model.prose import Prose, TextBlock

# Three fit next to each other in the width of the text.
_KEY_NUMBERS = 3
# About one line of the running header.
_SHORT_TITLE = 90


def front_matter(material: Material, user_text: UserText, kind: BriefKind) -> FrontMatter:
    """Return everything that precedes the first section."""
    brief = material.configuration.brief
    words = material.words
    affiliations = _affiliations(brief.authors)
    title = _title(material, user_text, kind)
    date = date_text(material.outcomes.plan.report_date)
    note = [date, words.synthetic] if material.is_synthetic else [date]
    return FrontMatter(
        masthead=material.configuration.organization.name,
        masthead_note=" · ".join(note),
        kicker=kind.kicker,
        title=title,
        short_title=shortened(plain_text(title)),
        standfirst=kind.standfirst(material),
        authors=tuple(_author(item, affiliations) for item in brief.authors),
        affiliations=_listed_affiliations(affiliations),
        abstract=_abstract(material, user_text),
        citation=brief.citation,
        # Keywords are for journals: they describe the configured kind of brief, not a second one
        # made from the same file.
        keywords=brief.keywords if kind.name == brief.kind else (),
        key_numbers=_key_numbers(material) if kind.has_key_numbers else (),
    )


def shortened(text: str, limit: int = _SHORT_TITLE) -> str:
    """Return a text truncated between words to at most `limit` characters."""
    if len(text) <= limit:
        return text
    # One character less, for the ellipsis.
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _title(material: Material, user_text: UserText, kind: BriefKind) -> Prose:
    """Return the configured title, or a generated one."""
    brief = material.configuration.brief
    if brief.title and material.uses_configured_texts:
        return user_text.line(brief.title, "brief", "title")
    return kind.title(material)


def _abstract(material: Material, user_text: UserText) -> tuple[TextBlock, ...]:
    """Return the abstract; empty if it was written for another kind of brief."""
    brief = material.configuration.brief
    if not material.uses_configured_texts:
        return ()
    return user_text.blocks(brief.abstract, "brief", "abstract")


def _author(author: Author, affiliations: dict[str, str]) -> BriefAuthor:
    mark = affiliations.get(author.affiliation, "")
    return BriefAuthor(
        name=author.name,
        degrees=author.degrees,
        # A single affiliation needs no marks.
        marks=(mark,) if mark and len(affiliations) > 1 else (),
        orcid=author.orcid or "",
        email=author.email or "",
        is_corresponding=author.corresponding,
    )


def _affiliations(authors: tuple[Author, ...]) -> dict[str, str]:
    named = dict.fromkeys(item.affiliation for item in authors if item.affiliation)
    return {name: str(position) for position, name in enumerate(named, start=1)}


def _listed_affiliations(affiliations: dict[str, str]) -> tuple[Affiliation, ...]:
    has_marks = len(affiliations) > 1
    return tuple(
        Affiliation(mark=mark if has_marks else "", text=text)
        for text, mark in affiliations.items()
    )


def _key_numbers(material: Material) -> tuple[KeyNumber, ...]:
    """Return the key numbers; none if comparisons were planned but not one could be made."""
    if material.outcomes.comparisons and not material.has_compared:
        return ()
    headlines = material.narrative.headlines[:_KEY_NUMBERS]
    return tuple(KeyNumber(value=item.value, label=item.label) for item in headlines)
