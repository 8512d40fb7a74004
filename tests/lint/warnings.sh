#!/bin/sh
# The sources compile under the Makefile's warnings without one, with gcc and with clang.
set -u
build=${BUILD:-build}
for cc in gcc clang; do
	command -v "$cc" >/dev/null 2>&1 || { echo "Makefile:1: $cc is not installed; make deps" && continue; }
	log=$build/lint/$cc.log
	mkdir -p "$build/lint"
	MAKEFLAGS='' ${MAKE:-make} -s -k -j2 BUILD="$build/lint/$cc" CC="$cc" CFLAGS='-O1 -Werror' objects >"$log" 2>&1 ||
		grep -E '(error|warning|No rule).*' "$log" | head -n 40
done
