"""What the readers of files with many records share: bad records named, the others kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from index.readers.article import finish
from index.readers.fields import clipping_of
from index.readers.interface import Progress, ReaderOptions, Reading, Reason, Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from index.readers.streams import BoundedStream

_RECORDS_PER_PROGRESS = 200


def read_records(
    records: Iterable[tuple[str, object]],
    stream: BoundedStream | None,
    path: Path,
    options: ReaderOptions,
) -> Iterator[Reading]:
    """Yield the articles of records.

    Args:
        records: label and value of each; a value that is no mapping is a bad record.
        stream: where they come from, to tell how far it was read.
        path: the input.
        options: see `ReaderOptions`.
    """
    for count, (label, record) in enumerate(records, start=1):
        if stream is not None and count % _RECORDS_PER_PROGRESS == 0:
            yield Progress(stream.position)
        if not isinstance(record, Mapping):
            yield Skipped(path, Reason.BAD_RECORD, label)
            continue
        clipping = clipping_of(record, label, options)
        if clipping is None:
            yield Skipped(path, Reason.NO_ARTICLE, label)
        else:
            yield from finish(clipping, path, options)
