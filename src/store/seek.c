/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/seek.h"

#include <string.h>

#include "base/fold.h"
#include "store/seeking.h"

enum { LETTERS = SEEK_WORD, CANDIDATES = 256, EFFORT = 200000 };

const char *const seek_sql[2] = {
	[SQLITE] =
	"CREATE TABLE IF NOT EXISTS \"seek_word\" (\"id\" INTEGER PRIMARY "
	"KEY, \"word\" TEXT NOT NULL, \"n\" INTEGER NOT NULL) STRICT;"
	"CREATE INDEX IF NOT EXISTS \"seek_word_word\" ON \"seek_word\" "
	"(\"word\");"
	"CREATE TABLE IF NOT EXISTS \"seek_near\" (\"key\" INTEGER NOT NULL, "
	"\"word\" INTEGER NOT NULL, PRIMARY KEY (\"key\", \"word\")) STRICT, "
	"WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS \"seek\" (\"word\" INTEGER NOT NULL, "
	"\"row\" BLOB NOT NULL, \"kind\" TEXT NOT NULL, \"home\" BLOB, "
	"\"all\" BLOB NOT NULL, PRIMARY KEY (\"word\", \"row\")) STRICT, WITHOUT ROWID;",
	[POSTGRES] =
	"CREATE TABLE IF NOT EXISTS \"seek_word\" (\"id\" bigint PRIMARY "
	"KEY, \"word\" text COLLATE \"C\" NOT NULL, \"n\" bigint NOT NULL);"
	"CREATE INDEX IF NOT EXISTS \"seek_word_word\" ON \"seek_word\" "
	"(\"word\");"
	"CREATE TABLE IF NOT EXISTS \"seek_near\" (\"key\" bigint NOT NULL, "
	"\"word\" bigint NOT NULL, PRIMARY KEY (\"key\", \"word\"));"
	"CREATE TABLE IF NOT EXISTS \"seek\" (\"word\" bigint NOT NULL, "
	"\"row\" uuid NOT NULL, \"kind\" text NOT NULL, \"home\" uuid, "
	"\"all\" bytea NOT NULL, PRIMARY KEY (\"word\", \"row\"));",
};

/* ---- words ---- */

bool
seek_knows(const struct entity *e)
{
	return (entity_table(e)->flags & SOUGHT) != 0;
}

