/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of format/filetype: bytes count, names do not. */
#include "format/filetype.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/arena.h"
#include "base/write.h"
#include "test.h"

static bool
is_told(struct arena *a, str bytes, const char *name, const char *type)
{
	struct errors e = { .arena = a };
	const struct filetype *t;

	return filetype_tell(a, bytes, str_of(name), &t, &e) &&
	    strcmp(t->type, type) == 0;
}

static bool
is_refused(struct arena *a, str bytes, const char *name, const char *why)
{
	struct errors e = { .arena = a };
	const struct filetype *t;

	return !filetype_tell(a, bytes, str_of(name), &t, &e) &&
	    errors_worst(&e) == INVALID &&
	    strstr(errors_text(&e, NULL), why) != NULL;
}

/* A ZIP file of those names, each with those bytes in it. */
static str
zip_of(struct arena *a, const char *const *names, str inside, int how)
{
	zip_source_t *made = zip_source_buffer_create(NULL, 0, 0, NULL), *s;
	zip_t *zip;
	zip_stat_t st;
	zip_int64_t i;
	char *p;

	zip_source_keep(made);
	zip = zip_open_from_source(made, ZIP_TRUNCATE, NULL);
	for (; *names != NULL; names++) {
		s = zip_source_buffer(zip, inside.p, inside.n, 0);
		i = zip_file_add(zip, *names, s, 0);
		CHECK(i >= 0 && zip_set_file_compression(zip, (zip_uint64_t)i,
		    how, 0) == 0);
	}
	CHECK(zip_close(zip) == 0);
	CHECK(zip_source_stat(made, &st) == 0 && zip_source_open(made) == 0);
	p = arena_take(a, st.size, 1);
	CHECK(zip_source_read(made, p, st.size) == (zip_int64_t)st.size);
	zip_source_close(made);
	zip_source_free(made);
	return (str){ p, st.size };
}

/* One white dot: GIF 89a, appendix A to D, without its last byte; TIFF 6.0,
 * section 2, of the two fields that say its size. */
#define DOT_GIF "GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0" \
	"!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0"
#define DOT_TIFF "II*\0\10\0\0\0\2\0" "\0\1\3\0\1\0\0\0\1\0\0\0" \
	"\1\1\3\0\1\0\0\0\1\0\0\0\0\0\0\0"

static void
the_bytes_say_what_a_file_is(struct arena *a)
{
	static const char *const docx[] = { "[Content_Types].xml",
		"word/document.xml", NULL };
	static const char *const xlsx[] = { "[Content_Types].xml",
		"xl/workbook.xml", NULL };
	static const char *const odt[] = { "mimetype", NULL };
	str in = S("<a/>");

	CHECK(is_told(a, S("\xff\xd8\xff\xe0"), "a.pdf", "image/jpeg"));
	CHECK(is_told(a, S(DOT_GIF ";"), "a.jpg", "image/gif"));
	CHECK(is_told(a, S(DOT_TIFF), "a.jpg", "image/tiff"));
	CHECK(is_told(a, S("%PDF-1.7\n%%EOF\n"), "a.html",
	    "application/pdf"));
	CHECK(is_told(a, zip_of(a, docx, in, ZIP_CM_STORE), "a.zip",
	    "application/vnd.openxmlformats-officedocument"
	    ".wordprocessingml.document"));
	CHECK(is_told(a, zip_of(a, xlsx, in, ZIP_CM_STORE), "a",
	    "application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet"));
	CHECK(is_told(a, zip_of(a, odt,
	    S("application/vnd.oasis.opendocument.text"), ZIP_CM_STORE), "a",
	    "application/vnd.oasis.opendocument.text"));
	CHECK(is_told(a, S("Bi\xc3\xaan b\xe1\xba\xa3n\n"), "a.exe",
	    "text/plain"));
	CHECK(is_told(a, S("a,b\n1,2\n"), "A.CSV", "text/csv"));
}

static void
what_a_browser_would_run_is_refused_by_whatever_name(struct arena *a)
{
	CHECK(is_refused(a, S("<html><script>alert(1)</script>"), "a.jpg",
	    "web page"));
	CHECK(is_refused(a, S("\xef\xbb\xbf \n<!DOCTYPE html>"), "a.txt",
	    "web page"));
	CHECK(is_refused(a, S("<?xml version=\"1.0\"?><svg onload=\"x()\"/>"),
	    "a.svg", "drawing"));
	CHECK(is_refused(a, S("<svg xmlns='http://www.w3.org/2000/svg'/>"),
	    "a.png", "drawing"));
	CHECK(is_refused(a, S("MZ\x90\0"), "a.pdf", "program"));
	CHECK(is_refused(a, S("#!/bin/sh\nrm\n"), "a.txt", "program"));
	CHECK(is_refused(a, S("\0\1\2\3"), "a.txt", "cannot be told"));
	CHECK(is_refused(a, S(""), "a.txt", "empty"));
}

