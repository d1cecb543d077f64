"""The largest of a range, and how little of it is looked at."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh_engine.format.peaks import BLOCK, Peaks


@given(st.lists(st.integers(0, 9), max_size=3 * BLOCK), st.integers(1, 9), st.data())
def test_they_are_the_largest(values: list[int], limit: int, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(values)))
    end = data.draw(st.integers(begin, len(values)))
    order = np.arange(len(values), dtype=np.uint32)[::-1]
    peaks = Peaks(np.array(values, np.uint32), order)
    ranks = peaks.largest(range(begin, end), limit)
    found = [values[order[rank]] for rank in ranks]
    every = sorted((values[order[rank]] for rank in range(begin, end)), reverse=True)
    assert found == [value for value in every[:limit] if value]
    assert len(set(ranks)) == len(ranks)
    assert all(begin <= rank < end for rank in ranks)


def test_a_million_forms_are_not_looked_at_one_by_one() -> None:
    generator = np.random.default_rng(1)
    documents = np.minimum(generator.zipf(1.7, 1_000_000), 200_000).astype(np.uint32)
    peaks = Peaks(documents, np.arange(documents.size, dtype=np.uint32))
    for begin in range(0, 1_000_000, 80_000):  # as much as begins with one letter
        before = peaks.looked
        ranks = peaks.largest(range(begin, min(begin + 80_000, 1_000_000)), 200)
        assert len(ranks) == 200
        assert peaks.looked - before < 80_000 / BLOCK + 200 * BLOCK + 2
