# Two targets are for everybody, `make run` and `make test`; the others are for working on the code.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
CLASSIC := .venv-classic
PORT ?= 8000
SAMPLE_INDEX := var/sample-index
SIZE ?= 27493
SEED ?= 1944
RELEVANCE ?= ../shared/data/relevance/piaf

.PHONY: help run test check classic test-classic bench torture screenshots catalogue sbom licences lock clean python

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/app $(SAMPLE_INDEX)/CURRENT ## index the bundled sample and serve it on http://127.0.0.1:8000
	@MANCHETTE_INDEX=$(SAMPLE_INDEX) MANCHETTE_SUGGESTED_SEARCHES=sample/searches.json \
		$(VENV)/bin/manchette serve --port $(PORT)

test: $(VENV)/dev check classic ## every check and every test that can run here
	$(VENV)/bin/python -m pytest
	$(MAKE) --no-print-directory test-classic

check: $(VENV)/dev ## lint, types, layers, dependencies
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/deptry .

test-classic: $(CLASSIC)/dev ## the French cases and the engine's contract on classic Whoosh 2.7.4
	$(CLASSIC)/bin/python -m pytest -m golden -p no:cacheprovider

classic: $(CLASSIC)/dev

bench: $(VENV)/dev ## every bench and benchmarks/REPORT.md; SIZE=200000 for the large corpus (an hour)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	rm -rf var/bench/*/manchette
	for bench in queries ranking opening indexing; do $(VENV)/bin/python -m benchmarks.$$bench $(SIZE) || exit 1; done
	$(VENV)/bin/python -m benchmarks.serving
	$(VENV)/bin/python -m benchmarks.conformance
	$(VENV)/bin/python -m benchmarks.relevance --record $(addprefix $(RELEVANCE)/,docs.jsonl queries.jsonl qrels.tsv)
	$(VENV)/bin/python -m benchmarks.relevance --record press-titles
	$(VENV)/bin/python -m benchmarks.report

torture: SIZE := small
torture: $(VENV)/dev ## try to break every promise of RELIABILITY.md; SIZE=full SEED=7 for its figures (hours)
	$(VENV)/bin/python -m tests.torture --seed $(SEED) --size $(SIZE)

screenshots: $(VENV)/dev ## pictures of the pages, into docs/screenshots
	$(VENV)/bin/python -m tests.browser.screenshots

catalogue: $(VENV)/dev ## bring the English catalogue up to date with the sentences of the code
	$(VENV)/bin/python -m tests.catalogue.sentences

sbom: $(VENV)/dev | var ## what the application is made of, with hashes (CycloneDX): var/sbom.cdx.json
	$(VENV)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		-o var/sbom.cdx.json requirements/app.lock

licences: $(VENV)/dev ## docs/licences.md, from what is installed
	$(VENV)/bin/python -m tests.docs.licences > docs/licences.md

lock: pyproject.toml ## the hashed lock files, from pyproject.toml (needs uv)
	sh requirements/lock.sh

clean: ## what was built here
	rm -rf $(VENV) $(CLASSIC) var

$(SAMPLE_INDEX)/CURRENT: $(VENV)/app $(shell find sample/articles -type f) | var
	$(VENV)/bin/manchette rebuild --index $(SAMPLE_INDEX) sample/articles
	@touch $@

var:
	@mkdir -p var

# An environment is made anew when its lock file changes; app is a part of dev.
$(VENV)/app: requirements/app.lock pyproject.toml | python
	@test -x $(VENV)/bin/python || python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements/dev.lock $(VENV)/app
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

$(CLASSIC)/dev: requirements/classic.lock pyproject.toml | python
	@test -x $(CLASSIC)/bin/python || python3 -m venv $(CLASSIC)
	$(CLASSIC)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/classic.lock
	$(CLASSIC)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

python:
	@command -v python3 >/dev/null || { echo "python3 is missing: sudo apt install python3 python3-venv"; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "python3 is older than 3.11: sudo apt install python3 (Debian 12 or later)"; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv is missing: sudo apt install python3-venv"; exit 1; }
