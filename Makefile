# make map   builds output/korea_map.html and the lesson beside it, and says where they are
# make test  runs every check and every test
# make notebooks opens the notebooks in JupyterLab
# make fuzz  tries spoilt files at every reader; FUZZ=5000 tries more of each
# make bench measures what the project promises; BENCH="--only zones --rounds 3" measures less
# Each makes .venv, installs what it needs, and is quick the second time.

PYTHON ?= python3
FUZZ ?= 1000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

.PHONY: map test fuzz derived notebooks pictures bench constraints clean

map: $(VENV)/map.stamp
	$(BIN)/korea-map build
	$(BIN)/korea-map lesson

test: $(VENV)/test.stamp
	sh scripts/require_browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings korea_map/webmap/templates
	$(BIN)/python -m pytest -n 2

# others each time; what fails is kept in .hypothesis and tried first the next time
fuzz: $(VENV)/test.stamp
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -n 2 -o timeout=0 tests/test_fuzz.py

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
	sh scripts/require_browser.sh
	$(BIN)/python scripts/bench.py $(BENCH) $(NAMES)

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

# the newest versions that fit pyproject.toml, for constraints.txt
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip --disable-pip-version-check --quiet install ".[test,bench]"
	build/constraints/bin/python -m pip freeze --exclude korea-map > build/constraints.txt
	mv build/constraints.txt constraints.txt
	rm -rf build/constraints

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/failures
