"""What is wrong with a file of a segment, under the name that its manifest gives it."""

from __future__ import annotations

import contextlib
import functools
import inspect
from typing import TYPE_CHECKING, Any, TypeVar

from search.engines.whoosh_engine.store import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.errors import IndexDamaged

_DEPTH = 3
"""A segment's file is `segments/<id>/<name>` in its index."""


def damaged(path: Path, problem: str) -> IndexDamaged:
    """Return the error that names a file and says what is wrong with it, a noun phrase."""
    return failures.damaged("/".join(path.parts[-_DEPTH:]), f"est altéré ({problem})")


_UNREADABLE = (LookupError, ValueError, ArithmeticError, TypeError, MemoryError)
"""What reading raises where numbers that should lead somewhere lead elsewhere."""

_Reader = TypeVar("_Reader", bound=type)


def noticed(reader: _Reader) -> _Reader:
    """Let the public methods of a class that reads a file, its `_path`, raise damage alone.

    Checksums tell damage from what was written; they say nothing of a file that was forged with
    right ones, whose numbers NumPy refuses to follow out of an array.
    """
    for name, method in list(vars(reader).items()):
        if inspect.isfunction(method) and (not name.startswith("_") or name == "__getitem__"):
            setattr(reader, name, _noticed(method))
    return reader


def _noticed(method: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.isgeneratorfunction(method):

        @functools.wraps(method)
        def generate(self: Any, *args: Any) -> Iterator[Any]:
            try:
                yield from method(self, *args)
            except _UNREADABLE as error:
                raise damaged(self._path, str(error)) from error

        return generate

    @functools.wraps(method)
    def call(self: Any, *args: Any) -> Any:
        try:
            return method(self, *args)
        except _UNREADABLE as error:
            raise damaged(self._path, str(error)) from error

    return call


@contextlib.contextmanager
def noticing(path: Path) -> Iterator[None]:
    """Turn what opening a file that is not what it should be raises into damage, by its name.

    Raises:
        IndexDamaged: the block failed.
    """
    try:
        yield
    except (OSError, *_UNREADABLE) as error:
        raise damaged(path, str(error)) from error
