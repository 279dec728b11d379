#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# globals.sh - no mutable variable lives outside a function, but struct app.
#
# Compiles every file of src/ for the eye of nm: -fno-pic puts const tables
# of pointers into read-only data, so whatever is left in writable data is
# a variable.
set -eu
cd "$(dirname "$0")/.."
db=build-check/compile_commands.json
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
sh tool/sonames.sh gcc >"$out/sonames.h"
flags="-std=c11 -D_GNU_SOURCE -D_POSIX_C_SOURCE=200809L -Isrc -I$out -fno-pic -O0 -w
 -DTILTH_VERSION=\"0\" $(pkg-config --cflags libxml-2.0 icu-uc libpq jansson \
    pangocairo cairo-pdf fontconfig libqrencode libpng libwebp libturbojpeg libcurl libical libcmark)"
[ -f "$db" ] || echo "globals: no build-check; compiling alone" >&2
bad=0
for f in $(find src -name '*.c' | sort); do
	# shellcheck disable=SC2086
	gcc $flags -c "$f" -o "$out/o.o"
	if nm "$out/o.o" | awk '$2 ~ /^[dDbBC]$/ && $3 != "app" && $3 !~ /^__/' | grep .; then
		echo "$f: the variables above are writable"
		bad=1
	fi
done
exit $bad
