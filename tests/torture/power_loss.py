"""A power loss at every moment of every kind of publish.

`strace` records what publishes of real segments do to a folder. After each call a model of the
disk (`platter`) says what may be left of it; each such disk is made, opened and asked: it must
answer as the generation before or the new one did, and after a publish has returned as the new one.
A record from which the calls of one line of the store are taken must be found out.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from search.answers import Request
from search.engines.whoosh_engine.store import Store, disk, verify
from search.errors import IndexProblem, NoIndex
from search.searcher import Searcher
from search.settings import Settings
from tests.torture import publishing
from tests.torture.command import command
from tests.torture.corpus import articles, engine_over, scratch
from tests.torture.ledger import Measured
from tests.torture.platter import WHOLE, Image, Platter, after_the_loss
from tests.torture.tracing import Op, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MODULE = publishing.__name__
QUESTIONS = ("pont", "presidents coreens", "unicum3")
ASKS = 10
"""One image of so many is asked too; of all, every byte of the generation is compared."""

WRITES_AFTER = 100
"""One image of so many is written to: the next publish goes on, and leaves nothing behind."""


@dataclasses.dataclass(frozen=True)
class Loss:
    """A disk after a power loss.

    Attributes:
        image: what it holds.
        returned: publishes that had returned.
        after: the last call.
    """

    image: Image
    returned: int
    after: Op


class Recording:
    """What the publishes did, what each generation answers, and the content of every file."""

    def __init__(self, place: Path, course: Sequence[publishing.Step]) -> None:
        self.root, self.saved = place / "disk", place / "saved"
        self.root.mkdir(parents=True)
        self.saved.mkdir()
        self.ops = record(MODULE, self.root, self.saved, *(step.__name__ for step in course))
        copies = [self.saved / str(number) for number in range(len(course))]
        self.generations = ["", *(Store(copy).live_generation() for copy in copies)]
        self.answers = [[], *(asked(copy) for copy in copies)]
        self._contents = dict(self._found())
        self.usual = {
            (loss.returned, loss.image.key()) for loss in self.losses(self.ops, random.Random(0), 0)
        }
        self.forgotten: set[str] = set()
        if publishing.forget in course:
            self.forgetting = course.index(publishing.forget)
            before, after = (_segments(copies[self.forgetting - n]) for n in (1, 0))
            self.forgotten = before - after

    def _found(self) -> Iterator[tuple[int, Path]]:
        """Yield the number of each file that outlived a step, and a copy of it."""
        platter = Platter(str(self.root))
        for op in self.ops:
            platter.apply(op)
            if op.kind == "returned":
                for number, path in platter.files():
                    copy = self.saved / op.path / path.removeprefix(f"{publishing.INDEX}/")
                    yield number, copy

    def losses(self, ops: Sequence[Op], chance: random.Random, more: int) -> Iterator[Loss]:
        """Yield the disks that there may be after each call, each once."""
        platter, returned = Platter(str(self.root)), 0
        seen: set[object] = set()
        for op in ops:
            if op.kind == "returned":
                returned = int(op.path) + 1
            platter.apply(op)
            if op.kind == "dirty":
                continue
            for image in platter.images(chance, more):
                key = (returned, image.key())
                if key not in seen:
                    seen.add(key)
                    yield Loss(image, returned, op)

    def made(self, image: Image, place: Path) -> Path:
        """Make a disk; return the index on it."""
        place.mkdir()
        for folder in sorted(image.folders):
            (place / folder).mkdir()
        for path, (number, fate) in image.files.items():
            content = self._contents.get(number)
            if content is None:
                (place / path).write_bytes(b"")
            elif fate == WHOLE:
                os.link(content, place / path)
            else:
                (place / path).write_bytes(after_the_loss(content.read_bytes(), fate))
        return place / publishing.INDEX


def _segments(index: Path) -> set[str]:
    return {path.name for path in (index / "segments").iterdir()}


def asked(index: Path) -> list[str]:
    """Return what an index answers."""
    engine = engine_over(index)
    searcher = Searcher(engine, Settings(deadline_seconds=600))
    answers = [searcher.answer(Request(text=text)) for text in QUESTIONS]
    said = [repr((answer.generation, answer.total, answer.hits, answer.near)) for answer in answers]
    engine.close()
    return said


def check(recording: Recording, loss: Loss, index: Path, *, ask: bool) -> str:
    """Check that an index answers whole, as it did before or as it should from then on.

    Returns:
        The generation that answers, empty where none was ever published.

    Raises:
        AssertionError: it does not.
        IndexProblem: it cannot be read.
    """
    allowed = recording.generations[loss.returned : loss.returned + 2]
    store = Store(index)
    try:
        with store.current() as held:
            generation = held.generation
            assert held.fallback_reason == "", held.fallback_reason
            held.tombstones()
            sound = {found.file for found in verify(store) if found.sound}
            assert {file.path for file in held.manifest.files()} <= sound
    except NoIndex:
        generation = ""
    assert generation in allowed, f"{generation!r} answers, not one of {allowed}"
    if ask and generation:
        assert asked(index) == recording.answers[recording.generations.index(generation)]
    if recording.forgotten and loss.returned > recording.forgetting:
        left = {Path(folder).name for folder in loss.image.folders}
        assert not left & recording.forgotten, "what was forgotten is there again"
    return generation


def goes_on(index: Path) -> None:
    """Check that the next writer publishes, and that nothing is left that nobody needs."""
    engine = engine_over(index)
    with engine.draft("current") as draft:
        draft.put(articles(90, 1, publishing.SEED))
        draft.publish()
    engine.close()
    findings = list(engine.verify())
    assert all(found.sound for found in findings), findings
    named = {found.file for found in findings} | {"writer.lock"}
    left = {path.relative_to(index).as_posix() for path in index.rglob("*") if path.is_file()}
    assert left <= named, left - named


def lines_that_sync() -> set[str]:
    """Return the lines of the store that ask for an fsync, as the marks of the trace call them."""
    folder = Path(inspect.getfile(disk)).parent
    return {
        f"{path.name}:{node.lineno}"
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and "disk.fsync_" in ast.unparse(node.func)
    }


def found_out(recordings: Sequence[Recording], site: str, place: Path) -> bool:
    """Tell whether the check finds a bad disk where a line of the store asks for no fsync.

    Only disks that there could not be with that fsync are looked at.
    """
    for recording in recordings:
        ops = [op for op in recording.ops if op.site != site]
        if len(ops) == len(recording.ops):
            continue
        for loss in recording.losses(ops, random.Random(site), 0):
            if (loss.returned, loss.image.key()) in recording.usual:
                continue
            try:
                check(recording, loss, recording.made(loss.image, place), ask=False)
            except (AssertionError, IndexProblem):
                return True
            finally:
                shutil.rmtree(place)
    return False


def lost(recording: Recording, loss: Loss, place: Path, number: int) -> str:
    """Make a disk and check it; return the generation that answers."""
    index = recording.made(loss.image, place)
    try:
        generation = check(recording, loss, index, ask=number % ASKS == 0)
        if number % WRITES_AFTER == 0 and index.exists():
            goes_on(index)
    except (AssertionError, IndexProblem) as error:
        raise AssertionError(f"after {loss.after}, {loss.returned} returned") from error
    finally:
        shutil.rmtree(place)
    return generation


def torture(seed: int, runs: int) -> Measured:
    """Lose the power after every call of every kind of publish, on so many disks."""
    chance = random.Random(seed)
    with scratch() as folder:
        recordings = [
            Recording(folder / str(number), course)
            for number, course in enumerate(publishing.COURSES)
        ]
        place = folder / "loss"
        calls = sum(op.kind not in {"dirty", "returned"} for one in recordings for op in one.ops)
        # So many images of each call that there will be enough different ones.
        more = max(0, 6 * runs // calls)
        losses = [(one, loss) for one in recordings for loss in one.losses(one.ops, chance, more)]
        images: set[object] = set()
        answered: Counter[bool] = Counter()
        for number, (recording, loss) in enumerate(chance.sample(losses, min(runs, len(losses)))):
            generation = lost(recording, loss, place, number)
            images.add((recordings.index(recording), loss.image.key()))
            answered[generation == recording.generations[loss.returned]] += 1
        sites = sorted(lines_that_sync())
        assert {op.site for one in recordings for op in one.ops}.issuperset(sites)
        unnoticed = [site for site in sites if not found_out(recordings, site, place)]
        assert not unnoticed, f"nobody would notice the loss of {unnoticed}"
    figures = {
        "calls": calls,
        "publishes": sum(map(len, publishing.COURSES)),
        "states": len(images),
        "old": answered[True],
        "new": answered[False],
        "sites": len(sites),
    }
    return Measured(
        "{states:,} different disks after {calls:,} system calls of {publishes} publishes: "
        "{old:,} answered as the last one that had returned, {new:,} as the one under way, all "
        "whole; each of the {sites} lines that sync was taken away once, and found out",
        figures,
    )


run = command("power_loss", torture, small=300, full=12_000)

if __name__ == "__main__":
    run()
