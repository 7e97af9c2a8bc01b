# make demo   build the example brief on a fresh machine
# make test   all checks and tests on a fresh machine
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TESTED := $(VENV)/installed-dev
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test check test-slow coverage bench format messages clean

help:
	@echo "make demo       build the example brief, HTML and PDF"
	@echo "make test       run all checks and tests"
	@echo "make check      format, lint, types, dependency direction, plain English"
	@echo "make test-slow  the long simulations and tampering tests too"
	@echo "make coverage   which branches no test goes through (fails below the floors)"
	@echo "make bench      measure, side by side"
	@echo "make format     format the code"
	@echo "make messages   list all sentences for translators, and update the catalogues"
	@echo "make clean      remove what was built and installed"

$(VENV)/created:
	@echo "1 of 3  Looking for Python and the system libraries that lay out pages ..."
	@PYTHON=$(PYTHON) .ci/system-packages demo
	@echo "2 of 3  Making the folder $(VENV), which keeps reportgen apart from other programs ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(INSTALLED): pyproject.toml constraints.txt $(VENV)/created
	@echo "3 of 3  Installing reportgen and its libraries; this takes a minute or two, once ..."
	@$(PIP) install --constraint constraints.txt --editable '.[preview]'
	@touch $@

$(TESTED): pyproject.toml constraints.txt $(VENV)/created
	@PYTHON=$(PYTHON) .ci/system-packages test
	@echo "Installing reportgen with its test tools into $(VENV) (once) ..."
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $(INSTALLED) $@

demo: $(INSTALLED)
	@echo "Building an editorial from configs/women-in-medicine ..."
	@$(BIN)/reportgen build configs/women-in-medicine/women-in-medicine.yaml
	@echo "Building a board report from configs/harbor-shelter ..."
	@$(BIN)/reportgen build configs/harbor-shelter/harbor-shelter.yaml
	@echo
	@echo "Open these in a browser; point at a number to see where it comes from:"
	@echo "  output/women-in-medicine/editorial.html"
	@echo "  output/harbor-shelter/board.html"
	@echo "Next, a report from your own workbook (or read docs/tutorial.md):"
	@echo "  $(BIN)/reportgen init my-club --from YOUR-FILE.xlsx"

check: $(TESTED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.docs.plain_english

test: check
	$(BIN)/pytest -m "not slow" -n $(JOBS) --dist worksteal
	$(BIN)/python -m tests.reference --brief

test-slow: check
	$(BIN)/pytest -n $(JOBS) --dist worksteal

# Pictures and the judgement of outside tools add no branch, and take long.
coverage: $(TESTED)
	$(BIN)/coverage erase
	$(BIN)/pytest -m "not slow" -n $(JOBS) --dist worksteal --cov --cov-report= \
		--ignore=tests/visual --ignore=tests/standards
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 \
		--include='reportgen/analysis/*,reportgen/narrative/*,reportgen/ledger/*,reportgen/statistics/*'

bench: $(TESTED)
	$(BIN)/python -m benchmarks.speed

messages: $(TESTED)
	$(BIN)/python docs/_build/messages.py

format: $(TESTED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find output -mindepth 1 ! -name .gitkeep -delete
