"""Click's own words in French: how a command is used, its options, and what is wrong with a line.

Click says these in English from inside its classes; each is replaced where click lets a class be
derived, and nothing of click is changed for others.
"""

from __future__ import annotations

import re
from typing import IO, Any, NoReturn

import click

from search.french import french, listed, quoted

# Click has no class of its own for this error.
_SURPLUS = re.compile(r"Got unexpected extra arguments? \((.*)\)")
_HEADINGS = {"Options": "Options", "Commands": "Commandes"}


class WrongUsage(click.UsageError):
    """A command line that is not what the command takes (exit code 2), said in French."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, and what is wrong."""
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=file is None)
            help_line = french("« {path} --help » dit le reste.").format(path=self.ctx.command_path)
            click.echo(help_line, file=file, err=file is None)
        click.echo(french("Erreur : {}").format(self.message), file=file, err=file is None)


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, french("Emploi : ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{_HEADINGS.get(heading, heading)}\u00a0")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help and errors are in French."""

    context_class = _Context

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line.

        Raises:
            WrongUsage: it is not what the command takes.
        """
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as error:
            _say_in_french(error)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, with its help."""
        return _french_help(super().get_help_option(ctx))


class Group(click.Group):
    """Commands whose help and errors are in French."""

    context_class = _Context

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read what stands before the name of the command.

        Raises:
            WrongUsage: it is not what the group takes.
        """
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as error:
            _say_in_french(error)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that a line names.

        Raises:
            WrongUsage: there is none of that name.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            names = listed(self.list_commands(ctx))
            message = f"{quoted(args[0])} n’est pas une commande. Il y a {names}."
            raise WrongUsage(message, ctx) from error

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, with its help."""
        return _french_help(super().get_help_option(ctx))


def _french_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Afficher cette aide."
    return option


def _say_in_french(error: click.UsageError) -> NoReturn:
    """Raise the error with a French message; one that only shows the help stays what it is."""
    if isinstance(error, WrongUsage | click.exceptions.NoArgsIsHelpError):
        raise error
    raise WrongUsage(_message(error), error.ctx) from error


def _message(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"L’option {error.option_name} n’existe pas."
    if isinstance(error, click.BadOptionUsage):
        return f"L’option {error.option_name}\u00a0: une valeur manque, ou est de trop."
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts[0].startswith("-") else _metavar(error)
        if isinstance(error, click.MissingParameter):
            return f"Il manque {name}."
        if expected := _expected(error.param.type):
            return french("{name} : il faut {expected}.").format(name=name, expected=expected)
    surplus = _SURPLUS.match(error.message)
    return f"Argument en trop ({surplus[1]})." if surplus else error.message


def _metavar(error: click.BadParameter) -> str:
    """Return what the help calls an argument."""
    return (error.param and (error.param.metavar or error.param.human_readable_name)) or ""


def _expected(kind: click.ParamType[Any]) -> str:
    """Return what a value of this type is, empty where its message says it already."""
    if isinstance(kind, click.Choice):
        return listed([str(choice) for choice in kind.choices], "ou")
    if isinstance(kind, click.IntRange):
        return f"un nombre entier de {kind.min} à {kind.max}"
    if kind is click.INT:
        return "un nombre entier"
    return "un dossier" if isinstance(kind, click.Path) and not kind.file_okay else ""
