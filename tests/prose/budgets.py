"""What each set of briefs may have of each measure."""

from __future__ import annotations

TARGETS: dict[str, float] = {
    "words a sentence": 20,
    "% over 35 words": 0,
    "words a key point": 18,
    "% recurring": 12,
    "date ranges": 4,
    "% in parentheses": 3,
    "banned words": 0,
    "printed ids": 0,
    "repeated sentences": 0,
    "% linked": 15,
}
"""By `tests.prose.measures.summary`; of `AT_LEAST` the least, of all others the most."""

AT_LEAST = ("% linked",)

# Budgets only go down (of `AT_LEAST`, up): where the prose has improved, `python -m
# tests.prose.measures` prints what to write here. A budget that has reached its target stays there.
BUDGETS: dict[str, dict[str, float]] = {
    "examples, editorial": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "% recurring": 28.7,
        "date ranges": 4,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 1,
        "% linked": 15,
    },
    "examples, board": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 18.9,
        "date ranges": 4,
        "% in parentheses": 3,
        "banned words": 1,
        "printed ids": 0,
        "repeated sentences": 1,
        "% linked": 11.1,
    },
    "invented, editorial": {
        "words a sentence": 20.3,
        "% over 35 words": 0,
        "% recurring": 66.2,
        "date ranges": 4,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 0,
        "% linked": 15,
    },
    "invented, board": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 72.7,
        "date ranges": 4,
        "% in parentheses": 3,
        "banned words": 1,
        "printed ids": 0,
        "repeated sentences": 0,
        "% linked": 15,
    },
    "invented, Spanish": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "% recurring": 63.5,
        "date ranges": 4,
        "banned words": 2,
        "printed ids": 0,
        "repeated sentences": 0,
        "% linked": 0,
    },
    "rOpenSci, editorial": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "% recurring": 12.6,
        "date ranges": 4,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 0,
        "% linked": 15,
    },
    "R-Ladies, editorial": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "% recurring": 55.8,
        "date ranges": 10,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 1,
        "% linked": 15,
    },
    "hospital trusts, board": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 50.3,
        "date ranges": 4,
        "% in parentheses": 3,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 2,
        "% linked": 0,
    },
}


def beyond_budget(name: str, found: dict[str, float]) -> list[str]:
    """Return the measures of a set that are not within its budgets, in words."""
    budgets = BUDGETS[name]
    lacking = [
        f"no budget for {key} (today {value:.1f})"
        for key, value in found.items()
        if key not in budgets
    ]
    return lacking + [
        f"{key}: {found[key]:.1f}, and the budget is {budget:g}"
        for key, budget in budgets.items()
        if key in found and (found[key] < budget if key in AT_LEAST else found[key] > budget)
    ]
