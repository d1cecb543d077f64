"""Backups taken while others write, restored; and backups that were harmed or forged, refused.

What is restored must answer as the index did, to the letter. A backup that was cut, changed by a
bit or forged (a member that leads out of the folder, a link, another size, one too many, one
lost) must be refused, and change nothing.
"""

from __future__ import annotations

import functools
import io
import itertools
import random
import tarfile
from collections import Counter
from typing import TYPE_CHECKING

import zstandard

from search.document import public_id
from search.errors import BackupDamaged
from tests.torture.asking import answers, load
from tests.torture.child import in_child
from tests.torture.command import command, time_left
from tests.torture.corpus import articles, engine_over, scratch, two_generations
from tests.torture.ledger import Measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEMORY = 1 << 31


def unseen(_done: int, _total: int) -> None:
    """Show no progress."""


def kept(index: Path) -> bytes:
    """Return a backup, taken while a writer publishes."""
    file = io.BytesIO()
    engine = engine_over(index)
    with engine.draft("current") as draft:
        draft.put(articles(500, 3, 1))
        engine.backup(file, unseen)
    return file.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    """Cut a backup, or change a bit of it."""
    if chance.random() < 0.4:
        return data[: chance.randrange(len(data))]
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def forged(data: bytes, chance: random.Random) -> bytes:
    """Return a backup with one member that is not what it should be, well compressed."""
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        members = [(member, _content(tar, member)) for member in tar]
    number = chance.randrange(len(members))
    member, content = members[number]
    forge = chance.choice(FORGERIES)
    members[number : number + 1] = forge(member, content, chance)
    out = io.BytesIO()
    with tarfile.open(mode="w", fileobj=out, format=tarfile.GNU_FORMAT) as tar:
        for one, inside in members:
            tar.addfile(one, io.BytesIO(inside))
    return zstandard.ZstdCompressor(write_checksum=True).compress(out.getvalue())


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""


Members = list[tuple[tarfile.TarInfo, bytes]]


def _elsewhere(member: tarfile.TarInfo, content: bytes, chance: random.Random) -> Members:
    places = ("../../escaped", "/tmp/escaped", "segments/../../escaped")  # noqa: S108 - a trap
    member.name = chance.choice(places)
    return [(member, content)]


def _link(member: tarfile.TarInfo, _content: bytes, chance: random.Random) -> Members:
    member.type = chance.choice((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE))
    member.linkname, member.size = "/etc/passwd", 0
    return [(member, b"")]


def _other_content(member: tarfile.TarInfo, content: bytes, chance: random.Random) -> Members:
    at = chance.randrange(len(content))
    return [(member, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])]


def _longer(member: tarfile.TarInfo, content: bytes, _chance: random.Random) -> Members:
    member.size += 1
    return [(member, content + b"!")]


def _one_too_many(member: tarfile.TarInfo, content: bytes, _chance: random.Random) -> Members:
    return [(member, content), (tarfile.TarInfo("segments/more"), b"")]


def _lost(_member: tarfile.TarInfo, _content: bytes, _chance: random.Random) -> Members:
    return []


FORGERIES: tuple[Callable[[tarfile.TarInfo, bytes, random.Random], Members], ...] = (
    _elsewhere, _link, _other_content, _longer, _one_too_many, _lost,
)  # fmt: skip


def torture(seed: int, runs: int) -> Measured:
    """Harm and forge so many backups; restore one in fifty as it is."""
    counts: Counter[str] = Counter()
    with scratch() as place:
        index = place / "index"
        two_generations(index, seed)
        load(index)
        data = kept(index)
        before = in_child(lambda: answers(engine_over(index)), MEMORY).returned
        assert before

        def refuse(number: int) -> str:
            chance = random.Random(f"{seed} {number}")
            kind = "forged" if number % 2 else "harmed"
            other = (forged if number % 2 else changed)(data, chance)
            try:
                engine_over(index).restore(io.BytesIO(other), unseen)
            except BackupDamaged:
                return kind
            raise AssertionError(f"backup {number} was restored")

        def restore(number: int) -> str:
            other = place / f"restored-{number}"
            engine = engine_over(other)
            if number % 100:  # into an index that holds other articles, and forgot one of them
                with engine.draft("empty") as draft:
                    draft.put(articles(900, 5, seed))
                    draft.publish()
                engine.forget([public_id("article-900")])
            engine.restore(io.BytesIO(data), unseen)
            assert answers(engine) == before, "other answers"
            assert all(found.sound for found in engine.verify())
            return "restored"

        for number in itertools.takewhile(lambda _: time_left(), range(runs)):
            call = restore if number % 50 == 0 else refuse
            outcome = in_child(functools.partial(call, number), MEMORY)
            assert outcome.returned, outcome
            counts[outcome.returned] += 1
        after = in_child(lambda: answers(engine_over(index)), MEMORY).returned
        assert after == before, "a refused backup changed the index"
        assert not list(place.rglob("*escaped*"))
    return Measured(
        "{harmed:,} backups cut or changed by a bit and {forged:,} forged: all refused, nothing "
        "changed; {restored:,} restored: identical answers, every file intact",
        dict(counts),
    )


run = command("backup", torture, small=40, full=2_000)

if __name__ == "__main__":
    run()
