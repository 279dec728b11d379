/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/mentor.h"

#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/people.h"
#include "model/machines.h"
#include "model/text.h"

static struct ctx
as_program(const struct ctx *c)
{
	struct ctx s = *c;

	s.actor.system = true;
	return s;
}

/* The rows of a table in a field; NULL: none. */
static const struct node *
lines_of(struct ctx *c, str table)
{
	struct errors quiet = { .arena = c->arena };
	struct node *tree;

	if (str_none(table) || !json_read(c->arena, table, &tree, &quiet))
		return NULL;
	return json_first(tree, "");
}

static str
cell(const struct node *line, const char *name)
{
	const struct node *n = node_find(line, str_of(name));

	return n == NULL ? (str){ 0 } : json_as_text(n);
}

/* ---- pairs ---- */

static void
weigh_goal(struct mentor_goal *g)
{
	double from, to, now;

	g->share = NAN;
	g->is_reached = str_among(g->achieved, "yes true");
	if (!str_real(g->target, &to) || !str_real(g->achieved, &now))
		return;
	if (!str_real(g->baseline, &from))
		from = 0;
	if (to == from)
		return;
	g->share = (now - from) / (to - from);
	g->share = g->share < 0 ? 0 : g->share > 1 ? 1 : g->share;
	g->is_reached = g->share >= 1;
}

static void
read_goals(struct ctx *c, struct mentor_pair *p)
{
	const struct node *k = lines_of(c, p->g.goals);
	struct mentor_goal *g;
	size_t room = 0;

	for (; k != NULL; k = k->next) {
		p->goal = arena_more(c->arena, p->goal, p->goals, &room,
		    sizeof(*p->goal));
		g = &p->goal[p->goals++];
		*g = (struct mentor_goal){ cell(k, "goal"), cell(k, "measure"),
			cell(k, "baseline"), cell(k, "target"), cell(k,
			"achieved"), NAN, false };
		weigh_goal(g);
	}
	p->set = p->goals > 0 ? (int64_t)p->goals : p->g.goals_set;
	p->reached = p->g.goals_achieved;
	if (p->goals > 0)
		for (p->reached = 0, room = 0; room < p->goals; room++)
			p->reached += p->goal[room].is_reached;
}

/* The next one from today on, else the last that nobody held: a review is
 * held when a session was on that day or after. */
static void
read_reviews(struct ctx *c, struct mentor_pair *p)
{
	const struct node *k = lines_of(c, p->g.review_dates);
	int32_t today = moment_day(c->now).n;
	struct day on, last = { 0 };

	if (p->n > 0)
		last = p->session[0].date;
	for (; k != NULL; k = k->next) {
		if (!day_read(cell(k, "date"), &on))
			continue;
		if (on.n < today && on.n <= last.n)
			continue;
		if (p->review.n == 0 || on.n < p->review.n)
			p->review = on;
	}
	p->is_late = !p->is_over && p->review.n != 0 && p->review.n < today;
}

int64_t
mentor_held(const struct mentoring_agreement *g, size_t rows)
{
	return rows > 0 && (int64_t)rows > g->sessions_held ? (int64_t)rows
	    : g->sessions_held;
}

bool
mentor_rows(struct ctx *c, struct id programme,
    const struct mentoring_agreement *g, size_t n, size_t **out)
{
	const struct mentoring_session *s;
	const struct map *at;
	size_t i, all, place;

	*out = NEWS(c->arena, size_t, n + 1);
	if ((s = gather(c, &mentoring_session_entity, programme, &all)) ==
	    NULL)
		return false;
	at = gather_index(c->arena, g, n, sizeof(*g));
	for (i = 0; i < all; i++)
		if (gather_find(at, &s[i].agreement, &place))
			(*out)[place]++;
	return true;
}

static bool
fill(struct ctx *c, struct mentor_pair *p)
{
	const struct state *s = state_coded(&mentoring_agreement_machine,
	    p->g.state);
	struct ctx own = as_program(c), *by;
	double minutes = 0;
	size_t i;

	/* The two of a pair know each other. */
	by = !id_none(c->actor.party) && (id_same(c->actor.party,
	    p->g.mentor) || id_same(c->actor.party, p->g.mentee)) ? &own : c;
	p->mentor = flow_name(by, &party_entity, p->g.mentor);
	p->mentee = flow_name(by, &party_entity, p->g.mentee);
	p->is_over = s != NULL && s->final;
	p->session = every_by(&own, &mentoring_session_entity, "agreement",
	    p->g.row.id, &p->n);
	c->errors = own.errors;
	if (p->session == NULL)
		return false;
	for (i = 0; i < p->n; i++)
		if (p->session[i].minutes != INT64_MIN)
			minutes += (double)p->session[i].minutes;
	p->hours = minutes > 0 ? minutes / 60 : (double)NAN;
	p->held = mentor_held(&p->g, p->n);
	read_goals(c, p);
	read_reviews(c, p);
	return true;
}

