"""Every torture, one after the other: `make torture SEED=7 SIZE=full`."""

from __future__ import annotations

import subprocess
import sys

import click

from tests.torture import ledger
from tests.torture.command import SEED


@click.command()
@click.option("--seed", default=SEED, show_default=True)
@click.option("--size", type=click.Choice(["small", "full"]), default="small")
def main(seed: int, size: str) -> None:
    """Run every row of RELIABILITY.md; a full size keeps its figures. Ends with 1 if one broke."""
    text = ledger.LEDGER.read_text(encoding="utf-8")
    broken = []
    for name in dict.fromkeys(name for name, _ in ledger.rows(text)):
        options = ["--seed", str(seed), "--size", size, *(["--record"] if size == "full" else [])]
        command = [sys.executable, "-m", f"tests.torture.{name}", *options]
        if subprocess.run(command, check=False).returncode:
            broken.append(name)
    ledger.LEDGER.write_text(ledger.filled(text), encoding="utf-8")
    if broken:
        raise click.ClickException(f"broken: {', '.join(broken)}")


if __name__ == "__main__":
    main()
