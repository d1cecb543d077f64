"""What is wrong with a file of a segment, under the name that its manifest gives it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.store import failures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.errors import IndexDamaged

_DEPTH = 3
"""A segment's file is `segments/<id>/<name>` in its index."""


def damaged(path: Path, problem: str) -> IndexDamaged:
    """Return the error that names a file and says what is wrong with it, a noun phrase."""
    return failures.damaged("/".join(path.parts[-_DEPTH:]), f"est altéré ({problem})")


@contextlib.contextmanager
def noticing(path: Path) -> Iterator[None]:
    """Turn what opening a file that is not what it should be raises into damage, by its name.

    Raises:
        IndexDamaged: the block failed.
    """
    try:
        yield
    except (OSError, KeyError, IndexError, ValueError, ArithmeticError) as error:
        raise damaged(path, str(error)) from error
