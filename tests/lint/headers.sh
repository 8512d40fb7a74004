#!/bin/sh
# Each public header compiles alone, as C11 and as C++.
set -u
cc=${CC:-cc}
cxx=$(command -v g++ || command -v clang++)
for header in include/dubanc/*.h; do
	[ -f "$header" ] || continue
	name=dubanc/${header##*/}
	guard=DUBANC_$(basename "$header" .h | tr 'a-z-' 'A-Z_')_H
	grep -q "^#ifndef $guard\$" "$header" || echo "$header:1: include guard should be $guard"
	printf '#include "%s"\n#include "%s"\n' "$name" "$name" |
		"$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c - 2>&1 |
		sed -n '/error:/p'
	[ -n "$cxx" ] || continue
	printf 'extern "C" {\n#include "%s"\n}\n' "$name" |
		"$cxx" -std=c++17 -Wall -Wextra -Werror -Wno-pedantic -Iinclude -fsyntax-only -x c++ - 2>&1 |
		sed -n '/error:/p'
done
