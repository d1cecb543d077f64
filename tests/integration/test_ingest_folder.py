"""A folder as it comes: every kind of input, some broken, some hostile, into the real index."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from search.cli import info
from search.engines.open import open_engine
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from search.document import Document

PROSE = (
    "Le conseil municipal a voté hier soir le budget de la commune, après une séance agitée où "
    "la majorité n’a pas suivi le maire, qui promettait pourtant de baisser les impôts locaux."
)
PAGE = f"<html><head><title>Page</title></head><body><h1>Page</h1><p>{PROSE}</p><p>{PROSE}</p>"
RSS = (
    '<rss version="2.0"><channel><title>Le Courrier</title><item><title>Fil</title>'
    f"<link>https://ex.fr/fil</link><description>{PROSE}</description></item></channel></rss>"
)
GOOD = {
    "texte.txt": f"Texte\n\n{PROSE}\n".encode(),
    "vieux.txt": f"Été\n\n{PROSE}\n".encode("cp1252"),
    "page.html": PAGE.encode(),
    "lignes.jsonl": b'{"id": "ligne", "title": "Ligne", "source": "source : LE COURRIER"}\n',
    "lignes.ndjson.gz": gzip.compress(b'{"id": "gz", "title": "Gz", "date": "19/06/2024"}\n'),
    "liste.json": b'[{"id": "liste", "title": "Liste"}]',
    "table.csv": "id;titre;texte\ntable;Table;Été\n".encode(),
    "fil.xml": RSS.encode(),
    "menteur.txt": RSS.replace("fil</link>", "menteur</link>").encode(),
}
BAD = {
    "image.jpg": b"\xff\xd8\xff\x00",
    "vide.txt": b"",
    "bombe.jsonl.gz": gzip.compress(b" " * 30_000_000),
    "casse.json": b'[{"id": "casse", "title": "Casse"}, {',
    "inconnu.xml": b"<autre/>",
    "tronque.jsonl.gz": gzip.compress(b'{"title": "x"}\n' * 1000)[:40],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "presse"
    (folder / "sous").mkdir(parents=True)
    for name, content in (GOOD | BAD).items():
        (folder / ("sous" if name > "m" else ".") / name).write_bytes(content)
    (folder / ".cache").write_text("rien")
    return folder


def manchette(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "import sys, index.cli as c; n = sys.argv.pop(1); " + (
        "[k.main(prog_name=n) for k in c.COMMANDS if k.name == n]"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120, env=environment,
    )  # fmt: skip


def stored(index: Path) -> dict[str, Document]:
    with open_engine(Settings(index=index)).snapshot() as snapshot:
        return {document.key: document for document in snapshot.documents()}


def test_a_folder_of_everything(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    done = manchette("rebuild", folder, "--index", index, MANCHETTE_MAX_INPUT_BYTES="20000000")
    assert done.returncode == 3, done.stderr
    documents = stored(index)
    assert set(documents) == {
        "sous/texte.txt", "sous/vieux.txt", "sous/page.html", "ligne", "gz", "liste", "table",
        "https://ex.fr/fil", "https://ex.fr/menteur", "casse",
    }  # fmt: skip
    assert documents["sous/vieux.txt"].title == "Été"
    assert documents["gz"].date == dt.date(2024, 6, 19)
    # One newspaper, in the spelling best formed: the three uses are two to one.
    assert {d.source for d in documents.values()} == {"", "Le Courrier"}
    assert documents["ligne"].origin == str((folder / "lignes.jsonl").resolve())
    for name in BAD:
        assert name in done.stdout, f"{name} is not named in: {done.stdout}"
    assert "Traceback" not in done.stderr


def test_what_was_left_out_is_kept_with_the_generation(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    kept = []
    for command in (("rebuild", folder), ("rebuild", "--from-index"), ("update", folder)):
        manchette(*command, "--index", index)
        with open_engine(Settings(index=index)).snapshot() as snapshot:
            kept.append(snapshot.inventory().provenance)
    first = kept[0]
    assert first.files > 0
    assert first.articles > 0
    assert sum(first.skipped.values()) >= len(BAD)
    assert kept[1] == first
    assert kept[2] == first + first
    said = CliRunner().invoke(info, ["--index", str(index)]).output
    assert re.search(rf"Écartés +{2 * sum(first.skipped.values())}\b", said)


def test_a_second_run_of_the_same_gives_the_same(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "index-1", tmp_path / "index-2"
    for index in (first, second):
        manchette("rebuild", folder, "--index", index)
    assert stored(first) == stored(second)
    manchette("update", folder, "--mirror", "--index", second)
    assert stored(first) == stored(second)


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    """60 MB of records pass through a reader that may hold 400 MB, and a parent bounded too."""
    path = tmp_path / "gros.jsonl.gz"
    text = " ".join(f"mot{n}" for n in range(300))
    with gzip.open(path, "wt", compresslevel=1) as lines:
        for n in range(25_000):
            lines.write(json.dumps({"id": n, "title": f"T{n}", "text": text}) + "\n")
    code = (
        "import sys, datetime as dt; from pathlib import Path; "
        "from index.readers.choose import read_input; from index.readers.sandbox import Sandbox; "
        "from index.readers.worker import Task; from index.readers.interface import ReaderOptions; "
        "o = ReaderOptions(name='g', today=dt.date(2024, 1, 1)); "
        "s = Sandbox(read_input, 1, 60, 400_000_000); s.__enter__(); "
        "print(sum(len(b.readings) for _, b in s.read([Task(Path(sys.argv[1]), o)]))); "
        "s.__exit__(None, None, None); "
        # Not getrusage: its peak is inherited from the process that started this one.
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    limit = (900_000_000, resource.RLIM_INFINITY)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True, text=True, check=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
    )  # fmt: skip
    readings, kilobytes = map(int, done.stdout.split())
    assert readings >= 25_000
    assert kilobytes < 200_000
