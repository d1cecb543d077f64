"""Every weight of the ranking, in one place (BM25F: Robertson, Zaragoza and Taylor, 2004).

Chosen where the open collections agree (`python -m benchmarks.relevance`: PIAF, press titles) and
no class of questions loses; differences of less than 0.2 points say nothing.
"""

from __future__ import annotations

TYPED = 1.0
"""An occurrence of the spelling that was typed, accents restored."""

INFLECTION = 0.6
"""An occurrence of another inflection of it, or of another spelling of a name.

0.5 gains 0.2 points, and takes one from questions in the other number.
"""

WIDER = 0.3
"""An occurrence of another form of its stem."""

TITLE = 3.0
"""An occurrence in the title, beside 1 in the text; the first three of a form."""

LEAD = 0.5
"""What an occurrence in the first words of the text counts more; the first three of a form."""

LEAD_TOKENS = 40
"""Words of the lead: a French dispatch says in its first sentence what it says."""

K1 = 0.9
"""Saturation of repeated occurrences (BM25)."""

B = 0.4
"""How much a long article lowers a score (BM25)."""

ORDERED_PAIR = 0.2
"""Two words of the question in its order, at most ORDERED_REACH apart (provisional)."""

ORDERED_REACH = 4
"""Room for the function words between two words: « président de la République » is three apart."""

NEAR_PAIR = 0.1
"""Two words of the question at most NEAR_REACH apart, in any order (provisional)."""

NEAR_REACH = 8

FAMILY = 0.2
"""An occurrence of a form that resembles the word, times its likeness squared (provisional)."""

FAMILY_LIKENESS = 0.3
"""The least likeness of a family: Dice's coefficient of the forms' sequences of four letters."""

KIN_LIKENESS = 0.6
"""Likewise of the forms that stand near a word that the corpus does not hold."""

FAMILY_FORMS = 50
"""Most forms in the family of a word."""

FAMILY_INSTEAD = 3.0
"""How much more a family counts where the article lacks the word: there it says the same thing.

0.1 points on PIAF, 0.2 without its titles, none on press titles.
"""

SPELT = 0.2
"""The spelling that was typed, scored once more as a word of its own, with its own rarity.

A rare form of a frequent word tells: 0.2 points on PIAF and on short questions. 0.3 takes 0.3 from
questions in the other number.
"""

SPELT_RARER = 1.5
"""How much more than its word's a spelling's rarity may weigh."""

EARLY = 0.3
"""Where a word first stands, from 1 in the title to nothing at the end of a long text: EARLY_HALF
words into the text it is worth half. 0.9 points on press titles, -0.1 on PIAF's paragraphs."""

EARLY_HALF = 100

ASKED_FOR = 0.6
"""In a question (`plan/asking.py`), beside 1: what is asked for, `ville` after « quelle »."""

ASKING = 0.6
"""Likewise a verb that asks for a name, a place, a kind: « se trouve », « s’appelle »."""

NAMED = 1.2
"""Likewise a name or a number."""

NEAR_SHARE = 0.3
"""What a near document must score, beside the best document of the answer."""

CANDIDATES = 300
"""Best documents by words alone whose pairs and families are looked at."""
