"""The columns of a segment: dates, facet values, ids, in one file of arrays.

Documents are in date order, undated ones first. `date` is the day as days since 1970-01-01 (i4),
UNDATED where there is none. Each facet has, for each document, a list of value numbers; value 0 is
the empty string. `id` holds the public ids end to end, `id.order` sorts them.
"""

from __future__ import annotations

import bisect
import copy
import datetime as dt
import functools
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from search.analysis.french import Analyzer
from search.analysis.names import folded_words
from search.document import FACETS, PUBLIC_ID_LENGTH, DocumentId, Facet
from search.engines.whoosh_engine.format.arrays import (
    Array,
    ArraysFile,
    NamedArrays,
    read_arrays,
)
from search.engines.whoosh_engine.format.calendar import Calendar
from search.engines.whoosh_engine.format.damage import damaged, noticed
from search.engines.whoosh_engine.format.strings import (
    Strings,
    join_starts,
    pack_strings,
    unpack_strings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FURTHER = 255
"""The step to a checkpoint is written as bytes: as many of these as it holds, and the rest."""

UNDATED = -(2**31)
_EPOCH = dt.date(1970, 1, 1)
_EPOCH_ORDINAL = _EPOCH.toordinal()


def day_number(day: dt.date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - _EPOCH_ORDINAL


_FIRST, _LAST = map(day_number, (dt.date.min, dt.date.max))


def day_of(number: int) -> dt.date | None:
    """Return the day with this number; None for UNDATED."""
    return None if number == UNDATED else _EPOCH + dt.timedelta(days=number)


class ValuesBuilder:
    """Gathers the keys, inputs and facet values of consecutive documents, added one by one."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._origins: list[int] = []
        self._numbers: dict[str, dict[str, int]] = {name: {"": 0} for name in (*FACETS, "origin")}
        self._facets: dict[str, list[tuple[int, ...]]] = {name: [] for name in FACETS}

    def add(self, values: Mapping[str, Any]) -> None:
        """Add the next document, by the names of its fields."""
        self._keys.append(values["key"])
        self._origins.append(self._number("origin", values["origin"]))
        for name, held in _facet_values(values).items():
            self._facets[name].append(tuple(self._number(name, value) for value in held))

    def arrays(self) -> dict[str, Array]:
        """Return the arrays of the columns file that they are."""
        arrays: dict[str, Array] = {
            "origin": np.array(self._origins, np.uint32),
            **pack_strings("origin.names", self._numbers["origin"]),
            **pack_strings("key", self._keys),
        }
        for name in FACETS:
            lists = self._facets[name]
            arrays[f"{name}.starts"] = np.cumsum([0, *map(len, lists)]).astype(np.uint32)
            flat = [number for numbers in lists for number in numbers]
            arrays[f"{name}.values"] = np.array(flat, np.uint32)
            arrays |= pack_strings(f"{name}.names", self._numbers[name])
        return arrays

    def _number(self, name: str, value: str) -> int:
        numbers = self._numbers[name]
        return numbers.setdefault(value, len(numbers))


def _facet_values(values: Mapping[str, Any]) -> dict[Facet, tuple[str, ...]]:
    """Return a document's values of each facet, each value once."""
    return {
        "source": (values["source"],) if values["source"] else (),
        "author": tuple(dict.fromkeys(filter(None, values["authors"]))),
        "section": (values["section"],) if values["section"] else (),
    }


def join_values(parts: Sequence[NamedArrays]) -> dict[str, Array]:
    """Return the arrays of documents from those of their parts, in order.

    A value keeps the number that it would have, had one builder taken all the documents.
    """
    arrays: dict[str, Array] = {
        "key.bytes": np.concatenate([part["key.bytes"] for part in parts]),
        "key.starts": join_starts([part["key.starts"] for part in parts]),
    }
    for name, values in (("origin", "origin"), *((name, f"{name}.values") for name in FACETS)):
        numbers = {"": 0}
        joined: list[Array] = []
        for part in parts:
            names = unpack_strings(part, f"{name}.names")
            here = [numbers.setdefault(value, len(numbers)) for value in names]
            joined.append(np.array(here, np.uint32)[part[values]])
        arrays[values] = np.concatenate(joined)
        arrays |= pack_strings(f"{name}.names", numbers)
    for name in FACETS:
        arrays[f"{name}.starts"] = join_starts([part[f"{name}.starts"] for part in parts])
    return arrays


def date_and_id_arrays(days: Array, ids: Array) -> dict[str, Array]:
    """Return the arrays of documents' days, as numbers, and public ids, as byte strings."""
    return {
        "date": days.astype(np.int32),
        "id": np.frombuffer(ids.tobytes(), np.uint8),
        "id.order": np.argsort(ids, kind="stable").astype(np.uint32),
    }


class FacetColumn:
    """The values of one facet in one segment.

    Attributes:
        names: of the values, the first one empty.
        named: the same, as an array of objects.
        used: whether any document may have a value.
    """

    def __init__(self, arrays: ArraysFile, name: str) -> None:
        names = Strings(arrays, f"{name}.names")
        self.names: Sequence[str] = [names[number] for number in range(len(names))]
        if not self.names:
            raise ValueError(f"{name} sans la valeur vide")
        self.named = np.array(self.names, object)
        self.used = len(self.names) > 1
        self._starts = np.maximum.accumulate(arrays[f"{name}.starts"].astype(np.int64))
        self._values = np.minimum(arrays[f"{name}.values"], max(0, len(self.names) - 1))
        if int(self._starts.max(initial=0)) > self._values.size:
            raise ValueError(f"{name} hors du fichier")
        sizes = np.diff(self._starts)
        self._single = _single(self._starts, self._values) if sizes.max(initial=0) <= 1 else None

    @property
    def size(self) -> int:
        """Number of documents."""
        return int(self._starts.size) - 1

    def cut(self, begin: int, end: int) -> FacetColumn:
        """Return the values of a range of documents, numbered from 0."""
        part = copy.copy(self)
        part._starts = self._starts[begin : end + 1]
        part._single = None if self._single is None else self._single[begin:end]
        return part

    def counts(self, documents: Array) -> Array:
        """Return for each value the number of these documents (numbers, sorted) that have it.

        Value 0 stands for none, and its count means nothing.
        """
        if self._single is not None:
            return np.bincount(self._single.take(documents), minlength=len(self.names))
        sizes = np.diff(self._starts)[documents]
        shifts = self._starts[documents] - (np.cumsum(sizes) - sizes)
        places = np.repeat(shifts, sizes) + np.arange(int(sizes.sum()))
        return np.bincount(self._values[places], minlength=len(self.names))

    def most_used(self, counts: Array) -> tuple[list[str], list[int]]:
        """Return the values with a count, most used first, then in alphabetical order.

        Args:
            counts: of each value (i8).

        Returns:
            The names, and the counts.
        """
        held = counts.nonzero()[0]
        found = counts.take(held)
        order = (self._ranks.take(held) - found * len(self.names)).argsort()
        return self.named.take(held.take(order)).tolist(), found.take(order).tolist()

    def holding(self, wanted: Iterable[str]) -> Array:
        """Return the mask of the documents with any of these values."""
        chosen = set(wanted)
        return self._having([number for number, name in enumerate(self.names) if name in chosen])

    def holding_words(self, words: tuple[str, ...]) -> Array:
        """Return the mask of the documents with a value that holds these words in a row, folded."""
        numbers = [
            number
            for number, name in enumerate(self._folded)
            if any(name[at : at + len(words)] == words for at in range(len(name)))
        ]
        return self._having(numbers)

    @functools.cached_property
    def _ranks(self) -> Array:
        """The rank of each value in alphabetical order."""
        ranks = np.zeros(len(self.names), np.int64)
        ranks[sorted(range(len(self.names)), key=self.names.__getitem__)] = np.arange(ranks.size)
        return ranks

    @functools.cached_property
    def _folded(self) -> list[tuple[str, ...]]:
        """The words of each value, folded: 20,000 authors take 0.2 s, once in a process."""
        analyzer = Analyzer()
        return [folded_words(analyzer, name) for name in self.names]

    def _having(self, numbers: list[int]) -> Array:
        owners = np.repeat(np.arange(self._starts.size - 1), np.diff(self._starts))
        values = self._values[self._starts[0] : self._starts[-1]]
        mask = np.zeros(self._starts.size - 1, bool)
        mask[owners[np.isin(values, numbers)]] = True
        return mask


def _single(starts: Array, values: Array) -> Array:
    """Return the one value of each document, 0 where it has none."""
    single: Array = np.zeros(starts.size - 1, np.intp)
    single[np.flatnonzero(np.diff(starts))] = values
    return single


@noticed
class Columns:
    """The columns of one segment, mapped."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            IndexDamaged: it is not what its header says.
        """
        self._path = path
        self._arrays = arrays = read_arrays(path)
        self.dates = arrays["date"]
        self.facets: dict[Facet, FacetColumn] = {name: FacetColumn(arrays, name) for name in FACETS}
        self._ids = arrays["id"].data
        self._names = np.frombuffer(self._ids, f"S{PUBLIC_ID_LENGTH}")
        self._order = arrays["id.order"]
        self._keys = Strings(arrays, "key")
        self._origins = arrays["origin"]
        self._origin_names = Strings(arrays, "origin.names")
        self.texts = {name: arrays[name] for name in ("texts.starts", "texts.dictionary")}
        self._step_starts = arrays["step.starts"]
        self._steps = arrays.guarded("step.values")
        self._check()
        self.first_dated = int(np.searchsorted(self.dates, UNDATED, "right"))
        self.calendar, self.month_starts = Calendar.of(self.dates, self.first_dated)

    def _check(self) -> None:
        """Raise ValueError where the columns are not of as many documents, or a day is none."""
        sizes: set[float] = {self.facets[name].size for name in FACETS}
        sizes |= {self._order.size, self._origins.size, len(self._keys)}
        sizes |= {len(self._ids) / PUBLIC_ID_LENGTH}
        if sizes != {len(self)}:
            raise ValueError("colonnes de longueurs inégales")
        days = self.dates[self.dates != UNDATED]
        if days.size and not (int(days.min()) >= _FIRST and int(days.max()) <= _LAST):
            raise ValueError("date hors du calendrier")

    def __len__(self) -> int:
        return int(self.dates.size)

    def lengths(self, field: str) -> Array:
        """Return the number of tokens of each document in a field."""
        return self._arrays[f"length.{field}"]

    @property
    def ids(self) -> Array:
        """The public ids, one fixed-width byte string a document."""
        return self._names

    def ids_of(self, numbers: Array) -> list[DocumentId]:
        """Return the public ids of some documents: much quicker than one by one."""
        ids: list[DocumentId] = self._names.take(numbers).astype(f"U{PUBLIC_ID_LENGTH}").tolist()
        return ids

    def checkpoints(self, number: int) -> list[int]:
        """Return where every CHECKPOINT-th token of a document's text begins, in characters.

        Raises:
            IndexDamaged: the file does not hold what it says.
        """
        begin, end = self._step_starts[number : number + 2].tolist()
        if not begin <= end <= self._steps.array.size:
            raise damaged(self._path, "tableau hors du fichier")
        steps = self._steps.raw(begin, end)
        return [at for at, step in zip(accumulate(steps), steps, strict=True) if step < FURTHER]

    def id(self, number: int) -> DocumentId:
        """Return the public id of a document."""
        return DocumentId(str(self._name(number), "ascii"))

    def key(self, number: int) -> str:
        """Return the key of a document."""
        return self._keys[number]

    def origin(self, number: int) -> str:
        """Return the input that held a document."""
        return self._origin_names[int(self._origins[number])]

    def number(self, identifier: DocumentId) -> int | None:
        """Return the number of the document with this public id, None if there is none."""
        if not identifier.isascii():
            return None
        name, order = identifier.encode(), self._order.data
        at = bisect.bisect_left(order, name, key=self._name)
        if at < len(order) and self._name(order[at]) == name:
            return int(order[at])
        return None

    def _name(self, number: int) -> bytes:
        """Return the public id of a document as it is stored."""
        begin = number * PUBLIC_ID_LENGTH
        return bytes(self._ids[begin : begin + PUBLIC_ID_LENGTH])


def steps_between(counts: Array, checkpoints: Array) -> tuple[Array, Array]:
    """Return the steps to the checkpoints of some documents, from each to the next, as bytes.

    Args:
        counts: checkpoints of each document (i8).
        checkpoints: where they are, in characters (i8).

    Returns:
        how many bytes each document has (u4), and the bytes (u1).
    """
    steps = np.diff(checkpoints, prepend=0)
    firsts = (np.cumsum(counts) - counts)[counts > 0]
    steps[firsts] = checkpoints[firsts]
    further, rest = np.divmod(steps, FURTHER)
    ends = np.cumsum(further + 1)
    written = np.full(int(ends[-1]) if ends.size else 0, FURTHER, np.uint8)
    written[ends - 1] = rest
    before = np.append(0, ends)
    reached = np.append(0, np.cumsum(counts))
    return np.diff(before[reached]).astype(np.uint32), written
