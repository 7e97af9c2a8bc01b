"""Registry of the kinds of brief, such as editorials and board reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.appendices import methods_appendix
from reportgen.document.board_pages import board_pages, periods_line
from reportgen.document.board_sections import board_sections, board_supplement
from reportgen.document.sections import body_sections
from reportgen.document.tables.goal_tables import smart_audit
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.board import Length
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.document.brief import BriefSection
    from reportgen.document.material import Material, UserText
    from reportgen.model.prose import Prose

    Sections = Callable[[Material, UserText], tuple[BriefSection, ...]]


def _found_title(material: Material) -> Prose:
    return material.narrative.title


def _finding(material: Material) -> Prose:
    """Return the most important finding; without one, what the organization does."""
    description = material.configuration.organization.description
    return material.narrative.standfirst or compose(description)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefKind:
    """A kind of brief. The defaults suit a kind that only adds templates.

    Attributes
    ----------
    name : str
        Value of `--kind` and `brief.kind`; also the name of its template folder and of its
        output files.
    label : str
        Printed above the title; the capitalized name by default.
    sections : callable
        Creates the sections of the body.
    methods_appendices : callable or None
        Creates appendices on methods, for a kind whose body omits them; without it, an appendix
        says how each number was made.
    title, standfirst : callable
        Create the title if the configuration has none, and the standfirst.
    ignores_texts_of_other_kinds : bool
        Whether the title, abstract and sections of a configuration for another kind are left out.
    has_key_numbers : bool
        Whether key numbers are displayed under the title.
    has_goal_sparklines : bool
        Whether each goal has a sparkline.
    draws_default_comparisons : bool
        Whether sensitivity analyses are also drawn for comparisons that the configuration
        does not name.
    has_wide_figures : bool
        Whether figures take the width of the page, rather than that of the text.
    moves_figures : bool
        Whether figures may move in print to fill pages.
    article_type : str
        The JATS `article-type`.
    has_front_sheet : bool
        Whether the front sheet of a board paper is printed.
    length : Length
        How much is printed where the configuration does not say.
    """

    name: str
    label: str = ""
    sections: Sections = body_sections
    methods_appendices: Sections | None = None
    title: Callable[[Material], Prose] = _found_title
    standfirst: Callable[[Material], Prose] = _finding
    ignores_texts_of_other_kinds: bool = False
    has_key_numbers: bool = True
    has_goal_sparklines: bool = False
    draws_default_comparisons: bool = True
    has_wide_figures: bool = False
    moves_figures: bool = False
    article_type: str = "other"
    has_front_sheet: bool = False
    length: Length = Length.FULL

    @property
    def kicker(self) -> str:
        """Return the text above the title, in the current language."""
        return translated(self.label) if self.label else self.name.capitalize()

    def printed_length(self, configured: Length | None) -> Length:
        """Return how much is printed; a kind that is not short by itself has no short form."""
        return configured or self.length if self.length is Length.SHORT else Length.FULL

    def uses_texts_of(self, configured: str) -> bool:
        """Return whether the texts of a configuration for the kind `configured` are used."""
        return not self.ignores_texts_of_other_kinds or configured == self.name


def _board_title(material: Material) -> Prose:
    return material.narrative.board_title or material.narrative.title


def _board_standfirst(material: Material) -> Prose:
    """Return the subject of the report; its first page already lists the findings."""
    if material.length is Length.SHORT and (line := periods_line(material)):
        return line
    return material.narrative.opening or compose(material.configuration.organization.description)


def _board_sections(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return two pages, or a page with half a page per metric and all that follows."""
    made = board_pages if material.length is Length.SHORT else board_sections
    return made(material, user_text)


def _board_appendices(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return the methods, the audit of goals, and what two pages had no room for."""
    more = board_supplement(material, user_text) if material.length is Length.SHORT else ()
    found = (methods_appendix(material), smart_audit(material, user_text))
    return (*more, *(section for section in found if section is not None))


EDITORIAL = BriefKind(
    name="editorial",
    label=gettext_noop("Editorial"),
    has_wide_figures=True,
    moves_figures=True,
    article_type="editorial",
)
BOARD = BriefKind(
    name="board",
    label=gettext_noop("Board report"),
    sections=_board_sections,
    methods_appendices=_board_appendices,
    title=_board_title,
    standfirst=_board_standfirst,
    ignores_texts_of_other_kinds=True,
    has_key_numbers=False,
    has_goal_sparklines=True,
    draws_default_comparisons=False,
    has_front_sheet=True,
    length=Length.SHORT,
)
# The registry. A new kind of brief is a `BriefKind` here and a template folder of the same name.
KINDS = {kind.name: kind for kind in (EDITORIAL, BOARD)}


def brief_kind(name: str) -> BriefKind:
    """Return the kind of that name; an unlisted name is that of a template folder."""
    return KINDS.get(name) or BriefKind(name=name)
