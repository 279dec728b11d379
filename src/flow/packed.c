/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pile.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "flow/rows.h"
#include "format/json.h"
#include "model/codes.h"
#include "store/store.h"

const char *
packed_missing(int16_t cell)
{
	switch (cell) {
	case CELL_NA: return "not applicable";
	case CELL_DK: return "not known";
	case CELL_REFUSED: return "refused";
	case CELL_UNREADABLE: return "not readable";
	default: return "left blank";
	}
}

int16_t
packed_cell(str scores, size_t item)
{
	const unsigned char *p = (const unsigned char *)scores.p;

	if (item * 2 + 1 >= scores.n)
		return CELL_BLANK;
	return (int16_t)(uint16_t)(p[item * 2] | p[item * 2 + 1] << 8);
}

void
packed_cells(str scores, int16_t *cell, size_t items)
{
	const unsigned char *p = (const unsigned char *)scores.p;
	size_t i, there = scores.n / 2 < items ? scores.n / 2 : items;

	for (i = 0; i < there; i++)
		cell[i] = (int16_t)(uint16_t)(p[i * 2] | p[i * 2 + 1] << 8);
	for (; i < items; i++)
		cell[i] = CELL_BLANK;
}

size_t
packed_beside(struct arena *a, str beside, const struct instrument *in,
    struct score_beside *into)
{
	struct errors quiet = { a, NULL, NULL };
	struct node *tree;
	const struct node *at;
	double rating;
	size_t i, n = 0;

	if (str_none(beside) || !json_read(a, beside, &tree, &quiet))
		return 0;
	for (i = 0; i < in->items; i++) {
		at = node_find(tree, in->item[i].code);
		rating = at == NULL ? NAN : json_number(at, "rating");
		if (!isnan(rating))
			into[n++] = (struct score_beside){ i, rating };
	}
	return n;
}

/* ---- finding what a row is about ---- */

static bool
new_batch(struct pile *p, str code, struct id id)
{
	struct ctx *c = p->l->c;
	struct batch *b;
	struct day end;
	size_t i;

	p->batch = arena_more(p->l->keep, p->batch, p->batches,
	    &p->batch_room, sizeof(*p->batch));
	b = &p->batch[p->batches];
	if (!store_find(c->store, &assessment_round_entity, id, p->l->keep,
	    &b->round, &c->errors))
		return false;
	c->arena = p->l->keep;  /* the instrument stays for the whole file */
	if (!assess_instrument(c, b->round.framework, &b->instrument))
		return false;
	b->item = map_new(p->l->keep);
	for (i = 0; i < b->instrument->items; i++)
		*map_at(b->item, b->instrument->item[i].code, i) = i;
	end = b->round.grace_until;
	b->closes_ms = end.n == 0 ? INT64_MAX
	    : moment_of_day((struct day){ end.n + 1 });
	*map_at(p->round_named, str_copy(p->l->keep, code), p->batches) =
	    p->batches;
	p->batches++;
	return true;
}

static bool
find_batch(struct pile *p, const struct entry *r, size_t *place)
{
	struct ctx *c = p->l->c;
	struct arena *was = c->arena;
	str code = entry_value(r, "round_id");
	struct id id;
	bool fine;

	if (map_find(p->round_named, code, place))
		return true;
	if (!land_code(p->l, &assessment_round_entity, code, &id))
		return fail(&c->errors, INVALID, "round_id",
		    "There is no round '%.*s' in this programme.", (int)code.n,
		    code.p);
	*place = p->batches;
	fine = new_batch(p, code, id);
	c->arena = was;
	return fine;
}

static bool
find_subject(struct pile *p, const struct entry *r, const struct batch *b,
    struct id *id, str *tidy)
{
	*tidy = str_upper(p->l->c->arena,
	    str_trim(entry_value(r, "subject_id")));
	if (str_none(*tidy))
		return fail(&p->l->c->errors, INVALID, "subject_id",
		    "The row does not say whom it is about.");
	return land_subject(p->l, *tidy, b->round.subject_type, id);
}

static struct filled *
add_sheet(struct pile *p, size_t batch, const struct entry *r,
    struct id subject, str code)
{
	struct arena *a = p->l->keep;
	size_t i, n = p->batch[batch].instrument->items;
	struct filled *s;

	p->sheet = arena_more(a, p->sheet, p->sheets, &p->room,
	    sizeof(*p->sheet));
	s = &p->sheet[p->sheets++];
	*s = (struct filled){ .round = batch, .subject = subject,
		.subject_code = str_copy(a, code),
		.rater = str_copy(a, entry_value(r, "rater_id")),
		.role = str_copy(a, entry_value(r, "rater_role")),
		.source = str_copy(a, entry_value(r, "source")),
		.cell = NEWS(a, int16_t, n), .confidence = NEWS(a, uint8_t, n),
		.importance = NEWS(a, uint8_t, n), .at = NEWS(a, int64_t, n),
		.last_at = MOMENT_NONE, .late_at = MOMENT_NONE };
	for (i = 0; i < n; i++) {
		s->cell[i] = CELL_BLANK;
		s->at[i] = MOMENT_NONE;
	}
	return s;
}

