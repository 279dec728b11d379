/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/lifetime.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sort.h"
#include "flow/attend.h"
#include "flow/every.h"
#include "flow/follow_up.h"
#include "flow/mentor.h"
#include "model/assess.h"
#include "model/attend.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/role.h"
#include "model/text.h"

enum { WARN_DAYS = 60 };

struct reading {
	struct ctx      *c;             /* whoever reads */
	struct ctx       all;           /* for what a row he sees hangs on */
	struct id        person;
	struct day       today;
	struct lifetime *l;
	size_t           room, role_room, next_room;
	struct map      *at;            /* programme's id: its code */
	str             *code;
	size_t           codes, code_room;
};

const char *
lifetime_kind_name(enum lifetime_kind k)
{
	static const char *const names[] = { "Training", "Mentoring",
		"Exchange", "Technical assistance", "Other support" };

	return names[k];
}

const char *
lifetime_kind_key(enum lifetime_kind k)
{
	static const char *const keys[] = { "training", "mentoring",
		"exchange", "advice", "other" };

	return keys[k];
}

static const char *const units[] = {    /* words: */
	"hours", "days", "visits", "pieces"
};

const char *
lifetime_unit_name(enum lifetime_unit u)
{
	return units[u];
}

/* ---- pieces ---- */

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

static str
code_of(struct reading *k, struct id programme)
{
	struct errors quiet = { k->c->arena, NULL, NULL, NULL };
	struct programme p;
	size_t place;

	if (id_none(programme))
		return (str){ 0 };
	if (map_find(k->at, key_of(&programme), &place))
		return k->code[place];
	k->code = arena_more(k->c->arena, k->code, k->codes, &k->code_room,
	    sizeof(*k->code));
	k->code[k->codes] = store_find(k->c->store, &programme_entity,
	    programme, k->c->arena, &p, &quiet) ? p.code : (str){ 0 };
	*map_at(k->at, str_copy(k->c->arena, key_of(&programme)), 0) =
	    k->codes;
	return k->code[k->codes++];
}

static struct lifetime_record *
add_record(struct reading *k, enum lifetime_kind kind, const struct entity *e,
    struct id id)
{
	struct lifetime *l = k->l;
	struct lifetime_record *r;

	l->record = arena_more(k->c->arena, l->record, l->n, &k->room,
	    sizeof(*l->record));
	r = &l->record[l->n++];
	*r = (struct lifetime_record){ .kind = kind, .e = e, .id = id,
		.of = id, .amount = NAN, .share = NAN, .pre = NAN,
		.post = NAN };
	return r;
}

static void
add_next(struct reading *k, struct day on, const struct entity *e,
    struct id id, const char *says, str title)
{
	struct lifetime *l = k->l;

	if (on.n == 0)
		return;
	l->next = arena_more(k->c->arena, l->next, l->nexts, &k->next_room,
	    sizeof(*l->next));
	l->next[l->nexts++] = (struct lifetime_next){ .on = on, .e = e,
		.id = id, .says = says, .title = title,
		.is_late = on.n < k->today.n };
}

static void
add_role(struct reading *k, const struct entity *e, struct id id,
    const char *says, str title, struct id programme, struct day from,
    struct day to)
{
	struct lifetime *l = k->l;

	l->role = arena_more(k->c->arena, l->role, l->roles, &k->role_room,
	    sizeof(*l->role));
	l->role[l->roles++] = (struct lifetime_role){ .e = e, .id = id,
		.says = says, .title = title,
		.programme_code = code_of(k, programme), .from = from,
		.to = to };
}

