"""Mailchimp."""

from __future__ import annotations

from reportgen.data.sources.export import COUNT, RATE, Export, RowIs

CAMPAIGNS = Export(
    id="mailchimp_campaigns",
    name="Mailchimp campaigns",
    signature=("Title", "Subject", "Send Date", "Total Recipients", "Unique Opens"),
    date="Send Date",  # "Jun 09, 2018 09:30 pm"
    metrics={
        "Total Recipients": COUNT,
        "Successful Deliveries": COUNT,
        "Total Bounces": COUNT,
        "Unique Opens": COUNT,
        "Total Opens": COUNT,
        "Unique Clicks": COUNT,
        "Total Clicks": COUNT,
        "Unsubscribes": COUNT,
        "Open Rate": RATE,
        "Click Rate": RATE,
    },
    row=RowIs.POST,
    key="Unique Id",
)
CAMPAIGN = Export(
    id="mailchimp_campaign",
    name="Mailchimp report of one campaign",
    signature=("Title:", "Subject Line:", "Delivery Date/Time:"),
    date="Delivery Date/Time:",  # "Mon, Apr 26, 2021 12:25"
    metrics={
        "Total Recipients:": COUNT,
        "Successful Deliveries:": COUNT,
        "Recipients Who Opened:": COUNT,  # "350 (35.18%)"
        "Total Opens:": COUNT,
        "Recipients Who Clicked:": COUNT,
        "Total Clicks:": COUNT,
        "Total Unsubs:": COUNT,
    },
    row=RowIs.POST,
    is_report=True,
)
