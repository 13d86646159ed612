# Each target sets itself up from nothing: Python 3.11 and the package registries are all that it needs.
PYTHON ?= python3.11
BIN := .venv/bin
HAVELI := $(BIN)/haveli

.PHONY: up down check test test-engines bench setup clean

up: $(BIN)/.run
	$(HAVELI) up

down: $(BIN)/.run
	$(HAVELI) down

check: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(HAVELI) terraform fmt -check -recursive terraform
	$(HAVELI) render --check
	$(BIN)/pytest -n 2 -m "not acceptance and not contract and not engines"

test: check
	$(BIN)/pytest -n 2 --dist loadgroup -m "acceptance or contract"

bench: $(BIN)/.dev
	$(BIN)/python -m bench

setup: $(BIN)/.dev

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(BIN)/.run: $(BIN)/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BIN)/.dev: $(BIN)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

clean: down
	rm -rf .venv .haveli

test-engines: $(BIN)/.dev
	$(BIN)/pytest -m engines
