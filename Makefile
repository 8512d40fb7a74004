# dubanc: `make demo` shows it at work, `make check` runs everything that must hold.
# `make help` lists the targets. Read top to bottom; there is no other build file.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
BUILD   ?= build

# The one list of Debian packages. DEPS_BUILD builds and runs; DEPS_CHECK tests.
DEPS_BUILD = git gcc make libc6-dev libcsv-dev libiniparser-dev libutf8proc-dev libzip-dev libxml2-dev libxlsxwriter-dev zlib1g-dev
DEPS_CHECK = libcmocka-dev mandoc shellcheck zsh fish clang libclang-rt-dev valgrind strace bash python3-icalendar libical-dev

VERSION  = 0.1.0
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla
CFLAGS  ?= -O2 -g
CPPFLAGS += -Iinclude -I$(BUILD)/gen -D_POSIX_C_SOURCE=200809L -DDUBANC_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=c11 $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP
# Three small libraries are taken into the program where they can be: a dynamic one costs more
# to find at every start than all its code. The linker packs what is set right at a start.
static   = $(if $(wildcard $(shell $(CC) -print-file-name=lib$(1).a)),-Xlinker -Bstatic -l$(1) -Xlinker -Bdynamic,-l$(1))
LIBS    := $(call static,csv) $(call static,iniparser) $(call static,utf8proc)
PACKED  := $(shell $(CC) -Wl,--help 2>/dev/null | grep -q pack-relative-relocs && echo -Wl,-z,pack-relative-relocs)

