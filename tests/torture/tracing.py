"""What a program does to a folder, as `strace` sees it: every call that changes it, in order."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

from tests.torture.publishing import FSYNC, MARK, RETURNED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = Literal["make", "dirty", "mkdir", "rename", "remove", "sync", "returned"]

_CALLS = (
    *("openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "ftruncate", "truncate"),
    *("copy_file_range", "sendfile", "fallocate", "fsync", "fdatasync", "mkdir", "mkdirat"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"),
    *("link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "sync_file_range", "syncfs"),
)
_WRITES = frozenset(
    {"write", "pwrite64", "writev", "pwritev", "ftruncate", "truncate", "fallocate"}
)
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)")
_QUOTED = re.compile(r'"([^"]*)"')
_OPENED = re.compile(r"^\d+<([^>]*)>")
_BESIDE = re.compile(r"(?:^|, )(?:\d+|AT_FDCWD)<([^>]*)>, \"([^\"]*)\"")


@dataclasses.dataclass(frozen=True, slots=True)
class Op:
    """One change of the folder.

    Attributes:
        kind: what was done.
        path: to what; for `returned`, the number of the step.
        target: the new name, of a rename.
        site: for `sync`, the line of the store that asked for it.
    """

    kind: Kind
    path: str
    target: str = ""
    site: str = ""


_WORKING = re.compile(r"/\.new-\w+/(?:runs|spool)")
"""What a build writes for itself: nothing of it is ever read after a loss, and it is most of it."""


def record(module: str, root: Path, *arguments: object) -> list[Op]:
    """Run a module on a folder under strace; return what it did to the folder, in order."""
    trace = root.with_name("trace")
    command = [
        *("strace", "-f", "-y", "-s", "0", "-o", str(trace), "-e", f"trace={','.join(_CALLS)}"),
        *(sys.executable, "-m", module, str(root), *map(str, arguments)),
    ]
    subprocess.run(command, check=True)
    return list(_ops(trace.read_text(encoding="utf-8").splitlines(), str(root)))


def _ops(lines: list[str], root: str) -> Iterator[Op]:
    site = ""
    for line in lines:
        assert "unfinished" not in line, "two processes change the folder at once"
        found = _LINE.match(line)
        if not found:
            continue
        name, given, answer = found.groups()
        paths = _paths(given)
        if paths[:1] and paths[0].startswith(MARK):
            said = paths[0].removeprefix(MARK)
            if said.startswith(RETURNED):
                yield Op("returned", said.removeprefix(RETURNED))
            site = said.removeprefix(FSYNC)
            continue
        inside = [path for path in paths if _inside(path, root) and not _WORKING.search(path)]
        if answer.startswith("-") or not inside:
            continue
        yield from _op(name, given, paths, site)


def _op(name: str, given: str, paths: list[str], site: str) -> Iterator[Op]:
    path = paths[0]
    if name in {"openat", "open", "creat"}:
        if "O_CREAT" in given or "O_TRUNC" in given or name == "creat":
            yield Op("make", path)
    elif name in {"mkdir", "mkdirat"}:
        yield Op("mkdir", path)
    elif name.startswith("rename"):
        yield Op("rename", path, paths[1])
    elif name in {"unlink", "unlinkat", "rmdir"}:
        yield Op("remove", path)
    elif name in {"fsync", "fdatasync"}:
        yield Op("sync", path, site=site)
    elif name in {"copy_file_range", "sendfile"}:
        yield Op("dirty", re.findall(r"\d+<([^>]*)>", given)[name == "copy_file_range"])
    else:
        assert name in _WRITES, name
        yield Op("dirty", path)


def _paths(given: str) -> list[str]:
    """Return the paths that a call names, those relative to a folder that is open made whole."""
    beside = _BESIDE.findall(given)
    if beside:
        return [path if path.startswith("/") else f"{folder}/{path}" for folder, path in beside]
    quoted = _QUOTED.findall(given)
    opened = _OPENED.match(given)
    return [opened[1]] if opened else quoted


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")
