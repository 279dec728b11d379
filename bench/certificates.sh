#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# certificates.sh - 1,000 certificates with names in four scripts as one
# PDF.  Goal: under 60 s.
set -eu
"$built/certificates" 1000 | awk '{
	printf "certificates, %d on paper: %.1f s of 60 s, %.1f MB, ratio %.2f%s\n",
	    $3, $1, $2 / 1e6, $1 / 60, ($1 > 60 ? " MISSED" : "")
}'
