/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/desired.h"

#include <math.h>
#include <stddef.h>

#include "base/map.h"
#include "flow/every.h"
#include "flow/framing.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "model/text.h"

struct want {                   /* of one subject on one dimension */
	bool      has;
	double    desired;
	int64_t   importance, urgency;
	str       kind, basis;
	struct id agreed_in, profile;
	struct day by_date;
};

struct taking {
	struct ctx          *c;
	struct desired_plan *p;
	struct map          *place;     /* of a party */
	struct want         *want;      /* [parties * dimensions] */
	bool                 over;
};

/* ---- who, and where ---- */

bool
desired_parties(struct ctx *c, const struct assessment_round *r,
    struct party **party, size_t *n)
{
	const struct party *all;
	size_t i, of;

	*n = 0;
	all = every(c, &party_entity, r->programme, &of);
	if (all == NULL)
		return false;
	*party = NEWS(c->arena, struct party, of + 1);
	for (i = 0; i < of; i++)
		if (str_same(all[i].kind, r->subject_type) &&
		    (str_none(r->subjects) ||
		    id_among(r->subjects, all[i].row.id)))
			(*party)[(*n)++] = all[i];
	return true;
}

/* The dimension that most items of this one come from. */
static size_t
most_of(struct ctx *c, const struct instrument *now,
    const struct instrument *was, size_t dimension, const size_t *from)
{
	size_t *votes = NEWS(c->arena, size_t, was->dimensions + 1);
	size_t i, at, best = SIZE_MAX;

	for (i = 0; i < now->items; i++) {
		if (now->item_dimension[i] != dimension || from[i] == SIZE_MAX)
			continue;
		at = was->item_dimension[from[i]];
		votes[at]++;
		if (best == SIZE_MAX || votes[at] > votes[best])
			best = at;
	}
	return best;
}

/* Of each dimension of `now` the one it is in that framework, or none.
 * NULL without faults: the two have nothing to do with each other. */
static struct id *
counterparts(struct ctx *c, const struct instrument *now, struct id framework)
{
	struct id *of = NEWS(c->arena, struct id, now->dimensions + 1);
	struct instrument *was;
	size_t i, at, pairs, *from;

	if (id_same(framework, now->framework.row.id)) {
		for (i = 0; i < now->dimensions; i++)
			of[i] = now->dimension[i].row.id;
		return of;
	}
	if (!assess_instrument(c, framework, &was) ||
	    !framing_pairs(c, now, was, &from, &pairs) || pairs == 0)
		return NULL;
	for (i = 0; i < now->dimensions; i++) {
		at = most_of(c, now, was, i, from);
		if (at != SIZE_MAX)
			of[i] = was->dimension[at].row.id;
	}
	return of;
}

static size_t
place_of(const struct instrument *in, const struct id *of, struct id dimension)
{
	size_t i;

	for (i = 0; i < in->dimensions; i++)
		if (!id_none(of[i]) && id_same(of[i], dimension))
			break;
	return i;
}

static bool
begin(struct taking *t, struct id round)
{
	struct ctx *c = t->c;
	struct desired_plan *p = t->p = NEW(c->arena, struct desired_plan);

	if (!flow_find(c, &assessment_round_entity, round, &p->round) ||
	    !assess_instrument(c, p->round.framework, &p->in) ||
	    !desired_parties(c, &p->round, &p->party, &p->parties))
		return false;
	t->place = gather_index(c->arena, p->party, p->parties,
	    sizeof(*p->party));
	t->want = NEWS(c->arena, struct want,
	    p->parties * p->in->dimensions + 1);
	return true;
}

static bool
on_scale(struct desired_plan *p, double desired)
{
	bool fine = desired >= p->in->framework.scale_min &&
	    desired <= p->in->framework.scale_max;

	p->off += !fine;
	return fine;
}

/* ---- what is wanted ---- */

