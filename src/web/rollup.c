/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Gaps by country, region, organisation, subject; down to each gap. */
#include "flow/rollup.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/machines.h"
#include "web/programme.h"

enum { PAGE = 50 };

static const struct {
	const char *name, *says;        /* in the address; to translate */
	const char *key;                /* how the next one is narrowed */
	enum rollup_by down;
} ways[ROLLUP_WAYS] = {
	[ROLLUP_COUNTRY]      = { "country", "Country", NULL, ROLLUP_REGION },
	[ROLLUP_REGION]       = { "region", "Region", "region",
	    ROLLUP_ORGANISATION },
	[ROLLUP_ORGANISATION] = { "organisation", "Organisation",
	    "organisation", ROLLUP_SUBJECT },
	[ROLLUP_SUBJECT]      = { "subject", "Subject", "subject",
	    ROLLUP_GAP },
	[ROLLUP_GAP]          = { "gap", "Gap", NULL, ROLLUP_GAP },
	[ROLLUP_DIMENSION]    = { "dimension", "Dimension", "dimension",
	    ROLLUP_SUBJECT },
};

static const char *const sizes[ROLLUP_CLASSES] = {
	"No gap", "Below 1 level", "1 to below 2 levels", "2 levels or more",
	"Not known"
};

static const char *const filters[] = { "region", "organisation", "subject",
	"dimension", "state", "cause", "kind", "size" };

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

/* ---- what is asked ---- */

static enum rollup_by
way_asked(const struct request *q)
{
	str by = request_arg(q, "by");
	int i;

	for (i = 0; i < ROLLUP_WAYS; i++)
		if (str_is(by, ways[i].name))
			return (enum rollup_by)i;
	return ROLLUP_COUNTRY;
}

static struct rollup_ask
asked(const struct request *q)
{
	struct rollup_ask a = { .by = way_asked(q), .size = -1 };
	int64_t n;

	(void)id_read(request_arg(q, "organisation"), &a.organisation);
	(void)id_read(request_arg(q, "subject"), &a.subject);
	(void)id_read(request_arg(q, "dimension"), &a.dimension);
	a.without_organisation = str_is(request_arg(q, "organisation"), "-");
	a.region = request_arg(q, "region");
	a.state = request_arg(q, "state");
	a.cause = request_arg(q, "cause");
	a.kind = request_arg(q, "kind");
	if (str_int(request_arg(q, "size"), &n) && n >= 0 &&
	    n < ROLLUP_CLASSES)
		a.size = (int)n;
	return a;
}

static void
write_value(struct write *w, str v)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < v.n; i++)
		if ((v.p[i] >= 'a' && v.p[i] <= 'z') || (v.p[i] >= 'A' &&
		    v.p[i] <= 'Z') || (v.p[i] >= '0' && v.p[i] <= '9') ||
		    v.p[i] == '-' || v.p[i] == '_' || v.p[i] == '.')
			write_char(w, v.p[i]);
		else {
			write_char(w, '%');
			write_char(w, hex[(unsigned char)v.p[i] >> 4]);
			write_char(w, hex[(unsigned char)v.p[i] & 15]);
		}
}

struct set {                            /* a filter; value none: taken away */
	const char *name;
	str         value;
};

static str
value_of(const struct request *q, const char *filter, const struct set *set)
{
	for (; set != NULL && set->name != NULL; set++)
		if (str_is(str_of(filter), set->name))
			return set->value;
	return request_arg(q, filter);
}

/* The address with another way, and these filters set; set may be NULL and
 * ends with { NULL }. */
static str
address_with(struct ctx *c, const struct request *q, const char *by,
    const struct set *set)
{
	struct write w = write_new(c->arena, 4000);
	str v;
	int i;

	write_str(&w, q->path);
	write_format(&w, "?by=%s", by);
	for (i = 0; i < FILTERS; i++) {
		v = value_of(q, filters[i], set);
		if (str_none(v))
			continue;
		write_format(&w, "&%s=", filters[i]);
		write_value(&w, v);
	}
	return write_done(&w);
}

static str
address(struct ctx *c, const struct request *q, const char *by,
    const char *name, str value)
{
	const struct set set[] = { { name, value }, { NULL, { 0 } } };

	return address_with(c, q, by, set);
}

