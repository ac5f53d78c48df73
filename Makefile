# What people, continuous integration and releases run. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
# cargo would look there for a jobserver that only other makes are given.
unexport MAKEFLAGS MFLAGS

# The Python that makes the virtual environment, and where that is.
PYTHON ?= python3
VENV ?= .venv
# The cargo profile of the Python extension. `make test PROFILE=quick` builds sooner, runs slower.
PROFILE ?= release
# Whether to test the wheel that `make package` builds, in place of an editable installation: `make test WHEEL=yes`.
WHEEL ?=
# The extras that `make run` needs; `make dev` and the targets that check need `dev`.
RUN_EXTRAS := yaml,progress,faker
# The programs that write committed files; each takes --write and --check. A test checks those of tools.generate.
GENERATORS := "compat/extract.py" "benches/run.py --readme"

# Packages of their own, and where they are compiled: the tests of plugins build there too.
RUST_PACKAGES := providers/sdk providers/example-rust
PROVIDERS_TARGET := $(CURDIR)/target/providers

BIN := $(abspath $(VENV))/bin
PY := $(BIN)/python
# Continuous integration builds what Cargo.lock says; a working copy may still change it.
LOCKED := $(if $(CI),--locked)

# What the extension is built from. Python files are not here: the installation is editable.
RUST_SOURCES := Cargo.toml $(wildcard Cargo.lock) pyproject.toml \
	$(shell find build src -type f -not -name '*.md' 2>/dev/null)

PYTHON_SOURCES := README.md LICENSE NOTICE \
	$(shell find python providers/sdk/src -type f -not -name '*.pyc' -not -name '*.so' 2>/dev/null)

# Empty files that say what .venv and dist hold, so that nothing is done twice.
PACKAGES := dist/.stamp
VENV_STAMP := $(VENV)/.stamp-venv
DEPENDENCIES := $(VENV)/requirements.txt
BUILT := $(if $(WHEEL),wheel,$(PROFILE))
RUN_STAMP := $(VENV)/.stamp-run-$(BUILT)
DEV_STAMP := $(VENV)/.stamp-dev-$(BUILT)
# `dev` holds all that `run` needs.
RUN_READY := $(or $(wildcard $(DEV_STAMP)),$(RUN_STAMP))

# Files go to workers in the order that tests/conftest.py gives them.
IN_PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

# $(call install,extras): installs the package with these extras: the wheel, or editable and built here.
define install
	@[[ -n "$(WHEEL)" ]] || echo "Building forgery ($(PROFILE)); the first time takes some minutes."
	$(if $(WHEEL),$(PY) -m pip install --quiet "$$(ls dist/forgery-*.whl)[$(1)]",\
		MATURIN_PEP517_ARGS="--profile=$(PROFILE) $(LOCKED)" \
		$(PY) -m pip install --quiet --no-build-isolation --editable ".[$(1)]")
	@rm -f $(VENV)/.stamp-run-* $(VENV)/.stamp-dev-*
	@touch $@
endef

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUN_READY) ## Build, then write 1,000,000 customers to customers.csv
	$(PY) examples/run.py

.PHONY: test
test: test-rust test-python ## Run all tests

.PHONY: test-rust
test-rust: ## Run the tests of the engine
	@set -e; if command -v cargo-nextest >/dev/null; then \
		set -x; cargo nextest run $(LOCKED); cargo test --doc $(LOCKED); \
	else \
		set -x; cargo test $(LOCKED); \
	fi
	@set -e; for package in $(RUST_PACKAGES); do (set -x; cd $$package; \
		CARGO_TARGET_DIR=$(PROVIDERS_TARGET) cargo test --no-default-features); done

.PHONY: test-python
test-python: $(DEV_STAMP) ## Run the tests of the Python package
	$(PY) -m pytest $(IN_PARALLEL)

.PHONY: parity
parity: $(DEV_STAMP) ## Compare the drop-in with Faker, all of it; write compat/COVERAGE.md
	$(PY) compat/parity.py --write

.PHONY: build
build: $(RUN_READY) ## Build the extension into .venv

.PHONY: dev
dev: $(DEV_STAMP) ## Make .venv with everything that development needs
	@echo "Ready: source $(VENV)/bin/activate"

.PHONY: lint
lint: lint-rust lint-python lint-generated ## Check formatting, lints, types, stubs and generated files

.PHONY: lint-rust
lint-rust: $(VENV_STAMP)
	cargo fmt --all --check
	cargo clippy $(LOCKED) --all-targets -- -D warnings
	@# No tests or benchmarks have this feature.
	PYO3_PYTHON=$(PY) cargo clippy $(LOCKED) --lib --features python -- -D warnings
	cd benches/peers/tpchgen && cargo fmt --check
	@set -e; for package in $(RUST_PACKAGES) benches/floors; do (set -x; cd $$package; cargo fmt --check; \
		PYO3_PYTHON=$(PY) CARGO_TARGET_DIR=$(PROVIDERS_TARGET) \
			cargo clippy --all-targets -- -D warnings); done