static bool
is_held(const struct role_holder *h, struct day today)
{
	return (h->from.n == 0 || h->from.n <= today.n) &&
	    (h->until.n == 0 || h->until.n >= today.n);
}

static bool
asks_more(const struct framework *f, const struct want *w,
    const struct role_level *l)
{
	if (!w->has)
		return true;
	return f->is_higher_better == NO ? l->desired < w->desired
	    : l->desired > w->desired;
}

static void
want_level(struct taking *t, size_t party, size_t dimension,
    const struct role_level *l)
{
	struct want *w = &t->want[party * t->p->in->dimensions + dimension];

	if (!on_scale(t->p, l->desired) ||
	    !asks_more(&t->p->in->framework, w, l))
		return;
	*w = (struct want){ .has = true, .desired = l->desired,
		.importance = l->importance, .urgency = l->urgency,
		.kind = S("standard"), .profile = l->profile };
}

struct roles {                          /* those that a round can use */
	const struct role_holder *holder;
	const struct role_level  *level;
	size_t                    holders, levels;
	struct gather_groups      of_profile;
};

static void
want_profile(struct taking *t, const struct roles *r, size_t at,
    const struct role_profile *profile, const struct id *of)
{
	struct day today = moment_day(t->c->now);
	size_t i, k, party, dimension;

	for (i = 0; i < r->holders; i++) {
		if (!id_same(r->holder[i].profile, profile->row.id) ||
		    !is_held(&r->holder[i], today) ||
		    !gather_find(t->place, &r->holder[i].subject, &party))
			continue;
		for (k = r->of_profile.from[at]; k < r->of_profile.from[at +
		    1]; k++) {
			dimension = place_of(t->p->in, of,
			    r->level[r->of_profile.at[k]].dimension);
			if (dimension < t->p->in->dimensions)
				want_level(t, party, dimension,
				    &r->level[r->of_profile.at[k]]);
		}
	}
}

static bool
want_roles(struct taking *t)
{
	struct id programme = t->p->round.programme;
	const struct role_profile *profile;
	struct ctx *c = t->c;
	struct roles r;
	struct id *of;
	size_t i, n;

	profile = every(c, &role_profile_entity, programme, &n);
	if (profile == NULL)
		return false;
	r.holder = every(c, &role_holder_entity, programme, &r.holders);
	r.level = every(c, &role_level_entity, programme, &r.levels);
	if (r.holder == NULL || r.level == NULL)
		return false;
	r.of_profile = gather_by(c->arena, r.level, r.levels,
	    sizeof(*r.level), offsetof(struct role_level, profile),
	    gather_index(c->arena, profile, n, sizeof(*profile)), n);
	for (i = 0; i < n; i++) {
		of = counterparts(c, t->p->in, profile[i].framework);
		if (of != NULL)
			want_profile(t, &r, i, &profile[i], of);
	}
	return errors_worst(&c->errors) == FINE;
}

static bool
want_round(struct taking *t, const struct assessment_round *source)
{
	bool is_ours = id_same(source->programme, t->p->round.programme);
	const struct desired_level *l;
	struct ctx *c = t->c;
	size_t i, n, party, dimension;
	struct id *of;

	of = counterparts(c, t->p->in, source->framework);
	if (of == NULL)
		return errors_worst(&c->errors) == FINE && fail(&c->errors,
		    INVALID, "source", "That round has another framework, and "
		    "none that this one is a later version of.");
	l = every(c, &desired_level_entity, source->programme, &n);
	for (i = 0; l != NULL && i < n; i++) {
		dimension = place_of(t->p->in, of, l[i].dimension);
		if (dimension == t->p->in->dimensions ||
		    !gather_find(t->place, &l[i].subject, &party) ||
		    !on_scale(t->p, l[i].desired))
			continue;
		t->want[party * t->p->in->dimensions + dimension] =
		    (struct want){ true, l[i].desired, l[i].importance,
			l[i].urgency, l[i].kind, is_ours ? l[i].basis
			: source->code, is_ours ? l[i].agreed_in
			: (struct id){ { 0 } }, is_ours ? l[i].profile
			: (struct id){ { 0 } }, l[i].by_date };
	}
	return l != NULL;
}

