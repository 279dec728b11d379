/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The registration page of an event, for anybody who has its address; the
 * list of those that are public; and what became of a request. */
#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/register.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/options.h"
#include "web/passing.h"
#include "web/programme.h"

static const char *const fields[] = { "name", "sex", "organisation_name",
	"category", "email", "birth_year", "agree", NULL };

/* ---- the list ---- */

static bool
show_list(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct filter of = { field_named(&intake_entity, S("is_listed")), IS,
		S("yes") };
	struct ask ask = { .filters = &of, .n = 1, .limit = 200 };
	struct intake *k = NEWS(c->arena, struct intake, 200), open;
	struct ctx program = ctx_as_program(c);
	struct found *found;
	struct event v;
	struct node *row;
	size_t i, n = 0, shown = 0;

	(void)q;
	(void)r;
	node_z(out, "title", say(c, "Events to register for"));
	if (flow_list(&program, &intake_entity, &ask, &found)) {
		while (n < 200 && flow_next(found, c->arena, &k[n]))
			n++;
		(void)!flow_end(found);
	}
	c->errors = program.errors;
	if (errors_worst(&c->errors) != FINE)
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		if (!register_page(c, k[i].event, &open, &v)) {
			errors_clear(&c->errors);
			continue;
		}
		row = node_row(out, "rows");
		node_text(row, "name", text_in(c->arena, v.title, c->lang));
		node_text(row, "href", str_print(c->arena, "/join/%s",
		    id_text(c->arena, v.row.id).p));
		node_day(row, "from", v.start);
		node_day(row, "to", v.end);
		node_text(row, "venue", v.venue);
		shown++;
	}
	node_bool(out, "has_rows", shown > 0);
	return true;
}

const struct page join_list_page = {
	.method = GET,
	.path   = "/join",
	.about  = "Events that anybody may ask for a seat at.",
	.view   = "join_list.html",
	.run    = show_list,
};

/* ---- one event ---- */

static str
party_names(struct ctx *c, str refs)
{
	struct write w = write_new(c->arena, 4000);
	struct ctx program = ctx_as_program(c);
	struct id id;
	str one;

	while (str_cut(&refs, ';', &one)) {
		if (!id_read(str_trim(one), &id))
			continue;
		write_z(&w, w.n > 0 ? "; " : "");
		write_str(&w, flow_name(&program, &party_entity, id));
	}
	return w.n == 0 ? (str){ 0 } : write_done(&w);
}

static void
rule_put(struct ctx *c, const struct intake *k, struct node *out)
{
	struct node *o = node_object(out, "rule");
	struct ctx program = ctx_as_program(c);

	node_text(o, "sex", choice_says(c, &sex_codes, k->for_sex));
	node_text(o, "roles", k->for_categories);
	node_text(o, "organisations", party_names(c, k->for_organisations));
	if (k->born_from != INT64_MIN)
		node_count(o, "born_from", k->born_from);
	if (k->born_until != INT64_MIN)
		node_count(o, "born_until", k->born_until);
	if (!id_none(k->after_event))
		node_text(o, "after", flow_name(&program, &event_entity,
		    k->after_event));
	node_bool(out, "has_rule", !str_none(k->for_sex) ||
	    !str_none(k->for_categories) || !str_none(k->for_organisations) ||
	    k->born_from != INT64_MIN || k->born_until != INT64_MIN ||
	    !id_none(k->after_event));
	node_bool(out, "asks_birth", k->born_from != INT64_MIN ||
	    k->born_until != INT64_MIN);
	node_bool(out, "asks_role", !str_none(k->for_categories));
}

static bool
open_page(struct ctx *c, const struct request *q, struct intake *k,
    struct event *v)
{
	struct id id;

	if (!id_read(request_at(q, "id"), &id))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no registration at this address.");
	return register_page(c, id, k, v);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct enrolment *e;
	struct intake k;
	struct event v;
	size_t n;

