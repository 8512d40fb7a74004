# dubanc: `make demo` shows it at work, `make check` runs everything that must hold.
# `make help` lists the targets. Read top to bottom; there is no other build file.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
BUILD   ?= build

# The one list of Debian packages. DEPS_BUILD builds and runs; DEPS_CHECK tests.
DEPS_BUILD = gcc make pkg-config libc6-dev libcsv-dev libiniparser-dev libutf8proc-dev git
DEPS_CHECK = libcmocka-dev mandoc shellcheck clang libclang-rt-14-dev valgrind strace python3-minimal perl-base

VERSION  = 0.1.0
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla
CFLAGS  ?= -O2 -g
CPPFLAGS += -Iinclude -D_POSIX_C_SOURCE=200809L -DDUBANC_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=c11 $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP
LIBS     = -lcsv -liniparser -lutf8proc

LIB_SRC := $(wildcard lib/base/*.c lib/core/*.c lib/ledger/*.c lib/rules/*.c lib/render/*.c)
CMD_SRC := $(wildcard cmd/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CMD_OBJ := $(CMD_SRC:%.c=$(BUILD)/%.o)
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/unit/%)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)

all: $(BUILD)/dubanc ## build build/dubanc

$(BUILD)/dubanc: $(CMD_OBJ) $(BUILD)/libdubanc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CMD_OBJ) $(BUILD)/libdubanc.a $(LIBS)

$(BUILD)/libdubanc.a: $(LIB_OBJ)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Unit tests may look inside a floor: they include "core/x.h" for what is private to it.
$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libdubanc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Ilib -Itests/unit -o $@ $< $(LDFLAGS) $(BUILD)/libdubanc.a $(LIBS) -lcmocka

-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_BIN:=.d)

check-unit: $(UNIT_BIN) ## cmocka tests of the library (T=name: one of them)
	tests/run-unit $(BUILD)/tests/unit $(T)

check-cli: $(BUILD)/dubanc ## TAP tests of the commands (T=t03: those that match)
	tests/run-cli $(BUILD)/dubanc $(T)

lint: ## include directions, banned calls, tables against documents, man pages, shell
	tests/lint/run

asan: ## the unit and command tests under ASan and UBSan
	$(MAKE) BUILD=$(BUILD)/asan CC=clang \
		CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		check-unit check-cli

fuzz: $(FUZZ_BIN) ## run every fuzz target for SECONDS (default 20)
	tests/fuzz/run $(BUILD)/fuzz $(or $(SECONDS),20)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(LIB_SRC)
	@mkdir -p $(@D)
	clang $(filter-out -MMD -MP,$(ALL_CFLAGS)) -O1 -Ilib -fsanitize=fuzzer,address,undefined -o $@ $< $(LIB_SRC) $(LIBS)

.PHONY: all check-unit check-cli lint asan fuzz clean help

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile
