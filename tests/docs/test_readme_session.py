"""The README's terminal session, typed again: each command prints what the README shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """Return each command of the session with what it prints."""
    (session,) = _SESSION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return _COMMAND.findall(session)


def test_the_session_prints_what_the_readme_shows(tmp_path: Path) -> None:
    environment = os.environ | {"MANCHETTE_INDEX": str(tmp_path / "index")}
    typed = commands()
    assert len(typed) >= 3
    for command, shown in typed:
        program, *arguments = shlex.split(command)
        path = Path(sys.executable).with_name(program)
        done = subprocess.run(
            [path, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment,
        )
        if done.returncode != 0:
            pytest.fail(f"{command}: exit {done.returncode}\n{done.stderr}")
        assert done.stdout.rstrip() == shown.rstrip(), command
