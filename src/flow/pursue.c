/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pursue.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/pipeline.h"
#include "flow/save.h"
#include "model/machines.h"
#include "model/office.h"
#include "model/people.h"
#include "store/store.h"

#define BACK     "take_back"
#define INCOMING "1"            /* transactions, as IATI has them */
#define PROMISED "11"

enum { DAY_MS = 86400000 };

/* ---- what a step sets ---- */

static bool
is_near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

bool
pursue_set(struct ctx *c, const struct move *m, struct opportunity *o)
{
	bool over = pipeline_column(str_of(m->to)) >= PIPELINE_SIGNED;
	double was, now;

	if (!pipeline_chance(c, str_of(m->from), &was) ||
	    !pipeline_chance(c, str_of(m->to), &now))
		return false;
	if (over || str_is(str_of(m->from), "dormant") ||
	    isnan(o->probability) || is_near(o->probability, was))
		o->probability = now;
	return true;
}

static bool
keep_line(struct ctx *system, const struct opportunity *o, struct id by,
    struct opportunity_stage *l)
{
	l->row.id = id_new(system->random, system->now);
	l->opportunity = o->row.id;
	l->donor = o->donor;
	l->at = system->now;
	l->on = moment_day(system->now);
	l->stage = o->stage;
	l->kept_as = o->row.revision;
	l->by = by;
	return flow_save_as_was(system, &opportunity_stage_entity, l);
}

/* What is signed is promised, what came is there: with what is known of it.
 * An amount in another currency waits for its rate.  What the ledger does
 * not take, such as money of a programme that is over, does not undo what
 * two parties signed: *refused says why. */
static bool
enter_money(struct ctx *system, const struct opportunity *o, const char *type,
    struct money amount, const char **refused)
{
	struct programme p;
	struct transaction t;
	struct ctx try;

	if (amount.currency[0] == '\0')
		return true;
	if (!store_find(system->store, &programme_entity, o->programme,
	    system->arena, &p, &system->errors))
		return false;
	row_blank(&transaction_entity, &t);
	t.row.id = id_new(system->random, system->now);
	t.programme = o->programme;
	t.type = str_of(type);
	t.date = moment_day(system->now);
	t.funder = o->donor;
	t.opportunity = o->row.id;
	t.amount = amount;
	t.description = o->title;
	if (str_is(p.currency, amount.currency)) {
		t.rate_to_base = 1;
		t.amount_base = amount;
	}
	try = *system;
	try.errors = (struct errors){ system->arena, NULL, system->words,
		NULL };
	if (flow_save(&try, &transaction_entity, &t))
		return true;
	if (errors_worst(&try.errors) == INVALID) {
		*refused = errors_text(&try.errors, NULL);
		return true;
	}
	system->errors = try.errors;
	return false;
}

static bool
money_of_step(struct ctx *system, const struct move *m,
    const struct opportunity *o, const char **refused)
{
	if (strcmp(m->verb, "sign") == 0)
		return enter_money(system, o, PROMISED, o->amount, refused);
	return strcmp(m->verb, "receive") != 0 ||
	    enter_money(system, o, INCOMING, o->funds_received, refused);
}

bool
pursue_moved(struct ctx *system, struct id by, const struct move *m,
    const struct opportunity *was, const struct opportunity *o, str reason)
{
	struct opportunity_stage l;
	const char *refused = NULL;

	if (!money_of_step(system, m, o, &refused))
		return false;
	row_blank(&opportunity_stage_entity, &l);
	l.verb = str_of(m->verb);
	l.was = str_of(m->from);
	l.chance_was = was->probability;
	l.note = str_none(str_trim(reason)) ? (str){ 0 } : str_trim(reason);
	if (refused != NULL)
		l.note = str_print(system->arena, "%.*s%s%s %s",
		    (int)l.note.n, str_none(l.note) ? "" : l.note.p,
		    str_none(l.note) ? "" : "\n", words_say(system->words,
		    "The ledger did not take the money:"), refused);
	return keep_line(system, o, by, &l);
}

bool
pursue_added(struct ctx *c, const struct opportunity *o)
{
	struct ctx system = ctx_as_program(c);
	struct opportunity_stage l;
	bool fine;

	row_blank(&opportunity_stage_entity, &l);
	l.verb = S("add");
	fine = keep_line(&system, o, c->actor.user, &l);
	c->errors = system.errors;
	return fine;
}

/* ---- the lines ---- */