/* ---- beside what is there ---- */

static void
set_now(const struct desired_plan *p, const struct want *w, size_t party,
    size_t dimension, struct desired_line *x)
{
	x->now = x->was;
	x->now.programme = p->round.programme;
	x->now.subject = p->party[party].row.id;
	x->now.framework = p->round.framework;
	x->now.dimension = p->in->dimension[dimension].row.id;
	x->now.desired = w->desired;
	x->now.importance = w->importance;
	x->now.urgency = w->urgency;
	x->now.kind = w->kind;
	x->now.basis = w->basis;
	x->now.agreed_in = w->agreed_in;
	x->now.profile = w->profile;
	if (w->by_date.n != 0)
		x->now.by_date = w->by_date;
}

static bool
is_same(const struct desired_level *a, const struct desired_level *b)
{
	const struct field *f;

	for (f = desired_level_entity.fields; f->name != NULL; f++)
		if (!row_same(f, a, b))
			return false;
	return true;
}

static enum desired_fate
fate_of(const struct taking *t, const struct desired_line *x)
{
	if (x->was.row.revision == 0)
		return DESIRED_NEW;
	if (is_same(&x->was, &x->now))
		return DESIRED_SAME;
	return t->over || (str_is(x->was.kind, "standard") &&
	    !id_none(x->now.profile)) ? DESIRED_CHANGED : DESIRED_LEFT;
}

static void
add_line(struct taking *t, size_t party, size_t dimension,
    const struct desired_level *was)
{
	struct desired_plan *p = t->p;
	const struct want *w = &t->want[party * p->in->dimensions + dimension];
	struct desired_line *x = &p->line[p->n];

	if (!w->has)
		return;
	*x = (struct desired_line){ .subject = party, .dimension = dimension };
	row_blank(&desired_level_entity, &x->was);
	if (was != NULL)
		x->was = *was;
	set_now(p, w, party, dimension, x);
	x->fate = fate_of(t, x);
	p->count[x->fate]++;
	p->n++;
}

static bool
compare(struct taking *t)
{
	struct desired_plan *p = t->p;
	size_t i, d, k, n, before;
	const struct desired_level *l, *was;
	struct gather_groups of;

	l = every(t->c, &desired_level_entity, p->round.programme, &n);
	if (l == NULL)
		return false;
	of = gather_by(t->c->arena, l, n, sizeof(*l),
	    offsetof(struct desired_level, subject), t->place, p->parties);
	p->line = NEWS(t->c->arena, struct desired_line,
	    p->parties * p->in->dimensions + 1);
	for (i = 0; i < p->parties; i++) {
		before = p->n;
		for (d = 0; d < p->in->dimensions; d++) {
			was = NULL;
			for (k = of.from[i]; k < of.from[i + 1]; k++)
				if (id_same(l[of.at[k]].dimension,
				    p->in->dimension[d].row.id))
					was = &l[of.at[k]];
			add_line(t, i, d, was);
		}
		p->bare += p->n == before;
	}
	return true;
}

bool
desired_from_roles(struct ctx *c, struct id round, bool over,
    struct desired_plan **plan)
{
	struct taking t = { .c = c, .over = over };

	if (!begin(&t, round))
		return false;
	*plan = t.p;
	t.p->from = S("role profiles");
	return want_roles(&t) && compare(&t);
}

bool
desired_from_round(struct ctx *c, struct id round, struct id source,
    bool over, struct desired_plan **plan)
{
	struct taking t = { .c = c, .over = over };
	struct assessment_round from;

	if (!flow_find(c, &assessment_round_entity, source, &from) ||
	    !begin(&t, round))
		return false;
	*plan = t.p;
	t.p->from = from.code;
	return want_round(&t, &from) && compare(&t);
}
