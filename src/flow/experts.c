/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Experts: who fits a request, what they carry, how they are invited. */
#include "flow/assist.h"

#include <math.h>

#include "base/fold.h"
#include "base/map.h"
#include "engine/match.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/grid.h"
#include "flow/keyed.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/people.h"

enum { NEEDS = 30, SPEAKS = 2, PLACES = 3 };

/* ---- load and rating ---- */

static bool
names(str experts, struct ctx *c, struct id one, size_t *of)
{
	str rest = experts, piece;
	bool is_in = false;
	struct id id;

	*of = 0;
	while (str_cut(&rest, ';', &piece))
		if (id_read(str_trim(piece), &id)) {
			++*of;
			is_in = is_in || id_same(id, one);
		}
	(void)c;
	return is_in;
}

static void
add_mission(struct ctx *c, const struct mission *m, struct id expert,
    struct assist_load *l, double *sum)
{
	struct day today = moment_day(c->now);
	int year, of_year, month, dom;
	size_t went;

	if (str_is(m->state, "cancelled") || !names(m->experts, c, expert,
	    &went))
		return;
	l->missions++;
	l->running += m->from.n <= today.n && m->to.n >= today.n;
	day_split(today, &year, &month, &dom);
	day_split(m->from, &of_year, &month, &dom);
	if (of_year == year && !isnan(m->working_days))
		l->days_year += m->working_days / (double)went;
	if (m->feedback_beneficiary != INT64_MIN) {
		*sum += (double)m->feedback_beneficiary;
		l->rated++;
	}
}

