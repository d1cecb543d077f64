"""What a plan costs an engine, and when it gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.matching import Deadline, Want
from search.engines.whoosh_engine.execute.costing import PASSES
from search.errors import DeadlineExceeded
from search.plan.nodes import And, DateRange, In, Not, Or, Plan
from search.plan.resolve import resolve
from search.query.parser import parse
from tests.contract.asking import TODAY, near, phrase, prefix, word

if TYPE_CHECKING:
    from search.engines.interface import Engine
    from search.plan.nodes import Node

pytestmark = pytest.mark.golden


def test_cost_is_known_before_a_posting_is_read(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("port pêche")[0], snapshot.lexicon, TODAY).plan
        cost = snapshot.cost(plan)
        assert cost.dearest == "port"
        assert snapshot.search(plan, Want(), Deadline(60)).postings_read <= cost.postings


@pytest.mark.parametrize(
    ("node", "dearest", "positions"),
    [
        (And((word("thon"), Not(word("port")))), "port", 0),
        # Positions tell the text's occurrences from the title's, where the title has many.
        (Or((word("pêche"), In("text", prefix("por")))), "por*", 5),
        (phrase("le port"), "le port", 4 + 4),
        (And((In("title", phrase("le port")), phrase("le port"))), "le port", 2 * (4 + 4)),
        (near(3, word("thon"), Or((word("port"), phrase("au thon")))), "près", 1 + 4 + 1 + 1),
        (DateRange(None, None), "", 0),
    ],
)
def test_a_cost_names_the_dearest_word_and_is_not_exceeded(
    engine: Engine, node: Node, dearest: str, positions: int
) -> None:
    with engine.snapshot() as snapshot:
        cost = snapshot.cost(Plan(node))
        assert cost.dearest == dearest
        assert cost.positions in (positions, PASSES * positions)
        found = snapshot.search(Plan(node), Want(), Deadline(60))
        assert found.postings_read <= cost.postings
        assert found.positions_read <= cost.positions


def test_a_passed_deadline_is_said(engine: Engine) -> None:
    with engine.snapshot() as snapshot:
        plan = resolve(parse("port")[0], snapshot.lexicon, TODAY).plan
        with pytest.raises(DeadlineExceeded):
            snapshot.search(plan, Want(), Deadline(-1))
