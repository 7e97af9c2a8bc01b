"""The fixed words of a brief: headings, labels and sentences that no data decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; the names of the fields say where they stand."""

    language: str
    kinds: tuple[tuple[str, str], ...]
    synthetic: str = "Synthetic data"
    synthetic_note: str = "The data of this brief are synthetic: made up to show how it works."
    skip: str = "Skip to the text"
    contents: str = "Contents"
    abstract: str = "Abstract"
    keywords: str = "Keywords"
    corresponding: str = "Corresponding author"
    phone_none: str = ""
    at_a_glance: str = "At a glance"
    figure: str = "Figure"
    table: str = "Table"
    figure_data: str = "The data of this figure"
    source: str = "Source"
    number_of: str = "of"
    page: str = "page"
    references: str = "References"
    abbreviations: str = "Abbreviations"
    acknowledgments: str = "Acknowledgments"
    conflicts: str = "Conflicts of interest"
    funding: str = "Funding"
    data_availability: str = "Data availability"
    about: str = "About this brief"
    edited_by: str = "Edited by"
    submitted: str = "submitted"
    accepted: str = "accepted"
    published: str = "published"
    copyright: str = "Copyright"
    license: str = "License"
    what_changed: str = "What changed"
    what_we_follow: str = "What we follow"
    what_we_found: str = "What we found"
    the_committee: str = "The committee"
    what_people_said: str = "What people said"
    goals: str = "Goals"
    methods: str = "How we did it"
    limits: str = "What this brief cannot show"
    further: str = "Further outcomes"
    milestones: str = "Milestones"
    how_to_read: str = "How to read an interval"
    same_time: str = "At the same time"
    evidence: str = "How each number was obtained"
    sensitivity: str = "Would another analysis say the same?"
    data_notes: str = "Notes on the data"
    evidence_value: str = "Value"
    evidence_interval: str = "Interval"
    evidence_method: str = "Method"
    evidence_from: str = "From"
    evidence_none: str = "none"


ENGLISH = Words(
    language="en",
    kinds=(("editorial", "Editorial"), ("board", "Board report")),
)


def words_of(language: str) -> Words:
    """Return the words of a language; English is the only one so far.

    Raises
    ------
    ValueError
        There is no catalogue for the language.
    """
    if language.split("-")[0] != ENGLISH.language:
        raise ValueError(f"there are no words for the language {language!r}")
    return ENGLISH