/* ---- reading one answer ---- */

struct answer {
	size_t      item;
	int16_t     cell;
	double      rating;     /* exact; NAN when missing */
	const char *rule;       /* how it had to be cleaned, or NULL */
	str         raw, taken;
	int64_t     at;
};

static bool
missing_word(str raw, int16_t *cell)
{
	static const struct { const char *word; int16_t cell; } words[] = {
		{ "", CELL_BLANK }, { "NA", CELL_NA }, { "DK", CELL_DK },
		{ "REF", CELL_REFUSED }, { "N/A", CELL_NA }, { NULL, 0 }
	};
	size_t i;

	for (i = 0; words[i].word != NULL; i++)
		if (str_same_nocase(raw, str_of(words[i].word))) {
			*cell = words[i].cell;
			return true;
		}
	return false;
}

/* "3,5" with one comma and digits around it is 3.5. */
static bool
comma_number(struct arena *a, str raw, double *value, str *taken)
{
	size_t at = str_find(raw, S(","));

	if (at == raw.n)
		return false;
	*taken = str_print(a, "%.*s.%.*s", (int)at, raw.p,
	    (int)(raw.n - at - 1), raw.p + at + 1);
	return str_real(*taken, value);
}

static void
read_score(struct arena *a, const struct batch *b, struct answer *w)
{
	const struct framework *f = &b->instrument->framework;

	w->rating = NAN;
	if (missing_word(w->raw, &w->cell))
		return;
	if (comma_number(a, w->raw, &w->rating, &w->taken))
		w->rule = "decimal_comma";
	else if (!str_real(w->raw, &w->rating)) {
		w->rating = NAN;
		w->cell = CELL_UNREADABLE;
		w->rule = "text_score";
		return;
	}
	w->cell = score_cell(w->rating);
	if (!(w->rating >= f->scale_min && w->rating <= f->scale_max)) {
		w->rule = "out_of_range";
		w->taken = (str){ 0 };
	}
}

static bool
read_answer(struct pile *p, const struct entry *r, const struct batch *b,
    struct answer *w)
{
	struct errors *e = &p->l->c->errors;
	str code = entry_value(r, "indicator"),
	    at = entry_value(r, "submitted_at");

	*w = (struct answer){ .raw = entry_value(r, "score") };
	if (!map_find(b->item, code, &w->item))
		return fail(e, INVALID, "indicator",
		    "The framework '%.*s' has no item '%.*s'.",
		    (int)b->instrument->framework.code.n,
		    b->instrument->framework.code.p, (int)code.n, code.p);
	if (!moment_read(at, &w->at))
		return fail(e, INVALID, "submitted_at",
		    "'%.*s' is not a moment like 2024-03-01T08:05:00.",
		    (int)at.n, at.p);
	if (choice_coded(&rater_role_codes,
	    entry_value(r, "rater_role")) == NULL)
		return fail(e, INVALID, "rater_role",
		    "There is no rater role '%.*s'.",
		    (int)entry_value(r, "rater_role").n,
		    entry_value(r, "rater_role").p);
	if (str_none(entry_value(r, "rater_id")))
		return fail(e, INVALID, "rater_id",
		    "The row does not say who rated.");
	read_score(p->l->c->arena, b, w);
	return true;
}

/* ---- laying it on the sheet ---- */

void
pile_decide(struct pile *p, struct filled *s, struct decision d)
{
	struct arena *a = p->l->keep;
	struct decision *it = NEW(a, struct decision);

	*it = (struct decision){ d.rule, str_copy(a, d.item),
		str_copy(a, d.key), str_copy(a, d.raw), str_copy(a, d.taken),
		s->decision };
	s->decision = it;
}

static void
decide(struct pile *p, struct filled *s, const char *rule,
    const struct entry *r, str raw, str taken)
{
	pile_decide(p, s, (struct decision){ rule, entry_value(r, "indicator"),
	    entry_value(r, "response_id"), raw, taken, NULL });
}

static const char *
handling_of(const char *rule)
{
	static const struct { const char *rule, *says; } how[] = {
		{ "duplicate_response", "keep the one submitted last" },
		{ "out_of_range", "treat as missing, flag" },
		{ "text_score", "treat as missing, flag" },
		{ "decimal_comma", "read as number" },
		{ "untidy_code", "trim, upper-case, accept" },
		{ "after_close", "exclude, keep stored" },
		{ "straight_lining", "keep, flag for review" },
		{ NULL, NULL }
	};
	size_t i;

	for (i = 0; how[i].rule != NULL && strcmp(how[i].rule, rule) != 0; i++)
		;
	return how[i].says;
}

void
pile_dirt(struct pile *p, str key, const char *rule, str detail)
{
	import_dirt(p->l->report, key, str_of(rule), detail,
	    str_of(handling_of(rule)));
}

