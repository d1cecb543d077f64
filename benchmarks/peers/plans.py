"""What the peers read of a plan: words of the benches have one spelling each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.plan.nodes import Group, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.plan.nodes import Node, Slot


def forms_of(slots: Iterable[Slot]) -> list[str]:
    """Return the one form of each slot."""
    return [slot[0].form for slot in slots if not isinstance(slot, Prefix)]


def words_of(operands: Iterable[Node]) -> list[str]:
    """Return the one form of each operand."""
    return forms_of(one.spellings for one in operands if isinstance(one, Group))
