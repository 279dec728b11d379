#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# bundle.sh OUT.c FILE... - writes the files that travel inside the program
# (flow/bundle.h) as one const table, in the order given.
set -eu
out=$1
shift
{
	echo '#include "flow/bundle.h"'
	i=0
	for f; do
		printf 'static const unsigned char f%d[] = {' $i
		od -An -v -tu1 "$f" | sed 's/  */,/g; s/^,//; s/$/,/'
		echo '};'
		i=$((i + 1))
	done
	echo 'const struct bundled bundle[] = {'
	i=0
	for f; do
		printf '\t{ "%s", f%d, sizeof(f%d) },\n' "$(basename "$f")" $i $i
		i=$((i + 1))
	done
	printf '\t{ 0 }\n};\n'
} >"$out"
