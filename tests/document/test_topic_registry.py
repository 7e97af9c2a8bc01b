"""The topics of a brief, and their names in the configuration."""

from __future__ import annotations

from reportgen.document.topic_registry import TOPICS
from reportgen.model import topics


def test_the_configuration_knows_every_topic_and_no_other() -> None:
    assert tuple(TOPICS) == topics.TOPICS
    assert all(name == topic.name for name, topic in TOPICS.items())
