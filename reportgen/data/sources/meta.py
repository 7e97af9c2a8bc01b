"""Meta Business Suite: Facebook pages and Instagram accounts."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, DayOrder, Export, RowIs

BUSINESS_SUITE = Export(
    id="meta_business_suite",
    name="Meta Business Suite insights",
    signature=("Date", "Primary"),
    date="Date",  # "2025-10-31T00:00:00"; 01:00 or 23:00 after daylight saving time changes
    metrics={"Primary": COUNT},
    is_stacked=True,
    titled="Primary",
)
_POSTS = {
    "Views": COUNT,
    "Impressions": COUNT,
    "Reach": COUNT,
    "Likes": COUNT,
    "Reactions": COUNT,
    "Shares": COUNT,
    "Comments": COUNT,
    "Saves": COUNT,
    "Follows": COUNT,
}
POSTS = Export(
    id="meta_posts",
    name="Meta Business Suite content",
    signature=("Post ID", "Publish time", "Permalink", "Post type"),
    date="Publish time",
    metrics=_POSTS,
    row=RowIs.POST,
    key="Post ID",
    day_order=DayOrder.MONTH_FIRST,  # "03/18/2025 09:48"
)
AUDIENCE = Export(
    id="meta_audience",
    name="Meta Business Suite audience",
    signature=("Women", "Men"),
    date=None,
    metrics={},
    is_stacked=True,
    instead="Insights > Overview, one file per metric, which has a row per day",
)
TOP_FORMATS = Export(
    id="meta_top_formats",
    name="Meta Business Suite top content formats",
    signature=("Reels", "Photos", "Links", "Text"),
    date=None,
    metrics={},
    is_stacked=True,
    instead="Insights > Overview, one file per metric, which has a row per day",
)
