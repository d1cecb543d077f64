"""Lemmas: which forms are one word.

The dictionary is simplemma's French one (249,548 forms, one lemma each). One lemma a form is too
few for a reader, so five rules and a table (`lemma_table.tsv`: irregular feminines and participles,
and words that only look like feminines) add another one, and two forms are inflections of one word
when they share a lemma. Measured on 20,000 pairs of form and lemma (`tests/relevance` of
inflections), with the pairs of different lemmas that meet by mistake:

| rules | all | nouns, adjectives | different lemmas |
|---|---|---|---|
| Snowball alone | 91.6% | 97.0% | 3,298 |
| dictionary and participles | 94.6% | 96.1% | 643 |
| and feminines, first letters, plurals | 95.4% | 97.3% | 679 |
| and nouns that are a verb's form too (mise, mises) | 95.6% | 97.8% | 672 |
| and the table | 95.8% | 98.1% | 672 |
| and its irregular participles, and the spelling of 1990 | 96.4% | 98.2% | 702 |
| and more feminines, verbs whose noun is rare, ordinals in words, units | 96.7% | 98.5% | 715 |

(An irregular participle and its infinitive are two lemmas of that list: they count as a mistake.)
"""

from __future__ import annotations

import collections
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis.folding import FIRST_LETTER_MIN, open_initial
from search.analysis.stems import snowball

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = "simplemma-2.0-fr+6"

MIN_SHARED_STEM = 4
MADE_UP = "~"
"""What a made-up lemma begins with."""

_PARTICIPLES = (("é", "er"), ("i", "ir"), ("u", "re"), ("u", "oir"), ("u", "ir"))
"""Endings of a regular past participle, with that of the infinitive."""

_FEMININES = (
    ("trice", "teur"), ("euse", "eur"), ("euse", "eux"), ("ive", "if"), ("ière", "ier"),
    ("elle", "el"), ("enne", "en"), ("onne", "on"), ("ale", "al"), ("ente", "ent"),
    ("ante", "ant"), ("aise", "ais"), ("oise", "ois"), ("aine", "ain"), ("ine", "in"),
    ("ane", "an"), ("ète", "et"),
)  # fmt: skip
"""Feminine endings that are seldom those of another word. A bare -e is not among them: `partie` is
not `parti`, `porte` not `port`."""

_FINALS = tuple(ending for ending, _ in (*_PARTICIPLES, *_FEMININES))

_FIRST_LETTERS = {"e": "éêè", "a": "âà", "i": "îï", "o": "ô", "u": "û", "c": "ç"}

_OLD_ACCENTS = (("i", "î"), ("u", "û"), ("è", "é"))
"""Letters that the spelling of 1990 prints, with those that the dictionary has: maitre, maître."""

_READ_LOOSELY = (("œ", "oe"), *zip("éêèâàîïôûç", "eeeaaiiouc", strict=True))
_LOOSE = str.maketrans(dict(_READ_LOOSELY))
"""What is the same in all the spellings that a form is looked for in the dictionary with."""

_PLURAL = re.compile(r"[^aius]s$")
"""What ends so is no masculine: lyonnais, gris."""

_FIRST = re.compile(r"[1i](?:er|re|ère|ᵉʳ|ʳᵉ)s?|1e")
_ORDINAL = re.compile(
    r"(?:(\d+)(?:nd|nde|de)|(\d+|x{0,3}(?:ix|iv|v?i{0,3}))(?:e|è|ème|eme|ᵉ|ᵉᵐᵉ))s?"
)
"""A number, in figures or in Roman ones up to 39, that counts a rank: 2e, 2nd, 2ème, XXIe."""

_ROMAN = {"i": 1, "v": 5, "x": 10}

_ONE_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_OWN = {"été": "été", "étés": "été"}
"""Nouns whose form the dictionary gives to an auxiliary."""


@functools.lru_cache(maxsize=1)
def dictionary() -> Mapping[str, str]:
    """Return the French dictionary, form to lemma; loading it takes 0.3 s and 45 MB.

    simplemma's own mapping encodes and decodes at each look-up: four times as slow as a dictionary.
    """
    packed: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("fr")
    lemmas: dict[str, str] = {}  # one object for all the forms of a lemma
    return {form: lemmas.setdefault(lemma, lemma) for form, lemma in packed.items()}


