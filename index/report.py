"""What a run did, counted while it runs and said in French when it ends."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.readers.interface import Reason
from search.engines.keeping import Provenance
from search.french import NAMES_SHOWN, abridged, counted, number, plural, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.readers.interface import LostDate, Skipped
    from search.engines.keeping import Receipt

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

# Names kept of what was left out, for each reason: a run may leave out millions.
_NAMES_KEPT = 1000

# Each reason: what one and several of them are, « {…} » being figures of the first.
_REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.UNKNOWN_KIND: ("fichier d’un type inconnu", "fichiers d’un type inconnu"),
    Reason.NOT_A_FILE: ("entrée qui n’est pas un fichier", "entrées qui ne sont pas des fichiers"),
    Reason.UNREADABLE: ("illisible ({error})", "illisibles ({error})"),
    Reason.OUTSIDE: ("lien qui mène hors du dossier", "liens qui mènent hors du dossier"),
    Reason.BINARY: (
        "fichier binaire sous un nom de texte",
        "fichiers binaires sous un nom de texte",
    ),
    Reason.EMPTY: ("vide", "vides"),
    Reason.TOO_LARGE: (
        "fichier trop gros (plus de {limit} octets)",
        "fichiers trop gros (plus de {limit} octets)",
    ),
    Reason.DOCUMENT_TOO_LARGE: (
        "article trop long (plus de {limit} octets)",
        "articles trop longs (plus de {limit} octets)",
    ),
    Reason.BAD_RECORD: ("enregistrement mal formé", "enregistrements mal formés"),
    Reason.BAD_FILE: ("fichier mal formé ({kind})", "fichiers mal formés ({kind})"),
    Reason.NO_HEADINGS: (
        "tableau dont la première ligne ne nomme ni titre ni texte (voir --map)",
        "tableaux dont la première ligne ne nomme ni titre ni texte (voir --map)",
    ),
    Reason.NO_ARTICLE: (
        "enregistrement sans titre ni texte",
        "enregistrements sans titre ni texte",
    ),
    Reason.TOO_SLOW: (
        "lecture arrêtée après {seconds} s de silence",
        "lectures arrêtées après {seconds} s de silence",
    ),
    Reason.OUT_OF_MEMORY: (
        "lecture arrêtée faute de mémoire",
        "lectures arrêtées faute de mémoire",
    ),
    Reason.CRASHED: ("lecture interrompue ({error})", "lectures interrompues ({error})"),
    Reason.MISSING_LIBRARY: (
        "lecture impossible sans la bibliothèque {library}",
        "lectures impossibles sans la bibliothèque {library}",
    ),
}
_LEFTOVERS: Mapping[str, tuple[str, str]] = {
    "dateline": ("date de publication", "dates de publication"),
    "reading_time": ("temps de lecture", "temps de lecture"),
    "newsletter": ("lettre d’information", "lettres d’information"),
    "subscription": ("invitation à s’abonner", "invitations à s’abonner"),
    "comments": ("bloc de commentaires", "blocs de commentaires"),
    "continuation": ("« lire la suite »", "« lire la suite »"),
    "credit": ("crédit de photo", "crédits de photo"),
    "embed": ("reste de vidéo ou d’image", "restes de vidéos ou d’images"),
    "cookies": ("bandeau de cookies", "bandeaux de cookies"),
    "advert": ("publicité", "publicités"),
    "related": ("renvoi à un autre article", "renvois à d’autres articles"),
    "software": ("avis technique", "avis techniques"),
    "rights": ("mention de droits", "mentions de droits"),
    "navigation": ("élément de navigation", "éléments de navigation"),
    "share": ("barre de partage", "barres de partage"),
    "hidden": ("bloc caché", "blocs cachés"),
    "end_blocks": ("bloc de fin de page", "blocs de fin de page"),
}


@dataclasses.dataclass(slots=True)
class _Group:
    """What has the same said of it.

    Attributes:
        one, several: the noun, its figures filled in.
        count: how many there are.
        names: the first of them.
    """

    one: str
    several: str
    count: int = 0
    names: list[str] = dataclasses.field(default_factory=list)

    def add(self, name: str) -> str:
        """Count one more; return what is said of it alone."""
        self.count += 1
        if len(self.names) < _NAMES_KEPT:
            self.names.append(name)
        return f"{name}\u00a0: {self.one}"

    def sentence(self) -> str:
        """Return the line of the summary."""
        noun = plural(self.count, self.one, self.several)
        return f"{number(self.count)} {noun}\u00a0: {abridged(self.names, self.count)}"


def _said(skipped: Skipped) -> tuple[str, str]:
    """Return what one and several of its kind are, with the figures."""
    params = _Known(
        {
            name: number(value) if isinstance(value, int) else visible(value)
            for name, value in skipped.params.items()
        }
    )
    one, several = _REASONS[skipped.reason]
    return one.format_map(params), several.format_map(params)


class _Known(dict[str, str]):
    """Parameters of a sentence; one that is not there is said to be unknown."""

    def __missing__(self, key: str) -> str:
        return "cause inconnue"


class Report:
    """Running counts of one run.

    Attributes:
        inputs: files found.
        read: articles read.
        leftovers: what was taken off articles, by rule.
    """

    def __init__(self) -> None:
        self.inputs = 0
        self.read = 0
        self.leftovers: Counter[str] = Counter()
        self._by_reason: Counter[str] = Counter()
        self._skipped: dict[tuple[str, str], _Group] = {}
        self._lost_dates = _Group("date illisible", "dates illisibles")

    @property
    def skipped(self) -> int:
        """Inputs and records left out."""
        return sum(group.count for group in self._skipped.values())

    def provenance(self) -> Provenance:
        """Return the counts that are kept with the generation."""
        return Provenance(
            files=self.inputs,
            articles=self.read,
            undatable=self._lost_dates.count,
            skipped=dict(self._by_reason),
            leftovers=dict(self.leftovers),
        )

    def skip(self, skipped: Skipped, name: str) -> str:
        """Count what was left out, by what is said of it; return that.

        Args:
            skipped: what was left out, and why.
            name: the input, as a person knows it.
        """
        self._by_reason[skipped.reason] += 1
        said = _said(skipped)
        group = self._skipped.setdefault(said, _Group(*said))
        return group.add(_named(name, skipped.record))

    def lose_date(self, lost: LostDate, name: str) -> str:
        """Count a date that cannot be read; return what is said of it."""
        said = self._lost_dates.add(_named(name, lost.record))
        return f"{said} ({quoted(visible(lost.given))})"

    def reasons(self) -> list[str]:
        """Return a line for each reason, the most frequent first."""
        groups = sorted(self._skipped.values(), key=lambda group: -group.count)
        return [group.sentence() for group in groups]

    def summary(self, receipt: Receipt, *, verbose: bool = False) -> list[str]:
        """Return the lines that end a run.

        Args:
            receipt: what the engine published.
            verbose: name every duplicate; what was left out was named as it was met.
        """
        lines = [f"{self._read()} {_indexed(receipt)}"]
        if receipt.replaced or receipt.removed:
            replaced = counted(receipt.replaced, "remplacé", "remplacés")
            removed = counted(receipt.removed, "retiré", "retirés")
            lines.append(f"{replaced}, {removed}.")
        lines += _dropped(receipt, verbose=verbose)
        if self._skipped:
            lines.append(f"{counted(self.skipped, 'écarté', 'écartés')} :")
            lines += [f"  – {line}" for line in self.reasons()]
        if self._lost_dates.count:
            lines.append(f"Articles gardés sans date\u00a0: {self._lost_dates.sentence()}.")
        if self.leftovers:
            lines.append(f"Retirés des textes : {self._removed()}.")
        return lines

    def _read(self) -> str:
        """Return the sentence on what was read."""
        read = counted(self.read, "article lu", "articles lus")
        if not self.inputs:
            return f"{read} dans l’index."
        return f"{read} dans {counted(self.inputs, 'fichier', 'fichiers')}."

    def _removed(self) -> str:
        """Return what was taken off texts, the most frequent first."""
        common = self.leftovers.most_common()
        return ", ".join(counted(count, *_LEFTOVERS[rule]) for rule, count in common)


def _indexed(receipt: Receipt) -> str:
    """Return the sentence on what the index holds now."""
    added = counted(receipt.added, "ajouté", "ajoutés")
    held = counted(receipt.documents, "article", "articles")
    return f"{added} ; l’index compte {held} (génération {receipt.generation})."


def _named(name: str, record: str) -> str:
    """Return the name of a record of an input, or of the input itself."""
    return visible(f"{name} ({record})" if record else name)


def _dropped(receipt: Receipt, *, verbose: bool) -> list[str]:
    """Return the lines on duplicates and on what was forgotten earlier."""
    lines = []
    most = max(len(receipt.duplicates), len(receipt.refused)) if verbose else NAMES_SHOWN
    if receipt.duplicates:
        count = counted(len(receipt.duplicates), "doublon écarté", "doublons écartés")
        names = abridged(list(map(visible, receipt.duplicates)), most=most)
        lines.append(f"{count} (même identifiant, le dernier lu reste) : {names}.")
    if receipt.refused:
        count = counted(len(receipt.refused), "refusé, oublié", "refusés, oubliés")
        lines.append(
            f"{count} auparavant : {abridged(list(map(visible, receipt.refused)), most=most)}."
        )
    return lines


def visible(text: str) -> str:
    """Return a name as a terminal may print it: what would move its cursor or turn it is spelt."""
    return _UNSEEN.sub(lambda sign: ascii(sign[0])[1:-1], text)
