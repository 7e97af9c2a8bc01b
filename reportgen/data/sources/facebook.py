"""Facebook Page Insights, until 2023."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, LEVEL, DayOrder, Export, RowIs

PAGE = Export(
    id="facebook_page_insights",
    name="Facebook Page Insights by day",
    signature=("Date", "Lifetime Total Likes"),
    date="Date",
    metrics={
        "Lifetime Total Likes": LEVEL,  # "Lifetime" is the running total, "Daily" the day's own
        "Daily New Likes": COUNT,
        "Daily Unlikes": COUNT,
        "Daily Page Engaged Users": COUNT,
        "Daily Total Reach": COUNT,
        "Daily Total Impressions": COUNT,
        "Daily Logged-in Page Views": COUNT,
    },
    day_order=DayOrder.MONTH_FIRST,
    descriptions=1,
)
POSTS = Export(
    id="facebook_post_insights",
    name="Facebook Page Insights by post",
    signature=("Post ID", "Posted", "Lifetime Post Total Reach"),
    date="Posted",  # "6/30/2016 10:54"
    metrics={
        "Lifetime Post Total Reach": COUNT,
        "Lifetime Post organic reach": COUNT,
        "Lifetime Post Paid Reach": COUNT,
        "Lifetime Post Total Impressions": COUNT,
        "Lifetime Post Organic Impressions": COUNT,
        "Lifetime Engaged Users": COUNT,
        "Lifetime Post Consumers": COUNT,
        "Lifetime Negative feedback": COUNT,
    },
    row=RowIs.POST,
    key="Post ID",
    day_order=DayOrder.MONTH_FIRST,
    descriptions=1,
)
