# `make demo` and `make test` do all set-up on a fresh machine; the rest is for work on unfog itself.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
OUT := out
TRAIN ?= .venv-train
BASE ?=
FACTUALITY ?=
EXTRAS ?= dev

.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers pytest eval eval-floors bench bench-serve faults hashes lock sbom installed docs web reader screenshots clean

help: ## show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.base: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

demo: $(VENV)/.base ## read the sample dispatches, print a briefing, write a report
	@mkdir -p $(OUT) && rm -f $(OUT)/demo.db*
	$(BIN)/unfog run samples/dispatches --store $(OUT)/demo.db
	$(BIN)/unfog report --store $(OUT)/demo.db -o $(OUT)/demo.html --title "Sample dispatches (illustrative)"
	$(BIN)/unfog brief --store $(OUT)/demo.db
	@echo
	@echo "Where to look:"
	@echo "  $(OUT)/demo.html   open it in a browser: map, timeline, ledgers, every claim in its article"
	@echo "  $(OUT)/demo.db     the store: $(BIN)/unfog events --store $(OUT)/demo.db"

test: lint types layers pytest ## the whole suite

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

pytest: $(VENV)/.dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest --numprocesses 2 --dist loadfile

eval: $(VENV)/.dev ## every quality figure with n, interval and baseline; kept for the docs
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m evals --shared $(SHARED) --keep docs/figures.csv

eval-floors: $(VENV)/.dev ## the same on small fixed sets, against evals/floors.json
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m evals --shared $(SHARED) --floors

bench: $(VENV)/.dev ## CPU-seconds of every step of the whole way, and of a generated day of the world's news
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m evals.speed --shared $(SHARED)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m evals.worldday --shared $(SHARED)

bench-serve: $(VENV)/.dev ## what the web application takes to answer over STORE, by route
	$(BIN)/python -m evals.serving $(STORE)

LOCK := uv pip compile --quiet pyproject.toml --constraint constraints.txt --universal --python-version 3.11 --generate-hashes --no-annotate \
  --custom-compile-command "make lock"

lock: ## write requirements/ anew: every library of unfog (base.txt) and of work on it (dev.txt), with hashes (needs uv)
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --extra dev --output-file requirements/dev.txt

sbom: ## write out/sbom.json: what unfog is made of, with hashes, after CycloneDX
	$(PYTHON) -m venv $(VENV)-sbom
	$(VENV)-sbom/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7,<8'
	@mkdir -p $(OUT)
	$(VENV)-sbom/bin/cyclonedx-py requirements requirements/base.txt --pyproject pyproject.toml --output-reproducible -o $(OUT)/sbom.json

installed: ## build the wheel, install it into an empty environment and read the samples there
	.ci/installed $(PYTHON)

hashes: $(VENV)/.base ## write the list of what the files of data/ must be, after a change on purpose
	$(BIN)/python -c 'from unfog.knowledge.hashes import renew; renew()'

faults: $(VENV)/.dev ## the tests of faults in full, which takes hours; stopped and started again it goes on where it was
	UNFOG_FAULTS=full UNFOG_FAULTS_STATE=$(OUT)/faults OPENBLAS_NUM_THREADS=1 $(BIN)/pytest tests/faults
	$(BIN)/python tests/faults/figures.py $(OUT)/faults

docs: $(VENV)/.dev ## build the documentation as a site in out/docs; a warning is an error
	$(BIN)/mkdocs build --quiet --strict

web: ## build the report's page (needs Node; the result is committed)
	cd web && npm ci && npm run build

reader: ## train the reader and write its weights (see training/reader/README.md)
	PYTHONPATH=src:training/reader $(TRAIN)/bin/python training/reader/train.py --base $(BASE) --factuality $(FACTUALITY) --out $(OUT)/reader --all
	PYTHONPATH=src:training/reader $(TRAIN)/bin/python training/reader/export.py --weights $(OUT)/reader --base $(BASE) --out src/unfog/data/models/en

test-large: $(VENV)/.dev $(OUT)/autumn.db ## the walk through every page on the picture of a season of news, where measuring data lie in ../shared
	UNFOG_STORE=$(OUT)/autumn.db OPENBLAS_NUM_THREADS=1 $(BIN)/pytest tests/web/test_app_walk.py

$(OUT)/autumn.db: | $(VENV)/.dev
	@mkdir -p $(OUT) && rm -f $@.part*
	$(BIN)/unfog run $(SHARED)/news/en_2022_autumn.jsonl.gz --store $@.part
	mv $@.part $@

screenshots: $(VENV)/.dev ## pictures of the application on the samples for README and docs
	$(BIN)/python web/screenshots.py $(OUT)/demo.db docs/pictures
	PYTHONPATH=. $(BIN)/python docs/_site/pictures.py $(OUT)/demo.db docs/pictures

clean:
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis
