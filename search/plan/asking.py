"""A question as one asks a person: what it is about weighs more than how it asks.

« Dans quelle ville se trouve le musée Rodin ? » is answered by an article that says where the
museum is, and need not say « ville » or « se trouve ». All words are still wanted: only the order
of what is found changes. Measured on PIAF: what is asked for 0.3 points, names 0.2, verbs 0.1, and
numbers 0.2 on questions with a date; press titles are no questions, and stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.lexicon.names import is_name
from search.plan import weights
from search.plan.words import is_function_word
from search.query import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.analysis.token import Token
    from search.lexicon.interface import Lexicon

_WHICH = frozenset(("quel", "quelle", "quels", "quelles"))
_OPENING = _WHICH | {
    *("qui", "que", "qu", "quoi", "où", "quand", "comment", "pourquoi", "combien"),
    *("lequel", "laquelle", "lesquels", "lesquelles"),
}
_OPENS_WITHIN = 3
"""Words in which a question shows: « à partir de quelle date » is rare, « celui qui » is none."""

_VERBS = frozenset(
    (
        *("appeler", "nommer", "dénommer", "surnommer", "désigner", "signifier", "dire"),
        *("situer", "trouver", "dérouler", "passer", "exister", "faire"),
        *("composer", "constituer", "représenter"),
    )
)
"""Lemmas of verbs that ask for a name, a place or a kind, whatever the question is about."""


def importances(query: tree.All, lexicon: Lexicon, analyzer: Analyzer) -> dict[str, float]:
    """Return what words weigh beside 1, by their text; nothing where no question is asked."""
    read = [(node.text, analyzer.tokens(node.text)) for node in query.nodes if tree.is_plain(node)]
    words = [(text, tokens) for text, tokens in read if tokens]
    opening = (token for _, tokens in words[:_OPENS_WITHIN] for token in tokens)
    if not any(token.form in _OPENING or token.elided in _OPENING for token in opening):
        return {}
    asked = set(_asked_for(words, lexicon))
    capitals = not any(letter.islower() for text, _ in words for letter in text)
    weighed = {}
    for place, (text, tokens) in enumerate(words):
        weight = weights.ASKED_FOR if text in asked else 1.0
        if _asks(lexicon, tokens[0].form):
            weight *= weights.ASKING
        capital = place > 0 and not capitals and tokens[0].surface[0].isupper()
        number = tokens[0].form[0].isdigit()
        if capital or number or is_name(lexicon, tokens[0].form):
            weight *= weights.NAMED
        weighed[text] = weight
    return weighed


def _asked_for(words: Sequence[tuple[str, list[Token]]], lexicon: Lexicon) -> Iterator[str]:
    """Yield what is asked for: `ville` after `quelle`, `habitants` after `combien d’`."""
    awaited = counted = False
    for text, tokens in words:
        first = tokens[0]
        awaited |= counted and (first.form == "de" or first.elided == "d")
        counted = first.form == "combien"
        if first.form in _WHICH:
            awaited = True
        elif awaited and not is_function_word(lexicon, first.form, first.elided):
            awaited = False
            yield text


def _asks(lexicon: Lexicon, form: str) -> bool:
    entry = lexicon.entry(form)
    return entry is not None and not _VERBS.isdisjoint(entry.lemmas)