	(void)r;
	if (!open_page(c, q, &k, &v) || (e = gather_of(c, &enrolment_entity,
	    "event", v.row.id, &n)) == NULL)
		return false;
	node_text(out, "title", text_in(c->arena, v.title, c->lang));
	node_text(out, "action", str_print(c->arena, "/join/%s",
	    id_text(c->arena, v.row.id).p));
	node_day(out, "from", v.start);
	node_day(out, "to", v.end);
	node_text(out, "times", v.times);
	node_text(out, "venue", v.venue);
	node_text(out, "welcome", text_in(c->arena, k.welcome, c->lang));
	node_text(out, "consent", text_in(c->arena, k.consent_text,
	    c->lang));
	node_bool(out, "is_full", v.capacity != INT64_MIN &&
	    (int64_t)n >= v.capacity);
	node_bool(out, "looks_first", k.looks_first == YES);
	rule_put(c, &k, out);
	wrong_put(q, fields, out);
	options_put(c, &sex_codes, "sexes", request_form(q, "sex"), out);
	return true;
}

const struct page join_page = {
	.method = GET,
	.path   = "/join/{id}",
	.about  = "The registration page of an event: who may come, "
	    "and a form.",
	.view   = "join.html",
	.run    = show,
};

static str
or_none(str said)
{
	return str_none(str_trim(said)) ? (str){ 0 } : str_trim(said);
}

static bool
read_form(struct ctx *c, const struct request *q, struct seat_request *s)
{
	str born = str_trim(request_form(q, "birth_year"));
	bool fine = true;

	row_blank(&seat_request_entity, s);
	s->name = or_none(request_form(q, "name"));
	s->sex = or_none(request_form(q, "sex"));
	s->organisation_name = or_none(request_form(q, "organisation_name"));
	s->post = or_none(request_form(q, "post"));
	s->category = or_none(request_form(q, "category"));
	s->email = or_none(request_form(q, "email"));
	s->phone = or_none(request_form(q, "phone"));
	s->note = or_none(request_form(q, "note"));
	s->language = str_of(c->lang);
	if (!str_none(born) && !str_int(born, &s->birth_year))
		fine = fail(&c->errors, INVALID, "birth_year",
		    "'%.*s' is no year such as 1990.", (int)born.n, born.p);
	if (!str_is(request_form(q, "agree"), "yes"))
		fine = fail(&c->errors, INVALID, "agree",
		    "Tick that you agree; without it we may not keep what you "
		    "wrote.");
	return fine;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct seat_request s;
	struct intake k;
	struct event v;
	bool fine;
	str key;

	(void)out;
	if (!open_page(c, q, &k, &v))
		return false;
	/* A field that no person sees: what fills it in is a program. */
	if (!str_none(request_form(q, "website"))) {
		r->go = S("/join");
		return true;
	}
	fine = read_form(c, q, &s);
	if (!register_ask(c, &k, &v, &s, q->address, &key) || !fine)
		return false;
	r->go = str_print(c->arena, "/seat/%s", key.p);
	return true;
}

const struct page join_post = {
	.method = POST,
	.path   = "/join/{id}",
	.about  = "Asks for a seat at an event; answers with the "
	    "request's own page.",
	.view   = "join.html",
	.flags  = NO_CSRF,
	.again  = &join_page,
	.run    = accept,
};

/* ---- what became of it ---- */

static bool
show_seat(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str key = request_at(q, "key");
	struct seat_request s;
	struct registration g;
	struct event v;
	struct write w = write_new(c->arena, 200);
	struct ctx program = ctx_as_program(c);
	size_t place;

	(void)r;
	if (!register_request(c, key, &s))
		return false;
	if (!flow_find(&program, &event_entity, s.event, &v)) {
		c->errors = program.errors;
		return false;
	}
	passing_speak(c, q, s.language);
	node_text(out, "title", text_in(c->arena, v.title, c->lang));
	node_text(out, "reference", s.reference);
	node_text(out, "name", s.name);
	node_bool(out, "is_open", str_is(s.state, "open"));
	node_bool(out, "is_refused", str_is(s.state, "refused"));
	node_text(out, "reason", s.reason);
	if (!str_is(s.state, "taken"))
		return true;
	if (!register_of(c, &v, s.person, &g) || !register_place(c, &g,
	    &place))
		return false;
	node_bool(out, "has_seat", str_is(g.state, "registered"));
	node_count(out, "place", place == 0 ? INT64_MIN : (int64_t)place);
	write_z(&w, "/mine/");
	html_url_part(&w, key);
	node_text(out, "mine", write_done(&w));
	return true;
}

const struct page seat_page = {
	.method = GET,
	.path   = "/seat/{key}",
	.about  = "What became of a request for a seat, by its link.",
	.view   = "seat.html",
	.flags  = LINK,
	.run    = show_seat,
};
