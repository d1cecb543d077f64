from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.readers.interface import Reason, Skipped
from index.walk import Input, printable, walk
from search.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


def names(*paths: Path) -> list[str]:
    return [entry.name for entry in walk(paths) if isinstance(entry, Input)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "presse"
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".caché/x.txt", "a/.x.txt", "C.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_sorted_and_without_hidden_files(folder: Path) -> None:
    assert names(folder) == ["C.txt", "a/y.txt", "a/z.txt", "b.txt"]


def test_a_file_goes_by_its_own_name(folder: Path) -> None:
    (entry,) = walk([folder / "a" / "y.txt"])
    assert isinstance(entry, Input)
    assert (entry.name, entry.size) == ("y.txt", 7)
    assert entry.origin == str((folder / "a" / "y.txt").resolve())


def test_each_file_once(folder: Path) -> None:
    assert names(folder / "a", folder) == ["y.txt", "z.txt", "C.txt", "b.txt"]


def test_links(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dehors.txt").write_text("x")
    (folder / "a-lien-dehors.txt").symlink_to(tmp_path / "dehors.txt")
    (folder / "a-lien-dedans.txt").symlink_to(folder / "b.txt")
    (folder / "a-lien-caché").symlink_to(folder / ".caché")
    (folder / "a" / "boucle").symlink_to(folder)
    (folder / "mort").symlink_to(folder / "rien")
    assert names(folder) == ["C.txt", "a/y.txt", "a/z.txt", "b.txt", "a-lien-caché/x.txt"]
    outside = [e for e in walk([folder]) if isinstance(e, Skipped) and e.reason is Reason.OUTSIDE]
    assert [entry.path.name for entry in outside] == ["a-lien-dehors.txt"]


def test_the_path_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(folder)
    assert names(tmp_path / "lien") == names(folder)


def test_links_in_a_circle_are_named_and_the_others_read(folder: Path) -> None:
    before = names(folder)
    (folder / "cercle").symlink_to("cercle2")
    (folder / "cercle2").symlink_to("cercle")
    said = [entry for entry in walk([folder]) if isinstance(entry, Skipped)]
    circles = {entry.path.name: entry.params["error"] for entry in said if "cercle" in str(entry)}
    assert circles == dict.fromkeys(("cercle", "cercle2"), "liens en boucle")
    assert names(folder) == before


def test_special_files_are_named(folder: Path) -> None:
    os.mkfifo(folder / "tube")
    assert Skipped(folder / "tube", Reason.NOT_A_FILE) in list(walk([folder]))


@contextlib.contextmanager
def without_root() -> Iterator[None]:
    """Give up the rights of root, which reads everything."""
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(os.getuid())


def test_unreadable_folders_are_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        closed = Path(name) / "a"
        closed.mkdir(mode=0)
        with without_root():
            skipped = [entry for entry in walk([Path(name)]) if isinstance(entry, Skipped)]
        assert [(entry.path, entry.reason) for entry in skipped] == [(closed, Reason.UNREADABLE)]


def test_names_that_are_not_utf8(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xe9.txt")).write_text("x")
    for name in names(folder):
        name.encode()
    assert printable(os.fsdecode(b"\xe9t\xc3\xa9")) == "\\xe9té"


def test_paths_that_do_not_exist(folder: Path) -> None:
    with pytest.raises(InvalidInput, match="n’existe pas"):
        list(walk([folder, folder / "rien"]))
    with pytest.raises(InvalidInput, match="Aucun chemin"):
        list(walk([]))
