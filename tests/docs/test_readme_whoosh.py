"""The README's Whoosh example runs, on an index of the sample."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_whoosh_example_runs(sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = _EXAMPLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    program = example.replace("var/sample-index", str(sample_index))
    exec(compile(program, "README.md", "exec"), {})  # noqa: S102 - our own README
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 3
    assert all(line.startswith("2020-") for line in printed)
