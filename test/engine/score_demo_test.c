/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The scores and the agreement of three programmes, from the answers as
 * they came in, against results that another program computed.  The ten
 * cleaning rules are applied here in the plainest way.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sort.h"
#include "engine/agree.h"
#include "engine/score.h"
#include "format/csv.h"
#include "format/json.h"
#include "test.h"

enum { COLUMNS = 32 };

struct table {
	size_t n;
	str   *cell;            /* [n][COLUMNS], heading first */
	str    heading[COLUMNS];
};

struct answer {
	str round, subject, rater, role, item, score, at;
};

struct programme {
	const char           *folder, *level;
	const struct node    *framework;
	struct answer        *answer;
	size_t                answers;
	struct map           *item, *dimension;     /* code to place */
	str                  *item_code, *dimension_code;
	struct score_how      how;
	struct score_role    *role;
	struct map           *role_at;
};

/* ---- reading ---- */

static const struct table *
read_table(struct arena *a, const char *path)
{
	struct table *t = NEW(a, struct table);
	struct errors e = { a, NULL };
	struct csv *c;
	str field[COLUMNS], *old;
	size_t room = 0, i, n;

	if (path == NULL || !csv_open_file(a, path, &c, &e))
		return NULL;
	CHECK(csv_next(c, t->heading, COLUMNS, &n));
	for (i = 0; i < n; i++)
		t->heading[i] = str_copy(a, t->heading[i]);
	for (; csv_next(c, field, COLUMNS, &n); t->n++) {
		if (t->n == room) {
			old = t->cell;
			room = 2 * room + 256;
			t->cell = NEWS(a, str, room * COLUMNS);
			if (t->n > 0)
				memcpy(t->cell, old,
				    t->n * COLUMNS * sizeof(str));
		}
		for (i = 0; i < n; i++)
			t->cell[t->n * COLUMNS + i] = str_copy(a, field[i]);
	}
	return t;
}

static str
cell(const struct table *t, size_t row, const char *column)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (str_is(t->heading[i], column))
			return t->cell[row * COLUMNS + i];
	CHECK(i < COLUMNS);             /* a column of that name */
	return (str){ 0 };
}

static const struct node *
read_json(struct arena *a, const char *path)
{
	enum { ROOM = 1 << 20 };
	char *p = NEWS(a, char, ROOM);
	FILE *f = path == NULL ? NULL : fopen(path, "rb");
	struct errors e = { a, NULL };
	struct node *n = NULL;

	if (f == NULL)
		return NULL;
	CHECK(json_read(a, (str){ p, fread(p, 1, ROOM, f) }, &n, &e));
	(void)fclose(f);
	return n;
}

static const char *
path_of(struct arena *a, const struct programme *p, const char *format)
{
	char at[256], name[128];

	(void)snprintf(name, sizeof(name), format, p->level);
	(void)snprintf(at, sizeof(at), "ours/demo/%s/%s", p->folder, name);
	return test_shared(a, at);
}

/* ---- the framework ---- */

static void
read_items(struct arena *a, struct programme *p)
{
	struct score_item *item = NEWS(a, struct score_item, 512);
	const struct node *d, *it, *code;

	p->item = map_new(a);
	p->dimension = map_new(a);
	p->item_code = NEWS(a, str, 512);
	p->dimension_code = NEWS(a, str, 512);
	for (d = json_first(p->framework, "dimensions"); d; d = d->next) {
		p->dimension_code[p->how.dimensions] = json_text(d, "id");
		for (it = json_first(d, "indicators"); it; it = it->next) {
			p->item_code[p->how.items] = json_text(it, "code");
			*map_at(p->item, json_text(it, "code"), 0) =
			    p->how.items;
			item[p->how.items++] = (struct score_item){
			    p->how.dimensions, 1, false };
		}
		p->how.dimensions++;
	}
	for (code = json_first(p->framework, "reverse_scored"); code;
	    code = code->next)
		item[*map_at(p->item, code->text, 0)].is_reverse = true;
	p->how.item = item;
}

static enum score_rule
rule_of(str name)
{
	if (str_is(name, "agreed"))
		return SCORE_AGREED;
	if (str_is(name, "role_weighted_mean"))
		return SCORE_ROLE_WEIGHTED_MEAN;
	CHECK(str_is(name, "median") || str_is(name, "single"));
	return str_is(name, "single") ? SCORE_SINGLE : SCORE_MEDIAN;
}

