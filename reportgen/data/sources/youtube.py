"""YouTube Studio."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, Export, RowIs

CONTENT = Export(
    id="youtube_content",
    name="YouTube Studio content",
    signature=("Content", "Video title", "Video publish time"),
    date="Video publish time",  # "Sep 27, 2024"; blank for videos that were never published
    metrics={
        "Views": COUNT,
        "Engaged views": COUNT,
        "Watch time (hours)": COUNT,
        "Subscribers": COUNT,
        "Impressions": COUNT,
        "Unique viewers": COUNT,
        "New viewers": COUNT,
        "Returning viewers": COUNT,
        "Estimated revenue (USD)": COUNT,
    },
    row=RowIs.POST,
    key="Content",
)
TOTALS = Export(
    id="youtube_totals",
    name="YouTube Studio totals by day",
    signature=("Date",),
    date="Date",
    metrics={
        "Views": COUNT,
        "Watch time (hours)": COUNT,
        "Subscribers": COUNT,
        "Impressions": COUNT,
    },
    is_detected=False,  # a header of `Date` and one number fits too many files
)
