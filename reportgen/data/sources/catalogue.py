"""All platform exports that can be read."""

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
"""By id. If a file fits two signatures of the same length, the earlier export is detected."""
