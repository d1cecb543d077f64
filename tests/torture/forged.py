"""Generations forged with right checksums: any answer or refusal, never worse.

Each is asked everything in a process of its own, with bounds on its memory and its time: it may
answer wrongly or refuse, but not crash, hang, grow, run code or fail with anything but our errors.
"""

from __future__ import annotations

import functools
import random
import shutil
from collections import Counter
from typing import TYPE_CHECKING

from search.errors import ManchetteError
from tests.torture.asking import asks, load
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import engine_over, scratch, two_generations
from tests.torture.forgery import forge
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = 1 << 30
"""Bytes that one may take beyond what the program has already."""


def tried(index: Path, seed: str) -> tuple[str, str]:
    """Forge, ask and verify; return what was forged, and how it went."""
    what = forge(index, random.Random(seed))
    refused = 0
    engine = engine_over(index)
    for ask in asks(engine):
        try:
            ask()
        except ManchetteError:
            refused += 1
    list(engine_over(index).verify())
    return what, "refused" if refused else "answered"


def torture(seed: int, runs: int) -> Measured:
    """Forge so many generations."""
    counts: Counter[str] = Counter()
    problems: list[str] = []
    with scratch() as place:
        whole, copy = place / "whole", place / "copy"
        two_generations(whole, seed)
        load(whole)
        for number in range(runs):
            if not time_left():
                break
            shutil.copytree(whole, copy)
            outcome = in_child(functools.partial(tried, copy, f"{seed} {number}"), MEMORY)
            shutil.rmtree(copy)
            counts["forged"] += 1
            if outcome.returned is None:
                problems.append(f"{number}: {outcome.killed_by} {outcome.raised[-1500:]}")
            else:
                counts[outcome.returned[1]] += 1
        assert not problems, f"{len(problems)} of {runs}\n" + "\n".join(problems)
    return Measured(
        "{forged:,} forged: {refused:,} refused in whole or in part, {answered:,} answered; no "
        "crash, no hang, none took a gigabyte, no error but ours",
        {"refused": 0, "answered": 0, **counts},
    )


run = command("forged", torture, small=40, full=1_000)

if __name__ == "__main__":
    run()
