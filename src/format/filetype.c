/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/filetype.h"

#include <string.h>

#include "base/arena.h"
#include "base/words.h"
#include "base/write.h"
#include "format/frame.h"
#include "format/photo.h"
#include "format/zipped.h"

enum {
	F_JPEG, F_PNG, F_WEBP, F_GIF, F_TIFF, F_PDF, F_DOCX, F_XLSX, F_PPTX,
	F_ODT, F_ODS, F_ODP, F_DOC, F_XLS, F_PPT, F_RTF, F_CSV, F_TEXT,
	NAME_MOST = 200, ENDS_MOST = 12         /* bytes */
};

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

const struct filetype filetypes[] = {           /* words: */
	[F_JPEG] = { "image/jpeg", "JPEG picture", "jpg;jpeg;jpe;jfif", true },
	[F_PNG]  = { "image/png", "PNG picture", "png", true },
	[F_WEBP] = { "image/webp", "WebP picture", "webp", true },
	[F_GIF]  = { "image/gif", "GIF picture", "gif" },
	[F_TIFF] = { "image/tiff", "TIFF scan", "tif;tiff" },
	[F_PDF]  = { "application/pdf", "PDF document", "pdf" },
	[F_DOCX] = { OOXML "wordprocessingml.document", "Word document",
	    "docx" },
	[F_XLSX] = { OOXML "spreadsheetml.sheet", "Excel workbook", "xlsx" },
	[F_PPTX] = { OOXML "presentationml.presentation", "PowerPoint slides",
	    "pptx" },
	[F_ODT]  = { ODF "text", "OpenDocument text", "odt" },
	[F_ODS]  = { ODF "spreadsheet", "OpenDocument table", "ods" },
	[F_ODP]  = { ODF "presentation", "OpenDocument slides", "odp" },
	[F_DOC]  = { "application/msword", "Old Word document", "doc" },
	[F_XLS]  = { "application/vnd.ms-excel", "Old Excel workbook", "xls" },
	[F_PPT]  = { "application/vnd.ms-powerpoint", "Old PowerPoint slides",
	    "ppt" },
	[F_RTF]  = { "application/rtf", "RTF document", "rtf" },
	[F_CSV]  = { "text/csv", "CSV table", "csv" },
	[F_TEXT] = { "text/plain", "Plain text", "txt;md;log;json;ics" },
	{ 0 }
};

struct telling {
	struct arena  *a;
	str            b, name;
	struct errors *e;
	const struct filetype *found;
};

static bool
is(struct telling *t, size_t which)
{
	t->found = &filetypes[which];
	return true;
}

static bool
refuse(struct telling *t, const char *says)
{
	return fail(t->e, INVALID, NULL, "%s", words_say(t->e->words, says));
}

static bool
starts(const struct telling *t, const char *with, size_t n)
{
	return str_starts(t->b, (str){ with, n });
}

#define STARTS(t, literal) starts(t, literal, sizeof(literal) - 1)

/* ---- documents that are ZIP files ---- */

static bool
zip_holds(const struct zipped *z, const char *end)
{
	str name;
	size_t i;

	for (i = 0; (name = zipped_name(z, i)).p != NULL; i++)
		if (str_ends(name, str_of(end)))
			return true;
	return false;
}

static bool
tell_odf(struct telling *t, struct zipped *z)
{
	struct zipped_file *f;
	char type[128];
	str said;
	size_t i;
	int n;

	if (!zipped_file(z, t->a, "mimetype", &f, t->e))
		return false;
	n = zipped_read(f, type, sizeof(type));
	said = str_trim((str){ type, n > 0 ? (size_t)n : 0 });
	if (zip_holds(z, "Basic/script-lc.xml"))
		return refuse(t, "This document holds macros. Save it without "
		    "them and send it again.");
	for (i = F_ODT; i <= F_ODP; i++)
		if (str_is(said, filetypes[i].type))
			return is(t, i);
	return refuse(t, "This kind of document is not taken.");
}

static bool
tell_zip(struct telling *t)
{
	struct zipped *z;

	if (!zipped_open_bytes(t->a, t->b, &z, t->e))
		return false;
	if (zipped_has(z, "mimetype"))
		return tell_odf(t, z);
	if (zip_holds(z, "vbaProject.bin"))
		return refuse(t, "This document holds macros. Save it without "
		    "them and send it again.");
	if (zipped_has(z, "[Content_Types].xml")) {
		if (zipped_has(z, "word/document.xml"))
			return is(t, F_DOCX);
		if (zipped_has(z, "xl/workbook.xml"))
			return is(t, F_XLSX);
		if (zipped_has(z, "ppt/presentation.xml"))
			return is(t, F_PPTX);
	}
	return refuse(t, "A packed file hides what is in it. Unpack it and "
	    "attach its files one by one.");
}

