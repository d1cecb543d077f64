"""A leaf of a query, a word, a phrase or a beginning, becomes a word of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.notices import Code
from search.plan.families import family
from search.plan.nodes import Group, Phrase, Prefix
from search.plan.otherwise import cut_word, glued, instead_of, parts_of
from search.plan.words import (
    any_inflection,
    compound_part,
    is_made_noun,
    kin,
    printed_like,
    same_spelling,
    to_the_letter,
    wider,
    without_subject,
)
from search.plan.writings import apart, in_words, other_first
from search.query import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis.french import Analyzer
    from search.analysis.token import Token
    from search.lexicon.interface import Lexicon
    from search.plan.beside import Beside
    from search.plan.nodes import Slot
    from search.plan.telling import Teller
    from search.plan.words import Sense


class Leaves:
    """Reads leaves over a lexicon, and lets a teller know of each decision."""

    def __init__(
        self,
        lexicon: Lexicon,
        teller: Teller,
        beside: Beside,
        analyzer: Analyzer,
        *,
        excluded: bool = False,
    ) -> None:
        """Take what leaves are read by.

        Args:
            lexicon: the words there are.
            teller: is told what was decided.
            beside: what neighbours tell of each word.
            analyzer: cuts leaves as texts are cut.
            excluded: whether what is read must not be there: then no word is corrected.
        """
        self._lexicon = lexicon
        self._teller = teller
        self._beside = beside
        self._analyzer = analyzer
        self._excluded = excluded

    def other_ways(
        self, node: tree.Word | tree.Phrase | tree.Prefix, word: Group | Phrase | Prefix
    ) -> Iterator[Group | Phrase]:
        """Yield the other ways to write a word, glued or parted.

        Args:
            node: the leaf.
            word: what it was read as.
        """
        if not tree.is_plain(node):
            return
        yield from self._beside.ways[node]
        yield from in_words(self._lexicon, node.text)
        forms = self._analyzer.forms(node.text)
        if len(forms) > 1:
            group = glued(self._lexicon, forms, hyphen=True)
            if group is not None:
                yield group
        elif isinstance(word, Group) and word.spellings:
            parts = parts_of(self._lexicon, node.text, forms[0])
            if parts is not None:
                yield parts
            yield from apart(self._lexicon, node.text, forms[0])

    def read(
        self, node: tree.Word | tree.Phrase | tree.Prefix
    ) -> tuple[Group | Phrase | Prefix, tree.Node] | None:
        """Return the word of a plan that a leaf is, and the leaf with its accents restored."""
        tokens = self._analyzer.tokens(node.text)
        if not tokens:
            return None
        if isinstance(node, tree.Word) and not node.exact:
            tokens = tokens[: without_subject(self._lexicon, [token.form for token in tokens])]
        if isinstance(node, tree.Prefix):
            return self._prefix(node, [token.form for token in tokens]), node
        if isinstance(node, tree.Phrase) or len(tokens) > 1:
            return self._phrase(node, tokens), node
        return self._single(node, tokens[0])

    def _single(self, node: tree.Word, token: Token) -> tuple[Group | Phrase, tree.Node]:
        if node.exact:
            sense = to_the_letter(self._lexicon, token.form)
            self._teller.word(node, sense)
            return Group(node.text, sense.spellings), _restored(node, sense)
        beside = self._beside.forms.get(node, ())
        if is_made_noun(token.form, token.elided):  # l’Est has none of the forms of « être »
            sense = same_spelling(self._lexicon, token.form)
        else:
            sense = any_inflection(self._lexicon, token.form, beside, token.elided)
            sense = sense.also(other_first(self._lexicon, token.form, beside))
        if not sense.spellings:
            for parted in apart(self._lexicon, node.text, token.form):
                return parted, node
        if not sense.spellings and not self._excluded:
            instead = cut_word(self._lexicon, self._beside.ways[node]) or instead_of(
                self._lexicon, node.text, token.form
            )
            if instead is not None:
                self._teller.corrected(node, instead)
                return instead.word, tree.Word(instead.text)
        self._teller.word(node, sense)
        around = wider(self._lexicon, sense) or kin(self._lexicon, sense, token.form)
        related = family(self._lexicon, sense)
        return Group(node.text, sense.spellings, around, related), _restored(node, sense)

    def _prefix(self, node: tree.Prefix, forms: list[str]) -> Prefix | Phrase:
        prefix = Prefix(f"{node.text}*", forms[-1])
        if len(forms) == 1:
            return prefix
        before = (compound_part(self._lexicon, form).spellings for form in forms[:-1])
        return Phrase(prefix.word, (*before, prefix))

    def _phrase(self, node: tree.Word | tree.Phrase, tokens: list[Token]) -> Phrase:
        slots: list[Slot] = []
        for at, token in enumerate(tokens):
            slot = self._slot(node, tokens, at).spellings
            parts = None
            if not slot and not node.exact:
                parts = parts_of(self._lexicon, token.surface, token.form)
            if not slot and parts is None:
                self._teller.say(Code.UNKNOWN_WORD, word=token.form)
            slots += (slot,) if parts is None else parts.slots
        return Phrase(node.text, tuple(slots))

    def _slot(self, node: tree.Word | tree.Phrase, tokens: list[Token], at: int) -> Sense:
        form = tokens[at].form
        if node.exact:
            return to_the_letter(self._lexicon, form)
        if isinstance(node, tree.Phrase):
            return same_spelling(self._lexicon, form)
        beside = [token.form for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
        return compound_part(self._lexicon, form, beside, tokens[at].elided)


def _restored(node: tree.Word, sense: Sense) -> tree.Word:
    """Return a word with its accents, if they were restored."""
    if not sense.restored:
        return node
    return tree.Word(printed_like(sense, node.text), node.exact)
