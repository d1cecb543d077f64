"""The runner: what it reads, what it asks, and that engines do fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.conformance.cases import read_question, read_table
from benchmarks.conformance.checking import marked_letters
from benchmarks.conformance.interface import CLOSE, OPEN, Part
from benchmarks.conformance.sqlite_fts5 import SqliteFts5
from benchmarks.conformance.stock_whoosh import StockWhoosh

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.conformance.cases import Case
    from benchmarks.conformance.checking import Suite
    from benchmarks.conformance.interface import Engine

HEAD = "query\ttext\texpected\tmanchette\tnote\n"
PASSED = {"Whoosh": (0.4, 0.7), "SQLite FTS5": (0.4, 0.7)}
"""Shares of the cases between which an engine passes that knows some French, or none."""


@pytest.mark.golden
@pytest.mark.parametrize("engine", [StockWhoosh(), SqliteFts5()], ids=lambda one: one.name)
def test_engines_pass_some_cases_and_fail_others(
    engine: Engine, suite_of: Callable[[Engine, list[Case]], Suite], cases: list[Case]
) -> None:
    outcomes = list(suite_of(engine, cases).outcomes())
    least, most = PASSED[engine.name]
    assert len(outcomes) == len(cases)
    assert least < sum(one.passed for one in outcomes) / len(outcomes) < most
    kinds = {one.case.expected for one in outcomes if one.passed}
    assert kinds == {one.case.expected for one in outcomes if not one.passed}
    assert kinds == {"yes", "no", "marked"}


def test_question_is_cut_at_spaces_and_quotes() -> None:
    question = read_question('l’eau -"prix bas" ? « chef de gare » -pain')
    assert question.wanted == (Part("l’eau"), Part("chef de gare", quoted=True))
    assert [part.text for part in question.excluded] == ["prix bas", "pain"]


def test_brackets_say_what_is_marked(tmp_path: Path) -> None:
    [case] = read_rows(tmp_path, "l'été\t{L’}[été] du [C{.}D].\tmarked\t\t\n")
    assert case.text == "L’été du C.D."
    assert {case.text[at] for at in case.must} == set("étéCD")
    assert {case.text[at] for at in case.may} == {"L"}


def test_code_points_are_read(tmp_path: Path) -> None:
    [case] = read_rows(tmp_path, "2500\t2\\u202f500 euros\tyes\tfails\t\n")
    assert case.text == "2\u202f500 euros"
    assert case.fails


@pytest.mark.parametrize(
    "row",
    [
        "a\tb\toui\t\t\n",
        "a\tb\tyes\tok\t\n",
        "a\tsans crochet\tmarked\t\t\n",
        "a\t[b\tmarked\t\t\n",
    ],
)
def test_row_that_says_nothing_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match="what is"):
        read_rows(tmp_path, row)


def test_marked_letters_are_those_of_the_whole_text() -> None:
    printed = f"{OPEN}Corée{CLOSE} du {OPEN}Nord{CLOSE}"
    assert marked_letters(printed, "En Corée du Nord.") == {*range(3, 8), *range(12, 16)}
    assert marked_letters(f"{OPEN}Nord.{CLOSE}", "Au Nord.") == set(range(3, 7))
    with pytest.raises(ValueError, match="substring"):
        marked_letters("autre chose", "Au Nord.")


def read_rows(folder: Path, rows: str) -> list[Case]:
    path = folder / "table.tsv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return read_table(path)
