"""What is near a phrase that no article holds: articles with its words, said to be no more.

A phrase never loosens in what is found, nor in what is near as long as that leaves anything. A
reader who remembers an expression badly, or quotes a word that is printed otherwise, would see
nothing at all: of PIAF's questions with a quotation, one of fifteen.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.notices import Code, Notice
from search.query import tree

if TYPE_CHECKING:
    from search.alternatives import Question
    from search.analysis.french import Analyzer


def without_quotes(question: Question, analyzer: Analyzer) -> tuple[Question, tuple[Notice, ...]]:
    """Return a question whose phrases are read as words, and what to say of each of them.

    What an operator, a sign or a field binds stays, and so does a phrase to the letter.
    """
    nodes: list[tree.Node] = []
    notices = []
    for node in question.query.nodes:
        if isinstance(node, tree.Phrase) and not node.exact:
            nodes += (tree.Word(token.surface) for token in analyzer.tokens(node.text))
            notices.append(Notice(Code.PHRASE_PARTED, {"word": node.text}))
        else:
            nodes.append(node)
    return dataclasses.replace(question, query=tree.All(tuple(nodes))), tuple(notices)