def forget() -> None:
    """Let go of the dictionary, some hundred megabytes with what is drawn from it.

    Whatever asks for a lemma loads it again.
    """
    for remembered in (dictionary, _loose, _inflected, _lemmas_of_others, _others, lemmas_of):
        remembered.cache_clear()


def is_known(form: str) -> bool:
    """Tell whether the dictionary knows this form, its first accent and its ligature apart."""
    return _dictionary_lemma(form) is not None


@functools.lru_cache(maxsize=1 << 19)
def lemmas_of(form: str) -> tuple[str, ...]:
    """Return the lemmas of a form, as `find_lemmas` does, and remember them."""
    return find_lemmas(form)


def find_lemmas(form: str) -> tuple[str, ...]:
    """Return the lemmas of a form: at least one, the most likely first.

    A form that the dictionary does not know has one made-up lemma.
    """
    lemma = _dictionary_lemma(form)
    if lemma is None:
        return _listed().get(form) or (unknown_lemma(form),)
    others = (*_others(lemma), _singular(form, lemma), _noun(form), *_listed().get(form, ()))
    return tuple(dict.fromkeys((lemma, *filter(None, others))))


def forms_of(lemma: str) -> tuple[str, ...]:
    """Return the dictionary's forms that have this lemma among theirs; none for a made-up one."""
    if lemma.startswith(MADE_UP):
        return ()
    kin = (
        lemma.removesuffix(other) + ending
        for ending, other in (*_PARTICIPLES, *_FEMININES)
        if lemma.endswith(other)
    )
    forms = {
        form
        for base in (lemma, *kin, *_participles().get(lemma, ()))
        for form in _inflected().get(base, ())
    }
    plurals = (f"{form}s" for form in _inflected().get(lemma, ()))
    forms.update(form for form in (lemma, *plurals) if is_known(form))
    forms.update(_giving().get(lemma, ()))
    # The dictionary also holds what no text is cut into: `mme.`, `-t-il`, capitals.
    return tuple(sorted(form for form in forms if _is_printed(form) and _has(form, lemma)))


def _has(form: str, lemma: str) -> bool:
    """Tell whether a lemma is among those of a form; most are what the dictionary gives."""
    given = form not in _OWN and dictionary().get(form) == lemma
    return given or lemma in find_lemmas(form)


def unknown_lemma(form: str) -> str:
    """Return the made-up lemma of a form that no dictionary knows.

    It is shared by the forms with the same Snowball stem and the same accents before its end; the
    stem is that of the singular, as Snowball does not take it of ados and followers. A stem under
    four letters says too little (mars and marée have `mar`): it is not shared. Ordinals need no
    dictionary: XXIe and 21ème are 21e, and the first is `premier`.
    """
    if (form[:1].isdecimal() or form[:1] in _ROMAN) and (rank := _rank(form)) is not None:
        return "premier" if rank == 1 else f"{rank}e"
    one = form[:-1] if _PLURAL.search(form) else form
    stem = snowball(one)
    if len(stem) < MIN_SHARED_STEM:
        return f"{MADE_UP}{open_initial(one).removesuffix('s')}"
    return f"{MADE_UP}{stem}~{open_initial(one)[: len(stem)]}"


def _is_printed(form: str) -> bool:
    return form == form.lower() and (form.isalnum() or _ONE_WORD.fullmatch(form) is not None)


def _dictionary_lemma(form: str) -> str | None:
    words = dictionary()
    lemma = _OWN.get(form) or words.get(form)
    if lemma is not None or len(form) < FIRST_LETTER_MIN:
        return lemma
    if (form if form.isascii() else form.translate(_LOOSE)) not in _loose():
        return None
    for letter in _FIRST_LETTERS.get(form[0], ""):
        if (lemma := words.get(letter + form[1:])) is not None:
            return lemma
    if "œ" in form and (lemma := words.get(form.replace("œ", "oe"))) is not None:
        return lemma
    if "oe" in form and (lemma := words.get(form.replace("oe", "œ"))) is not None:
        return lemma
    return next(filter(None, map(words.get, _with_old_accents(form))), None)


@functools.lru_cache(maxsize=1)
def _loose() -> frozenset[str]:
    """Return the dictionary's forms, read loosely: a form that is none of them is not in it."""
    forms = "\n".join(dictionary())
    for letter, plain in _READ_LOOSELY:
        forms = forms.replace(letter, plain)
    return frozenset(forms.split("\n"))


