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
        "words a sentence": 21.8,
        "% over 35 words": 10,
        "% recurring": 63,
        "date ranges": 26,
        "banned words": 20,
        "printed ids": 108,
        "repeated sentences": 10,
        "% linked": 7,
    },
    "examples, board": {
        "words a sentence": 24.8,
        "% over 35 words": 7,
        "words a key point": 26.8,
        "% recurring": 44,
        "date ranges": 33,
        "% in parentheses": 9,
        "banned words": 24,
        "printed ids": 108,
        "repeated sentences": 14,
        "% linked": 4,
    },
    "invented, editorial": {
        "words a sentence": 24.1,
        "% over 35 words": 19,
        "% recurring": 91,
        "date ranges": 58,
        "banned words": 36,
        "printed ids": 128,
        "repeated sentences": 29,
        "% linked": 14,
    },
    "invented, board": {
        "words a sentence": 25.2,
        "% over 35 words": 17,
        "words a key point": 31.1,
        "% recurring": 84,
        "date ranges": 78,
        "% in parentheses": 3,
        "banned words": 37,
        "printed ids": 132,
        "repeated sentences": 39,
        "% linked": 10,
    },
    "invented, Spanish": {
        "words a sentence": 39,
        "% over 35 words": 50,
        "% recurring": 81,
        "date ranges": 24,
        "banned words": 14,
        "printed ids": 35,
        "repeated sentences": 7,
        "% linked": 0,
    },
    "rOpenSci, editorial": {
        "words a sentence": 25,
        "% over 35 words": 17,
        "% recurring": 33,
        "date ranges": 26,
        "banned words": 16,
        "printed ids": 40,
        "repeated sentences": 7,
        "% linked": 15,
    },
    "R-Ladies, editorial": {
        "words a sentence": 24.6,
        "% over 35 words": 15,
        "% recurring": 53,
        "date ranges": 33,
        "banned words": 17,
        "printed ids": 34,
        "repeated sentences": 10,
        "% linked": 14,
    },
    "hospital trusts, board": {
        "words a sentence": 22.1,
        "% over 35 words": 0,
        "words a key point": 33.8,
        "% recurring": 75,
        "date ranges": 20,
        "% in parentheses": 15,
        "banned words": 14,
        "printed ids": 51,
        "repeated sentences": 14,
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
