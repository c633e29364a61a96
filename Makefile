# SPDX-License-Identifier: GPL-2.0-or-later
#
# Everything here works from a fresh clone on a machine with Go, git, make
# and a C compiler; what else a target needs it installs by itself.

GO     ?= go
BIN    := bin/kstyle-ls
SEED   ?= 1
N      ?= 300

.PHONY: all build demo test test-unit test-race lint layout parity bench invocations clean FORCE

all: build

build: $(BIN)

# The go command knows best what is out of date.
$(BIN): FORCE
	$(GO) build -trimpath -o $@ ./cmd/kstyle-ls

test: test-unit test-race test-lsp

test-unit:
	$(GO) test ./...

# Only what starts goroutines: the rest would be run twice for nothing.
RACE := $(wildcard cmd/kstyle-ls/internal/batch cmd/kstyle-ls/internal/server)
test-race:
	$(if $(RACE),$(GO) test -race $(addprefix ./,$(addsuffix /...,$(RACE))),@echo "test-race: nothing yet")

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

layout:
	$(GO) test -count=1 ./cmd/kstyle-ls/internal/layout

# Manual pages, a page for each rule, and the schemas of kstyle.toml and of the
# json formats, below dist.
# They bear the date of SOURCE_DATE_EPOCH, which is the commit's if not given.
.PHONY: docs test-docs
docs: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
docs: build
	$(BIN) man dist/man
	$(BIN) config schema >dist/kstyle.schema.json
	cp cmd/kstyle-ls/internal/batch/findings.schema.json dist/findings.schema.json
	$(GO) run ./rules/internal/rulesdoc -pages dist/rules

