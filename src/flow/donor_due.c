/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reports that agreements ask for, begun when their day comes near. */
#include "flow/donor.h"

#include "flow/every.h"
#include "flow/save.h"
#include "model/books.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/store.h"

struct id
donor_of_duty(struct ctx *c, struct id duty)
{
	return id_from(S("donor_report"), id_text(c->arena, duty));
}

/* One that was taken away again is not begun a second time. */
static bool
was_begun(struct ctx *c, struct id report, bool *was)
{
	struct cursor *cursor;
	struct change line;

	if (!store_history(c->store, &donor_report_entity, report, 0, 1,
	    c->arena, &cursor, &c->errors))
		return false;
	*was = store_change(cursor, c->arena, &line);
	return store_end(cursor, &c->errors);
}

/* Somebody may have begun it by hand; the day after the last one's period
 * is where this one's begins. */
static bool
look_back(struct ctx *c, struct donor_report *r, bool *there)
{
	struct donor_report *all;
	size_t i, n;

	all = every(c, &donor_report_entity, r->programme, &n);
	if (all == NULL && errors_worst(&c->errors) != FINE)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_same(all[i].funder, r->funder))
			continue;
		*there = *there || all[i].due.n == r->due.n;
		if (all[i].ends_on.n >= r->starts_on.n)
			r->starts_on.n = all[i].ends_on.n + 1;
	}
	return true;
}

static bool
begin(struct ctx *c, const struct grant_duty *d, bool *begun)
{
	struct day today = moment_day(c->now);
	struct grant_agreement g;
	struct donor_report r;
	struct programme p;

	row_blank(&donor_report_entity, &r);
	r.row.id = donor_of_duty(c, d->row.id);
	*begun = true;
	if (!was_begun(c, r.row.id, begun) || *begun)
		return errors_worst(&c->errors) == FINE;
	if (!store_find(c->store, &grant_agreement_entity, d->agreement,
	    c->arena, &g, &c->errors) || !store_find(c->store,
	    &programme_entity, g.programme, c->arena, &p, &c->errors))
		return false;
	r.programme = g.programme;
	r.title = d->title;
	r.due = d->due;
	if (store_has(c->store, &organisation_entity, g.funder))
		r.funder = g.funder;
	r.starts_on = g.starts.n != 0 ? g.starts : p.start_actual;
	if (!look_back(c, &r, begun) || *begun)
		return errors_worst(&c->errors) == FINE;
	r.ends_on = today;
	if (r.starts_on.n == 0 || r.starts_on.n > today.n)
		r.starts_on = today;
	return flow_save(c, &donor_report_entity, &r);
}

bool
donor_begin(struct ctx *c, size_t *n)
{
	struct day today = moment_day(c->now);
	struct filter of[] = {
		{ field_named(&grant_duty_entity, S("kind")), IS, S("report") },
		{ field_named(&grant_duty_entity, S("done_on")), EMPTY,
		    { 0 } },
		{ field_named(&grant_duty_entity, S("due")), AT_LEAST,
		    day_text(c->arena, today) },
		{ field_named(&grant_duty_entity, S("due")), AT_MOST,
		    day_text(c->arena, (struct day){ today.n +
		    DONOR_AHEAD }) } };
	struct ask ask = { .filters = of, .n = 4, .limit = DONOR_AT_ONCE };
	struct grant_duty *d = NEWS(c->arena, struct grant_duty,
	    DONOR_AT_ONCE);
	struct cursor *cursor;
	size_t i, rows = 0;
	bool there;

	*n = 0;
	if (!store_list(c->store, &grant_duty_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (rows < DONOR_AT_ONCE && store_next(cursor, c->arena, &d[rows]))
		rows++;
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < rows; i++) {
		if (!begin(c, &d[i], &there))
			return false;
		*n += !there;
	}
	return true;
}
