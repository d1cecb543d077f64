"""The function words of French: indexed like others, left out of a question of other words.

The list is our own and holds function words only: no content word (`avions`, `sommes`, `été`) is
on it, whatever else its form may be.
"""

from __future__ import annotations

import functools
from importlib import resources


@functools.lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the forms of the list beside this file."""
    text = resources.files(__package__).joinpath("function_words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())
