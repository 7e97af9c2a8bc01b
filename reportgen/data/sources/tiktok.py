"""TikTok Studio, declared from its published column names; its dates have no year."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, LEVEL, Export

OVERVIEW = Export(
    id="tiktok_overview",
    name="TikTok overview",
    signature=("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"),
    date="Date",  # "December 30"
    metrics={
        "Video Views": COUNT,
        "Profile Views": COUNT,
        "Likes": COUNT,
        "Comments": COUNT,
        "Shares": COUNT,
    },
    lacks_year=True,
)
FOLLOWERS = Export(
    id="tiktok_followers",
    name="TikTok follower history",
    signature=("Date", "Followers", "Difference in followers from previous day"),
    date="Date",
    metrics={"Followers": LEVEL, "Difference in followers from previous day": COUNT},
    lacks_year=True,
)
