"""What the commands say: serving, and searching from a terminal."""

from __future__ import annotations

from search.french import french

NOTHING_FOUND = french("Aucun article. Essayez d'autres mots, ou --match any.")
NEAR = "Articles proches (sans tous les mots)"
MISSING = french("il manque : {words}")
UNDATED = "sans date"
NOT_UTF8 = french("La recherche n'est pas du texte en UTF-8.")


def answering_at(address: str) -> str:
    """Return where the site answers."""
    return f"Manchette répond sur {address}"


def port_taken(host: str, port: int) -> str:
    """Return that another program has the port, and what to do."""
    return french(
        "le port {port} est déjà pris sur {host}. Choisissez-en un autre : "
        "manchette serve --port {other}"
    ).format(port=port, host=host, other=port + 1 if port < 65535 else port - 1)


def port_reserved(port: int) -> str:
    """Return that the port wants rights, and what to do."""
    return french(
        "le port {port} est réservé au système. Choisissez-en un au-dessus de 1023 : "
        "manchette serve --port 8000"
    ).format(port=port)


def no_such_host(host: str) -> str:
    """Return that this machine has no such address."""
    return french("« {host} » n'est pas une adresse de cette machine.").format(host=host)


def no_port(given: str) -> str:
    """Return that PORT is no port."""
    return french("PORT vaut « {given} » : il faut un nombre de 0 à 65535.").format(given=given)


def page_of(page: int, pages: int) -> str:
    """Return which page is shown."""
    return f"page {page} sur {pages}"
