"""The tests of verification and tampering, over briefs from real data.

The imported tests run here with the samples of this folder's conftest.
"""

from __future__ import annotations

import pytest

from reportgen.document.finished_lint import lint_brief
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief
from tests.conftest import ROOT
from tests.real.conftest import BRIEFS, HERE, SHARED_DATA
from tests.verify.test_data_and_ledger import (  # noqa: F401
    test_twenty_numbers_changed_with_their_ledger_are_found_from_the_data,
)
from tests.verify.test_tampering import (  # noqa: F401
    test_every_change_to_a_page_is_detected_and_reported,
    test_every_change_to_a_pdf_is_detected_and_reported,
)
from tests.verify.test_untouched import (  # noqa: F401
    test_every_sample_agrees_with_its_ledger_and_its_data,
)


@pytest.mark.parametrize("name", BRIEFS)
def test_the_lint_of_finished_briefs_is_silent(name: str) -> None:
    loaded = load_organization(HERE / f"{name}.yaml", data_roots=(SHARED_DATA,))
    analysed = analyse_organization(loaded)
    assert analysed is not None
    configuration = analysed.configuration
    composed = prepare_brief(
        analysed, configuration.brief.kind, BuildOptions(output=ROOT), lambda _: None
    )
    found = lint_brief(composed.brief, configuration, composed.ledger)
    assert found == ()
