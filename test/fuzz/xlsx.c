/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as the parts of a workbook, stored unpacked in a sound ZIP
 * file, so that chance gets past the checksums: the first byte says which
 * part they are, the other parts are sound.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/arena.h"
#include "format/xlsx.h"

static const struct { const char *name, *text; } parts[] = {
	{ "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"s\" "
	    "s=\"1\"><v>0</v></c></row></sheetData></worksheet>" },
	{ "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>" },
	{ "xl/styles.xml", "<s><cellXfs><xf numFmtId=\"14\"/></cellXfs></s>" },
	{ "xl/workbook.xml", "<w xmlns:r=\"x\"><sheets><sheet name=\"a\" "
	    "r:id=\"r1\"/></sheets></w>" },
	{ "xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"r1\" "
	    "Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	    "<Relationship Id=\"r2\" Type=\"/sharedStrings\" "
	    "Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" "
	    "Type=\"/styles\" Target=\"styles.xml\"/></r>" },
	{ "_rels/.rels", "<r><Relationship Type=\"/officeDocument\" "
	    "Target=\"xl/workbook.xml\"/></r>" },
	{ "[Content_Types].xml", "<Types/>" },
};

enum { PARTS = sizeof(parts) / sizeof(*parts) };

static void
add(zip_t *zip, const char *name, const void *p, size_t n)
{
	zip_source_t *s = zip_source_buffer(zip, p, n, 0);
	zip_int64_t i = zip_file_add(zip, name, s, 0);

	if (i < 0 || zip_set_file_compression(zip, (zip_uint64_t)i,
	    ZIP_CM_STORE, 0) != 0)
		abort();
}

/* The workbook's bytes, in a buffer that the source owns. */
static zip_source_t *
pack(const uint8_t *p, size_t n, size_t which)
{
	zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip;
	size_t i;

	zip_source_keep(s);
	zip = zip_open_from_source(s, ZIP_TRUNCATE, NULL);
	if (zip == NULL)
		abort();
	for (i = 0; i < PARTS; i++)
		if (i == which)
			add(zip, parts[i].name, p, n);
		else
			add(zip, parts[i].name, parts[i].text,
			    strlen(parts[i].text));
	if (zip_close(zip) != 0)
		abort();
	return s;
}

static str
bytes_of(struct arena *a, zip_source_t *s)
{
	zip_stat_t st;
	char *p;

	if (zip_source_stat(s, &st) != 0 || zip_source_open(s) != 0)
		abort();
	p = arena_take(a, st.size, 1);
	if (zip_source_read(s, p, st.size) != (zip_int64_t)st.size)
		abort();
	zip_source_close(s);
	return (str){ p, st.size };
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a;
	struct errors e = { 0 };
	zip_source_t *s;
	struct record r;
	struct xlsx *x;
	size_t i;

	if (n == 0)
		return 0;
	e.arena = a = arena_new(0);
	s = pack(p + 1, n - 1, p[0] % PARTS);
	if (xlsx_open_bytes(a, bytes_of(a, s), NULL, &x, &e))
		while (xlsx_next(x, &r, &e))
			for (i = 0; i < r.n; i++)
				if (r.cell[i].n > 0 && !str_utf8(r.cell[i]))
					abort();
	arena_free(a);
	zip_source_free(s);
	return 0;
}
