from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.figures.factories import draw

if TYPE_CHECKING:
    from reportgen.figures.drawing.canvas import Drawing

CONFIGS = Path(__file__).parents[2] / "configs"
EXAMPLES = sorted(path for path in CONFIGS.glob("*/*.yaml") if path.stem == path.parent.name)


@pytest.fixture(scope="session")
def examples() -> dict[str, Drawing]:
    """Return the drawings of all example organizations, by ``name/key``."""
    return {
        f"{path.stem}/{key}": drawing for path in EXAMPLES for key, drawing in draw(path).items()
    }
