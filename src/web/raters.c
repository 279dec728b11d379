/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who rates in a round: inviting them, their links, who has answered.  A
 * link is shown on the one page that made it and nowhere again.
 */
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/invite.h"
#include "format/csv.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/rounds.h"

enum { SHOWN = 150, CHOICES = 300, FEW = 60,
	LINKS_MOST = 8 << 20 };

/* ---- how many stand where ---- */

static const char *
mark_of(str status)
{
	static const struct { const char *status, *mark; } marks[] = {
		{ "invited", "none" }, { "started", "info" },
		{ "submitted", "ok" }, { "accepted", "ok" },
		{ "returned", "warn" }, { "declined", "bad" },
		{ "excluded", "bad" }, { NULL, NULL }
	};
	size_t i;

	for (i = 0; marks[i].status != NULL; i++)
		if (str_is(status, marks[i].status))
			return marks[i].mark;
	return "none";
}

static void
status_put(struct ctx *c, str status, struct node *row)
{
	const struct state *s = state_coded(&response_machine, status);
	struct node *is = node_object(row, "is");

	node_z(is, "mark", mark_of(status));
	node_z(is, "says", s == NULL ? NULL : say(c, s->label));
}

/* Each status with its number, in the order of the machine; 0 too. */
static bool
counts_put(struct ctx *c, const struct assessment_round *r, struct node *out,
    int64_t *all)
{
	const struct entity *e = &response_entity;
	const struct state *s;
	struct filter of[] = {
		{ field_named(e, S("round")), IS, id_text(c->arena,
		    r->row.id) },
		{ field_named(e, S("status")), IS, { 0 } } };
	struct ask ask = { .filters = of, .n = 2 };
	struct node *row;
	int64_t n;

	*all = 0;
	for (s = response_machine.states; s->code != NULL; s++) {
		of[1].value = str_of(s->code);
		if (!flow_count(c, e, &ask, &n))
			return false;
		*all += n;
		row = node_row(out, "counts");
		node_z(row, "name", say(c, s->label));
		node_count(row, "n", n);
		node_text(row, "href", str_print(c->arena,
		    "/response?round=%s&status=%s",
		    id_text(c->arena, r->row.id).p, s->code));
	}
	return true;
}

/* ---- the list ---- */

static void
line_put(struct ctx *c, const struct invite_line *l, bool may_key, str home,
    struct node *row)
{
	str status = l->response.status;
	bool waits = str_is(status, "invited") || str_is(status, "started") ||
	    str_is(status, "returned");
	str id = id_text(c->arena, l->response.row.id);

	node_text(row, "id", id);
	node_text(row, "subject", l->subject);
	node_text(row, "role", choice_says(c, &rater_role_codes,
	    l->response.rater_role));
	node_text(row, "rater", l->response.rater);
	node_text(row, "name", l->invitation.name);
	node_text(row, "contact", l->invitation.contact);
	node_moment(row, "opened_at", l->invitation.opened_at);
	node_moment(row, "submitted_at", l->response.submitted_at);
	node_bool(row, "is_late", l->response.late == YES);
	node_text(row, "href", entity_href(c, &response_entity,
	    l->response.row.id));
	status_put(c, status, row);
	node_bool(row, "waits", waits);
	node_bool(row, "is_invited", str_is(status, "invited"));
	if (waits && may_key)
		node_text(row, "key_href", str_print(c->arena,
		    "%.*s/key?sheet=%s", (int)home.n, home.p, id.p));
}

/* Those whose answers are out, to be written to. */
static str
contacts(struct ctx *c, const struct invite_line *l, size_t n)
{
	struct write w = write_new(c->arena, 1 << 20);
	size_t i;

	for (i = 0; i < n; i++) {
		if (str_none(l[i].invitation.contact) ||
		    (!str_is(l[i].response.status, "invited") &&
		    !str_is(l[i].response.status, "started") &&
		    !str_is(l[i].response.status, "returned")))
			continue;
		if (w.n > 0)
			write_z(&w, ", ");
		write_str(&w, l[i].invitation.contact);
	}
	return write_done(&w);
}

