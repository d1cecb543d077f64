"""The two locks, both `flock`, so that the kernel lets go of them when a process dies.

One writer at a time holds `writer.lock`. A reader holds, shared, the manifest of the generation
it reads: who wants to remove a generation asks for that lock alone, and has it only when nobody
reads.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import sys
from typing import IO, TYPE_CHECKING

from search.errors import IndexBusy

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_LONGEST_COMMAND = 200


class WriterLock:
    """The lock of the one writer; a context manager."""

    def __init__(self, path: Path) -> None:
        """Name the lock; its folder exists.

        Args:
            path: `writer.lock`; it stays there for good, since removing a file that others may
                be waiting on would let two writers in.
        """
        self._path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Take the lock at once.

        Raises:
            IndexBusy: another writer has it.
        """
        file = self._path.open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = _busy(self._path.parent, file)
            file.close()
            raise IndexBusy(message) from None
        except OSError:
            file.close()
            raise
        self._file = file
        _sign(file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the lock, also for processes forked meanwhile."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self._file.close()
            self._file = None


class SharedHold:
    """A reader's hold on a manifest; forked processes share it, the last to close lets go."""

    def __init__(self, path: Path) -> None:
        """Take the hold at once.

        Raises:
            FileNotFoundError: the manifest is not there, or not any more.
        """
        self._file = path.open("rb")
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            # It may have been removed between the two calls.
            gone = os.fstat(self._file.fileno()).st_nlink == 0
        except BlockingIOError:
            gone = True  # only who removes it locks it alone
        except OSError:
            self._file.close()
            raise
        if gone:
            self._file.close()
            raise FileNotFoundError(str(path))

    def read(self, most: int) -> bytes:
        """Return the first bytes of the manifest that is held."""
        self._file.seek(0)
        return self._file.read(most)

    def release(self) -> None:
        """Let go."""
        self._file.close()


def alone(path: Path) -> IO[bytes] | None:
    """Return the manifest locked against every reader, None if one holds it; close to let go."""
    file = path.open("rb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    except OSError:
        file.close()
        raise
    return file


def _sign(file: IO[bytes]) -> None:
    """Write who holds the lock; for messages only, nothing decides on it."""
    holder = {
        "pid": os.getpid(),
        "command": " ".join(" ".join(sys.orig_argv).split())[:_LONGEST_COMMAND],
        "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    file.truncate(0)
    file.write(json.dumps(holder, ensure_ascii=True).encode("ascii"))
    file.flush()


def _busy(root: Path, file: IO[bytes]) -> str:
    return (
        f"Un autre programme écrit déjà dans l’index {root} : {_signature(file)}. "
        "Attendez qu’il ait fini, puis recommencez."
    )


def _signature(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read(4096))
        since = dt.datetime.fromisoformat(holder["since"])
        moment = f"le {since:%d/%m/%Y} à {since:%H h %M}"
        return f"processus {int(holder['pid'])} (« {holder['command']} »), depuis {moment}"
    except (ValueError, TypeError, KeyError, RecursionError):
        return "un processus qui vient de commencer"
