"""Every kind of page that a reader can meet on the bundled sample."""

from __future__ import annotations

ARTICLE = "/documents/4p2t4kcayfcjlrhb45qn"
"""One that has an original elsewhere."""

PAGES = {
    "accueil": "/",
    "resultats": "/search?q=pr%C3%A9sidents+coreens",
    "filtres": "/search?q=maire+pont&source=Le+Courrier+de+Valmore&year=2020&year=2021",
    "periode": "/search?q=maire&from=2020-02-01&to=2021-03-01&scale=share",
    "suite": "/search?page=2",
    "rien": "/search?q=zzzz+yyyy&year=2024",
    "article": f"{ARTICLE}?q=pont+tanneurs#m2",
    "dates": "/search/dates?q=maire&year=2020&year=2021",
    "sources": "/facets/source?q=maire&source=La+Gazette+du+Rhin",
    "aide": "/aide",
    "a-propos": "/a-propos",
    "erreur-404": "/documents/nothing",
    "erreur-400": "/search?page=x",
}
"""The address of each, by the name that its pictures bear; two of them answer an error."""


def in_english(path: str) -> str:
    """Return the address of the same page in English."""
    address, sign, fragment = path.partition("#")
    return f"{address}{'&' if '?' in address else '?'}lang=en{sign}{fragment}"