static bool
list_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct assessment_round *r, size_t all, bool may_key,
    struct node *out)
{
	size_t page = page_asked(q, (all + SHOWN - 1) / SHOWN);
	str home = rounds_href(c, p, r, ROUNDS_DESIGN);
	struct invite_line *l;
	size_t i, n;

	if (!invite_list(c, r, page * SHOWN, SHOWN, &l, &n))
		return false;
	pager_put(c, out, str_print(c->arena, "%s?x", str_z(c->arena,
	    rounds_href(c, p, r, ROUNDS_RATERS))), page, page * SHOWN,
	    page * SHOWN + n, all);
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++)
		line_put(c, &l[i], may_key, home, node_row(out, "rows"));
	node_text(out, "contacts", contacts(c, l, n));
	node_text(out, "reminder", str_print(c->arena, say(c,
	    "You were asked to answer an assessment of '%s'. It is open until "
	    "%s. Please use the personal link you were sent; what you have "
	    "answered so far is kept. If you have lost the link, ask for a new "
	    "one."), str_z(c->arena, text_in(c->arena, p->title, c->lang)),
	    day_text(c->arena, r->grace_until.n != 0 &&
	    r->due.n < moment_day(c->now).n ? r->grace_until : r->due).p));
	return true;
}

/* ---- the form ---- */

static bool
is_of_round(const struct assessment_round *r, str id)
{
	return str_none(r->subjects) ||
	    str_find(r->subjects, id) < r->subjects.n;
}

static bool
parties_put(struct ctx *c, const struct request *q,
    const struct assessment_round *r, str kind, const char *list,
    const char *name, struct node *out)
{
	const struct entity *e = &party_entity;
	struct filter of = { field_named(e, S("kind")), IS, kind };
	struct ask ask = { .filters = &of, .n = 1, .home = r->programme,
		.limit = CHOICES, .sort = field_named(e, S("code")) };
	struct found *found;
	struct party p;
	struct node *o;
	str id;

	(void)node_list(out, list);
	if (!ctx_may(c, e, SEE, r->programme))
		return true;
	if (!flow_list(c, e, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &p)) {
		id = id_text(c->arena, p.row.id);
		if (strcmp(list, "subjects") == 0 && !is_of_round(r, id))
			continue;
		o = node_row(out, list);
		node_text(o, "id", id);
		node_text(o, "code", p.code);
		node_text(o, "name", str_none(p.name) ? p.code : p.name);
		node_bool(o, "chosen", form_ticked(q, name, id));
	}
	return flow_end(found);
}

