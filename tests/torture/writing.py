"""Jobs of a writer, drawn by chance: what to do, the command that does it, what there is then."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from search.document import public_id
from tests.torture.corpus import articles, engine_over

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from search.document import Document

Kind = Literal["rebuild", "update", "merge", "forget"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MANCHETTE = Path(sys.executable).with_name("manchette")
REBUILT, UPDATED = 60, 4
HANDED_IN_AGAIN = 3


@dataclasses.dataclass(frozen=True)
class Job:
    """One thing that somebody does to an index.

    Attributes:
        kind: what.
        index: to which.
        call: does it in this process.
        arguments: of the command that does the same.
        after: keys of the articles that there are once it is done.
        forgets: the key of the article that it forgets.
    """

    kind: Kind
    index: Path
    call: Callable[[], None]
    arguments: tuple[str, ...]
    after: frozenset[str]
    forgets: str = ""

    @contextlib.contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start the command, in a group of processes of its own."""
        command = [str(MANCHETTE), *self.arguments, "--index", str(self.index)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            yield process


class Jobs:
    """Draws jobs; articles that were forgotten are handed in again."""

    def __init__(self, index: Path, seed: int, chance: random.Random) -> None:
        self._index, self._seed, self._chance = index, seed, chance
        self._next = 0
        self._forgotten: set[str] = set()

    def next(self, kind: Kind, held: frozenset[str]) -> Job:
        """Return a job of a kind, for an index that holds these keys."""
        if kind == "forget" and held:
            return self._forget(held)
        if kind == "update":
            return self._put(kind, UPDATED, held)
        if kind == "merge":
            return self._put(kind, max(REBUILT, len(held) // 2), held)
        return self._put("rebuild", REBUILT, frozenset())

    def done(self, job: Job, *, new: bool) -> None:
        """Learn whether a job took effect."""
        if job.forgets and new:
            self._forgotten.add(job.forgets)

    def _forget(self, held: frozenset[str]) -> Job:
        key = self._chance.choice(sorted(held))

        def forget() -> None:
            engine_over(self._index).forget([public_id(key)])

        return Job("forget", self._index, forget, ("forget", key), held - {key}, key)

    def _put(self, kind: Kind, count: int, held: frozenset[str]) -> Job:
        again = sorted(self._forgotten)[-HANDED_IN_AGAIN:]
        fresh = [
            *articles(self._next, count, self._seed),
            *(one for key in again for one in articles(int(key.split("-")[1]), 1, self._seed)),
        ]
        self._next += count
        after = held | {one.key for one in fresh} - self._forgotten
        verb = "rebuild" if kind == "rebuild" else "update"

        def put() -> None:
            base: Literal["empty", "current"] = "empty" if kind == "rebuild" else "current"
            with engine_over(self._index).draft(base) as draft:
                draft.put(fresh)
                draft.publish()

        inputs = written(self._index.with_name(f"articles-{self._next}.jsonl"), fresh)
        return Job(kind, self._index, put, (verb, str(inputs)), frozenset(after))


def written(path: Path, documents: Sequence[Document]) -> Path:
    """Write articles to a file that the commands read; return it."""
    lines = (
        json.dumps({"id": one.key, "title": one.title, "text": one.text, "url": one.url})
        for one in documents
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
