# make site    build the tracker in content/ into build/
# make test    everything that is tested, nothing skipped
# make check   what is wrong with the content
# make clean   delete what these made

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: site test check clean

site: .venv/.site
	@$(PY) -m policygen build .
	@echo "Open build/index.html in a browser."

check: .venv/.site
	@$(PY) -m policygen check .

test: .venv/.test .cache/node/.installed
	@scripts/browser.sh
	@$(PY) -m pytest -n 2 --dist worksteal

clean:
	rm -rf build .build-stage dist .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "policygen needs Python 3.11 or later, and $(PYTHON) is not; try make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.site: .venv/.made pyproject.toml
	@echo "Installing policygen into .venv ..."
	@$(PIP) install --editable .
	@touch $@

.venv/.test: .venv/.made pyproject.toml
	@echo "Installing policygen and its tests into .venv ..."
	@$(PIP) install --editable '.[test]'
	@touch $@ .venv/.site

.cache/node/.installed: tests/browser/package.json tests/browser/package-lock.json
	@command -v npm >/dev/null || \
	  { echo "The browser tests need npm; on Debian and Ubuntu: apt-get install npm" >&2; exit 1; }
	@mkdir -p .cache/node
	@cp tests/browser/package.json tests/browser/package-lock.json .cache/node/
	@cd .cache/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
