# Four commands: serve, test, check, bench. Each makes the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INPUTS ?= ../shared/data
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?= --numprocesses 2 --dist loadfile

# `make bench indices pages` runs those benchmarks, `make bench` all of them.
ifeq (bench,$(firstword $(MAKECMDGOALS)))
BENCH := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
$(foreach name,$(BENCH),$(eval .PHONY: $(name))$(eval $(name):;@:))
endif

.PHONY: serve test check bench clean

serve: $(VENV)/.base
	@$(BIN)/samlad serve --host $(HOST) --port $(PORT)

test: $(VENV)/.test
	@$(BIN)/python -m tests.debian
	SAMLAD_INPUTS=$(INPUTS) $(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.check
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/samlad check $(if $(wildcard $(INPUTS)/observations),--inputs $(INPUTS))

bench: $(VENV)/.test
	SAMLAD_INPUTS=$(INPUTS) $(BIN)/python -m benchmarks $(BENCH)

clean:
	rm -rf $(VENV) build dist src/*.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@ $(VENV)/.base

$(VENV)/.check: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,check]'
	@touch $@ $(VENV)/.test $(VENV)/.base
