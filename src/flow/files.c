/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/files.h"

#include <math.h>
#include <string.h>

#include <sodium.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/picture.h"
#include "model/people.h"
#include "model/words.h"
#include "store/blob.h"

enum { MIB = 1 << 20, THUMB_QUALITY = 70, PICTURE_QUALITY = 80 };

/* ---- limits ---- */

static void
read_limit(const struct setting *s, const char *key, int64_t *bytes)
{
	int64_t mib;

	if (str_is(s->key, key) && str_int(str_trim(s->value), &mib) &&
	    mib >= 0 && mib <= INT64_MAX / MIB)
		*bytes = mib * MIB;
}

bool
files_limits(struct ctx *c, struct id programme, struct files_limits *l)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const char *own = "";
	const struct setting *s;
	struct programme p;
	size_t i, n;
	int64_t here = -1;

	*l = (struct files_limits){ 25 * MIB, (int64_t)5120 * MIB,
		(int64_t)51200 * MIB };
	if (!id_none(programme) && store_find(c->store, &programme_entity,
	    programme, c->arena, &p, &quiet))
		own = str_print(c->arena, "files_programme_mib %.*s",
		    (int)p.code.n, p.code.p).p;
	s = gather(c, &setting_entity, (struct id){ { 0 } }, &n);
	for (i = 0; s != NULL && i < n; i++) {
		read_limit(&s[i], "files_one_mib", &l->one);
		read_limit(&s[i], "files_programme_mib", &l->programme);
		read_limit(&s[i], "files_site_mib", &l->site);
		read_limit(&s[i], own, &here);
	}
	if (here >= 0)
		l->programme = here;
	return s != NULL;
}

bool
files_used(struct ctx *c, struct id programme, struct files_used *u)
{
	struct value of = value_id(programme);

	*u = (struct files_used){ 0 };
	return store_number(c->store, "files_of_programme", &of, 1, 0,
	    &u->programme, &c->errors) &&
	    blob_total(c->store, &u->files, &u->site, &c->errors);
}

static bool
check_room(struct ctx *c, struct id programme, const struct files_looked *f)
{
	struct files_limits l;
	struct files_used u;
	int64_t n = (int64_t)(f->bytes.n + f->thumb.n + f->picture.n);

	if (!files_limits(c, programme, &l) ||
	    !files_used(c, programme, &u))
		return false;
	if (!id_none(programme) && u.programme + (int64_t)f->bytes.n >
	    l.programme)
		return fail(&c->errors, INVALID, "file", "The programme's "
		    "files have no more room: %lld of %lld MiB are used. Take "
		    "some away, or ask an administrator for more.",
		    (long long)(u.programme / MIB),
		    (long long)(l.programme / MIB));
	return u.site + n <= l.site || fail(&c->errors, INVALID, "file",
	    "The site's files have no more room: %lld of %lld MiB are used. "
	    "Ask an administrator for more.", (long long)(u.site / MIB),
	    (long long)(l.site / MIB));
}

/* ---- looking at it ---- */

str
files_fingerprint(struct arena *a, str bytes)
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	char hex[sizeof(raw) * 2 + 1];

	crypto_hash_sha256(raw, (const unsigned char *)bytes.p, bytes.n);
	sodium_bin2hex(hex, sizeof(hex), raw, sizeof(raw));
	return str_copy(a, str_of(hex));
}

/* A machine without the libraries keeps pictures, without copies. */
static bool
make_copies(struct ctx *c, const struct photo *p, struct files_looked *f)
{
	struct errors e = { c->arena, NULL, c->words, NULL };
	struct picture large, small;

	if (p->kind == PHOTO_WEBP && p->moves)
		return true;
	if (picture_read(c->arena, p, FILES_PICTURE, &large, &e)) {
		small = picture_shrink(c->arena, &large, FILES_THUMB);
		if (picture_write(c->arena, &large, PICTURE_QUALITY,
		    &f->picture, &e) && picture_write(c->arena, &small,
		    THUMB_QUALITY, &f->thumb, &e)) {
			f->picture_hash = files_fingerprint(c->arena,
			    f->picture);
			f->thumb_hash = files_fingerprint(c->arena,
			    f->thumb);
			return true;
		}
	}
	f->picture = f->thumb = (str){ 0 };
	return errors_worst(&e) != INVALID ||
	    fail(&c->errors, INVALID, "file", "%s", errors_text(&e, NULL));
}

