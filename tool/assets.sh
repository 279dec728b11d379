#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# assets.sh - fetches what package-lock.json names and makes the static
# files in build-assets/.  Does nothing when they are newer than all they
# are made from; `assets.sh dev` also fetches what the browser tests need.
set -eu
cd "$(dirname "$0")/.."

stamp=build-assets/.made
packages=node_modules/.package-lock.json

newest() {	# whether anything named is newer than the file $1
	mark=$1
	shift
	[ ! -e "$mark" ] || [ -n "$(find "$@" -newer "$mark" | head -n 1)" ]
}

omit=--omit=dev
if [ "${1:-}" = dev ] || [ -d node_modules/playwright-core ]; then
	omit=--include=dev
fi
if newest "$packages" package.json package-lock.json ||
    { [ "${1:-}" = dev ] && [ ! -d node_modules/playwright-core ]; }; then
	echo "assets: fetching fonts, icons and tools from npm"
	npm ci "$omit" --no-audit --no-fund --ignore-scripts --loglevel=error
	touch "$packages"
fi
if newest "$stamp" src/web/static src/web/view tool/assets.mjs "$packages"; then
	node tool/assets.mjs build-assets
	touch "$stamp"
fi
