/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/iati_keep.h"

#include <string.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/guard.h"
#include "flow/save.h"
#include "format/json.h"
#include "format/xml.h"
#include "model/text.h"
#include "standard/iati_codes.h"
#include "standard/iati_load.h"

/* ---- the report ---- */

const char *
iati_rows_name(enum iati_rows k)
{
	static const char *const names[] = { "Programmes", "Organisations",
		"IATI particulars", "Stakeholders", "Budget lines",
		"Transactions", "Results", "Indicators", "Indicator values" };

	return names[k];
}

static void
free_arena(void *a)
{
	arena_free(a);
}

struct iati_import *
iati_import_new(struct arena *outer)
{
	struct arena *a = arena_new(0);
	struct iati_import *in = NEW(a, struct iati_import);

	arena_closer(outer, free_arena, a);
	in->arena = a;
	in->dropped_at = map_new(a);
	return in;
}

void
iati_note(struct iati_keep *k, const struct iati *e, const char *attr,
    bool refuses, str says)
{
	struct iati_import *in = k->in;
	struct iati_note *it;

	in->notes++;
	in->refusals += refuses;
	if (in->notes > IATI_NOTES)
		return;
	it = NEW(in->arena, struct iati_note);
	it->line = e->line;
	it->activity = str_copy(in->arena, iati_text(iati_first(k->a,
	    "iati-identifier")));
	it->path = str_copy(in->arena, iati_path(e, attr));
	it->says = str_copy(in->arena, says);
	it->refuses = refuses;
	if (in->last == NULL)
		in->first = it;
	else
		in->last->next = it;
	in->last = it;
}

static void
note_fault(struct iati_keep *k, const struct iati_fault *f)
{
	struct iati at = { .line = f->line, .arena = k->a->arena };

	iati_note(k, &at, NULL, f->grade == IATI_WRONG, str_of(f->says));
	if (k->in->notes <= IATI_NOTES)
		k->in->last->path = str_copy(k->in->arena, f->path);
}

static void
drop(struct iati_import *in, str kind, int64_t n)
{
	struct iati_dropped *d;
	size_t at;

	if (!map_find(in->dropped_at, kind, &at)) {
		at = in->kinds;
		d = NEW(in->arena, struct iati_dropped);
		d->kind = str_copy(in->arena, kind);
		*map_at(in->dropped_at, d->kind, at) = at;
		in->kind = arena_more(in->arena, in->kind, in->kinds,
		    &in->room, sizeof(d));
		in->kind[in->kinds++] = d;
	}
	in->kind[at]->n += n;
}

/* What nobody took: an element with all in it counts as one. */
static void
count_dropped(struct iati_keep *k, struct iati *e)
{
	struct iati_attr *at;
	struct iati *c;

	for (at = e->attr; at != NULL; at = at->next)
		if (!at->used && !str_none(at->value))
			drop(k->in, iati_kind(e, str_z(e->arena, at->name)),
			    1);
	for (c = e->first; c != NULL; c = c->next)
		if (!c->used)
			drop(k->in, iati_kind(c, NULL), 1);
		else
			count_dropped(k, c);
}

/* ---- rows ---- */

static bool
is_same(const struct entity *e, const void *a, const void *b)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (!row_same(f, a, b))
			return false;
	return true;
}

static bool
save_theirs(struct iati_keep *k, struct ctx *who, const struct entity *e,
    void *row, const void *was)
{
	bool fine;

	if (!flow_may(who, e, was == NULL ? row : was, was == NULL ? ADD
	    : EDIT))
		return fail(&who->errors, DENIED, NULL,
		    "Your roles do not let you change this %s.",
		    words_say(who->words, e->label));
	fine = flow_save_as_was(k->c, e, row);
	who->errors = k->c->errors;
	return fine;
}

