/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/sheet.h"

#include <math.h>
#include <string.h>

#include "derive/valid.h"
#include "flow/gather.h"
#include "flow/link.h"
#include "flow/packed.h"
#include "flow/save.h"
#include "format/json.h"
#include "store/store.h"

enum { LEVELS = 15, CODE_MOST = 160,
	BESIDE_MOST = 1 << 20, WAITING = 100 };

/* ---- the link ---- */

str
sheet_digest(struct arena *a, str key)
{
	return link_digest(a, key, "tilth sheet");
}

/* ---- reading a sheet ---- */

static void
read_beside(struct ctx *c, struct sheet *s)
{
	const struct instrument *in = s->instrument;
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *tree;
	const struct node *at;
	size_t i;

	if (str_none(s->response.beside) ||
	    !json_read(c->arena, s->response.beside, &tree, &quiet))
		return;
	for (i = 0; i < in->items; i++) {
		at = node_find(tree, in->item[i].code);
		if (at == NULL)
			continue;
		s->comment[i] = json_text(at, "comment");
		s->evidence[i] = json_text(at, "evidence");
		if (s->cell[i] == CELL_BESIDE)
			s->rating[i] = json_number(at, "rating");
	}
}

static void
read_cells(struct ctx *c, struct sheet *s)
{
	size_t i, n = s->instrument->items;

	s->cell = NEWS(c->arena, int16_t, n + 1);
	s->rating = NEWS(c->arena, double, n + 1);
	s->comment = NEWS(c->arena, str, n + 1);
	s->evidence = NEWS(c->arena, str, n + 1);
	packed_cells(s->response.scores, s->cell, n);
	for (i = 0; i < n; i++)
		s->rating[i] = score_rating(s->cell[i]);
	read_beside(c, s);
}

/* Late answers have a last day of their own. */
static bool
is_over(const struct ctx *c, const struct assessment_round *r)
{
	return r->grace_until.n != 0 &&
	    moment_day(c->now).n > r->grace_until.n;
}

static enum sheet_stands
stands(const struct ctx *c, const struct sheet *s)
{
	str status = s->response.status, state = s->round.state;

	if (str_is(status, "declined"))
		return SHEET_DECLINED;
	if (str_is(status, "submitted") || str_is(status, "accepted") ||
	    str_is(status, "excluded"))
		return SHEET_SENT;
	if (str_is(state, "design"))
		return SHEET_EARLY;
	if ((!str_is(state, "open") && !str_is(state, "grace")) ||
	    is_over(c, &s->round))
		return SHEET_CLOSED;
	if (str_is(status, "returned"))
		return SHEET_RETURNED;
	return str_is(status, "started") ? SHEET_STARTED : SHEET_INVITED;
}

static bool
fill(struct ctx *c, struct sheet *s)
{
	if (!store_find(c->store, &assessment_round_entity, s->response.round,
	    c->arena, &s->round, &c->errors) ||
	    !assess_instrument(c, s->round.framework, &s->instrument) ||
	    !store_find(c->store, &party_entity, s->response.subject, c->arena,
	    &s->subject, &c->errors) ||
	    !store_find(c->store, &programme_entity, s->round.programme,
	    c->arena, &s->programme, &c->errors))
		return false;
	read_cells(c, s);
	s->stands = stands(c, s);
	return true;
}

static bool
leads_nowhere(struct ctx *c)
{
	return fail(&c->errors, ABSENT, NULL, "This link does not open a sheet "
	    "any more. Ask whoever invited you for a new one.");
}

bool
sheet_by_link(struct ctx *c, str key, struct sheet *s)
{
	if (key.n != LINK_KEY)
		return leads_nowhere(c);
	if (!gather_one(c, &invitation_entity, "link",
	    sheet_digest(c->arena, key), &s->invitation))
		return false;
	if (s->invitation.row.revision == 0)
		return leads_nowhere(c);
	if (!store_find(c->store, &response_entity, s->invitation.response,
	    c->arena, &s->response, &c->errors) || !fill(c, s))
		return false;
	return !str_is(s->round.state, "void") || leads_nowhere(c);
}