/* Rows in whose list of references that id stands. */
static void *
having(struct ctx *c, const struct entity *e, const char *field, struct id is,
    size_t *n)
{
	struct filter of = { field_named(e, str_of(field)), HAS,
		id_text(c->arena, is) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct found *found;
	size_t room = 0;
	char *all = NULL;

	*n = 0;
	if (!flow_list(c, e, &ask, &found))
		return NULL;
	for (;; ++*n) {
		all = arena_more(c->arena, all, *n, &room, e->size);
		if (!flow_next(found, c->arena, all + *n * e->size))
			break;
	}
	return flow_end(found) ? all : NULL;
}

static str
state_says(struct ctx *c, const struct machine *m, str code)
{
	const struct state *s = state_coded(m, code);

	return s == NULL ? (str){ 0 } : str_of(words_say(c->words, s->label));
}

static str
code_says(struct ctx *c, const struct choices *of, str code)
{
	const struct choice *k = choice_coded(of, code);

	return k == NULL ? code : str_of(words_say(c->words, k->label));
}

static str
title_in(struct ctx *c, str langs, str code)
{
	str t = text_in(c->arena, langs, c->lang);

	return str_none(t) ? code : t;
}

static const struct machine *
machine_of(const struct entity *e)
{
	return field_named(e, S("state"))->machine;
}

/* ---- training ---- */

static bool
sessions_next(struct reading *k, const struct event *v)
{
	struct event_session *s;
	size_t i, n;

	if (v->end.n < k->today.n && v->start.n < k->today.n)
		return true;
	if ((s = every_by(&k->all, &event_session_entity, "event", v->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (s[i].date.n >= k->today.n)
			add_next(k, s[i].date, &event_entity, v->row.id,
			    "Session of an event", str_print(k->c->arena, "%s %lld: %s",
			    str_z(k->c->arena, title_in(k->c, v->title,
			    v->code)), (long long)s[i].seq, str_z(k->c->arena,
			    text_in(k->c->arena, s[i].topic, k->c->lang))));
	if (n == 0)
		add_next(k, v->start, &event_entity, v->row.id, "Event",
		    title_in(k->c, v->title, v->code));
	return true;
}

static bool
add_enrolment(struct reading *k, const struct enrolment *p)
{
	struct lifetime_record *r;
	struct event v;

	if (!store_find(k->c->store, &event_entity, p->event, k->c->arena, &v,
	    &k->c->errors))
		return false;
	if (str_is(v.state, "cancelled"))
		return true;
	r = add_record(k, LIFETIME_TRAINING, &enrolment_entity, p->row.id);
	r->of = id_none(v.course) ? (struct id){ { 0 } } : v.course;
	r->programme = v.programme;
	r->activity = v.activity;
	r->programme_code = code_of(k, v.programme);
	r->title = title_in(k->c, v.title, v.code);
	r->type = code_says(k->c, &event_type_codes, v.type);
	r->from = v.start;
	r->to = v.end;
	r->amount = attend_hours_counted(&v, p);
	r->share = attend_share(&v, p);
	r->pre = p->pre_score;
	r->post = p->post_score;
	r->passed = p->passed;
	r->certificate = p->certificate_no;
	r->is_over = attend_last_day(&v).n < k->today.n;
	if (!r->is_over)
		r->state = state_says(k->c, machine_of(&event_entity),
		    v.state);
	return sessions_next(k, &v);
}

/* Tests are of a course: they stand beside the first event of it, or of
 * the activity it belongs to. */
static bool
put_score(struct reading *k, const struct test_response *t)
{
	struct lifetime_record *r;
	struct course course;
	size_t i;

	if (!store_find(k->c->store, &course_entity, t->course, k->c->arena,
	    &course, &k->c->errors))
		return false;
	for (i = 0; i < k->l->n; i++) {
		r = &k->l->record[i];
		if (r->kind != LIFETIME_TRAINING ||
		    (!id_same(r->of, t->course) && (!id_none(r->of) ||
		    id_none(r->activity) ||
		    !id_same(r->activity, course.activity))))
			continue;
		if (str_is(t->phase, "pre") && isnan(r->pre))
			r->pre = t->score;
		if (str_is(t->phase, "post") && isnan(r->post))
			r->post = t->score;
		break;
	}
	return true;
}

static bool
add_training(struct reading *k)
{
	struct enrolment *p;
	struct test_response *t;
	size_t i, n;

	if ((p = every_by(k->c, &enrolment_entity, "person", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!add_enrolment(k, &p[i]))
			return false;
	if ((t = every_by(k->c, &test_response_entity, "person", k->person,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!put_score(k, &t[i]))
			return false;
	return true;
}

/* ---- mentoring ---- */

static bool
mentored(struct reading *k, const struct mentoring_agreement *g)
{
	struct lifetime_record *r = add_record(k, LIFETIME_MENTORING,
	    &mentoring_agreement_entity, g->row.id);
	struct mentoring_session *s;
	double minutes = 0;
	size_t i, n;

	r->programme = g->programme;
	r->programme_code = code_of(k, g->programme);
	r->title = str_print(k->c->arena, words_say(k->c->words, "With %s"),
	    str_z(k->c->arena, flow_name(k->c, &party_entity, g->mentor)));
	r->type = code_says(k->c, &mentoring_kind_codes, g->kind);
	r->state = state_says(k->c, machine_of(&mentoring_agreement_entity),
	    g->state);
	r->from = g->start;
	r->to = g->end;
	r->is_over = state_coded(machine_of(&mentoring_agreement_entity),
	    g->state)->final;
	if ((s = every_by(&k->all, &mentoring_session_entity, "agreement",
	    g->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (s[i].minutes != INT64_MIN)
			minutes += (double)s[i].minutes;
	r->unit = minutes > 0 ? LIFETIME_HOURS : LIFETIME_VISITS;
	if (minutes > 0)
		r->amount = minutes / 60;
	else if (mentor_held(g, n) != INT64_MIN)
		r->amount = (double)mentor_held(g, n);
	if (!r->is_over && g->end.n != 0)
		add_next(k, g->end, &mentoring_agreement_entity, g->row.id,
		    "Mentoring ends", r->title);
	return true;
}

static bool
add_mentoring(struct reading *k)
{
	struct mentoring_agreement *g;
	size_t i, n;

	if ((g = every_by(k->c, &mentoring_agreement_entity, "mentee",
	    k->person, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!mentored(k, &g[i]))
			return false;
	if ((g = every_by(k->c, &mentoring_agreement_entity, "mentor",
	    k->person, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		add_role(k, &mentoring_agreement_entity, g[i].row.id, "Mentor",
		    flow_name(k->c, &party_entity, g[i].mentee),
		    g[i].programme, g[i].start, g[i].end);
	return true;
}

/* ---- exchange, and what the ledger alone knows ---- */

static bool
add_exchanges(struct reading *k)
{
	struct lifetime_record *r;
	struct exchange *x;
	size_t i, n;

	if ((x = having(k->c, &exchange_entity, "people", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add_record(k, LIFETIME_EXCHANGE, &exchange_entity,
		    x[i].row.id);
		r->programme = x[i].programme;
		r->programme_code = code_of(k, x[i].programme);
		r->title = title_in(k->c, x[i].title, flow_name(k->c,
		    &party_entity, x[i].host));
		r->type = code_says(k->c, &exchange_type_codes, x[i].type);
		r->from = x[i].from;
		r->to = x[i].to;
		r->unit = LIFETIME_DAYS;
		r->amount = x[i].to.n - x[i].from.n + 1;
		r->is_over = x[i].to.n < k->today.n;
		if (!r->is_over)
			add_next(k, x[i].from, &exchange_entity, x[i].row.id,
			    "Exchange", r->title);
	}
	return true;
}

static enum lifetime_unit
unit_of(str unit)
{
	return str_is(unit, "hours") ? LIFETIME_HOURS : str_is(unit, "days")
	    ? LIFETIME_DAYS : str_is(unit, "visits") ? LIFETIME_VISITS
	    : LIFETIME_ITEMS;
}

/* Several entries of one row are corrections of each other. */
static void
add_dose(struct reading *k, const struct dose *d, const struct entity *e)
{
	struct lifetime_record *r;
	struct id of;
	size_t i;

	if (e == NULL || !id_read(d->source_id, &of))
		return;
	for (i = 0; i < k->l->n; i++) {
		r = &k->l->record[i];
		if (id_same(r->id, of) && r->unit == unit_of(d->unit)) {
			r->amount += d->amount;
			return;
		}
	}
	r = add_record(k, str_is(d->modality, "TA") ? LIFETIME_ADVICE
	    : LIFETIME_OTHER, e, of);
	r->programme = d->programme;
	r->programme_code = code_of(k, d->programme);
	r->title = flow_name(k->c, e, of);
	r->type = code_says(k->c, &modality_codes, d->modality);
	r->from = r->to = d->date;
	r->unit = unit_of(d->unit);
	r->amount = d->amount;
	r->is_over = true;
}

static bool
add_doses(struct reading *k)
{
	struct dose *d;
	size_t i, n;

	if ((d = every_by(k->c, &dose_entity, "subject", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!str_among(d[i].source, "enrolment mentoring_session "
		    "mentoring_agreement exchange"))
			add_dose(k, &d[i], entity_named(d[i].source));
	return true;
}

/* ---- what the person gave ---- */

static bool
add_missions(struct reading *k, struct id expert)
{
	struct mission *m;
	size_t i, n;

	if ((m = having(k->c, &mission_entity, "experts", expert, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		add_role(k, &mission_entity, m[i].row.id, "Expert",
		    flow_name(k->c, &mission_entity, m[i].row.id),
		    m[i].programme, m[i].from, m[i].to);
	return true;
}

static bool
add_roles(struct reading *k)
{
	struct role_holder *h;
	struct event *v;
	struct expert *x;
	size_t i, n;

	if ((v = having(k->c, &event_entity, "trainers", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		add_role(k, &event_entity, v[i].row.id, "Trainer",
		    title_in(k->c, v[i].title, v[i].code), v[i].programme,
		    v[i].start, v[i].end);
	if ((x = every_by(k->c, &expert_entity, "party", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!add_missions(k, x[i].row.id))
			return false;
	if ((h = every_by(k->c, &role_holder_entity, "subject", k->person,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		add_role(k, &role_profile_entity, h[i].profile, "Role",
		    flow_name(k->c, &role_profile_entity, h[i].profile),
		    h[i].programme, h[i].from, h[i].until);
	return true;
}

/* ---- levels ---- */

static double
opened_at(struct reading *k, const struct gap *g)
{
	struct gap_event *e;
	size_t i, n;

	if ((e = every_by(&k->all, &gap_event_entity, "gap", g->row.id, &n))
	    == NULL)
		return NAN;
	for (i = 0; i < n; i++)
		if (str_is(e[i].kind, "opened"))
			return e[i].current;
	return NAN;
}

static int
by_gap(const void *one, const void *other, const void *with)
{
	const struct lifetime_level *a = one, *b = other;
	double x = a->desired - a->now, y = b->desired - b->now;

	(void)with;
	if (isnan(x) || isnan(y))
		return (int)isnan(x) - (int)isnan(y);
	return x < y ? 1 : x > y ? -1 : str_order(a->dimension, b->dimension);
}

static bool
add_levels(struct reading *k)
{
	struct lifetime *l = k->l;
	struct lifetime_level *v;
	struct dimension d;
	struct framework f;
	struct gap *g;
	size_t i, n;

	if ((g = every_by(k->c, &gap_entity, "subject", k->person, &n))
	    == NULL)
		return false;
	l->level = NEWS(k->c->arena, struct lifetime_level, n + 1);
	for (i = 0; i < n; i++) {
		if (str_is(g[i].state, "rejected"))
			continue;
		if (!store_find(k->c->store, &dimension_entity, g[i].dimension,
		    k->c->arena, &d, &k->c->errors) ||
		    !store_find(k->c->store, &framework_entity, g[i].framework,
		    k->c->arena, &f, &k->c->errors))
			return false;
		v = &l->level[l->levels++];
		*v = (struct lifetime_level){ .gap = g[i].row.id,
			.dimension = title_in(k->c, d.title, d.code),
			.framework = title_in(k->c, f.title, f.code),
			.before = opened_at(k, &g[i]), .now = g[i].current,
			.desired = g[i].desired, .lo = f.scale_min,
			.hi = f.scale_max };
		v->is_met = v->now >= v->desired;
		l->met += v->is_met;
	}
	sort(k->c->arena, l->level, l->levels, sizeof(*l->level), by_gap,
	    NULL);
	return true;
}

/* ---- certificates, and what is asked of the person ---- */

static bool
add_certificates(struct reading *k)
{
	struct certificate *row;
	struct lifetime_held *h;
	struct award award;
	size_t i, n;

	if ((row = every_by(k->c, &certificate_entity, "person", k->person,
	    &n)) == NULL)
		return false;
	k->l->held = NEWS(k->c->arena, struct lifetime_held, n + 1);
	for (i = 0; i < n; i++) {
		if (!store_find(k->c->store, &award_entity, row[i].award,
		    k->c->arena, &award, &k->c->errors))
			return false;
		h = &k->l->held[k->l->helds++];
		h->row = row[i];
		h->title = award.title;
		h->is_valid = row[i].revoked_on.n == 0 &&
		    (row[i].expires_on.n == 0 ||
		    row[i].expires_on.n >= k->today.n);
		h->warns = h->is_valid && row[i].expires_on.n != 0 &&
		    row[i].expires_on.n - k->today.n <= (award.warn_days > 0
		    ? award.warn_days : WARN_DAYS);
		if (h->warns)
			add_next(k, row[i].expires_on, &certificate_entity,
			    row[i].row.id, "Certificate expires", h->title);
	}
	return true;
}

static bool
add_registrations(struct reading *k)
{
	struct registration *r;
	struct event v;
	size_t i, n;

	if ((r = every_by(k->c, &registration_entity, "person", k->person,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!store_find(k->c->store, &event_entity, r[i].event,
		    k->c->arena, &v, &k->c->errors))
			return false;
		if (v.start.n >= k->today.n && !str_among(r[i].state,
		    "refused cancelled declined enrolled"))
			add_next(k, v.start, &registration_entity,
			    r[i].row.id, "Registration", str_print(
			    k->c->arena, "%s (%s)", str_z(k->c->arena,
			    title_in(k->c, v.title, v.code)),
			    str_z(k->c->arena, state_says(k->c,
			    machine_of(&registration_entity), r[i].state))));
	}
	return true;
}

static bool
add_follow_ups(struct reading *k)
{
	struct follow_up *f;
	struct course course;
	size_t i, n;

	if ((f = every_by(k->c, &follow_up_entity, "person", k->person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (f[i].answered_on.n != 0 || follow_up_is_waived(&f[i],
		    moment_day(k->c->now)))
			continue;
		if (!store_find(k->c->store, &course_entity, f[i].course,
		    k->c->arena, &course, &k->c->errors))
			return false;
		add_next(k, f[i].due_on, &follow_up_entity, f[i].row.id,
		    "Follow-up", title_in(k->c, course.title, course.code));
	}
	return true;
}

/* ---- in order ---- */

static int
by_newest(const void *one, const void *other, const void *with)
{
	const struct lifetime_record *a = one, *b = other;

	(void)with;
	return a->from.n != b->from.n ? (a->from.n < b->from.n ? 1 : -1)
	    : str_order(a->title, b->title);
}

static int
by_role_day(const void *one, const void *other, const void *with)
{
	const struct lifetime_role *a = one, *b = other;

	(void)with;
	return a->from.n != b->from.n ? (a->from.n < b->from.n ? 1 : -1)
	    : str_order(a->title, b->title);
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct lifetime_next *a = one, *b = other;

	(void)with;
	return a->on.n != b->on.n ? (a->on.n < b->on.n ? -1 : 1)
	    : str_order(a->title, b->title);
}

/* The same course again; where there is none, the same kind and title. */
static str
repeat_key(struct reading *k, const struct lifetime_record *r)
{
	if (r->kind == LIFETIME_TRAINING && !id_none(r->of))
		return id_text(k->c->arena, r->of);
	return str_print(k->c->arena, "%d %s %s", (int)r->kind,
	    str_z(k->c->arena, r->type), str_z(k->c->arena, r->title));
}

/* Who never came was not there before. */
static void
mark_repeats(struct reading *k)
{
	struct map *seen = map_new(k->c->arena);
	size_t i, at;
	str key;

	for (i = k->l->n; i-- > 0;) {
		key = repeat_key(k, &k->l->record[i]);
		k->l->record[i].is_repeat = map_find(seen, key, &at);
		if (k->l->record[i].kind != LIFETIME_TRAINING ||
		    !(k->l->record[i].amount <= 0))
			(void)map_at(seen, key, i);
	}
}

static bool
read_all(struct reading *k)
{
	struct lifetime *l = k->l;
	struct arena *a = k->c->arena;

	if (!add_training(k) || !add_mentoring(k) || !add_exchanges(k) ||
	    !add_doses(k) || !add_roles(k) || !add_levels(k) ||
	    !add_certificates(k) || !add_registrations(k) ||
	    !add_follow_ups(k))
		return false;
	sort(a, l->record, l->n, sizeof(*l->record), by_newest, NULL);
	sort(a, l->role, l->roles, sizeof(*l->role), by_role_day, NULL);
	sort(a, l->next, l->nexts, sizeof(*l->next), by_day, NULL);
	mark_repeats(k);
	return true;
}

bool
lifetime_of(struct ctx *c, struct id person, struct lifetime **out)
{
	struct reading k = { .c = c, .all = *c, .person = person,
		.today = moment_day(c->now), .at = map_new(c->arena) };
	bool fine;

	*out = k.l = NEW(c->arena, struct lifetime);
	if (!flow_find(c, &person_entity, person, &k.l->person))
		return false;
	k.l->is_masked = !flow_may(c, &person_entity, &k.l->person,
	    SEE_PERSONAL);
	k.all.actor.system = true;
	fine = read_all(&k) && lifetime_assist(c, k.l);
	if (k.all.errors.first != NULL)
		c->errors = k.all.errors;
	return fine;
}

bool
lifetime_mine(struct ctx *c, struct lifetime **out)
{
	struct ctx own = ctx_as_program(c);
	bool fine;

	if (id_none(c->actor.party))
		return fail(&c->errors, ABSENT, NULL, "Your account is not "
		    "tied to a person of the register yet; an administrator "
		    "can do that.");
	fine = lifetime_of(&own, c->actor.party, out);
	c->errors = own.errors;
	return fine;
}

double
lifetime_sum(const struct lifetime *l, enum lifetime_kind kind,
    enum lifetime_unit unit, int year)
{
	const struct lifetime_record *r;
	double sum = NAN;
	int y, m, d;
	size_t i;

	for (i = 0; i < l->n; i++) {
		r = &l->record[i];
		if (r->kind != kind || r->unit != unit || isnan(r->amount))
			continue;
		day_split(r->from, &y, &m, &d);
		if (year != 0 && y != year)
			continue;
		sum = isnan(sum) ? r->amount : sum + r->amount;
	}
	return sum;
}
