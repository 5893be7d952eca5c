# Belljar's tasks. `make` lists them.

SWIFT ?= swift
# The worker must fork quickly: a static Swift runtime has fewer pages to copy and no libraries to search for.
STATIC := --static-swift-stdlib
RELEASE := .build/release
DEBUG := .build/debug
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
PACKAGES := libpython3-dev libseccomp-dev pkg-config

.PHONY: help setup build run check format test test-ordinary-user test-without-user-namespaces consumer bench doctor clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-30s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what is missing: CPython's and libseccomp's headers
	@pkg-config --exists python3-embed libseccomp 2>/dev/null \
	  || { echo "installing $(PACKAGES)"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $(PACKAGES); }
	@command -v $(SWIFT) >/dev/null || { echo "Swift is missing; see https://www.swift.org/install/linux/"; exit 1; }

build: setup ## Build the command and the worker, optimised
	$(SWIFT) build -c release $(STATIC) --product belljar
	$(SWIFT) build -c release $(STATIC) --product belljar-worker

run: build ## Run a first program, contained
	$(RELEASE)/belljar run examples/hello.py

doctor: build ## Say what this machine can enforce
	$(RELEASE)/belljar doctor

check: setup ## Check the format, and build without warnings
	$(SWIFT) format lint --strict --recursive --configuration .swift-format Sources Tests examples Package.swift
	@scripts/build-without-warnings

format: ## Put the format right
	$(SWIFT) format --in-place --recursive --configuration .swift-format Sources Tests examples Package.swift

test: setup ## Run all tests: as this user; as root also as an ordinary user, and without user namespaces
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	@scripts/test-as-others
	@$(MAKE) --no-print-directory consumer

consumer: setup ## Build and run a package that depends on Belljar as a user's would
	@scripts/test-consumer

bench: build ## Measure: ratios, interleaved, in one run
	$(SWIFT) build -c release $(STATIC) --product belljar-bench
	$(RELEASE)/belljar-bench

clean: ## Remove what was built
	$(SWIFT) package clean
	rm -rf examples/*/.build