/* A new row of ours begins where all do: its steps are taken here. */
static bool
save_by_hand(struct iati_keep *k, const struct entity *e, void *row,
    const void *was, bool *kept)
{
	const struct field *state = guard_state(e);
	struct ctx c = *k->c;

	c.actor = k->who;
	if (state != NULL && was == NULL && !k->is_theirs)
		row_clear(state, row);
	if (!desk_save(&c))
		return false;
	if (!k->is_theirs)
		*kept = flow_save(&c, e, row);
	else
		*kept = save_theirs(k, &c, e, row, was);
	k->c->errors = c.errors;
	if (*kept)
		return desk_release(k->c);
	if (errors_worst(&c.errors) >= BUSY)
		return false;
	desk_back(k->c);
	return true;
}

bool
iati_save(struct iati_keep *k, const struct entity *e, void *row,
    const void *was, bool *kept)
{
	*kept = true;
	if (k->by_hand && (was != NULL || !k->is_new))
		return save_by_hand(k, e, row, was, kept);
	return flow_save_as_was(k->c, e, row);
}

/* "Transaction: Your roles do not let you change this transaction." */
static void
note_refused(struct iati_keep *k, enum iati_rows kind,
    const struct entity *e, void *row, const void *was)
{
	iati_note(k, k->at == NULL ? k->a : k->at, NULL, false,
	    str_print(k->c->arena, "%s: %s", words_say(k->c->words, e->label),
	    errors_text(&k->c->errors, NULL)));
	errors_clear(&k->c->errors);
	k->in->n[kind][REFUSED]++;
	if (was != NULL)
		memcpy(row, was, e->size);
	else
		*(struct row *)row = (struct row){ 0 };
}

bool
iati_put(struct iati_keep *k, enum iati_rows kind, const struct entity *e,
    void *row, const void *was)
{
	bool kept;

	if (was != NULL && is_same(e, was, row)) {
		k->in->n[kind][UNCHANGED]++;
		return true;
	}
	if (!iati_save(k, e, row, was, &kept))
		return false;
	if (kept)
		k->in->n[kind][was == NULL ? ADDED : CHANGED]++;
	else if (kind == IATI_ACTIVITIES)
		return false;
	else
		note_refused(k, kind, e, row, was);
	return true;
}

void
iati_learn(struct iati_keep *k, struct map *m, str key, struct id id)
{
	size_t old;

	if (str_none(key))
		return;
	if (map_find(m, key, &old)) {
		if (id_none(k->id[old]))
			k->id[old] = id;
		return;
	}
	*map_at(m, str_copy(k->keep, key), k->ids) = k->ids;
	k->id = arena_more(k->keep, k->id, k->ids, &k->room, sizeof(*k->id));
	k->id[k->ids++] = id;
}

bool
iati_known(const struct iati_keep *k, const struct map *m, str key,
    struct id *id)
{
	size_t at;

	if (str_none(key) || !map_find(m, key, &at) || id_none(k->id[at]))
		return false;
	*id = k->id[at];
	return true;
}

/* What the maps have learnt since then leads nowhere any more. */
static void
forget(struct iati_keep *k, size_t since)
{
	for (; since < k->ids; since++)
		k->id[since] = (struct id){ { 0 } };
}

/* ---- organisations ---- */

static str
name_key(struct iati_keep *k, struct id programme, str name)
{
	return str_print(k->c->arena, "%s %.*s", id_text(k->c->arena,
	    programme).p, (int)name.n, name.p);
}

static bool
learn_orgs(struct iati_keep *k)
{
	struct organisation *o;
	size_t i, n;

	o = gather(k->c, &organisation_entity, (struct id){ { 0 } }, &n);
	for (i = 0; o != NULL && i < n; i++) {
		iati_learn(k, k->by_ref, o[i].iati_id, o[i].row.id);
		iati_learn(k, k->by_name, name_key(k, o[i].programme,
		    o[i].name), o[i].row.id);
	}
	return o != NULL;
}

static bool
save_org(struct iati_keep *k, struct organisation *o, const void *was,
    str ref, str type)
{
	if (str_none(o->iati_id))
		o->iati_id = ref;
	if (str_none(o->iati_type) && iati_listed("OrganisationType", type))
		o->iati_type = type;
	if (!iati_put(k, IATI_ORGANISATIONS, &organisation_entity, o, was))
		return false;
	if (id_none(o->row.id))
		return true;
	iati_learn(k, k->by_ref, o->iati_id, o->row.id);
	iati_learn(k, k->by_name, name_key(k, o->programme, o->name),
	    o->row.id);
	return true;
}

