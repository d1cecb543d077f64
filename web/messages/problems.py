"""What is said when a request cannot be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import number, say, to_say

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES: Mapping[int, str] = {
    400: to_say("Demande incorrecte"),
    404: to_say("Page introuvable"),
    405: to_say("Méthode refusée"),
    413: to_say("Demande trop volumineuse"),
    414: to_say("Adresse trop longue"),
    422: to_say("Recherche trop coûteuse"),
    429: to_say("Trop de demandes"),
    500: to_say("Erreur du serveur"),
    503: to_say("Service momentanément indisponible"),
}

DETAILS: Mapping[int, str] = {
    400: to_say("Le serveur n'a pas compris cette demande. Vérifiez l'adresse."),
    404: to_say("Aucune page n'a cette adresse. Elle a pu changer, ou être mal recopiée."),
    405: to_say("Cette adresse ne se consulte qu'en lecture (GET)."),
    413: to_say("Cette demande est trop volumineuse. Aucun contenu n'est attendu : retirez-le."),
    414: to_say(
        "Cette adresse est trop longue. Choisissez moins de filtres ou une recherche plus courte."
    ),
    429: to_say("Trop de demandes viennent de votre réseau. Réessayez dans un instant."),
    500: to_say("La faute est de notre côté, elle est enregistrée. Réessayez dans un instant."),
    503: to_say("Le site ne peut pas répondre pour le moment. Réessayez dans un instant."),
}

_OTHER = to_say("Cette demande n'a pas pu être satisfaite.")

_EXPECTED: Mapping[str, str] = {
    "q": to_say("doit être un texte"),
    "match": to_say("doit être « all » (tous les mots) ou « any » (au moins un mot)"),
    "from": to_say("doit être une date comme 2024-06-19, 2024-06 ou 2024"),
    "to": to_say("doit être une date comme 2024-06-19, 2024-06 ou 2024"),
    "year": to_say("doit être une année comme 2024, ou « undated » pour les articles sans date"),
    "month": to_say("doit être un mois comme 2024-06"),
    "day": to_say("doit être un jour comme 2024-06-19"),
    "sort": to_say("doit être « relevance », « newest » ou « oldest »"),
    "lang": to_say("doit être « fr » ou « en »"),
    "scale": to_say("doit être « count » ou « share »"),
    "order": to_say("doit être « count » ou « name »"),
    "by": to_say("doit être « year », « month » ou « day »"),
    "page": to_say("doit être un nombre entier, à partir de 1"),
    "size": to_say("doit être un nombre entier, à partir de 1"),
}


def title(status: int) -> str:
    """Return the title of a problem with this HTTP status."""
    return say(TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400]))


def detail(status: int) -> str:
    """Return what a problem with this HTTP status says when nothing better is known."""
    return say(DETAILS.get(status, _OTHER))


def period_reversed() -> str:
    """Return that a range of days ends before it begins."""
    return say("Le paramètre « to » doit être une date qui ne précède pas « from ».")


def busy() -> str:
    """Return that no place came free for a search."""
    return say("Trop de recherches à la fois. Réessayez dans un instant.")


def wrong_parameter(name: str) -> str:
    """Return what a parameter must be."""
    expected = say(_EXPECTED.get(name, to_say("est incorrect")))
    return say("Le paramètre « {name} » {expected}.", name=name, expected=expected)


def too_large(name: str, limit: int) -> str:
    """Return that a number is above its limit."""
    return say("Le paramètre « {name} » ne peut dépasser {limit}.", name=name, limit=number(limit))


def too_many_values(name: str, limit: int) -> str:
    """Return that a parameter is repeated too often."""
    return say(
        "Le paramètre « {name} » ne peut être répété que {limit} fois.",
        name=name,
        limit=number(limit),
    )


def too_long(name: str, limit: int) -> str:
    """Return that a value of a parameter is too long."""
    return say(
        "Le paramètre « {name} » ne peut dépasser {limit} caractères.",
        name=name,
        limit=number(limit),
    )


def not_utf8(name: str) -> str:
    """Return that a parameter is not UTF-8 text."""
    return say("Le paramètre « {name} » n'est pas encodé en UTF-8.", name=name)


def has_nul(name: str) -> str:
    """Return that a parameter holds a NUL character."""
    return say("Le paramètre « {name} » contient un caractère nul.", name=name)
