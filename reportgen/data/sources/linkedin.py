"""LinkedIn pages; a download is a workbook or a file of stacked tables."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, RATE, DayOrder, Export, RowIs

_ORGANIC_SPONSORED_TOTAL = ("organic", "sponsored", "total")
_COUNTED = ("Impressions", "Clicks", "Reactions", "Comments", "Reposts")

METRICS = Export(
    id="linkedin_metrics",
    name="LinkedIn content metrics",
    signature=("Date", "Impressions (organic)", "Clicks (organic)", "Reactions (organic)"),
    date="Date",  # "03/01/2025"
    metrics={f"{name} ({part})": COUNT for name in _COUNTED for part in _ORGANIC_SPONSORED_TOTAL}
    | {"Unique impressions (organic)": COUNT}
    | {f"Engagement rate ({part})": RATE for part in _ORGANIC_SPONSORED_TOTAL},
    day_order=DayOrder.MONTH_FIRST,
    is_stacked=True,
)
FOLLOWERS = Export(
    id="linkedin_followers",
    name="LinkedIn followers",
    signature=("Date", "Sponsored followers", "Organic followers", "Total followers"),
    date="Date",
    metrics={  # new followers of the day, in spite of the name "Total followers"
        "Total followers": COUNT,
        "Organic followers": COUNT,
        "Sponsored followers": COUNT,
        "Auto-invited followers": COUNT,
    },
    day_order=DayOrder.MONTH_FIRST,
    is_stacked=True,
)
POSTS = Export(
    id="linkedin_posts",
    name="LinkedIn posts",
    signature=("Post title", "Post link", "Created date", "Impressions", "Clicks"),
    date="Created date",
    metrics={
        "Impressions": COUNT,
        "Views": COUNT,
        "Clicks": COUNT,
        "Likes": COUNT,
        "Comments": COUNT,
        "Reposts": COUNT,
        "Follows": COUNT,
        "Click through rate (CTR)": RATE,
        "Engagement rate": RATE,
    },
    row=RowIs.POST,
    key="Post link",
    day_order=DayOrder.MONTH_FIRST,
)
