# Everything runs in .venv; `make demo` and `make test` are all that a fresh checkout needs.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
SEED := $(SHARED)/seed/report.txt
SAMPLES := samples/syria-2024
GAZETTEER := src/dateline/data/gazetteer.sqlite
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint types imports check bench benchmarks score training train floors docs pictures lock wheel clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/.ready: pyproject.toml requirements-dev.lock hatch_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements-dev.lock --group dev --editable .
	@touch $@

venv: .venv/.ready  ## create .venv and install dateline into it for development

demo: .venv/.ready  ## read a real report (or a sample), then the samples, and print the situation on 8 December 2024
	@if [ -f "$(SEED)" ]; then $(BIN)/dateline read "$(SEED)" --format table; \
	else $(BIN)/dateline read $(SAMPLES)/reports-3.jsonl --format table | head -40; fi
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
	&& $(BIN)/dateline add "$$folder/record.db" $(SAMPLES)/reports-*.jsonl \
	&& $(BIN)/dateline sitrep "$$folder/record.db" --on 2024-12-08

test: lint types imports check  ## everything that CI runs

lint: .venv/.ready  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready  ## static types
	$(BIN)/mypy

imports: .venv/.ready  ## the one direction of imports
	$(BIN)/lint-imports

check: .venv/.ready  ## the tests
	$(BIN)/python -m pytest -n $(JOBS)

bench: .venv/.ready  ## words per second, start time, peak memory, the app in a browser and under fifty readers
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/encoder.py
	$(BIN)/python bench/browser.py
	$(BIN)/python bench/serving.py

benchmarks: .venv/.ready  ## figures on public test sets (WRITE=1 puts them into docs/benchmarks.md)
	$(BIN)/python -m bench.benchmarks --shared "$(SHARED)" $(if $(WRITE),--write docs/benchmarks.md)

score: .venv/.ready  ## measure on the annotated reports beside the checkout, where they are
	@if [ -f "$(SHARED)/gold/dev.jsonl" ]; then \
	  mkdir -p build && $(BIN)/dateline read "$(SHARED)/gold/dev.jsonl" --format jsonl > build/dev.jsonl \
	  && $(BIN)/python "$(SHARED)/score/score.py" "$(SHARED)/gold/dev.jsonl" build/dev.jsonl --by-type; \
	else echo "make score: no annotated reports at $(SHARED)/gold/dev.jsonl; these are the figures on the samples"; \
	  $(BIN)/python gold/gate.py; fi

.venv/.training: .venv/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements-dev.lock --group training
	@touch $@

training: .venv/.training  ## install what training needs into .venv (torch)

# Tensors of a step come and go: memory that is handed back to the system each time costs a third of the time.
TENSORS := MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 THP_MEM_ALLOC_ENABLE=1

train: .venv/.training  ## train the encoder from the corpora beside the checkout (ONWARD=FOLDER trains on from another)
	OMP_WAIT_POLICY=active $(TENSORS) $(BIN)/python -m training.reader --shared "$(SHARED)" \
	  $(if $(ONWARD),--onward "$(ONWARD)")

floors: .venv/.ready  ## pin the quality floors to what is measured now (never lowers one without LOWER=1)
	$(BIN)/python gold/gate.py --pin $(if $(LOWER),--lower)
	$(BIN)/python gold/merging.py --pin $(if $(LOWER),--lower)

docs: .venv/.ready  ## write the generated pages anew
	$(BIN)/python docs/generate.py

pictures: .venv/.ready  ## take the pictures of the app that the README shows
	$(BIN)/python -m docs.pictures

lock: .venv/.ready  ## write requirements-dev.lock from what is installed
	$(BIN)/python -m pip freeze --exclude-editable > requirements-dev.lock

wheel: .venv/.ready  ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## remove everything that can be made again
	rm -rf .venv build dist $(GAZETTEER) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