static bool
find_org(struct iati_keep *k, str ref, str name, struct id *id)
{
	if (iati_known(k, k->by_ref, ref, id))
		return true;
	return iati_known(k, k->by_name, name_key(k, k->p.row.id, name), id)
	    || iati_known(k, k->by_name, name_key(k, (struct id){ { 0 } },
	    name), id);
}

bool
iati_org_of(struct iati_keep *k, struct iati *e, struct id *id)
{
	str ref = iati_get(e, "ref"), type = iati_get(e, "type"),
	    name = iati_words(k, e);
	struct organisation o, was;

	*id = (struct id){ { 0 } };
	if (str_none(ref) && str_none(name))
		return true;
	if (find_org(k, ref, name, id)) {
		if (!flow_find(k->c, &organisation_entity, *id, &was)) {
			errors_clear(&k->c->errors);
			return true;    /* of another kind: it stays as it is */
		}
		/* Another reference: somebody else of that name. */
		if (str_none(ref) || str_none(was.iati_id) ||
		    str_same(ref, was.iati_id)) {
			o = was;
			return (str_none(ref) || !str_none(was.iati_id)) &&
			    (str_none(type) || !str_none(was.iati_type)) ? true
			    : save_org(k, &o, &was, ref, type);
		}
	}
	row_blank(&organisation_entity, &o);
	o.name = str_none(name) ? ref : name;
	if (!save_org(k, &o, NULL, ref, type))
		return false;
	*id = o.row.id;
	return true;
}

bool
iati_is_reporter(struct iati_keep *k, struct iati *e)
{
	struct iati *by = iati_first(k->a, "reporting-org");
	str ref = iati_get(e, "ref");

	if (!str_none(ref))
		return str_same(ref, k->reporter_ref);
	return str_same(iati_words(k, e), iati_words(k, by));
}

/* ---- words ---- */

static const char *
lang_of(struct iati_keep *k, struct iati *narrative)
{
	str lang = iati_get(narrative, "lang");

	return str_none(lang) ? k->lang : str_z(narrative->arena,
	    str_lower(narrative->arena, lang));
}

str
iati_words(struct iati_keep *k, struct iati *e)
{
	struct iati *n;
	str first = { 0 }, text;
	bool ours;

	for (n = e == NULL ? NULL : iati_first(e, "narrative"); n != NULL;
	    n = iati_next(n)) {
		text = iati_text(n);
		ours = strcmp(lang_of(k, n), k->lang) == 0;
		if (ours && !str_none(text))
			return text;
		if (str_none(first))
			first = text;
	}
	return first;
}

str
iati_all_words(struct iati_keep *k, struct iati *e, str was)
{
	struct iati *n;

	for (n = e == NULL ? NULL : iati_first(e, "narrative"); n != NULL;
	    n = iati_next(n))
		if (!str_none(iati_text(n)))
			was = text_with(k->c->arena, was, lang_of(k, n),
			    iati_text(n));
	return was;
}

bool
iati_sum(struct iati_keep *k, struct iati *e, struct money *m)
{
	struct iati *v = iati_first(e, "value");
	str currency = iati_get(v, "currency");

	(void)iati_get(v, "value-date");
	return v != NULL && iati_amount(v->text, str_none(currency)
	    ? k->default_currency : str_z(v->arena, currency), m);
}

/* ---- tables ---- */

void
iati_row(struct write *w)
{
	write_z(w, w->n == 0 ? "[{" : "},{");
}

void
iati_cell(struct write *w, const char *name, str value)
{
	if (str_none(value))
		return;
	if (w->p[w->n - 1] != '{')
		write_char(w, ',');
	write_format(w, "\"%s\":", name);
	json_quote(w, value);
}

str
iati_table(struct write *w)
{
	if (w->n == 0)
		return (str){ 0 };
	write_z(w, "}]");
	return write_done(w);
}

/* ---- one activity ---- */

