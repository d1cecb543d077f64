"""The product's command in a forked copy of this process, which has loaded all of it already.

A command of a few articles takes a second to load and a tenth of one to work: whoever runs one a
thousand times sees the work alone. `strace` joins it before it begins.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import traceback
import types
from typing import TYPE_CHECKING, NoReturn

from manchette import main

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def run_warm(
    arguments: Sequence[str], settings: Mapping[str, str], said: Path, traced: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product.

    Args:
        arguments: of the command.
        settings: put into its environment.
        said: where its standard error goes, a file that is written anew.
        traced: what `strace` is asked to do with it; nothing for no `strace`.
    """
    reading, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begin)
        os.read(reading, 1)
        _command(arguments, settings, said)
    os.close(reading)
    tracer = _joined(child, traced) if traced else None
    os.write(begin, b"!")
    os.close(begin)
    _, status = os.waitpid(child, 0)
    if tracer:
        tracer.communicate()
    text = said.read_text(encoding="utf-8")
    return subprocess.CompletedProcess(list(arguments), os.waitstatus_to_exitcode(status), "", text)


def may_trace() -> bool:
    """Tell whether this user's `strace` is here, and may join a process that runs."""
    if not shutil.which("strace"):
        return False
    with subprocess.Popen(["sleep", "600"]) as process:
        tracer, line = _tracing(process.pid, ("-o", os.devnull))
        process.kill()
        tracer.communicate()
    return "attached" in line


def _joined(process: int, traced: Sequence[str]) -> subprocess.Popen[str]:
    """Start `strace`, and return once it sees every call of a process."""
    tracer, line = _tracing(process, traced)
    assert "attached" in line, line
    return tracer


def _tracing(process: int, traced: Sequence[str]) -> tuple[subprocess.Popen[str], str]:
    """Start `strace` on a process; return it with the first line that it says."""
    command = ["strace", *traced, "-p", str(process)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    return tracer, tracer.stderr.readline()


def _command(arguments: Sequence[str], settings: Mapping[str, str], said: Path) -> NoReturn:
    """Do what the command's own process does, and end as it does."""
    os.environ.update(settings)
    sys.argv = ["manchette", *arguments]
    # Processes that it starts are not to load this program, as they would its main module.
    sys.modules["__main__"] = types.ModuleType("__main__")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    # Where pytest catches what is said, these are its own files.
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", errors="backslashreplace")
    code: object = 1
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - it is said as Python would, and read
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
