#!/bin/sh
# All shell is clean under shellcheck; what is not completion is POSIX sh.
set -u
command -v shellcheck >/dev/null 2>&1 || { echo 'tests/lint/shell.sh:1: shellcheck is not installed; make deps' && exit 0; }
tests/lint/files | while read -r file; do
	[ -f "$file" ] || continue
	case $file in
	*.bash) dialect="bash" ;;
	*.sh) dialect="sh" ;;
	*) case $(head -c 9 "$file" | tr -d '\0') in '#!/bin/sh'*) dialect="sh" ;; *) continue ;; esac ;;
	esac
	shellcheck -s "$dialect" -f gcc -e SC1090,SC1091,SC2016,SC2034,SC2154 "$file"
done
