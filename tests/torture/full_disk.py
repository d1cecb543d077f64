"""A disk that is full or fails, at every call of a command that changes the index.

The calls of each command are counted once under `strace`; then it runs again for each of them, and
`strace` lets that one fail (ENOSPC or EIO). A disk in memory that is too small, and a limit on the
size of files, come on top. Each time the command ends with 1 and one clear line, and the index
answers as before to the letter; or it ends with 0, and the new one answers.
"""

from __future__ import annotations

import dataclasses
import filecmp
import itertools
import os
import random
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from tests.torture.asking import answers
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import articles, engine_over, scratch
from tests.torture.ledger import Measured
from tests.torture.warm import run_warm
from tests.torture.writing import MANCHETTE, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MEMORY = 1 << 33
CALLS = ("write", "fsync", "rename", "mkdir", "openat", "fallocate", "unlink", "rmdir", "unlinkat")
FEW = 20
"""Runs below which one command is looked at: each must be counted, and run once whole."""

_ON_A_SMALL_DISK = """
used=$(du -s --block-size=1 "$3" | cut -f 1)
mount -t tmpfs -o size=$((used + $1)) small "$2" && cp -a "$3/." "$2" || exit 9
index=$2 left=$4
shift 4
"$@"
code=$?
cp -a "$index" "$left"
exit $code
"""
"""In a mount space of its own: room, the index, what it holds, where it goes after, the command."""

ASKED = 10
"""Where no file of the index has changed, one trial of so many asks it everything all the same."""

ERRORS = ("ENOSPC", "EIO")
_LINE = re.compile(r"(\w+)\(.*\) += ")
_FORGOTTEN = re.compile("oubli|effac", re.IGNORECASE)
SETTINGS = {"MANCHETTE_BUILD_PROCESSES": "1", "MANCHETTE_READER_PROCESSES": "1"}


@dataclasses.dataclass(frozen=True)
class Fault:
    """One call that fails: the command, the call and its number, the error."""

    arguments: tuple[str, ...]
    call: str
    number: int
    error: str


