# Two commands do everything: `make run` and `make test`. Both set up what is missing first.

PORT ?= 8000
# The first of these that is new enough; PYTHON=/path/to/python names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin
# What a real server would have in its environment, so that its settings can be checked here.
PRODUCTION := DJANGO_SETTINGS_MODULE=portal.settings.production ALLOWED_HOSTS=portal.example.org \
	BASE_URL=https://portal.example.org DEFAULT_FROM_EMAIL=portal@example.org \
	EMAIL_HOST=mail.example.org DATABASE_URL=postgres://portal@127.0.0.1:5432/portal \
	SECRET_KEY=only-for-the-check-b9yF3kQz7Lw2Xv8Ns4Td6Hc1Rj5Gm0Pa \
	CPR_KEYS=b25seS1mb3ItdGhlLWNoZWNrLW5vdC1hLXNlY3JldC0=
PURE := tests/pure

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-to-run python check lint format types fast bench reset lock messages

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup-to-run  ## start the portal with demo data on http://127.0.0.1:8000 (PORT=… for another)
	@exec $(BIN)/python manage.py run_portal --port $(PORT)

test: check  ## everything that must be green, cheapest first
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: setup lint types  ## all but the tests: style, direction, types, migrations, deployment
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

lint: setup  ## style and import direction
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/lint-imports --no-logo

types: setup  ## types
	@$(BIN)/mypy

fast: setup  ## the pure arithmetic alone, in under two seconds
	@PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/python -m pytest -q -c /dev/null --rootdir=. \
		--noconftest -p no:cacheprovider -W error $(PURE)

format: setup  ## put the code in its one shape
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

setup: python  # packages, front end, translations: only what has changed
	@"$(PYTHON)" tools/bootstrap.py

setup-to-run: python  # the same without the tools of the tests
	@"$(PYTHON)" tools/bootstrap.py --to-run

python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed, and none was found:" \
		"install it, or name it with \`make PYTHON=/path/to/python3.11 …\`."; exit 1; fi

bench: setup  ## what a request costs, as a multiple of a floor (SCALE=small, medium or large)
	@$(BIN)/python -m tests.bench.run $(or $(SCALE),small)

reset:  ## throw away the demo's database, files and mail, so that `make run` starts afresh
	@"$(PYTHON)" tools/reset.py

lock: setup  ## compile requirements/*.txt anew from pyproject.toml
	@"$(PYTHON)" tools/lock.py

messages: setup  ## collect the texts to translate (needs GNU gettext) and compile them
	@command -v xgettext >/dev/null || { echo "GNU gettext is needed: install the package" \
		"gettext."; exit 1; }
	@$(BIN)/python manage.py makemessages --locale en --no-location --no-wrap --no-obsolete \
		--ignore .venv --ignore node_modules --ignore var --ignore tests
	@$(BIN)/python tools/catalogues.py
