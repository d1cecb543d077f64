"""Bits flipped, files cut, grown, wiped, exchanged and lost, over every file of an index.

Each time `verify` must name each file that is not what it was, and every question, of a third that
are drawn, must be answered as before, or as the generation before answered it, or be refused by an
error that names a file that was touched; so must what reads every stored article.
"""

from __future__ import annotations

import functools
import random
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import Store
from search.errors import IndexDamaged, NoIndex
from tests.torture.asking import answered, answers, load
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import engine_over, scratch, two_generations
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Harm = Callable[[Path, random.Random, list[Path]], list[Path]]

MEMORY = 1 << 32
TRIALS_A_PROCESS = 50
QUESTIONS = 8
"""Drawn for each trial from those of `asking`."""

_FILE = re.compile(
    r"(?:CURRENT|generations/\w+\.json|(?:segments/\w+|deletions|tombstones)/[\w.]+)"
)


def flip(path: Path, chance: random.Random, _others: list[Path]) -> list[Path]:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    return [path]


def cut(path: Path, chance: random.Random, _others: list[Path]) -> list[Path]:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])
    return [path]


def grow(path: Path, chance: random.Random, _others: list[Path]) -> list[Path]:
    path.write_bytes(path.read_bytes() + chance.randbytes(chance.choice((1, 64, 4096))))
    return [path]


def wipe(path: Path, chance: random.Random, others: list[Path]) -> list[Path]:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    before = bytes(data)
    data[at : at + 512] = bytes(len(data[at : at + 512]))
    if bytes(data) == before:
        return flip(path, chance, others)
    path.write_bytes(data)
    return [path]


def exchange(path: Path, chance: random.Random, others: list[Path]) -> list[Path]:
    content = path.read_bytes()
    different = [other for other in others if other.read_bytes() != content]
    other = chance.choice([one for one in different if one.suffix == path.suffix] or different)
    path.write_bytes(other.read_bytes())
    other.write_bytes(content)
    return [path, other]


def lose(path: Path, _chance: random.Random, _others: list[Path]) -> list[Path]:
    path.unlink()
    return [path]


# Half of the trials flip a bit: the smallest change there is.
HARMS: tuple[Harm, ...] = (flip, flip, flip, flip, flip, cut, grow, wipe, exchange, lose)


class Trials:
    """An index, what its two generations answer, and copies of it to harm."""

    def __init__(self, place: Path, seed: int) -> None:
        self.whole, self.copy = place / "whole", place / "copy"
        two_generations(self.whole, seed)
        load(self.whole)
        live = in_child(lambda: answers(engine_over(self.whole)), MEMORY).returned
        before = in_child(self._before, MEMORY).returned
        assert live
        assert before
        assert live != before
        self.wanted = (live, before)
        files = sorted(path for path in self.whole.rglob("*") if path.is_file())
        self.files = [path.relative_to(self.whole) for path in files if path.name != "writer.lock"]
        shutil.copytree(self.whole, self.copy)

    def _before(self) -> list[str]:
        """Return what the generation before the live one answers."""
        old = self.whole.with_name("old")
        shutil.copytree(self.whole, old)
        live = Store(old).live_generation()
        (old / "generations" / f"{live}.json").unlink()
        return answers(engine_over(old))

    def batch(self, numbers: range, seed: int) -> Counter[str]:
        """Harm the copy so often, each time one file more or two; count what came of it."""
        came: Counter[str] = Counter()
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            path = self.files[number % len(self.files)]
            harm = HARMS[(number + number // len(self.files)) % len(HARMS)]
            others = [self.copy / other for other in self.files if other != path]
            harmed = harm(self.copy / path, chance, others)
            try:
                names = {one.relative_to(self.copy).as_posix() for one in harmed}
                came[self.tried(names, self._drawn(chance))] += 1
            except AssertionError as error:
                raise AssertionError(f"trial {number}: {harm.__name__} {harmed}") from error
            came[harm.__name__] += 1
            for one in harmed:
                shutil.copy2(self.whole / one.relative_to(self.copy), one)
        return came

    def _drawn(self, chance: random.Random) -> list[int]:
        """Draw some of the questions, and read all that is stored after them."""
        last = len(self.wanted[0]) - 1
        return [*chance.sample(range(last), QUESTIONS), last]

    def tried(self, harmed: set[str], questions: list[int]) -> str:
        """Ask and verify; return how it went."""
        engine = engine_over(self.copy)
        try:
            found, refused = answered(engine, self.wanted, questions)
            for error in refused:
                assert isinstance(error, IndexDamaged | NoIndex), repr(error)
                named = set(_FILE.findall(str(error))) or {"CURRENT"}
                assert named & harmed, f"{error} names none of {harmed}"
            assert -1 not in found, "an answer of no generation"
        finally:
            engine.close()
        self._verified(harmed)
        if refused:
            return "refused"
        return "previous answered" if 1 in found else "as before"

    def _verified(self, harmed: set[str]) -> None:
        try:
            unsound = {found.file for found in engine_over(self.copy).verify() if not found.sound}
        except NoIndex:
            unsound = {"CURRENT"}
        # A lost manifest is named by CURRENT's finding, or is one that nobody needs any more.
        missing = {name for name in harmed if not (self.copy / name).exists()}
        lost = {name for name in missing if name.startswith("generations/")}
        assert harmed - lost <= unsound, f"verify names {unsound}, not {harmed}"


def torture(seed: int, runs: int) -> Measured:
    """Harm each file of an index in turn: damage is named before it changes an answer."""
    came: Counter[str] = Counter()
    with scratch() as place:
        trials = Trials(place, seed)
        done = 0
        while done < runs and time_left():
            numbers = range(done, min(done + TRIALS_A_PROCESS, runs))
            outcome = in_child(functools.partial(trials.batch, numbers, seed), MEMORY)
            assert outcome.returned is not None, outcome.raised or outcome
            came.update(outcome.returned)
            done = numbers.stop
        files = len(trials.files)
    figures = {
        "trials": done,
        "files": files,
        "flips": came["flip"],
        "cut": came["cut"] + came["grow"] + came["wipe"],
        "moved": came["exchange"] + came["lose"],
        "refused": came["refused"],
        "previous": came["previous answered"],
        "same": came["as before"],
    }
    return Measured(
        "{trials:,} trials over {files} files ({flips:,} bits flipped, {cut:,} cut, grown or "
        "wiped, {moved:,} exchanged or lost): each named by `verify`; in {previous:,} the "
        "generation before answered whole, in {refused:,} a question was refused by the file’s "
        "name, in {same:,} every answer was as before; no wrong answer",
        figures,
    )


run = command("damage", torture, small=150, full=10_000)

if __name__ == "__main__":
    run()
