"""The command line that every torture has: a seed, how many runs, whether to keep the figures."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Literal

import click

from tests.torture.ledger import Measured, record

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 1944
_END = [math.inf]


def time_left() -> bool:
    """Tell whether a torture may begin another run: what it did until then is its figure."""
    return time.monotonic() < _END[0]


def command(
    name: str, torture: Callable[[int, int], Measured], *, small: int, full: int
) -> click.Command:
    """Return the command of a torture.

    Args:
        name: of its module, under which its figures are kept.
        torture: does so many runs, in an order that the seed fixes; raises AssertionError where
            a promise is broken.
        small: runs that take some seconds.
        full: runs behind the figures of RELIABILITY.md.
    """

    @click.command(name, help=f"{torture.__doc__}")
    @click.option("--seed", default=SEED, show_default=True)
    @click.option("--size", type=click.Choice(["small", "full"]), default="small")
    @click.option("--runs", type=int, help=f"Instead of a size (small {small}, full {full}).")
    @click.option("--record", "keep", is_flag=True, help="Keep the figures for RELIABILITY.md.")
    @click.option("--minutes", type=float, help="Begin no run after so long.")
    def run(
        seed: int,
        size: Literal["small", "full"],
        runs: int | None,
        minutes: float | None,
        *,
        keep: bool,
    ) -> None:
        if minutes is not None:
            _END[0] = time.monotonic() + 60 * minutes
        count = runs or {"small": small, "full": full}[size]
        measured = torture(seed, count)
        click.echo(f"{name}: {measured}")
        if keep:
            record(name, measured, seed, count)

    return run
