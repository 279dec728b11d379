#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# sonames.sh CC - a header with the file names of the libraries that are
# loaded late (src/base/late.h), as this machine's linker finds them, and
# with the packages that bring them where dpkg knows.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# name TAB pkg-config's name TAB the linker's name
list="pangocairo pangocairo pangocairo-1.0
pango pango pango-1.0
cairo cairo-pdf cairo
gobject gobject-2.0 gobject-2.0
cmark libcmark cmark
zip libzip zip
xlsxwriter xlsxwriter xlsxwriter
curl libcurl curl
turbojpeg libturbojpeg turbojpeg
png libpng png
webp libwebp webp
ical libical ical
pq libpq pq"

# By Debian's rule: libzip.so.4 is in libzip4, libpng16.so.16 in libpng16-16.
by_rule() {
	echo "$1" | sed 's/\([0-9]\)\.so\.\([0-9]\)/\1-\2/; s/\.so\.//'
}

package_of() {
	file=$($cc -print-file-name="$1")
	command -v dpkg-query >/dev/null || { by_rule "$1"; return; }
	for at in "$file" "$(readlink -f "$file")" \
	    "$(readlink -f "$file" | sed 's,^/usr/,/,')"; do
		found=$(dpkg-query -S "$at" 2>/dev/null | sed 's/[:,].*//; 1q')
		[ -z "$found" ] || { echo "$found"; return; }
	done
	by_rule "$1"
}

cc=${*:-cc}
echo "/* Made by tool/sonames.sh when the build is set up. */"
echo "$list" | while read -r name pkg lib; do
	at=$(pkg-config --variable=libdir "$pkg")
	echo 'int nothing;' | $cc -shared -fPIC -x c - -x none \
	    -Wl,--no-as-needed ${at:+"-L$at"} "-l$lib" -o "$out/$name.so"
	so=$(LC_ALL=C readelf -d "$out/$name.so" |
	    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | head -n 1)
	case "$so" in
	lib"$lib"*.so*) ;;
	*) echo "sonames: no shared lib$lib here" >&2; exit 1 ;;
	esac
	up=$(echo "$name" | tr '[:lower:]' '[:upper:]')
	printf '#define SONAME_%s "%s"\n#define PACKAGE_%s "%s"\n' \
	    "$up" "$so" "$up" "$(package_of "$so")"
done