bool
mentor_pair(struct ctx *c, struct id agreement, struct mentor_pair *p)
{
	*p = (struct mentor_pair){ .n = 0 };
	return flow_find(c, &mentoring_agreement_entity, agreement, &p->g) &&
	    fill(c, p);
}

bool
mentor_pairs(struct ctx *c, struct id programme, struct mentor_pair **out,
    size_t *n)
{
	struct mentoring_agreement *g;
	size_t i;

	if ((g = every(c, &mentoring_agreement_entity, programme, n)) == NULL)
		return false;
	*out = NEWS(c->arena, struct mentor_pair, *n + 1);
	for (i = 0; i < *n; i++) {
		(*out)[i] = (struct mentor_pair){ .g = g[i] };
		if (!fill(c, &(*out)[i]))
			return false;
	}
	return true;
}

/* ---- who might ---- */

static const char *const conflicts[] = {        /* words: */
	"Nobody mentors himself", "The two are a pair already",
	"They are a pair the other way round", "Works for the mentee",
	"Has no free hand"
};

struct matching {
	struct ctx            *c;
	struct ctx             own;
	struct id              programme, mentee;
	struct person          person;          /* mentee; revision 0: none */
	struct gap            *gap;             /* [gaps] open ones */
	size_t                 gaps;
	struct mentoring_agreement *g;          /* [n_g] of the programme */
	size_t                 n_g;
	struct mentor_match   *m;               /* [n] */
	size_t                 n, room;
};

static bool
is_running(const struct mentoring_agreement *g)
{
	const struct state *s = state_coded(&mentoring_agreement_machine,
	    g->state);

	return s != NULL && !s->final;
}

static struct mentor_match *
candidate(struct matching *k, struct id party)
{
	struct party p;
	size_t i;

	for (i = 0; i < k->n; i++)
		if (id_same(k->m[i].party, party))
			return &k->m[i];
	if (!store_find(k->c->store, &party_entity, party, k->c->arena, &p,
	    &k->own.errors))
		return NULL;
	k->m = arena_more(k->c->arena, k->m, k->n, &k->room, sizeof(*k->m));
	k->m[k->n] = (struct mentor_match){ .party = party, .code = p.code,
		.name = flow_name(k->c, &party_entity, party),
		.gaps = k->gaps };
	return &k->m[k->n++];
}

static bool
is_person(struct matching *k, struct id party, struct person *p)
{
	struct errors quiet = { .arena = k->c->arena };

	row_blank(&person_entity, p);
	return store_find(k->c->store, &person_entity, party, k->c->arena, p,
	    &quiet);
}

/* The first language of one that the other has too. */
static void
share_language(struct matching *k, str spoken, struct mentor_match *m)
{
	const struct node *a, *b, *mine = lines_of(k->c, spoken);
	const struct node *his = lines_of(k->c, k->person.languages);

	m->knows_language |= mine != NULL && his != NULL;
	for (a = mine; a != NULL; a = a->next)
		for (b = his; b != NULL; b = b->next)
			if (str_none(m->language) && str_same_nocase(cell(a,
			    "language"), cell(b, "language")) &&
			    !str_is(cell(a, "level"), "0") &&
			    !str_is(cell(b, "level"), "0"))
				m->language = cell(a, "language");
}

static bool
measured_able(struct matching *k, struct mentor_match *m)
{
	struct gap *g;
	size_t i, j, n;

	if ((g = every_by(&k->own, &gap_entity, "subject", m->party, &n))
	    == NULL)
		return false;
	for (i = 0; i < k->gaps; i++)
		for (j = 0; j < n; j++)
			if (id_same(g[j].dimension, k->gap[i].dimension) &&
			    g[j].current >= k->gap[i].desired) {
				m->able++;
				break;
			}
	return true;
}

/* An area of work names a dimension if they have a word of four letters or
 * more in common. */
static bool
names_it(struct arena *a, str area, str title)
{
	str words = fold(a, area), word, of = fold(a, title);

	while (str_cut(&words, ' ', &word))
		if (word.n >= 4 && str_find(of, word) < of.n)
			return true;
	return false;
}

