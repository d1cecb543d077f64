"""The `manchette` command, assembled from the packages' command lines."""

from __future__ import annotations

import click

import index.cli
import search.cli
import web.cli
from search.usage import Group


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.version_option(package_name="manchette", help="Afficher la version.")
def main() -> None:
    """Manchette : la recherche plein texte dans la presse française."""


for package in (index.cli, search.cli, web.cli):
    for command in package.COMMANDS:
        main.add_command(command)
