"""The suite over this engine, and a plain scan to check it."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.conformance.cases import collection, read_cases, read_table
from benchmarks.conformance.checking import Suite
from benchmarks.conformance.manchette import UNTITLED, Manchette
from search.document import Document
from search.plan.resolve import resolve
from search.query.parser import parse
from tests.oracle.plan_scan import scan_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.conformance.cases import Case
    from benchmarks.conformance.interface import Engine, Question

OWN_READINGS = Path(__file__).resolve().parents[1] / "data" / "own_readings.tsv"
TODAY = dt.date(2024, 6, 19)


class Scan:
    """The texts read one after the other, by the plans that the product makes."""

    def __init__(self, engine: Manchette, cases: list[Case]) -> None:
        texts = collection(cases)
        documents = [Document(key=text, title=UNTITLED, text=text) for text in texts]
        self._engine = engine
        self._scanned = dict(zip(texts, scan_plan(documents), strict=True))

    def found(self, question: Question) -> frozenset[str]:
        with self._engine.engine.snapshot() as snapshot:
            plan = resolve(parse(question.typed)[0], snapshot.lexicon, TODAY).plan
        holding = (text for text, scanned in self._scanned.items() if scanned.holds(plan.root))
        return frozenset(holding)


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return read_cases()


@pytest.fixture(scope="session")
def suite_of(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Engine, list[Case]], Suite]]:
    """Make suites, whose engines end with the tests."""
    with contextlib.ExitStack() as stack:

        def build(engine: Engine, cases: list[Case]) -> Suite:
            stack.callback(engine.close)
            return Suite(engine, cases, tmp_path_factory.mktemp("suite"))

        yield build


@pytest.fixture(scope="session")
def manchette() -> Manchette:
    return Manchette()


@pytest.fixture(scope="session")
def suite(
    suite_of: Callable[[Engine, list[Case]], Suite], manchette: Manchette, cases: list[Case]
) -> Suite:
    """The suite over this engine."""
    return suite_of(manchette, cases)


@pytest.fixture(scope="session")
def scan(manchette: Manchette, cases: list[Case]) -> Scan:
    """A scan by the plans of this engine, once the suite has given it its texts."""
    return Scan(manchette, cases)


@pytest.fixture(scope="session")
def own_suite(suite_of: Callable[[Engine, list[Case]], Suite]) -> Suite:
    """What is our own choice, or our own syntax, over its own collection."""
    return suite_of(Manchette(), read_table(OWN_READINGS))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        parametrize(metafunc, "case", read_cases())
    if "own_case" in metafunc.fixturenames:
        parametrize(metafunc, "own_case", read_table(OWN_READINGS))
    if "question" in metafunc.fixturenames:
        questions = dict.fromkeys(case.question for case in read_cases())
        metafunc.parametrize("question", questions, ids=[one.typed for one in questions])


def parametrize(metafunc: pytest.Metafunc, name: str, cases: list[Case]) -> None:
    """Run a test on each case; a known failure must fail, so that a mended one is marked so."""
    known = pytest.mark.xfail(strict=True, raises=AssertionError, reason="a known failure")
    metafunc.parametrize(
        name, [pytest.param(one, id=one.name, marks=[known] if one.fails else []) for one in cases]
    )