LIB_SRC := $(wildcard lib/base/*.c lib/core/*/*.c lib/run/*.c lib/ledger/*.c lib/rules/*.c lib/render/*.c)
CMD_SRC := $(wildcard cmd/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CMD_OBJ := $(CMD_SRC:%.c=$(BUILD)/%.o)
DOC      = $(BUILD)/libexec/dubanc/dubanc-doc
DOC_SRC := $(wildcard cmd/doc/*.c)
DEC_SRC := $(wildcard lib/decode/*.c)
DOC_OBJ := $(DOC_SRC:%.c=$(BUILD)/%.o) $(DEC_SRC:%.c=$(BUILD)/%.o)
XML_CFLAGS ?= -I/usr/include/libxml2
XML_LIBS ?= -lxml2 -lzip -lxlsxwriter -lz
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/unit/%)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
MAN1     := $(wildcard man/*.1)
MAN5     := $(wildcard man/*.5)
EXAMPLES := $(wildcard share/examples/*)

# ---- building ----

all: $(BUILD)/dubanc $(DOC) ## build build/dubanc and its helper

$(BUILD)/dubanc: $(CMD_OBJ) $(BUILD)/libdubanc.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(PACKED) -o $@ $(CMD_OBJ) $(BUILD)/libdubanc.a $(LIBS)

$(BUILD)/libdubanc.a: $(LIB_OBJ)
	rm -f $@
	$(AR) rcs $@ $^

# The helper that reads binary documents; the only one that links libzip, libxml2, zlib and libxlsxwriter.
$(DOC): $(DOC_OBJ) $(BUILD)/libdubanc.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(DOC_OBJ) $(BUILD)/libdubanc.a -lutf8proc -lm $(XML_LIBS)

$(DOC_OBJ): ALL_CFLAGS += $(XML_CFLAGS)

# What is made of the tables of words before anything is compiled.
GEN = $(BUILD)/gen/word_lists.h $(BUILD)/gen/page.css.h $(BUILD)/gen/page.js.h
WORD_TABLES = $(addprefix lib/data/,organs.def unit_words.def clause_words.def feasts.def events.def labels.def)
$(BUILD)/gen/mkindex: lib/data/mkindex.c lib/core/text/word_index.h $(WORD_TABLES) Makefile
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -o $@ $< $(LDFLAGS)
$(BUILD)/gen/word_lists.h: $(BUILD)/gen/mkindex
	$< >$@.new && mv $@.new $@
# Style and script of pages: a string a line, without comments and indentation.
$(BUILD)/gen/page.%.h: lib/render/page.% Makefile
	@mkdir -p $(@D)
	sed -e 's/^[[:space:]]*//' -e '/^$$/d' -e '/^\/\//d' -e '/^\/\*.*\*\/$$/d' -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n",/' $< >$@.new && mv $@.new $@
$(BUILD)/lib/core/text/words.o $(BUILD)/lib/render/page.o: $(GEN)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Unit tests may look inside a floor: they include "core/x.h" for what is private to it.
# What tests the readers links them, which nothing else but the helper does.
READERS := $(addprefix $(BUILD)/tests/unit/,test_decode test_hostile test_mark test_pdf_table test_ruled)
$(READERS): LIBS := $(DEC_SRC:%.c=$(BUILD)/%.o) $(BUILD)/libdubanc.a $(LIBS) $(XML_LIBS) -lm
$(READERS): $(DEC_SRC:%.c=$(BUILD)/%.o)

$(BUILD)/tests/unit/%.o: tests/unit/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Ilib -Itests/unit -c -o $@ $<
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libdubanc.a
	$(CC) $(CFLAGS) -o $@ $< $(LDFLAGS) $(BUILD)/libdubanc.a $(LIBS) -lcmocka
.SECONDARY: $(UNIT_BIN:=.o)

-include $(LIB_OBJ:.o=.d) $(DOC_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_BIN:=.d)

# ---- the two commands ----

# $(call have,PACKAGES): installs what is missing, or says what to run.
define have
	@command -v dpkg-query >/dev/null || { echo 'not a Debian system; needed are: $(1)'; exit 0; }; \
	missing=; for p in $(1); do \
		[ "$$(dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || missing="$$missing $$p"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	as_root=; [ "$$(id -u)" -eq 0 ] || as_root=sudo; \
	install="apt-get install -y --no-install-recommends$$missing"; \
	if [ -n "$$as_root" ] && ! command -v sudo >/dev/null; then \
		echo "These packages are missing and only root may install them. As root, run:"; \
		echo "    $$install"; exit 1; \
	fi; \
	echo "installing what is missing:$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$as_root $$install >/dev/null 2>&1 || { $$as_root apt-get update -qq && $$as_root $$install; } || { \
		echo "That did not work. As root, run:"; \
		echo "    apt-get update && $$install"; exit 1; \
	}
endef

demo: ## install what is missing, build, and show a ledger at work in build/demo
	$(call have,$(DEPS_BUILD))
	@echo 'building build/dubanc …'
	@$(MAKE) -s -j$$(nproc) all
	@tests/demo $(BUILD)

check: deps ## install what is missing, run everything that must hold
	@echo 'building …'
	@$(MAKE) -s -j$$(nproc) all units
	@MAKE='$(MAKE)' tests/check $(BUILD)

deps: ## install the packages that building and testing want
	$(call have,$(DEPS_BUILD) $(DEPS_CHECK))

# ---- the parts of check ----

check-unit: $(UNIT_BIN) ## cmocka tests of the library (T=name: one of them)
	@tests/run-unit $(BUILD)/tests/unit $(T)

$(BUILD)/tests/make-formats: tests/data/formats/make.c tests/data/formats/pack.h tests/data/formats/parts.h $(BUILD)/libdubanc.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -o $@ $< $(LDFLAGS) $(BUILD)/libdubanc.a -lutf8proc

# Another program's reading of our calendars; left out, and the test says so, where libical-dev is not installed.
ICAL := $(if $(wildcard /usr/include/libical/ical.h),$(BUILD)/tests/read-ical)
$(BUILD)/tests/read-ical: tests/ical/read.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) -O1 -o $@ $< -lical

check-cli: $(BUILD)/dubanc $(DOC) $(BUILD)/tests/make-formats $(ICAL) ## TAP tests of the commands (T=t03: those that match; UPDATE=1: golden files)
	@tests/run-cli $(BUILD)/dubanc $(T)

lint: ## include directions, banned calls, tables against documents, man pages, shell, warnings
	@BUILD=$(BUILD) MAKE='$(MAKE)' tests/lint/run $(T)

lint-man: ## the man pages alone
	@BUILD=$(BUILD) tests/lint/run man

headers: ## each public header compiles alone, as C11 and as C++
	@BUILD=$(BUILD) tests/lint/run headers

# Not position independent: relocating the tables takes a third of each of the thousands of starts.
asan: ## the unit and command tests under ASan and UBSan
	@$(MAKE) -s -k BUILD=$(BUILD)/asan LDFLAGS='-fsanitize=address,undefined -no-pie' \
		CFLAGS='-O1 -g -fno-pie -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		check-unit check-cli

startup: $(BUILD)/dubanc $(BUILD)/bench/cost ## what starting costs: instructions, memory, time against true(1)
	@tests/bench/startup $(BUILD)

bench-docx: $(DOC) $(BUILD)/tests/make-formats $(BUILD)/bench/cost ## time the reading of a Word file of 300 pages
	@tests/bench/docx $(BUILD)

bench: $(BUILD)/dubanc $(BUILD)/bench/cost ## time the commands on a large ledger (ROWS=50000)
	@tests/bench/run $(BUILD) $(or $(ROWS),50000)

bench-read: $(BUILD)/bench/read ## time the reading of documents: large ones, hostile ones (FILE=…: this one)
	@tests/bench/reading $(BUILD) $(FILE)

bench-update: $(BUILD)/libdubanc.a ## what an update costs among 2000 documents, against the least a durable one can
	@tests/bench/update $(BUILD)

fault: $(BUILD)/dubanc $(BUILD)/fault/dubanc ## every call of a writer and allocation of any command fails, or the process dies at it
	@tests/fault/order $(BUILD)
	@tests/fault/run $(BUILD)
	@tests/fault/commands $(BUILD)
	@tests/fault/readers $(BUILD)
	@tests/fault/kill $(BUILD) 2000

fault-quick: $(BUILD)/dubanc $(BUILD)/fault/dubanc ## a sample of it
	@tests/fault/order $(BUILD)
	@tests/fault/commands $(BUILD) quick
	@tests/fault/readers $(BUILD) quick
	@tests/fault/kill $(BUILD) 60

# With shared libraries, so that what they do not look at can be told from what is ours.
$(BUILD)/fault/dubanc: $(CMD_OBJ) $(BUILD)/libdubanc.a $(DOC)
	@mkdir -p $(@D)
	ln -sfn ../libexec $(@D)/libexec
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CMD_OBJ) $(BUILD)/libdubanc.a -lcsv -liniparser -lutf8proc

