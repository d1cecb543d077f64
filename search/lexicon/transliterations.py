"""One spelling for names that reach French from other alphabets by several roads.

Zelensky is Zelenskyy, Khrouchtchev Khrushchev, Kadhafi Gaddafi. French names change as little by
it as can be: Louis is not Luis, Henry not Henri, Simone not Simon. A rule therefore asks for a
sign that a name is transliterated, in the name itself (an ending such as -sky, letters such as kh)
or beside it (al, ben, bin: Mohammed ben Salmane).
"""

from __future__ import annotations

import re

PARTICLES = (("al", "el"), ("ben", "bin", "ibn"), ("abou", "abu"), ("abdel", "abdul", "abdoul"))
"""Parts of Arabic names, each with its spellings."""

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), spelling) for pattern, spelling in pairs)


_ANY = _rules(
    (r"(?<=[aeou])y", "i"),
    (r"(?<=[ln])j(?=a)", "y"),
    (r"^wl", "vl"),
    (r"ae(?=d)", "ai"),
    (r"(?<=[aeiou])sh(?=[aeiouk])|(?<=e)sh$", "ch"),
)
"""For every name: no two French ones differ by these."""

_SIGN = re.compile(
    r"""
    (?<=\w\w)sk(?:[iy]{1,2}|ij|oi|oy|aia|aya)$ | [ct]h[eo]v$ | [eo]nko$ | vi(?:c|tch|ch)$
  | shch | chtch | ^tch | cho?uk$ | ou\w+ine$ | yah(?:ou|u)$ | kh | dh | [kgq]h?addh?
  | q(?!u) | llah$
    """,
    re.VERBOSE,
)
"""Letters that French names do not have."""

_FOREIGN = _rules(
    (r"^(?:kh|gh?|q)(?=add?h?)(?=.d)", "k"),
    (r"kh|q", "k"),
    (r"dh", "d"),
    (r"chtch|shch|tch|sh", "ch"),
    (r"(?<=ch)ov$", "ev"),
    (r"(?<=sk)(?:[iy]{1,2}|ij|oi|oy)$", "i"),
    (r"(?<=ou)(\w*i)ne$", r"\1n"),
    (r"(?<=i)tch$|(?<=i)c$", "ch"),
    (r"^dj", "d"),
    (r"ou", "u"),
    (r"e(?=\w+llah$)", "i"),
    (r"o(?=llah$)", "u"),
    (r"(\w)\1", r"\1"),
)
"""For a name with such letters."""

_ARABIC = _rules((r"(?<=n)e$", ""), (r"ou|o", "u"), (r"e", "i"), (r"(\w)\1", r"\1"))
"""For a name beside a particle."""


def transliterated(folded: str, *, beside_particle: bool = False) -> str:
    """Return the spelling that all of a name's have in common, from its folded form."""
    name = _rewritten(folded, _ANY)
    if beside_particle:
        return _rewritten(_rewritten(name, _FOREIGN), _ARABIC)
    return _rewritten(name, _FOREIGN) if _SIGN.search(folded) else name


def particle_spellings(folded: str) -> tuple[str, ...]:
    """Return the other spellings of a particle, none if it is no particle."""
    return tuple(
        other for group in PARTICLES if folded in group for other in group if other != folded
    )


def _rewritten(name: str, rules: _Rules) -> str:
    for pattern, spelling in rules:
        name = pattern.sub(spelling, name)
    return name
