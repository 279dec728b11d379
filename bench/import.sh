#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# import - a programme of 10,000 persons with 100,000 response sheets of 40
# items, 4 million rows of CSV, into a new data file.  Quick: a tenth of
# it, and a tenth of the time allowed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

persons=1000 goal=3
[ -z "$full" ] || persons=10000 goal=30

"$built/programme" "$dir" $persons 10
t init >"$dir/made"
t import "$dir/framework.json" >"$dir/made"
"$built/spent" "$tilth" --data "$data" --quiet import "$dir/programme" \
    >"$dir/spent" 2>"$dir/said" || { cat "$dir/said" >&2; die "the import failed"; }
grep -q ' 0 refused$' "$dir/said" || { tail -n 5 "$dir/said" >&2; die "rows were refused"; }
[ "$(ask 'SELECT count(*) FROM response')" = $((persons * 10)) ] || die "sheets are missing"
read -r seconds processor memory <"$dir/spent"
told import "$seconds s ($processor of processor)" "of $goal s, $((persons * 10)) sheets" \
    "$(echo "$seconds $goal" | awk '{ printf "%.2f", $1 / $2 }')" "under 1"
told import "$memory MiB" "of 300 MB (286 MiB)" \
    "$(echo "$memory" | awk '{ printf "%.2f", $1 * 1.048576 / 300 }')" "under 1"