fuzz: $(FUZZ_BIN) $(BUILD)/tests/make-formats ## run every fuzz target for SECONDS (default 20; T=docx: one of them)
	@tests/fuzz/run $(BUILD) -max_total_time=$(or $(SECONDS),20) $(T)

fuzz-quick: $(FUZZ_BIN) $(BUILD)/tests/make-formats ## every fuzz target over its seeds and a thousand variations, always the same
	@tests/fuzz/run $(BUILD) '-runs=1000 -seed=1 -max_len=2048' $(T)

units: $(UNIT_BIN)
objects: $(LIB_OBJ) $(CMD_OBJ) $(DOC_OBJ)

$(BUILD)/bench/read: tests/bench/read.c $(BUILD)/libdubanc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $< $(LDFLAGS) $(BUILD)/libdubanc.a $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -D_GNU_SOURCE -o $@ $<

# Fuzzing: everything once more with what libFuzzer counts by, then a small program for each target.
FUZZ_FLAGS = $(filter-out -MMD -MP,$(ALL_CFLAGS)) $(XML_CFLAGS) -O1 -Ilib -fsanitize=address,undefined
FUZZ_OBJ := $(addprefix $(BUILD)/fuzz/,$(LIB_SRC:.c=.o) $(DEC_SRC:.c=.o))
$(FUZZ_OBJ): $(BUILD)/fuzz/%.o: %.c $(GEN) Makefile
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<
$(BUILD)/fuzz/libfuzzed.a: $(FUZZ_OBJ)
	@rm -f $@
	ar rcs $@ $(FUZZ_OBJ)
$(FUZZ_BIN): $(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/decode.h $(BUILD)/fuzz/libfuzzed.a
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $< $(BUILD)/fuzz/libfuzzed.a $(LIBS) $(XML_LIBS) -lm
-include $(FUZZ_OBJ:.o=.d)

# ---- installing ----

install: all ## install below PREFIX (default /usr/local), under DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/doc/dubanc \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(BUILD)/dubanc $(DESTDIR)$(PREFIX)/bin/dubanc
	install -d $(DESTDIR)$(PREFIX)/libexec/dubanc
	install -m 755 $(DOC) $(DESTDIR)$(PREFIX)/libexec/dubanc/dubanc-doc
	install -m 644 $(MAN1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(MAN5) $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 completions/dubanc.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/dubanc
	install -m 644 completions/_dubanc $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_dubanc
	install -m 644 completions/dubanc.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/dubanc.fish
	install -m 644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/dubanc
	install -d $(DESTDIR)$(PREFIX)/share/doc/dubanc/examples
	for f in $(EXAMPLES); do \
		sed 's|/usr/local/bin|$(PREFIX)/bin|' $$f >$(DESTDIR)$(PREFIX)/share/doc/dubanc/examples/$${f##*/} || exit 1; \
	done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/dubanc $(DESTDIR)$(PREFIX)/share/bash-completion/completions/dubanc \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_dubanc $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/dubanc.fish \
		$(MAN1:man/%=$(DESTDIR)$(PREFIX)/share/man/man1/%) $(MAN5:man/%=$(DESTDIR)$(PREFIX)/share/man/man5/%)
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/dubanc $(DESTDIR)$(PREFIX)/libexec/dubanc

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

.PHONY: all demo check deps check-unit check-cli lint lint-man headers asan startup bench bench-docx bench-read bench-update fault \
	fault-quick fuzz units objects install uninstall clean help
