PYTHON ?= python3
PYTHONS ?= python3.13 python3.14
BIN := .venv/bin
# The tests start hiraku some hundred times: what is compiled once need not be compiled again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site test prove mutants pythons floors conformance matrix harvest serve lint bench lighthouse lock clean faults sbom bombs fuzz release

site: .venv/site ## check every dataset and publish the catalog to build/site
	$(BIN)/hiraku build

# A file's tests share what they have built, so that they stay together; the longest come first.
test: .venv/dev ## every test, on all processors
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

prove: .venv/dev ## the property tests at length
	HYPOTHESIS_PROFILE=prove $(BIN)/python -m pytest -n auto --dist worksteal tests/reading tests/checking tests/changes tests/escape

mutants: .venv/dev ## break a sample of lines that judge and release, print what no test notices
	$(BIN)/python tests/mutants/mutants_of_lines.py

floors: .venv/dev ## build the catalog with the oldest version allowed of each direct dependency
	rm -rf build/floors
	$(BIN)/uv venv -q build/floors
	$(BIN)/uv pip install -q --python build/floors --resolution lowest-direct .
	build/floors/bin/hiraku check --no-cache
	build/floors/bin/hiraku build --site-dir build/floors-site

pythons: .venv/dev ## the same bytes under other Pythons: make pythons PYTHONS="python3.13 python3.14"
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python tests/pythons.py $(PYTHONS)

faults: .venv/dev ## let calls of a small build fail or kill it, three at each kind of place; a hundred races of builds
	PYTHONPATH=tests $(BIN)/python -m faults.ladder
	PYTHONPATH=tests $(BIN)/python -m faults.races

sbom: .venv/dev ## what hiraku is installed with, as CycloneDX: build/hiraku.cdx.json
	$(BIN)/python tests/sbom.py

# The time in the archives is that of the commit, so that a commit gives the same bytes.
release: .venv/dev ## what another body installs: wheel, source, bill of materials and hashes, in dist
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -d dist
	$(BIN)/python tests/sbom.py
	cp build/hiraku.cdx.json dist/
	cd dist && sha256sum * > SHA256SUMS

matrix: .venv/dev ## build a catalog beside each plugin of MkDocs that the manual lists, in an environment of its own
	PYTHONPATH=tests $(BIN)/python -m matrix.run

harvest: .venv/dev ## let CKAN's harvester of DCAT read the built site, in an environment of its own
	$(BIN)/hiraku build
	PYTHONPATH=tests $(BIN)/python -m harvest.run

conformance: .venv/dev ## let other validators judge the built site, and publish what they found
	$(BIN)/hiraku build
	$(BIN)/python -m pytest tests/publishing --judge build/site
	$(BIN)/hiraku build

serve: .venv/site ## publish on http://127.0.0.1:8000 and follow changes
	$(BIN)/hiraku serve

lint: .venv/dev ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bombs: .venv/dev ## hostile inputs at full size: seconds and megabytes of each
	PYTHONPATH=tests $(BIN)/python -m bombs.run 1

fuzz: .venv/dev ## changed inputs for each reader and descriptor, guided by coverage
	PYTHONPATH=tests $(BIN)/python -m fuzz.run 1000000 600

bench: .venv/dev ## times as ratios of one run
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/exports.py
	$(BIN)/python tests/bench/pages.py
	$(BIN)/python tests/bench/row_differences.py
	$(BIN)/python tests/bench/pull_request.py

lighthouse: .venv/dev ## Lighthouse's four scores, by npx with the system's Chromium
	$(BIN)/python tests/bench/lighthouse.py

lock: .venv/dev ## renew the lock files from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  -o requirements.lock pyproject.toml requirements-build.in
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  -c requirements.lock --override requirements-overrides.in -o requirements-dev.lock --group dev pyproject.toml requirements-build.in
	echo uv | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  -c requirements-dev.lock -o requirements-installer.lock -

clean: ## remove what was generated
	rm -rf .venv build/site build/cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "hiraku needs Python 3.11 or newer; you have " + sys.version.split()[0] + ". Try: make site PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

# pip takes a minute of computing for what uv does in seconds, but may know a mirror that uv does not.
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps
UV := $(BIN)/uv pip install -q --python .venv --no-deps

.venv/bin/uv: requirements-installer.lock | .venv/bin/python
	$(PIP) --require-hashes -r requirements-installer.lock
	touch $@

.venv/site: requirements.lock pyproject.toml .venv/bin/uv
	$(UV) --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	touch $@

.venv/dev: requirements-dev.lock .venv/site
	$(UV) --require-hashes -r requirements-dev.lock || $(PIP) --require-hashes -r requirements-dev.lock
	touch $@