static bool
look_at_picture(struct ctx *c, struct files_looked *f)
{
	struct photo p;

	if (!photo_read(c->arena, f->bytes, &p, &c->errors))
		return false;
	f->bytes = p.clean;
	f->width = p.exif.orientation >= 5 ? p.height : p.width;
	f->height = p.exif.orientation >= 5 ? p.width : p.height;
	f->taken = p.exif.taken;
	f->latitude = p.exif.latitude;
	f->longitude = p.exif.longitude;
	return make_copies(c, &p, f);
}

static bool
look(struct ctx *c, struct files_looked *f, str name)
{
	struct files_limits l;

	if (!files_limits(c, (struct id){ { 0 } }, &l))
		return false;
	if ((int64_t)f->bytes.n > l.one)
		return fail(&c->errors, INVALID, "file", "It has %lld KiB; a "
		    "file may have %lld MiB. Make it smaller, or divide it.",
		    (long long)(f->bytes.n / 1024),
		    (long long)(l.one / MIB));
	if (!filetype_tell(c->arena, f->bytes, name, &f->type, &c->errors))
		return false;
	f->name = filetype_name(c->arena, f->type, name);
	f->sent_hash = files_fingerprint(c->arena, f->bytes);
	f->hash = f->sent_hash;
	if (f->type->picture) {
		if (!look_at_picture(c, f))
			return false;
		f->hash = files_fingerprint(c->arena, f->bytes);
	}
	return true;
}

/* Of many files, which; and beside the input, whatever was wrong. */
bool
files_look(struct ctx *c, str name, str bytes, struct files_looked *f)
{
	struct errors before = c->errors;
	const char *says;

	*f = (struct files_looked){ .bytes = bytes, .width = INT64_MIN,
		.height = INT64_MIN, .latitude = NAN, .longitude = NAN };
	c->errors = (struct errors){ c->arena, NULL, c->words, NULL };
	if (look(c, f, name)) {
		c->errors = before;
		return true;
	}
	says = errors_text(&c->errors, NULL);
	if (errors_worst(&c->errors) != INVALID)
		return false;
	c->errors = before;
	if (str_none(name))
		return fail(&c->errors, INVALID, "file", "%s", says);
	return fail(&c->errors, INVALID, "file", "'%.*s': %s",
	    (int)(name.n < 100 ? name.n : str_utf8_end(str_part(name, 0, 100))),
	    name.p, says);
}

/* ---- where it hangs ---- */

bool
files_hold(const struct entity *e)
{
	return !(e->flags & (INSIDE | HANGS)) &&
	    strcmp(e->phase, "office") != 0;
}

/* A person is a party: files are found from both. */
static void
hang(struct ctx *c, const struct entity *e, struct id row, struct file *f)
{
	f->entity = str_of(entity_table(e)->name);
	f->target = id_text(c->arena, row);
}

static bool
blank_on(struct ctx *c, const struct entity *e, const void *row,
    struct file *f)
{
	row_blank(&file_entity, f);
	hang(c, e, ((const struct row *)row)->id, f);
	return flow_home(c, e, row, &f->programme);
}

bool
files_may_attach(struct ctx *c, const struct entity *e, const void *row)
{
	struct file f;

	return files_hold(e) && blank_on(c, e, row, &f) &&
	    flow_may(c, &file_entity, &f, SEE | ADD);
}

const struct field *
files_as(const struct entity *e, const struct field *f)
{
	for (f = f == NULL ? e->fields : f + 1; f->name != NULL; f++)
		if ((f->type == T_REF || f->type == T_REFS) && !(f->flags &
		    KEPT) && f->to != NULL && strcmp(f->to, "file") == 0)
			return f;
	return NULL;
}

static bool
list_on(struct ctx *c, const struct entity *e, struct id row,
    struct file **all, size_t *n)
{
	struct file on;
	struct filter of[] = {
		{ field_named(&file_entity, S("target")), IS, { 0 } },
		{ field_named(&file_entity, S("entity")), IS, { 0 } } };
	struct ask ask = { .filters = of, .n = 2, .limit = FILES_A_ROW,
		.sort = field_named(&file_entity, S("at")), .falling = true };
	struct cursor *cursor;

