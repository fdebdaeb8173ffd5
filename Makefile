# make run    install bienban into .venv and read the samples
# make test   everything CI checks
# make diff   what changed since BASE (a commit or branch) in the records of DOCUMENTS
# make golden write anew what is made and committed: golden records, schema, README, floors

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test diff golden clean

run: .venv/installed
	$(BIN)/bienban run samples --out sqlite:///archive.db

test: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

diff: .venv/installed
	@.ci/diff $(or $(BASE),main) $(DOCUMENTS)

golden: .venv/installed
	$(BIN)/bienban schema > pipeline/bienban/record.schema.json
	$(BIN)/bienban samples
	$(BIN)/python docs/refresh.py
	$(BIN)/bienban evaluate samples --floors samples/floors.json --raise-floors

clean:
	rm -rf .venv dist archive.db months.db revenue.svg

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bienban needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/pyvenv.cfg requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
