"""A thousand organizations, 1 in 20 of them fails: only those fail, and in time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.batch.measured import Measured, hang_seconds, reasons_of, write_bad
from tests.batch.organizations import write_organization, write_organizations

if TYPE_CHECKING:
    from pathlib import Path

MOST_TIMES_CLEAN = 1.3
MOST_MB_A_THOUSAND = 1.0
MOST_MB_A_WORKER = 300.0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to measure resources")
@pytest.mark.parametrize("organizations", [200, 1000])
def test_one_failing_organization_in_twenty_fails_no_other(
    organizations: int, tmp_path: Path
) -> None:
    bad = organizations // 20
    good = write_organizations(tmp_path, organizations - bad)
    spare = [write_organization(tmp_path, f"spare-{n}", 4000 + n) for n in range(bad)]
    wrong = write_bad(tmp_path, bad)
    clean = Measured([*good, *spare], tmp_path / "clean")
    faulty = Measured([*good, *wrong], tmp_path / "faulty")
    sys.stdout.write(
        f"{organizations}: clean {clean.seconds:.1f} s, with faults {faulty.seconds:.1f} s, and "
        f"{hang_seconds(wrong):g} s of that for hangs; the supervisor grew by "
        f"{clean.slope():.2f} and {faulty.slope():.2f} MB for a thousand reports\n"
    )
    assert not clean.result.failed
    assert sorted(faulty.result.built) == [path.stem for path in good]
    assert {item.organization: item.reason for item in faulty.result.failed} == reasons_of(wrong)
    assert faulty.seconds <= MOST_TIMES_CLEAN * clean.seconds + hang_seconds(wrong)
    assert max(faulty.worker_mb()) <= MOST_MB_A_WORKER
    if organizations >= 1000:  # fewer reports do not distinguish growth from noise
        assert clean.slope() <= MOST_MB_A_THOUSAND
        assert faulty.slope() <= MOST_MB_A_THOUSAND