	hang(c, e, row, &on);
	of[0].value = on.target;
	of[1].value = on.entity;
	*n = 0;
	*all = NEWS(c->arena, struct file, FILES_A_ROW);
	if (!store_list(c->store, &file_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (*n < FILES_A_ROW && store_next(cursor, c->arena, *all + *n))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
files_of(struct ctx *c, const struct entity *e, struct id row,
    struct file **all, size_t *n)
{
	size_t i, seen = 0;

	if (!list_on(c, e, row, all, n))
		return false;
	for (i = 0; i < *n; i++)
		if (flow_may(c, &file_entity, &(*all)[i], SEE))
			(*all)[seen++] = (*all)[i];
	*n = seen;
	return true;
}

bool
files_target(const struct file *f, const struct entity **e, struct id *row)
{
	*e = entity_named(f->entity);
	return *e != NULL && id_read(f->target, row);
}

/* ---- attaching ---- */

static bool
find_same(struct ctx *c, const struct entity *e, struct id row,
    const struct files_looked *l, struct file *out, bool *was)
{
	struct file *all;
	size_t i, n;

	if (!files_of(c, e, row, &all, &n))
		return false;
	for (i = 0; i < n && !*was; i++)
		if (str_same(all[i].hash, l->hash)) {
			*out = all[i];
			*was = true;
		}
	return n < FILES_A_ROW || *was || fail(&c->errors, INVALID, "file",
	    "This row has %d files already; a row has no more.", FILES_A_ROW);
}

static bool
put_bytes(struct ctx *c, const struct files_looked *l)
{
	return blob_put(c->store, l->hash, l->bytes, &c->errors) &&
	    (l->thumb.n == 0 || blob_put(c->store, l->thumb_hash, l->thumb,
	    &c->errors)) &&
	    (l->picture.n == 0 || blob_put(c->store, l->picture_hash,
	    l->picture, &c->errors));
}

static void
fill(const struct files_looked *l, const struct files_said *s, struct file *f)
{
	f->name = l->name;
	f->title = s->title;
	f->category = s->category;
	f->source = s->source;
	f->captured_on = s->captured_on.n != 0 ? s->captured_on : l->taken;
	f->confidential = s->confidential ? YES : NO;
	if (s->keep_place) {
		f->latitude = l->latitude;
		f->longitude = l->longitude;
	}
	f->hash = l->hash;
	f->sent_hash = l->sent_hash;
	f->type = str_of(l->type->type);
	f->size = (int64_t)l->bytes.n;
	f->width = l->width;
	f->height = l->height;
	f->thumb = l->thumb_hash;
	f->picture = l->picture_hash;
}

/* What the program knows it writes itself; the actor was asked before. */
static bool
save_file(struct ctx *c, struct file *f)
{
	struct actor was = c->actor;
	bool fine;

	f->by = was.user;
	f->at = c->now;
	c->actor.system = true;
	fine = flow_save(c, &file_entity, f);
	c->actor = was;
	return fine;
}

/* "Evidence" of the row: this file from now on, or this one too. */
static bool
refer(struct ctx *c, const struct entity *e, struct id id, str as,
    struct id file)
{
	const struct field *f = NULL;
	void *row = arena_take(c->arena, 1, e->size);
	str *many, one = id_text(c->arena, file);

	do
		f = files_as(e, f);
	while (f != NULL && !str_is(as, f->name));
	if (f == NULL)
		return fail(&c->errors, INVALID, "as", "'%.*s' takes no file "
		    "here.", (int)as.n, as.p);
	if (!flow_find(c, e, id, row))
		return false;
	many = row_at(f, row);
	if (f->type == T_REF)
		*(struct id *)row_at(f, row) = file;
	else if (str_none(*many))
		*many = one;
	else if (str_find(*many, one) == many->n)
		*many = str_print(c->arena, "%.*s;%s", (int)many->n, many->p,
		    one.p);
	return flow_save(c, e, row);
}

bool
files_attach(struct ctx *c, const struct entity *e, struct id id,
    const struct files_looked *l, const struct files_said *s, struct file *f,
    bool *was)
{
	void *row = arena_take(c->arena, 1, e->size);

	*was = false;
	if (!flow_find(c, e, id, row) || !blank_on(c, e, row, f))
		return false;
	if (!files_hold(e))
		return fail(&c->errors, INVALID, NULL, "Files are attached to "
		    "what a programme is about, not to this %s.",
		    words_say(c->words, e->label));
	if (!flow_may(c, &file_entity, f, SEE | ADD))
		return fail(&c->errors, DENIED, NULL, c->actor.reads_only ?
		    "This token may read, not write." :
		    "Your roles do not let you attach files to this %s.",
		    words_say(c->words, e->label));
	if (!find_same(c, e, id, l, f, was))
		return false;
	if (!*was) {
		if (!check_room(c, f->programme, l) || !put_bytes(c, l))
			return false;
		fill(l, s, f);
		if (!save_file(c, f))
			return false;
	}
	return str_none(s->as) || refer(c, e, id, s->as, f->row.id);
}

/* ---- reading ---- */

bool
files_read(struct ctx *c, const struct file *f, enum files_which which,
    int64_t piece, struct arena *a, str *out)
{
	str hash = which == FILES_AS_THUMB ? f->thumb :
	    which == FILES_AS_PICTURE ? f->picture : f->hash;

	*out = (str){ 0 };
	if (str_none(hash))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no picture of this file.");
	if (!blob_read(c->store, hash, piece, a, out, &c->errors))
		return false;
	return out->p != NULL || piece > 0 || fail(&c->errors, BROKEN, NULL,
	    "The bytes of this file are not here.");
}

/* ---- keeping house ---- */

bool
files_drop(struct ctx *c, struct id id, int64_t revision, int64_t *change)
{
	return flow_drop(c, &file_entity, id, revision) &&
	    store_last_change(c->store, change, &c->errors);
}

static bool
keep_bytes(struct ctx *c, const struct file *f)
{
	int64_t size;

	if (!blob_size(c->store, f->hash, &size, &c->errors))
		return false;
	return size >= 0 || fail(&c->errors, CONFLICT, NULL,
	    "The bytes of this file were swept %d days after it was dropped: "
	    "attach it again.", FILES_DAYS);
}

bool
files_keep(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	struct file *all;
	size_t n;

	if (e == &file_entity && was == NULL && !str_none(
	    ((const struct file *)row)->hash))
		return keep_bytes(c, row);
	if (row != NULL || !files_hold(e))
		return true;
	if (!list_on(c, e, ((const struct row *)was)->id, &all, &n))
		return false;
	return n == 0 || fail(&c->errors, CONFLICT, NULL, "Files are attached "
	    "to this %s (%zu): take them away first.",
	    words_say(c->words, e->label), n);
}

static bool
forget_one(struct ctx *c, const struct file *f)
{
	const struct author by = { c->actor.user, c->now, c->source, c->reason,
		S("erase") };
	const str hash[] = { f->hash, f->thumb, f->picture };
	size_t i;

	if (!store_drop(c->store, &file_entity, f->row.id, f->row.revision,
	    &by, &c->errors))
		return false;
	for (i = 0; i < 3; i++)
		if (!str_none(hash[i]) && !blob_forget(c->store, hash[i],
		    &c->errors))
			return false;
	return true;
}

bool
files_forget(struct ctx *c, const struct entity *e, struct id row)
{
	struct file *all;
	size_t i, n;
	int64_t swept;

	if (!files_hold(e) || !list_on(c, e, row, &all, &n))
		return !files_hold(e);
	for (i = 0; i < n; i++)
		if (!forget_one(c, &all[i]))
			return false;
	return n == 0 || files_sweep(c, &swept);
}

bool
files_sweep(struct ctx *c, int64_t *n)
{
	const int64_t day_ms = 24 * 3600 * 1000;

	return blob_sweep(c->store, c->now, c->now - FILES_DAYS * day_ms,
	    FILES_SWEPT, n, &c->errors);
}

static bool
verify_one(struct ctx *c, str hash)
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	char hex[sizeof(raw) * 2 + 1];
	struct arena_mark mark = arena_mark(c->arena);
	crypto_hash_sha256_state state;
	int64_t i;
	str piece;

	crypto_hash_sha256_init(&state);
	for (i = 0;; i++) {
		if (!blob_read(c->store, hash, i, c->arena, &piece,
		    &c->errors))
			return false;
		if (piece.p == NULL)
			break;
		crypto_hash_sha256_update(&state,
		    (const unsigned char *)piece.p, piece.n);
		arena_back(c->arena, mark);
	}
	crypto_hash_sha256_final(&state, raw);
	sodium_bin2hex(hex, sizeof(hex), raw, sizeof(raw));
	return str_is(hash, hex) || fail(&c->errors, BROKEN, NULL,
	    "The bytes kept as %.12s are not what they were.", hash.p);
}

static bool
verify_bytes(struct ctx *c)
{
	bool fine = true;
	str hash = { 0 };

	for (;;) {
		if (!blob_next(c->store, hash, c->arena, &hash, &c->errors))
			return false;
		if (hash.p == NULL)
			return fine;
		if (!ctx_goes_on(c, file_entity.plural, 0, 0))
			return false;
		fine &= verify_one(c, hash);
	}
}

bool
files_verify(struct ctx *c)
{
	const struct file *f;
	size_t i, n;
	int64_t size;
	bool fine = verify_bytes(c);

	if (errors_worst(&c->errors) >= NO_ROOM && fine)
		return false;
	f = gather(c, &file_entity, (struct id){ { 0 } }, &n);
	for (i = 0; f != NULL && i < n; i++) {
		if (!blob_size(c->store, f[i].hash, &size, &c->errors))
			return false;
		if (size != f[i].size)
			fine = fail(&c->errors, BROKEN, NULL, "The bytes of "
			    "the file '%.*s' are not here.",
			    (int)f[i].name.n, f[i].name.p);
	}
	return fine && f != NULL;
}
