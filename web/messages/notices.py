"""What each notice says, and what its links are called."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.notices import Code
from web.language import listed, number, quoted, say, say_count, to_say
from web.messages.counts import articles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from search.notices import Notice, Parameter


@dataclasses.dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of notice is said.

    Attributes:
        sentence: from the notice's parameters.
        undo: what the link that undoes the decision is called; None where nothing does.
        offers: what stands before the links to other readings.
    """

    sentence: Callable[[Mapping[str, Parameter]], str]
    undo: Callable[[Mapping[str, Parameter]], str] | None = None
    offers: str = to_say("Essayer aussi :")


def _word(params: Mapping[str, Parameter]) -> str:
    """Return the notice's word between quotes, without those that a phrase was typed in."""
    return quoted(str(params.get("word", "")).strip('"«»“” \u00a0'))


def _words(params: Mapping[str, Parameter]) -> list[str]:
    words = params.get("words", ())
    return (
        [quoted(str(word)) for word in words] if isinstance(words, tuple) else [quoted(str(words))]
    )


def spellings(params: Mapping[str, Parameter]) -> dict[str, int]:
    """Return the (form, documents) pairs of a notice that has some."""
    pairs = params.get("spellings", ())
    if not isinstance(pairs, tuple):
        return {}
    return {pair[0]: pair[1] for pair in pairs if isinstance(pair, tuple)}


def counted(form: str, documents: int | None) -> str:
    """Return « pêche (1 203) », or the form alone where its count is not known."""
    return form if documents is None else f"{form} ({number(documents)})"


def _spelling_list(params: Mapping[str, Parameter]) -> str:
    return ", ".join(counted(form, documents) for form, documents in spellings(params).items())


def _stop_words(params: Mapping[str, Parameter]) -> str:
    words = _words(params)
    return say_count(
        len(words),
        "{words} est trop courant pour compter : ce mot est laissé de côté.",
        "{words} sont trop courants pour compter : ces mots sont laissés de côté.",
        words=listed(words),
    )


def _stop_words_undone(params: Mapping[str, Parameter]) -> str:
    return say_count(len(_words(params)), "Le chercher aussi", "Les chercher aussi")


def _only_stop_words(params: Mapping[str, Parameter]) -> str:
    words = _words(params)
    if len(words) < 2:
        return say("{words} est un mot très courant.", words="".join(words))
    return say("Rien que des mots très courants : ils sont cherchés comme une expression.")


def _prefix_cut(params: Mapping[str, Parameter]) -> str:
    return say_count(
        int(str(params.get("left_out", 0))),
        "{word} commence trop de mots : le plus rare est laissé de côté.",
        "{word} commence trop de mots : {count} des plus rares sont laissés de côté.",
        word=_word(params),
    )


def _phrase_forms(params: Mapping[str, Parameter]) -> str:
    more = articles(int(str(params.get("more", 0))))
    return say("{count} de plus avec les autres formes de {word}.", count=more, word=_word(params))


def _about(sentence: str) -> Callable[[Mapping[str, Parameter]], str]:
    """Return a sentence about the notice's word."""
    return lambda params: say(sentence, word=_word(params))


def _corrected(params: Mapping[str, Parameter]) -> str:
    return say(
        "Aucun article ne contient {word} : la recherche porte sur {correction}.",
        word=_word(params),
        correction=quoted(str(params.get("correction", ""))),
    )


