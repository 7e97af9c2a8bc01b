"""Google Analytics 4 and Google Search Console."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, RATE, Export, RowIs

ANALYTICS_PAGES = Export(
    id="google_analytics_pages",
    name="Google Analytics pages and screens",
    signature=("Views", "Active users", "Event count"),
    date=None,
    metrics={  # no "Active users": one user sees several pages, so rows must not be summed
        "Views": COUNT,
        "Event count": COUNT,
        "Key events": COUNT,
    },
    row=RowIs.PART,
    span=(r"# ?Start date: ?(\d{8})", r"# ?End date: ?(\d{8})"),
)
SEARCH_CHART = Export(
    id="google_search_console",
    name="Google Search Console performance by day",
    signature=("Date", "Clicks", "Impressions", "CTR", "Position"),
    date="Date",
    # no "Position": an average rank is neither a count nor a share
    metrics={"Clicks": COUNT, "Impressions": COUNT, "CTR": RATE},
)
SEARCH_PARTS = Export(
    id="google_search_console_parts",
    name="Google Search Console performance by device, page or query",
    signature=("Clicks", "Impressions", "CTR", "Position"),
    date=None,
    metrics={},
    instead="`Chart.csv` of the same download, which has a row per day",
)
SEARCH_FILTERS = Export(
    id="google_search_console_filters",
    name="Google Search Console filters",
    signature=("Filter", "Value"),
    date=None,
    metrics={},
    instead="`Chart.csv` of the same download, which has a row per day",
)