/* ---- what is shown ---- */

static void
figures_put(const struct rollup_row *r, struct node *row)
{
	node_count(row, "gaps", (int64_t)r->gaps);
	node_count(row, "open", (int64_t)r->open);
	node_count(row, "closed", (int64_t)r->closed);
	node_count(row, "known", (int64_t)r->known);
	node_real(row, "mean", r->mean, 2);
	node_real(row, "own", r->own, 2);
	node_count(row, "owns", (int64_t)r->owns);
	node_real(row, "people", r->people, 2);
	node_count(row, "persons", (int64_t)r->persons);
}

/* The gaps behind each number of a row. */
static void
gaps_behind(struct ctx *c, const struct request *q, enum rollup_by by, str key,
    struct node *row)
{
	static const struct {
		const char *name;
		struct set  also;
	} cell[] = {
		{ "gaps_href",   { NULL,    { 0 } } },
		{ "closed_href", { "state", { "closed", 6 } } },
		{ "own_href",    { "kind",  { "ORG", 3 } } },
		{ "people_href", { "kind",  { "IND", 3 } } },
	};
	struct set set[3] = { { ways[by].key, key } };
	size_t i, n = ways[by].key != NULL;

	for (i = 0; i < sizeof(cell) / sizeof(cell[0]); i++) {
		set[n] = cell[i].also;
		node_text(row, cell[i].name, address_with(c, q, "gap", set));
	}
}

static void
row_put(struct ctx *c, const struct request *q, enum rollup_by by,
    const struct rollup_row *r, struct node *row)
{
	const struct state *s;

	node_text(row, "key", r->key);
	node_text(row, "name", !str_none(r->name) ? r->name
	    : str_of(words_say(c->words, "Not said where")));
	figures_put(r, row);
	if (by == ROLLUP_GAP) {
		s = state_coded(&gap_machine, r->state);
		node_text(row, "href", str_print(c->arena, "/gap/%s",
		    str_z(c->arena, r->key)));
		node_real(row, "current", r->current, 2);
		node_real(row, "desired", r->desired, 2);
		node_z(row, "mark", str_is(r->state, "closed") ? "ok"
		    : "info");
		node_z(row, "says", s == NULL ? "" : words_say(c->words,
		    s->label));
		return;
	}
	node_text(row, "href", address(c, q, ways[ways[by].down].name,
	    ways[by].key, str_none(r->key) ? S("-") : r->key));
	gaps_behind(c, q, by, str_none(r->key) ? S("-") : r->key, row);
}

static void
rows_put(struct ctx *c, const struct request *q, const struct rollup *u,
    enum rollup_by by, struct node *out)
{
	size_t pages = (u->rows + PAGE - 1) / PAGE, i;
	size_t page = q->shape == HTML ? page_asked(q, pages) : 0;
	size_t from = page * PAGE, to = u->rows;

	if (q->shape == HTML && to > from + PAGE)
		to = from + PAGE;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++)
		row_put(c, q, by, &u->row[i], node_row(out, "rows"));
	node_count(out, "row_count", (int64_t)u->rows);
	pager_put(c, out, address(c, q, ways[by].name, NULL, (str){ 0 }),
	    page, from, to, u->rows);
}

static void
share_put(struct ctx *c, const struct request *q, const char *filter,
    str code, str name, size_t n, size_t of, struct node *out)
{
	struct node *row = node_row(out, "lines");

	node_text(row, "name", name);
	node_text(row, "code", code);
	node_count(row, "n", (int64_t)n);
	node_real(row, "percent", of > 0 ? 100.0 * (double)n / (double)of
	    : NAN, 0);
	node_text(row, "href", address(c, q, ways[way_asked(q)].name, filter,
	    str_none(code) ? S("-") : code));
}

static void
shares_put(struct ctx *c, const struct request *q, const struct rollup *u,
    struct node *out)
{
	struct node *o = node_row(out, "shares");
	const struct state *s;
	size_t i, all = u->all.gaps;

