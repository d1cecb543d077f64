"""Inputs that nobody should be handed, among good ones: `python -m tests.torture.documents`.

The real command indexes them with limits of memory and time a tenth of the usual ones. Each must be
in the index or named by the command, each good one must be there, and every page must be printed.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.memory import Peak
from index.progress import LineObserver
from index.run import Run, find_inputs
from search.engines.open import open_engine
from search.settings import Settings
from tests.fuzz.files import SECRET, TEXT, files
from tests.torture.command import command
from tests.torture.ledger import Measured
from tests.torture.quiet import unheard
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

SOME_SKIPPED = 3
ONE_GOOD_OF = 10
LIMITS = {
    "MANCHETTE_READER_SECONDS": "20",
    "MANCHETTE_READER_MEMORY_BYTES": "1000000000",
    "MANCHETTE_MAX_INPUT_BYTES": "200000000",
    "MANCHETTE_BUILD_MEMORY_BYTES": "256000000",
}
_FULL = 1_000
_SIZES = {"small": (200_000, 1_000_000), "full": (2_000_000, 50_000_000)}
"""Bytes of the largest of most files, and of the immense ones."""

_NAME = re.compile(r"\w[\w.-]*\w")
"""A file's name in what the command says."""

_PAGES = 300


def torture(seed: int, runs: int) -> Measured:
    """Index so many hostile files; each is indexed or named, and every good one is indexed."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        folder, index = root / "inputs", root / "index"
        hostile, good = _written(folder, root, seed, runs)
        with _special(folder):
            done, peak = _indexed(folder, index)
        kept = _kept(index)
        said = set(_NAME.findall(done.stderr))
        named = said.intersection(hostile)
        quiet = [one for one in hostile if one not in kept and one not in named]
        replaced = _replaced(folder, quiet, index)
        lost = [one for one in quiet if one not in replaced]
        assert not lost, f"neither indexed nor named: {lost[:9]}\n{done.stderr[-2000:]}"
        assert not [one for one in good if one not in kept], "a good file is not in the index"
        assert said.issuperset(_SPECIAL), f"not named: {set(_SPECIAL) - said}"
        with unheard():
            pages = _printed(index)
    return Measured(
        "{files:,} hostile files: {kept:,} indexed, {named:,} named, {replaced} holding what "
        "others hold too, none lost, beside {good} good ones, all indexed; {pages} pages of them "
        "printed; {peak} MB at most, readers included",
        {
            "files": len(hostile),
            "kept": len([one for one in hostile if one in kept]),
            "named": len(named),
            "replaced": len(replaced),
            "good": len(good),
            "pages": pages,
            "peak": round(peak / 1e6),
        },
    )


def _written(folder: Path, root: Path, seed: int, runs: int) -> tuple[list[str], list[str]]:
    """Write hostile files, with good ones among them; return the names of both."""
    folder.mkdir()
    (root / f"{SECRET}.txt").write_text(f"{SECRET}\n\n{SECRET}", encoding="utf-8")
    most, large = _SIZES["full" if runs >= _FULL else "small"]
    hostile, good = [], []
    for number, (name, data) in enumerate(files(runs, seed, most, large)):
        (folder / name).write_bytes(data)
        hostile.append(name)
        if number % ONE_GOOD_OF == 0:
            good.append(f"{number:05}-z-good.txt")
            text = f"Bon article {number}\n\n{TEXT * 3}Numéro {number}.\n"
            (folder / good[-1]).write_text(text, encoding="utf-8")
    return hostile, good


_SPECIAL = ("fifo.txt", "prise.txt", "nul.txt", "cercle", "ailleurs.txt", "perdu.txt")


@contextlib.contextmanager
def _special(folder: Path) -> Iterator[None]:
    """Put beside them what is no file, and links that lead astray."""
    os.mkfifo(folder / "fifo.txt")
    (folder / "nul.txt").symlink_to("/dev/zero")
    (folder / "ailleurs.txt").symlink_to(f"../{SECRET}.txt")
    (folder / "perdu.txt").symlink_to("nulle-part.txt")
    (folder / "cercle").symlink_to("cercle2")
    (folder / "cercle2").symlink_to("cercle")
    (folder / "dossier").mkdir()
    (folder / "dossier" / "retour").symlink_to("..")
    (folder / "dossier" / ("n" * 240 + ".txt")).write_text("Un pont\n\nUn nom long.", "utf-8")
    with contextlib.suppress(OSError):
        (folder / os.fsdecode(b"\xff\x1b[31m\n\xe9.txt")).write_text("Un pont\n\nUn nom.", "utf-8")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "prise.txt"))
        yield


def _indexed(folder: Path, index: Path) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the command; return what it said, and the bytes that it and its children held."""
    manchette = str(Path(sys.executable).with_name("manchette"))
    process = subprocess.Popen(
        [manchette, "rebuild", "--verbose", "--index", index, folder],
        env={**os.environ, **LIMITS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with Peak(process.pid) as peak:
        said, _ = process.communicate()
    assert process.returncode == SOME_SKIPPED, f"exit {process.returncode}\n{said[-2000:]}"
    assert "\x1b[31m" not in said, "a file's name is printed as it is"
    return subprocess.CompletedProcess(process.args, process.returncode, stderr=said), peak.resident


def _kept(index: Path) -> set[str]:
    """Return the names of the files that have an article in the index."""
    with open_engine(Settings(index=index)).snapshot() as snapshot:
        assert SECRET not in "".join(document.text for document in snapshot.documents())
        return {Path(entry.origin).name for entry in snapshot.entries()}


def _replaced(folder: Path, names: list[str], index: Path) -> set[str]:
    """Return which of these files hold an article that another one replaced, by its key."""
    with open_engine(Settings(index=index)).snapshot() as snapshot:
        keys = {entry.key for entry in snapshot.entries()}
    if not names:
        return set()
    inputs = find_inputs([folder / name for name in names])
    run = Run(inputs, (), Settings(), LineObserver())
    found = {Path(one.origin).name: one.key in keys for one in run.documents()}
    return {name for name, known in found.items() if known}


def _printed(index: Path) -> int:
    """Ask for the pages, the JSON and the references of articles; return how many articles."""
    app = create_app(Settings(index=index, deadline_seconds=60))
    client = app.test_client()
    with open_engine(Settings(index=index)).snapshot() as snapshot:
        ids = [entry.id for entry in snapshot.entries()]
    step = max(1, len(ids) // _PAGES)
    for one in ids[::step]:
        for path in (f"/documents/{one}", f"/api/documents/{one}", f"/documents/{one}.bib"):
            response = client.get(path, query_string={"q": "pont"})
            assert response.status_code == 200, f"{path}: {response.status}"
            response.data.decode("utf-8")
    for path in ("/search.csv", "/search.jsonl", "/search.ris", "/search.atom", "/search"):
        response = client.get(path, query_string={"q": "pont a"})
        assert response.status_code == 200, f"{path}: {response.status}"
        response.data.decode("utf-8")
    return len(ids[::step])


run = command("documents", torture, small=240, full=2_400)

if __name__ == "__main__":
    run()