static int
by_time(const void *one, const void *other, const void *with)
{
	const struct opportunity_stage *a = one, *b = other;
	int order = id_order(a->opportunity, b->opportunity);

	(void)with;
	if (order != 0)
		return order;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->kept_as > b->kept_as) - (a->kept_as < b->kept_as);
}

/* Of lines in order: a step that was taken back is gone with its answer. */
static size_t
settle(struct opportunity_stage *l, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (!str_is(l[i].verb, BACK))
			l[kept++] = l[i];
		else if (kept > 0 && id_same(l[kept - 1].opportunity,
		    l[i].opportunity))
			kept--;
	}
	return kept;
}

bool
pursue_lines(struct ctx *c, struct id opportunity,
    struct opportunity_stage **out, size_t *n)
{
	*out = gather_of(c, &opportunity_stage_entity, "opportunity",
	    opportunity, n);
	if (*out == NULL)
		return false;
	sort(c->arena, *out, *n, sizeof(**out), by_time, NULL);
	*n = settle(*out, *n);
	return true;
}

/* ---- for a donor who has no account ---- */

static bool
has_account(struct ctx *c, struct id donor)
{
	struct filter of = { field_named(&user_entity, S("party")), IS,
		id_text(c->arena, donor) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct errors quiet = { .arena = c->arena };
	int64_t n;

	return !store_count(c->store, &user_entity, &ask, &n, &quiet) || n > 0;
}

bool
pursue_stands_in(struct ctx *c, const struct opportunity *o,
    const struct move *m)
{
	const char *role = strcmp(m->verb, "sign") == 0 ? "SC" : "RM";

	return str_among(S("DON"), m->roles) && !c->actor.reads_only &&
	    ctx_holds(c, role, o->programme) && !has_account(c, o->donor);
}

bool
pursue_step(struct ctx *c, const struct opportunity *o, int64_t revision,
    str verb, str note)
{
	const struct move *m = move_named(&opportunity_machine, o->stage,
	    verb);
	bool was = c->actor.system, fine;

	if (m == NULL || !pursue_stands_in(c, o, m))
		return flow_move(c, &opportunity_entity, o->row.id, revision,
		    verb, note);
	if (str_none(str_trim(note)))
		return fail(&c->errors, INVALID, "reason", "Say how you know "
		    "the donor's answer: a letter, a call, and of what day.");
	c->actor.system = true;
	fine = flow_move(c, &opportunity_entity, o->row.id, revision, verb,
	    note);
	c->actor.system = was;
	return fine;
}

size_t
pursue_steps(struct ctx *c, const struct opportunity *o,
    const struct move **into, size_t room)
{
	size_t n = flow_moves(c, &opportunity_entity, o, into, room), i;
	const struct move *m;

	for (m = opportunity_machine.moves; m->from != NULL && n < room; m++) {
		for (i = 0; i < n && into[i] != m; i++)
			;
		if (i == n && str_is(o->stage, m->from) &&
		    pursue_stands_in(c, o, m))
			into[n++] = m;
	}
	return n;
}

/* ---- taking back ---- */

static bool
last_line(struct ctx *c, struct id opportunity, struct opportunity_stage *l)
{
	struct opportunity_stage *all;
	size_t n;

	l->row.revision = 0;
	all = gather_of(c, &opportunity_stage_entity, "opportunity",
	    opportunity, &n);
	if (all == NULL)
		return false;
	sort(c->arena, all, n, sizeof(*all), by_time, NULL);
	if (n > 0)
		*l = all[n - 1];
	return true;
}

static bool
is_free(struct ctx *c, const struct opportunity *o,
    const struct opportunity_stage *l)
{
	return l->row.revision > 0 && !str_none(l->was) &&
	    !str_among(l->verb, BACK " sign receive") &&
	    id_same(l->by, c->actor.user) && !id_none(l->by) &&
	    l->kept_as == o->row.revision &&
	    str_same(l->stage, o->stage) &&
	    c->now - l->at < (int64_t)PURSUE_DAYS * DAY_MS;
}

bool
pursue_last(struct ctx *c, const struct opportunity *o,
    struct opportunity_stage *l)
{
	if (!last_line(c, o->row.id, l))
		return false;
	if (!is_free(c, o, l))
		l->row.revision = 0;
	return true;
}

static bool
refuse_back(struct ctx *c, const struct opportunity *o,
    const struct opportunity_stage *l)
{
	if (l->row.revision == 0 || str_none(l->was) ||
	    str_is(l->verb, BACK))
		return fail(&c->errors, INVALID, NULL,
		    "There is no step to take back.");
	if (!id_same(l->by, c->actor.user) || id_none(l->by))
		return fail(&c->errors, DENIED, NULL,
		    "Only who took the last step takes it back.");
	if (str_among(l->verb, "sign receive"))
		return fail(&c->errors, INVALID, NULL, "This step has entered "
		    "money into the ledger: reverse the entry there.");
	if (l->kept_as != o->row.revision || !str_same(l->stage, o->stage))
		return fail(&c->errors, CONFLICT, NULL, "Something changed "
		    "after that step: look at the row again.");
	return fail(&c->errors, INVALID, NULL, "A step can be taken back for "
	    "%d days.", PURSUE_DAYS);
}

bool
pursue_back(struct ctx *c, struct id id, int64_t revision)
{
	struct ctx system = ctx_as_program(c);
	struct opportunity_stage l, back;
	struct opportunity o;
	bool fine;

	if (!flow_find(c, &opportunity_entity, id, &o) ||
	    !last_line(c, id, &l))
		return false;
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (revision != o.row.revision)
		return fail(&c->errors, CONFLICT, NULL, "Something changed "
		    "after that step: look at the row again.");
	if (!is_free(c, &o, &l))
		return refuse_back(c, &o, &l);
	o.stage = l.was;
	o.probability = l.chance_was;
	o.last_change = moment_day(c->now);
	row_blank(&opportunity_stage_entity, &back);
	back.verb = S(BACK);
	back.was = l.stage;
	fine = flow_restore(&system, &opportunity_entity, &o, S(BACK)) &&
	    store_find(c->store, &opportunity_entity, id, c->arena, &o,
	    &system.errors) && keep_line(&system, &o, c->actor.user, &back);
	c->errors = system.errors;
	return fine;
}

/* ---- how many go on ---- */

static const char *const order[] = { "lead", "qualified", "concept",
	"invited", "proposal", "negotiation", "signed", "received" };

enum { ORDER = sizeof(order) / sizeof(order[0]) };

static size_t
place(str stage)
{
	size_t i;

	for (i = 0; i < ORDER && !str_is(stage, order[i]); i++)
		;
	return i;
}

/* One opportunity's lines: where it stood, and where it left to. */
static void
count_one(const struct opportunity_stage *l, size_t n,
    struct pursue_rate rate[PURSUE_RATES])
{
	bool stood[ORDER] = { false }, left[ORDER] = { false };
	size_t i, from, to, far = 0;
	bool any = false;

	for (i = 0; i < n; i++) {
		from = str_none(l[i].was) ? ORDER : place(l[i].was);
		to = place(l[i].stage);
		if (from < ORDER)
			stood[from] = true;
		if (to < ORDER)
			stood[to] = true;
		else if (from < ORDER)
			left[from] = true;
		if (from < ORDER && (!any || from > far))
			far = from, any = true;
		if (to < ORDER && (!any || to > far))
			far = to, any = true;
	}
	for (i = 0; i < PURSUE_RATES; i++) {
		rate[i].entered += stood[i];
		rate[i].moved_on += stood[i] && any && far > i;
		rate[i].lost += stood[i] && left[i] && far <= i;
	}
}

void
pursue_count(const struct opportunity_stage *l, size_t n,
    struct pursue_rate rate[PURSUE_RATES])
{
	size_t i, from;

	for (i = 0; i < PURSUE_RATES; i++)
		rate[i] = (struct pursue_rate){ .stage = order[i] };
	for (from = 0; from < n; from = i) {
		for (i = from + 1; i < n && id_same(l[i].opportunity,
		    l[from].opportunity); i++)
			;
		count_one(&l[from], i - from, rate);
	}
	for (i = 0; i < PURSUE_RATES; i++)
		rate[i].rate = rate[i].entered == 0 ? NAN
		    : (double)rate[i].moved_on / (double)rate[i].entered;
}

bool
pursue_rates(struct ctx *c, struct id programme,
    struct pursue_rate rate[PURSUE_RATES], size_t *kept)
{
	struct opportunity_stage *all;
	size_t i, n;

	all = gather(c, &opportunity_stage_entity, programme, &n);
	if (all == NULL)
		return false;
	sort(c->arena, all, n, sizeof(*all), by_time, NULL);
	n = settle(all, n);
	pursue_count(all, n, rate);
	for (i = *kept = 0; i < n; i++)
		*kept += i == 0 || !id_same(all[i].opportunity,
		    all[i - 1].opportunity);
	return true;
}
