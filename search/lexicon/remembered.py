"""What was found out of a generation's words, kept for as long as its lexicon is.

A question asks the same thing of a word several times (is it a name?), and readers ask for the
words that others asked for. A lexicon never changes: its answers are forgotten with it.
"""

from __future__ import annotations

import functools
import weakref
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from search.lexicon.interface import Lexicon

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class _Remembering(Protocol):
    def __call__(
        self, ask: Callable[Concatenate[Lexicon, _Given], _Found], /
    ) -> Callable[Concatenate[Lexicon, _Given], _Found]: ...


def remembered(most: int) -> _Remembering:
    """Keep what a function finds in a lexicon; its other arguments must be hashable.

    Args:
        most: answers kept of one lexicon; beyond, all are forgotten, for a hostile reader never
            asks twice.
    """

    def remembering(
        ask: Callable[Concatenate[Lexicon, _Given], _Found], /
    ) -> Callable[Concatenate[Lexicon, _Given], _Found]:
        kept: weakref.WeakKeyDictionary[Lexicon, dict[Hashable, _Found]] = (
            weakref.WeakKeyDictionary()
        )

        @functools.wraps(ask)
        def asked(lexicon: Lexicon, /, *args: _Given.args, **options: _Given.kwargs) -> _Found:
            known = kept.setdefault(lexicon, {})
            key = (args, *options.items())
            if key in known:
                return known[key]
            found = ask(lexicon, *args, **options)
            if len(known) >= most:
                known.clear()
            known[key] = found
            return found

        return asked

    return remembering