static void
lay_beside(struct pile *p, struct filled *s, const struct entry *r,
    const struct answer *w)
{
	struct arena *a = p->l->keep;
	str comment = entry_value(r, "comment");
	str evidence = entry_value(r, "evidence");
	bool exact = w->cell == CELL_BESIDE;
	struct answered *at, **place;

	for (place = &s->beside; *place != NULL; place = &(*place)->next)
		if ((*place)->item == w->item) {  /* of an earlier answer */
			*place = (*place)->next;
			break;
		}
	if (str_none(comment) && str_none(evidence) && w->rule == NULL &&
	    !exact)
		return;
	at = NEW(a, struct answered);
	*at = (struct answered){ w->item, str_copy(a, comment),
		w->rule != NULL ? str_copy(a, w->raw) : (str){ 0 },
		str_copy(a, evidence), exact ? w->rating : NAN, s->beside };
	s->beside = at;
}

static uint8_t
small(const struct entry *r, const char *name)
{
	int64_t n;

	return str_int(entry_value(r, name), &n) && n > 0 && n < 256
	    ? (uint8_t)n : 0;
}

static void
lay_answer(struct pile *p, struct filled *s, const struct entry *r,
    const struct answer *w)
{
	s->cell[w->item] = w->cell;
	s->at[w->item] = w->at;
	s->confidence[w->item] = small(r, "confidence");
	s->importance[w->item] = small(r, "importance");
	lay_beside(p, s, r, w);
	if (w->at > s->last_at)
		s->last_at = w->at;
	s->answers++;
}

/* Of two answers to one item the one submitted last counts, wherever it
 * stands in the file; of two at one moment, the first. */
static void
lay_again(struct pile *p, struct filled *s, const struct entry *r,
    const struct answer *w)
{
	struct arena *a = p->l->c->arena;
	int16_t was = s->cell[w->item];
	str older = was >= CELL_LEAST ? str_print(a, "%g", score_rating(was))
	    : (str){ 0 };

	pile_dirt(p, entry_value(r, "response_id"), "duplicate_response",
	    S("same round, subject, rater and item as an earlier row"));
	if (w->at > s->at[w->item]) {
		decide(p, s, "duplicate_response", r, older, w->raw);
		lay_answer(p, s, r, w);
	} else
		decide(p, s, "duplicate_response", r, w->raw, older);
}

static void
lay_dirt(struct pile *p, struct filled *s, const struct entry *r,
    const struct answer *w, str tidy)
{
	struct arena *a = p->l->c->arena;
	str id = entry_value(r, "response_id");
	str subject = entry_raw(r, "subject_id");

	if (!str_same(subject, tidy)) {
		decide(p, s, "untidy_code", r, subject, tidy);
		pile_dirt(p, id, "untidy_code", str_print(a,
		    "subject_id '%.*s'", (int)subject.n, subject.p));
	}
	if (w->rule != NULL) {
		decide(p, s, w->rule, r, w->raw, w->taken);
		pile_dirt(p, id, w->rule, str_print(a, "score '%.*s'",
		    (int)w->raw.n, w->raw.p));
	}
}

static bool
lay_record(struct pile *p, const struct entry *r)
{
	struct arena *a = p->l->c->arena;
	str rater = entry_value(r, "rater_id"), tidy, key;
	struct answer w;
	struct filled *s;
	struct id subject;
	size_t batch, *at;

	if (!find_batch(p, r, &batch) ||
	    !find_subject(p, r, &p->batch[batch], &subject, &tidy) ||
	    !read_answer(p, r, &p->batch[batch], &w))
		return false;
	key = str_print(a, "%zu/%.*s/%.*s", batch, (int)tidy.n, tidy.p,
	    (int)rater.n, rater.p);
	if (!map_find(p->by_key, key, &(size_t){ 0 }))
		key = str_copy(p->l->keep, key);
	at = map_at(p->by_key, key, p->sheets);
	s = *at == p->sheets ? add_sheet(p, batch, r, subject, tidy)
	    : &p->sheet[*at];
	lay_dirt(p, s, r, &w, tidy);
	if (w.at >= p->batch[batch].closes_ms) {
		decide(p, s, "after_close", r, w.raw, (str){ 0 });
		if (w.at > s->late_at)
			s->late_at = w.at;
		if (s->at[w.item] == MOMENT_NONE) {     /* kept, not counted */
			s->cell[w.item] = w.cell;
			lay_beside(p, s, r, &w);
		}
		return true;
	}
	if (s->at[w.item] != MOMENT_NONE)
		lay_again(p, s, r, &w);
	else
		lay_answer(p, s, r, &w);
	return true;
}

static bool
each_record(void *to, const struct entry *r)
{
	struct pile *p = to;
	struct ctx *c = p->l->c;
	struct arena_mark mark = arena_mark(c->arena);

	if (!lay_record(p, r))
		import_refuse_fault(p->l->report, r->line, &c->errors);
	arena_back(c->arena, mark);
	return true;
}

bool
packed_file(struct land *l, const char *name, const char *path)
{
	struct pile p = { .l = l, .by_key = map_new(l->keep),
		.round_named = map_new(l->keep) };

	(void)name;
	return rows_each(l->c, l->report, path, each_record, &p) &&
	    pile_save(&p);
}
