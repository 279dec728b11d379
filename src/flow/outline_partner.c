/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who delivered an activity: the organisation that is responsible by its
 * table of who does what; where that names none, the one organisation that
 * supports the programme, if there is just one. */
#include "flow/outline.h"

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/people.h"
#include "model/plan.h"

struct outline_partners {
	struct party *one;              /* [n] organisations */
	size_t        n;
	struct id     support;          /* the only one; or none */
};

static bool
add(struct ctx *c, struct outline_partners *p, struct id id)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (id_same(p->one[i].row.id, id))
			return true;
	if (!flow_find(c, &party_entity, id, &p->one[p->n]))
		return false;
	/* Persons are not named beside organisations. */
	p->n += !str_is(p->one[p->n].kind, "IND");
	return true;
}

bool
outline_partners(struct ctx *c, struct id programme,
    struct outline_partners **out)
{
	struct outline_partners *p = *out = NEW(c->arena,
	    struct outline_partners);
	struct organisation *o;
	struct stakeholder *s;
	size_t i, orgs, n, supports = 0;

	o = gather(c, &organisation_entity, programme, &orgs);
	s = gather(c, &stakeholder_entity, programme, &n);
	if (o == NULL || s == NULL)
		return false;
	p->one = NEWS(c->arena, struct party, orgs + n + 1);
	for (i = 0; i < n; i++) {
		if (!add(c, p, s[i].party))
			return false;
		if (!str_is(s[i].role, "PROVIDER"))
			continue;
		p->support = s[i].party;
		supports++;
	}
	for (i = 0; i < orgs; i++)
		if (!add(c, p, o[i].row.id))
			return false;
	if (supports != 1)
		p->support = (struct id){ { 0 } };
	return true;
}

static const struct party *
responsible(struct ctx *c, const struct outline_partners *p, str raci)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *row;
	struct node *all;
	size_t i;
	str role;

	if (str_none(raci) || !json_read(c->arena, raci, &all, &quiet))
		return NULL;
	for (row = all->first; row != NULL; row = row->next) {
		role = json_text(row, "role");
		if (str_find(role, S("R")) == role.n)
			continue;
		role = str_trim(json_text(row, "party"));
		for (i = 0; i < p->n; i++)
			if (!str_none(role) &&
			    (str_same(p->one[i].code, role) ||
			    str_same(p->one[i].name, role)))
				return &p->one[i];
	}
	return NULL;
}

void
outline_partner(struct ctx *c, const struct outline_partners *p,
    const struct activity *a, struct outline_cost *x)
{
	const struct party *is = responsible(c, p, a->raci);
	size_t i;

	for (i = 0; is == NULL && i < p->n; i++)
		if (!id_none(p->support) &&
		    id_same(p->one[i].row.id, p->support))
			is = &p->one[i];
	if (is == NULL)
		return;
	x->partner = is->row.id;
	x->partner_name = is->name;
}
