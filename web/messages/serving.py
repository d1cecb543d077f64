"""What the commands say: serving, and searching from a terminal."""

from __future__ import annotations

from search.french import french, number, quoted
from web.messages.counts import articles

NEAR = "Articles proches (sans tous les mots)"
MISSING = french("il manque : {words}")
NO_ADVICE = french("Essayez d'autres mots.")
NOT_UTF8 = french("La recherche n'est pas du texte en UTF-8.")

CSV_IS_WHOLE = french("--csv donne toute la réponse : --page et --size n'y ont pas de place.")


def csv_cut(total: int, most: int) -> str:
    """Return that a file does not hold all that was found."""
    return french("Les {most} premiers articles sur {total}.").format(
        most=number(most), total=number(total)
    )


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


def no_workers(given: str, most: int) -> str:
    """Return that WEB_CONCURRENCY is no number of processes."""
    return french("WEB_CONCURRENCY vaut « {given} » : il faut un nombre de 1 à {most}.").format(
        given=given, most=most
    )


def page_of(page: int, pages: int) -> str:
    """Return which page is shown."""
    return f"page {page} sur {pages}"


def past_the_end(page: int, pages: int) -> str:
    """Return that the pages end before the one asked for."""
    last = f"il n'y a que {number(pages)} pages" if pages > 1 else "il n'y a qu'une page"
    return french(f"La page {number(page)} n'existe pas : {last}.")


def spellings(word: str, forms: str) -> str:
    """Return the spellings that a word of the question stood for."""
    return french("{word} : {forms}").format(word=quoted(word), forms=forms)


def wider(label: str, total: int) -> str:
    """Return a wider question and what it finds."""
    return french("{label} : {found}").format(label=label, found=articles(total))
