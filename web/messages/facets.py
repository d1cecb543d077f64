"""What is said of the sources, the authors and the sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import number, say, say_count, to_say

if TYPE_CHECKING:
    from search.document import Facet

_TITLES: dict[Facet, str] = {
    "source": to_say("Source"),
    "author": to_say("Auteur"),
    "section": to_say("Rubrique"),
}

_PLURALS: dict[Facet, str] = {
    "source": to_say("Sources"),
    "author": to_say("Auteurs"),
    "section": to_say("Rubriques"),
}

_EVERY: dict[Facet, str] = {
    "source": to_say("Voir les {count} sources"),
    "author": to_say("Voir les {count} auteurs"),
    "section": to_say("Voir les {count} rubriques"),
}

_FILTERS: dict[Facet, str] = {
    "source": to_say("Filtrer les sources"),
    "author": to_say("Filtrer les auteurs"),
    "section": to_say("Filtrer les rubriques"),
}


def title(facet: Facet) -> str:
    """Return « Source »."""
    return say(_TITLES[facet])


def plural(facet: Facet) -> str:
    """Return « Sources »."""
    return say(_PLURALS[facet])


def every(facet: Facet, count: int) -> str:
    """Return « Voir les 134 sources »."""
    return say(_EVERY[facet], count=number(count))


def filter_label(facet: Facet) -> str:
    """Return what the field is called that finds a value by its letters."""
    return say(_FILTERS[facet])


def counted(facet: Facet, count: int) -> str:
    """Return « 134 sources »."""
    if facet == "source":
        return say_count(count, "{count} source", "{count} sources")
    if facet == "author":
        return say_count(count, "{count} auteur", "{count} auteurs")
    return say_count(count, "{count} rubrique", "{count} rubriques")


def some_of(some: str, every: int) -> str:
    """Return « 12 sources sur 134 »."""
    return say("{some} sur {every}", some=some, every=number(every))
