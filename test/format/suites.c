/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test canon_tests[], chart_tests[], csv_tests[], document_tests[],
    filetype_tests[],
    json_tests[], language_tests[], ical_tests[], local_tests[],
    markdown_tests[], mime_tests[], pdf_tests[], post_tests[],
    photo_tests[], qr_tests[], sheet_tests[], template_tests[],
    xlsx_tests[], xml_tests[];

const struct suite format_suites[] = {
	{ "format/canon", canon_tests },
	{ "format/chart", chart_tests },
	{ "format/csv", csv_tests },
	{ "format/document", document_tests },
	{ "format/filetype", filetype_tests },
	{ "format/ical", ical_tests },
	{ "format/json", json_tests },
	{ "format/language", language_tests },
	{ "format/local", local_tests },
	{ "format/markdown", markdown_tests },
	{ "format/mime", mime_tests },
	{ "format/pdf", pdf_tests },
	{ "format/post", post_tests },
	{ "format/photo", photo_tests },
	{ "format/qr", qr_tests },
	{ "format/sheet", sheet_tests },
	{ "format/template", template_tests },
	{ "format/xlsx", xlsx_tests },
	{ "format/xml", xml_tests },
	{ 0 }
};
