"""JSON lines, and JSON files: one article an object, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING

from index.readers.interface import ReaderOptions, Reading, Reason, Skipped
from index.readers.records import read_records
from index.readers.streams import open_text

if TYPE_CHECKING:
    from pathlib import Path

# JSON spells a character in at most six bytes ("\u00e9"); beside the text stand the other fields.
_SPELLING = 6
_BESIDE = 1_000_000
_CHUNK = 1 << 16
_LISTS = ("articles", "documents", "items", "data", "results", "records", "hits", "entries")


def _longest_record(options: ReaderOptions) -> int:
    """Return how many characters one record may take."""
    return options.max_document_bytes * _SPELLING + _BESIDE


def _lines(text: IO[str], longest: int) -> Iterator[tuple[str, object]]:
    """Yield each line's label and value; None for what is not JSON or is too long."""
    number = 0
    while line := text.readline(longest):
        number += 1
        if len(line) == longest and not line.endswith("\n"):
            while (rest := text.readline(longest)) and not rest.endswith("\n"):
                pass
            yield f"ligne {number}", None
        elif stripped := line.strip("\ufeff \t\r\n\x1e"):
            yield f"ligne {number}", _value(stripped)


def _value(line: str) -> object:
    """Return the value of a line of JSON, None if it is not one."""
    try:
        return json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None


def read_json_lines(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the article of each line; a line that is not a JSON object is named and left out.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    with open_text(path, options.max_input_bytes) as (text, stream):
        yield from read_records(_lines(text, _longest_record(options)), stream, path, options)


class _Values:
    """The values of a JSON text one after the other, those of a list at the top each by itself."""

    def __init__(self, text: IO[str], longest: int) -> None:
        """Read from `text`; a value may take `longest` characters."""
        self._text = text
        self._longest = longest
        self._buffer = ""
        self._ended = False
        self._decoder = json.JSONDecoder(strict=False)

    def _more(self) -> None:
        """Read on, as much again as is held, so that a long value is not parsed too often."""
        read = self._text.read(max(_CHUNK, len(self._buffer)))
        self._ended = not read
        self._buffer += read

    def _skip(self, signs: str) -> bool:
        """Pass over these signs; return whether something follows."""
        self._buffer = self._buffer.lstrip(signs)
        while not self._buffer and not self._ended:
            self._more()
            self._buffer = self._buffer.lstrip(signs)
        return bool(self._buffer)

    def __iter__(self) -> Iterator[object]:
        """Yield each value.

        Raises:
            ValueError: the text is not JSON, or a value is too long.
        """
        blanks = "\ufeff \t\r\n"
        if self._skip(blanks) and self._buffer.startswith("["):
            self._buffer = self._buffer[1:]
            blanks += ","
        while self._skip(blanks) and not self._buffer.startswith("]"):
            yield self._next()

    def _next(self) -> object:
        """Return the value that the buffer begins with."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer)
            except ValueError:
                if self._ended or len(self._buffer) > self._longest:
                    raise
            else:
                # A number could go on past the end of the buffer; an object could not.
                if isinstance(value, dict) or end < len(self._buffer) or self._ended:
                    self._buffer = self._buffer[end:]
                    return value
            self._more()


def _articles(value: object) -> list[object]:
    """Return the articles of a value at the top: a list it holds under a usual name, or itself."""
    if isinstance(value, Mapping):
        for name in _LISTS:
            inner = value.get(name)
            if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
                return inner
    return [value]


def _labelled(values: _Values) -> Iterator[tuple[str, object]]:
    """Yield each article with its number."""
    number = 0
    for value in values:
        for article in _articles(value):
            number += 1
            yield f"article {number}", article


def read_json(path: Path, options: ReaderOptions) -> Iterator[Reading]:
    """Yield the articles of a JSON list, of one object, or of objects one after the other.

    Raises:
        OSError: the file cannot be read.
        InputTooLarge: it is larger, decompressed, than the limit.
    """
    with open_text(path, options.max_input_bytes) as (text, stream):
        # An object may hold the whole list: the process's memory limit bounds it.
        values = _Values(text, options.max_input_bytes)
        try:
            yield from read_records(_labelled(values), stream, path, options)
        except (ValueError, RecursionError):
            yield Skipped(path, Reason.BAD_FILE, params={"kind": "JSON"})