static bool
of_word(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The next word of a folded text, cut to SEEK_WORD bytes. */
static bool
next_word(str *rest, str *word)
{
	size_t from = 0, to;

	while (from < rest->n && !of_word((unsigned char)rest->p[from]))
		from++;
	for (to = from; to < rest->n && of_word((unsigned char)rest->p[to]);)
		to++;
	*word = str_part(*rest, from, to - from < SEEK_WORD ? to
	    : from + SEEK_WORD);
	word->n = str_utf8_end(*word);
	*rest = str_part(*rest, to, rest->n);
	return word->n > 0;
}

size_t
seek_cut(struct arena *a, str text, str *words)
{
	str rest = fold(a, text), word;
	size_t n = 0;

	while (n < SEEK_WORDS && next_word(&rest, &word))
		words[n++] = word;
	return n;
}

/* Letters are code points; one behind the last. */
static size_t
cut_letters(str word, size_t *at)
{
	size_t i, n = 0;

	for (i = 0; i < word.n && n < LETTERS; i++)
		if (((unsigned char)word.p[i] & 0xc0) != 0x80)
			at[n++] = i;
	at[n] = word.n;
	return n;
}

static str
letter(str word, const size_t *at, size_t i)
{
	return str_part(word, at[i], at[i + 1]);
}

/* What is behind the first letters that both have must be the same but for
 * one letter: other, more, less, or changed with its neighbour. */
static bool
is_near(str a, str b)
{
	size_t x[LETTERS + 1], y[LETTERS + 1], n = cut_letters(a, x);
	size_t m = cut_letters(b, y), i = 0;

	while (i < n && i < m && str_same(letter(a, x, i), letter(b, y, i)))
		i++;
	if (n == m && i == n)
		return true;
	if (n == m)
		return str_same(str_part(a, x[i + 1], a.n), str_part(b,
		    y[i + 1], b.n)) || (i + 1 < n && str_same(letter(a, x, i),
		    letter(b, y, i + 1)) && str_same(letter(a, x, i + 1),
		    letter(b, y, i)) && str_same(str_part(a, x[i + 2], a.n),
		    str_part(b, y[i + 2], b.n)));
	if (n == m + 1)
		return str_same(str_part(a, x[i + 1], a.n), str_part(b, y[i],
		    b.n));
	return m == n + 1 && str_same(str_part(a, x[i], a.n), str_part(b,
	    y[i + 1], b.n));
}

int
seek_off(str word, str typed, bool begins)
{
	if (str_same(word, typed) || (begins && str_starts(word, typed)))
		return 0;
	return is_near(word, typed) ? 1 : 2;
}

static int64_t
number_of(str word)
{
	struct id id = id_from(S("seek"), word);
	int64_t x;

	memcpy(&x, id.b, sizeof(x));
	return x;
}

static bool
has_digit(str word)
{
	size_t i;

	for (i = 0; i < word.n; i++)
		if (word.p[i] >= '0' && word.p[i] <= '9')
			return true;
	return false;
}

/* The word itself and it without each of its letters; of numbers, whose
 * neighbours mean something else, only itself. */
static size_t
keys_of(struct arena *a, str word, int64_t *keys)
{
	size_t at[LETTERS + 1], letters = cut_letters(word, at), i, n = 0;

	keys[n++] = number_of(word);
	if (has_digit(word))
		return n;
	for (i = 0; i < letters && letters > 1; i++)
		keys[n++] = number_of(str_print(a, "%.*s%.*s", (int)at[i],
		    word.p, (int)(word.n - at[i + 1]), word.p + at[i + 1]));
	return n;
}

/* ---- following a row ---- */

static void
add_words(struct seeking *k, str rest)
{
	size_t i;
	str word;

	while (k->n < SEEKING && next_word(&rest, &word)) {
		for (i = 0; i < k->n && !str_same(k->word[i], word); i++)
			;
		if (i == k->n)
			k->word[k->n++] = word;
	}
}

static void
read_words(struct store *s, const struct plan *p, const void *row,
    struct seeking *k)
{
	const struct field *f;

	k->n = 0;
	k->kind = p->member != NULL ? str_of(p->member) : S("");
	k->home = (struct id){ { 0 } };
	for (f = p->entity->fields; f->name != NULL; f++) {
		if (p->entity->home != NULL && f->type == T_REF &&
		    strcmp(f->name, p->entity->home) == 0)
			k->home = *(const struct id *)row_get(f, row);
		if (f->flags & SEARCH && !(f->flags & CODE) &&
		    !row_none(f, row))
			add_words(k, field_fold(s->work, f, row));
	}
}

static bool
read_row(struct store *s, struct plan *p, struct id id, struct seeking *k)
{
	void *row;
	bool there;

	k->n = 0;
	if (id_none(id))
		return true;
	p = plan_member(s, p, id);
	row = arena_take(s->work, 1, p->entity->size);
	if (!plan_find(s, p, id, s->work, row, &there))
		return false;
	if (there)
		read_words(s, p, row, k);
	return true;
}

bool
seeking_begin(struct store *s, struct plan *p, struct id id, struct seeking *k)
{
	k->is_on = seek_knows(p->entity);
	return !k->is_on || read_row(s, p, id, k);
}

static struct text *
text_for(struct store *s, const char *sql)
{
	return text_kept(s, s->work, str_of(sql));
}

static bool
learn_word(struct store *s, str word, int64_t id)
{
	int64_t keys[LETTERS + 1];
	size_t i, n = keys_of(s->work, word, keys);
	struct value v[3] = { value_int(id), value_text(word), value_int(0) };

	if (!carry_out(s, text_for(s, "INSERT INTO \"seek_word\" (\"id\", "
	    "\"word\", \"n\") VALUES ($1, $2, $3)"), v, 3))
		return false;
	for (i = 0; i < n; i++) {
		struct value near[2] = { value_int(keys[i]), value_int(id) };

		if (!carry_out(s, text_for(s, "INSERT INTO \"seek_near\" "
		    "(\"key\", \"word\") VALUES ($1, $2) ON CONFLICT DO "
		    "NOTHING"), near, 2))
			return false;
	}
	return true;
}

static bool
count_word(struct store *s, int64_t id, int by, int64_t *n, bool *there)
{
	struct value key[2] = { value_int(id), value_int(by) }, one;

	if (!ask_once(s, text_for(s, "SELECT \"n\" FROM \"seek_word\" WHERE "
	    "\"id\" = $1"), key, 1, (struct value_row){ s->work, &one, 1 },
	    there))
		return false;
	*n = *there ? one.i + by : by;
	return true;
}

static bool
set_count(struct store *s, int64_t id, int64_t n)
{
	struct value v[2] = { value_int(n), value_int(id) };

	return carry_out(s, text_for(s, "UPDATE \"seek_word\" SET \"n\" = $1 "
	    "WHERE \"id\" = $2"), v, 2);
}

/* The numbers of all words of a row, which stand beside each of them: who
 * goes through the rows of one word sees at once which have the others. */
static str
numbers_of(struct arena *a, const struct seeking *k)
{
	int64_t *x = NEWS(a, int64_t, k->n + 1);
	size_t i;

	for (i = 0; i < k->n; i++)
		x[i] = number_of(k->word[i]);
	return (str){ (const char *)x, k->n * sizeof(*x) };
}

static bool
add_one(struct store *s, const struct seeking *k, struct id row, str word)
{
	int64_t id = number_of(word), n;
	struct value v[5] = { value_int(id), value_id(row),
		value_text(k->kind), value_id(k->home),
		value_bytes(numbers_of(s->work, k)) };
	bool there;

	return count_word(s, id, 1, &n, &there) &&
	    (there || learn_word(s, word, id)) && set_count(s, id, n) &&
	    carry_out(s, text_for(s, "INSERT INTO \"seek\" (\"word\", "
	    "\"row\", \"kind\", \"home\", \"all\") VALUES ($1, $2, $3, "
	    "$4, $5) ON CONFLICT DO NOTHING"), v, 5);
}

/* A word that no row has any more is not kept either: it may have been
 * somebody's name. */
static bool
forget_word(struct store *s, str word, int64_t id)
{
	int64_t keys[LETTERS + 1];
	size_t i, n = keys_of(s->work, word, keys);
	struct value v[2] = { value_int(id) };

	for (i = 0; i < n; i++) {
		struct value near[2] = { value_int(keys[i]), value_int(id) };

		if (!carry_out(s, text_for(s, "DELETE FROM \"seek_near\" "
		    "WHERE \"key\" = $1 AND \"word\" = $2"), near, 2))
			return false;
	}
	return carry_out(s, text_for(s, "DELETE FROM \"seek_word\" WHERE "
	    "\"id\" = $1"), v, 1);
}

static bool
take_one(struct store *s, struct id row, str word)
{
	int64_t id = number_of(word), n;
	struct value v[2] = { value_int(id), value_id(row) };
	bool there;

	return carry_out(s, text_for(s, "DELETE FROM \"seek\" WHERE \"word\" "
	    "= $1 AND \"row\" = $2"), v, 2) &&
	    count_word(s, id, -1, &n, &there) && (!there || (n > 0
	    ? set_count(s, id, n) : forget_word(s, word, id)));
}

static bool
is_same(const struct seeking *a, const struct seeking *b)
{
	size_t i;

	if (a->n != b->n || !id_same(a->home, b->home) ||
	    !str_same(a->kind, b->kind))
		return false;
	for (i = 0; i < a->n; i++)
		if (!str_same(a->word[i], b->word[i]))
			return false;
	return true;
}

bool
seeking_end(struct store *s, struct plan *p, struct id id,
    const struct seeking *was)
{
	struct seeking now;
	size_t i;

	if (!was->is_on)
		return true;
	if (!read_row(s, p, id, &now))
		return false;
	if (is_same(was, &now))
		return true;
	for (i = 0; i < was->n; i++)
		if (!take_one(s, id, was->word[i]))
			return false;
	for (i = 0; i < now.n; i++)
		if (!add_one(s, &now, id, now.word[i]))
			return false;
	return true;
}

/* ---- asking ---- */

struct chosen {                 /* words that one typed word may mean */
	int64_t id[CANDIDATES];
	size_t  n;
	int64_t rows;
};

struct seek_query {
	struct store *s;
	struct write  sql;
	struct value *v;
	size_t        n, room;
};

static void
put_value(struct seek_query *k, struct value v)
{
	k->v = arena_more(k->s->work, k->v, k->n, &k->room, sizeof(*k->v));
	k->v[k->n++] = v;
	write_format(&k->sql, "$%zu", k->n);
}

static void
take_word(struct chosen *c, int64_t id, int64_t rows)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->id[i] == id)
			return;
	if (c->n == CANDIDATES)
		return;
	c->id[c->n++] = id;
	c->rows += rows;
}

