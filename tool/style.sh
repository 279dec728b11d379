#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# style.sh - the rules of style that a script can tell.
set -eu
cd "$(dirname "$0")/.."
bad=0
# shellcheck disable=SC2046
awk -f tool/style.awk $(find src test $([ -d bench ] && echo bench) -name '*.[ch]' | sort) || bad=1
for f in $(git ls-files 'src/*.[ch]' 'test/*.[ch]' 'bench/*.[ch]' '*.sh' '*.awk' '*.mjs' 'po/*.po' run check); do
	head -n 3 "$f" | grep -q 'SPDX-License-Identifier: AGPL-3.0-or-later' || {
		echo "$f: no SPDX line"
		bad=1
	}
done
exit $bad
