"""X, since 2024."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, Export

ACCOUNT_OVERVIEW = Export(
    id="x_account_overview",
    name="X account overview",
    signature=("Date", "Impressions", "Engagements", "New follows", "Unfollows"),
    date="Date",  # "Thu, Sep 11, 2025"
    metrics={
        "Impressions": COUNT,
        "Engagements": COUNT,
        "Likes": COUNT,
        "Bookmarks": COUNT,
        "Shares": COUNT,
        "New follows": COUNT,
        "Unfollows": COUNT,
        "Replies": COUNT,
        "Reposts": COUNT,
        "Profile visits": COUNT,
        "Create Post": COUNT,
        "Video views": COUNT,
        "Media views": COUNT,
    },
)