/* Each word of the answer that is what was typed, begins so, or is near. */
static bool
take_words(struct seek_query *k, str typed, bool near, struct chosen *c)
{
	struct value v[3];
	struct cursor cur = { .store = k->s };
	int off;

	if (!cursor_open(k->s, text_kept(k->s, k->s->work,
	    write_done(&k->sql)), k->v, k->n, &cur))
		return false;
	while (k->s->driver->next(&cur, v, 3)) {
		off = seek_off(v[1].t, typed, true);
		if (off == 0 || (near && off == 1))
			take_word(c, v[0].i, v[2].i);
	}
	if (cur.trouble.kind != CALM) {
		k->s->trouble = cur.trouble;
		cursor_close(&cur);
		return false;
	}
	cursor_close(&cur);
	return true;
}

static bool
words_beginning(struct store *s, str typed, struct chosen *c)
{
	struct seek_query k = { .s = s, .sql = write_new(s->work, 1 << 12) };

	write_z(&k.sql, "SELECT \"id\", \"word\", \"n\" FROM \"seek_word\" "
	    "WHERE \"word\" >= ");
	put_value(&k, value_text(typed));
	write_z(&k.sql, " AND \"word\" < ");
	put_value(&k, value_text(str_print(s->work, "%.*s\xf4\x8f\xbf\xbd",
	    (int)typed.n, typed.p)));
	write_format(&k.sql, " ORDER BY \"n\" DESC LIMIT %d", CANDIDATES / 4);
	return take_words(&k, typed, false, c);
}

