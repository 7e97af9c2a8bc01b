"""Twitter until 2024, by day or by tweet."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, RATE, Export, RowIs

_NUMBERS = {
    "impressions": COUNT,
    "engagements": COUNT,
    "engagement rate": RATE,
    "retweets": COUNT,
    "replies": COUNT,
    "likes": COUNT,
    "favorites": COUNT,  # what likes were called until 2015
    "user profile clicks": COUNT,
    "url clicks": COUNT,
    "hashtag clicks": COUNT,
    "detail expands": COUNT,
    "follows": COUNT,
    "media views": COUNT,
    "media engagements": COUNT,
}

BY_DAY = Export(
    id="twitter_by_day",
    name="Twitter activity by day",
    signature=("Date", "Tweets published", "impressions", "engagements"),
    date="Date",
    metrics={"Tweets published": COUNT, **_NUMBERS},
)
BY_TWEET = Export(
    id="twitter_by_tweet",
    name="Twitter activity by tweet",
    signature=("Tweet id", "Tweet permalink", "time", "impressions", "engagements"),
    date="time",  # "2016-12-23 18:50 +0000": days of UTC
    metrics=_NUMBERS,
    row=RowIs.POST,
    key="Tweet id",
)
