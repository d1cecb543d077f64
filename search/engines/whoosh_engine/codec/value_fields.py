"""The terms of ids, dates, sources, authors and sections, read from the columns.

They fulfil FieldTerms, so that Whoosh's own queries filter and group by them.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from typing import TYPE_CHECKING

import numpy as np
from whoosh.fields import DATETIME

from search.document import DocumentId
from search.engines.whoosh_engine.codec.occurrences import Occurrences
from search.engines.whoosh_engine.format.columns import day_of
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns, FacetColumn


class ValueField:
    """One column as terms; each is at most once in a document."""

    def names(self, start: bytes) -> Iterator[bytes]:
        """Yield the values from `start` on, in byte order."""
        names = self._names
        return iter(names[bisect.bisect_left(names, start) :])

    def occurrences(self, name: bytes) -> Occurrences | None:
        """Return the documents with a value, None if there are none."""
        documents = self._documents(name).astype(np.uint32)
        once = np.ones(documents.size, np.int64)
        return Occurrences(documents, once, once) if documents.size else None

    @functools.cached_property
    def _names(self) -> Sequence[bytes]:
        raise NotImplementedError

    def _documents(self, name: bytes) -> Array:
        raise NotImplementedError


class IdField(ValueField):
    """The public ids."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @functools.cached_property
    def _names(self) -> Sequence[bytes]:
        names: list[bytes] = np.sort(self._columns.ids).tolist()
        return names

    def _documents(self, name: bytes) -> Array:
        number = self._columns.number(DocumentId(name.decode("utf-8", "replace")))
        return np.array([] if number is None else [number])


class FacetField(ValueField):
    """The values of a facet."""

    def __init__(self, column: FacetColumn) -> None:
        self._column = column

    @functools.cached_property
    def _names(self) -> Sequence[bytes]:
        return sorted(utf8(name) for name in self._column.names if name)

    def _documents(self, name: bytes) -> Array:
        wanted = name.decode("utf-8", "surrogatepass")
        return np.flatnonzero(self._column.holding([wanted] if wanted else []))


class DateField(ValueField):
    """The days, as the terms of a DATETIME: each at eight precisions, for ranges.

    Documents go by date: those of a term follow one another.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @functools.cached_property
    def _names(self) -> Sequence[bytes]:
        return sorted(self._ranges)

    def _documents(self, name: bytes) -> Array:
        return np.arange(*self._ranges.get(name, (0, 0)))

    @functools.cached_property
    def _ranges(self) -> Mapping[bytes, tuple[int, int]]:
        ranges: dict[bytes, tuple[int, int]] = {}
        field = DATETIME()
        for day, begin, end in _days(self._columns):
            moment = dt.datetime.combine(day, dt.time())
            for shift in range(0, field.bits, field.shift_step):
                name = field.to_bytes(moment, shift)
                ranges[name] = (ranges.get(name, (begin, end))[0], end)
        return ranges


def _days(columns: Columns) -> Iterator[tuple[dt.date, int, int]]:
    """Yield each day, its first document and the one after its last."""
    dates = columns.dates[columns.first_dated :]
    starts = np.flatnonzero(np.append(True, dates[1:] != dates[:-1])[: dates.size])
    edges = (np.append(starts, dates.size) + columns.first_dated).tolist()
    for number, begin, end in zip(dates[starts].tolist(), edges, edges[1:], strict=False):
        day = day_of(number)
        if day is not None:
            yield day, begin, end