static void
read_framework(struct arena *a, struct programme *p, str id)
{
	char at[256];
	const struct node *how;

	(void)snprintf(at, sizeof(at), "ours/frameworks/%.*s.json", (int)id.n,
	    id.p);
	p->framework = read_json(a, test_shared(a, at));
	how = json_at(p->framework, "aggregation");
	p->how.lo = json_as_real(json_at(p->framework, "scale/min"));
	p->how.hi = json_as_real(json_at(p->framework, "scale/max"));
	p->how.rule = rule_of(json_text(how, "raters_to_indicator"));
	p->how.fold = str_is(json_text(how, "indicator_to_dimension"), "sum") ?
	    SCORE_SUM : SCORE_MEAN;
	p->how.min_share = json_number(how, "min_share_answered");
	read_items(a, p);
}

/* A role is met in an answer; its weight is in the framework or it is not. */
static size_t
role_of(struct programme *p, str name)
{
	size_t fresh = p->how.roles, *at = map_at(p->role_at, name, fresh);

	if (*at == fresh) {
		p->role[fresh].weight = json_as_real(node_find(json_at(
		    p->framework, "aggregation/role_weights"), name));
		p->role[fresh].is_external = str_is(name, "external");
		p->how.roles++;
	}
	return *at;
}

/* ---- cleaning ---- */

static bool
came_in_time(const struct table *rounds, str round, str at)
{
	size_t i;

	for (i = 0; i < rounds->n; i++)
		if (str_same(cell(rounds, i, "round_id"), round))
			return str_order(str_part(at, 0, 10),
			    cell(rounds, i, "grace_until")) <= 0;
	return false;
}

/* The last answer of each rater to each item that came in time. */
static void
read_answers(struct arena *a, struct programme *p, const struct table *t,
    const struct table *rounds)
{
	struct map *last = map_new(a);
	struct answer x, *kept;
	size_t i, *at;

	p->answer = NEWS(a, struct answer, t->n);
	for (i = 0; i < t->n; i++) {
		x = (struct answer){ cell(t, i, "round_id"),
		    str_upper(a, str_trim(cell(t, i, "subject_id"))),
		    cell(t, i, "rater_id"), cell(t, i, "rater_role"),
		    cell(t, i, "indicator"), cell(t, i, "score"),
		    cell(t, i, "submitted_at") };
		if (!came_in_time(rounds, x.round, x.at))
			continue;
		at = map_at(last, str_print(a, "%s/%s/%s/%s",
		    str_z(a, x.round), str_z(a, x.subject),
		    str_z(a, x.rater), str_z(a, x.item)), p->answers);
		kept = &p->answer[*at];
		if (*at == p->answers)
			p->answers++;
		else if (str_order(x.at, kept->at) <= 0)
			continue;
		*kept = x;
	}
}

static double
rating_of(struct arena *a, str score)
{
	char *z = str_z(a, score), *comma = strchr(z, ',');
	double x;

	if (comma != NULL)
		*comma = '.';
	return str_real(str_of(z), &x) ? x : NAN;
}

static int
by_sheet(const void *x, const void *y, const void *with)
{
	const struct answer *p = x, *q = y;
	int order = str_order(p->round, q->round);

	(void)with;
	if (order == 0)
		order = str_order(p->subject, q->subject);
	return order != 0 ? order : str_order(p->rater, q->rater);
}

/* ---- scoring ---- */

static size_t
hand_in(struct arena *a, struct programme *p, size_t from,
    struct score_round *r)
{
	int16_t cells[512];
	struct score_beside beside[512];
	const struct answer *x = &p->answer[from];
	size_t i, n = 0, at, role = role_of(p, x->role);
	double rating;

	for (i = 0; i < p->how.items; i++)
		cells[i] = CELL_BLANK;
	for (i = from; i < p->answers &&
	    by_sheet(&p->answer[i], x, NULL) == 0; i++) {
		CHECK(map_find(p->item, p->answer[i].item, &at));
		rating = rating_of(a, p->answer[i].score);
		cells[at] = score_cell(rating);
		if (cells[at] == CELL_BESIDE)
			beside[n++] = (struct score_beside){ at, rating };
	}
	score_sheet(r, role, cells, beside, n);
	return i;
}

struct expected {
	const struct table *items, *dimensions;
	struct map *item, *dimension;           /* round/subject/code to row */
	size_t      found_items, found_dimensions;
};

static void
index_rows(struct arena *a, const struct table *t, const char *code,
    struct map *into)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		*map_at(into, str_print(a, "%s/%s/%s",
		    str_z(a, cell(t, i, "round_id")),
		    str_z(a, cell(t, i, "subject_id")),
		    str_z(a, cell(t, i, code))), 0) = i;
}