.PHONY: lint-python
lint-python: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict python
	@# Their stubs hide these from the line above.
	MYPYPATH=python $(BIN)/mypy --strict \
		python/forgery/compat/proxy.py python/forgery/compat/providers/__init__.py
	MYPYPATH=python $(PY) -m mypy.stubtest forgery._forgery \
		--mypy-config-file pyproject.toml --allowlist tests/stubtest-allowlist.txt
	MYPYPATH=python $(PY) -m mypy.stubtest forgery.compat.providers --ignore-missing-stub \
		--mypy-config-file pyproject.toml --allowlist tests/stubtest-providers.txt

.PHONY: lint-generated
lint-generated: $(DEV_STAMP)
	@set -e; for generator in $(GENERATORS); do (set -x; $(PY) $$generator --check); done

.PHONY: generate
generate: $(DEV_STAMP) ## Write the generated files again
	@set -e; for generator in "-m tools.generate" $(GENERATORS); do (set -x; $(PY) $$generator --write); done

.PHONY: format
format: $(DEV_STAMP) ## Format the code and fix what can be fixed
	cargo fmt --all
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All that is in the packages comes from these.
$(PACKAGES): $(VENV_STAMP) $(RUST_SOURCES) $(PYTHON_SOURCES)
	rm -rf dist
	$(BIN)/maturin sdist --out dist
	@# The same target folder: the dependencies that `build` compiled serve again. No cache: pip
	@# would find the wheel of an older sdist of this name.
	CARGO_TARGET_DIR="$(CURDIR)/target" \
		$(PY) -m pip wheel --quiet --no-cache-dir --no-deps --wheel-dir dist dist/forgery-*.tar.gz
	@touch $@

.PHONY: package
package: $(PACKAGES) ## Build the sdist, a wheel from it, and try that in an empty environment
	@set -e; scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; set -x; \
		$(PY) -m venv "$$scratch/venv"; \
		"$$scratch/venv/bin/python" -m pip install --quiet dist/forgery-*.whl; \
		cd "$$scratch"; venv/bin/python -c "import forgery; print(forgery.fake.name())"; \
		venv/bin/forgery --help >/dev/null

.PHONY: bench
bench: $(DEV_STAMP) ## Run all benchmarks; write benches/RESULTS.md, its chart, and README's table
	cargo bench $(LOCKED)
	$(PY) benches/run.py --peers
	$(PY) benches/run.py --readme

.PHONY: bench-check
bench-check: $(DEV_STAMP) ## Compare counts of instructions with benches/instructions.toml; needs valgrind
	@[[ "$(PROFILE)" == release ]] || { echo "the baseline is of PROFILE=release" >&2; exit 1; }
	$(PY) benches/instructions.py

.PHONY: soak
soak: $(DEV_STAMP) ## Ask a server for streams of all kinds for ten minutes; its memory must stay flat
	$(PY) tests/serve/soak.py --minutes $(or $(MINUTES),10)

.PHONY: coverage
coverage: $(DEV_STAMP) ## Run the tests of the Python package; write their coverage to target/coverage/index.html
	$(PY) -m pytest $(IN_PARALLEL) --cov --cov-report=html:target/coverage --cov-report=term

.PHONY: security
security: $(VENV_STAMP) ## Look for known vulnerabilities and unsafe Python
	cargo audit
	$(PY) -m pip install --quiet "bandit[toml]>=1.8"
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive python

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf $(VENV) benches/.peers target dist customers.csv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find python tests compat benches examples \
		\( -name __pycache__ -o -name '*.so' -o -name '*.pyd' \) -prune -exec rm -rf {} +

$(VENV_STAMP):
	@command -v cargo >/dev/null || { echo "forgery is built with Rust; no cargo found" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# Old versions of pip cannot install an editable package that is built by maturin.
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet $$(sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml)
	@touch $@

$(RUN_STAMP): $(VENV_STAMP) $(if $(WHEEL),$(PACKAGES),$(RUST_SOURCES))
	$(call install,$(RUN_EXTRAS))

# `make --jobs` installs these while the package is built, which takes longer.
$(DEPENDENCIES): $(VENV_STAMP) pyproject.toml tools/requirements.py
	$(PY) tools/requirements.py dev >$@
	$(PY) -m pip install --quiet --requirement $@

$(DEV_STAMP): $(VENV_STAMP) $(if $(WHEEL),$(PACKAGES),$(RUST_SOURCES)) $(DEPENDENCIES)
	$(call install,dev)
