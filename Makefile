# `make demo` makes a briefing of an example; `make test` runs the tests. Both set up everything first.

PYTHON ?= python3
VENV ?= .venv
# Natural voices. Where onnxruntime has no wheel (an Intel Mac with Python 3.14), FALLBACK is installed: eSpeak NG speaks.
ifeq ($(origin INSTALL), undefined)
INSTALL = .[natural] --group dev
FALLBACK = . --group dev
endif
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test coverage check docs man audit release-check clean

demo: $(STAMP)
	@$(BIN)/briefing make examples/harbour-bridge.html -o output/demo/harbour-bridge.mp3
	@$(BIN)/briefing voices casts | grep '^default'
	@$(BIN)/briefing clean examples/harbour-bridge.html --dropped

test: $(STAMP)
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

coverage: $(STAMP)
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd benchmarks && $(abspath $(BIN))/mypy --config-file ../pyproject.toml *.py

docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --group docs
	NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefing needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable $(INSTALL) || { test -n "$(FALLBACK)" && \
	  echo "The extra natural cannot be installed here (see above): eSpeak NG will speak." && \
	  $(BIN)/python -m pip install --quiet --editable $(FALLBACK); }
	touch $(STAMP)

man: $(STAMP)
	$(BIN)/python tools/write_man_page.py

# Of a low severity bandit has only imports and calls of subprocess, which ruff's S rules check with a reason each.
# An exception of bandit is a `nosec` with its reason in the line, one of pip-audit an `--ignore-vuln` here.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet --group audit
	$(BIN)/bandit --quiet --recursive --severity-level medium src tools
	$(BIN)/pip-audit --skip-editable --progress-spinner off

release-check: $(STAMP)
	$(BIN)/python -m pip install --quiet --group release
	$(BIN)/python tools/check_release.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
