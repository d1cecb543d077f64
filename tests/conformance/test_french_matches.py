"""What French questions find, through the whole product.

`tests/data/french_matches.tsv` is written to be read and extended by a French speaker; the texts of
all its rows and `french_background.txt` make one collection, so that words have frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.golden

FEWEST_CASES = 150


class Case(Protocol):
    phenomenon: str
    query: str
    text: str
    match: str
    status: str


class Collection(Protocol):
    def found(self, query: str) -> set[str]: ...
    def scanned(self, query: str) -> set[str]: ...


def test_question_finds_the_text_or_not(case: Case, collection: Collection) -> None:
    found = case.text in collection.found(case.query)
    if case.status == "known-failure":
        assert found != (case.match == "yes"), "this failure is mended: mark the row ok"
    else:
        assert found == (case.match == "yes")


def test_engine_finds_what_a_plain_scan_finds(query: str, collection: Collection) -> None:
    assert collection.found(query) == collection.scanned(query)


def test_table_is_well_formed(all_cases: Sequence[Case]) -> None:
    assert len(all_cases) >= FEWEST_CASES
    assert {case.match for case in all_cases} == {"yes", "no"}
    assert {case.status for case in all_cases} == {"ok", "known-failure"}
    assert len({(case.query, case.text) for case in all_cases}) == len(all_cases)
