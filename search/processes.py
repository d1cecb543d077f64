"""Child processes that end with their parent, and leave Ctrl-C to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import types
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def children_deaf_to_interrupts() -> Iterator[None]:
    """Let the processes started in this block never see Ctrl-C; here it comes after the block.

    A terminal sends it to all of them. A child that ignores it by its own first lines still
    prints a traceback when it comes before them: a blocked signal is blocked from the start.
    """
    # Starting the tracker unblocks the signals it cares about, so it must run before.
    resource_tracker.ensure_running()
    with _interrupts_wait():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Let a Ctrl-C act after the block, even one that the system gives to another thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = threading.Event()
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: came.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came.is_set():
        signal.raise_signal(signal.SIGINT)


@contextmanager
def children_end_with_the_block() -> Iterator[None]:
    """End the processes that this block started where it fails, whatever they are doing."""
    before = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise


@contextmanager
def children_without_main() -> Iterator[None]:
    """Spare the processes started in this block from running the main module again.

    They are given functions of modules that they import themselves; the command line, with all that
    it imports, would cost each of them half a second and some thirty megabytes.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
