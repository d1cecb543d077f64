"""Sentences whose parameters are marked text."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from search.results import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def put_in(pattern: str, **parameters: Sequence[Span]) -> list[Span]:
    """Return a sentence as `say` gives it without its parameters, these spans in their places."""
    spans: list[Span] = []
    for text, name, _, _ in string.Formatter().parse(pattern):
        spans += [Span(text)] if text else []
        spans += parameters[name] if name is not None else ()
    return spans
