#!/bin/sh
# Writes the hashed lock files from pyproject.toml; run by `make lock`. Needs uv.
# classic.lock is dev.lock with classic Whoosh in the place of whoosh3: both install the package
# `whoosh`, so they never share an environment.
set -eu
cd "$(dirname "$0")/.."
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
echo "setuptools>=80" > "$build/build.in"
sed 's/"whoosh3==[^"]*"/"whoosh==2.7.4"/' pyproject.toml > "$build/pyproject.toml"
touch "$build/README.md"
lock() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header --all-extras "$@" "$build/build.in"
}
lock pyproject.toml -o requirements/app.lock
lock pyproject.toml --group dev -c requirements/app.lock -o requirements/dev.lock
lock "$build/pyproject.toml" --group "$build/pyproject.toml:dev" -c requirements/dev.lock -o requirements/classic.lock
lock pyproject.toml --group dev --group bench -c requirements/dev.lock -o requirements/bench.lock
