"""Strict reading of parsed JSON: each function returns the value, or says what is wrong.

They raise ValueError with the end of a French sentence; the reader of the file adds its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LARGEST_COUNT = 2**63 - 1
_PART = r"[A-Za-z0-9_][A-Za-z0-9_.+\-]{0,99}"
_CODE = re.compile(r"[a-z_]{1,40}")
_SAFE_PATH = re.compile(rf"{_PART}(?:/{_PART}){{0,7}}")


def record(value: object, names: Collection[str], where: str) -> dict[str, object]:
    """Return an object that has these fields and no other."""
    if not isinstance(value, dict) or set(value) != set(names):
        message = f"{where} n’a pas les champs attendus"
        raise ValueError(message)
    return value


def named(value: object, where: str, most: int) -> dict[str, object]:
    """Return an object of at most so many fields, whose names are codes (a-z and _)."""
    if not isinstance(value, dict) or len(value) > most:
        message = f"{where} n’est pas un objet de {most} champs au plus"
        raise ValueError(message)
    return {text(name, f"un nom de {where}", _CODE): item for name, item in value.items()}


def items(value: object, where: str) -> list[object]:
    """Return a list."""
    if not isinstance(value, list):
        message = f"{where} n’est pas une liste"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is malformed
    return value


def count(value: object, where: str, most: int = LARGEST_COUNT) -> int:
    """Return an integer from 0 to `most`; true and false are none."""
    if type(value) is not int or not 0 <= value <= most:
        message = f"{where} n’est pas un nombre entre 0 et {most}"
        raise ValueError(message)
    return value


def text(value: object, where: str, pattern: re.Pattern[str] | None = None) -> str:
    """Return a string, of the pattern where there is one."""
    if not isinstance(value, str) or (pattern and pattern.fullmatch(value) is None):
        message = f"{where} n’a pas la forme attendue"
        raise ValueError(message)
    return value


def safe_path(value: object, where: str) -> str:
    """Return a relative path that stays in its folder.

    Parts are ASCII letters, digits and `_.+-`, do not start with a dot (so no `..`), and there
    are at most eight.
    """
    return text(value, where, _SAFE_PATH)


def texts(value: object, where: str) -> dict[str, str]:
    """Return an object whose values are strings."""
    if not isinstance(value, dict):
        message = f"{where} n’est pas un objet"
        raise ValueError(message)  # noqa: TRY004
    return {key: text(item, f"{where}.{key}") for key, item in value.items()}
