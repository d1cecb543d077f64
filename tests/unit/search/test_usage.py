"""What click says of a wrong command line, in French."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from manchette import main


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("info --bar", "L’option --bar n’existe pas."),
        ("info x", "Argument en trop (x)."),
        ("update", "Il manque CHEMIN…"),
        ("search --size", "L’option --size\u00a0: une valeur manque, ou est de trop."),
        ("search --size abc", "--size\u00a0: il faut un nombre entier."),
        ("search --match foo", "--match\u00a0: il faut all ou any."),
        ("serve --port 99999", "--port\u00a0: il faut un nombre entier de 0 à 65535."),
        ("blah", "«\u00a0blah\u00a0» n’est pas une commande."),
        ("--blah", "L’option --blah n’existe pas."),
    ],
)
def test_wrong_usage_is_said_in_french(line: str, said: str) -> None:
    result = CliRunner().invoke(main, line.split())
    assert result.exit_code == 2
    assert f"Erreur\u00a0: {said}" in result.stderr
    assert not {"Usage", "Error", "Try"} & set(result.stderr.replace(":", " ").split())


@pytest.mark.parametrize("line", ["--help", "search --help", "rebuild --help"])
def test_help_is_in_french(line: str) -> None:
    result = CliRunner().invoke(main, line.split())
    assert result.exit_code == 0
    assert result.stdout.startswith("Emploi\u00a0: ")
    assert "Afficher cette aide." in result.stdout
    assert "Options\u00a0:" in result.stdout
