#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# attend - marks of attendance: 1,000 that a device kept offline arrive in
# one request, and people check in one by one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

make_site
TOKEN=$(t user token mel)
serve "$data"
node "$here/attend.mjs" "$at" "$TOKEN" >"$dir/all" || die "not measured"
stop "$server"
read -r seconds rate <"$dir/all"
told attend "$seconds s" "1,000 marks made offline" "$seconds" "under 2"
told attend "$rate a second" "check-ins, each one request" "$rate" "at least 200"
