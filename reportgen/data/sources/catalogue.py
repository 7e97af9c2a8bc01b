"""Every export that can be read, and which of them a file is."""

from __future__ import annotations

from reportgen.data.sources import (
    facebook,
    google,
    instagram,
    linkedin,
    mailchimp,
    meetup,
    meta,
    tiktok,
    twitter,
    x,
    youtube,
)
from reportgen.data.sources.export import Export

_MODULES = (
    x,
    twitter,
    meta,
    facebook,
    instagram,
    linkedin,
    youtube,
    google,
    mailchimp,
    tiktok,
    meetup,
)
EXPORTS: dict[str, Export] = {
    item.id: item
    for module in _MODULES
    for item in vars(module).values()
    if isinstance(item, Export)
}
"""By id, in the order in which a file is compared with them."""
