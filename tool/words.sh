#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# words.sh              every English sentence of the program, sorted
# words.sh vi           those that po/vi.po has no words for; fails if any
# words.sh vi --unused  those of po/vi.po that the program does not say
# words.sh vi --add     puts those it lacks at the end of po/vi.po, empty
#
# Sentences come from the model's tables, from the views ({{#_}}...{{/_}})
# and from the C source: see tool/words.awk. Those of the terminal, and what
# only who writes the program gets to read, stay English.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
LC_ALL=C
export LC_ALL
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

ninja -C "$build" sentences >"$made/log" 2>&1 || { cat "$made/log"; exit 1; }
# shellcheck disable=SC2046
"$build/sentences" src/web/view $(find src/web/view -name '*.html' | sort) >"$made/all"
# shellcheck disable=SC2046
awk -f tool/words.awk $(find src -name '*.c' ! -path 'src/cli/*' ! -path 'src/model/*' \
    ! -path src/format/template.c ! -path src/store/query.c ! -path src/web/health.c \
    ! -path src/derive/openapi.c ! -path src/derive/schema_json.c \
    ! -path 'src/derive/migrate*' | sort) >>"$made/all"
sort -u "$made/all" | grep '[A-Za-z]' >"$made/english"

[ $# -gt 0 ] || { cat "$made/english"; exit 0; }

# What the language says: msgid, one a line, escapes as above.
awk -f tool/po.awk "po/$1.po" | sed -n 's/^	{ "\(.*\)",$/\1/p' |
	sed 's/\\"/"/g; s/\\?/?/g; s/\\\\/\\/g' | sort -u >"$made/said"
if [ "${2:-}" = --unused ]; then
	comm -13 "$made/english" "$made/said"
	exit 0
fi
comm -23 "$made/english" "$made/said" >"$made/missing"
if [ "${2:-}" = --add ]; then
	sed 's/"/\\"/g; s/.*/\
msgid "&"\
msgstr ""/' "$made/missing" >>"po/$1.po"
	exit 0
fi
cat "$made/missing"
[ ! -s "$made/missing" ]