static void
what_hides_its_contents_is_refused(struct arena *a)
{
	static const char *const any[] = { "a.txt", NULL };
	static const char *const macros[] = { "[Content_Types].xml",
		"word/document.xml", "word/vbaProject.bin", NULL };
	static const char *const docx[] = { "[Content_Types].xml",
		"word/document.xml", NULL };
	enum { ZEROS = 8 << 20 };
	str zeros = { arena_take(a, ZEROS, 1), ZEROS }, bomb;

	CHECK(is_refused(a, zip_of(a, any, S("x"), ZIP_CM_STORE), "a.docx",
	    "packed file"));
	CHECK(is_refused(a, zip_of(a, macros, S("x"), ZIP_CM_STORE), "a.docx",
	    "macros"));
	/* 8 MiB of nothing pack to 8 KiB: 1,000 times. */
	bomb = zip_of(a, docx, zeros, ZIP_CM_DEFLATE);
	CHECK(bomb.n < 64 * 1024);
	CHECK(is_refused(a, bomb, "a.docx", "would unpack"));
	CHECK(is_refused(a, str_part(bomb, 0, 200), "a.docx", "cut off"));
	CHECK(is_refused(a, S("\x1f\x8b\x08"), "a.pdf", "packed file"));
	CHECK(is_refused(a, S("%PDF-1.7\n1 0 obj"), "a.pdf", "cut off"));
}

static void
a_gif_or_tiff_is_a_picture_and_nothing_else(struct arena *a)
{
	/* 65,535 points a side; a comment of a script in place of blocks. */
	static const char wide[] = "GIF89a\xff\xff\xff\xff\0\0\0;";
	static const char script[] = "GIF89a/*\1\0\0\0\0*/=1;alert(1)";
	static const char far[] = "MM\0*\0\0\xff\0";
	static const char flat[] = "MM\0*\0\0\0\10\0\0";
	static const char big[] = "MM\0*\0\0\0\10\0\2"
	    "\1\0\0\4\0\0\0\1\0\0\x4e\x20"         /* 20,000 */
	    "\1\1\0\4\0\0\0\1\0\0\x4e\x20";

	CHECK(is_told(a, S(DOT_GIF ";\0\0"), "a.gif", "image/gif"));
	CHECK(is_refused(a, S(DOT_GIF), "a.gif", "cut off"));
	CHECK(is_refused(a, S(DOT_GIF ";<script>"), "a.gif", "behind"));
	CHECK(is_refused(a, S(script), "a.js", "cut off"));
	CHECK(is_refused(a, S(wide), "a.gif", "65535 x 65535"));
	CHECK(is_refused(a, S("GIF89a"), "a.gif", "cut off"));
	CHECK(is_refused(a, S("II*\0"), "a.tif", "cut off"));
	CHECK(is_refused(a, S(far), "a.tif", "cut off"));
	CHECK(is_refused(a, S(flat), "a.tif", "cut off"));
	CHECK(is_refused(a, S(big), "a.tif", "20000 x 20000"));
}

static void
phones_that_send_what_few_can_open_are_told_what_to_do(struct arena *a)
{
	CHECK(is_refused(a, S("\0\0\0\x18" "ftypheic"), "a.jpg", "JPEG"));
	CHECK(is_refused(a, S("\0\0\0\x18" "ftypmp42"), "a.jpg", "Films"));
}

static void
a_name_ends_as_its_bytes_are(struct arena *a)
{
	const struct filetype *jpeg = filetype_named(S("image/jpeg"));

	CHECK(str_is(filetype_name(a, jpeg, S("a.html")), "a.html.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S("B\xe1\xba\xa3n.JPEG")),
	    "B\xe1\xba\xa3n.JPEG"));
	CHECK(str_is(filetype_name(a, jpeg, S("..\\..\\x/y.jpg")), "y.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S("a\r\nb.jpg")), "ab.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S("")), "file.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S(".jpg")), ".jpg.jpg"));
}

static void
a_name_hides_nothing_and_a_long_one_keeps_both_ends(struct arena *a)
{
	const struct filetype *jpeg = filetype_named(S("image/jpeg"));
	char lengthy[308];
	str name;
	size_t i;

	/* Right to left: "photo" and "gnp.jpg" would be read "photogpj.png". */
	CHECK(str_is(filetype_name(a, jpeg, S("photo\xe2\x80\xaegnp.jpg")),
	    "photognp.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S("\xef\xbb\xbf" "a\xc2\x85.jpg")),
	    "a.jpg"));
	CHECK(str_is(filetype_name(a, jpeg, S("\xe2\x80\x8b")), "file.jpg"));
	/* Persian "mi-ravam" has a joiner of no width within. */
	CHECK(str_is(filetype_name(a, jpeg, S("\xd9\x85\xdb\x8c\xe2\x80\x8c"
	    "\xd8\xb1.jpg")), "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1.jpg"));
	for (i = 0; i < 303; i++)       /* 101 times "e", three bytes each */
		lengthy[i] = "\xe1\xba\xbf"[i % 3];
	for (i = 0; i < 5; i++)
		lengthy[303 + i] = ".jpeg"[i];
	name = filetype_name(a, jpeg, (str){ lengthy, sizeof(lengthy) });
	CHECK(name.n == 195 + 5 && str_utf8(name));     /* 65 letters */
	CHECK(str_starts(name, (str){ lengthy, 195 }));
	CHECK(str_ends(name, S(".jpeg")));
}

const struct test filetype_tests[] = {
	{ "the bytes say what a file is", the_bytes_say_what_a_file_is },
	{ "what a browser would run is refused by whatever name",
	   what_a_browser_would_run_is_refused_by_whatever_name },
	{ "what hides its contents is refused", what_hides_its_contents_is_refused },
	{ "a GIF or TIFF is a picture and nothing else",
	   a_gif_or_tiff_is_a_picture_and_nothing_else },
	{ "phones that send what few can open are told what to do",
	   phones_that_send_what_few_can_open_are_told_what_to_do },
	{ "a name ends as its bytes are", a_name_ends_as_its_bytes_are },
	{ "a name hides nothing, and a long one keeps both ends",
	   a_name_hides_nothing_and_a_long_one_keeps_both_ends },
	{ 0 }
};
