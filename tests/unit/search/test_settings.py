from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import InvalidInput
from search.settings import settings_for


def test_a_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANCHETTE_INDEX", "/a")
    monkeypatch.setenv("MANCHETTE_PORT", "1234")
    assert settings_for().index == Path("/a")
    settings = settings_for(Path("/b"), host="::1", port=None)
    assert (settings.index, settings.host, settings.port) == (Path("/b"), "::1", 1234)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("PORT", "abc", "un nombre entier de 0 à 65535."),
        ("PORT", "70000", "un nombre entier de 0 à 65535."),
        ("MAX_OFFSET", "0", "un nombre entier d’au moins 1."),
        ("DEADLINE_SECONDS", "0", "un nombre plus grand que 0."),
        ("LOG_QUERIES", "peut-être", "«\u00a0true\u00a0» ou «\u00a0false\u00a0»."),
        ("ROBOTS", "x", "«\u00a0noindex\u00a0» ou «\u00a0index\u00a0»."),
    ],
)
def test_a_wrong_variable_is_named_with_its_bounds(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"MANCHETTE_{name}", value)
    with pytest.raises(InvalidInput) as raised:
        settings_for()
    assert str(raised.value) == (
        f"MANCHETTE_{name} vaut «\u00a0{value}\u00a0»\u00a0: il faut {wanted}"
    )
