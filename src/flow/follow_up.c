/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/follow_up.h"

#include "flow/find.h"
#include "store/store.h"

bool
follow_up_is_waived(const struct follow_up *f, struct day today)
{
	return f->answered_on.n == 0 && f->waived_on.n != 0 &&
	    (f->waived_until.n == 0 || f->waived_until.n >= today.n);
}

bool
follow_up_find(struct ctx *c, struct id programme, bool waived, size_t most,
    struct follow_up **out, size_t *n, bool *more)
{
	const struct entity *e = &follow_up_entity;
	struct filter of[] = {
		{ field_named(e, S("answered_on")), EMPTY, { 0 } },
		{ field_named(e, S("waived_on")), FILLED, { 0 } } };
	struct ask ask = { .filters = of, .n = waived ? 2 : 1,
		.sort = field_named(e, S("due_on")), .home = programme };
	struct day today = moment_day(c->now);
	struct found *found;
	struct follow_up f;

	*n = 0;
	*more = false;
	*out = NEWS(c->arena, struct follow_up, most + 1);
	if (!flow_list(c, e, &ask, &found))
		return false;
	while (!*more && flow_next(found, c->arena, &f)) {
		if (follow_up_is_waived(&f, today) != waived)
			continue;
		*more = *n == most;
		if (!*more)
			(*out)[(*n)++] = f;
	}
	return flow_end(found);
}

bool
follow_up_may_waive(const struct ctx *c, struct id programme)
{
	return !c->actor.reads_only && (c->actor.system ||
	    ctx_holds(c, "MEL", programme) || ctx_holds(c, "PM", programme));
}

static bool
find(struct ctx *c, struct id id, struct follow_up *f)
{
	struct id home;

	if (!flow_find(c, &follow_up_entity, id, f) || !store_find(c->store,
	    &follow_up_entity, id, c->arena, f, &c->errors) ||
	    !flow_home(c, &follow_up_entity, f, &home))
		return false;
	return follow_up_may_waive(c, home) || fail(&c->errors, DENIED, NULL,
	    c->actor.reads_only ? "This token may read, not write."
	    : "A follow-up is waived by these roles: %s.",
	    ctx_role_names(c, "PM MEL"));
}

static bool
keep(struct ctx *c, struct follow_up *f, str why, const char *verb)
{
	struct author by = { c->actor.user, c->now, c->source, why,
		str_of(verb) };

	return store_put(c->store, &follow_up_entity, f, &by, &c->errors);
}

bool
follow_up_waive(struct ctx *c, struct id id, struct day until, str why)
{
	struct day today = moment_day(c->now);
	struct follow_up f;
	bool fine = true;

	if (!find(c, id, &f))
		return false;
	why = str_trim(why);
	if (f.answered_on.n != 0)
		fine = fail(&c->errors, INVALID, NULL,
		    "This follow-up is answered: nothing is left to waive.");
	else if (follow_up_is_waived(&f, today))
		fine = fail(&c->errors, CONFLICT, NULL,
		    "This follow-up is waived already.");
	if (str_none(why) || why.n == 0)
		fine = fail(&c->errors, INVALID, "why",
		    "Say why nobody is to be asked.");
	if (until.n != 0 && until.n < today.n)
		fine = fail(&c->errors, INVALID, "until",
		    "That day has passed: a waiver holds from today on.");
	f.waived_on = today;
	f.waived_until = until;
	f.waived_why = why;
	f.waived_by = c->actor.user;
	return fine && keep(c, &f, why, "waive");
}

bool
follow_up_ask_again(struct ctx *c, struct id id)
{
	struct follow_up f;

	if (!find(c, id, &f))
		return false;
	if (f.waived_on.n == 0)
		return fail(&c->errors, CONFLICT, NULL,
		    "This follow-up is not waived.");
	f.waived_on = f.waived_until = (struct day){ 0 };
	f.waived_why = (str){ 0 };
	f.waived_by = (struct id){ { 0 } };
	return keep(c, &f, c->reason, "ask_again");
}
