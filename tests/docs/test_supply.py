"""What the application is made of, and under which licences."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.licences import APART, LOCK, compatible, installed, licence_of, packages, page

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("package", installed())
def test_licence_allows_it(package: str) -> None:
    assert compatible(licence_of(package)) != (package in APART), licence_of(package)


@pytest.mark.parametrize("licence", ["Proprietary", "GPL-2.0-only", "MIT AND SSPL-1.0", ""])
def test_others_would_be_seen(licence: str) -> None:
    assert not compatible(licence)


def test_the_page_of_licences_is_of_today() -> None:
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == page()


def test_bill_of_materials_names_every_package_with_its_hashes(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    subprocess.run(
        [*command, "--pyproject", "pyproject.toml", "-o", file, LOCK], check=True, cwd=ROOT
    )
    components = json.loads(file.read_text(encoding="utf-8"))["components"]
    assert {one["name"] for one in components} == set(packages())
    for one in components:
        hashes = [h for reference in one["externalReferences"] for h in reference["hashes"]]
        assert {h["alg"] for h in hashes} == {"SHA-256"}
