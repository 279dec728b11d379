/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pile.h"

#include <math.h>
#include <string.h>

#include "format/json.h"
#include "store/store.h"

enum {
	STRAIGHT_LEAST = 5,     /* items: fewer can be alike by chance */
	SHEETS = 1000           /* saved between two looks at the watch */
};

static str
sheet_key(struct pile *p, const struct filled *s)
{
	str round = p->batch[s->round].round.code;

	return str_print(p->l->c->arena, "%.*s/%.*s/%.*s", (int)round.n,
	    round.p, (int)s->subject_code.n, s->subject_code.p, (int)s->rater.n,
	    s->rater.p);
}

/* Every item answered, and all alike: kept, but somebody should look. */
static bool
is_straight(const struct filled *s, size_t items)
{
	size_t i;

	if (items < STRAIGHT_LEAST || s->answers == 0)
		return false;
	for (i = 0; i < items; i++)
		if (s->cell[i] < CELL_LEAST || s->cell[i] != s->cell[0])
			return false;
	return true;
}

/* A sheet of which nothing came in time is one decision, not one an answer. */
static void
close_whole(struct pile *p, struct filled *s, str key)
{
	struct decision **at = &s->decision;

	while (*at != NULL)
		if (strcmp((*at)->rule, "after_close") == 0)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	pile_decide(p, s, (struct decision){ "after_close", (str){ 0 }, key,
	    (str){ 0 }, (str){ 0 }, NULL });
}

/* Decisions on the whole sheet, once all its answers are known. */
static void
judge(struct pile *p, struct filled *s)
{
	size_t i, items = p->batch[s->round].instrument->items;
	str key = sheet_key(p, s);

	if (s->answers == 0)
		close_whole(p, s, key);
	if (s->late_at != MOMENT_NONE)
		pile_dirt(p, key, "after_close", moment_text(p->l->c->arena,
		    s->late_at));
	for (i = 0; i < items && s->answers > 0; i++)
		if (s->at[i] == MOMENT_NONE)    /* came after the closing */
			s->cell[i] = CELL_BLANK;
	if (!is_straight(s, items))
		return;
	pile_decide(p, s, (struct decision){ "straight_lining", (str){ 0 }, key,
	    (str){ 0 }, (str){ 0 }, NULL });
	pile_dirt(p, key, "straight_lining", str_print(p->l->c->arena,
	    "all answers %g", score_rating(s->cell[0])));
}

static str
pack_cells(struct arena *a, const int16_t *cell, size_t n)
{
	unsigned char *p = NEWS(a, unsigned char, n * 2 + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		p[i * 2] = (unsigned char)((uint16_t)cell[i] & 0xff);
		p[i * 2 + 1] = (unsigned char)((uint16_t)cell[i] >> 8);
	}
	return (str){ (const char *)p, n * 2 };
}

/* No bytes at all where nobody gave any. */
static str
pack_bytes(const uint8_t *byte, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (byte[i] != 0)
			return (str){ (const char *)byte, n };
	return (str){ 0 };
}

static void
quote_member(struct write *w, const char *name, str value)
{
	if (str_none(value))
		return;
	if (w->p[w->n - 1] != '{')
		write_char(w, ',');
	json_quote(w, str_of(name));
	write_char(w, ':');
	json_quote(w, value);
}

static str
pack_beside(struct arena *a, const struct filled *s,
    const struct instrument *in)
{
	struct write w = write_new(a, 1 << 22);
	const struct answered *at;

	for (at = s->beside; at != NULL; at = at->next) {
		write_char(&w, w.n == 0 ? '{' : ',');
		json_quote(&w, in->item[at->item].code);
		write_z(&w, ":{");
		quote_member(&w, "comment", at->comment);
		quote_member(&w, "raw", at->raw);
		quote_member(&w, "evidence", at->evidence);
		if (!isnan(at->rating)) {
			write_z(&w, w.p[w.n - 1] != '{' ? ",\"rating\":"
			    : "\"rating\":");
			write_real(&w, at->rating);
		}
		write_char(&w, '}');
	}
	if (w.n == 0)
		return (str){ 0 };
	write_char(&w, '}');
	return write_done(&w);
}

