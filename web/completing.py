"""What a shell completes on the command line of `search`: words of the index, and its values."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from search.answers import Request
from search.errors import ManchetteError
from search.plain import plain
from search.settings import settings_for
from web.app import open_searcher
from web.messages.counts import articles

if TYPE_CHECKING:
    import click

    from search.document import Facet
    from search.searcher import Searcher

_SHELL = "_MANCHETTE_COMPLETE"
"""Where click finds which shell asks."""


def words(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return what a word of the question may become, most frequent first."""
    searcher = _searcher(ctx)
    if searcher is None or not typed:
        return []
    try:
        found = searcher.suggestions(typed).completions
    except ManchetteError:
        return []
    return [CompletionItem(_for_shell(one.text), help=articles(one.documents)) for one in found]


def values(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the sources, authors or sections that begin so, accents and capitals aside."""
    searcher = _searcher(ctx)
    if searcher is None:
        return []
    facet: Facet = param.name  # type: ignore[assignment]  # options are named as facets are
    try:
        counts = searcher.answer(Request(size=1)).facets.of(facet)
    except ManchetteError:
        return []
    begun = plain(typed)
    fitting = (one for one in counts if plain(one.value).startswith(begun))
    return [CompletionItem(_for_shell(one.value), help=articles(one.count)) for one in fitting]


def _for_shell(value: str) -> str:
    """Return what is put on the line: bash quotes nothing itself, the other shells do."""
    line = os.environ.get("COMP_WORDS", "")
    in_quotes = line.rpartition("\n")[2].startswith(("'", '"'))
    bash = os.environ.get(_SHELL, "").startswith("bash")
    return shlex.quote(value) if bash and not in_quotes and " " in value else value


def _searcher(ctx: click.Context) -> Searcher | None:
    """Return what would be searched; None where the settings are wrong: nothing is completed."""
    try:
        return open_searcher(settings_for(ctx.params.get("folder")))
    except ManchetteError:
        return None
