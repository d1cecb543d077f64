"""The default ranking beside the bare engine: what spellings, pairs and near results cost.

    python -m benchmarks.ranking [ARTICLES]

The same questions, resolved as the product does (inflections, wider forms of the stem, pairs of
words, near results) and as bare words, each one spelling; both with exact counts, in turns.
"""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

from benchmarks.classes import classes
from benchmarks.peers.manchette import PATIENCE, Manchette
from benchmarks.questions import TYPED, typed
from benchmarks.workspace import Workspace, record, size_from_arguments
from search.engines.matching import Deadline, Want
from search.plan.nodes import And, Plan
from search.plan.resolve import resolve
from search.query.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.classes import Asked

TODAY = dt.date(2024, 6, 19)

ROUNDS = 9
DEFAULT = Want(near=20)
BARE = Want()


def main() -> None:
    workspace = Workspace(size_from_arguments())
    asked = classes(workspace.counted())
    engine = Manchette()
    workspace.opened(engine)
    rows = {kind: _compared(engine, asked[kind]) for kind in TYPED}
    for kind, row in rows.items():
        print(f"{kind:32}", row, flush=True)
    record(f"ranking-{workspace.size}", {"classes": rows})


def _compared(engine: Manchette, queries: list[Asked]) -> dict[str, Any]:
    bare = [Plan(_strict(one), one.plan.words, near=None) for one in queries]
    full = [_resolved(engine, typed(one)) for one in queries]
    gc.disable()
    times: dict[str, list[float]] = {"bare": [], "default": [], "resolving": []}
    for _ in range(ROUNDS):
        for number, one in enumerate(queries):
            times["bare"].append(_timed(_search(engine, bare[number], BARE)))
            times["default"].append(_timed(_search(engine, full[number], DEFAULT)))
            times["resolving"].append(_timed(_resolving(engine, typed(one))))
    gc.enable()
    row = {name: round(statistics.median(taken), 4) for name, taken in times.items()}
    return row | {"ratio": round(row["default"] / row["bare"], 2)}


def _strict(asked: Asked) -> Any:
    words = asked.plan.words
    return words[0] if len(words) == 1 else And(words)


def _resolved(engine: Manchette, text: str) -> Plan:
    return resolve(parse(text)[0], engine.snapshot.lexicon, TODAY).plan


def _search(engine: Manchette, plan: Plan, want: Want) -> Callable[[], object]:
    return lambda: engine.snapshot.search(plan, want, Deadline(PATIENCE))


def _resolving(engine: Manchette, text: str) -> Callable[[], object]:
    return lambda: _resolved(engine, text)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