static bool
area_able(struct matching *k, const struct expert *x, struct mentor_match *m)
{
	struct dimension d;
	const struct node *line;
	size_t i, able = 0;

	for (i = 0; i < k->gaps; i++) {
		if (!store_find(k->c->store, &dimension_entity,
		    k->gap[i].dimension, k->c->arena, &d, &k->own.errors))
			return false;
		for (line = lines_of(k->c, x->areas); line != NULL;
		    line = line->next)
			if (names_it(k->c->arena, cell(line, "area"),
			    text_in(k->c->arena, d.title, "en"))) {
				able++;
				break;
			}
	}
	m->able = able > m->able ? able : m->able;
	return true;
}

static void
find_conflict(struct matching *k, struct mentor_match *m,
    const struct person *p)
{
	size_t i;

	if (id_same(m->party, k->mentee))
		m->conflict = conflicts[0];
	for (i = 0; i < k->n_g; i++) {
		if (!is_running(&k->g[i]))
			continue;
		m->load += id_same(k->g[i].mentor, m->party);
		if (id_same(k->g[i].mentor, m->party) &&
		    id_same(k->g[i].mentee, k->mentee))
			m->conflict = conflicts[1];
		if (id_same(k->g[i].mentee, m->party) &&
		    id_same(k->g[i].mentor, k->mentee))
			m->conflict = conflicts[2];
	}
	if (p->row.revision > 0 && !id_none(p->organisation) &&
	    id_same(p->organisation, k->mentee))
		m->conflict = conflicts[3];
	if (m->load >= MENTOR_LOAD && m->conflict == NULL)
		m->conflict = conflicts[4];
}

static bool
add_party(struct matching *k, struct id party, const struct expert *x)
{
	size_t had = k->n;
	struct mentor_match *m = candidate(k, party);
	struct person p;
	str place;

	if (m == NULL)
		return false;
	if (k->n > had) {
		(void)is_person(k, party, &p);
		find_conflict(k, m, &p);
		share_language(k, p.languages, m);
		place = p.location;
		m->knows_place = !str_none(place) &&
		    !str_none(k->person.location);
		m->is_near = m->knows_place && str_same_nocase(place,
		    k->person.location);
		if (!measured_able(k, m))
			return false;
	}
	if (x == NULL)
		return true;
	share_language(k, x->languages, m);
	return area_able(k, x, m);
}

static bool
read_needs(struct matching *k)
{
	struct gap *g;
	size_t i, n;

	(void)is_person(k, k->mentee, &k->person);
	if ((g = every_by(&k->own, &gap_entity, "subject", k->mentee, &n))
	    == NULL || (k->g = every(&k->own, &mentoring_agreement_entity,
	    k->programme, &k->n_g)) == NULL)
		return false;
	k->gap = NEWS(k->c->arena, struct gap, n + 1);
	for (i = 0; i < n; i++)
		if (g[i].gap > 0 && id_same(g[i].programme, k->programme))
			k->gap[k->gaps++] = g[i];
	return true;
}

static void
score(struct mentor_match *m)
{
	size_t free = m->load < MENTOR_LOAD ? MENTOR_LOAD - m->load : 0;

	m->score = (m->gaps > 0 ? 0.5 * (double)m->able / (double)m->gaps : 0)
	    + (str_none(m->language) ? 0 : 0.2) + (m->is_near ? 0.1 : 0)
	    + 0.2 * (double)free / MENTOR_LOAD;
	if (m->conflict != NULL)
		m->score = 0;
}

static int
by_score(const void *one, const void *other, const void *with)
{
	const struct mentor_match *a = one, *b = other;

	(void)with;
	return a->score != b->score ? (a->score < b->score ? 1 : -1)
	    : str_order(a->name, b->name);
}

static bool
match(struct matching *k)
{
	struct expert *x;
	size_t i, n;

	if (!read_needs(k) || (x = every(&k->own, &expert_entity,
	    k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!id_none(x[i].party) && str_is(x[i].status, "rostered") &&
		    !add_party(k, x[i].party, &x[i]))
			return false;
	for (i = 0; i < k->n_g; i++)
		if (!add_party(k, k->g[i].mentor, NULL))
			return false;
	for (i = 0; i < k->n; i++)
		score(&k->m[i]);
	sort(k->c->arena, k->m, k->n, sizeof(*k->m), by_score, NULL);
	return true;
}

bool
mentor_matches(struct ctx *c, struct id programme, struct id mentee,
    struct mentor_match **out, size_t *n)
{
	struct matching k = { .c = c, .own = as_program(c),
		.programme = programme, .mentee = mentee };
	bool fine = match(&k);

	c->errors = k.own.errors;
	*out = k.m;
	*n = k.n;
	return fine;
}
