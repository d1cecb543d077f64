"""What an answer says of a query's words: what each stood for, and how to read it otherwise."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from search.analysis.french import Analyzer
from search.lexicon.corrections import corrections, suggestions
from search.lexicon.inflections import namesakes
from search.notices import Code, Notice
from search.plan.nodes import Group
from search.plan.words import any_inflection, is_function_word
from search.query import tree
from search.query.dates import find_period
from search.query.printer import print_query, replace_word
from search.results import Reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from search.lexicon.interface import FormEntry, Lexicon
    from search.notices import Parameter
    from search.plan.otherwise import Instead
    from search.plan.words import Sense

MAX_OFFERS = 4

Offers = tuple[tuple[str, str], ...]


def _runs_of_words(nodes: Sequence[tree.Node]) -> Iterator[tuple[int, int]]:
    """Yield where plain words follow one another: the first, and one past the last."""
    place = 0
    for plain, run in itertools.groupby(nodes, tree.is_plain):
        count = len(list(run))
        if plain:
            yield place, place + count
        place += count


class Teller:
    """Gathers the notices and readings of one query.

    Attributes:
        notices: what has to be said.
        readings: the spellings each word stood for.
    """

    def __init__(self, query: tree.All, lexicon: Lexicon) -> None:
        self._query = query
        self._lexicon = lexicon
        self._analyzer = Analyzer()
        self.notices: list[Notice] = []
        self.readings: list[Reading] = []

    def say(self, code: Code, **params: Parameter) -> None:
        """Say a thing that has no links."""
        self.notices.append(Notice(code, params))

    def stop_words(self, words: Iterable[tree.Word]) -> None:
        """Say that function words were left out."""
        left = set(words)

        def required(node: tree.Node) -> tree.Node:
            return tree.Required(node) if node in left else node

        asked = tree.rebuilt(self._query, required, excluded=False) or self._query
        typed = tuple(leaf.text for leaf in tree.leaves(self._query) if leaf in left)
        self.notices.append(Notice(Code.STOP_WORDS, {"words": typed}, undo=print_query(asked)))

    def only_stop_words(self, words: Iterable[tree.Word]) -> None:
        """Say that there is nothing but function words; a lone one has accented namesakes."""
        typed = tuple(words)
        offers = self._accented_namesakes(typed[0]) if len(typed) == 1 else ()
        params = {"words": tuple(word.text for word in typed)}
        self.notices.append(Notice(Code.ONLY_STOP_WORDS, params, offers=offers))

    def excluded(self, node: tree.Not) -> None:
        """Say that something is excluded."""
        undo = replace_word(self._query, node, None)
        self.notices.append(Notice(Code.EXCLUDED, {"word": print_query(node.node)}, undo=undo))

    def period(self, today: dt.date) -> None:
        """Offer a period that free words speak of, as what limits publication."""
        nodes = self._query.nodes
        for first, last in _runs_of_words(nodes):
            typed = [node.text for node in nodes[first:last] if isinstance(node, tree.Word)]
            if (found := find_period(typed, today)) is None:
                continue
            begin, end = first + found.words.start, first + found.words.stop
            text = " ".join(typed[found.words.start : found.words.stop])
            limited = tree.All((*nodes[:begin], tree.Dates("date", text), *nodes[end:]))
            offer = (text, print_query(limited))
            self.notices.append(Notice(Code.PERIOD, {"word": text}, offers=(offer,)))
            return

    def corrected(self, node: tree.Word, instead: Instead) -> None:
        """Say that a word is read as another."""
        spellings = instead.word.spellings if isinstance(instead.word, Group) else ()
        counted = self._counted(spelling.form for spelling in spellings)
        if counted:
            self.readings.append(Reading(instead.text, counted))
        exact = tree.Word(node.text, exact=True)
        self.notices.append(
            Notice(
                Code.CORRECTED,
                {"word": node.text, "correction": instead.text},
                undo=replace_word(self._query, node, exact),
                offers=self._offers(node, instead.others),
            )
        )

    def word(self, node: tree.Word, sense: Sense) -> None:
        """Say what a word stood for."""
        counted = self._counted(spelling.form for spelling in sense.spellings)
        self.readings.append(Reading(node.text, counted))
        if not counted:
            self._unknown(node)
        elif sense.restored:
            restored = self._counted(entry.form for entry in sense.typed)
            exact = tree.Word(node.text, exact=True)
            self.notices.append(
                Notice(
                    Code.ACCENTS,
                    {"word": node.text, "spellings": restored or counted},
                    undo=replace_word(self._query, node, exact),
                )
            )
        if sense.variants:
            spelt = self._counted(entry.form for entry in sense.variants)
            exact = tree.Word(node.text, exact=True)
            self.notices.append(
                Notice(
                    Code.NAME_VARIANTS,
                    {"word": node.text, "spellings": spelt},
                    undo=replace_word(self._query, node, exact),
                )
            )
        if counted and not node.exact:
            self._suggest(node)
        if sense.others and not self.is_function(node):
            spelt = self._counted(entry.form for entry in sense.others)
            self.notices.append(
                Notice(
                    Code.OTHER_SPELLINGS,
                    {"word": node.text, "spellings": spelt},
                    offers=self._offers(node, sense.others),
                )
            )

    def _suggest(self, node: tree.Word) -> None:
        """Offer what a word that hardly any article holds may be a slip of."""
        found = suggestions(self._lexicon, self._analyzer.forms(node.text)[0], MAX_OFFERS)
        if found:
            offers = self._offers(node, [suggestion.entry for suggestion in found])
            self.notices.append(Notice(Code.SUGGESTED, {"word": node.text}, offers=offers))

    def _unknown(self, node: tree.Word) -> None:
        form = self._analyzer.forms(node.text)[0]
        alike = () if node.exact else namesakes(self._lexicon, form) or self._corrections(form)
        said = Notice(
            Code.UNKNOWN_WORD,
            {"word": node.text},
            undo=replace_word(self._query, node, None) or None,
            offers=self._offers(node, alike),
        )
        if said not in self.notices:  # a word written twice is left out everywhere by one link
            self.notices.append(said)

    def _corrections(self, form: str) -> tuple[FormEntry, ...]:
        return tuple(one.entry for one in corrections(self._lexicon, form, MAX_OFFERS))

    def _accented_namesakes(self, node: tree.Word) -> Offers:
        forms = self._analyzer.forms(node.text)
        sense = any_inflection(self._lexicon, forms[0]) if len(forms) == 1 else None
        return self._offers(node, sense.others) if sense else ()

    def is_function(self, node: tree.Node) -> bool:
        """Tell whether a node is a function word, typed as such."""
        if not isinstance(node, tree.Word) or node.exact:
            return False
        tokens = self._analyzer.tokens(node.text)
        return all(is_function_word(self._lexicon, one.form, one.elided) for one in tokens)

    def _offers(self, node: tree.Word, entries: Iterable[FormEntry]) -> Offers:
        return tuple(
            (entry.display, replace_word(self._query, node, tree.Word(entry.form)))
            for entry in itertools.islice(entries, MAX_OFFERS)
        )

    def _counted(self, forms: Iterable[str]) -> tuple[tuple[str, int], ...]:
        entries = (self._lexicon.entry(form) for form in forms)
        return tuple((e.display, e.documents) for e in entries if e is not None and e.documents)
