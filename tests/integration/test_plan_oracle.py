"""The engine against a plain scan: the same documents for the same plan, whatever the plan."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Literal

import pytest

from search.analysis.french import Analyzer
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.plan.nodes import In, Near, Pair, Plan, Prefix
from search.plan.resolve import resolve
from search.query.parser import parse
from search.settings import Settings
from tests.oracle.plan_scan import scan_plan, scores
from tests.oracle.plans import Plans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.document import Document
    from search.engines.interface import Engine
    from search.engines.matching import Sort

TODAY = dt.date(2024, 6, 19)

pytestmark = pytest.mark.golden

QUERIES = 400
PLANS = 500
SEED = 20240619
TOLERANCE = 1e-4


def queries(documents: list[Document]) -> Iterator[tuple[str, Literal["all", "any"]]]:
    """Yield queries made of what the documents say, and how many words must match."""
    chance = random.Random(SEED)
    analyzer = Analyzer()
    for _ in range(QUERIES):
        document = chance.choice(documents)
        words = [token.surface for token in analyzer.tokens(document.text)]
        at = chance.randrange(len(words))
        phrase = " ".join(words[at : at + chance.randint(1, 5)])
        word, other = chance.choice(words), chance.choice(words)
        kinds: list[tuple[str, Literal["all", "any"]]] = [
            (word, "all"),
            (f"{word} {other}", "all"),
            (f"{word} {other}", "any"),
            (f'"{phrase}"', "all"),
            (f'"{phrase}" {other}', "all"),
            (f"{word} -{other}", "all"),
            (f'-"{phrase}"', "all"),
            (f"={word} {other}", "all"),
            ("-".join(words[at : at + 2]), "all"),
        ]
        yield chance.choice(kinds)


@pytest.fixture(scope="module", params=["one segment", "several segments"])
def engine(
    request: pytest.FixtureRequest, sample_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    """The bundled sample, indexed at once or in several updates."""
    whole = open_engine(Settings(index=sample_index))
    if request.param == "one segment":
        return whole
    with whole.snapshot() as snapshot:
        documents = list(snapshot.documents())
    parted = open_engine(Settings(index=tmp_path_factory.mktemp("parts") / "index"))
    size = len(documents)
    for number, end in enumerate([0, size * 3 // 4, size - 3, size]):
        begin = [0, 0, size * 3 // 4, size - 3][number]
        with parted.draft("current" if number else "empty") as draft:
            draft.put(documents[begin:end])
            draft.publish()
    return parted


def test_same_documents_as_a_plain_scan(engine: Engine) -> None:
    wrong = []
    with engine.snapshot() as snapshot:
        documents = list(snapshot.documents())
        scanned = scan_plan(documents)
        asked = list(queries(documents))
        for text, match in asked:
            plan = resolve(parse(text)[0], snapshot.lexicon, TODAY, match).plan
            found = snapshot.search(plan, Want(limit=1000, facets=False), Deadline(60))
            expected = {one.id for one in scanned if one.holds(plan.root)}
            if {hit.id for hit in found.top} != expected or found.total != len(expected):
                wrong.append((text, found.total, len(expected)))
    assert len(asked) == QUERIES
    assert not wrong


def test_same_documents_for_any_node(engine: Engine) -> None:
    wrong = []
    with engine.snapshot() as snapshot:
        scanned = scan_plan(snapshot.documents())
        plans = Plans(scanned, SEED)
        nodes = [plans.node() for _ in range(PLANS)]
        for node in nodes:
            found = snapshot.search(Plan(node), Want(limit=1000, facets=False), Deadline(60))
            expected = {one.id for one in scanned if one.holds(node)}
            if {hit.id for hit in found.top} != expected or found.total != len(expected):
                wrong.append((node, found.total, len(expected)))
    assert not wrong


def test_no_plan_reads_more_than_its_cost(engine: Engine) -> None:
    read = 0
    with engine.snapshot() as snapshot:
        plans = Plans(scan_plan(snapshot.documents()), SEED)
        for _ in range(PLANS):
            words = (plans.word(), plans.word(), plans.with_family())
            plan = Plan(plans.node(), words, (Pair((0, 1)), Pair((1, 2))))
            cost = snapshot.cost(plan)
            found = snapshot.search(plan, Want(near=20), Deadline(60))
            assert found.postings_read <= cost.postings
            assert found.positions_read <= cost.positions
            read += found.positions_read
    assert read


def test_neighbours_follow_the_list(engine: Engine) -> None:
    chance = random.Random(SEED)
    orders: list[Sort] = ["relevance", "newest", "oldest"]
    with engine.snapshot() as snapshot:
        plans = Plans(scan_plan(snapshot.documents()), SEED)
        for _ in range(PLANS // 5):
            words = (plans.with_family(), plans.with_family())
            plan = Plan(plans.node(), words, (Pair((0, 1)),))
            sort = chance.choice(orders)
            found = snapshot.search(plan, Want(limit=1000, sort=sort), Deadline(60)).top
            if found:
                at = chance.randrange(len(found))
                beside = snapshot.neighbours(plan, sort, found[at].id, Deadline(60))
                assert beside.before == (found[at - 1].id if at else None)
                assert beside.after == (found[at + 1].id if at + 1 < len(found) else None)


def test_same_scores_for_any_word(engine: Engine) -> None:
    wrong = []
    held = 0
    with engine.snapshot() as snapshot:
        scanned = scan_plan(snapshot.documents())
        plans = Plans(scanned, SEED)
        words = [plans.word() for _ in range(PLANS)]
        for word in words:
            plan = Plan(word, (word,))
            found = snapshot.search(plan, Want(limit=1000, facets=False), Deadline(60))
            expected = scores(scanned, word)
            held += len(expected)
            if {hit.id: pytest.approx(hit.score, abs=TOLERANCE) for hit in found.top} != expected:
                wrong.append((word, found.total, len(expected)))
    assert not wrong
    assert held > PLANS
    kinds = {type(word.word if isinstance(word, In) else word) for word in words}
    assert {Near, Prefix} < kinds
