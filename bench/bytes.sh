#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# bytes - the overview of a programme as a browser fetches it that has
# never been here: page, styles, fonts, script and pictures, as they go
# over the wire, heads of the answers included.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

browser=$(command -v chromium || command -v chromium-browser) ||
    die "there is no Chromium here"
make_site
serve "$data"
page=/programme/$(id_of "programme WHERE code = 'MAR-CULT'")/overview
node "$here/bytes.mjs" "$at" "$page" "$browser" "$dir" >"$dir/all" ||
    die "the page was not fetched"
[ -z "$full" ] || sed '$d' "$dir/all"
bytes=$(tail -n 1 "$dir/all")
told bytes "$bytes bytes" "of 60 000" \
    "$(echo "$bytes" | awk '{ printf "%.2f", $1 / 60000 }')" "under 1"
