"""The query tree: what the reader wrote, as data that prints back to what was written.

Node
├── Word      one word, hyphens and apostrophes included; exact when written `=mot`
├── Phrase    words between quotes
├── Not       what follows a minus
└── All       several nodes, all of them wanted
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """One word as typed.

    Attributes:
        text: without the sign before it.
        exact: that spelling only.
    """

    text: str
    exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between quotes.

    Attributes:
        text: as typed, the quotes left out.
        exact: to the letter, when written `="…"`.
    """

    text: str
    exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """What must not be in the article."""

    node: Word | Phrase


@dataclasses.dataclass(frozen=True, slots=True)
class All:
    """Nodes that must all match; the root of every query, empty for an empty query."""

    nodes: tuple[Word | Phrase | Not, ...] = ()


Node = Word | Phrase | Not | All
