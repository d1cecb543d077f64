"""The words of searches that found nothing: what a collection lacks, without telling who asked.

A line holds words in the order of the alphabet, without the hour or anything of the client. Numbers
are left out, and so are long words, which may be addresses or secrets.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from typing import TYPE_CHECKING

from search.query import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.answers import Answer
    from web.logs import Log

LONGEST = 20
"""Letters of the longest word that is kept."""


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


class NothingFound:
    """A file a day in a folder, each removed after some days."""

    def __init__(
        self, folder: Path | None, days: int, log: Log, today: Callable[[], dt.date] = _today
    ) -> None:
        """Take the folder, None to keep nothing, and for how many days to keep a file."""
        self._folder = folder
        self._days = days
        self._log = log
        self._today = today
        self._swept: dt.date | None = None
        self._lock = threading.Lock()

    def note(self, answer: Answer) -> None:
        """Keep the words of an answer that holds no article; what fails is logged, not raised."""
        if self._folder is None or answer.total:
            return
        words = sorted(set(_kept(answer.query)))
        if not words:
            return
        line = json.dumps({"words": words}, ensure_ascii=False) + "\n"
        try:
            self._sweep(self._folder)
            self._append(self._folder / f"{self._today().isoformat()}.jsonl", line)
        except OSError as error:
            self._log.warning("nothing_found_not_kept", error=str(error))

    def _append(self, path: Path, line: str) -> None:
        # One write to the end of a file is whole, whoever else writes there.
        opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, line.encode())
        finally:
            os.close(opened)

    def _sweep(self, folder: Path) -> None:
        """Remove the files of too long ago, at the first line of a day."""
        today = self._today()
        with self._lock:
            if self._swept == today:
                return
            self._swept = today
        folder.mkdir(parents=True, exist_ok=True)
        oldest = today - dt.timedelta(days=self._days)
        for path in folder.glob("*.jsonl"):
            if _day_of(path) < oldest:
                path.unlink(missing_ok=True)


def _day_of(path: Path) -> dt.date:
    try:
        return dt.date.fromisoformat(path.stem)
    except ValueError:
        return dt.date.max  # not one of ours


def _kept(query: tree.All) -> Iterator[str]:
    """Yield the words of a query that may be kept, in lower case."""
    for leaf in tree.leaves(query):
        if isinstance(leaf, tree.Word | tree.Phrase | tree.Prefix):
            for word in leaf.text.lower().split():
                if len(word) <= LONGEST and word.replace("-", "").replace("’", "").isalpha():
                    yield word
