"""A segment read a block at a time answers as it does at once."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING

import pytest

from search.engines.matching import Deadline, Want
from search.engines.whoosh_engine.build.budget import Budget
from search.engines.whoosh_engine.engine import WhooshEngine
from search.errors import DeadlineExceeded
from search.plan.nodes import Filters, Pair, Plan
from tests.oracle.plan_scan import scan_plan
from tests.oracle.plans import Plans

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.matching import Matches, Sort

PLANS = 60
SEED = 7
BUDGET = Budget(256_000_000, 1)
SORTS: list[Sort] = ["relevance", "newest", "oldest"]
FILTERS = (Filters(), Filters(years=(2023, 2024)), Filters(undated=True, months=((2024, 6),)))


class Late(Deadline):
    """A deadline that passes after so many looks at it."""

    def __init__(self, looks: float) -> None:
        super().__init__(60)
        self.looks = 0
        self._allowed = looks

    def check(self) -> None:
        """Raise DeadlineExceeded once it was looked at so often."""
        self.looks += 1
        if self.looks > self._allowed:
            raise DeadlineExceeded


def comparable(matches: Matches) -> Matches:
    """Leave out the work, and what floating-point sums round otherwise."""
    top = tuple(dataclasses.replace(one, score=round(one.score, 4)) for one in matches.top)
    near = tuple(dataclasses.replace(one, score=round(one.score, 4)) for one in matches.near)
    return dataclasses.replace(matches, top=top, near=near, postings_read=0, positions_read=0)


@pytest.mark.parametrize("block", [1, 7])
def test_blocks_change_no_answer(sample_index: Path, block: int) -> None:
    chance = random.Random(SEED)
    whole = WhooshEngine(sample_index, BUDGET).snapshot()
    parted = WhooshEngine(sample_index, BUDGET, block).snapshot()
    with whole, parted:
        plans = Plans(scan_plan(whole.documents()), SEED)
        for _ in range(PLANS):
            words = (plans.with_family(), plans.with_family(), plans.word())
            pairs, filters = (Pair((0, 1)), Pair((1, 2))), chance.choice(FILTERS)
            plan = Plan(plans.node(), words, pairs, filters=filters)
            want = Want(chance.choice([0, 3]), 20, chance.choice(SORTS), near=20)
            at_once = whole.search(plan, want, Deadline(60))
            found = parted.search(plan, want, Deadline(60))
            assert comparable(found) == comparable(at_once)
            cost = parted.cost(plan)
            assert found.postings_read <= cost.postings
            assert found.positions_read <= cost.positions


def test_a_deadline_stops_the_work_within_a_block(sample_index: Path) -> None:
    block = 20
    with WhooshEngine(sample_index, BUDGET, block).snapshot() as snapshot:
        plans = Plans(scan_plan(snapshot.documents()), SEED)
        words = (plans.with_family(), plans.with_family())
        plan, want = Plan(plans.node(), words, (Pair((0, 1)),)), Want(3, 20, near=20)
        whole = Late(float("inf"))
        snapshot.search(plan, want, whole)
        assert whole.looks > snapshot.inventory().documents // block
        for looks in (0, 1, whole.looks // 2, whole.looks - 1):
            late = Late(looks)
            with pytest.raises(DeadlineExceeded):
                snapshot.search(plan, want, late)
            assert late.looks == looks + 1
