"""The port between an input file and the articles it holds.

A reader is a module-level function, so that it can be pickled and sent to a sandboxed process. It
yields what it finds in reading order and raises only for what nobody foresaw: the sandbox names
the file then, and goes on with the next.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from search.document import Document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Reason(StrEnum):
    """Why an input, or a record of it, was left out; `index/report.py` has the sentences."""

    UNKNOWN_KIND = "unknown_kind"
    NOT_A_FILE = "not_a_file"
    OUTSIDE = "outside"
    BINARY = "binary"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    DOCUMENT_TOO_LARGE = "document_too_large"
    BAD_RECORD = "bad_record"
    BAD_FILE = "bad_file"
    NO_HEADINGS = "no_headings"
    NO_ARTICLE = "no_article"
    TOO_SLOW = "too_slow"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    MISSING_LIBRARY = "missing_library"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReaderOptions:
    """What a reader must know besides the path.

    Attributes:
        name: the file's path relative to the PATH argument; the key of last resort.
        today: the day of the run; a date more than a year later is no date.
        max_document_bytes: largest article, in bytes of UTF-8.
        max_input_bytes: largest input, in bytes, decompressed.
        field_names: (our field, the input's name for it) pairs of `--map`.
    """

    name: str
    today: dt.date
    max_document_bytes: int = 10_000_000
    max_input_bytes: int = 2_000_000_000
    field_names: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or a record of one, that was left out.

    Attributes:
        path: the input.
        reason: why.
        record: which record ("ligne 12"); empty when the whole input is meant.
        params: figures and names for the sentence.
    """

    path: Path
    reason: Reason
    record: str = ""
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Removed:
    """What was taken off one article as not written by its author: rule code and occurrences."""

    counts: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class LostDate:
    """A date that the input gives and that is none, so that its article is kept without.

    Attributes:
        path: the input.
        record: as for `Skipped`.
        given: the date as it stands there.
    """

    path: Path
    record: str
    given: str


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader has come in a file of many records, in bytes of the file on disk."""

    position: int


Reading: TypeAlias = Document | Skipped | Removed | LostDate | Progress


class Reader(Protocol):
    """One kind of input turned into documents."""

    def __call__(self, path: Path, options: ReaderOptions, /) -> Iterator[Reading]:
        """Yield the articles of the file, and what of it was left out.

        Raises:
            OSError: the file cannot be read.
        """
        ...