static bool
find_invitation(struct ctx *c, struct sheet *s)
{
	return gather_one(c, &invitation_entity, "response",
	    id_text(c->arena, s->response.row.id), &s->invitation);
}

bool
sheet_mine(struct ctx *c, struct id response, struct sheet *s)
{
	if (!store_find(c->store, &response_entity, response, c->arena,
	    &s->response, &c->errors))
		return false;
	if (id_none(c->actor.user) ||
	    !id_same(s->response.by, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "This is the sheet of somebody else.");
	return find_invitation(c, s) && fill(c, s);
}

str
sheet_code(struct arena *a, const struct sheet *s)
{
	return str_print(a, "%.*s-%.*s", (int)s->response.rater.n,
	    s->response.rater.p, (int)s->subject.code.n, s->subject.code.p);
}

/* By "K7QX-ORG03", in any case: the rater's sheets are few. */
static bool
find_coded(struct ctx *c, const struct assessment_round *r, str code,
    struct sheet *s)
{
	str wanted = str_upper(c->arena, str_trim(code));
	str rater = str_part(wanted, 0, str_find(wanted, S("-")));
	const struct entity *e = &response_entity;
	struct filter of[] = {
		{ field_named(e, S("round")), IS, id_text(c->arena,
		    r->row.id) },
		{ field_named(e, S("rater")), IS, rater } };
	struct ask ask = { .filters = of, .n = 2 };
	struct sheet one = { 0 };
	struct cursor *cursor;
	bool found = false;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	while (!found && store_next(cursor, c->arena, &one.response))
		found = store_find(c->store, &party_entity,
		    one.response.subject, c->arena, &one.subject,
		    &c->errors) && str_same(str_upper(c->arena,
		    sheet_code(c->arena, &one)), wanted);
	*s = one;
	if (!store_end(cursor, &c->errors))
		return false;
	return found || fail(&c->errors, ABSENT, "sheet",
	    "No sheet of this round has the code '%.*s'.", (int)code.n,
	    code.p);
}

bool
sheet_keyed(struct ctx *c, const struct assessment_round *r, str id_or_code,
    struct sheet *s)
{
	struct id id;

	if (!ctx_may(c, &response_entity, ADD, r->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you type in sheets.");
	if (!id_read(id_or_code, &id)) {
		if (id_or_code.n > CODE_MOST ||
		    !find_coded(c, r, id_or_code, s))
			return errors_worst(&c->errors) == FINE ?
			    fail(&c->errors, ABSENT, "sheet",
			    "This is not the code of a sheet.") : false;
	} else if (!store_find(c->store, &response_entity, id, c->arena,
	    &s->response, &c->errors)) {
		return false;
	}
	if (!id_same(s->response.round, r->row.id))
		return fail(&c->errors, ABSENT, "sheet",
		    "This sheet belongs to another round.");
	return find_invitation(c, s) && fill(c, s);
}

bool
sheet_waiting(struct ctx *c, struct sheet **out, size_t *n)
{
	const struct entity *e = &response_entity;
	struct filter of[] = {
		{ field_named(e, S("by")), IS, id_text(c->arena,
		    c->actor.user) } };
	struct ask ask = { .filters = of, .n = 1, .limit = WAITING };
	struct response *r = NEWS(c->arena, struct response, WAITING);
	struct cursor *cursor;
	size_t i, found = 0;

	*n = 0;
	*out = NEWS(c->arena, struct sheet, WAITING);
	if (id_none(c->actor.user))
		return true;
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	while (found < WAITING && store_next(cursor, c->arena, &r[found]))
		found++;
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < found; i++) {
		(*out)[*n].response = r[i];
		if (!fill(c, &(*out)[*n]))
			return false;
		*n += (*out)[*n].stands <= SHEET_RETURNED;
	}
	return true;
}

/* ---- answers ---- */

size_t
sheet_levels(const struct framework *f)
{
	double step = isnan(f->scale_step) || f->scale_step <= 0 ? 1
	    : f->scale_step;
	double n = (f->scale_max - f->scale_min) / step + 1;

	return n >= 2 && n <= LEVELS && fabs(n - round(n)) < 1e-9
	    ? (size_t)round(n) : 0;
}

double
sheet_level(const struct framework *f, size_t i)
{
	double step = isnan(f->scale_step) || f->scale_step <= 0 ? 1
	    : f->scale_step;

	return f->scale_min + step * (double)i;
}

static bool
on_step(const struct framework *f, double x)
{
	double steps;

	if (isnan(f->scale_step) || f->scale_step <= 0)
		return true;
	steps = (x - f->scale_min) / f->scale_step;
	return fabs(steps - round(steps)) < 1e-9;
}

static bool
read_missing(const struct framework *f, str score, int16_t *cell,
    const char *field, struct errors *e)
{
	static const struct { const char *word; int16_t cell; } words[] = {
		{ "NA", CELL_NA }, { "N", CELL_NA }, { "DK", CELL_DK },
		{ "D", CELL_DK }, { "REF", CELL_REFUSED },
		{ "R", CELL_REFUSED }, { "", CELL_BLANK }, { NULL, 0 }
	};
	size_t i;

	for (i = 0; words[i].word != NULL; i++)
		if (str_same_nocase(score, str_of(words[i].word)))
			break;
	if (words[i].word == NULL)
		return fail(e, INVALID, field, "'%.*s' is not a level of the "
		    "scale.", (int)score.n, score.p);
	if (words[i].cell == CELL_NA && f->allow_na == NO)
		return fail(e, INVALID, field,
		    "'Not applicable' is not an answer in this framework.");
	if (words[i].cell == CELL_DK && f->allow_dont_know == NO)
		return fail(e, INVALID, field,
		    "'Don't know' is not an answer in this framework.");
	*cell = words[i].cell;
	return true;
}

bool
sheet_read(const struct instrument *in, str score, int16_t *cell,
    double *rating, const char *field, struct errors *e)
{
	const struct framework *f = &in->framework;

	score = str_trim(score);
	*rating = NAN;
	if (!str_real(score, rating)) {
		*rating = NAN;
		return read_missing(f, score, cell, field, e);
	}
	if (!(*rating >= f->scale_min && *rating <= f->scale_max))
		return fail(e, INVALID, field,
		    "%.*s is off the scale, which goes from %g to %g.",
		    (int)score.n, score.p, f->scale_min, f->scale_max);
	if (!on_step(f, *rating))
		return fail(e, INVALID, field,
		    "%.*s lies between two levels of the scale.",
		    (int)score.n, score.p);
	*cell = score_cell(*rating);
	return true;
}

str
sheet_score(struct arena *a, const struct sheet *s, size_t item)
{
	switch (s->cell[item]) {
	case CELL_BLANK:
	case CELL_UNREADABLE:
		return S("");
	case CELL_NA:
		return S("NA");
	case CELL_DK:
		return S("DK");
	case CELL_REFUSED:
		return S("REF");
	default:
		return str_print(a, "%.15g", s->rating[item]);
	}
}

size_t
sheet_blanks(const struct sheet *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->instrument->items; i++)
		n += s->cell[i] == CELL_BLANK;
	return n;
}

/* ---- writing ---- */

static str
pack(struct arena *a, const struct sheet *s)
{
	size_t i, n = s->instrument->items;
	unsigned char *p = NEWS(a, unsigned char, n * 2 + 1);

	for (i = 0; i < n; i++) {
		p[i * 2] = (unsigned char)((uint16_t)s->cell[i] & 0xff);
		p[i * 2 + 1] = (unsigned char)((uint16_t)s->cell[i] >> 8);
	}
	return (str){ (const char *)p, n * 2 };
}

static void
copy_rest(const struct node *old, bool keeps_raw, struct node *to)
{
	const struct node *k;

	for (k = json_first(old, ""); k != NULL; k = k->next)
		if (keeps_raw && k->kind == N_TEXT &&
		    strcmp(k->name, "raw") == 0)
			node_text(to, k->name, k->text);
}

/* What cells cannot hold, written anew; `fresh` items have lost the raw
 * text of an answer that is replaced. */
static bool
write_beside(struct ctx *c, struct sheet *s, const bool *fresh)
{
	struct write w = write_new(c->arena, BESIDE_MOST);
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *out = node_new(c->arena), *tree = NULL, *o;
	const struct instrument *in = s->instrument;
	const struct node *old;
	size_t i;

	if (!str_none(s->response.beside) && !json_read(c->arena,
	    s->response.beside, &tree, &quiet))
		tree = NULL;
	for (i = 0; i < in->items; i++) {
		old = tree == NULL ? NULL : node_find(tree, in->item[i].code);
		o = node_new(c->arena);
		copy_rest(old, !fresh[i], o);
		if (!str_none(s->comment[i]))
			node_text(o, "comment", s->comment[i]);
		if (!str_none(s->evidence[i]))
			node_text(o, "evidence", s->evidence[i]);
		if (s->cell[i] == CELL_BESIDE)
			node_real(o, "rating", s->rating[i], -1);
		if (o->n == 0)
			continue;
		*node_add(out, str_z(c->arena, in->item[i].code), N_OBJECT) =
		    (struct node){ .kind = N_OBJECT, .name = str_z(c->arena,
			in->item[i].code), .n = o->n, .first = o->first,
			.last = o->last, .arena = c->arena };
	}
	json_write(&w, out, false);
	s->response.beside = out->n == 0 ? (str){ 0 } : write_done(&w);
	return !w.over || fail(&c->errors, INVALID, NULL,
	    "The comments are longer than a sheet can hold.");
}

/* The program writes for the rater, and does not say from where. */
static struct ctx
in_its_name(const struct ctx *c)
{
	struct ctx s = *c;

	s.actor = (struct actor){ .user = c->actor.user, .system = true };
	s.source = S("sheet");
	s.reason = (str){ 0 };
	return s;
}

static bool
save(struct ctx *c, struct sheet *s)
{
	struct ctx own = in_its_name(c);
	bool fine = flow_save(&own, &response_entity, &s->response);

	c->errors = own.errors;
	return fine;
}

static bool
move(struct ctx *c, struct sheet *s, const char *verb, str reason)
{
	struct ctx own = in_its_name(c);
	bool fine = flow_move(&own, &response_entity, s->response.row.id,
	    s->response.row.revision, str_of(verb), reason);

	c->errors = own.errors;
	if (!fine || !store_find(c->store, &response_entity,
	    s->response.row.id, c->arena, &s->response, &c->errors))
		return false;
	s->stands = stands(c, s);
	return true;
}

/* A link is secret and so changes by no form: its row is put as it is. */
static bool
put_invitation(struct ctx *c, struct sheet *s)
{
	struct author by = { c->actor.user, c->now, S("sheet"), (str){ 0 },
		(str){ 0 } };

	return s->invitation.row.revision == 0 || store_put(c->store,
	    &invitation_entity, &s->invitation, &by, &c->errors);
}

static bool
takes_none(struct ctx *c, const struct sheet *s)
{
	static const char *const says[] = {
		[SHEET_INVITED] = "Agree to the text on the first page, then "
		    "answer.",
		[SHEET_SENT] = "This sheet was submitted. Ask whoever invited "
		    "you to return it if something has to be corrected.",
		[SHEET_DECLINED] = "This sheet was declined: it takes no "
		    "answers.",
		[SHEET_EARLY] = "The round is not open yet: come back on the "
		    "day it opens.",
		[SHEET_CLOSED] = "The round is closed: no more answers are "
		    "taken. What you saved before is kept.",
	};

	return fail(&c->errors, INVALID, NULL, "%s",
	    words_say(c->words, says[s->stands]));
}

static bool
takes(const struct sheet *s)
{
	return s->stands == SHEET_STARTED || s->stands == SHEET_RETURNED;
}

bool
sheet_begin(struct ctx *c, struct sheet *s)
{
	if (takes(s))
		return true;
	if (s->stands != SHEET_INVITED)
		return takes_none(c, s);
	if (s->invitation.row.revision > 0) {
		s->invitation.agreed_at = c->now;
		if (s->invitation.opened_at == MOMENT_NONE)
			s->invitation.opened_at = c->now;
	}
	return put_invitation(c, s) && move(c, s, "start", (str){ 0 });
}

/* Into the sheet at hand; every fault is told. */
static bool
lay(struct ctx *c, struct sheet *s, const struct sheet_answer *w, bool *fresh)
{
	const char *field = str_print(c->arena, "q%zu", w->item + 1).p;
	int16_t cell = CELL_BLANK;
	double rating;

	if (!sheet_read(s->instrument, w->score, &cell, &rating, field,
	    &c->errors))
		return false;
	/* What stood there unreadable stays until something is said. */
	if (cell != CELL_BLANK || s->cell[w->item] != CELL_UNREADABLE) {
		fresh[w->item] = cell != s->cell[w->item];
		s->cell[w->item] = cell;
		s->rating[w->item] = rating;
	}
	if (w->comment.p != NULL)
		s->comment[w->item] = str_trim(w->comment);
	if (w->evidence.p != NULL)
		s->evidence[w->item] = str_trim(w->evidence);
	return true;
}

static bool
keep(struct ctx *c, struct sheet *s, const struct sheet_answer *w, size_t n)
{
	bool *fresh = NEWS(c->arena, bool, s->instrument->items + 1);
	bool fine = true;
	size_t i;

	for (i = 0; i < n; i++)
		fine &= lay(c, s, &w[i], fresh);
	if (!fine || !write_beside(c, s, fresh))
		return false;
	s->response.scores = pack(c->arena, s);
	return save(c, s);
}

bool
sheet_answer(struct ctx *c, struct sheet *s, const struct sheet_answer *w,
    size_t n)
{
	return takes(s) ? keep(c, s, w, n) : takes_none(c, s);
}

bool
sheet_submit(struct ctx *c, struct sheet *s)
{
	if (!takes(s))
		return takes_none(c, s);
	if (sheet_blanks(s) == s->instrument->items)
		return fail(&c->errors, INVALID, NULL,
		    "Nothing is answered yet, so there is nothing to submit.");
	if (str_none(s->response.source)) {
		s->response.source = S("web");
		if (!save(c, s))
			return false;
	}
	return move(c, s, s->stands == SHEET_RETURNED ? "resubmit" : "submit",
	    (str){ 0 });
}

bool
sheet_decline(struct ctx *c, struct sheet *s, str reason)
{
	if (s->stands == SHEET_INVITED)
		return move(c, s, "decline", reason);
	if (s->stands == SHEET_STARTED)
		return move(c, s, "expire", reason);
	return takes_none(c, s);
}

/* ---- paper ---- */

static bool
date_paper(struct ctx *c, struct sheet *s, struct day came)
{
	if (came.n == 0 || came.n == moment_day(c->now).n)
		return true;
	s->response.submitted_at = moment_of_day(came);
	if (s->round.due.n != 0)
		s->response.late = s->round.due.n < came.n ? YES : NO;
	return save(c, s);
}

bool
sheet_keep_paper(struct ctx *c, struct sheet *s, const struct sheet_answer *w,
    size_t n)
{
	if (s->stands == SHEET_INVITED && !move(c, s, "start", (str){ 0 }))
		return false;
	if (!takes(s))
		return takes_none(c, s);
	s->response.source = S("paper");
	return keep(c, s, w, n);
}

bool
sheet_send_paper(struct ctx *c, struct sheet *s, struct day came, bool twice)
{
	if (came.n > moment_day(c->now).n)
		return fail(&c->errors, INVALID, "came",
		    "The paper cannot have come in after today.");
	s->invitation.is_paper_checked = twice ? YES : NO;
	return put_invitation(c, s) && sheet_submit(c, s) &&
	    date_paper(c, s, came);
}

bool
sheet_question(struct ctx *c, const struct sheet *s, str *reason)
{
	struct cursor *cursor;
	struct change h;

	*reason = (str){ 0 };
	if (s->stands != SHEET_RETURNED)
		return true;
	if (!store_history(c->store, &response_entity, s->response.row.id, 0, 0,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_change(cursor, c->arena, &h))
		if (str_is(h.verb, "query"))
			*reason = h.reason;
	return store_end(cursor, &c->errors);
}
