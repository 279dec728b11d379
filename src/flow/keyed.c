/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/keyed.h"

#include "store/store.h"

bool
keyed_find(struct ctx *c, const struct entity *e, str key, const char *absent,
    void *row)
{
	struct filter of = { field_named(e, S("link")), IS, { 0 } };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct cursor *cursor;
	bool found;

	if (key.n != LINK_KEY)
		return fail(&c->errors, ABSENT, NULL, "%s",
		    words_say(c->words, absent));
	of.value = link_digest(c->arena, key, e->name);
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	found = store_next(cursor, c->arena, row);
	if (!store_end(cursor, &c->errors))
		return false;
	return found || fail(&c->errors, ABSENT, NULL, "%s",
	    words_say(c->words, absent));
}

struct ctx
keyed_as_program(const struct ctx *c, const char *source)
{
	struct ctx s = *c;

	s.actor = (struct actor){ .user = c->actor.user, .system = true };
	s.source = str_of(source);
	return s;
}
