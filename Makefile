# Belljar's tasks. `make` lists them.

SWIFT ?= swift
# Every task can be done with another CPython than pkg-config's: make test PYTHON=3.13. Each version has a build
# directory of its own, so that changing between them builds nothing anew.
PYTHON ?=
SCRATCH := .build$(addprefix -,$(PYTHON))
RELEASE := $(SCRATCH)/release
BUILD_FLAGS := --scratch-path $(SCRATCH)
# Tells the worker where its libpython is: its environment is empty, and a package may not carry such a flag.
RUN_PATH :=
ifneq ($(PYTHON),)
export PKG_CONFIG_PATH := $(shell scripts/python-versions $(PYTHON) $(CURDIR)/$(SCRATCH)/pkgconfig)
ifneq ($(.SHELLSTATUS),0)
$(error no CPython $(PYTHON))
endif
RUN_PATH := -Xlinker -rpath -Xlinker $(shell PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config --variable=libdir python-$(PYTHON)-embed)
endif
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
PACKAGES := libpython3-dev libseccomp-dev libedit-dev pkg-config
# What nobody here wrote: CPython's own tests, its documentation with all examples, and the time zones that the tests read.
CORPORA := libpython3.11-testsuite python3.11-doc tzdata

.PHONY: help setup build run demo check format docs test test-version test-optimised examples fuzz soak compatibility museum bench bench-rivals doctor clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-30s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what is missing: the headers of CPython, libseccomp and libedit
	@pkg-config --exists python3-embed libseccomp libedit 2>/dev/null \
	  || { echo "installing $(PACKAGES)"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $(PACKAGES); }
	@command -v $(SWIFT) >/dev/null || { echo "Swift is missing; see https://www.swift.org/install/linux/"; exit 1; }

build: setup ## Build the command and the worker, optimised
	scripts/build-release $(SCRATCH) $(RUN_PATH) -- belljar belljar-worker

run: build ## Run a first program, contained
	$(RELEASE)/belljar run examples/hello.py

demo: build ## See a first exhibit of the museum
	$(RELEASE)/belljar demo subclass-walk

doctor: build ## Say what this machine can enforce
	$(RELEASE)/belljar doctor

check: setup ## Check the format, build without warnings, and check the documentation
	$(SWIFT) format lint --strict --recursive --configuration .swift-format Sources Tests examples Package.swift
	@scripts/build-without-warnings
	@scripts/documentation .build-check

format: ## Put the format right
	$(SWIFT) format --in-place --recursive --configuration .swift-format Sources Tests examples Package.swift

docs: setup ## Build the documentation, and check it: comments, links, and that its code is compiled
	@scripts/documentation $(SCRATCH)

test: setup ## Run all tests: as this user; as root also as an ordinary user, and without user namespaces
	$(SWIFT) build $(BUILD_FLAGS) $(RUN_PATH) --build-tests
	scripts/run-tests $(SWIFT) test $(BUILD_FLAGS) $(RUN_PATH) --skip-build
	$(SCRATCH)/debug/belljar-soak 2000
	@scripts/run-tests scripts/test-as-others $(SCRATCH) $(PYTHON)
	@$(MAKE) --no-print-directory test-optimised examples

test-version: setup ## The same, of one CPython: as this user, and as root also as an ordinary user
	$(SWIFT) build $(BUILD_FLAGS) $(RUN_PATH) --build-tests
	scripts/run-tests $(SWIFT) test $(BUILD_FLAGS) $(RUN_PATH) --skip-build
	@scripts/run-tests scripts/test-as-others $(SCRATCH) "$(PYTHON)" ordinary

test-optimised: build ## Run the tests of containment and of outcomes once more, with the worker that `make build` makes
	BELLJAR_WORKER=$(CURDIR)/$(RELEASE)/belljar-worker scripts/run-tests $(SWIFT) test $(BUILD_FLAGS) $(RUN_PATH) --skip-build \
	  --filter '^(ContainmentTests|BelljarTests)\.'

examples: setup ## Build the examples as a user would, and compare what they print
	@scripts/test-examples $(BUILD_FLAGS) $(RUN_PATH)

fuzz: ## Fuzz every decoder: COUNT inputs each (1000000), or TARGETS alone; what fails is kept as a test
	@COUNT="$(COUNT)" SEED="$(SEED)" scripts/fuzz $(TARGETS)

bench: build ## Measure: ratios, interleaved, in one run; ARGUMENTS=--quick is a look
	scripts/build-release $(SCRATCH) -- belljar-bench
	$(RELEASE)/belljar-bench $(ARGUMENTS)

bench-rivals: ## Install, for the bench, the rival that pip has: Monty, under .build/rivals
	/usr/bin/python3 -m venv .build/rivals
	.build/rivals/bin/python -m pip install --quiet --upgrade pydantic-monty

compatibility: build ## Run CPython's own tests and its documentation's examples in the sandbox; compare docs/compatibility.md, or WRITE=yes
	@test -f /usr/lib/python3.11/test/test_decimal.py && test -d /usr/share/doc/python3.11/html/_sources/library \
	  || { echo "installing $(CORPORA)"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $(CORPORA); }
	scripts/build-release $(SCRATCH) -- belljar-compat
	$(RELEASE)/belljar-compat $(if $(WRITE),--write)

museum: build ## Run every exhibit of `belljar demo`, compare docs/museum.md, or WRITE=yes, and look at the page in a browser
	@command -v chromium >/dev/null \
	  || { echo "installing chromium"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium; }
	scripts/museum $(RELEASE) $(if $(WRITE),write)

soak: build ## Run COUNT (100000) mixed good and hostile programs; no verdict may change, and nothing be left
	scripts/build-release $(SCRATCH) -- belljar-soak
	$(RELEASE)/belljar-soak $(or $(COUNT),100000)

clean: ## Remove what was built
	$(SWIFT) package clean
	rm -rf .build-* examples/.build*
