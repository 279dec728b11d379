/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of base/late: every library that is loaded late opens here, under
 * the name the build was set up with. */
#include "base/late.h"

#include <string.h>

#include "base/arena.h"
#include "test.h"

struct one {
	void *call;
};

static void
every_library_opens(struct arena *a)
{
	static const struct {
		const char *file, *package, *call;
	} all[] = {
		{ SONAME_PANGOCAIRO, PACKAGE_PANGOCAIRO,
		    "pango_cairo_create_layout" },
		{ SONAME_PANGO, PACKAGE_PANGO, "pango_layout_set_text" },
		{ SONAME_CAIRO, PACKAGE_CAIRO,
		    "cairo_pdf_surface_create_for_stream" },
		{ SONAME_GOBJECT, PACKAGE_GOBJECT, "g_object_unref" },
		{ SONAME_CMARK, PACKAGE_CMARK, "cmark_parse_document" },
		{ SONAME_ZIP, PACKAGE_ZIP, "zip_open_from_source" },
		{ SONAME_XLSXWRITER, PACKAGE_XLSXWRITER, "workbook_new" },
		{ SONAME_CURL, PACKAGE_CURL, "curl_easy_perform" },
		{ SONAME_TURBOJPEG, PACKAGE_TURBOJPEG, "tjDecompress2" },
		{ SONAME_PNG, PACKAGE_PNG, "png_image_free" },
		{ SONAME_WEBP, PACKAGE_WEBP, "WebPDecode" },
		{ SONAME_ICAL, PACKAGE_ICAL, "icalcomponent_new" },
		{ SONAME_PQ, PACKAGE_PQ, "PQconnectdb" },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *files[] = { all[i].file, NULL };
		const struct late calls[] = { { all[i].call, 0 }, { 0 } };
		struct errors e = { a, NULL, NULL, NULL };
		struct one one = { NULL };

		CHECK(late_load(files, calls, &one, "a test", all[i].package,
		    &e));
		CHECK(one.call != NULL && late_loaded(files, calls, &one));
		CHECK(strncmp(all[i].package, "lib", 3) == 0);
	}
}

static void
what_is_not_there_is_said_with_its_package(struct arena *a)
{
	static const char *const files[] = { "libnotilth.so.9", NULL },
	    *const zip[] = { SONAME_ZIP, NULL };
	static const struct late calls[] = { { "zip_never", 0 }, { 0 } };
	struct errors e = { a, NULL, NULL, NULL };
	struct one one;

	CHECK(!late_loaded(files, calls, &one));
	CHECK(!late_load(files, calls, &one, "tests", "libnotilth9", &e));
	CHECK(errors_worst(&e) == BROKEN);
	CHECK(strstr(errors_text(&e, NULL), "libnotilth9") != NULL);
	errors_clear(&e);
	CHECK(!late_load(zip, calls, &one, "tests", PACKAGE_ZIP, &e));
}

const struct test late_tests[] = {
	{ "every library that is loaded late opens", every_library_opens },
	{ "what is not there is said with its package",
	   what_is_not_there_is_said_with_its_package },
	{ 0 }
};