static bool
form_put(struct ctx *c, const struct request *q,
    const struct assessment_round *r, struct node *out)
{
	const struct choice *k;
	struct node *o;

	if (!parties_put(c, q, r, r->subject_type, "subjects", "subject",
	    out) || !parties_put(c, q, r, S("IND"), "people", "person", out))
		return false;
	for (k = rater_role_codes.of; k->code != NULL; k++) {
		o = node_row(out, "roles");
		node_z(o, "value", k->code);
		node_z(o, "label", say(c, k->label));
		node_bool(o, "chosen", form_ticked(q, "role", str_of(k->code)));
	}
	node_bool(out, "is_people", str_is(r->subject_type, "IND"));
	node_bool(out, "has_subjects", node_list(out, "subjects")->n > 0);
	node_bool(out, "are_many", node_list(out, "subjects")->n > FEW);
	node_bool(out, "has_people", node_list(out, "people")->n > 0);
	node_text(out, "subjects_href", entity_list_href(c, &party_entity,
	    NULL));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;
	bool open, may_key;
	int64_t all;

	(void)reply;
	if (!rounds_named(c, q, &p, &r) ||
	    !rounds_put(c, &p, &r, ROUNDS_RATERS, out))
		return false;
	open = str_is(r.state, "open") || str_is(r.state, "grace");
	may_key = open && ctx_may(c, &response_entity, ADD, p.row.id);
	node_text(out, "action", rounds_href(c, &p, &r, ROUNDS_RATERS));
	node_text(out, "home", rounds_href(c, &p, &r, ROUNDS_DESIGN));
	node_bool(out, "may_invite", (open || str_is(r.state, "design")) &&
	    ctx_may(c, &invitation_entity, ADD, p.row.id));
	node_bool(out, "may_key", may_key);
	node_bool(out, "is_open", open);
	node_text(out, "all_href", str_print(c->arena, "/response?round=%s",
	    id_text(c->arena, r.row.id).p));
	if (!ctx_may(c, &response_entity, SEE, p.row.id))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you see who rates in this round.");
	if (!counts_put(c, &r, out, &all) ||
	    !list_put(c, q, &p, &r, (size_t)all, may_key, out))
		return false;
	node_count(out, "all", all);
	node_bool(out, "is_empty", all == 0);
	node_bool(out, "is_cut", all > SHOWN);
	return form_put(c, q, &r, out);
}

/* ---- links, shown once ---- */

static str
link_of(struct ctx *c, const struct request *q, str key)
{
	return str_print(c->arena, "%s/sheet/%.*s", site_address(c, q).p,
	    (int)key.n, key.p);
}

static str
message(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, const struct invite_line *l, str link)
{
	const char *title = str_z(c->arena, text_in(c->arena, p->title,
	    c->lang));

	return str_print(c->arena, say(c, "For the programme '%s' you are "
	    "asked to rate: %s. No account is needed, a phone will do, and you "
	    "can stop and come back. Your personal link, for nobody else: %s "
	    "Please answer by %s."), title, str_z(c->arena, l->subject),
	    link.p, day_text(c->arena, r->due).p);
}

static void
csv_line(struct ctx *c, struct write *w, const struct invite_line *l, str link,
    str due, str text)
{
	csv_write_field(w, l->response.rater, true);
	csv_write_field(w, l->invitation.name, false);
	csv_write_field(w, l->invitation.contact, false);
	csv_write_field(w, l->invitation.language, false);
	csv_write_field(w, l->subject, false);
	csv_write_field(w, choice_says(c, &rater_role_codes,
	    l->response.rater_role), false);
	csv_write_field(w, link, false);
	csv_write_field(w, due, false);
	csv_write_field(w, text, false);
	csv_end_row(w);
}

/* As an address of its own, so that no second copy is ever asked for. */
static str
as_address(struct ctx *c, str csv)
{
	struct write w = write_new(c->arena, LINKS_MOST);

	write_z(&w, "data:text/csv;charset=utf-8,");
	html_url_part(&w, csv);
	return w.over ? (str){ 0 } : write_done(&w);
}

static void
links_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct assessment_round *r, const struct invite_line *l, size_t n,
    struct node *out)
{
	struct write w = write_new(c->arena, LINKS_MOST / 3);
	str due = day_text(c->arena, r->due), link, text;
	struct node *row;
	size_t i;

	write_z(&w, "\xef\xbb\xbf" "code,name,contact,language,subject,role,"
	    "link,due,message\n");
	(void)node_list(out, "links");
	for (i = 0; i < n; i++) {
		link = link_of(c, q, l[i].key);
		text = message(c, p, r, &l[i], link);
		csv_line(c, &w, &l[i], link, due, text);
		row = node_row(out, "links");
		node_text(row, "rater", l[i].response.rater);
		node_text(row, "name", l[i].invitation.name);
		node_text(row, "contact", l[i].invitation.contact);
		node_text(row, "subject", l[i].subject);
		node_text(row, "role", choice_says(c, &rater_role_codes,
		    l[i].response.rater_role));
		node_text(row, "link", link);
		node_text(row, "message", text);
	}
	node_count(out, "n_links", (int64_t)n);
	node_bool(out, "has_links", n > 0);
	node_text(out, "csv", as_address(c, write_done(&w)));
	node_text(out, "csv_name", str_print(c->arena, "links-%.*s.csv",
	    (int)r->code.n, r->code.p));
}

