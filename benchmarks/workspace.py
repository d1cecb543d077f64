"""Where benches keep corpora and indexes between runs, and what they write down."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import corpus, read_lines, write_lines
from benchmarks.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.counting import Counted
    from benchmarks.peers.interface import Peer
    from search.document import Document

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
FOLDER = Path(os.environ.get("MANCHETTE_BENCH", ROOT / "var" / "bench"))


class Workspace:
    """The corpus of one size and the indexes made of it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.folder = FOLDER / str(size)
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def lines(self) -> Path:
        """The corpus as JSON lines, written at first use."""
        path = self.folder / "corpus.jsonl"
        if not path.exists():
            partial = path.with_suffix(".part")
            write_lines(corpus(self.size), partial)
            partial.rename(path)
        return path

    def documents(self) -> Iterator[Document]:
        """Yield the articles."""
        return read_lines(self.lines)

    def counted(self) -> Counted:
        """Return what the corpus holds."""
        return counted(self.documents(), self.folder / "counted.json")

    def opened(self, peer: Peer) -> Peer:
        """Return a peer over its index, built at first use."""
        folder = self.folder / peer.name
        if not folder.exists():
            partial = self.folder / f"{peer.name}.part"
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            print(f"{peer.name}: {self.size} articles", file=sys.stderr)
            peer.build(self.documents(), partial)
            partial.rename(folder)
        peer.open(folder)
        return peer


def size_from_arguments() -> int:
    """Return the size given on the command line, else that of the real corpora."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else 27_493


def record(name: str, result: dict[str, Any]) -> None:
    """Write a result down, with the machine and the moment."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    result = {"machine": machine(), **result}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(path, file=sys.stderr)


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    names = ("numpy", "tantivy", "whoosh3")
    installed = {one.name: one.version for one in metadata.distributions() if one.name in names}
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "processor": model,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "libraries": dict(sorted(installed.items())),
    }


def _commit() -> str:
    if given := os.environ.get("MANCHETTE_COMMIT"):
        return given
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def disk_bytes(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