/* As many places as the next power of two: few texts to prepare. */
static void
put_numbers(struct seek_query *k, const int64_t *x, size_t n)
{
	size_t i, places = 1;

	while (places < n)
		places *= 2;
	for (i = 0; i < places; i++) {
		if (i > 0)
			write_char(&k->sql, ',');
		put_value(k, value_int(x[i < n ? i : n - 1]));
	}
}

static bool
words_near(struct store *s, str typed, struct chosen *c)
{
	struct seek_query k = { .s = s, .sql = write_new(s->work, 1 << 14) };
	int64_t keys[LETTERS + 1];
	size_t n = keys_of(s->work, typed, keys);

	write_z(&k.sql, "SELECT w.\"id\", w.\"word\", w.\"n\" FROM "
	    "\"seek_near\" k JOIN \"seek_word\" w ON w.\"id\" = k.\"word\" "
	    "WHERE k.\"key\" IN (");
	put_numbers(&k, keys, n);
	write_char(&k.sql, ')');
	return take_words(&k, typed, true, c);
}

static bool
word_itself(struct store *s, str typed, struct chosen *c)
{
	struct seek_query k = { .s = s, .sql = write_new(s->work, 1 << 12) };

	write_z(&k.sql, "SELECT \"id\", \"word\", \"n\" FROM \"seek_word\" "
	    "WHERE \"id\" = ");
	put_value(&k, value_int(number_of(typed)));
	return take_words(&k, typed, false, c);
}

static bool
choose(struct store *s, str typed, bool begins, bool near, struct chosen *c)
{
	c->n = 0;
	c->rows = 0;
	return word_itself(s, typed, c) &&
	    (!begins || typed.n < 2 || words_beginning(s, typed, c)) &&
	    (!near || words_near(s, typed, c));
}

static void
put_homes(struct seek_query *k, const struct scope *scope)
{
	size_t i;

	if (scope == NULL)
		return;
	write_z(&k->sql, " AND (a.\"home\" IS NULL");
	for (i = 0; i < scope->n_homes; i++) {
		write_z(&k->sql, " OR a.\"home\" = ");
		put_value(k, value_id(scope->homes[i]));
	}
	write_char(&k->sql, ')');
}

static bool
has_one(const struct chosen *c, str numbers)
{
	int64_t x;
	size_t i, k;

	for (i = 0; i + sizeof(x) <= numbers.n; i += sizeof(x)) {
		memcpy(&x, numbers.p + i, sizeof(x));
		for (k = 0; k < c->n; k++)
			if (c->id[k] == x)
				return true;
	}
	return false;
}

static bool
has_all(const struct chosen *c, size_t n, size_t but, str numbers)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (i != but && !has_one(&c[i], numbers))
			return false;
	return true;
}

static size_t
rarest(const struct chosen *c, size_t n)
{
	size_t i, first = 0;

	for (i = 1; i < n; i++)
		if (c[i].rows < c[first].rows)
			first = i;
	return first;
}

