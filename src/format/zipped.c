/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/zipped.h"

#include "base/arena.h"
#include "format/pack_lib.h"

struct zipped {
	struct zip_lib lib;
	zip_t        *zip;
	struct arena *arena;
	zip_uint64_t  read;             /* bytes unpacked so far, all files */
};

struct zipped_file {
	struct zipped *in;
	zip_file_t    *file;
	int          (*close)(zip_file_t *);
	const char    *name;
	zip_uint64_t   read, most;
	bool           bomb, broken;
};

static void
close_zip(void *what)
{
	struct zipped *z = what;

	z->lib.zip_discard(z->zip);
}

static bool
bomb(struct errors *e)
{
	return fail(e, INVALID, NULL, "The file would unpack to more than "
	    "%d MiB, or to more than %d times its size; it is not opened.",
	    ZIPPED_MOST >> 20, ZIPPED_RATIO);
}

static zip_uint64_t
most_of(const zip_stat_t *st)
{
	zip_uint64_t most = st->comp_size * ZIPPED_RATIO;

	return most < ZIPPED_SMALL ? ZIPPED_SMALL : most;
}

static bool
check_sizes(const struct zipped *z, struct errors *e)
{
	const zip_uint64_t need = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
	zip_int64_t i, n = z->lib.zip_get_num_entries(z->zip, 0);
	zip_uint64_t all = 0;
	zip_stat_t st;

	if (n > ZIPPED_FILES)
		return fail(e, INVALID, NULL, "The file holds more than %d "
		    "files.", ZIPPED_FILES);
	for (i = 0; i < n; i++) {
		if (z->lib.zip_stat_index(z->zip, (zip_uint64_t)i, 0,
		    &st) != 0 ||
		    (st.valid & need) != need)
			return fail(e, INVALID, NULL, "The list of contents "
			    "of the file is damaged.");
		if (st.size > ZIPPED_MOST || st.comp_size > ZIPPED_MOST ||
		    st.size > most_of(&st))
			return bomb(e);
		all += st.size;
	}
	return all > ZIPPED_MOST ? bomb(e) : true;
}

static bool
open_zip(struct zipped *z, zip_error_t *why, struct errors *e)
{
	int code = z->lib.zip_error_code_zip(why);

	if (z->zip == NULL && code == ZIP_ER_NOENT)
		return fail(e, ABSENT, NULL, "There is no such file.");
	if (z->zip == NULL && (code == ZIP_ER_OPEN || code == ZIP_ER_READ))
		return fail(e, BROKEN, NULL, "The file cannot be read: %s.",
		    z->lib.zip_error_strerror(why));
	if (z->zip == NULL)
		return fail(e, INVALID, NULL, "The file is cut off or "
		    "damaged, or no ZIP file at all.");
	arena_closer(z->arena, close_zip, z);
	return check_sizes(z, e);
}

static bool
open_source(struct zipped *z, zip_source_t *source, zip_error_t *why,
    struct errors *e)
{
	bool done;

	if (source != NULL)
		z->zip = z->lib.zip_open_from_source(source, ZIP_RDONLY, why);
	if (z->zip == NULL)
		z->lib.zip_source_free(source);
	done = open_zip(z, why, e);
	z->lib.zip_error_fini(why);
	return done;
}

static bool
begin(struct arena *a, struct zipped **out, zip_error_t *why,
    struct errors *e)
{
	struct zipped *z = *out = NEW(a, struct zipped);

	z->arena = a;
	if (!zip_load(&z->lib, e))
		return false;
	z->lib.zip_error_init(why);
	return true;
}

bool
zipped_open(struct arena *a, const char *path, struct zipped **out,
    struct errors *e)
{
	zip_error_t why;

	return begin(a, out, &why, e) && open_source(*out,
	    (*out)->lib.zip_source_file_create(path, 0, -1, &why), &why, e);
}

bool
zipped_open_bytes(struct arena *a, str bytes, struct zipped **out,
    struct errors *e)
{
	zip_error_t why;

	return begin(a, out, &why, e) && open_source(*out,
	    (*out)->lib.zip_source_buffer_create(bytes.p, bytes.n, 0, &why),
	    &why, e);
}

bool
zipped_has(const struct zipped *z, const char *name)
{
	return z->lib.zip_name_locate(z->zip, name, 0) >= 0;
}

str
zipped_name(const struct zipped *z, size_t place)
{
	return str_of(z->lib.zip_get_name(z->zip, place, 0));
}

static void
close_file(void *what)
{
	struct zipped_file *f = what;

	f->close(f->file);
}

bool
zipped_file(struct zipped *z, struct arena *a, const char *name,
    struct zipped_file **out, struct errors *e)
{
	struct zipped_file *f = NEW(a, struct zipped_file);
	zip_stat_t st;

	*out = f;
	f->in = z;
	f->close = z->lib.zip_fclose;
	f->name = str_z(a, str_of(name));
	if (z->lib.zip_stat(z->zip, name, 0, &st) != 0)
		return fail(e, ABSENT, NULL, "There is no '%.100s' in the "
		    "file.", name);
	f->most = most_of(&st);
	f->file = z->lib.zip_fopen(z->zip, name, 0);
	if (f->file == NULL)
		return fail(e, INVALID, NULL, "'%.100s' in the file cannot be "
		    "unpacked: %s.", name, z->lib.zip_strerror(z->zip));
	arena_closer(a, close_file, f);
	return true;
}

int
zipped_read(void *with, char *p, int n)
{
	struct zipped_file *f = with;
	zip_int64_t got = f->in->lib.zip_fread(f->file, p,
	    (zip_uint64_t)n);

	if (got < 0) {
		f->broken = true;
		return -1;
	}
	f->read += (zip_uint64_t)got;
	f->in->read += (zip_uint64_t)got;
	f->bomb = f->read > f->most || f->in->read > ZIPPED_MOST;
	return f->bomb ? -1 : (int)got;
}

bool
zipped_fault(const struct zipped_file *f, struct errors *e)
{
	if (f->bomb)
		return bomb(e);
	if (f->broken)
		return fail(e, INVALID, NULL, "'%.100s' in the file is cut "
		    "off or damaged.", f->name);
	return true;
}
