"""Options that several commands over inputs have."""

from __future__ import annotations

import click

from index.readers.fields import parse_mapping
from search.errors import InvalidInput
from search.usage import WrongUsage


def _mapping(
    _context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of the --map options."""
    try:
        return parse_mapping(pairs)
    except InvalidInput as error:
        raise WrongUsage(str(error)) from error


map_option = click.option(
    "--map",
    "field_names",
    metavar="CHAMP=NOM",
    multiple=True,
    callback=_mapping,
    help="Nom que l’entrée donne à un champ, par exemple --map title=headline\u202f; répétable.",
)
verbose_option = click.option(
    "--verbose", is_flag=True, help="Nommer tout ce qui est écarté, au lieu des cinq premiers."
)