static bool
is_late(const struct filled *s, const struct batch *b)
{
	int64_t last = s->last_at != MOMENT_NONE ? s->last_at : s->late_at;

	return b->round.due.n != 0 && last != MOMENT_NONE &&
	    moment_day(last).n > b->round.due.n;
}

static void
fill_response(struct pile *p, const struct filled *s, struct response *row)
{
	const struct batch *b = &p->batch[s->round];
	struct arena *a = p->l->c->arena;
	size_t n = b->instrument->items;

	row->round = b->round.row.id;
	row->subject = s->subject;
	row->rater = s->rater;
	row->rater_role = s->role;
	row->scores = pack_cells(a, s->cell, n);
	row->confidence = pack_bytes(s->confidence, n);
	row->importance = pack_bytes(s->importance, n);
	row->beside = pack_beside(a, s, b->instrument);
	row->submitted_at = s->last_at != MOMENT_NONE ? s->last_at : s->late_at;
	row->late = is_late(s, b) ? YES : NO;
	row->source = str_none(s->source) ? S("import") : s->source;
	row->version = 1;
	row->status = s->answers > 0 ? S("accepted") : S("excluded");
}

static bool
save_decision(struct pile *p, const struct response *r,
    const struct decision *d, size_t place)
{
	struct ctx *c = p->l->c;
	struct cleaning row;

	row_blank(&cleaning_entity, &row);
	row.row.id = id_from(S("cleaning"), str_print(c->arena,
	    "%.*s/%s/%.*s/%zu", 36, id_text(c->arena, r->row.id).p, d->rule,
	    (int)d->key.n, d->key.p, place));
	if (store_has(c->store, &cleaning_entity, row.row.id))
		return true;    /* an earlier import; people may have decided
		                 * since */
	row.round = r->round;
	row.response = r->row.id;
	row.rule = str_of(d->rule);
	row.item = str_none(d->item) ? (str){ 0 } : d->item;
	row.source_key = str_none(d->key) ? (str){ 0 } : d->key;
	row.raw = str_none(d->raw) ? (str){ 0 } : d->raw;
	row.taken = str_none(d->taken) ? (str){ 0 } : d->taken;
	row.in_force = YES;
	row.decided_at = c->now;
	return land_row(p->l, &cleaning_entity, &row) != REFUSED;
}

/* An excluded or accepted sheet of an earlier import stays as people left
 * it; only its answers are compared. */
static bool
save_sheet(struct pile *p, const struct filled *s, bool is_first)
{
	struct ctx *c = p->l->c;
	struct response row;
	struct id id = land_id(p->l, &response_entity, sheet_key(p, s));
	const struct decision *d;
	enum outcome came;
	str status;
	size_t n = 0;

	row_blank(&response_entity, &row);
	row.row.id = id;
	if (!is_first && store_has(c->store, &response_entity, id) &&
	    !store_find(c->store, &response_entity, id, c->arena, &row,
	    &c->errors))
		return false;
	status = row.status;
	fill_response(p, s, &row);
	if (row.row.revision > 0)
		row.status = status;
	came = land_row(p->l, &response_entity, &row);
	import_count(p->l->report, came);
	if (came == REFUSED) {
		import_refuse(p->l->report, 0, S("rater_id"),
		    str_of(errors_text(&c->errors, NULL)));
		errors_clear(&c->errors);
		return true;
	}
	for (d = s->decision; d != NULL; d = d->next)
		if (!save_decision(p, &row, d, n++))
			return false;
	return true;
}

static bool
count_rows(struct ctx *c, int64_t *n)
{
	struct ask all = { 0 };

	return store_count(c->store, &response_entity, &all, n, &c->errors);
}

bool
pile_save(struct pile *p)
{
	struct arena *a = p->l->c->arena;
	struct arena_mark mark;
	int64_t before;
	size_t i;
	bool fine = count_rows(p->l->c, &before);

	for (i = 0; i < p->sheets && fine; i++) {
		mark = arena_mark(a);
		judge(p, &p->sheet[i]);
		fine = save_sheet(p, &p->sheet[i], before == 0);
		arena_back(a, mark);
		if (fine && i % SHEETS == 0)
			fine = ctx_goes_on(p->l->c, response_entity.plural,
			    (int64_t)i, (int64_t)p->sheets);
	}
	return fine;
}