static size_t
hold(struct arena *a, const struct table *t, const struct map *rows,
    const struct answer *of, str code, struct score got, const char *count)
{
	double score, n;
	size_t row;
	bool there = map_find(rows, str_print(a, "%s/%s/%s",
	    str_z(a, of->round), str_z(a, of->subject), str_z(a, code)),
	    &row);

	CHECK(there == !isnan(got.value));
	if (!there || isnan(got.value))
		return 0;
	CHECK(str_real(cell(t, row, "score"), &score));
	CHECK(str_real(cell(t, row, count), &n));
	NEAR(got.value, score, 5.1e-7);         /* printed to six decimals */
	CHECK((double)got.n == n);
	return 1;
}

static void
score_one(struct arena *a, struct programme *p, struct score_round *r,
    const struct answer *of, struct expected *x)
{
	struct score item[512], dimension[512];
	size_t i;

	score_subject(r, item, dimension);
	for (i = 0; i < p->how.items; i++)
		x->found_items += hold(a, x->items, x->item, of,
		    p->item_code[i], item[i], "n_raters");
	for (i = 0; i < p->how.dimensions; i++)
		x->found_dimensions += hold(a, x->dimensions, x->dimension,
		    of, p->dimension_code[i], dimension[i],
		    "indicators_answered");
}

static void
hold_alpha(const struct node *agreement, str round, const struct agree *g)
{
	const struct node *want = node_find(json_at(agreement, "alpha"), round);
	double alpha = agree_alpha(g, AGREE_ORDINAL).alpha;

	CHECK(want != NULL);
	CHECK(isnan(alpha) == isnan(json_as_real(want)));
	if (!isnan(alpha))
		NEAR(alpha, json_as_real(want), 1e-12);
}

static void
score_programme(struct arena *a, struct programme *p, struct expected *x,
    const struct node *agreement)
{
	struct score_round *r;
	struct errors e = { a, NULL };
	struct agree *g = agree_new(a);
	size_t i, next;

	for (i = 0; i < p->answers; i++)
		(void)role_of(p, p->answer[i].role);
	sort(a, p->answer, p->answers, sizeof(*p->answer), by_sheet, NULL);
	CHECK(score_new(a, &p->how, &r, &e));
	for (i = 0; i < p->answers; i = next) {
		next = hand_in(a, p, i, r);
		if (next < p->answers &&
		    str_same(p->answer[i].round, p->answer[next].round) &&
		    str_same(p->answer[i].subject, p->answer[next].subject))
			continue;
		score_agree(r, g);
		score_one(a, p, r, &p->answer[i], x);
		if (next == p->answers || !str_same(p->answer[i].round,
		    p->answer[next].round)) {
			hold_alpha(agreement, p->answer[i].round, g);
			g = agree_new(a);
		}
	}
}

static void
hold_level(struct arena *a, const char *folder, const char *level)
{
	struct programme p = { folder, level };
	struct expected x = { 0 };
	const struct table *t = read_table(a, path_of(a, &p,
	    "responses_%s.csv")), *rounds;
	const struct node *agreement;

	if (t == NULL) {
		test_skip("no demonstration programmes");
		return;
	}
	rounds = read_table(a, path_of(a, &p, "assessment_rounds.csv"));
	x.items = read_table(a, path_of(a, &p,
	    "expected/indicator_scores_%s.csv"));
	x.dimensions = read_table(a, path_of(a, &p,
	    "expected/dimension_scores_%s.csv"));
	agreement = read_json(a, path_of(a, &p, "expected/agreement_%s.json"));
	x.item = map_new(a);
	x.dimension = map_new(a);
	index_rows(a, x.items, "indicator", x.item);
	index_rows(a, x.dimensions, "dimension", x.dimension);
	p.role = NEWS(a, struct score_role, 64);
	p.role_at = map_new(a);
	p.how.role = p.role;
	read_framework(a, &p, cell(t, 0, "framework"));
	read_answers(a, &p, t, rounds);
	score_programme(a, &p, &x, agreement);
	CHECK(x.found_items == x.items->n);
	CHECK(x.found_dimensions == x.dimensions->n);
}

static void
a_culture_policy_scores_as_expected(struct arena *a)
{
	hold_level(a, "a_culture_policy", "individual");
	hold_level(a, "a_culture_policy", "organisation");
	hold_level(a, "a_culture_policy", "system");
}

static void
a_province_scores_as_expected(struct arena *a)
{
	hold_level(a, "b_vn_htkt", "individual");
	hold_level(a, "b_vn_htkt", "organisation");
}

static void
a_network_scores_as_expected(struct arena *a)
{
	hold_level(a, "c_ngo_network", "community");
	hold_level(a, "c_ngo_network", "individual");
	hold_level(a, "c_ngo_network", "organisation");
}

const struct test score_demo_tests[] = {
	{ "a culture policy scores as expected", a_culture_policy_scores_as_expected },
	{ "a province scores as expected", a_province_scores_as_expected },
	{ "a network scores as expected", a_network_scores_as_expected },
	{ 0 }
};