bool
assist_loads(struct ctx *c, struct id programme, const struct expert *x,
    size_t n, struct assist_load *out)
{
	const struct mission *m;
	size_t i, k, missions;
	double sum;

	if ((m = gather(c, &mission_entity, programme, &missions)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		out[i] = (struct assist_load){ .rating = NAN };
		sum = 0;
		for (k = 0; k < missions; k++)
			add_mission(c, &m[k], x[i].row.id, &out[i], &sum);
		if (out[i].rated > 0)
			out[i].rating = sum / (double)out[i].rated;
	}
	return true;
}

/* ---- one expert against one request ---- */

struct matching {
	struct ctx              *c;
	const struct ta_request *r;
	struct tor               tor;   /* revision 0: none */
	struct party             asks;
	struct assist_match     *out;
	double                   weight[NEEDS];
};

static double
level_of(struct ctx *c, str areas, str need)
{
	const struct node *k = grid_first(c, areas);
	str wanted = fold(c->arena, need);
	double level;

	for (; k != NULL; k = k->next)
		if (str_same(fold(c->arena, str_trim(json_text(k, "area"))),
		    wanted))
			return str_real(json_text(k, "level"), &level) ? level
			    : NAN;
	return NAN;
}

static void
cover(struct matching *m, struct assist_expert *x)
{
	struct write w = write_new(m->c->arena, 4000);
	double level[NEEDS];
	struct match found;
	size_t i;

	for (i = 0; i < m->out->needs; i++) {
		level[i] = level_of(m->c, x->row.areas, m->out->need[i]);
		write_format(&w, "%s%.*s %g", i > 0 ? ", " : "",
		    (int)m->out->need[i].n, m->out->need[i].p,
		    isnan(level[i]) ? 0 : level[i]);
	}
	x->covers = write_done(&w);
	found = match_expert(m->weight, level, m->out->needs, !x->is_barred,
	    money_real(x->row.day_fee));
	x->coverage = found.coverage;
	x->score = found.score;
}

/* All the languages asked for, each on a level to work in. */
static bool
speaks_all(struct ctx *c, str wanted, str spoken)
{
	const struct node *k;
	str rest = wanted, one;
	int64_t level;
	bool speaks;

	while (str_cut(&rest, ';', &one)) {
		if (str_none(str_trim(one)))
			continue;
		speaks = false;
		for (k = grid_first(c, spoken); k != NULL; k = k->next)
			speaks = speaks || (str_same_nocase(str_trim(json_text(
			    k, "language")), str_trim(one)) && str_int(
			    json_text(k, "level"), &level) && level >= SPEAKS);
		if (!speaks)
			return false;
	}
	return true;
}

static bool
is_free(struct ctx *c, const struct expert *x, struct day from, struct day to)
{
	const struct node *k = grid_first(c, x->availability);
	struct day a, b;

	for (; k != NULL; k = k->next) {
		a = b = (struct day){ 0 };
		(void)!day_read(json_text(k, "from"), &a);
		(void)!day_read(json_text(k, "to"), &b);
		if (a.n <= from.n && (b.n == 0 || b.n >= to.n))
			return true;
	}
	return false;
}

static bool
goes_on(str s, size_t at)
{
	unsigned char k = at < s.n ? (unsigned char)s.p[at] : ' ';

	return k >= 0x80 || k == '-' || k == '_' || (k >= '0' && k <= '9') ||
	    ((k | 0x20) >= 'a' && (k | 0x20) <= 'z');
}

/* As a word of its own: "ORG11" does not name ORG1. */
static bool
names_code(str says, str code)
{
	size_t at, from;
	str rest;

	for (from = 0; !str_none(code); from = at + 1) {
		rest = str_part(says, from, says.n);
		at = from + str_find(rest, code);
		if (at >= says.n)
			break;
		if ((at == 0 || !goes_on(says, at - 1)) &&
		    !goes_on(says, at + code.n))
			return true;
	}
	return false;
}

/* A conflict that names who asks bars; his own employer asks too. */
static str
conflict_of(struct matching *m, const struct assist_expert *x)
{
	struct ctx *c = m->c;
	struct person p;
	str says = x->row.conflicts;

	if (x->chosen.row.revision > 0 &&
	    str_is(x->chosen.answer, "conflict"))
		return str_none(x->chosen.conflict_text)
		    ? str_of(words_say(c->words, "Declared by the expert"))
		    : x->chosen.conflict_text;
	if (!str_none(says) && (names_code(says, m->asks.code) ||
	    (!str_none(m->asks.name)
	    && str_find(fold(c->arena, says), fold(c->arena, m->asks.name)) <
	    fold(c->arena, says).n)))
		return says;
	if (!id_none(x->row.party) && store_has(c->store, &person_entity,
	    x->row.party)) {
		struct errors kept = c->errors;
		bool found = store_find(c->store, &person_entity,
		    x->row.party, c->arena, &p, &c->errors);

		c->errors = kept;
		if (found && id_same(p.organisation, m->r->requester))
			return str_of(words_say(c->words,
			    "Works for who asks"));
	}
	return (str){ 0 };
}

static void
weigh(struct matching *m, struct assist_expert *x)
{
	struct assist_match *o = m->out;

	x->is_rostered = str_is(x->row.status, "rostered");
	x->conflict = conflict_of(m, x);
	x->days_known = o->from.n != 0 && o->to.n != 0 &&
	    !str_none(x->row.availability);
	x->is_free = !x->days_known || is_free(m->c, &x->row, o->from, o->to);
	x->language_known = !str_none(o->languages) &&
	    !str_none(x->row.languages);
	x->speaks = !x->language_known || speaks_all(m->c, o->languages,
	    x->row.languages);
	x->is_barred = !x->is_rostered || !str_none(x->conflict) ||
	    !x->is_free || !x->speaks;
	cover(m, x);
}

/* ---- all of them ---- */

static bool
newest_tor(struct ctx *c, struct id request, struct tor *t)
{
	const struct tor *all;
	size_t i, n;

	row_blank(&tor_entity, t);
	all = gather_of(c, &tor_entity, "ta_request", request, &n);
	for (i = 0; all != NULL && i < n; i++)
		if (t->row.revision == 0 || all[i].version > t->version)
			*t = all[i];
	return all != NULL;
}

static void
read_needs(struct matching *m)
{
	str rest = m->r->thematic_area, one;
	str *need = NEWS(m->c->arena, str, NEEDS);
	const struct node *k;
	struct write w = write_new(m->c->arena, 1000);

	while (m->out->needs < NEEDS && str_cut(&rest, ';', &one))
		if (!str_none(str_trim(one))) {
			m->weight[m->out->needs] = 1;
			need[m->out->needs++] = str_trim(one);
		}
	m->out->need = need;
	if (m->tor.row.revision == 0)
		return;
	m->out->from = m->tor.start;
	m->out->to = m->tor.end;
	for (k = grid_first(m->c, m->tor.expert_profiles); k != NULL;
	    k = k->next)
		if (!str_none(json_text(k, "languages"))) {
			write_str(&w, json_text(k, "languages"));
			write_char(&w, ';');
		}
	m->out->languages = write_done(&w);
}

static bool
take_places(struct matching *m, struct assist_expert *all, size_t n)
{
	const struct expert_invitation *v;
	size_t i, k, places;

	v = every_by(m->c, &expert_invitation_entity, "ta_request",
	    m->r->row.id, &places);
	for (i = 0; v != NULL && i < n; i++)
		for (k = 0; k < places; k++)
			if (id_same(v[k].expert, all[i].row.row.id))
				all[i].chosen = v[k];
	return v != NULL;
}

static void
count_sexes(struct assist_match *o)
{
	const struct assist_expert *x;
	size_t i;

	for (i = 0; i < o->n; i++) {
		x = &o->expert[i];
		if (x->is_rostered && str_is(x->row.sex, "F"))
			o->women++;
		else if (x->is_rostered && str_is(x->row.sex, "M"))
			o->men++;
		else if (x->is_rostered)
			o->unsaid++;
		if (x->chosen.row.revision > 0 &&
		    str_is(x->chosen.place, "chosen")) {
			o->chosen++;
			o->chosen_women += str_is(x->row.sex, "F");
		}
	}
}

static void
put_in_order(struct ctx *c, struct assist_expert *all, size_t n,
    struct assist_match *o)
{
	struct match *m = NEWS(c->arena, struct match, n + 1);
	double *fee = NEWS(c->arena, double, n + 1);
	size_t *order = NEWS(c->arena, size_t, n + 1), i, to = 0;

	for (i = 0; i < n; i++) {
		m[i] = (struct match){ all[i].coverage, all[i].score, NAN };
		fee[i] = money_real(all[i].row.day_fee);
	}
	match_rank(c->arena, m, fee, n, order);
	o->expert = NEWS(c->arena, struct assist_expert, n + 1);
	o->n = n;
	for (i = 0; i < n; i++)         /* who is barred comes last */
		if (!all[order[i]].is_barred)
			o->expert[to++] = all[order[i]];
	for (i = 0; i < n; i++)
		if (all[order[i]].is_barred)
			o->expert[to++] = all[order[i]];
}

bool
assist_match(struct ctx *c, const struct ta_request *r,
    struct assist_match *out)
{
	struct matching m = { .c = c, .r = r, .out = out };
	struct assist_expert *all;
	struct assist_load *load;
	struct expert *x;
	size_t i, n;

	*out = (struct assist_match){ .n = 0 };
	if (!newest_tor(c, r->row.id, &m.tor) || !store_find(c->store,
	    &party_entity, r->requester, c->arena, &m.asks, &c->errors) ||
	    (x = every(c, &expert_entity, r->programme, &n)) == NULL)
		return false;
	load = NEWS(c->arena, struct assist_load, n + 1);
	all = NEWS(c->arena, struct assist_expert, n + 1);
	read_needs(&m);
	if (!assist_loads(c, r->programme, x, n, load))
		return false;
	for (i = 0; i < n; i++) {
		all[i].row = x[i];
		all[i].load = load[i];
	}
	if (!take_places(&m, all, n))
		return false;
	for (i = 0; i < n; i++)
		weigh(&m, &all[i]);
	put_in_order(c, all, n, out);
	count_sexes(out);
	return true;
}

/* ---- choosing and inviting ---- */

bool
assist_place(struct ctx *c, const struct ta_request *r, struct id expert,
    str place, str why)
{
	struct ctx s = keyed_as_program(c, "matching");
	struct assist_expert *x = NULL;
	struct expert_invitation v;
	struct assist_match m;
	size_t i;

	if (!ctx_may(c, &expert_invitation_entity, ADD, r->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you choose experts.");
	if (!assist_match(c, r, &m))
		return false;
	for (i = 0; i < m.n; i++)
		if (id_same(m.expert[i].row.row.id, expert))
			x = &m.expert[i];
	if (x == NULL)
		return fail(&c->errors, ABSENT, NULL,
		    "This expert is not in the pool of the programme.");
	if (x->is_barred && str_among(place, "chosen runner_up"))
		return fail(&c->errors, INVALID, NULL, "'%.*s' cannot be "
		    "chosen: not on the roster, not free, without the "
		    "language, or with a conflict of interest.",
		    (int)x->row.name.n, x->row.name.p);
	v = x->chosen;
	if (v.row.revision == 0)
		row_blank(&expert_invitation_entity, &v);
	v.ta_request = r->row.id;
	v.expert = expert;
	v.place = place;
	v.coverage = x->coverage;
	v.fee = x->row.day_fee;
	v.from = m.from;
	v.to = m.to;
	if (!str_none(why))
		v.why = why;
	if (flow_save_as_was(&s, &expert_invitation_entity, &v))
		return true;
	c->errors = s.errors;
	return false;
}

bool
assist_invite(struct ctx *c, struct id invitation, str message, str *key)
{
	struct ctx s = keyed_as_program(c, "invitation");
	struct expert_invitation v;

	if (!flow_find(c, &expert_invitation_entity, invitation, &v))
		return false;
	if (!flow_may(c, &expert_invitation_entity, &v, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you invite experts.");
	if (!str_among(v.place, "chosen runner_up"))
		return fail(&c->errors, INVALID, NULL,
		    "Choose the expert first, or make him the runner-up.");
	*key = link_key(c->arena);
	if (!str_none(message))
		v.message = message;
	v.link = link_digest(c->arena, *key,
	    expert_invitation_entity.name);
	v.invited_at = c->now;
	v.answered_at = INT64_MIN;
	v.answer = (str){ 0 };
	if (flow_save_as_was(&s, &expert_invitation_entity, &v))
		return true;
	c->errors = s.errors;
	return false;
}

bool
assist_invited(struct ctx *c, str key, struct assist_invited *v)
{
	return keyed_find(c, &expert_invitation_entity, key,
	    "This link invites nobody any more. Ask whoever sent it for a new "
	    "one.", &v->row) && store_find(c->store, &expert_entity,
	    v->row.expert, c->arena, &v->expert, &c->errors) && store_find(
	    c->store, &ta_request_entity, v->row.ta_request, c->arena,
	    &v->request, &c->errors) && newest_tor(c, v->row.ta_request,
	    &v->tor);
}

bool
assist_answer(struct ctx *c, struct assist_invited *v, str answer,
    bool conflict, str conflict_text, str availability)
{
	struct ctx s = keyed_as_program(c, "invitation");
	struct expert_invitation *o = &v->row;

	if (o->answered_at != INT64_MIN)
		return fail(&c->errors, INVALID, NULL,
		    "You answered already. Write to whoever invited you if "
		    "something changed.");
	if (!str_among(answer, "accepted declined"))
		return fail(&c->errors, INVALID, "answer",
		    "Say whether you accept.");
	if (conflict && str_none(conflict_text))
		return fail(&c->errors, INVALID, "conflict_text",
		    "Say which conflict of interest it is.");
	if (str_is(answer, "accepted") && !conflict && str_none(availability))
		return fail(&c->errors, INVALID, "availability",
		    "Say on which days you are free.");
	o->answer = conflict ? S("conflict") : answer;
	o->conflict = conflict ? YES : NO;
	o->conflict_text = conflict_text;
	o->availability = availability;
	o->answered_at = c->now;
	if (flow_save_as_was(&s, &expert_invitation_entity, o))
		return true;
	c->errors = s.errors;
	return false;
}
