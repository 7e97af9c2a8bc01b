"""Change one value of a configuration in its text; new keys go where they are usually written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.config.schema.messages import key_names, model_at
from reportgen.config.yaml.change import ABSENT, ChangeRefusedError, change_value, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.diagnostics import Place
    from reportgen.model.configuration import KeyPath

__all__ = ["ABSENT", "ChangeRefusedError", "changed_text", "read_document"]


def changed_text(text: str, path: KeyPath, value: Any) -> str:
    """Return the text of a configuration with one value set, added or removed (`ABSENT`).

    Raises
    ------
    ChangeRefusedError
        The change can't be made without touching something else.
    """
    return change_value(text, path, value, order=_usual_order)


def _usual_order(path: KeyPath) -> list[str]:
    model = model_at(path)
    return key_names(model) if model else []


def read_document(text: str) -> tuple[dict[str, Any] | None, Mapping[KeyPath, Place]]:
    """Return the content of a configuration's text and the places of its keys and values.

    The content is None if the text can't be read. It must not be changed.
    """
    document = read_text(text)
    value = document.value
    return (value if isinstance(value, dict) else None), document.places
