"""Instagram through Meta Business Suite: the format of Facebook pages under its own name."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, Export

INSIGHTS = Export(
    id="instagram_business_suite",
    name="Instagram insights of Meta Business Suite",
    signature=("Date", "Primary"),
    date="Date",
    metrics={"Primary": COUNT},
    is_detected=False,  # identical to the export of a Facebook page
    is_stacked=True,
    titled="Primary",
)
