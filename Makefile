# Everything a newcomer, a developer and the checks run. Safe to repeat: what is up to date is not done again.
#
#   make demo        install into .venv, index the examples, chat with them
#   make test        install what tests need, and run them
#   make lint types coverage gate
#
# TORCH_INDEX=ADDRESS  where pip also looks for torch (see constraints.txt)
# PYTHON=COMMAND       the Python to make .venv with, 3.11 to 3.13

.DEFAULT_GOAL := help
.PHONY: help demo test lint types coverage gate clean

VENV := .venv
BIN := $(VENV)/bin
TORCH_INDEX ?=
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$python && break; \
	done)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) --constraint constraints.txt

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "citedesk needs Python 3.11, 3.12 or 3.13; none was found" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Stamps: installing is repeated only after the requirements have changed.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/citedesk index examples/articles --data .citedesk/demo
	@if [ -t 0 ]; then $(BIN)/citedesk chat --data .citedesk/demo; \
	else $(BIN)/citedesk chat --data .citedesk/demo < examples/questions.txt; fi

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --cov --cov-report= --cov-fail-under=0

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

# What `make test` measured; it runs the tests only where they have not been run.
coverage: .coverage
	$(BIN)/coverage report

.coverage: | $(VENV)/.installed-dev
	$(MAKE) test

# The quick part; `benchmarks.gate --data DIR` measures everything.
gate: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.gate

clean:
	rm -rf $(VENV) .coverage .citedesk/demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
