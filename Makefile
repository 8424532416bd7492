# make map   builds output/korea_map.html and the lesson beside it, and says where they are
# make test  runs every check and every test
# make notebooks opens the notebooks in JupyterLab
# make fuzz  tries spoilt files at every reader, odd links at the page, odd numbers at the
#            geometry; FUZZ=5000 tries more of each
# make bench measures what the project promises; BENCH="--only zones --rounds 3" measures less
# make dist  makes sdist and wheel in dist/ and checks them
# Each makes .venv, installs what it needs in the versions of constraints.txt, and is quick the
# second time. make locked installs all of it by the hashes of requirements.lock instead.

FUZZ ?= 1000
VENV := .venv
ifeq ($(OS),Windows_NT)
PYTHON ?= python
SCRIPTS := Scripts
else
PYTHON ?= python3
SCRIPTS := bin
endif
BIN := $(VENV)/$(SCRIPTS)
INSTALL := -m pip --disable-pip-version-check --quiet install
# these hold for what builds the package too: older pips know the first, newer ones the second
PINNED := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt
PIP := $(PINNED) $(BIN)/python $(INSTALL)

.PHONY: map test fuzz test-lowest test-newest derived notebooks pictures bench dist locked constraints clean

map: $(VENV)/map.stamp
	$(BIN)/korea-map build
	$(BIN)/korea-map lesson

test: $(VENV)/test.stamp
	sh scripts/require_browser.sh $(BIN)/python
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings korea_map/webmap/templates korea_map/reading/templates
	$(BIN)/python -m pytest -n 2

# others each time; what fails is kept in .hypothesis and tried first the next time
fuzz: $(VENV)/test.stamp
	sh scripts/require_browser.sh $(BIN)/python
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -n 2 -o timeout=0 tests/test_fuzz.py \
		tests/test_fuzz_links.py tests/test_geometry_laws.py

# The lowest and the newest versions that pyproject.toml allows, in environments of their own.
# Without the browser: its tests read the page, and that the page is the same byte for byte in
# every version is among the tests that run. What old versions deprecate in each other is no fault.
test-lowest: build/pins
	build/pins/$(SCRIPTS)/python scripts/pin_versions.py --lowest build/lowest.txt
	$(PYTHON) -m venv --clear build/lowest
	build/lowest/$(SCRIPTS)/python $(INSTALL) --requirement build/lowest.txt
	build/lowest/$(SCRIPTS)/python $(INSTALL) --no-deps --no-build-isolation --editable .
	build/lowest/$(SCRIPTS)/python -m pytest -n 2 -m "not browser and not pinned" -W default::DeprecationWarning

test-newest:
	$(PYTHON) -m venv --clear build/newest
	build/newest/$(SCRIPTS)/python $(INSTALL) --editable ".[test]"
	build/newest/$(SCRIPTS)/python -m pytest -n 2 -m "not browser and not pinned"

# what follows from the tables of names, from places.csv and from docstrings, after a change
derived: $(VENV)/map.stamp
	$(BIN)/python scripts/derive.py
	$(BIN)/python scripts/make_api.py

notebooks: $(VENV)/notebook.stamp
	$(BIN)/jupyter lab notebooks

# the pictures with which the notebooks begin, after a change of the data
pictures: $(VENV)/test.stamp
	$(BIN)/python scripts/draw_pictures.py

bench: $(VENV)/bench.stamp
	sh scripts/require_browser.sh $(BIN)/python
	$(BIN)/python scripts/bench.py $(BENCH) $(NAMES)

dist: $(VENV)/test.stamp
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m twine check --strict dist/*

$(VENV)/map.stamp: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

$(VENV)/notebook.stamp: $(VENV)/map.stamp
	$(PIP) --editable ".[notebook]"
	touch $@

$(VENV)/test.stamp: $(VENV)/map.stamp
	$(PIP) --editable ".[test]"
	touch $@

# a peer that is not to be had is left out of the table
$(VENV)/bench.stamp: $(VENV)/test.stamp
	$(PIP) --editable ".[bench]" && touch $@ || echo "folium-offline is not to be had"

# every extra, each file by its hash, then the project without asking for anything more
locked:
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python $(INSTALL) --no-deps --no-build-isolation --editable .
	touch $(VENV)/map.stamp
	touch $(VENV)/notebook.stamp $(VENV)/test.stamp
	touch $(VENV)/bench.stamp

# the newest versions that fit pyproject.toml, for constraints.txt and requirements.lock
constraints: build/pins
	build/pins/$(SCRIPTS)/python scripts/pin_versions.py

build/pins: constraints.txt
	$(PYTHON) -m venv --clear build/pins
	$(PINNED) build/pins/$(SCRIPTS)/python $(INSTALL) uv

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/failures
