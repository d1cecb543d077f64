"""First occurrences of postings beside sums from the first one on."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.engines.whoosh_engine.format.arrays import read_arrays, write_arrays
from search.engines.whoosh_engine.format.slices import LARGE
from search.engines.whoosh_engine.format.starts import CHECKPOINT, Starts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [1, CHECKPOINT - 1, CHECKPOINT, 5 * CHECKPOINT, 1_000])
@pytest.mark.parametrize("frequencies", [(1, 2, 3), (1, 14, 15, 16, 900)])
def test_first_occurrences(tmp_path: Path, size: int, frequencies: tuple[int, ...]) -> None:
    chance = random.Random(size)
    times = chance.choices(frequencies, k=size)
    firsts = [sum(times[:number]) for number in range(size)]
    large = [number for number, often in enumerate(times) if often >= LARGE]
    # What else a packed count holds stands in its high bits.
    counts = [min(often, LARGE) | chance.randrange(16) << 4 for often in times]
    write_arrays(tmp_path / "counts", {"counts": np.array(counts, np.uint8)})
    starts = Starts(
        read_arrays(tmp_path / "counts").guarded("counts"),
        (np.array(large, np.uint32), np.array([times[one] for one in large], np.uint32)),
        np.array(firsts[::CHECKPOINT], np.uint32),
    )
    some = chance.choices(range(size), k=40)
    found, often = starts.of_many(np.array(some))
    assert found.tolist() == [firsts[number] for number in some]
    assert often.tolist() == [times[number] for number in some]
    assert [starts.of(number) for number in some] == found.tolist()
    assert starts.of(size) == sum(times)
