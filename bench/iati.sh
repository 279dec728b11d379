#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# iati.sh - a file of 10,000 activities taken in, and written again from the
# rows.  Each has two organisations (of 200), two sectors, a budget, three
# transactions, a place, and a result with an indicator, its baseline, a
# target and two values: about 120,000 rows.  Goals: 20 s in, 5 s out.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=${activities:-10000}

awk -v n="$n" 'BEGIN {
	print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">"
	for (i = 1; i <= n; i++) {
		printf "<iati-activity xml:lang=\"en\" default-currency=\"USD\" hierarchy=\"1\">\n<iati-identifier>XM-DAC-9999-B%05d</iati-identifier>\n", i
		print "<reporting-org ref=\"XM-DAC-9999\" type=\"10\" secondary-reporter=\"0\"><narrative>A ministry of measures</narrative></reporting-org>"
		printf "<title><narrative>Activity number %d</narrative><narrative xml:lang=\"vi\">Hoạt động số %d</narrative></title>\n<description type=\"1\"><narrative>Skills for the province, part %d</narrative></description>\n", i, i, i
		printf "<participating-org role=\"1\" ref=\"XM-DAC-%d\" type=\"10\"><narrative>Funder %d</narrative></participating-org>\n", 100 + i % 100, i % 100
		printf "<participating-org role=\"4\" ref=\"VN-ORG-%d\" type=\"22\"><narrative>Partner %d</narrative></participating-org>\n", i % 100, i % 100
		printf "<other-identifier ref=\"B%05d\" type=\"A1\"/>\n", i
		print "<activity-status code=\"2\"/><activity-date type=\"1\" iso-date=\"2024-01-01\"/><activity-date type=\"3\" iso-date=\"2026-12-31\"/>"
		print "<recipient-country code=\"VN\"/><location><name><narrative>Hue</narrative></name><point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><pos>16.46 107.59</pos></point></location>"
		print "<sector vocabulary=\"1\" code=\"11430\" percentage=\"60\"/><sector vocabulary=\"1\" code=\"15110\" percentage=\"40\"/><default-finance-type code=\"110\"/>"
		printf "<budget type=\"1\" status=\"2\"><period-start iso-date=\"2025-01-01\"/><period-end iso-date=\"2025-12-31\"/><value value-date=\"2025-01-01\">%d.00</value></budget>\n", 1000 + i
		for (k = 1; k <= 3; k++)
			printf "<transaction ref=\"T%d\"><transaction-type code=\"%d\"/><transaction-date iso-date=\"2025-0%d-15\"/><value value-date=\"2025-0%d-15\">%d.50</value><description><narrative>Tranche %d</narrative></description></transaction>\n", k, k == 1 ? 11 : k == 2 ? 3 : 4, k, k, 100 * k + i, k
		print "<result type=\"1\"><title><narrative>People trained</narrative></title><indicator measure=\"1\" ascending=\"1\"><title><narrative>Persons</narrative></title><baseline year=\"2024\" value=\"0\"/>"
		printf "<period><period-start iso-date=\"2025-01-01\"/><period-end iso-date=\"2025-12-31\"/><target value=\"%d\"/><actual value=\"%d\"/><actual value=\"%d\"><dimension name=\"sex\" value=\"F\"/></actual></period></indicator></result>\n</iati-activity>\n", 50 + i % 50, 40 + i % 50, 20 + i % 30
	}
	print "</iati-activities>"
}' >"$dir/in.xml"

now() { date +%s.%N; }
goal() {	# goal WHAT SECONDS MOST
	awk -v w="$1" -v s="$2" -v m="$3" 'BEGIN { printf "%-34s %6.2f s   goal %g s%s\n", w, s, m, (s + 0 > m + 0 ? "   MISSED" : "") }'
}

"$tilth" --data "$dir/t.db" --quiet init
from=$(now)
"$tilth" --data "$dir/t.db" --quiet iati import "$dir/in.xml" >"$dir/said"
to=$(now)
grep -q "^Programmes *$n " "$dir/said" || { cat "$dir/said"; exit 1; }
goal "$n IATI activities taken in" "$(echo "$to $from" | awk '{ print $1 - $2 }')" 20

# As if they were ours: what others report is not written.
sqlite3 "$dir/t.db" "UPDATE programme SET published = 2, public_parts = 'purpose;partners;change;money';
    UPDATE iati_entry SET is_theirs = 1"
from=$(now)
"$tilth" --data "$dir/t.db" --quiet iati export --out "$dir/out.xml"
to=$(now)
written=$(grep -c "<iati-activity " "$dir/out.xml")
[ "$written" = "$n" ] || { echo "written: $written of $n"; exit 1; }
goal "$n IATI activities written" "$(echo "$to $from" | awk '{ print $1 - $2 }')" 5
