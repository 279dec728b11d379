/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is due: tasks, rounds of answers, follow-ups of courses, and
 * exchanges that nobody says who took part in. */
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/find.h"
#include "flow/follow_up.h"
#include "flow/mentor.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/office.h"
#include "web/entity.h"
#include "web/programme.h"

enum { READ = 500 };    /* rows of a kind, at most: a first screen is quick */

struct due {
	struct day  on;
	str         name, href;
	struct id   programme, course;  /* the course of a follow-up */
	int64_t     n;                  /* how many are one line; 0: one */
	const char *says;
};

struct dues {
	struct ctx *c;
	struct id   home;               /* none: of all programmes */
	size_t      most;               /* of each kind */
	struct due *of;
	size_t      n, room;
};

static void
add(struct dues *d, struct due one)
{
	d->of = arena_more(d->c->arena, d->of, d->n, &d->room,
	    sizeof(*d->of));
	d->of[d->n++] = one;
}

/* ---- of each kind ---- */

static void
take_task(struct dues *d, const void *row)
{
	const struct task *t = row;

	add(d, (struct due){ .on = t->due_on, .name = t->title,
		.href = entity_href(d->c, &task_entity, t->row.id),
		.programme = t->programme, .says = "Task" });
}

static void
take_round(struct dues *d, const void *row)
{
	const struct assessment_round *r = row;

	add(d, (struct due){ .on = r->due, .name = r->code,
		.href = entity_href(d->c, &assessment_round_entity, r->row.id),
		.programme = r->programme, .says = "Answers are due" });
}

static void
take_exchange(struct dues *d, const void *row)
{
	const struct exchange *x = row;

	if (!str_none(x->people) || !str_none(x->guests))
		return;
	add(d, (struct due){ .on = x->to, .name = entity_name(d->c,
		&exchange_entity, x), .href = str_print(d->c->arena,
		"%s/edit#f-people", entity_href(d->c, &exchange_entity,
		x->row.id).p), .programme = x->programme,
		.says = "It is over, and nobody is named who took part" });
}

/* Those of one course and day are one line. */
static void
take_follow_up(struct dues *d, const void *row)
{
	const struct follow_up *f = row;
	struct due *last = d->n > 0 ? &d->of[d->n - 1] : NULL;
	struct programme p;
	struct course k;

	if (follow_up_is_waived(f, moment_day(d->c->now)))
		return;
	if (last != NULL && id_same(last->course, f->course) &&
	    last->on.n == f->due_on.n) {
		last->n++;
		return;
	}
	if (!flow_find(d->c, &course_entity, f->course, &k) ||
	    !flow_find(d->c, &programme_entity, k.programme, &p))
		return;
	add(d, (struct due){ .on = f->due_on, .name = entity_name(d->c,
		&course_entity, &k), .href = str_print(d->c->arena,
		"%s/follow-ups", programme_href(d->c, &p).p),
		.programme = k.programme, .course = f->course, .n = 1,
		.says = "Follow-up of a course" });
}

/* The next review of a pair that runs, or the last that nobody held. */
static void
take_review(struct dues *d, const void *row)
{
	const struct mentoring_agreement *g = row;
	struct mentor_pair p;

	if (!mentor_pair(d->c, g->row.id, &p) || p.is_over ||
	    p.review.n == 0)
		return;
	add(d, (struct due){ .on = p.review, .name = str_print(d->c->arena,
		"%s – %s", str_z(d->c->arena, p.mentor), str_z(d->c->arena,
		p.mentee)), .href = entity_href(d->c,
		&mentoring_agreement_entity, g->row.id),
		.programme = g->programme, .says = "Review of a mentoring" });
}

/* ---- together ---- */

enum when { FROM_TODAY, UNTIL_TODAY };

static const struct source {
	const struct entity *e;
	const char          *day;
	enum when            when;
	const char          *also;      /* a field that must be so: */
	enum compare         how;
	const char          *value;
	void               (*take)(struct dues *, const void *row);
} sources[] = {
	{ &task_entity, "due_on", FROM_TODAY, "state", IS, "open", take_task },
	{ &assessment_round_entity, "due", FROM_TODAY, NULL, IS, NULL,
	  take_round },
	{ &mentoring_agreement_entity, "end", FROM_TODAY, "review_dates",
	  FILLED, "", take_review },
	{ &exchange_entity, "to", UNTIL_TODAY, "guests", EMPTY, "",
	  take_exchange },
	{ &follow_up_entity, "due_on", FROM_TODAY, "answered_on", EMPTY, "",
	  take_follow_up },
	{ 0 }
};

static bool
read_source(struct dues *d, const struct source *s)
{
	const struct field *f = field_named(s->e, str_of(s->day));
	struct filter of[2] = { { f, s->when == FROM_TODAY ? AT_LEAST
	    : AT_MOST, day_text(d->c->arena, moment_day(d->c->now)) } };
	struct ask ask = { of, 1, .sort = f, .home = d->home,
		.falling = s->when == UNTIL_TODAY };
	void *row = arena_take(d->c->arena, 1, s->e->size);
	struct found *found;
	size_t had = d->n, rows = 0;

	if (!ctx_may(d->c, s->e, SEE, d->home))
		return true;
	if (s->also != NULL)
		of[ask.n++] = (struct filter){ field_named(s->e,
		    str_of(s->also)), s->how, str_of(s->value) };
	if (!flow_list(d->c, s->e, &ask, &found))
		return false;
	while (d->n - had < d->most && rows++ < READ &&
	    flow_next(found, d->c->arena, row))
		s->take(d, row);
	return flow_end(found);
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct due *a = one, *b = other;

	(void)with;
	return (a->on.n > b->on.n) - (a->on.n < b->on.n);
}

static void
due_put(struct ctx *c, const struct due *d, struct id home, struct node *row)
{
	node_day(row, "on", d->on);
	node_text(row, "name", d->name);
	node_text(row, "href", d->href);
	node_z(row, "says", words_say(c->words, d->says));
	node_count(row, "n", d->n > 1 ? d->n : INT64_MIN);
	if (id_none(home) && !id_none(d->programme))
		node_text(row, "programme", flow_name(c, &programme_entity,
		    d->programme));
	else
		node_none(row, "programme");
}

bool
programme_due(struct ctx *c, struct id home, size_t most, struct node *out)
{
	struct dues d = { .c = c, .home = home, .most = most };
	const struct source *s;
	size_t i;

	for (s = sources; s->e != NULL; s++)
		if (!read_source(&d, s))
			return false;
	sort(c->arena, d.of, d.n, sizeof(*d.of), by_day, NULL);
	(void)node_list(out, "due");
	for (i = 0; i < d.n && i < most; i++)
		due_put(c, &d.of[i], home, node_row(out, "due"));
	node_bool(out, "has_due", d.n > 0);
	return true;
}
