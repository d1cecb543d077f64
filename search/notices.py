"""What an answer has to say: codes and parameters, of which `web` and the CLI make sentences."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Parameter = str | int | tuple[str, ...] | tuple[tuple[str, int], ...]


class Code(enum.StrEnum):
    """Every kind of notice, with its parameters."""

    ACCENTS = "accents"
    """`word` was typed without accents and stands for `spellings` ((form, documents), ...)."""
    OTHER_SPELLINGS = "other_spellings"
    """`word` leaves out `spellings` ((form, documents), ...), which differ by accents alone."""
    STOP_WORDS = "stop_words"
    """`words` are function words, left out because other words are there."""
    ONLY_STOP_WORDS = "only_stop_words"
    """There are only function words (`words`): they are searched, as a phrase if several."""
    UNKNOWN_WORD = "unknown_word"
    """No article holds `word`."""
    CORRECTED = "corrected"
    """No article holds `word`: `correction` is read instead."""
    SUGGESTED = "suggested"
    """Hardly any article holds `word`, and very many a word that it may be a slip of."""
    NAME_VARIANTS = "name_variants"
    """The name `word` also stands for `spellings` ((form, documents), ...) of it."""
    UNCLOSED_QUOTE = "unclosed_quote"
    """A quote (`quote`) is never closed: what follows is read as words."""
    UNBALANCED = "unbalanced"
    """A parenthesis has no other half: it is left out."""
    TOO_DEEP = "too_deep"
    """Parentheses stand too deep inside one another: the inner ones are left out."""
    OPERATOR_AS_WORD = "operator_as_word"
    """An operator (`word`) has nothing to join: it is read as a word."""
    CAPITAL_OPERATORS = "capital_operators"
    """Everything is in capitals: operators are read as words."""
    NEAR_OPERAND = "near_operand"
    """PROCHE stands beside what has no place in a text: all of it is wanted, anywhere."""
    SHORT_PREFIX = "short_prefix"
    """A prefix (`word`) is too short: it is read as a word."""
    BAD_DATE = "bad_date"
    """No date can be read in `word`: it is read as words."""
    PHRASE_FORMS = "phrase_forms"
    """`more` articles hold the phrase (`word`) with other forms of its words."""
    PHRASE_PARTED = "phrase_parted"
    """No article holds the phrase (`word`) and the rest: what is near holds words of it."""
    PERIOD = "period"
    """Free words (`word`) speak of a period: they are searched as words, the filter is offered."""
    EXCLUDED = "excluded"
    """`word` is excluded, as the minus before it asks."""
    PREFIX_CUT = "prefix_cut"
    """`word` begins more forms than one may stand for: `left_out` of them are not looked for."""
    ANY_WORD = "any_word"
    """The articles hold at least one of the words (`match=any`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say about an answer.

    Attributes:
        code: what it is.
        params: what the sentence needs.
        undo: the query text that undoes the decision, None if there is nothing to undo.
        offers: (label, query text) pairs, other readings of the query, each a link.
    """

    code: Code
    params: Mapping[str, Parameter]
    undo: str | None = None
    offers: tuple[tuple[str, str], ...] = ()