/* ---- what is sent ---- */

struct chosen {
	struct id           *subject;
	size_t               subjects;
	struct invite_rater *rater;
	size_t               raters;
};

static bool
subject_coded(struct ctx *c, const struct assessment_round *r, str code,
    struct id *id)
{
	struct party p;

	if (!flow_find_text(c, &party_entity, code, r->programme, &p)) {
		errors_clear(&c->errors);
		return fail(&c->errors, INVALID, "codes",
		    "Nobody in this programme has the code '%.*s'.",
		    (int)code.n, code.p);
	}
	*id = p.row.id;
	return true;
}

static bool
read_subjects(struct ctx *c, const struct request *q,
    const struct assessment_round *r, struct chosen *w)
{
	str rest = request_form(q, "codes"), one;
	size_t i;

	w->subject = NEWS(c->arena, struct id, q->n_form + rest.n + 1);
	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "subject") &&
		    id_read(q->form[i].value, &w->subject[w->subjects]))
			w->subjects++;
	while (str_cut(&rest, ';', &one)) {
		one = str_trim(one);
		if (str_none(one))
			continue;
		if (!subject_coded(c, r, one, &w->subject[w->subjects]))
			return false;
		w->subjects++;
	}
	return true;
}

static bool
read_nameless(struct ctx *c, const struct request *q, int64_t *n)
{
	str said = str_trim(request_form(q, "nameless"));

	*n = 0;
	if (str_none(said))
		return true;
	return (str_int(said, n) && *n >= 0 && *n <= INVITE_MOST) ||
	    fail(&c->errors, INVALID, "nameless",
	    "How many raters without a name: a whole number from 0 to %d.",
	    INVITE_MOST);
}

static bool
read_raters(struct ctx *c, const struct request *q, struct chosen *w)
{
	struct invite_rater *lines;
	int64_t nameless;
	size_t i, n;
	struct id id;

	if (!invite_read(c, request_form(q, "raters"), &lines, &n) ||
	    !read_nameless(c, q, &nameless))
		return false;
	w->rater = NEWS(c->arena, struct invite_rater,
	    n + q->n_form + (size_t)nameless + 1);
	for (i = 0; i < n; i++)
		w->rater[w->raters++] = lines[i];
	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "person") &&
		    id_read(q->form[i].value, &id))
			w->rater[w->raters++].person = id;
	w->raters += (size_t)nameless;
	return true;
}

/* Who is taken from the register is written to as it says there. */
static bool
look_up(struct ctx *c, struct invite_rater *r)
{
	struct person p;

	if (id_none(r->person))
		return true;
	if (!flow_find(c, &person_entity, r->person, &p))
		return false;
	r->name = str_none(p.name) ? p.code : p.name;
	r->contact = str_none(p.email) ? p.phone : p.email;
	return true;
}

/* Each of the persons rates himself. */
static bool
invite_selves(struct ctx *c, const struct assessment_round *r,
    const struct chosen *w, struct invite_line **out, size_t *n, size_t *there)
{
	struct invite_line *all = NEWS(c->arena, struct invite_line,
	    w->subjects + 1), *one;
	struct invite_rater me = { .name = { 0 } };
	size_t i, found, known;

	*out = all;
	for (i = 0; i < w->subjects; i++) {
		me = (struct invite_rater){ .person = w->subject[i] };
		if (!look_up(c, &me) || !invite_add(c, r, &w->subject[i], 1,
		    S("self"), &me, 1, &one, &found, &known))
			return false;
		*there += known;
		if (found > 0)
			all[(*n)++] = one[0];
	}
	return true;
}

