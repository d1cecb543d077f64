"""What French questions find and mark, through the whole product.

Tables and background are described in the README beside this file. `tests/data/own_readings.tsv`
has the same columns and holds what is no matter of French but our own choice, or our own syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from benchmarks.conformance.cases import Case
    from benchmarks.conformance.checking import Suite
    from benchmarks.conformance.interface import Question

pytestmark = pytest.mark.golden

FEWEST_CASES = 300
LEAST_PASSED = 0.98


class Scan(Protocol):
    def found(self, question: Question) -> frozenset[str]: ...


def test_question_finds_and_marks_what_a_reader_means(case: Case, suite: Suite) -> None:
    assert suite.passes(case)


def test_our_own_readings_hold(own_case: Case, own_suite: Suite) -> None:
    assert own_suite.passes(own_case)


def test_engine_finds_what_a_plain_scan_finds(question: Question, suite: Suite, scan: Scan) -> None:
    assert suite.found(question) == scan.found(question)


def test_few_cases_fail(cases: list[Case]) -> None:
    assert len(cases) >= FEWEST_CASES
    assert sum(not case.fails for case in cases) / len(cases) >= LEAST_PASSED


def test_no_case_stands_twice(cases: list[Case]) -> None:
    assert len({(case.name, case.expected) for case in cases}) == len(cases)


def test_every_table_holds_cases_of_both_kinds(cases: list[Case]) -> None:
    kinds: dict[str, set[str]] = {}
    for case in cases:
        kinds.setdefault(case.phenomenon, set()).add(case.expected)
    assert all(expected in ({"yes", "no"}, {"marked"}) for expected in kinds.values()), kinds