static bool
take_in(struct iati_keep *k)
{
	struct id none = { { 0 } };
	struct iati *by = iati_first(k->a, "reporting-org");

	k->reporter_ref = iati_get(by, "ref");
	k->reporter = none;
	if (!iati_find_programme(k))
		return false;
	if (by != NULL && !iati_org_of(k, by, &k->reporter))
		return false;
	return iati_keep_programme(k) && iati_keep_entry(k) &&
	    iati_keep_parties(k) && iati_keep_budgets(k) &&
	    iati_keep_transactions(k) && iati_keep_results(k);
}

static void
note_errors(struct iati_keep *k)
{
	const struct error *at;

	for (at = k->c->errors.first; at != NULL; at = at->next)
		iati_note(k, k->a, NULL, true, str_print(k->c->arena,
		    "%s%s%s", at->field == NULL ? "" : at->field,
		    at->field == NULL ? "" : ": ", at->text));
}

/* The counts of what is taken back are taken back too. */
static bool
take_back(struct iati_keep *k, int64_t before[IATI_ROWS][OUTCOMES],
    size_t ids)
{
	enum fault worst = errors_worst(&k->c->errors);

	if (worst >= BUSY)
		return false;
	desk_back(k->c);
	note_errors(k);
	errors_clear(&k->c->errors);
	memcpy(k->in->n, before, sizeof(k->in->n));
	k->in->n[IATI_ACTIVITIES][REFUSED]++;
	k->pending = k->pending_before;
	forget(k, ids);
	return true;
}

static void
begin_activity(struct iati_keep *k)
{
	str lang = iati_get(k->a, "lang"), currency = iati_get(k->a,
	    "default-currency");

	(void)iati_get(k->a, "last-updated-datetime");
	(void)iati_get(k->a, "hierarchy");
	k->lang = str_none(lang) ? "en" : str_z(k->a->arena, str_lower(
	    k->a->arena, lang));
	memset(k->default_currency, 0, sizeof(k->default_currency));
	if (currency.n == 3)
		memcpy(k->default_currency, currency.p, 3);
}

/* The first of an identifier counts. */
static bool
stands_twice(struct iati_keep *k)
{
	struct iati *e = iati_first(k->a, "iati-identifier");
	str identifier = iati_text(e);
	size_t *met;

	if (str_none(identifier))
		return false;
	met = map_at(k->seen, str_copy(k->keep, identifier), 0);
	if (++*met == 1)
		return false;
	iati_note(k, e, NULL, true, str_of(words_say(k->c->words,
	    "This identifier stands in the file twice; the first activity "
	    "counts.")));
	return true;
}

static bool
land_one(struct iati_keep *k)
{
	int64_t before[IATI_ROWS][OUTCOMES];
	struct iati_faults f = { 0 };
	const struct iati_fault *at;
	size_t ids = k->ids;

	k->at = NULL;
	iati_check(k->c, k->a, &f);
	for (at = f.first; at != NULL; at = at->next)
		note_fault(k, at);
	if (f.wrong > 0 || stands_twice(k)) {
		k->in->n[IATI_ACTIVITIES][REFUSED]++;
		return true;
	}
	memcpy(before, k->in->n, sizeof(before));
	begin_activity(k);
	iati_split(k);
	k->pending_before = k->pending;
	if (!desk_save(k->c))
		return false;
	if (!take_in(k))
		return take_back(k, before, ids);
	count_dropped(k, k->a);
	iati_learn(k, k->by_identifier, iati_text(iati_first(k->a,
	    "iati-identifier")), k->p.row.id);
	iati_learn(k, k->by_code, k->p.code, k->p.row.id);
	return desk_release(k->c);
}

/* ---- the whole file ---- */

