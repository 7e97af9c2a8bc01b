"""The front matter: title, authors, abstract, citation, keywords, the three numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import Affiliation, BriefAuthor, FrontMatter, KeyNumber
from reportgen.model.prose import Text, plain_text
from reportgen.model.verdict import Strength
from reportgen.narrative.compose import compose
from reportgen.narrative.number_text import date_text

if TYPE_CHECKING:
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.organization import Author
    from reportgen.model.prose import Inline, Prose

_KEY_NUMBERS = 3
_SHORT_TITLE = 90


def front_matter(material: Material, user_text: UserText) -> FrontMatter:
    """Return what stands above the first section."""
    brief = material.configuration.brief
    words = material.words
    affiliations = _affiliations(brief.authors)
    title = _title(material, user_text)
    date = date_text(material.outcomes.plan.report_date)
    note = [date, words.synthetic] if material.is_synthetic else [date]
    return FrontMatter(
        masthead=material.configuration.organization.name,
        masthead_note=" · ".join(note),
        kicker=dict(words.kinds).get(material.kind, material.kind.capitalize()),
        title=title,
        short_title=shortened(plain_text(title)),
        standfirst=_standfirst(material),
        authors=tuple(_author(item, affiliations) for item in brief.authors),
        affiliations=_listed_affiliations(affiliations),
        abstract=user_text.blocks(brief.abstract, "brief", "abstract"),
        citation=brief.citation,
        keywords=brief.keywords,
        key_numbers=_key_numbers(material),
    )


def shortened(text: str, limit: int = _SHORT_TITLE) -> str:
    """Return a text cut between words, so that a running head holds it."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def first_sentence(prose: Prose) -> Prose:
    """Return the words up to the first full stop that ends a sentence."""
    kept: list[Inline] = []
    for item in prose:
        if isinstance(item, Text) and ". " in item.text:
            return compose(tuple(kept), item.text[: item.text.index(". ") + 1])
        kept.append(item)
    return tuple(kept)


def _title(material: Material, user_text: UserText) -> Prose:
    """Return the configuration's title, or what the brief is about."""
    brief = material.configuration.brief
    if brief.title:
        return user_text.line(brief.title, "brief", "title")
    return material.narrative.title


def _standfirst(material: Material) -> Prose:
    """Return the first finding in plain words; the first comparison where nothing was found."""
    outcomes = material.outcomes.comparisons
    found = [item for item in outcomes if item.verdict.strength is not Strength.NONE]
    for outcome in (*found, *outcomes):
        statement = material.narrative.statements.get(outcome.comparison.id)
        if statement is not None and statement.short:
            return first_sentence(statement.short)
    return compose(material.configuration.organization.description)


def _author(author: Author, affiliations: dict[str, str]) -> BriefAuthor:
    mark = affiliations.get(author.affiliation, "")
    return BriefAuthor(
        name=author.name,
        degrees=author.degrees,
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
    """Return the most telling numbers: what was found, before what was only counted."""
    headlines = material.narrative.headlines[:_KEY_NUMBERS]
    return tuple(KeyNumber(value=item.value, label=item.label) for item in headlines)
