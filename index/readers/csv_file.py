"""CSV and TSV: one article a row, the first row naming the fields."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

from index.readers.fields import names_articles
from index.readers.interface import ReaderOptions, Reading, Reason, Skipped
from index.readers.records import read_records
from index.readers.streams import open_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SEPARATORS = ";,\t|"
_SAMPLE_CHARACTERS = 65_536


def _separator(sample: str) -> str:
    """Return the separator that parts the header best; the others may stand in texts.

    The header has no quoted text in practice, so it settles what `csv.Sniffer` guesses wrongly
    from French prose, which is full of commas.
    """
    header = sample.split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda sign: (header.count(sign), -_SEPARATORS.index(sign)))


def _header(reader: Iterator[list[str]]) -> list[str]:
    """Return the names of the fields: the first row that is not empty."""
    row = next((row for row in reader if any(row)), [])
    return [name.strip("\ufeff ") for name in row]


def _rows(lines: Iterable[str], separator: str) -> Iterator[tuple[str, object]]:
    """Yield label and fields of each row; a row without text in any field is passed over."""
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=separator)
    header = _header(reader)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield f"ligne {line}", None
            continue
        if any(field.strip() for field in row):
            yield f"ligne {line}", dict(zip(header, row, strict=False))


def read_csv(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the article of each row; quoted fields may hold line breaks.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    # The default of 131,072 characters is less than a long article; it is set for the process.
    csv.field_size_limit(options.max_document_bytes)
    with open_text(path, options.max_input_bytes) as (text, stream):
        sample = text.read(_SAMPLE_CHARACTERS) + text.readline()
        separator = _separator(sample.lstrip("\ufeff\r\n"))
        if not names_articles(sample.lstrip("\ufeff\r\n").split("\n")[0].split(separator), options):
            yield Skipped(path, Reason.NO_HEADINGS)
            return
        rows = _rows(chain(io.StringIO(sample, newline=""), text), separator)
        yield from read_records(rows, stream, path, options)
