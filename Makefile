# Everything a person does here. `make` alone lists it; the comments after ## are that list.
#
# What needs packages runs in the activated conda environment if that has them, else in .venv, which is made on first use
# by tools/bootstrap.sh and again when a lock changes.

.DELETE_ON_ERROR:
.SUFFIXES:
# Two targets may both want .venv made.
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

export PYTHONPATH := $(CURDIR)/lib$(if $(PYTHONPATH),:$(PYTHONPATH))
# Settings of `make report`: recipes read them from the environment, so that spaces and quotes in them survive.
export CORPUS RELATION SINCE UNTIL SCORER OVER OUT PARAM

# The groups (run, test, lab, jobs) whose packages the activated conda environment has; where it lacks one of those that are
# asked for, .venv is used.
conda-groups := $(if $(CONDA_PREFIX),$(shell "$$CONDA_PREFIX/bin/python" tools/environment.py 2>/dev/null))
python = $(if $(filter-out $(conda-groups),$(1)),.venv/bin/python,"$$CONDA_PREFIX/bin/python")
ready = $(if $(filter-out $(conda-groups),$(1)),$(patsubst %,.venv/.stamp-%,$(1)))

.PHONY: help
help: ## list the targets
	@echo 'Usage: make TARGET [NAME=value ...]'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p; s/^#   \(.*\)/|  \1/p' Makefile | awk -F '|' '{ printf "  %-8s %s\n", $$1, $$2 }'

.PHONY: report
report: $(call ready,run) ## run the notebooks over a corpus and print the path of the report
#   CORPUS=articles/   files, a folder or an archive (default: the sample corpus)
#   RELATION=us-china  SINCE=2023-01-01  UNTIL=2023-12-31  SCORER=vader  OVER=month  OUT=runs
#   PARAM=name=value   any other parameter of the notebooks
	@echo '==> Running the notebooks'
	@$(call python,run) -m tenor run $${CORPUS:+--corpus "$$CORPUS"} $${RELATION:+--relation "$$RELATION"} \
	  $${SINCE:+--since "$$SINCE"} $${UNTIL:+--until "$$UNTIL"} $${SCORER:+--scorer "$$SCORER"} \
	  $${OVER:+--over "$$OVER"} $${OUT:+--out "$$OUT"} $${PARAM:+--param "$$PARAM"}

.PHONY: lab
lab: $(call ready,lab) ## open the notebooks in JupyterLab
	@echo '==> Opening JupyterLab on notebooks/start.ipynb; Ctrl-C twice ends it'
	@$(call python,lab) tools/lab.py

.PHONY: jobs
jobs: $(call ready,jobs) ## the same with "Notebook Jobs", which Tenor runs (docs/schedule.md)
	@echo '==> Opening JupyterLab with jupyter-scheduler on notebooks/start.ipynb; Ctrl-C twice ends it'
	@$(call python,jobs) tools/lab.py

.PHONY: test
test: check ## check, then run every test
	@echo '==> Running the tests'
	@$(call python,test) -m pytest -n logical --maxprocesses 8

.PHONY: browser
browser: $(call ready,test lab) ## drive the notebooks and the report in a real Chromium (needs one on PATH)
	@echo '==> Driving JupyterLab and the report in a browser; what was seen is kept in build/screenshots/'
	@TENOR_BROWSER=required $(call python,test lab) -m pytest tests/browser

.PHONY: check
check: $(call ready,test) ## style, types, layers, locks, notebooks without outputs
	@echo '==> Checking style'
	@$(call python,test) -m ruff check
	@$(call python,test) -m ruff format --check
	@echo '==> Checking types'
	@$(call python,test) -m mypy
	@echo '==> Checking that the locks agree with environment.yml'
	@$(call python,test) tools/lock.py --check
	@echo '==> Checking the layers and the notebooks'
	@$(call python,test) -m pytest -q tests/test_layers.py tests/test_notebooks_clean.py

.PHONY: lock
lock: $(call ready,test) ## make requirements/*.txt from environment.yml (UPGRADE=1: newest versions)
	@echo '==> Locking environment.yml into requirements/'
	@$(call python,test) tools/lock.py $${UPGRADE:+--upgrade}

.PHONY: bench
bench: $(call ready,run) ## measure speed and memory, as ratios
	@echo '==> Measuring'
	@$(call python,run) tools/bench.py

.PHONY: soak
soak: $(call ready,test) ## kill, damage and wear out what has to survive it: an hour and more
	@echo '==> Making faults, and letting weeks pass'
	@$(call python,test) tools/soak.py

.PHONY: clean
clean: ## remove .venv and caches; runs/ stays
	@echo '==> Removing .venv, build/ and caches (runs/ stays)'
	@rm -rf .venv .venv-setup build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find lib tests tools notebooks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	@find lib tests notebooks -name .ipynb_checkpoints -prune -exec rm -rf {} + 2>/dev/null || true

# For .ci/run: the interpreter that `make report` uses.
.PHONY: print-python
print-python: $(call ready,run)
	@echo $(call python,run)

.venv/.stamp-%: requirements/%.txt pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh $*
