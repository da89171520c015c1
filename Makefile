# make help lists the verbs. Everything needed is installed by these rules: a virtual environment with pinned
# packages, and Debian packages only where they are missing (that part needs root).
SHELL := /bin/bash
PY := .venv/bin/python
FONTS := fonts-wqy-microhei
SERVERS := dovecot-imapd dovecot-lmtpd libarchive13 openssl postgresql
export DO_NOT_TRACK := 1

.PHONY: help setup demo test lint bench accuracy fuzz hostile replay format clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .venv/ready ## virtual environment with pinned dependencies

.venv/ready: requirements.lock pyproject.toml
	@python3 -c 'import ensurepip, venv' 2>/dev/null || deployments/install-debian.sh python3-venv
	@test -x $(PY) || python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## replay the whole campaign of June 2018 (UI=1 leaves the Prefect UI up)
	@deployments/install-debian.sh $(FONTS)
	@.venv/bin/gongjian demo $(if $(UI),--ui)

test: setup ## all tests, on real servers
	@deployments/install-debian.sh $(FONTS) $(SERVERS)
	$(PY) -m pytest

lint: setup ## ruff, mypy --strict, import-linter
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: setup ## how fast sheets are read, and mails matched against a ledger of 1,000 and of 100,000 problems
	$(PY) -m tests.benchmarks.read_speed
	$(PY) -m tests.benchmarks.ledger_speed

accuracy: setup ## how well problems are recognised, on labelled rows; written to docs/accuracy.md
	$(PY) -m tests.accuracy.measure --write

fuzz: setup ## damage sheets and read them for SECONDS (600)
	$(PY) -m tests.fuzz.fuzz_read --seconds $(or $(SECONDS),600)

replay: setup ## the whole month twice, once with the machine off at times: same checks, no letter twice
	@deployments/install-debian.sh $(FONTS)
	$(PY) -m pytest -n 0 -m month tests/flows/test_whole_month.py

hostile: setup ## mails made to hurt, against a real mailbox, watched from outside
	@deployments/install-debian.sh $(SERVERS)
	$(PY) -m tests.hostile.run

format: setup ## put the code into its standard form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

clean: ## remove what was built and made
	rm -rf .venv demo-out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
