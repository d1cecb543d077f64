"""RELIABILITY.md says what was measured, no more."""

from __future__ import annotations

import importlib.util

from tests.torture import ledger

TEXT = ledger.LEDGER.read_text(encoding="utf-8")


def test_each_figure_is_the_one_that_was_recorded() -> None:
    assert ledger.filled(TEXT) == TEXT, "run `python -m tests.torture.ledger`"


def test_each_record_has_a_row_and_each_row_a_module() -> None:
    named = [name for name, _ in ledger.rows(TEXT)]
    assert {path.stem for path in ledger.RESULTS.glob("*.json")} <= set(named)
    for name in named:
        assert importlib.util.find_spec(f"tests.torture.{name}"), name


def test_a_figure_is_put_in_its_row_alone() -> None:
    row = "| A | b | old | `python -m tests.torture.nowhere --seed 1` |"
    text = f"{row}\n| C | d | old | `make test` |\n"
    assert ledger.filled(text) == text.replace("b | old", f"b | {ledger.NOT_YET}")
