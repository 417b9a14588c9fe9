# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# The interpreter of the virtual environments, and what an audit reads.
PYTHON ?= python3
INVENTORY ?= inventories/example
ARGS ?=

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# A symlink makes the checkout a collection, so nothing is installed and edits count at once.
COLLECTIONS := $(CURDIR)/.cache/collections
LINK := .cache/collections/ansible_collections/cernphone/validation
AUDIT := .venv/.ready
DEV := .venv-dev/.ready
NEWEST := .venv-newest/.ready

export ANSIBLE_COLLECTIONS_PATH := $(COLLECTIONS)
export ANSIBLE_HOME := $(CURDIR)/.cache/ansible
# The path of a control socket has about 100 characters at most: not below a deep checkout.
export ANSIBLE_SSH_CONTROL_PATH_DIR ?= $(HOME)/.ansible/cp
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/.cache/hypothesis

# Independent steps run two at a time; each prints when it is done, and all of them run.
TOGETHER := $(MAKE) --jobs=2 --keep-going --output-sync=target
IMPORTABLE := PYTHONPATH='$(COLLECTIONS)'
# Some tools call others by name.
WITH_DEV := PATH='$(CURDIR)/.venv-dev/bin':"$$PATH"
# These write logs and caches below a home, whatever they are told.
AWAY := $(WITH_DEV) HOME='$(CURDIR)/.cache/home'
# A local connection would write below the home in the user database, which need not exist.
PYTEST := $(IMPORTABLE) ANSIBLE_REMOTE_TMP='$(CURDIR)/.cache/remote'
TESTS = $(wildcard tests/unit tests/commands)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Using ------------------------------------------------------------------------------------

.PHONY: audit
audit: inventory-exists $(AUDIT) | $(LINK) ## Audit INVENTORY; ARGS go to ansible-playbook
	@ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=true .venv/bin/ansible-playbook \
		cernphone.validation.audit --inventory '$(INVENTORY)' $(ARGS)

# Ansible itself only warns. A list of hosts has a comma.
.PHONY: inventory-exists
inventory-exists:
	@[[ -e '$(INVENTORY)' || '$(INVENTORY)' == *,* ]] || { \
		echo "There is no inventory '$(INVENTORY)': name a file or a folder, as in: make audit INVENTORY=inventories/example" >&2; \
		exit 2; }

# --- Checking ---------------------------------------------------------------------------------

.PHONY: check
check: ## Lint, types and unit tests: what to run before a commit
	@$(TOGETHER) lint types
	@$(MAKE) unit

# The tests come last: their summary closes the output.
.PHONY: test
test: ## Everything, on the oldest and the newest ansible-core at hand
	@$(TOGETHER) sanity lint types docs artifact
	@$(MAKE) tests-newest
	@$(MAKE) tests

.PHONY: lint
lint: lint-python lint-yaml lint-licenses lint-generated lint-ansible

.PHONY: lint-python
lint-python: $(DEV)
	@.venv-dev/bin/ruff check
	@.venv-dev/bin/ruff format --check

.PHONY: lint-yaml
lint-yaml: $(DEV)
	@.venv-dev/bin/yamllint --strict .

.PHONY: lint-licenses
lint-licenses: $(DEV)
	@.venv-dev/bin/reuse lint --quiet || .venv-dev/bin/reuse lint

.PHONY: lint-generated
lint-generated: $(DEV) | $(LINK)
	@$(IMPORTABLE) .venv-dev/bin/python tools/generate.py --check

.PHONY: lint-ansible
lint-ansible: $(DEV) | $(LINK)
	@$(WITH_DEV) .venv-dev/bin/ansible-lint --nocolor

.PHONY: types
types: $(DEV) | $(LINK)
	@$(IMPORTABLE) .venv-dev/bin/mypy --package ansible_collections.cernphone.validation.plugins \
		--package ansible_collections.cernphone.validation.tests.lab

.PHONY: unit
unit: $(DEV) | $(LINK)
	@$(PYTEST) .venv-dev/bin/pytest --numprocesses=auto tests/unit

