"""One newspaper, one name: « 6Medias », « 6medias » and « Source : 6Médias » are one.

A reader takes off what surrounds the name (`printed_name`). Which spelling stands for all is
decided while ingesting (`SourceNames`), on windows of documents so that memory stays bounded: the
first window that holds a name settles its spelling for the run, by use and then by form. Names
that the index already holds keep the spelling they have there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL = re.compile(r"^(?:sourc[eé]e?s?\s*(?::\s*|\s+)|par\s+(?=[A-ZÀ-Ý0-9]))", re.I)
_WEB = re.compile(r"^(?:https?://)?(?:www\.)?(?P<host>[\w.-]+\.[a-z]{2,})/?$", re.I)
_EDGES = " \t\u00a0\u202f.,;:|–—-·•/"
_LONGEST_ACRONYM = 6


def printed_name(text: str) -> str:
    """Return the newspaper's name without its label ("Source :", "Par"), address or edge signs."""
    name = " ".join(text.split())
    # "Source" alone may be a newspaper's name: a label stands before something.
    name = _LABEL.sub("", name, count=1).strip(_EDGES)
    address = _WEB.match(name)
    if address and name.lower().startswith(("http", "www.")):
        return address["host"]
    return name


def folded_name(name: str) -> str:
    """Return what the spellings of one name share: letters and digits, no case, no accents."""
    decomposed = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in decomposed.casefold() if c.isalnum()) or name


def _form(name: str) -> tuple[bool, bool, int, int]:
    """Return how well-formed a spelling is, greater being better.

    In order: begins with a capital or a figure; is not shouted (an acronym may); has its accents;
    has its spaces.
    """
    shouted = name.isupper() and len(name) > _LONGEST_ACRONYM
    accents = sum(c > "\x7f" for c in name)
    return name[:1].isupper() or name[:1].isdigit(), not shouted, accents, name.count(" ")


class SourceNames:
    """The spelling that stands for each name, exactly one a name for a whole run."""

    def __init__(self, settled: Iterable[str] = ()) -> None:
        """Begin with the spellings that the index already holds, most used first."""
        self._spellings: dict[str, str] = {}
        for name in settled:
            self._spellings.setdefault(folded_name(name), name)

    def settle(self, names: Iterable[str]) -> None:
        """Settle the spelling of the names not met before: most used, best formed, first in order.

        Args:
            names: the names of a window of documents, repeated as often as they are used.
        """
        spellings: dict[str, Counter[str]] = {}
        for name in names:
            key = folded_name(name)
            if name and key not in self._spellings:
                spellings.setdefault(key, Counter())[name] += 1
        for key, uses in spellings.items():
            best = max(uses, key=lambda name: (uses[name], _form(name), name))
            self._spellings[key] = best

    def spelling(self, name: str) -> str:
        """Return the settled spelling of this name; the name itself if it was never settled."""
        return self._spellings.get(folded_name(name), name) if name else ""

    def __len__(self) -> int:
        return len(self._spellings)
