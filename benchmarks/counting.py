"""What a corpus holds, counted apart from any engine: the benches choose their queries from it."""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import json
import random
from typing import TYPE_CHECKING

from search.analysis.french import Analyzer
from search.analysis.function_words import function_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.document import Document

SAMPLED = 4_000
"""Articles that phrases and questions are taken from."""


@dataclasses.dataclass(frozen=True)
class Counted:
    """A corpus in numbers.

    Attributes:
        articles: how many there are.
        tokens: words printed, titles included.
        documents: for each form the articles that hold it, most first.
        phrases: runs of two to four forms that occur in several sampled articles, with how many.
        openings: the first content words of sampled articles, ten of each.
    """

    articles: int
    tokens: int
    documents: dict[str, int]
    phrases: list[tuple[list[str], int]]
    openings: list[list[str]]

    @functools.cached_property
    def content(self) -> list[str]:
        """The forms that a question is made of: words of letters, no function words."""
        return [f for f in self.documents if f.isalpha() and len(f) > 2 and _is_content(f)]


def count(documents: Iterable[Document]) -> Counted:
    """Count a corpus."""
    analyzer = Analyzer()
    holding: collections.Counter[str] = collections.Counter()
    phrases: collections.Counter[tuple[str, ...]] = collections.Counter()
    openings: list[list[str]] = []
    chance = random.Random(7)
    articles = tokens = 0
    for document in documents:
        title, text = analyzer.forms(document.title), analyzer.forms(document.text)
        articles += 1
        tokens += len(title) + len(text)
        holding.update({*title, *text})
        if articles <= SAMPLED:
            phrases.update(_runs(text))
            words = list(dict.fromkeys(form for form in text if form.isalpha() and _long(form)))
            if len(words) >= 10:
                openings.append(chance.sample(words[:60], 10) if len(words) > 60 else words[:10])
    frequent = sorted(holding.items(), key=lambda item: (-item[1], item[0]))
    common = [(list(run), n) for run, n in phrases.items() if n >= 5]
    return Counted(articles, tokens, dict(frequent), sorted(common), openings)


def counted(documents: Iterable[Document], path: Path) -> Counted:
    """Return the counts kept in a file, counting if it is not there."""
    if not path.exists():
        path.write_text(json.dumps(dataclasses.asdict(count(documents))), encoding="utf-8")
    fields = json.loads(path.read_text(encoding="utf-8"))
    fields["phrases"] = [(run, n) for run, n in fields["phrases"]]
    return Counted(**fields)


def _runs(forms: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the runs of two content words, and of three or four forms with a function word."""
    runs: set[tuple[str, ...]] = set()
    runs.update(pair for pair in itertools.pairwise(forms) if all(map(_long, pair)))
    for size in (3, 4):
        parts = zip(*(forms[shift:] for shift in range(size)), strict=False)
        runs.update(run for run in parts if not all(map(_is_content, run)) and _holds_word(run))
    return runs


def _is_content(form: str) -> bool:
    return form not in function_words()


def _long(form: str) -> bool:
    return len(form) > 3 and form.isalpha() and _is_content(form)


def _holds_word(run: Sequence[str]) -> bool:
    return any(map(_long, run)) and all(form.isalpha() for form in run)
