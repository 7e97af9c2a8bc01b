"""The kinds of brief: what each is made of, and in what it differs from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.appendices import methods_appendix
from reportgen.document.board_sections import board_sections
from reportgen.document.sections import body_sections
from reportgen.document.tables.smart_audit import smart_audit
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.verdict import Strength
from reportgen.narrative.board_summary import board_title
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.brief import BriefSection
    from reportgen.document.material import Material
    from reportgen.document.user_text import UserText
    from reportgen.model.prose import Prose

    Sections = Callable[[Material, UserText], tuple[BriefSection, ...]]


def _found_title(material: Material) -> Prose:
    return material.narrative.title


def _leading_finding(material: Material) -> Prose:
    """Return the first finding in plain words; the first comparison where nothing was found."""
    outcomes = material.outcomes.comparisons
    found = [item for item in outcomes if item.verdict.strength is not Strength.NONE]
    for outcome in (*found, *outcomes):
        statement = material.narrative.statements.get(outcome.comparison.id)
        if statement is not None:
            return statement.short[0]
    return compose(material.configuration.organization.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefKind:
    """One kind of brief. The defaults are those of a kind that only has templates of its own.

    Attributes
    ----------
    name : str
        As `--kind` and `brief.kind` name it; also its folder of templates and the name of its
        files.
    label : str
        What it is called above its title; its name where left out.
    sections : callable
        The body.
    methods_appendices : callable or None
        Appendices that say how it was done, for a kind whose body does not.
    title, standfirst : callable
        What stands above the body where the configuration does not say it.
    ignores_texts_of_other_kinds : bool
        Whether the title, abstract and sections of a configuration for another kind are left out.
    has_key_numbers : bool
        Whether the most telling numbers stand large under the title.
    has_goal_sparklines : bool
        Whether a small picture stands by each goal.
    draws_default_comparisons : bool
        Whether the sensitivity analyses of comparisons that nobody asked for are drawn, too.
    moves_figures : bool
        Whether figures move in print, so that no page ends in a hole.
    article_type : str
        Its JATS `article-type`.
    """

    name: str
    label: str = ""
    sections: Sections = body_sections
    methods_appendices: Sections | None = None
    title: Callable[[Material], Prose] = _found_title
    standfirst: Callable[[Material], Prose] = _leading_finding
    ignores_texts_of_other_kinds: bool = False
    has_key_numbers: bool = True
    has_goal_sparklines: bool = False
    draws_default_comparisons: bool = True
    moves_figures: bool = False
    article_type: str = "other"

    @property
    def kicker(self) -> str:
        """Return what it is called above its title, in the current language."""
        return translated(self.label) if self.label else self.name.capitalize()

    def uses_texts_of(self, configured: str) -> bool:
        """Return whether the texts of a configuration for the kind `configured` are used."""
        return not self.ignores_texts_of_other_kinds or configured == self.name


def _board_title(material: Material) -> Prose:
    return board_title(material.configuration, material.outcomes, material.narrative)


def _board_opening(material: Material) -> Prose:
    """Return what the report is about: the first page lists the findings."""
    return material.narrative.opening or compose(material.configuration.organization.description)


def _board_appendices(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return what an editorial says in its body: how it was done, and each comparison."""
    found = (methods_appendix(material), smart_audit(material, user_text))
    return tuple(section for section in found if section is not None)


EDITORIAL = BriefKind(
    name="editorial", label=gettext_noop("Editorial"), moves_figures=True, article_type="editorial"
)
BOARD = BriefKind(
    name="board",
    label=gettext_noop("Board report"),
    sections=board_sections,
    methods_appendices=_board_appendices,
    title=_board_title,
    standfirst=_board_opening,
    ignores_texts_of_other_kinds=True,
    has_key_numbers=False,
    has_goal_sparklines=True,
    draws_default_comparisons=False,
)
KINDS = {kind.name: kind for kind in (EDITORIAL, BOARD)}


def brief_kind(name: str) -> BriefKind:
    """Return a kind by its name; a name that is not listed is a folder of templates."""
    return KINDS.get(name) or BriefKind(name=name)
