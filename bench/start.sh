#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# start - from the start of the program to the last byte of its first page,
# and the memory it holds when that page is sent and nobody asks for more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

make_site
node "$here/start.mjs" "$tilth" "$data" >"$dir/all"
read -r ms mib <"$dir/all"
told start "$ms ms to the first page" "of 100 ms" \
    "$(echo "$ms" | awk '{ printf "%.2f", $1 / 100 }')" "under 1"
told start "$mib MiB idle" "of 30 MB (28.6 MiB)" \
    "$(echo "$mib" | awk '{ printf "%.2f", $1 * 1.048576 / 30 }')" "under 1"
