"""Lucene's French analysis, written anew: words, elision, stop words, light stems."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from benchmarks.relevance.light_stemmer import light_stem

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w+(?:['’.:·]\w+|(?<=\d),\d+)*")
"""Word boundaries of Unicode (UAX 29), as far as French texts meet them."""

_ELIDED = re.compile(r"^(?:l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu)['’]")

_STOP_WORDS = """
au aux avec ce ces dans de des du elle en et eux il je la le leur lui ma mais me même mes moi
mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un
une vos votre vous c d j l à m n s t y été étée étées étés étant suis es est sommes êtes sont
serai seras sera serons serez seront serais serait serions seriez seraient étais était étions
étiez étaient fus fut fûmes fûtes furent sois soit soyons soyez soient fusse fusses fût
fussions fussiez fussent ayant eu eue eues eus ai as avons avez ont aurai auras aura aurons
aurez auront aurais aurait aurions auriez auraient avais avait avions aviez avaient eut eûmes
eûtes eurent aie aies ait ayons ayez aient eusse eusses eût eussions eussiez eussent ceci cela
celà cet cette ici ils les leurs quel quels quelle quelles sans soi
"""
"""The stop words of Snowball's French, which Lucene takes."""


@functools.lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(_STOP_WORDS.split())


def lucene_terms(text: str) -> Iterator[str]:
    """Yield the terms of a text, in order."""
    for word in _WORD.findall(text):
        term = _ELIDED.sub("", word.lower(), count=1)
        if term and term not in _stop_words():
            yield light_stem(term)
