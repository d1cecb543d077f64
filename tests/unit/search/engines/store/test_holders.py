from __future__ import annotations

import os
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store.holders import Holder, holders
from search.engines.whoosh_engine.store.lock import SharedHold

if TYPE_CHECKING:
    from pathlib import Path


def lock_line(file: Path, pid: int, kind: str = "FLOCK  ADVISORY  READ ") -> str:
    status = file.stat()
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    return f"7: {kind} {pid} {device} 0 EOF\n"


def false_proc(folder: Path, locks: str, pids: tuple[int, ...]) -> Path:
    (folder / "proc").mkdir()
    (folder / "proc" / "locks").write_text(locks)
    for pid in pids:
        (folder / "proc" / str(pid) / "fd").mkdir(parents=True)
        (folder / "proc" / str(pid) / "cmdline").write_bytes(b"manchette\0serve\0")
    return folder / "proc"


def test_names_the_process_that_holds(tmp_path: Path) -> None:
    file = tmp_path / "000001.json"
    file.touch()
    assert holders(file) == ()
    hold = SharedHold(file)
    assert [holder.pid for holder in holders(file)] == [os.getpid()]
    assert "python" in holders(file)[0].command or "pytest" in holders(file)[0].command
    hold.release()


def test_others_locks_and_those_who_wait_are_left_out(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.touch()
    other.touch()
    locks = lock_line(file, 41) + lock_line(other, 42) + lock_line(file, 43, "-> FLOCK ADVISORY ")
    locks += lock_line(file, 44, "POSIX ADVISORY READ") + "8: FLOCK\n\n"
    proc = false_proc(tmp_path, locks, (41, 42, 43, 44))
    assert holders(file, proc) == (Holder(41, "manchette serve"),)
    assert str(holders(file, proc)[0]) == "processus 41 (« manchette serve »)"


def test_children_that_inherited_the_file_are_named_for_a_dead_parent(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    proc = false_proc(tmp_path, lock_line(file, 41), (51,))
    (proc / "51" / "fd" / "3").symlink_to(file)
    (proc / "51" / "fd" / "4").symlink_to(tmp_path / "absent")
    assert holders(file, proc) == (Holder(51, "manchette serve"),)


def test_without_proc_nobody_is_known(tmp_path: Path) -> None:
    assert holders(tmp_path, tmp_path / "absent") == ()
    assert str(Holder(1, "")) == "processus 1 (« commande inconnue »)"
