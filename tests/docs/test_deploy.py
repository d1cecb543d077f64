"""The unit for systemd, as far as systemd itself checks it without running it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "manchette.service"
MOST_EXPOSED = 15
"""In tenths, of 100: systemd calls it « OK » up to 20."""


@pytest.fixture
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        missing("systemd-analyze is not here (apt install systemd)")
    return str(found)


def test_unit_is_well_formed(analyze: str) -> None:
    done = subprocess.run([analyze, "verify", UNIT], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "/opt/manchette/" not in line]
    assert not said


def test_unit_may_do_little(analyze: str) -> None:
    rated = [analyze, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(UNIT)]
    done = subprocess.run(rated, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:]
