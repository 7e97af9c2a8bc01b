"""Organizations that together have every kind of result."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Alternative, Comparison, Margin, Test
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.privacy import Privacy
from reportgen.model.survey import Answers, Survey
from tests.analysis.cases import GOALS, full_configuration, full_dataset
from tests.analysis.factories import configuration, dataset, growing, metric, monthly

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

TENTH = Margin(value=0.1, is_relative=True)
TEN = Margin(value=10.0, is_relative=False)
FIVE_POINTS = Margin(value=0.05, is_relative=False)


def _within(margin: Margin) -> tuple[Comparison, ...]:
    """Return equivalence tests of totals and counts."""
    return tuple(
        Comparison(
            id=f"{name}-{test}",
            metric=name,
            test=test,
            later="followup",
            base="after",
            equivalence_margin=margin,
        )
        for name, test in (
            ("followers", Test.SLOPE),
            ("impressions", Test.MEAN),
            ("impressions", Test.SLOPE),
        )
    )


def _share_within(margin: Margin) -> Comparison:
    return Comparison(
        id="share-mean",
        metric="share",
        test=Test.MEAN,
        later="followup",
        base="after",
        equivalence_margin=margin,
    )


def _one_sided() -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            id=f"{name}-{test}",
            metric=name,
            test=test,
            later="after",
            base="before",
            alternative=Alternative.LESS,
        )
        for name, test in (
            ("followers", Test.SLOPE),
            ("impressions", Test.MEAN),
            ("events", Test.MEAN),
            ("share", Test.ITS),
        )
    )


def _monitored() -> tuple[Configuration, Dataset]:
    counts = [100.0 + 3 * (n * 7 % 11) for n in range(36)]
    shares = [0.3 + 0.01 * (n * 5 % 7) for n in range(36)]
    data = dataset(
        monthly(metric(), date(2018, 7, 1), growing(1000, 40, 36)),
        monthly(metric("posts", MetricKind.COUNT), date(2018, 7, 1), counts),
        monthly(metric("open", MetricKind.RATE), date(2018, 7, 1), shares),
        monthly(metric("new", MetricKind.COUNT), date(2020, 7, 1), counts[:12]),
    )
    return configuration(data, report_date=date(2021, 6, 30)), data


def _rare() -> tuple[Configuration, Dataset]:
    counts = [float(n % 3 == 0) for n in range(33)] + [3.0, 4.0, 3.0]
    data = dataset(monthly(metric("incidents", MetricKind.COUNT), date(2018, 7, 1), counts))
    return configuration(data, report_date=date(2021, 6, 30)), data


def _at_most() -> tuple[Goal, ...]:
    return tuple(
        Goal(
            id=name,
            specific="Fewer",
            measurable=Measure(quantity=of, target=0.1, direction=TargetDirection.AT_MOST),
            achievable="",
            relevant="",
            time_bound=date(2022, 6, 30),
        )
        for name, of in (
            ("share", "share.observed.latest.value"),
            ("total", "followers.observed.latest.value"),
        )
    )


def _survey(yes: int, asked: int) -> Survey:
    """Return the answers of two groups; `yes` of `asked` is the group before."""
    before, after = Answers(yes=yes, asked=asked), Answers(yes=19, asked=30)
    return Survey(id="groups", question="?", before=before, after=after)


def _asked() -> dict[str, Configuration]:
    data = full_dataset()
    return {
        "with everything": full_configuration(data),
        "with relative margins": full_configuration(
            data, comparisons=(*_within(TENTH), _share_within(TENTH)), goals=_at_most()
        ),
        "with margins in the unit": full_configuration(
            data, comparisons=(*_within(TEN), _share_within(FIVE_POINTS)), goals=()
        ),
        "asking for less": full_configuration(data, comparisons=_one_sided(), goals=()),
        "without a change": full_configuration(
            data, comparisons=(), goals=(), surveys=(_survey(12, 40),), intervention=None
        ),
        "of few people": full_configuration(
            data,
            comparisons=(),
            goals=GOALS[1:2],
            surveys=(_survey(2, 4),),
            privacy=Privacy(smallest_group=5),
        ),
    }


@cache
def organizations() -> dict[str, tuple[Configuration, Outcomes]]:
    """Return organizations, keyed by the result that each one is for."""
    data = full_dataset()
    every = {name: (config, data) for name, config in _asked().items()}
    every["monitored"] = _monitored()
    every["of rare events"] = _rare()
    return {name: (config, analyse(config, seen)) for name, (config, seen) in every.items()}
