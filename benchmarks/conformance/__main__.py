"""The French conformance suite, asked of this engine and of those that people use.

python -m benchmarks.conformance

An engine that is not installed is skipped, and said.
"""

from __future__ import annotations

import collections
import contextlib
import importlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.conformance.cases import read_cases
from benchmarks.conformance.checking import Suite
from benchmarks.conformance.interface import Unavailable
from benchmarks.workspace import record

if TYPE_CHECKING:
    from benchmarks.conformance.cases import Case
    from benchmarks.conformance.checking import Outcome
    from benchmarks.conformance.interface import Engine

ENGINES = {
    "manchette": "Manchette",
    "stock_whoosh": "StockWhoosh",
    "sqlite_fts5": "SqliteFts5",
    "tantivy_french": "Tantivy",
    "postgresql": "Postgresql",
    "xapian_french": "Xapian",
}
"""Modules of this package, and their class."""

OURS = "Manchette"


def main() -> None:
    cases = read_cases()
    results: dict[str, Any] = {}
    skipped: dict[str, str] = {}
    failures: list[list[str]] = []
    for module, name in ENGINES.items():
        try:
            engine: Engine = getattr(_module(module), name)()
        except (Unavailable, ModuleNotFoundError) as error:
            skipped[name] = str(error)
            print(f"{name} is skipped: {error}", file=sys.stderr)
            continue
        outcomes = _asked(engine, cases)
        results[engine.name] = one = {"version": engine.version, **_counted(outcomes)}
        print(f"{engine.name:12} {one['passed']} of {one['asked']}", flush=True)
        if name == OURS:
            failures = [_named(one.case) for one in outcomes if not one.passed]
    counted = {"cases": len(cases), "engines": results, "skipped": skipped}
    record("conformance", {**counted, "our_failures": failures})


def _module(name: str) -> Any:
    return importlib.import_module(f"benchmarks.conformance.{name}")


def _asked(engine: Engine, cases: list[Case]) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(engine):
        return list(Suite(engine, cases, Path(folder)).outcomes())


def _counted(outcomes: list[Outcome]) -> dict[str, Any]:
    """Return how many cases are asked and passed, in all and of each phenomenon."""
    asked = collections.Counter(one.case.phenomenon for one in outcomes)
    passed = collections.Counter(one.case.phenomenon for one in outcomes if one.passed)
    return {
        "asked": asked.total(),
        "passed": passed.total(),
        "phenomena": {name: [passed[name], number] for name, number in asked.items()},
    }


def _named(case: Case) -> list[str]:
    return [case.phenomenon, case.question.typed, case.text, case.expected]


if __name__ == "__main__":
    main()
