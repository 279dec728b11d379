/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pass.h"

#include "flow/gather.h"
#include "flow/link.h"
#include "flow/save.h"
#include "store/store.h"

str
pass_digest(struct arena *a, str key)
{
	return link_digest(a, key, "tilth pass");
}

struct ctx
pass_desk(const struct ctx *c)
{
	struct ctx s = ctx_as_program(c);

	s.source = S("link");
	s.actor.user = (struct id){ { 0 } };
	return s;
}

bool
pass_new(struct ctx *c, const struct event *v, struct id person, str role,
    str language, str *key)
{
	struct ctx s = ctx_as_program(c);
	struct event_link l;
	bool fine;

	if (!ctx_may(c, &event_link_entity, ADD, v->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you make links to this event.");
	row_blank(&event_link_entity, &l);
	*key = link_key(c->arena);
	l.event = v->row.id;
	l.person = person;
	l.role = role;
	l.link = pass_digest(c->arena, *key);
	l.language = language;
	l.created_at = c->now;
	fine = flow_save(&s, &event_link_entity, &l);
	c->errors = s.errors;
	return fine;
}

static bool
leads_nowhere(struct ctx *c)
{
	return fail(&c->errors, ABSENT, NULL, "This link does not open "
	    "anything any more. Ask whoever sent it for a new one.");
}

bool
pass_by_key(struct ctx *c, str key, struct pass *p)
{
	*p = (struct pass){ .key = key };
	if (key.n != LINK_KEY)
		return leads_nowhere(c);
	if (!gather_one(c, &event_link_entity, "link",
	    pass_digest(c->arena, key), &p->link))
		return false;
	if (p->link.row.revision == 0 || p->link.ended_at != INT64_MIN)
		return leads_nowhere(c);
	p->is_supervisor = str_is(p->link.role, "supervisor");
	return store_find(c->store, &event_entity, p->link.event, c->arena,
	    &p->event, &c->errors) && store_find(c->store, &programme_entity,
	    p->event.programme, c->arena, &p->programme, &c->errors) &&
	    store_find(c->store, &party_entity, p->link.person, c->arena,
	    &p->person, &c->errors);
}

/* Open links of a person to an event. */
static bool
open_links(struct ctx *c, const struct event *v, struct id person,
    struct event_link **out, size_t *n)
{
	size_t i, all;

	*n = 0;
	if ((*out = gather_of(c, &event_link_entity, "event", v->row.id,
	    &all)) == NULL)
		return false;
	for (i = 0; i < all; i++)
		if (id_same((*out)[i].person, person) &&
		    (*out)[i].ended_at == INT64_MIN)
			(*out)[(*n)++] = (*out)[i];
	return true;
}

bool
pass_count(struct ctx *c, const struct event *v, struct id person, size_t *n)
{
	struct event_link *l;

	return open_links(c, v, person, &l, n);
}

bool
pass_end(struct ctx *c, const struct event *v, struct id person)
{
	struct ctx s = ctx_as_program(c);
	struct event_link *l;
	size_t i, n;
	bool fine;

	if (!ctx_may(c, &event_link_entity, EDIT, v->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you end links to this event.");
	fine = open_links(&s, v, person, &l, &n);
	for (i = 0; i < n && fine; i++) {
		l[i].ended_at = c->now;
		fine = flow_save(&s, &event_link_entity, &l[i]);
	}
	c->errors = s.errors;
	return fine;
}
