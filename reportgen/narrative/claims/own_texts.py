"""Every text that the organization writes itself, and what each may say without evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import parsed
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claims.judgement import ANYWHERE, Evidence, Permitted, judge
from reportgen.narrative.claims.lexicon import lexicon
from reportgen.narrative.claims.reading import read_own_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.board import View
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.verdict import Verdict
    from reportgen.narrative.claims.judgement import Doubt

_VIEW = Permitted(is_view=True)
"""For what a brief prints as the organization's own view."""
_NAME = Permitted(is_name=True)
"""For a name, whose numbers are part of it."""

# A longer text is no name.
_LONGEST_NAME = 60
_LETTER_AND_DIGIT = re.compile(r"(?=.*\d)(?=.*[^\W\d_])", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A text of the configuration.

    Attributes
    ----------
    path : key path
    is_markdown : bool
        Whether ``{{ … }}`` and ``[@key]`` are read in it.
    is_quotation : bool
        Whether its words are those of somebody else.
    """

    path: KeyPath
    text: str
    permitted: Permitted = ANYWHERE
    is_markdown: bool = True
    is_quotation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClaim:
    """A typed number or claim, and the text that it is in."""

    own: OwnText
    doubt: Doubt


def own_claims(
    configuration: Configuration, outcomes: Outcomes | None, language: str
) -> tuple[OwnClaim, ...]:
    """Return what the organization's texts claim and no computation bears out, in their order.

    Parameters
    ----------
    outcomes : Outcomes or None
        None where they are not known: then nothing is borne out or contradicted.
    language : str
        The language of the texts.
    """
    words = lexicon(language)
    evidence = _evidence(configuration, outcomes)
    return tuple(
        OwnClaim(own=own, doubt=doubt)
        for own in own_texts(configuration)
        for sentence in read_own_text(own.text, is_markdown=own.is_markdown)
        for doubt in judge(sentence, words, evidence, own.permitted)
    )


def own_texts(configuration: Configuration) -> Iterator[OwnText]:
    """Yield every text that the organization wrote, with its key path; none is empty."""
    texts = chain(
        _prose(configuration),
        _goal_texts(configuration),
        _board_texts(configuration),
        _reasons(configuration),
        _quotations(configuration),
        _names(configuration),
    )
    return (own for own in texts if own.text.strip())


def _prose(configuration: Configuration) -> Iterator[OwnText]:
    brief = configuration.brief
    description = configuration.organization.description
    yield OwnText(path=("organization", "description"), text=description, is_markdown=False)
    yield OwnText(path=("brief", "title"), text=brief.title or "")
    yield OwnText(path=("brief", "abstract"), text=brief.abstract)
    for position, section in enumerate(brief.sections):
        path: KeyPath = ("brief", "sections", position)
        yield OwnText(path=(*path, "heading"), text=section.heading, is_markdown=False)
        yield OwnText(path=(*path, "text"), text=section.text)
    for name in ("acknowledgments", "conflicts_of_interest", "funding", "data_availability"):
        yield OwnText(path=("brief", name), text=getattr(brief, name))
    for name in ("events", "milestones"):
        for position, item in enumerate(getattr(configuration, name)):
            yield OwnText(path=(name, position, "what"), text=item.what, is_markdown=False)


def _goal_texts(configuration: Configuration) -> Iterator[OwnText]:
    for position, goal in enumerate(configuration.goals):
        # A goal names its target, which is what is wanted and not what was found.
        target = goal.measurable.target if goal.measurable else None
        aim = Permitted(is_aim=True, target=target)
        yield OwnText(path=("goals", position, "specific"), text=goal.specific, permitted=aim)
        for name in ("achievable", "relevant"):
            text = getattr(goal, name)
            yield OwnText(
                path=("goals", position, name), text=text, permitted=_VIEW, is_markdown=False
            )


def _board_texts(configuration: Configuration) -> Iterator[OwnText]:
    """Yield what the organization says in a board report: asks, views and actions."""
    brief = configuration.brief
    yield OwnText(path=("brief", "decision"), text=brief.decision, permitted=_VIEW)
    for position, ask in enumerate(brief.asks):
        for name in ("what", "reason", "alternatives", "otherwise", "how_known"):
            path: KeyPath = ("brief", "asks", position, name)
            yield OwnText(path=path, text=getattr(ask, name), permitted=_VIEW)
    views: list[tuple[KeyPath, View]] = [
        (("metrics", key), metric.view) for key, metric in configuration.metrics.items()
    ]
    views += [(("goals", at), goal.view) for at, goal in enumerate(configuration.goals)]
    for path, view in views:
        yield OwnText(path=(*path, "why"), text=view.why, permitted=_VIEW)
        for position, action in enumerate(view.actions):
            yield OwnText(path=(*path, "next", position, "what"), text=action.what, permitted=_VIEW)
        if view.expected is not None:
            yield OwnText(
                path=(*path, "expected"),
                text=view.expected.words,
                permitted=_VIEW,
                is_markdown=False,
            )


def _reasons(configuration: Configuration) -> Iterator[OwnText]:
    """Yield the reasons that a brief gives in the organization's words."""
    given: list[tuple[KeyPath, str]] = [
        (("comparisons", position, name), getattr(comparison, name) or "")
        for position, comparison in enumerate(configuration.comparisons)
        for name in ("alternative_reason", "margin_reason")
    ]
    for key, metric in configuration.metrics.items():
        given.append((("metrics", key, "season_reason"), metric.season_reason or ""))
        given += [
            (("metrics", key, "redefined", position, "note"), redefined.note)
            for position, redefined in enumerate(metric.redefined)
        ]
    for path, text in given:
        yield OwnText(path=path, text=text, permitted=_VIEW, is_markdown=False)


def _quotations(configuration: Configuration) -> Iterator[OwnText]:
    for position, item in enumerate(configuration.testimonials):
        path: KeyPath = ("testimonials", position, "text")
        yield OwnText(path=path, text=item.text, permitted=_VIEW, is_quotation=True)
    for position, survey in enumerate(configuration.surveys):
        path = ("surveys", position, "question")
        yield OwnText(
            path=path,
            text=survey.question,
            permitted=_VIEW,
            is_markdown=False,
            is_quotation=True,
        )


def _names(configuration: Configuration) -> Iterator[OwnText]:
    """Yield what something is called, which may hold a number and no claim."""
    named: list[tuple[KeyPath, str]] = []
    if configuration.intervention is not None:
        named.append((("intervention", "label"), configuration.intervention.label))
        named.append((("intervention", "since"), configuration.intervention.since or ""))
    named += [
        (("periods", key, "label"), item.label) for key, item in configuration.periods.items()
    ]
    for key, metric in configuration.metrics.items():
        named.append((("metrics", key, "label"), metric.label))
        named.append((("metrics", key, "short"), metric.short or ""))
    for position, goal in enumerate(configuration.goals):
        named.append((("goals", position, "short"), goal.short or ""))
    for position, survey in enumerate(configuration.surveys):
        named.append((("surveys", position, "statement"), survey.statement))
    if configuration.committee is not None:
        named += [
            (("committee", "structures", position, "label"), item.label)
            for position, item in enumerate(configuration.committee.structures)
        ]
    front = configuration.brief.front
    if front is not None:
        for name in ("objectives", "risks", "considered_by"):
            named += [
                (("brief", "front", name, at), item) for at, item in enumerate(getattr(front, name))
            ]
    for path, text in named:
        yield OwnText(path=path, text=text, permitted=_NAME, is_markdown=False)


def _evidence(configuration: Configuration, outcomes: Outcomes | None) -> Evidence:
    committee = configuration.committee
    counts = frozenset() if committee is None else frozenset({len(committee.members)})
    facts = tuple(_names_with_digits(configuration))
    if outcomes is None:
        return Evidence(counts=counts, facts=facts)
    verdicts = dict(_verdicts(outcomes))
    compared: dict[str, tuple[str, ...]] = {}
    for item in outcomes.comparisons:
        if item.verdict.verdict is not VerdictKind.NOT_ASSESSABLE:
            key = item.metric.id
            compared[key] = (*compared.get(key, ()), item.verdict.comparison)
    years = (
        str(year)
        for period in outcomes.plan.periods.values()
        for year in range(period.first.year, period.last.year + 1)
    )
    return Evidence(
        verdicts={key: verdict.verdict for key, verdict in verdicts.items()},
        compared=compared,
        stems={parsed(item.primary).stem: key for key, item in verdicts.items() if item.primary},
        names={key: _called(configuration, key) for key in compared},
        years=frozenset(years),
        counts=counts,
        facts=facts,
    )


def _verdicts(outcomes: Outcomes) -> Iterator[tuple[str, Verdict]]:
    asked = (verdict for item in outcomes.surveys for verdict in item.verdicts)
    for verdict in chain((item.verdict for item in outcomes.comparisons), asked):
        yield verdict.comparison, verdict


def _called(configuration: Configuration, key: str) -> re.Pattern[str]:
    """Return a pattern of what a metric is called: its label, short name, id and unit."""
    metric = configuration.metrics.get(key)
    names = {key.replace("_", " ")}
    if metric is not None:
        names |= {metric.label, metric.short or "", metric.unit if " " not in metric.unit else ""}
    names = {item.strip().casefold().removeprefix("the ") for item in names}
    known = sorted((item for item in names if len(item) > 2), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known)) or '(?!)'})(?!\w)", re.I)


def _names_with_digits(configuration: Configuration) -> Iterator[str]:
    organization, brief = configuration.organization, configuration.brief
    names = [organization.name, organization.short_name, *brief.keywords, *brief.abbreviations]
    names += [part for item in brief.authors for part in (item.name, item.affiliation)]
    names += [own.text for own in _names(configuration)]
    if configuration.committee is not None:
        names += [item.name for item in configuration.committee.members]
        names += [role.title for item in configuration.committee.structures for role in item.roles]
    # Longest first, so that a name is not cut by a shorter one within it.
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        if len(name) <= _LONGEST_NAME and _LETTER_AND_DIGIT.match(name):
            yield name