static void
put_query(struct seek_query *k, const struct entity *e,
    const struct chosen *c, const struct scope *scope)
{
	write_z(&k->sql, "SELECT a.\"row\", a.\"all\" FROM \"seek\" a WHERE "
	    "a.\"word\" IN (");
	put_numbers(k, c->id, c->n);
	write_char(&k->sql, ')');
	if (e->member != NULL)
		write_format(&k->sql, " AND a.\"kind\" = '%s'", e->member);
	put_homes(k, scope);
}

static void
keep_hit(struct id *out, size_t *n, struct id id)
{
	size_t i;

	for (i = 0; i < *n && !id_same(out[i], id); i++)
		;
	if (i == *n)
		out[(*n)++] = id;
}

/* Goes through the rows of the rarest word, at most EFFORT of them: words
 * so common that no rarer one is there meet in many rows. */
static bool
read_hits(struct seek_query *k, const struct chosen *c, size_t words,
    size_t first, struct id *out, size_t *n, size_t limit)
{
	struct cursor cur = { .store = k->s };
	struct text *text = text_kept(k->s, k->s->work, write_done(&k->sql));
	size_t seen = 0;
	struct value v[2];
	bool calm;

	text->many = true;
	if (!cursor_open(k->s, text, k->v, k->n, &cur))
		return false;
	while (*n < limit && seen++ < EFFORT &&
	    k->s->driver->next(&cur, v, 2))
		if (has_all(c, words, first, v[1].t))
			keep_hit(out, n, value_as_id(&v[0]));
	calm = cur.trouble.kind == CALM;
	if (!calm)
		k->s->trouble = cur.trouble;
	cursor_close(&cur);
	return calm;
}

static bool
seek(struct store *s, const struct entity *e, const struct seek_ask *ask,
    struct id *out, size_t *n)
{
	struct seek_query k = { .s = s, .sql = write_new(s->work, 1 << 18) };
	struct chosen *c = NEWS(s->work, struct chosen, SEEK_WORDS);
	str words[SEEK_WORDS];
	size_t i, first, of = seek_cut(s->work, ask->words, words);

	for (i = 0; i < of; i++) {
		if (!choose(s, words[i], ask->begins >> i & 1,
		    ask->near >> i & 1, &c[i]))
			return false;
		if (c[i].n == 0)
			return true;
	}
	if (of == 0)
		return true;
	first = rarest(c, of);
	put_query(&k, e, &c[first], ask->scope);
	return read_hits(&k, c, of, first, out, n, ask->limit < SEEK_MOST
	    ? ask->limit : SEEK_MOST);
}

bool
seek_rows(struct store *s, const struct entity *e, const struct seek_ask *ask,
    struct arena *a, struct id **out, size_t *n, struct errors *errors)
{
	struct arena_mark mark = arena_mark(s->work);
	bool ok;

	*n = 0;
	*out = NEWS(a, struct id, SEEK_MOST);
	ok = seek(s, e, ask, *out, n) || tell(s, errors);
	arena_back(s->work, mark);
	return ok;
}

/* ---- all anew ---- */

static bool
add_row(struct store *s, struct plan *p, struct id id)
{
	struct seeking was = { .is_on = true };

	return seeking_end(s, p, id, &was);
}

static bool
rebuild_of(struct store *s, const struct entity *e, struct errors *errors)
{
	struct arena *a = arena_new(0);
	void *row = arena_take(a, 1, e->size);
	struct arena_mark mark, work;
	struct plan *p = plan_of(s, e);
	struct ask all = { .limit = 0 };
	struct cursor *c;
	bool ok = store_list(s, e, &all, a, &c, errors);

	mark = arena_mark(a);
	while (ok && store_next(c, a, row)) {
		work = arena_mark(s->work);
		ok = add_row(s, p, ((struct row *)row)->id) || tell(s, errors);
		arena_back(s->work, work);
		arena_back(a, mark);
	}
	ok = ok && store_end(c, errors);
	arena_free(a);
	return ok;
}

bool
seek_rebuild(struct store *s, struct errors *errors)
{
	const struct entity *const *e;

	if (!s->driver->run(s, "DELETE FROM \"seek\"; DELETE FROM "
	    "\"seek_near\"; DELETE FROM \"seek_word\";"))
		return tell(s, errors);
	for (e = s->entities; *e != NULL; e++)
		if (seek_knows(*e) && ((*e)->member != NULL ||
		    (*e)->family == NULL) && !rebuild_of(s, *e, errors))
			return false;
	return true;
}
