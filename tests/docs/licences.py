"""The licences of what the application is made of, said by the packages themselves.

python -m tests.docs.licences > docs/licences.md
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements" / "app.lock"

PLAIN = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "MIT": "MIT",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""SPDX's names for those that packages give in words."""

COMPATIBLE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "GPL-2.0-or-later",
        "LGPL-2.1-or-later",
        "MIT",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    }
)
"""Licences whose code may be a part of a work under GPL-3.0-or-later."""

APART = {
    "regex": "a part is under CNRI-Python, whose choice of law the FSF finds incompatible with the "
    "GPL; htmldate needs it through dateparser, pip installs it, Manchette neither ships nor "
    "imports it",
}
"""Packages that are not, and why they are installed all the same."""

HEAD = """# Licences

Manchette is GPL-3.0-or-later, because Unidecode is GPL. What it is made of, by the packages' own
word; `make licences` writes this page, `make sbom` the list with hashes.

| package | licence |
|---|---|
"""


def packages() -> list[str]:
    """Return the packages of the application's lock file."""
    text = LOCK.read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)


def installed() -> list[str]:
    """Return those that this system needs: some are for others alone."""
    known = {_plain(one.metadata["Name"]) for one in metadata.distributions()}
    return [name for name in dict.fromkeys(packages()) if _plain(name) in known]


def licence_of(package: str) -> str:
    """Return an SPDX expression, made of what a package says of itself."""
    said = metadata.metadata(package)
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = said.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License")]
    if named:
        return " OR ".join(sorted(PLAIN.get(name, name) for name in named))
    alone = said["License"].strip() if "License" in said else ""
    return PLAIN.get(alone, alone)


def compatible(expression: str) -> bool:
    """Tell whether code under a licence may be a part of the application."""
    alternatives = expression.replace("(", "").replace(")", "").split(" OR ")
    return any(set(one.strip().split(" AND ")) <= COMPATIBLE for one in alternatives)


def page() -> str:
    """Return docs/licences.md."""
    lines = [f"| {name} | {licence_of(name)} |\n" for name in installed()]
    notes = [f"\n`{name}`: {reason}.\n" for name, reason in APART.items()]
    return "".join([HEAD, *lines, *notes])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.stdout.write(page())