/* ---- old Office documents: names of streams are UTF-16 ---- */

static bool
holds_wide(const struct telling *t, const char *name)
{
	struct write w = write_new(t->a, 128);

	for (; *name != '\0'; name++) {
		write_char(&w, *name);
		write_char(&w, '\0');
	}
	return str_find(t->b, write_done(&w)) < t->b.n;
}

static bool
tell_ole(struct telling *t)
{
	if (holds_wide(t, "EncryptedPackage"))
		return refuse(t, "This document has a password, so nobody can "
		    "tell what is in it. Save it without one.");
	if (holds_wide(t, "_VBA_PROJECT"))
		return refuse(t, "This document holds macros. Save it without "
		    "them and send it again.");
	if (holds_wide(t, "WordDocument"))
		return is(t, F_DOC);
	if (holds_wide(t, "PowerPoint Document"))
		return is(t, F_PPT);
	if (holds_wide(t, "Workbook"))
		return is(t, F_XLS);
	return refuse(t, "This kind of document is not taken.");
}

/* ---- text ---- */

/* A tag where a page or a drawing would begin. */
static bool
is_markup(str b)
{
	str s = b;

	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_part(s, 3, s.n);
	s = str_trim(str_part(s, 0, 4096));
	return s.n > 1 && s.p[0] == '<' && (s.p[1] == '!' || s.p[1] == '?' ||
	    s.p[1] == '/' || (s.p[1] >= 'A' && s.p[1] <= 'Z') ||
	    (s.p[1] >= 'a' && s.p[1] <= 'z'));
}

static bool
is_plain(str b)
{
	size_t i;

	for (i = 0; i < b.n; i++)
		if ((unsigned char)b.p[i] < 0x20 && b.p[i] != '\t' &&
		    b.p[i] != '\n' && b.p[i] != '\r' && b.p[i] != '\f')
			return false;
	return str_utf8(b);
}

static bool
tell_text(struct telling *t)
{
	if (is_markup(t->b))
		return refuse(t, "This is a web page or a drawing, which a "
		    "browser might run. Save it as PDF or as a picture and "
		    "send that.");
	if (STARTS(t, "#!"))
		return refuse(t, "This is a program, not evidence.");
	if (!is_plain(t->b))
		return refuse(t, "What this file is cannot be told from its "
		    "bytes. Pictures (JPEG, PNG, WebP, GIF, TIFF), PDF, "
		    "Office and OpenDocument files and plain text in UTF-8 "
		    "are taken.");
	return is(t, str_ends(str_lower(t->a, t->name), S(".csv")) ? F_CSV
	    : F_TEXT);
}

/* ---- all of them ---- */

static bool
tell_pdf(struct telling *t)
{
	enum { TAIL = 4096 };
	str tail = str_part(t->b, t->b.n > TAIL ? t->b.n - TAIL : 0, t->b.n);

	if (str_find(tail, S("%%EOF")) == tail.n)
		return refuse(t, "The PDF document is cut off: send it again.");
	return is(t, F_PDF);
}

/* A film of "ftyp" boxes: films, and the pictures of some phones. */
static bool
tell_boxes(struct telling *t)
{
	str brand = str_part(t->b, 8, 12);

	if (str_among(brand, "heic heix hevc mif1 msf1 avif"))
		return refuse(t, "This is a HEIC or AVIF picture. Set the "
		    "phone to 'most compatible', or save it as JPEG, and send "
		    "that.");
	return refuse(t, "Films and sound are not taken. Attach a picture, or "
	    "write where the film is.");
}

static bool
is_program(const struct telling *t)
{
	return STARTS(t, "MZ") || STARTS(t, "\177ELF") ||
	    STARTS(t, "\xca\xfe\xba\xbe") || STARTS(t, "\xcf\xfa\xed\xfe") ||
	    STARTS(t, "\xce\xfa\xed\xfe");
}

static bool
is_archive(const struct telling *t)
{
	return STARTS(t, "\x1f\x8b") || STARTS(t, "Rar!") ||
	    STARTS(t, "7z\xbc\xaf\x27\x1c") || STARTS(t, "BZh") ||
	    STARTS(t, "\xfd" "7zXZ");
}