class Disk:
    """An index on a disk that is full or fails."""

    def __init__(self, place: Path, seed: int, commands: int) -> None:
        self._place = place
        self.whole, self.index = place / "whole", place / "index"
        engine = engine_over(self.whole)
        for first, count in ((0, 60), (60, 10)):
            with engine.draft("current") as draft:
                draft.put(articles(first, count, seed))
                draft.publish()
        engine.close()
        more = written(place / "more.jsonl", list(articles(70, 12, seed)))
        self.commands: tuple[tuple[str, ...], ...] = (
            ("rebuild", "--from-index"),
            ("update", str(more)),
            ("forget", "article-3"),
        )[-commands:]
        self.before = self._asked()
        self._needed = [found.file for found in engine_over(self.whole).verify()]
        self._judged = 0
        self.after: dict[tuple[str, ...], list[str]] = {}
        for arguments in self.commands:
            self.after[arguments] = self._after(arguments)

    def faults(self) -> Iterator[Fault]:
        """Yield every call of every command that concerns the index, with every error."""
        for arguments in self.commands:
            numbers: Counter[str] = Counter()
            for line in self._traced(arguments):
                found = _LINE.match(line)
                if not found:
                    continue
                call = found[1]
                numbers[call] += 1
                # A file that cannot be opened for reading is damage; to write is the disk's matter.
                if str(self.index) in line and (call != "openat" or "O_CREAT" in line):
                    for error in ERRORS:
                        yield Fault(arguments, call, numbers[call], error)

    def strike(self, fault: Fault) -> str:
        """Run a command with its fault; return how it ended."""
        self._reset()
        injection = f"inject={fault.call}:error={fault.error}:when={fault.number}"
        done = self._run(fault.arguments, ("-o", str(self._trace), "-e", injection))
        return self.judged(fault.arguments, done)

    def squeeze(self, arguments: tuple[str, ...], most: int) -> str:
        """Run a whole command that may write no file over so many bytes."""
        self._reset()
        line = ["prlimit", f"--fsize={most}", str(MANCHETTE), *arguments, *self._index]
        environment = {**os.environ, **SETTINGS}
        done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
        return self.judged(arguments, done)

    def crowd(self, arguments: tuple[str, ...], room: int) -> str:
        """Run a whole command on a disk that has so many bytes left beside the index."""
        self._reset()
        left = self._place / "left"
        line = ["unshare", "-m", "sh", "-c", _ON_A_SMALL_DISK, "sh", str(room), str(self.index)]
        line += [str(self.whole), str(left), str(MANCHETTE), *arguments, *self._index]
        environment = {**os.environ, **SETTINGS}
        done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
        shutil.rmtree(self.index)
        left.rename(self.index)
        return self.judged(arguments, done)

    def judged(self, arguments: tuple[str, ...], done: subprocess.CompletedProcess[str]) -> str:
        """Check how a command ended, and what the index answers then."""
        said = done.stderr
        assert done.returncode in {0, 1}, (done.returncode, said)
        assert "Traceback" not in said, said
        self._judged += 1
        if done.returncode == 1 and self._judged % ASKED and self._untouched():
            assert said.startswith("Erreur"), said
            return "unchanged"
        now = self._asked()
        if done.returncode == 0:
            assert now == self.after[arguments], "done, but the answers are others"
            return "done"
        assert said.startswith("Erreur"), said
        if now == self.after[arguments] and arguments[0] == "forget":
            assert _FORGOTTEN.search(said), said
            return "forgotten, not erased"
        assert now == self.before, f"failed, but the answers changed: {said}"
        return "unchanged"

    @property
    def _trace(self) -> Path:
        return self._place / "trace"

    def _traced(self, arguments: tuple[str, ...]) -> list[str]:
        self._reset()
        wrapper = ("-y", "-o", str(self._trace), "-e", f"trace={','.join(CALLS)}")
        assert self._run(arguments, wrapper).returncode == 0
        return self._trace.read_text(encoding="utf-8").splitlines()

    @property
    def _index(self) -> tuple[str, ...]:
        return "--index", str(self.index)

    def _run(
        self, arguments: tuple[str, ...], traced: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        said = self._place / "said"
        return run_warm((*arguments, *self._index), SETTINGS, said, traced)

    def _reset(self) -> None:
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self.whole, self.index)

    def _after(self, arguments: tuple[str, ...]) -> list[str]:
        self._reset()
        done = self._run(arguments)
        assert done.returncode == 0, done.stderr
        return self._asked()

    def _untouched(self) -> bool:
        """Tell whether every file that the index answers from is what it was, to the bit."""
        files = ((self.index / name, self.whole / name) for name in self._needed)
        return all(one.exists() and filecmp.cmp(one, other, False) for one, other in files)

    def _asked(self) -> list[str]:
        """Return what the index answers, the name of the generation apart."""
        index = self.index if self.index.exists() else self.whole
        outcome = in_child(lambda: answers(engine_over(index)), MEMORY)
        assert outcome.returned, outcome
        return outcome.returned


def small_disks(runs: int) -> int:
    """Return how many small disks to try; none where this user may not mount any."""
    mount = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    may = subprocess.run(mount, capture_output=True, check=False)
    return 0 if may.returncode else max(1, runs // 100)


def torture(seed: int, runs: int) -> Measured:
    """Let so many calls of commands fail, one at a time, in an order that the seed fixes."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    with scratch() as place:
        disk = Disk(place, seed, commands=1 if runs < FEW else 3)
        faults = list(disk.faults())
        chosen = chance.sample(faults, min(runs, len(faults)))
        for fault in itertools.takewhile(lambda _: time_left(), chosen):
            counts["faults"] += 1
            try:
                counts[disk.strike(fault)] += 1
            except AssertionError as error:
                broken.append(f"{fault}: {error}")
        for arguments in disk.commands:
            for most in chance.sample(range(100, 60_000), max(1, runs // 100)):
                counts["limits"] += 1
                counts[disk.squeeze(arguments, most)] += 1
            for room in chance.sample(range(1_000, 1_000_000), small_disks(runs)):
                counts["small"] += 1
                counts[disk.crowd(arguments, room)] += 1
    assert not broken, f"{len(broken)} of {counts['faults']}\n" + "\n".join(broken)
    figures = {
        "faults": counts["faults"],
        "all": len(faults),
        "limits": counts["limits"],
        "small": counts["small"],
        "unchanged": counts["unchanged"],
        "kept": counts["forgotten, not erased"],
        "done": counts["done"],
    }
    return Measured(
        "{faults:,} of {all:,} possible failures of a call, {limits} limits on the size of a file "
        "and {small} small disks: {unchanged:,} times exit 1, a clear line and the same answers to "
        "the letter, {kept:,} times forgotten but not yet erased, and said, {done:,} times done "
        "all the same",
        figures,
    )


run = command("full_disk", torture, small=8, full=2_000)

if __name__ == "__main__":
    run()