WORDINGS: Mapping[Code, Wording] = {
    Code.ACCENTS: Wording(
        _about(to_say("{word} est lu avec ou sans accents.")),
        _about(to_say("Chercher {word} à la lettre")),
    ),
    Code.OTHER_SPELLINGS: Wording(
        _about(to_say("{word} est cherché avec ses accents.")), offers=to_say("Aussi :")
    ),
    Code.STOP_WORDS: Wording(
        _stop_words,
        _stop_words_undone,
    ),
    Code.ONLY_STOP_WORDS: Wording(_only_stop_words),
    Code.UNKNOWN_WORD: Wording(
        _about(to_say("Aucun article ne contient {word}.")),
        _about(to_say("Chercher sans ce mot")),
        to_say("Essayer :"),
    ),
    Code.CORRECTED: Wording(_corrected, _about(to_say("Chercher {word} à la lettre"))),
    Code.SUGGESTED: Wording(_about(to_say("{word} est rare dans ces articles."))),
    Code.NAME_VARIANTS: Wording(
        _about(to_say("{word} est cherché sous toutes ses orthographes.")),
        _about(to_say("Chercher {word} à la lettre")),
    ),
    Code.UNCLOSED_QUOTE: Wording(
        _about(to_say("Un guillemet n'est pas fermé : ce qui le suit est lu comme des mots."))
    ),
    Code.UNBALANCED: Wording(
        _about(to_say("Une parenthèse n'a pas de vis-à-vis : elle est laissée de côté."))
    ),
    Code.TOO_DEEP: Wording(
        _about(
            to_say(
                "Trop de parenthèses les unes dans les autres : "
                "les dernières sont laissées de côté."
            )
        )
    ),
    Code.OPERATOR_AS_WORD: Wording(
        _about(to_say("{word} n'a rien à relier ici : il est lu comme un mot."))
    ),
    Code.CAPITAL_OPERATORS: Wording(
        _about(to_say("Tout est en capitales : ET, OU, SAUF, PROCHE sont lus comme des mots.")),
        lambda _: say("Les lire comme des opérateurs"),
    ),
    Code.NEAR_OPERAND: Wording(
        _about(
            to_say(
                "PROCHE relie des mots ou des expressions : ici, tout est cherché sans distance."
            )
        )
    ),
    Code.SHORT_PREFIX: Wording(
        _about(
            to_say("{word} : il faut au moins trois lettres avant l'astérisque, laissé de côté.")
        )
    ),
    Code.BAD_DATE: Wording(
        _about(to_say("{word} n'est pas une date lisible : c'est lu comme des mots."))
    ),
    Code.PHRASE_FORMS: Wording(_phrase_forms, offers=to_say("Les chercher aussi :")),
    Code.PHRASE_PARTED: Wording(
        _about(
            to_say(
                "Aucun article ne répond avec l'expression {word} telle quelle : les plus "
                "proches contiennent de ses mots."
            )
        )
    ),
    Code.PERIOD: Wording(
        _about(to_say("{word} est cherché comme des mots.")),
        offers=to_say("Limiter à la parution :"),
    ),
    Code.EXCLUDED: Wording(
        _about(to_say("{word} est exclu.")),
        _about(to_say("Ne pas exclure {word}")),
    ),
    Code.PREFIX_CUT: Wording(_prefix_cut),
    Code.ANY_WORD: Wording(
        _about(to_say("Les articles contiennent au moins un des mots.")),
        _about(to_say("Exiger tous les mots")),
    ),
}


_FORMS: Mapping[Code, str] = {
    Code.ACCENTS: to_say("Formes trouvées :"),
    Code.NAME_VARIANTS: to_say("Aussi :"),
    Code.OTHER_SPELLINGS: to_say("Aussi :"),
}
"""What stands before the spellings of a notice where they are not links."""


def sentence(notice: Notice) -> str:
    """Return what the notice says, without its links."""
    return WORDINGS[notice.code].sentence(notice.params)


def undo_label(notice: Notice) -> str:
    """Return what the link that undoes the decision is called, empty where there is none."""
    undo = WORDINGS[notice.code].undo
    return undo(notice.params) if undo else ""


def offers_label(notice: Notice) -> str:
    """Return what stands before the links to other readings."""
    return say(WORDINGS[notice.code].offers)


def offer_label(notice: Notice, label: str) -> str:
    """Return what the link to one other reading is called, with its count where it is known."""
    return counted(label, spellings(notice.params).get(label))


def full_text(notice: Notice) -> str:
    """Return the whole notice as plain text, for programs and terminals."""
    forms = _spelling_list(notice.params)
    if forms:
        named = say(_FORMS.get(notice.code, to_say("Formes :")))
        return f"{sentence(notice)} {named} {forms}."
    if notice.offers:
        offers = ", ".join(offer_label(notice, label) for label, _ in notice.offers)
        return f"{sentence(notice)} {offers_label(notice)} {offers}."
    return sentence(notice)
