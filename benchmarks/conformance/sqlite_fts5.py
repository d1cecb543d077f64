"""SQLite's FTS5 with its unicode61 tokenizer, accents taken off as its documentation advises."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from benchmarks.conformance.interface import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.conformance.interface import Part, Question

TABLE = "create virtual table words using fts5(text, tokenize='unicode61 remove_diacritics 2')"


class SqliteFts5:
    """FTS5, in the SQLite that Python came with."""

    name = "SQLite FTS5"
    version = f"{sqlite3.sqlite_version}, unicode61 remove_diacritics 2"
    highlights = True

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index the texts in one transaction."""
        self._connection = sqlite3.connect(folder / "words.db")
        self._connection.execute(TABLE)
        with self._connection:
            self._connection.executemany(
                "insert into words(rowid, text) values (?, ?)", enumerate(texts)
            )

    def found(self, question: Question) -> set[int]:
        """Return what matches all the wanted parts and none of the excluded ones."""
        rows = self._connection.execute(
            "select rowid from words where words match ?", [_match(question)]
        )
        return {number for (number,) in rows}

    def marked(self, question: Question, number: int) -> str:
        """Return what FTS5's `highlight` prints."""
        row = self._connection.execute(
            "select highlight(words, 0, ?, ?) from words where words match ? and rowid = ?",
            [OPEN, CLOSE, _match(question), number],
        )
        return str(row.fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _match(question: Question) -> str:
    excluded = "".join(f" NOT {_quoted(part)}" for part in question.excluded)
    return " AND ".join(map(_quoted, question.wanted)) + excluded


def _quoted(part: Part) -> str:
    """Return a part as FTS5 reads it: the words of a hyphenated one are a phrase."""
    return f'"{part.text}"'
