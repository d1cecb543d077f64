"""The README's table of settings says what the code says."""

from __future__ import annotations

from pathlib import Path

from search.settings import Settings

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_table_is_complete() -> None:
    assert documented_settings() in README.read_text(encoding="utf-8")


def documented_settings() -> str:
    """Return the table, made of the settings themselves."""
    lines = ["| variable | default | what it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, "") else f"`{field.default}`"
        lines.append(f"| `MANCHETTE_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)
