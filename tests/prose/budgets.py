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
        "% recurring": 31.2,
        "date ranges": 4,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 2,
        "% linked": 15,
    },
    "examples, board": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 40.7,
        "date ranges": 4,
        "% in parentheses": 4.1,
        "banned words": 1,
        "printed ids": 0,
        "repeated sentences": 9,
        "% linked": 10,
    },
    "invented, editorial": {
        "words a sentence": 21.2,
        "% over 35 words": 0,
        "% recurring": 66,
        "date ranges": 4,
        "banned words": 4,
        "printed ids": 0,
        "repeated sentences": 8,
        "% linked": 15,
    },
    "invented, board": {
        "words a sentence": 20.8,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 72.3,
        "date ranges": 20,
        "% in parentheses": 3,
        "banned words": 5,
        "printed ids": 0,
        "repeated sentences": 16,
        "% linked": 15,
    },
    "invented, Spanish": {
        "words a sentence": 30.9,
        "% over 35 words": 50,
        "% recurring": 68,
        "date ranges": 12,
        "banned words": 7,
        "printed ids": 0,
        "repeated sentences": 1,
        "% linked": 0,
    },
    "rOpenSci, editorial": {
        "words a sentence": 22.7,
        "% over 35 words": 20,
        "% recurring": 19.1,
        "date ranges": 4,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 1,
        "% linked": 15,
    },
    "R-Ladies, editorial": {
        "words a sentence": 20,
        "% over 35 words": 2.3,
        "% recurring": 60.7,
        "date ranges": 16,
        "banned words": 1,
        "printed ids": 0,
        "repeated sentences": 2,
        "% linked": 15,
    },
    "hospital trusts, board": {
        "words a sentence": 20,
        "% over 35 words": 0,
        "words a key point": 18,
        "% recurring": 70.2,
        "date ranges": 4,
        "% in parentheses": 3,
        "banned words": 0,
        "printed ids": 0,
        "repeated sentences": 3,
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
