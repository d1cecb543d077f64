"""What is said of the collection: what reading left out, what is missing, how it was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import day_in_words, decimal, number, say, say_count, to_say, to_say_count
from web.messages.periods import in_month, in_year, range_in_words, undated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from search.holdings.gaps import Gap
    from search.holdings.whole import Held
    from search.plan.nodes import Filters

_MEGA = 1_000_000

SKIPPED: Mapping[str, tuple[str, str]] = {
    "unknown_kind": to_say_count(
        "{count} fichier d'un type inconnu", "{count} fichiers d'un type inconnu"
    ),
    "not_a_file": to_say_count(
        "{count} entrée qui n'est pas un fichier", "{count} entrées qui ne sont pas des fichiers"
    ),
    "outside": to_say_count(
        "{count} lien qui mène hors du dossier", "{count} liens qui mènent hors du dossier"
    ),
    "binary": to_say_count(
        "{count} fichier binaire sous un nom de texte",
        "{count} fichiers binaires sous un nom de texte",
    ),
    "unreadable": to_say_count(
        "{count} fichier que le système n'a pas laissé lire",
        "{count} fichiers que le système n'a pas laissé lire",
    ),
    "empty": to_say_count("{count} fichier vide", "{count} fichiers vides"),
    "too_large": to_say_count("{count} fichier trop gros", "{count} fichiers trop gros"),
    "document_too_large": to_say_count("{count} article trop long", "{count} articles trop longs"),
    "bad_record": to_say_count(
        "{count} enregistrement mal formé", "{count} enregistrements mal formés"
    ),
    "bad_file": to_say_count("{count} fichier mal formé", "{count} fichiers mal formés"),
    "no_headings": to_say_count(
        "{count} tableau dont la première ligne ne nomme ni titre ni texte",
        "{count} tableaux dont la première ligne ne nomme ni titre ni texte",
    ),
    "no_article": to_say_count(
        "{count} enregistrement sans titre ni texte", "{count} enregistrements sans titre ni texte"
    ),
    "too_slow": to_say_count(
        "{count} lecture arrêtée pour sa lenteur", "{count} lectures arrêtées pour leur lenteur"
    ),
    "out_of_memory": to_say_count(
        "{count} lecture arrêtée faute de mémoire", "{count} lectures arrêtées faute de mémoire"
    ),
    "crashed": to_say_count("{count} lecture interrompue", "{count} lectures interrompues"),
    "missing_library": to_say_count(
        "{count} lecture impossible faute d'une bibliothèque",
        "{count} lectures impossibles faute d'une bibliothèque",
    ),
}
"""By code of `index.readers.interface.Reason`."""

LEFTOVERS: Mapping[str, tuple[str, str]] = {
    "dateline": to_say_count("{count} date de publication", "{count} dates de publication"),
    "reading_time": to_say_count("{count} temps de lecture", "{count} temps de lecture"),
    "newsletter": to_say_count("{count} lettre d'information", "{count} lettres d'information"),
    "subscription": to_say_count(
        "{count} invitation à s'abonner", "{count} invitations à s'abonner"
    ),
    "comments": to_say_count("{count} bloc de commentaires", "{count} blocs de commentaires"),
    "continuation": to_say_count("{count} « lire la suite »", "{count} « lire la suite »"),
    "credit": to_say_count("{count} crédit de photo", "{count} crédits de photo"),
    "embed": to_say_count(
        "{count} reste de vidéo ou d'image", "{count} restes de vidéos ou d'images"
    ),
    "cookies": to_say_count("{count} bandeau de cookies", "{count} bandeaux de cookies"),
    "advert": to_say_count("{count} publicité", "{count} publicités"),
    "related": to_say_count(
        "{count} renvoi à un autre article", "{count} renvois à d'autres articles"
    ),
    "software": to_say_count("{count} avis technique", "{count} avis techniques"),
    "rights": to_say_count("{count} mention de droits", "{count} mentions de droits"),
    "navigation": to_say_count("{count} élément de navigation", "{count} éléments de navigation"),
    "share": to_say_count("{count} barre de partage", "{count} barres de partage"),
    "hidden": to_say_count("{count} bloc caché", "{count} blocs cachés"),
    "end_blocks": to_say_count("{count} bloc de fin de page", "{count} blocs de fin de page"),
}
"""By code of a leftover's rule (`index.readers.leftover_rules`, `page_names`)."""

_OTHERS = to_say_count("{count} autre", "{count} autres")

_VERSIONS: Mapping[str, str] = {
    "format": to_say("format"),
    "analysis": to_say("analyse"),
    "dictionary": to_say("dictionnaire"),
    "stemmer": to_say("racines"),
    "sounds": to_say("sons"),
}


def counts(by_code: Mapping[str, int], words: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return a line a code, the most frequent first; codes of another version together, last."""
    known = sorted(((code, n) for code, n in by_code.items() if n and code in words), key=_by_count)
    others = sum(n for code, n in by_code.items() if code not in words)
    lines = [say_count(n, *words[code]) for code, n in known]
    return (*lines, *([say_count(others, *_OTHERS)] if others else ()))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def gap(one: Gap) -> str:
    """Return « du 3 au 12 mars 2024, 9 jours »."""
    period = range_in_words(one.first, one.last)
    if one.days == 1:
        return period
    return say_count(one.days, "{period}, {count} jour", "{period}, {count} jours", period=period)


def span(held: Held) -> str:
    """Return from which day to which one articles are."""
    if held.first is None or held.last is None:
        return undated()
    if held.first == held.last:
        return day_in_words(held.first)
    return say("du {first} au {last}", first=day_in_words(held.first), last=day_in_words(held.last))


def stretch(filters: Filters) -> str:
    """Return « en juin 2024 », or « en 2024 »."""
    return in_month(*filters.months[0]) if filters.months else in_year(str(filters.years[0]))


def built(moment: dt.datetime) -> str:
    """Return the day and the time at which an index was published, in this machine's zone."""
    local = moment.astimezone()
    return say("{day} à {time}", day=day_in_words(local.date()), time=f"{local:%H:%M}")


def size(count: int) -> str:
    """Return a size on disk."""
    return say("{size} Mo", size=decimal(count / _MEGA))


def versions(given: Mapping[str, str]) -> str:
    """Return what built an index."""
    named = ((say(_VERSIONS[name]) if name in _VERSIONS else name, given[name]) for name in given)
    return ", ".join(f"{name} {version}" for name, version in named)


def share(part: int, whole: int) -> str:
    """Return a part of a whole as a number of articles and a percentage."""
    percent = decimal(100 * part / whole) if whole else number(0)
    return say("{part} ({percent}\u00a0%)", part=number(part), percent=percent)
