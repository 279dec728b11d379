#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# install.sh build|test|bench - installs the Debian packages that are missing.
# Says what it will install; uses sudo only when it is not root.
set -eu

build="gcc ninja-build meson pkg-config nodejs npm gettext
libutf8proc-dev libsodium-dev libgsl-dev libglpk-dev libjansson-dev libxml2-dev libzip-dev
libxlsxwriter-dev zlib1g-dev libicu-dev libsqlite3-dev libpq-dev libmicrohttpd-dev
libpango1.0-dev libqrencode-dev libturbojpeg0-dev libpng-dev libwebp-dev
libcurl4-openssl-dev libical-dev libcmark-dev fonts-noto-core fonts-droid-fallback"
test="clang libclang-rt-dev postgresql chromium curl sqlite3 procps openssl poppler-utils
zbar-tools libreoffice-writer-nogui libreoffice-calc-nogui"
bench="wrk chromium curl sqlite3"

case "${1:-build}" in
build) want=$build ;;
test) want="$build $test" ;;
bench) want="$build $bench" ;;
*) echo "usage: tool/install.sh build|test|bench" >&2; exit 64 ;;
esac

have() {
	case "$1" in
	nodejs) command -v node >/dev/null ;;
	npm) command -v npm >/dev/null ;;
	libclang-rt-dev) ls /usr/lib/llvm-*/lib/clang/*/lib/linux/*fuzzer* >/dev/null 2>&1 ;;
	*) dpkg -s "$1" 2>/dev/null | grep -q '^Status: install ok installed' ;;
	esac
}

missing=
for p in $want; do
	have "$p" || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "These packages are missing and this is no Debian:$missing" >&2
	exit 1
fi
root=
[ "$(id -u)" = 0 ] || root=sudo
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q >/dev/null
case " $missing " in
*" libclang-rt-dev "*)
	if ! apt-cache show libclang-rt-dev >/dev/null 2>&1; then
		v=$(apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\).*/\1/p' | head -n 1)
		missing=$(echo "$missing" | sed "s/libclang-rt-dev/libclang-rt-$v-dev/")
	fi ;;
esac
# shellcheck disable=SC2086
$root apt-get install -y -q --no-install-recommends $missing >/dev/null
