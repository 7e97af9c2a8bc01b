"""The tests of accessibility and of PDF standards, over briefs from real data.

The imported tests run here with the samples of this module.
"""

from __future__ import annotations

import pytest

from tests.real.conftest import BRIEFS, HERE, SHARED_DATA
from tests.standards.briefs import KINDS, Sample
from tests.standards.conftest import browser, folder, html, pdf, small  # noqa: F401
from tests.standards.test_by_keyboard import (  # noqa: F401
    test_tab_reaches_every_number_in_the_order_of_the_page,
)
from tests.standards.test_in_browser import (  # noqa: F401
    test_a_page_is_accessible_in_every_window_explains_its_numbers_and_makes_no_request,
    test_every_rule_holds_in_every_width_and_scheme,
)
from tests.standards.test_pdf_profiles import (  # noqa: F401
    test_a_validator_finds_nothing_against_the_standard,
)

SAMPLES = [
    Sample(configuration=HERE / f"{name}.yaml", kind=kind, data=SHARED_DATA)
    for name in BRIEFS
    for kind in KINDS
]


@pytest.fixture(params=SAMPLES, ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    """Return one configuration of real data in one kind."""
    found: Sample = request.param
    return found