def _with_old_accents(form: str) -> Iterator[str]:
    """Yield a form as it was spelt before 1990: connaître of connaitre."""
    if "güe" in form:
        yield form.replace("güe", "guë")
    for new, old in _OLD_ACCENTS:
        for at, letter in enumerate(form):
            if letter == new:
                yield form[:at] + old + form[at + 1 :]


def _rank(form: str) -> int | None:
    """Return the number of an ordinal, None for what is none."""
    if _FIRST.fullmatch(form):
        return 1
    match = _ORDINAL.fullmatch(form)
    number = match and (match[1] or match[2])
    if not number or number == "i":
        return None
    return int(number) if number[0].isdigit() else _roman(number)


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    following = (*values[1:], 0)
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


@functools.lru_cache(maxsize=1 << 17)
def _others(lemma: str) -> tuple[str, ...]:
    """Return the other lemmas that the endings of a lemma tell."""
    return tuple(filter(None, (_infinitive(lemma), _masculine(lemma))))


def _infinitive(lemma: str) -> str | None:
    return _irregular().get(lemma) or _first_lemma(lemma, _PARTICIPLES)


def _masculine(lemma: str) -> str | None:
    found = _first_lemma(lemma, _FEMININES)
    return None if (lemma, "-", found) in _table() else found


@functools.lru_cache(maxsize=1)
def _listed() -> Mapping[str, tuple[str, ...]]:
    """Return the lemmas that the table gives to forms, and to their plurals."""
    listed = [(form, lemma) for form, sign, lemma in _table() if sign == "+"]
    return {form + plural: (lemma,) for form, lemma in listed for plural in ("", "s")}


@functools.lru_cache(maxsize=1)
def _irregular() -> Mapping[str, str]:
    """Return the infinitives that the table gives to participles."""
    return {participle: verb for participle, sign, verb in _table() if sign == ">"}


@functools.lru_cache(maxsize=1)
def _participles() -> Mapping[str, list[str]]:
    """Return the participles that the table gives to an infinitive."""
    participles: dict[str, list[str]] = collections.defaultdict(list)
    for participle, verb in _irregular().items():
        participles[verb].append(participle)
    return participles


@functools.lru_cache(maxsize=1)
def _table() -> frozenset[tuple[str, str, str]]:
    """Return the rows of the table.

    `+` gives a form a lemma, `>` a participle its infinitive, `-` says: no feminine of that.
    """
    text = resources.files(__package__).joinpath("lemma_table.tsv").read_text("utf-8")
    form_sign_lemma = (line.split("\t") for line in text.splitlines()[1:])
    return frozenset((form, sign, lemma) for form, sign, lemma in form_sign_lemma)


@functools.lru_cache(maxsize=1)
def _inflected() -> Mapping[str, list[str]]:
    """Return the dictionary turned round: lemma to forms."""
    forms: dict[str, list[str]] = collections.defaultdict(list)
    for form, lemma in dictionary().items():
        forms[lemma].append(form)
    return forms


@functools.lru_cache(maxsize=1)
def _giving() -> Mapping[str, list[str]]:
    """Return what the rules and the table give each lemma beside the dictionary's forms."""
    forms: dict[str, list[str]] = collections.defaultdict(list)
    for form, lemma in _OWN.items():
        forms[lemma].append(form)
    for form, lemmas in _listed().items():
        for lemma in lemmas:
            forms[lemma].append(form)
    return forms


def _singular(form: str, lemma: str) -> str | None:
    """Return the noun of a plural that the dictionary gives to a verb (visites: visiter)."""
    if form == lemma or not form.endswith("s") or not lemma.endswith(("er", "ir", "re")):
        return None
    return dictionary().get(form[:-1])


def _noun(form: str) -> str | None:
    """Return a form that others have for lemma, though its own is a verb (mise, of mises)."""
    return form if form in _lemmas_of_others() else None


@functools.lru_cache(maxsize=1)
def _lemmas_of_others() -> frozenset[str]:
    return frozenset(lemma for form, lemma in dictionary().items() if form != lemma)


def _first_lemma(lemma: str, endings: tuple[tuple[str, str], ...]) -> str | None:
    words = dictionary()
    if not lemma.endswith(_FINALS):  # one look spares the others for most lemmas
        return None
    for ending, other in endings:
        if lemma.endswith(ending) and len(lemma) > len(ending) + 1:
            candidate = lemma.removesuffix(ending) + other
            if words.get(candidate) == candidate:
                return candidate
    return None