# Every output format judged by programs that are not ours; what is missing of
# them is installed.
.PHONY: test-formats
FORMATS := testdata/formats
test-formats:
	@missing=$$(for p in node:nodejs npm:npm xmllint:libxml2-utils vim:vim; do command -v $${p%%:*} >/dev/null || echo $${p##*:}; done); \
	if [ -n "$$missing" ] && ! { [ "$$(id -u)" = 0 ] && apt-get install -q -y --no-install-recommends $$missing; }; then \
		echo "!!! SKIPPED test-formats: not installed and cannot be:" $$missing; exit 0; fi; \
	set -e; \
	[ $(FORMATS)/node_modules/.package-lock.json -nt $(FORMATS)/package-lock.json ] || \
		(cd $(FORMATS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error); \
	KSTYLE_FORMAT_READERS=1 $(GO) test -count=1 ./cmd/kstyle-ls/internal/batch

# The manual pages judged by mandoc and by groff.
test-docs: docs
	@command -v mandoc >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -q -y --no-install-recommends mandoc; } || \
		{ echo '!!! SKIPPED test-docs: mandoc is not installed and cannot be'; exit 0; }; \
	mandoc -T lint -W warning dist/man/man*/* && \
	if command -v groff >/dev/null; then for page in dist/man/man*/*; do \
		said=$$(groff -man -t -ww -z -Kutf8 $$page 2>&1); [ -z "$$said" ] || { echo "$$said"; exit 1; }; done; fi && \
	echo "$$(ls dist/man/man*/* | wc -l) manual pages are sound"

clean:
	rm -rf bin dist

FORCE:

# Compares with the kernel's own script on SEED and N, and on PATCHES if
# given. Gets a kernel tree first if KSTYLE_KERNEL_TREE names none.
parity: build
	$(GO) run ./cmd/kstyle-ls/internal/parity -seed $(SEED) -n $(N) $(PATCHES)

# What check --fix does to C: tokens, a second run, and what the kernel's own
# script says before and after. It fails if a token or the second run differs, or
# the script says something new. SEED and N draw files; DIR is a folder instead.
.PHONY: fixes
fixes: build
	$(GO) run ./cmd/kstyle-ls/internal/fixes -seed $(SEED) -n $(N) $(DIR)

# The same by the compiler: objects of kernel files before and after all safe
# fixes. Configures a kernel first, which needs flex, bison and bc. HEADERS=1
# fixes what the files include in their place.
.PHONY: objects
objects: build
	$(GO) run ./cmd/kstyle-ls/internal/objects -seed $(SEED) -n $(N) $(if $(HEADERS),-headers) $(FILES)

# checkpatch.pl and kstyle-ls side by side, layers, checks and keystrokes.
bench: build
	$(GO) run ./cmd/kstyle-ls/internal/bench -seed $(SEED)

# Random edits on 50 files of the kernel and mailboxes, drawn by SEED, EDITS on each
# in either mode: what the engine finds step by step and in a fresh run.
.PHONY: equality soak
equality: EDITS ?= 210
equality:
	$(GO) run ./cmd/kstyle-ls/internal/bench -parts corpus -seed $(SEED)
	@KSTYLE_EDIT_CORPUS=$(CURDIR)/.cache/edit-corpus KSTYLE_EDITS=$(EDITS) KSTYLE_EDIT_SEED=$(SEED) \
		$(GO) test -count=1 -timeout 2h -v -run '^TestRecheckEqualsCheck$$' ./analyzer >.cache/equality.log 2>&1 || \
		{ grep -v '^=== \|--- PASS' .cache/equality.log; exit 1; }; \
	grep 'edits of' .cache/equality.log

# The server's memory over many edits in 20 large files.
soak: EDITS ?= 100000
soak: build
	$(GO) run ./cmd/kstyle-ls/internal/bench -parts soak -seed $(SEED) -edits $(EDITS)

# The main job on input that ships with the project. Findings end with status
# 1, which is what the demonstration is about.
DEMO := pump.c 0001-pump-stop-on-removal.patch
demo: build
	@cd testdata/demo && for what in "" --diff; do for input in $(DEMO); do \
		echo "$$ kstyle-ls check --strict $$what $$input"; \
		../../$(BIN) check --strict $$what $$input; [ $$? -eq 1 ] || exit 1; echo; \
	done; done

# The built server over its standard streams, driven by Microsoft's own client
# library. Needs node; what it needs of npm is fetched by lock file.
.PHONY: test-lsp
BENCH := editors/testbench
test-lsp: build
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
		echo '!!! SKIPPED test-lsp: node and npm are not installed, the built server was not driven'; exit 0; fi; \
	set -e; cd $(BENCH); \
	[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	node --test --test-reporter=spec protocol.test.mjs capabilities.test.mjs failures.test.mjs

# The tools that kernel developers send with: pre-commit, git send-email, b4,
# kw, and the templates for GitHub and GitLab. What is missing is installed.
.PHONY: test-send
test-send: build
	bash testdata/send/run.sh $(BIN)

# Random command lines to the kernel's own script and to kstyle-ls checkpatch.
CALLS ?= 200
invocations: build
	$(GO) run ./cmd/kstyle-ls/internal/invoke -seed $(SEED) -n $(CALLS) -min 95

# scripts/get_maintainer.pl and kstyle-ls maintainers on the same files and
# a fourth as many patches of a kernel tree, on SEED and N, and on PATCHES if
# given. A hundred take half a minute.
.PHONY: maintainers
maintainers: build
	$(GO) run ./cmd/kstyle-ls/internal/getmaintainer -seed $(SEED) -n $(N) -patches $$(($(N) / 4)) -min 99 $(PATCHES)

# Real editors driven against the built server; what is missing is installed.
# test-editors-broken does the same with servers that are broken on purpose,
# and wants every lane to fail.
.PHONY: test-editors test-editors-broken vsix vsix-packed
export KSTYLE_EDITORS ?= $(CURDIR)/.cache/editors
VSIX := dist/test
test-editors: build vsix
	bash $(BENCH)/setup.sh
	bash $(BENCH)/run.sh $(BIN) $(LANES)

test-editors-broken: build vsix
	bash $(BENCH)/setup.sh
	bash $(BENCH)/broken.sh $(BIN) $(LANES)

# The extension of VS Code: for any platform, finding the program on PATH, and
# for this one, with the program inside.
vsix: vsix-packed
	bash editors/packaging/vsix.sh $(VSIX)/kstyle.vsix

vsix-packed: build
	@command -v npm >/dev/null || { echo 'vsix: npm is needed (Debian: nodejs npm)'; exit 1; }
	bash editors/packaging/vsix.sh $(VSIX)/kstyle-packed.vsix linux-$$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/') $(BIN)

# For the person who builds it: the program in PREFIX/bin, editors set up.
.PHONY: install install-neovim install-vscode
PREFIX ?= $(HOME)/.local
PACK   := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/nvim/site/pack/kstyle/start/kstyle
CODE   ?= code
install: build
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/kstyle-ls

install-neovim: install
	rm -rf '$(PACK)' && mkdir -p '$(PACK)' && cp -r editors/neovim/. '$(PACK)'

install-vscode: vsix-packed
	$(CODE) --install-extension $(VSIX)/kstyle-packed.vsix

# The README followed to the letter, in a home with nothing in it.
.PHONY: test-from-nothing
test-from-nothing:
	bash $(BENCH)/setup.sh
	bash $(BENCH)/from-nothing.sh

# What is given out, in dist: see editors/packaging/dist.sh. dist-check looks at
# what it made; dist-twice shows that the same commit gives the same bytes.
.PHONY: dist dist-check dist-twice
dist: build
	bash editors/packaging/dist.sh $(ARCH)

dist-check:
	bash editors/packaging/check.sh

dist-twice:
	$(MAKE) -s dist > /dev/null && cp dist/SHA256SUMS dist/SHA256SUMS.first
	rm -rf bin editors/vscode/dist && $(MAKE) -s dist > /dev/null
	@diff dist/SHA256SUMS.first dist/SHA256SUMS && rm dist/SHA256SUMS.first && cat dist/SHA256SUMS && echo 'dist-twice: the same bytes'
