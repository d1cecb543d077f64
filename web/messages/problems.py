"""What is said when a request cannot be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.french import french, number

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES: Mapping[int, str] = {
    400: "Demande incorrecte",
    404: "Page introuvable",
    405: "Méthode refusée",
    413: "Demande trop volumineuse",
    414: "Adresse trop longue",
    422: "Recherche trop coûteuse",
    429: "Trop de demandes",
    500: "Erreur du serveur",
    503: "Service momentanément indisponible",
}

DETAILS: Mapping[int, str] = {
    400: "Le serveur n'a pas compris cette demande. Vérifiez l'adresse.",
    404: "Aucune page n'a cette adresse. Elle a pu changer, ou être mal recopiée.",
    405: "Cette adresse ne se consulte qu'en lecture (GET).",
    413: "Cette demande est trop volumineuse. Aucun contenu n'est attendu : retirez-le.",
    414: "Cette adresse est trop longue. Choisissez moins de filtres ou une recherche plus courte.",
    429: "Trop de demandes viennent de votre réseau. Réessayez dans un instant.",
    500: "La faute est de notre côté, elle est enregistrée. Réessayez dans un instant.",
    503: "Le site ne peut pas répondre pour le moment. Réessayez dans un instant.",
}

_OTHER = "Cette demande n'a pas pu être satisfaite."

_EXPECTED: Mapping[str, str] = {
    "q": "doit être un texte",
    "match": "doit être « all » (tous les mots) ou « any » (au moins un mot)",
    "from": "doit être une date comme 2024-06-19, 2024-06 ou 2024",
    "to": "doit être une date comme 2024-06-19, 2024-06 ou 2024",
    "year": "doit être une année comme 2024, ou « undated » pour les articles sans date",
    "month": "doit être un mois comme 2024-06",
    "day": "doit être un jour comme 2024-06-19",
    "sort": "doit être « relevance », « newest » ou « oldest »",
    "lang": "doit être « fr » ou « en »",
    "page": "doit être un nombre entier, à partir de 1",
    "size": "doit être un nombre entier, à partir de 1",
}

PERIOD_REVERSED = french("Le paramètre « to » doit être une date qui ne précède pas « from ».")
BUSY = french("Trop de recherches à la fois. Réessayez dans un instant.")


def title(status: int) -> str:
    """Return the title of a problem with this HTTP status."""
    return TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])


def detail(status: int) -> str:
    """Return what a problem with this HTTP status says when nothing better is known."""
    return french(DETAILS.get(status, _OTHER))


def wrong_parameter(name: str) -> str:
    """Return what a parameter must be."""
    expected = french(_EXPECTED.get(name, "est incorrect"))
    return french("Le paramètre « {name} » {expected}.").format(name=name, expected=expected)


def too_large(name: str, limit: int) -> str:
    """Return that a number is above its limit."""
    return french("Le paramètre « {name} » ne peut dépasser {limit}.").format(
        name=name, limit=number(limit)
    )


def too_many_values(name: str, limit: int) -> str:
    """Return that a parameter is repeated too often."""
    return french("Le paramètre « {name} » ne peut être répété que {limit} fois.").format(
        name=name, limit=number(limit)
    )


def too_long(name: str, limit: int) -> str:
    """Return that a value of a parameter is too long."""
    return french("Le paramètre « {name} » ne peut dépasser {limit} caractères.").format(
        name=name, limit=number(limit)
    )


def not_utf8(name: str) -> str:
    """Return that a parameter is not UTF-8 text."""
    return french("Le paramètre « {name} » n'est pas encodé en UTF-8.").format(name=name)


def has_nul(name: str) -> str:
    """Return that a parameter holds a NUL character."""
    return french("Le paramètre « {name} » contient un caractère nul.").format(name=name)