static bool
invite(struct ctx *c, const struct request *q,
    const struct assessment_round *r, struct invite_line **l, size_t *n,
    size_t *there)
{
	str role = request_form(q, "role");
	struct chosen w = { .subject = NULL };
	bool fine = read_subjects(c, q, r, &w);
	size_t i;

	fine = read_raters(c, q, &w) && fine;
	if (!fine)
		return false;
	if (w.raters == 0 && w.subjects > 0 && str_is(role, "self") &&
	    str_is(r->subject_type, "IND"))
		return invite_selves(c, r, &w, l, n, there);
	for (i = 0; i < w.raters; i++)
		if (!look_up(c, &w.rater[i]))
			return false;
	return invite_add(c, r, w.subject, w.subjects, role, w.rater, w.raters,
	    l, n, there);
}

static bool
id_said(struct ctx *c, const struct request *q, const char *name,
    struct id *id)
{
	return id_read(request_form(q, name), id) || fail(&c->errors, INVALID,
	    NULL, "Which sheet is meant was not sent.");
}

/* What one of the buttons of the list does; no links are shown then. */
static bool
mend(struct ctx *c, const struct request *q, const struct assessment_round *r,
    bool *done)
{
	struct id id;

	*done = true;
	if (request_form(q, "end").p != NULL)
		return id_said(c, q, "end", &id) && invite_end(c, r, id);
	if (request_form(q, "withdraw").p != NULL)
		return id_said(c, q, "withdraw", &id) &&
		    invite_withdraw(c, r, id);
	*done = false;
	return true;
}

static bool
make_links(struct ctx *c, const struct request *q,
    const struct assessment_round *r, struct invite_line **l, size_t *n,
    size_t *there)
{
	struct id id;

	if (request_form(q, "all").p != NULL)
		return invite_links(c, r, l, n);
	if (request_form(q, "link").p == NULL)
		return invite(c, q, r, l, n, there);
	*l = NEW(c->arena, struct invite_line);
	*n = 1;
	return id_said(c, q, "link", &id) && invite_link(c, r, id, *l);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct invite_line *l = NULL;
	struct programme p;
	bool by_mail = str_is(request_form(q, "by"), "mail"), done;
	size_t n = 0, there = 0, sent = 0;

	if (!rounds_named(c, q, &p, &r) || !mend(c, q, &r, &done))
		return false;
	if (done) {
		reply->go = rounds_href(c, &p, &r, ROUNDS_RATERS);
		return true;
	}
	if (!make_links(c, q, &r, &l, &n, &there) || (by_mail && !invite_mail(
	    c, site_address(c, q), &r, l, &n, &sent)) ||
	    !rounds_put(c, &p, &r, ROUNDS_RATERS, out))
		return false;
	if (by_mail)
		node_count(out, "sent", (int64_t)sent);
	links_put(c, q, &p, &r, l, n, out);
	node_count(out, "there", (int64_t)there);
	node_bool(out, "some_there", there > 0);
	node_text(out, "action", rounds_href(c, &p, &r, ROUNDS_RATERS));
	node_text(out, "home", rounds_href(c, &p, &r, ROUNDS_DESIGN));
	reply->view = "links.html";
	return true;
}

const struct page raters_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/raters",
	.about  = "Who rates in a round, who has answered, and a form to "
	          "invite more.",
	.view   = "raters.html",
	.of     = &response_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page raters_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/raters",
	.about  = "Invites raters, makes or ends links, withdraws; the links "
	          "that it makes are in the answer and nowhere again; with "
	          "'by' mail they go to those who have an address.",
	.view   = "links.html",
	.of     = &invitation_entity,
	.needs  = ADD,
	.again  = &raters_page,
	.run    = accept,
};