.PHONY: tests
tests: $(DEV) | $(LINK)
	@$(PYTEST) .venv-dev/bin/pytest --numprocesses=auto $(TESTS)

# Without a newer interpreter there is no newer ansible-core, and no environment for it.
.PHONY: tests-newest
tests-newest: $(NEWEST) | $(LINK)
	@[ ! -x .venv-newest/bin/pytest ] || \
		$(PYTEST) .venv-newest/bin/pytest --numprocesses=auto $(TESTS)

.PHONY: sanity
sanity: $(DEV) $(NEWEST) | $(LINK)
	@tools/sanity .venv-dev '$(COLLECTIONS)'
	@[ ! -x .venv-newest/bin/ansible-test ] || tools/sanity .venv-newest '$(COLLECTIONS)'

.PHONY: docs
docs: $(DEV) | $(LINK)
	@mkdir -p .cache/home
	@$(AWAY) .venv-dev/bin/antsibull-docs lint-collection-docs --plugin-docs --check-extra-docs-refs \
		--validate-collection-refs=all --disallow-unknown-collection-refs .
	@$(AWAY) .venv-dev/bin/antsibull-changelog lint

.PHONY: artifact
artifact: build
	@mkdir -p .cache/home
	@cd build && $(AWAY) GALAXY_IMPORTER_CONFIG=../tools/galaxy-importer.cfg \
		python -m galaxy_importer.main *.tar.gz

# --- Making -----------------------------------------------------------------------------------

.PHONY: build
build: $(DEV) ## Build the artifact of the collection into build/
	@rm -rf build
	@.venv-dev/bin/ansible-galaxy collection build --output-path build

.PHONY: bench
bench: $(AUDIT) | $(LINK) ## Measure
	@$(IMPORTABLE) .venv/bin/python tests/benchmarks/run.py

.PHONY: generate
generate: $(DEV) | $(LINK) ## Write the generated files anew
	@$(IMPORTABLE) .venv-dev/bin/python tools/generate.py

.PHONY: format
format: $(DEV) ## Format the Python files and mend what ruff can
	@.venv-dev/bin/ruff check --fix-only --quiet
	@.venv-dev/bin/ruff format

# Universal: one file serves every supported interpreter.
.PHONY: lock
lock: .venv-lock/.ready ## Pin the newest packages that requirements/*.in allow
	@export UV_CUSTOM_COMPILE_COMMAND="make lock"; \
	compile=".venv-lock/bin/uv pip compile --quiet --no-config --upgrade --universal --no-emit-index-url"; \
	$$compile --python-version 3.11 requirements/audit.in --output-file requirements/audit.txt; \
	$$compile --python-version 3.11 requirements/dev.in --output-file requirements/dev.txt; \
	$$compile --python-version 3.11 requirements/lock.in --output-file requirements/lock.txt; \
	$$compile --python-version 3.12 requirements/newest.in --output-file requirements/newest.txt

.PHONY: clean
clean: ## Remove environments, caches and everything built; reports stay
	@rm -rf .ansible .cache .hypothesis .venv .venv-dev .venv-lock .venv-newest build tests/output

# --- Environments -----------------------------------------------------------------------------

$(AUDIT): requirements/audit.txt tools/venv
	@tools/venv .venv requirements/audit.txt '$(PYTHON)'
	@touch $@

$(DEV): requirements/dev.txt tools/venv
	@tools/venv .venv-dev requirements/dev.txt '$(PYTHON)'
	@touch $@

.venv-lock/.ready: requirements/lock.txt tools/venv
	@tools/venv .venv-lock requirements/lock.txt '$(PYTHON)'
	@touch $@

$(NEWEST): requirements/newest.txt tools/venv tools/newest-python
	@if python=$$(tools/newest-python '$(PYTHON)'); then \
		tools/venv .venv-newest requirements/newest.txt "$$python"; \
		touch $@; \
	else \
		echo "No Python newer than '$(PYTHON)' (3.12 to 3.14) is installed: the newest ansible-core is not tried."; \
	fi

$(LINK):
	@mkdir -p $(@D)
	@ln -sfn ../../../.. $@
