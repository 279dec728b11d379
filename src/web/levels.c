/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/levels.h"

#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "flow/desired.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- a grid ---- */

static str
name_of(struct ctx *c, const char *part, str code)
{
	return str_print(c->arena, "%s.%.*s", part, (int)code.n, code.p);
}

void
level_put(struct ctx *c, const struct request *q, const char *part, str code,
    double x, struct node *row)
{
	str name = name_of(c, part, code), sent = request_form(q, name.p);

	if (sent.p != NULL)
		node_text(row, part, sent);
	else
		node_real(row, part, x, -1);
	if (q->faults != NULL)
		node_z(row, str_print(c->arena, "%s_error", part).p,
		    errors_text(q->faults, name.p));
}

bool
level_read(struct ctx *c, const struct request *q, const char *part, str code,
    double lo, double hi, double *x)
{
	str name = name_of(c, part, code);
	str sent = str_trim(request_form(q, name.p));

	*x = NAN;
	if (str_none(sent))
		return true;
	if (str_typed(sent, x) && *x >= lo && *x <= hi)
		return true;
	return fail(&c->errors, INVALID, name.p,
	    "'%.*s' is no number from %g to %g.", (int)sent.n, sent.p, lo, hi);
}

str
level_text(struct ctx *c, const struct request *q, const char *part, str code)
{
	return str_trim(request_form(q, name_of(c, part, code).p));
}

double
level_or_nan(int64_t n)
{
	return n == INT64_MIN ? NAN : (double)n;
}

bool
held_put(struct ctx *c, struct id programme, struct id subject,
    struct id dimension, double desired, struct node *out)
{
	struct desired_source s;
	struct node *o;

	if (!desired_source(c, programme, subject, dimension, &s))
		return false;
	if (!s.has)
		return true;
	o = node_object(out, "held");
	node_z(o, "kind", str_none(s.kind) ? NULL
	    : say(c, str_z(c->arena, s.kind)));
	node_text(o, "from", s.from);
	node_text(o, "from_href", s.from_href);
	node_bool(o, "is_other", s.level.desired != desired);
	node_real(o, "level", s.level.desired, 2);
	node_day(o, "day", s.level.by_date);
	if (isnan(s.standard))
		return true;
	node_real(o, "standard", s.standard, 2);
	node_text(o, "role", s.role_name);
	node_text(o, "role_href", entity_href(c, &role_profile_entity,
	    s.role));
	return true;
}

/* ---- parties, searched ---- */

str
levels_name(const struct party *p)
{
	return str_none(p->name) ? p->code : p->name;
}

struct seek {
	struct ctx *c;
	str         words;              /* folded */
	const struct person       *person;
	const struct organisation *organisation;
	struct map *people, *bodies;    /* from ids to places in them */
};

static bool
holds(struct ctx *c, str text, str folded)
{
	str in = fold(c->arena, text);

	return str_find(in, folded) < in.n;
}

/* What else is known of it: the post of a person, the type of a body. */
static str
beside(const struct seek *s, const struct party *p)
{
	size_t at;

	if (s->people != NULL && gather_find(s->people, &p->row.id, &at))
		return s->person[at].post;
	if (s->bodies != NULL && gather_find(s->bodies, &p->row.id, &at))
		return choice_says(s->c, &organisation_type_codes,
		    s->organisation[at].type);
	return (str){ 0 };
}

static bool
begin(struct seek *s, struct id programme, str kind)
{
	struct ctx *c = s->c;
	size_t n;

	if (str_none(s->words))
		return true;
	if (str_is(kind, "IND") && ctx_may(c, &person_entity, SEE,
	    programme)) {
		s->person = every(c, &person_entity, programme, &n);
		if (s->person == NULL)
			return false;
		s->people = gather_index(c->arena, s->person, n,
		    sizeof(*s->person));
	}
	if (str_is(kind, "ORG")) {
		s->organisation = every(c, &organisation_entity, programme,
		    &n);
		if (s->organisation == NULL)
			return false;
		s->bodies = gather_index(c->arena, s->organisation, n,
		    sizeof(*s->organisation));
	}
	return true;
}

bool
levels_parties(struct ctx *c, struct id programme, str kind, str words,
    struct party **party, size_t *n)
{
	struct seek s = { .c = c, .words = fold(c->arena, words) };
	const struct party *all;
	size_t i, of;

	*n = 0;
	all = every(c, &party_entity, programme, &of);
	if (all == NULL || !begin(&s, programme, kind))
		return false;
	*party = NEWS(c->arena, struct party, of + 1);
	for (i = 0; i < of; i++)
		if (str_same(all[i].kind, kind) && (str_none(s.words) ||
		    holds(c, all[i].name, s.words) ||
		    holds(c, all[i].code, s.words) ||
		    holds(c, beside(&s, &all[i]), s.words)))
			(*party)[(*n)++] = all[i];
	return true;
}
