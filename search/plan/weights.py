"""Every weight of the ranking, in one place (BM25F: Robertson, Zaragoza and Taylor, 2004)."""

from __future__ import annotations

TYPED = 1.0
"""An occurrence of the spelling that was typed, accents restored."""

INFLECTION = 0.8
"""An occurrence of another inflection of it."""

WIDER = 0.25
"""An occurrence of another form of its stem."""

TITLE = 3.0
"""An occurrence in the title, beside 1 in the text."""

LEAD = 0.2
"""What an occurrence in the first 40 words of the text counts more than a later one."""

K1 = 0.9
"""Saturation of repeated occurrences (BM25)."""

B = 0.4
"""How much a long article lowers a score (BM25)."""
