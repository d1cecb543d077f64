"""What /openapi.json promises, asked by schemathesis: `python -m tests.torture.api`.

Half of the cases are what the description allows, half are what it does not.
"""

from __future__ import annotations

import collections
import contextlib
from typing import TYPE_CHECKING, Any

import hypothesis
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.torture.command import command
from tests.torture.ledger import Measured
from tests.torture.quiet import sample_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemathesis import APIOperation, Case
    from schemathesis.core.errors import InvalidSchema
    from schemathesis.core.result import Result

    Operation = APIOperation[Any, Any, Any, Any]

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


def torture(seed: int, runs: int) -> Measured:
    """Ask so many cases of the description; every answer is one that it describes, and none 5xx."""
    # What is slow on a busy machine is not what is looked for here.
    with sample_site(deadline_seconds=60) as app:
        schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
        operations = [_described(one) for one in schema.get_all_operations()]
        statuses = _asked(operations, seed, runs)
    return Measured(
        "{cases:,} cases over {operations} operations: {found:,} answered 200, {refused:,} refused "
        "as described, no 5xx, no status, type, header or body that is not described",
        {
            "cases": statuses.total(),
            "operations": len(operations),
            "found": statuses[200],
            "refused": sum(count for code, count in statuses.items() if 400 <= code < 500),
        },
    )


def _described(operation: Result[Operation, InvalidSchema]) -> Operation:
    assert isinstance(operation, Ok), operation.err()
    return operation.ok()


def _asked(operations: list[Operation], seed: int, runs: int) -> collections.Counter[int]:
    """Ask each operation as often as the others, rightly and wrongly."""
    statuses: collections.Counter[int] = collections.Counter()
    each = -(-runs // (2 * len(operations)))
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            # Where nothing can be asked wrongly, nothing is.
            with contextlib.suppress(hypothesis.errors.Unsatisfiable):
                _asking(operation, mode, seed, each, statuses)()
    return statuses


def _asking(
    operation: Operation,
    mode: GenerationMode,
    seed: int,
    cases: int,
    statuses: collections.Counter[int],
) -> Callable[[], None]:
    """Return what asks one operation so many cases, and counts what is answered."""

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=cases,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        response = case.call()
        statuses[response.status_code] += 1
        case.validate_response(response, checks=list(CHECKS))

    return ask


run = command("api", torture, small=300, full=6_000)

if __name__ == "__main__":
    run()
