"""Every kind of publish, one after the other, for `strace` to record: run as a program.

    python -m tests.torture.publishing DISK SAVED STEP…

DISK/presse/index is the index; a copy of it is put in SAVED after each publish. Marks in the
trace, folders that cannot be made, say where a publish has returned and which line of the store
asks for an fsync.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from search.document import public_id
from search.engines.whoosh_engine.store import disk
from tests.torture.corpus import articles, engine_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.interface import Draft

MARK = "/nowhere/"
RETURNED = "returned "
FSYNC = "fsync "
INDEX = "presse/index"
SEED = 1944
FORGOTTEN = "article-3"


def rebuild(index: Path) -> None:
    with engine_over(index).draft("empty") as draft:
        draft.put(articles(0, 30, SEED))
        draft.publish()


def take_over(index: Path) -> None:
    """Publish in a folder that a writer made just before it was killed, and nobody synced."""
    index.parent.mkdir()
    disk.fsync_dir(index.parents[1])
    index.mkdir()
    rebuild(index)


def update(index: Path) -> None:
    with engine_over(index).draft("current") as draft:
        draft.put(articles(30, 6, SEED))
        draft.delete([public_id("article-7")])
        draft.publish()


def update_over_a_copy(index: Path) -> None:
    """Publish what lies there already, whole but synced by nobody: somebody put a copy there."""
    other = index.parents[2] / "other"
    shutil.copytree(index, other)
    with _another_update(other) as draft:
        draft.publish()
    with _another_update(index) as draft:
        for folder in ("segments", "deletions"):
            for path in (other / folder).iterdir():
                target = index / folder / path.name
                if not target.exists():
                    (shutil.copytree if path.is_dir() else shutil.copyfile)(path, target)
        draft.publish()


@contextlib.contextmanager
def _another_update(index: Path) -> Iterator[Draft]:
    with engine_over(index).draft("current") as draft:
        draft.put(articles(40, 2, SEED))
        draft.delete([public_id("article-8")])
        yield draft


def forget(index: Path) -> None:
    engine_over(index).forget([public_id(FORGOTTEN)])


Step = Callable[[Path], None]
COURSES: tuple[tuple[Step, ...], ...] = (
    (rebuild, update, update_over_a_copy, forget, rebuild),
    (take_over,),
)
"""Publishes that follow each other, on a disk of their own."""


def mark(said: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.mkdir(MARK + said)  # noqa: PTH102 - the shortest way to one system call


def marked(real: Callable[[Path], None]) -> Callable[[Path], None]:
    def call(path: Path) -> None:
        frame = inspect.currentframe()
        assert frame
        assert frame.f_back
        caller = frame.f_back
        mark(f"{FSYNC}{Path(caller.f_code.co_filename).name}:{caller.f_lineno}")
        real(path)

    return call


def main(root: Path, saved: Path, names: Sequence[str]) -> None:
    """Publish by each step."""
    steps = {step.__name__: step for course in COURSES for step in course}
    for name in ("fsync_file", "fsync_dir"):
        setattr(disk, name, marked(getattr(disk, name)))
    index = root / INDEX
    for number, name in enumerate(names):
        steps[name](index)
        mark(f"{RETURNED}{number}")
        shutil.copytree(index, saved / str(number))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