	node_z(o, "title", words_say(c->words, "By size"));
	for (i = 0; i < ROLLUP_CLASSES; i++)
		if (u->size[i] > 0)
			share_put(c, q, "size", str_print(c->arena, "%zu", i),
			    str_of(words_say(c->words, sizes[i])), u->size[i],
			    all, o);
	o = node_row(out, "shares");
	node_z(o, "title", words_say(c->words, "By cause"));
	for (i = 0; i < u->causes; i++)
		share_put(c, q, "cause", u->cause[i].code,
		    str_none(u->cause[i].code) ? str_of(words_say(c->words,
		    "Not said")) : choice_says(c, &gap_cause_codes,
		    u->cause[i].code), u->cause[i].n, all, o);
	o = node_row(out, "shares");
	node_z(o, "title", words_say(c->words, "By state"));
	for (i = 0; i < u->states; i++) {
		s = state_coded(&gap_machine, u->state[i].code);
		share_put(c, q, "state", u->state[i].code, s == NULL
		    ? u->state[i].code : str_of(words_say(c->words, s->label)),
		    u->state[i].n, all, o);
	}
}

static void
ways_put(struct ctx *c, const struct request *q, enum rollup_by by,
    struct node *out)
{
	struct node *row;
	int i;

	for (i = 0; i < ROLLUP_WAYS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", words_say(c->words, ways[i].says));
		node_text(row, "href", address(c, q, ways[i].name, NULL,
		    (str){ 0 }));
		node_bool(row, "here", by == (enum rollup_by)i);
	}
}

static str
shown(struct ctx *c, const char *filter, str v)
{
	const struct entity *e = entity_named(str_of(filter));
	const struct state *s;
	struct id id;
	int64_t n;

	if (str_is(v, "-"))
		return str_of(words_say(c->words, "Not said"));
	if (e == NULL && id_read(v, &id))
		return flow_name(c, &party_entity, id);
	if (e != NULL && id_read(v, &id))
		return flow_name(c, e, id);
	if (str_is(str_of(filter), "size") && str_int(v, &n) && n >= 0 &&
	    n < ROLLUP_CLASSES)
		return str_of(words_say(c->words, sizes[n]));
	if (str_is(str_of(filter), "cause"))
		return choice_says(c, &gap_cause_codes, v);
	if (str_is(str_of(filter), "kind"))
		return choice_says(c, &subject_type_codes, v);
	s = str_is(str_of(filter), "state") ? state_coded(&gap_machine, v)
	    : NULL;
	return s == NULL ? v : str_of(words_say(c->words, s->label));
}

static void
active_put(struct ctx *c, const struct request *q, enum rollup_by by,
    struct node *out)
{
	struct node *row;
	str v;
	int i;

	(void)node_list(out, "active");
	for (i = 0; i < FILTERS; i++) {
		v = request_arg(q, filters[i]);
		if (str_none(v))
			continue;
		row = node_row(out, "active");
		node_text(row, "text", shown(c, filters[i], v));
		node_text(row, "href", address(c, q, ways[by].name,
		    filters[i], (str){ 0 }));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct rollup_ask ask = asked(q);
	struct programme p;
	struct rollup *u;
	struct crumb up;

	(void)reply;
	if (!programme_named(c, q, &p) ||
	    !rollup_of(c, p.row.id, &ask, &u))
		return false;
	node_z(out, "title", words_say(c->words, "Gaps rolled up"));
	programme_put(c, &p, PHASE_GAPS, out);
	up = (struct crumb){ str_of(words_say(c->words,
	    phase_name(PHASE_GAPS))), str_print(c->arena, "%s/gaps",
	    str_z(c->arena, programme_href(c, &p))) };
	crumb_put(out, &up, 1);
	node_z(out, "by", words_say(c->words, ways[ask.by].says));
	node_bool(out, "of_gaps", ask.by == ROLLUP_GAP);
	node_bool(out, "none", u->all.gaps == 0);
	figures_put(&u->all, node_object(out, "all"));
	ways_put(c, q, ask.by, out);
	active_put(c, q, ask.by, out);
	shares_put(c, q, u, out);
	rows_put(c, q, u, ask.by, out);
	return true;
}

const struct page rollup_page = {
	.method = GET,
	.path   = "/programme/{id}/rollup",
	.about  = "Gaps by country, region, organisation, subject, "
	    "dimension, down to each: by, and filters of those names.",
	.view   = "rollup.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show,
};
