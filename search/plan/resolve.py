"""From a query and a lexicon to a plan, with what has to be said of each decision."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Literal

from search.analysis.french import Analyzer
from search.lexicon.inflections import namesakes
from search.notices import Code, Notice
from search.plan.nodes import And, Everything, Filters, Group, Not, Or, Pair, Phrase, Plan
from search.plan.words import (
    Sense,
    any_inflection,
    compound_part,
    is_function_word,
    same_spelling,
    to_the_letter,
    wider,
)
from search.query import tree
from search.query.printer import print_query, replace_word
from search.results import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.lexicon.interface import FormEntry, Lexicon
    from search.plan.nodes import Node

MAX_OFFERS = 4

_NUMBER = re.compile(r"\d+(?:,\d+)?[%€]?")


@dataclasses.dataclass(frozen=True, slots=True)
class Resolution:
    """A plan, and what the answer says of it.

    Attributes:
        plan: what to find.
        understood: the query without what was left out, accents restored: what is said back.
        notices: what has to be said.
        readings: the spellings each word stood for.
    """

    plan: Plan
    understood: tree.All
    notices: tuple[Notice, ...]
    readings: tuple[Reading, ...]


def resolve(
    query: tree.All, lexicon: Lexicon, match: Literal["all", "any"], filters: Filters
) -> Resolution:
    """Return what a query means over these words."""
    return _Resolver(query, lexicon).resolution(match, filters)


def count_terms(query: tree.All) -> int:
    """Return the number of words that a query searches."""
    analyzer = Analyzer()
    leaves = (node.node if isinstance(node, tree.Not) else node for node in query.nodes)
    return sum(len(analyzer.forms(leaf.text)) for leaf in leaves)


class _Resolver:
    """One query on its way to a plan."""

    def __init__(self, query: tree.All, lexicon: Lexicon) -> None:
        self._query = query
        self._lexicon = lexicon
        self._analyzer = Analyzer()
        self._notices: list[Notice] = []
        self._readings: list[Reading] = []
        self._restored: dict[tree.Word | tree.Phrase, tree.Word] = {}

    def resolution(self, match: Literal["all", "any"], filters: Filters) -> Resolution:
        wanted_nodes = [n for n in self._query.nodes if not isinstance(n, tree.Not)]
        positive = self._content(list(self._with_joined_numbers(wanted_nodes)))
        negative = self._meaningful(
            [node for node in self._query.nodes if isinstance(node, tree.Not)]
        )
        read = {n: node for n in dict.fromkeys(positive) if (node := self._node(n))}
        words = tuple(dict.fromkeys(read.values()))
        excluded = tuple(Not(node) for n in negative if (node := self._excluded(n)))
        wanted: Node = And(words) if words else Everything()
        if match == "any" and len(words) > 1:
            self._say(Code.ANY_WORD)
            wanted = Or(words)
        root = And((wanted, *excluded)) if excluded else wanted
        loosen = match == "all" and all(isinstance(node, tree.Word) for node in self._query.nodes)
        plan = Plan(root, words, _pairs(words), loosen, filters)
        understood = tree.All((*(self._restored.get(n, n) for n in read), *negative))
        return Resolution(plan, understood, tuple(self._notices), tuple(self._readings))

    def _with_joined_numbers(
        self, nodes: list[tree.Word | tree.Phrase]
    ) -> Iterator[tree.Word | tree.Phrase]:
        """Read the groups of a number as texts are read: `1 000 euros` is two words."""
        for numbers, run in itertools.groupby(nodes, _is_number):
            if numbers:
                text = " ".join(node.text for node in run)
                yield from (tree.Word(token.surface) for token in self._analyzer.tokens(text))
            else:
                yield from run

    def _meaningful(self, nodes: list[tree.Not]) -> list[tree.Not]:
        """Leave out excluded function words: nearly every article holds them."""
        empty = tuple(node for node in nodes if self._is_function(node.node))
        if empty:
            self._say(Code.STOP_WORDS, words=tuple(node.node.text for node in empty))
        return [node for node in nodes if node not in empty]

    def _content(self, nodes: list[tree.Word | tree.Phrase]) -> list[tree.Word | tree.Phrase]:
        """Leave out function words, unless there is nothing else."""
        empty = [node for node in nodes if self._is_function(node)]
        if not empty:
            return nodes
        typed = tuple(node.text for node in empty)
        if len(empty) < len(nodes):
            literal = [
                tree.Word(n.text, exact=True) if n in empty else n for n in self._query.nodes
            ]
            undo = print_query(tree.All(tuple(literal)))
            self._notices.append(Notice(Code.STOP_WORDS, {"words": typed}, undo=undo))
            return [node for node in nodes if node not in empty]
        self._notices.append(
            Notice(Code.ONLY_STOP_WORDS, {"words": typed}, offers=self._accented_content(nodes))
        )
        return nodes if len(nodes) == 1 else [tree.Phrase(" ".join(typed))]

    def _accented_content(
        self, nodes: list[tree.Word | tree.Phrase]
    ) -> tuple[tuple[str, str], ...]:
        if len(nodes) != 1:
            return ()
        forms = self._analyzer.forms(nodes[0].text)
        sense = any_inflection(self._lexicon, forms[0]) if len(forms) == 1 else None
        return self._offers(nodes[0], sense.others) if sense else ()

    def _is_function(self, node: tree.Word | tree.Phrase) -> bool:
        if not isinstance(node, tree.Word) or node.exact:
            return False
        forms = self._analyzer.forms(node.text)
        return all(is_function_word(self._lexicon, form) for form in forms)

    def _node(self, node: tree.Word | tree.Phrase) -> Group | Phrase | None:
        forms = self._analyzer.forms(node.text)
        read = self._sense_of(node, parts=len(forms))
        if not forms:
            return None
        if isinstance(node, tree.Phrase) or len(forms) > 1:
            return self._phrase(node, forms, read)
        sense = read(self._lexicon, forms[0])
        self._tell(node, sense)
        around = () if node.exact else wider(self._lexicon, sense)
        return Group(node.text, sense.spellings, around)

    def _sense_of(
        self, node: tree.Word | tree.Phrase, parts: int
    ) -> Callable[[Lexicon, str], Sense]:
        if node.exact:
            return to_the_letter
        if isinstance(node, tree.Phrase):
            return same_spelling
        return any_inflection if parts == 1 else compound_part

    def _phrase(
        self,
        node: tree.Word | tree.Phrase,
        forms: list[str],
        read: Callable[[Lexicon, str], Sense],
    ) -> Phrase:
        senses = [read(self._lexicon, form) for form in forms]
        slots = tuple(sense.spellings for sense in senses)
        for form, slot in zip(forms, slots, strict=True):
            if not slot:
                self._say(Code.UNKNOWN_WORD, word=form)
        return Phrase(node.text, slots)

    def _excluded(self, node: tree.Not) -> Group | Phrase | None:
        said, read = len(self._notices), len(self._readings)
        found = self._node(node.node)
        del self._notices[said:], self._readings[read:]
        if found is not None:
            undo = replace_word(self._query, node, None)
            self._notices.append(Notice(Code.EXCLUDED, {"word": print_query(node.node)}, undo=undo))
        return found

    def _tell(self, node: tree.Word | tree.Phrase, sense: Sense) -> None:
        """Say what a word stood for."""
        counted = _counted(self._lexicon, [spelling.form for spelling in sense.spellings])
        self._readings.append(Reading(node.text, counted))
        if not counted:
            undo = replace_word(self._query, node, None) or None
            self._notices.append(
                Notice(
                    Code.UNKNOWN_WORD,
                    {"word": node.text},
                    undo=undo,
                    offers=self._offers(node, self._namesakes(node)),
                )
            )
        elif sense.restored:
            self._restored[node] = tree.Word(_printed_like(sense, node.text), node.exact)
            restored = _counted(self._lexicon, [entry.form for entry in sense.typed])
            exact = tree.Word(node.text, exact=True)
            self._notices.append(
                Notice(
                    Code.ACCENTS,
                    {"word": node.text, "spellings": restored or counted},
                    undo=replace_word(self._query, node, exact),
                )
            )
        if sense.others and not self._is_function(node):
            spelt = _counted(self._lexicon, [entry.form for entry in sense.others])
            self._notices.append(
                Notice(
                    Code.OTHER_SPELLINGS,
                    {"word": node.text, "spellings": spelt},
                    offers=self._offers(node, sense.others),
                )
            )

    def _namesakes(self, node: tree.Word | tree.Phrase) -> tuple[FormEntry, ...]:
        """Return the names that would be inflections of an unknown word, were they no names."""
        form = self._analyzer.forms(node.text)[0]
        return () if node.exact else namesakes(self._lexicon, form)

    def _offers(
        self, node: tree.Word | tree.Phrase, entries: tuple[FormEntry, ...]
    ) -> tuple[tuple[str, str], ...]:
        return tuple(
            (entry.display, replace_word(self._query, node, tree.Word(entry.form)))
            for entry in entries[:MAX_OFFERS]
        )

    def _say(self, code: Code, **params: str | tuple[str, ...]) -> None:
        self._notices.append(Notice(code, params))


def _pairs(words: tuple[Group | Phrase, ...]) -> tuple[Pair, ...]:
    """Return the neighbours among the words; a phrase is close to itself already."""
    return tuple(
        Pair((index, index + 1))
        for index, (first, second) in enumerate(itertools.pairwise(words))
        if isinstance(first, Group) and isinstance(second, Group)
    )


def _is_number(node: tree.Word | tree.Phrase) -> bool:
    plain = isinstance(node, tree.Word) and not node.exact
    return plain and _NUMBER.fullmatch(node.text) is not None


def _printed_like(sense: Sense, typed: str) -> str:
    """Return the most frequent spelling of a word, with the capitals that were typed."""
    held = [entry for entry in sense.typed if entry.documents]
    usual = max(held or sense.typed, key=lambda entry: entry.documents, default=None)
    form = usual.form if usual else sense.spellings[0].form
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form


def _counted(lexicon: Lexicon, forms: list[str]) -> tuple[tuple[str, int], ...]:
    entries = (lexicon.entry(form) for form in forms)
    return tuple((e.display, e.documents) for e in entries if e is not None and e.documents)
