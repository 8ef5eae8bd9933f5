# Every command of the project; `make` alone lists them.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
PYTHON := $(VENV)/bin/python
STATIC := backend/tinkernet/server/static
BIN := frontend/node_modules/.bin
PYTHON_STAMP := $(VENV)/.installed
NODE_STAMP := frontend/node_modules/.installed
# Folders too: their dates tell of files that went away.
FRONTEND_SOURCES := $(shell find frontend/src frontend/public tests/panels/fixtures \
	! -name '*.test.ts') \
	frontend/index.html frontend/vite.config.ts frontend/svelte.config.js

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) \
		| awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

.PHONY: install
install: $(PYTHON_STAMP) $(NODE_STAMP) ## set up .venv and frontend/node_modules in this checkout

.PHONY: run
run: install $(STATIC)/index.html ## start Tinkernet and open it in the browser
	@$(VENV)/bin/tinkernet serve --open $(ARGS)

.PHONY: test
test: install $(STATIC)/index.html ## run every test: components, Python, browser
	@bash .ci/browser
	cd frontend && npm test --silent
	$(PYTHON) -m pytest -n 2 --dist loadfile $(ARGS)

.PHONY: check
check: install ## format, lint, types, freshness of generated files
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(BIN)/pyright
	$(PYTHON) -m tinkernet.typescript --check
	cd frontend && npx --no-install prettier --check .
	cd frontend && npm run --silent check

.PHONY: format
format: install ## write the house format into Python, TypeScript and Svelte files
	$(VENV)/bin/ruff check --fix-only --quiet .
	$(VENV)/bin/ruff format .
	cd frontend && npm run --silent format

.PHONY: types
types: install ## generate frontend/src/protocol.ts from the Python messages
	$(PYTHON) -m tinkernet.typescript

.PHONY: bench
bench: install ## measure ours and the peers in turn; writes bench/results.json
	$(PYTHON) -m bench $(ARGS)

.PHONY: dist
dist: install $(STATIC)/index.html ## build a wheel that holds the built frontend, into dist/
	rm -rf dist
	$(PYTHON) -m build --wheel --no-isolation --outdir dist
	@ls -lh dist

$(PYTHON_STAMP): pyproject.toml constraints.txt
	@bash .ci/node
	@bash .ci/python $(VENV)
	$(PYTHON) -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev]'
	@touch $@

$(NODE_STAMP): frontend/package.json frontend/package-lock.json
	@bash .ci/node
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STATIC)/index.html: $(NODE_STAMP) $(FRONTEND_SOURCES)
	@echo "Building the page …"
	@cd frontend && npm run --silent build -- --logLevel warn