static bool
learn_programmes(struct iati_keep *k)
{
	struct iati_entry *e;
	struct programme *p;
	size_t i, n, entries;
	str id;

	e = gather(k->c, &iati_entry_entity, (struct id){ { 0 } }, &entries);
	p = gather(k->c, &programme_entity, (struct id){ { 0 } }, &n);
	if (e == NULL || p == NULL)
		return false;
	struct map *with = map_new(k->c->arena);
	for (i = 0; i < entries; i++)
		if (!str_none(e[i].identifier)) {
			iati_learn(k, k->by_identifier, e[i].identifier,
			    e[i].programme);
			*map_at(with, (str){ (const char *)e[i].programme.b,
			    sizeof(e[i].programme.b) }, 0) = 1;
		}
	for (i = 0; i < n; i++) {
		iati_learn(k, k->by_code, p[i].code, p[i].row.id);
		if (map_find(with, (str){ (const char *)p[i].row.id.b,
		    sizeof(p[i].row.id.b) }, &(size_t){ 0 }))
			continue;
		if (!iati_identify(k->c, &k->site, &p[i], &id))
			return false;
		iati_learn(k, k->by_identifier, id, p[i].row.id);
	}
	return true;
}

static bool
land_all(struct iati_keep *k, struct iati_file *f)
{
	struct arena_mark mark;
	struct arena *tree;
	bool fine = true;

	for (;;) {
		tree = arena_new(IATI_ARENA);
		mark = arena_mark(k->c->arena);
		fine = iati_read(f, tree, &k->a, &k->c->errors) &&
		    (k->a == NULL || land_one(k)) && ctx_goes_on(k->c,
		    words_say(k->c->words, "Activities"), f->n, 0);
		if (fine)
			arena_back(k->c->arena, mark);
		arena_free(tree);
		if (!fine || k->a == NULL)
			return fine;
	}
}

bool
iati_import(struct ctx *c, struct iati_file *f, struct iati_import *in)
{
	struct iati_keep k = { .c = c, .in = in, .who = c->actor,
		.by_hand = !c->actor.system };
	bool fine;

	/* Rows come as they are elsewhere: states and dates of the past. */
	c->actor.system = true;
	k.keep = arena_new(0);
	k.seen = map_new(k.keep);
	k.by_identifier = map_new(k.keep);
	k.by_code = map_new(k.keep);
	k.by_ref = map_new(k.keep);
	k.by_name = map_new(k.keep);
	fine = iati_site(c, (str){ 0 }, &k.site) && iati_open(f, &c->errors) &&
	    learn_programmes(&k) && learn_orgs(&k) && land_all(&k, f) &&
	    iati_keep_parents(&k);
	arena_free(k.keep);
	c->actor = k.who;
	return fine;
}

/* ---- for people ---- */

static int64_t
sum_of(const struct iati_import *in, enum outcome o)
{
	int64_t n = 0;
	int i;

	for (i = 0; i < IATI_ROWS; i++)
		n += in->n[i][o];
	return n;
}

static void
counts_put(const int64_t n[OUTCOMES], struct node *row)
{
	node_count(row, "added", n[ADDED]);
	node_count(row, "changed", n[CHANGED]);
	node_count(row, "unchanged", n[UNCHANGED]);
	node_count(row, "refused", n[REFUSED]);
}

void
iati_import_tree(struct ctx *c, const struct iati_import *in,
    struct node *out)
{
	int64_t all[OUTCOMES];
	const struct iati_note *at;
	struct node *row;
	size_t i;
	int o;

	for (o = 0; o < OUTCOMES; o++)
		all[o] = sum_of(in, (enum outcome)o);
	counts_put(all, out);
	(void)node_list(out, "rows");
	for (i = 0; i < IATI_ROWS; i++) {
		row = node_row(out, "rows");
		node_z(row, "name", words_say(c->words, iati_rows_name(
		    (enum iati_rows)i)));
		counts_put(in->n[i], row);
	}
	(void)node_list(out, "notes");
	for (at = in->first; at != NULL; at = at->next) {
		row = node_row(out, "notes");
		node_count(row, "line", at->line);
		node_text(row, "activity", at->activity);
		node_text(row, "path", at->path);
		node_text(row, "says", at->says);
		node_bool(row, "refuses", at->refuses);
	}
	node_count(out, "notes_n", in->notes);
	node_count(out, "refusals_n", in->refusals);
	node_bool(out, "is_cut", in->notes > IATI_NOTES);
	(void)node_list(out, "dropped");
	for (i = 0; i < in->kinds; i++) {
		row = node_row(out, "dropped");
		node_text(row, "kind", in->kind[i]->kind);
		node_count(row, "n", in->kind[i]->n);
	}
}