static bool
tell(struct telling *t)
{
	switch (photo_kind(t->b)) {
	case PHOTO_JPEG:
		return is(t, F_JPEG);
	case PHOTO_PNG:
		return is(t, F_PNG);
	case PHOTO_WEBP:
		return is(t, F_WEBP);
	case NO_PHOTO:
		break;
	}
	if (STARTS(t, "GIF87a") || STARTS(t, "GIF89a"))
		return frame_gif(t->b, t->e) && is(t, F_GIF);
	if (STARTS(t, "II*\0") || STARTS(t, "MM\0*"))
		return frame_tiff(t->b, t->e) && is(t, F_TIFF);
	if (STARTS(t, "%PDF-"))
		return tell_pdf(t);
	if (STARTS(t, "PK\3\4") || STARTS(t, "PK\5\6"))
		return tell_zip(t);
	if (STARTS(t, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return tell_ole(t);
	if (str_is(str_part(t->b, 4, 8), "ftyp"))
		return tell_boxes(t);
	if (is_program(t))
		return refuse(t, "This is a program, not evidence.");
	if (is_archive(t))
		return refuse(t, "A packed file hides what is in it. Unpack it "
		    "and attach its files one by one.");
	if (STARTS(t, "{\\rtf"))
		return is(t, F_RTF);
	return tell_text(t);
}

bool
filetype_tell(struct arena *a, str bytes, str name,
    const struct filetype **out, struct errors *e)
{
	struct telling t = { .a = a, .b = bytes, .name = name, .e = e };

	*out = NULL;
	if (bytes.n == 0)
		return fail(e, INVALID, NULL, "The file is empty.");
	if (!tell(&t))
		return false;
	*out = t.found;
	return true;
}

const struct filetype *
filetype_named(str type)
{
	const struct filetype *f;

	for (f = filetypes; f->type != NULL; f++)
		if (str_is(type, f->type))
			return f;
	return NULL;
}

/* ---- names ---- */

static bool
ends_right(struct arena *a, const struct filetype *f, str name)
{
	str rest = str_of(f->ends), one, lower = str_lower(a, name);
	size_t dot;

	for (dot = name.n; dot > 0 && lower.p[dot - 1] != '.'; dot--)
		;
	while (str_cut(&rest, ';', &one))
		if (dot > 1 && str_same(str_part(lower, dot, name.n), one))
			return true;
	return false;
}

/* Characters nobody sees that turn a name around or hide its end: marks of
 * direction, breaks, blanks without width.  Those that join letters stay,
 * for Persian and Hindi are written with them. */
static size_t
unseen(str s)
{
	static const char *const none[] = { "\xe2\x80\x8b", "\xe2\x80\x8e",
		"\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaa",
		"\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
		"\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9",
		"\xef\xbb\xbf" };
	size_t i;

	if (s.n > 0 && ((unsigned char)s.p[0] < 0x20 || s.p[0] == 0x7f))
		return 1;
	if (s.n > 1 && s.p[0] == '\xc2' && (unsigned char)s.p[1] < 0xa0)
		return 2;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (str_starts(s, str_of(none[i])))
			return 3;
	return 0;
}

/* Its beginning and its end, which says what it is. */
static str
shortened(struct arena *a, str name)
{
	size_t dot, keep;

	if (name.n <= NAME_MOST)
		return name;
	for (dot = name.n; dot > name.n - ENDS_MOST && name.p[dot - 1] != '.';
	    dot--)
		;
	dot = dot > name.n - ENDS_MOST ? dot - 1 : name.n;
	keep = NAME_MOST - (name.n - dot);
	keep = str_utf8_end(str_part(name, 0, keep));
	return str_print(a, "%.*s%.*s", (int)keep, name.p,
	    (int)(name.n - dot), name.p + dot);
}

str
filetype_name(struct arena *a, const struct filetype *f, str name)
{
	str usual = str_of(f->ends), end;
	struct write w;
	size_t i, skip;

	(void)str_cut(&usual, ';', &end);
	for (i = name.n; i > 0 && name.p[i - 1] != '/' &&
	    name.p[i - 1] != '\\'; i--)
		;
	name = str_part(name, i, name.n);
	w = write_new(a, name.n + 16);
	for (i = 0; i < name.n; i += skip == 0 ? 1 : skip)
		if ((skip = unseen(str_part(name, i, name.n))) == 0)
			write_char(&w, name.p[i]);
	name = str_trim(write_done(&w));
	if (str_none(name) || !str_utf8(name))
		name = S("file");
	name = shortened(a, name);
	return ends_right(a, f, name) ? name : str_print(a, "%.*s.%.*s",
	    (int)name.n, name.p, (int)end.n, end.p);
}
