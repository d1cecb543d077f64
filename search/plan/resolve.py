"""From a query and a lexicon to a plan, with what has to be said of each decision."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Literal

from search.analysis.french import Analyzer
from search.analysis.names import folded_words
from search.notices import Code
from search.plan.asking import importances
from search.plan.beside import Beside
from search.plan.leaves import Leaves
from search.plan.nodes import (
    And,
    DateRange,
    Everything,
    FacetWords,
    Filters,
    Group,
    In,
    Near,
    Not,
    Or,
    Pair,
    Plan,
    typed,
)
from search.plan.telling import Teller
from search.query import tree
from search.query.dates import period_of
from search.query.printer import print_query

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.document import Facet
    from search.lexicon.interface import Lexicon
    from search.notices import Notice
    from search.plan.nodes import Field, Node, Operand, Word
    from search.query.dates import Period
    from search.results import Reading

_NO_FILTERS = Filters()
_NUMBER = re.compile(r"\d+(?:,\d+)?[%€]?")


@dataclasses.dataclass(frozen=True, slots=True)
class Resolution:
    """A plan, and what the answer says of it.

    Attributes:
        plan: what to find.
        understood: the query without what was left out, accents restored: what is said back.
        notices: what has to be said.
        readings: the spellings each word stood for.
        periods: the days that the query's dates mean.
    """

    plan: Plan
    understood: tree.All
    notices: tuple[Notice, ...]
    readings: tuple[Reading, ...]
    periods: Mapping[tree.Dates, Period]


def resolve(
    query: tree.All,
    lexicon: Lexicon,
    today: dt.date,
    match: Literal["all", "any"] = "all",
    filters: Filters = _NO_FILTERS,
) -> Resolution:
    """Return what a query means over these words, on this day."""
    return _Resolver(query, lexicon, today).resolution(match, filters)


def count_terms(query: tree.All) -> int:
    """Return the number of words that a query searches."""
    analyzer = Analyzer()
    searched = (leaf for leaf in tree.leaves(query) if not isinstance(leaf, tree.Dates))
    return sum(len(analyzer.forms(leaf.text)) for leaf in searched)


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """What a node of the query became: its plan, and the node as it is said back."""

    plan: Node
    node: tree.Node


class _Resolver:
    """One query on its way to a plan.

    Attributes:
        words: the positive words met so far, in order.
    """

    def __init__(self, query: tree.All, lexicon: Lexicon, today: dt.date) -> None:
        self._query = query
        self._lexicon = lexicon
        self._today = today
        self._analyzer = Analyzer()
        self._teller = Teller(query, lexicon)
        self._field: Field | None = None
        self._words: dict[Word | In, None] = {}
        self._periods: dict[tree.Dates, Period] = {}
        self._beside = Beside()
        self._leaves = Leaves(lexicon, self._teller, self._beside, self._analyzer)

    def resolution(self, match: Literal["all", "any"], filters: Filters) -> Resolution:
        parts = self._parts(self._query.nodes)
        self._teller.period(self._today)
        free = [part for part in parts if _may_miss(part.node)]
        root: Node
        if match == "any" and len(free) > 1:
            self._teller.say(Code.ANY_WORD)
            others = [part.plan for part in parts if part not in free]
            root = _all_of([Or(tuple(part.plan for part in free)), *others])
        else:
            root = _all_of([part.plan for part in parts])
        words = tuple(self._words)
        bound = [part.plan for part in parts if not isinstance(part.node, tree.Word)]
        loosens = match == "all" and len(bound) < len(parts)
        near = _all_of(bound) if loosens else None
        plan = Plan(root, words, _pairs(words), near, filters, self._importance(words))
        understood = tree.All(tuple(part.node for part in parts))
        return Resolution(
            plan,
            understood,
            tuple(self._teller.notices),
            tuple(self._teller.readings),
            self._periods,
        )

    def _importance(self, words: Sequence[Word | In]) -> tuple[float, ...]:
        asking = importances(self._query, self._lexicon, self._analyzer)
        return tuple(asking.get(typed(word), 1.0) for word in words) if asking else ()

    def _parts(self, nodes: Sequence[tree.Node]) -> list[_Read]:
        """Read nodes that are all wanted."""
        joined = list(self._with_joined_numbers(nodes))
        forms = [self._analyzer.forms(one.text) if tree.is_plain(one) else [] for one in joined]
        self._beside.look(self._lexicon, joined, forms)
        wanted = self._content(joined)
        read = (self._read(node) for node in dict.fromkeys(wanted))
        return [part for part in read if part is not None]

    def _with_joined_numbers(self, nodes: Sequence[tree.Node]) -> Iterator[tree.Node]:
        """Read the groups of a number as texts are read: `1 000 euros` is two words."""
        for numbers, run in itertools.groupby(nodes, _is_number):
            if numbers:
                text = " ".join(print_query(node) for node in run)
                yield from (tree.Word(token.surface) for token in self._analyzer.tokens(text))
            else:
                yield from run

    def _content(self, nodes: list[tree.Node]) -> list[tree.Node]:
        """Leave out function words, unless there is nothing else; excluded ones always."""
        empty = [node for node in nodes if self._is_empty_exclusion(node)]
        if empty:
            self._teller.say(Code.STOP_WORDS, words=tuple(map(_excluded_text, empty)))
        nodes = [node for node in nodes if node not in empty]
        searched = [node for node in nodes if _is_searched(node)]
        function = [
            node
            for node in searched
            if isinstance(node, tree.Word) and self._teller.is_function(node)
        ]
        if not function:
            return nodes
        if len(function) < len(searched):
            self._teller.stop_words(function)
            return [node for node in nodes if node not in function]
        self._teller.only_stop_words(function)
        if len(function) == 1:
            return nodes
        phrase = tree.Phrase(" ".join(word.text for word in function))
        return [phrase, *(node for node in nodes if node not in function)]

    def _is_empty_exclusion(self, node: tree.Node) -> bool:
        """Tell whether a function word is excluded: nearly every article holds it."""
        return isinstance(node, tree.Not) and self._teller.is_function(node.node)

    def _read(self, node: tree.Node) -> _Read | None:
        match node:
            case tree.Word() | tree.Phrase() | tree.Prefix():
                return self._word(node)
            case tree.All(nodes):
                parts = self._parts(nodes)
                return _Read(_all_of([p.plan for p in parts]), _joined(tree.All, parts, node))
            case tree.Or(nodes):
                parts = [part for one in nodes if (part := self._read(one)) is not None]
                return _Read(Or(tuple(p.plan for p in parts)), _joined(tree.Or, parts, node))
            case tree.Near():
                return self._near(node)
            case tree.Not(inner):
                return self._excluded(node, inner)
            case tree.Required(inner):
                read = self._read(inner)
                return read and _Read(read.plan, tree.Required(read.node))
            case tree.Field(name, inner):
                outer, self._field = self._field, name
                read = self._read(inner)
                self._field = outer
                return read and _Read(In(name, read.plan), tree.Field(name, read.node))
            case tree.Value(facet, inner):
                plan = self._value(facet, inner)
                return None if plan is None else _Read(plan, node)
            case tree.Dates():
                dates = self._dates(node)
                return None if dates is None else _Read(dates, node)

    def _word(self, node: tree.Word | tree.Phrase | tree.Prefix) -> _Read | None:
        found = self._leaves.read(node)
        if found is None:
            return None
        word, said = found
        ways = list(dict.fromkeys([word, *self._leaves.other_ways(node, word)]))
        for way in ways:
            self._words[way if self._field is None else In(self._field, way)] = None
        return _Read(Or(tuple(ways)) if len(ways) > 1 else word, said)

    def _near(self, node: tree.Near) -> _Read | None:
        found = [one for inner in node.nodes if (one := self._operand(inner)) is not None]
        if not found:
            return None
        plans, nodes = zip(*found, strict=True)
        if len(plans) == 1:
            return _Read(plans[0], nodes[0])
        near = Near(print_query(node), plans, node.distance)
        self._words[near if self._field is None else In(self._field, near)] = None
        return _Read(near, tree.Near(nodes, node.distance))

    def _operand(self, node: tree.Node) -> tuple[Operand, tree.Node] | None:
        """Read what stands beside PROCHE: words, or a choice of words."""
        match node:
            case tree.Word() | tree.Phrase() | tree.Prefix():
                return self._leaves.read(node)
            case tree.Or(nodes):
                found = [one for inner in nodes if (one := self._operand(inner)) is not None]
                plans, said = tuple(zip(*found, strict=True)) or ((), ())
                return Or(plans), tree.Or(said)
        return None

    def _excluded(self, node: tree.Not, inner: tree.Node) -> _Read | None:
        """Read what must not be there: its words are not scored, and only that is said of them."""
        teller, words, leaves = self._teller, self._words, self._leaves
        self._teller, self._words = Teller(self._query, self._lexicon), {}
        self._leaves = Leaves(
            self._lexicon, self._teller, self._beside, self._analyzer, excluded=True
        )
        read = self._read(inner)
        self._teller, self._words, self._leaves = teller, words, leaves
        if read is None:
            return None
        teller.excluded(node)
        return _Read(Not(read.plan), node)

    def _dates(self, node: tree.Dates) -> DateRange | None:
        period = period_of(node.operator, node.text, self._today)
        if period is None:
            return None
        self._periods[node] = period
        return DateRange(period.start, period.end)

    def _value(self, facet: Facet, node: tree.Node) -> Node | None:
        """Return what a source, an author or a section must hold."""
        match node:
            case tree.Dates():
                return self._dates(node)
            case tree.Word(text) | tree.Phrase(text) | tree.Prefix(text):
                words = folded_words(self._analyzer, text)
                return FacetWords(facet, words) if words else None
        inside = (self._value(facet, one) for one in tree.children(node))
        plans = [plan for plan in inside if plan is not None]
        if not plans:
            return None
        if isinstance(node, tree.Or):
            return Or(tuple(plans))
        return Not(_all_of(plans)) if isinstance(node, tree.Not) else _all_of(plans)


def _all_of(plans: Iterable[Node]) -> Node:
    """Return what holds all of some plans; everything where there is none."""
    distinct = tuple(dict.fromkeys(plans))
    if not distinct:
        return Everything()
    return distinct[0] if len(distinct) == 1 else And(distinct)


def _joined(kind: type[tree.All | tree.Or], parts: Sequence[_Read], node: tree.Node) -> tree.Node:
    """Return the node that is said back for some parts."""
    nodes = tuple(part.node for part in parts)
    if not nodes:
        return node
    return nodes[0] if len(nodes) == 1 else tree.joined(kind(nodes))


def _may_miss(node: tree.Node) -> bool:
    """Tell whether `match=any` may do without a node."""
    return _is_searched(node) and not isinstance(node, tree.Required)


def _is_searched(node: tree.Node) -> bool:
    """Tell whether a node asks for words: no exclusion, no period, no source."""
    return not isinstance(node, tree.Not | tree.Dates | tree.Value)


def _excluded_text(node: tree.Node) -> str:
    return print_query(tree.children(node)[0])


def _pairs(words: Sequence[Word | In]) -> tuple[Pair, ...]:
    """Return the neighbours among the words; a phrase is close to itself already."""
    return tuple(
        Pair((index, index + 1))
        for index, (first, second) in enumerate(itertools.pairwise(words))
        if isinstance(first, Group) and isinstance(second, Group)
    )


def _is_number(node: tree.Node) -> bool:
    return tree.is_plain(node) and _NUMBER.fullmatch(node.text) is not None
