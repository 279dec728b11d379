/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reports to funders: begun, written, read as they will be, taken away. */
#include "base/arena.h"
#include "flow/donor.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/outline.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/books.h"
#include "model/machines.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

enum { HTML_MOST = 2 << 20 };

static const char *const marks[][2] = { { "draft", "none" },
	{ "submitted", "info" }, { "accepted", "ok" }, { "returned", "warn" } };

static void
state_put(struct ctx *c, str state, struct node *row)
{
	const struct state *s = state_coded(&donor_report_machine, state);
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_is(state, marks[i][0]))
			mark_put(c, row, marks[i][1], s == NULL ? "?" :
			    s->label);
}

static str
report_href(struct ctx *c, const struct programme *p, struct id id)
{
	return str_print(c->arena, "%s/report/%s", programme_href(c, p).p,
	    id_text(c->arena, id).p);
}

/* ---- all of a programme ---- */

static bool
list_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct donor_report *all;
	struct node *row;
	size_t i, n;

	all = every(c, &donor_report_entity, p->row.id, &n);
	if (all == NULL && errors_worst(&c->errors) != FINE)
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		row = node_row(out, "rows");
		node_text(row, "title", all[i].title);
		node_text(row, "href", report_href(c, p, all[i].row.id));
		if (!id_none(all[i].funder))
			node_text(row, "funder", flow_name(c,
			    &organisation_entity, all[i].funder));
		node_day(row, "from", all[i].starts_on);
		node_day(row, "to", all[i].ends_on);
		node_day(row, "due", all[i].due);
		state_put(c, all[i].state, row);
	}
	node_bool(out, "has_rows", n > 0);
	return true;
}

/* Where it is written if it was begun, else where one begins it. */
static str
owed_href(struct ctx *c, const struct programme *p,
    const struct grant_agreement *g, const struct grant_duty *d)
{
	struct id begun = donor_of_duty(c, d->row.id);
	const struct errors was = c->errors;
	struct donor_report r;
	bool there;

	c->errors = (struct errors){ c->arena, NULL, NULL, NULL };
	there = flow_find(c, &donor_report_entity, begun, &r);
	c->errors = was;
	if (there)
		return report_href(c, p, begun);
	return str_print(c->arena, "%s/report?funder=%s&due=%s#new",
	    programme_href(c, p).p, id_text(c->arena, g->funder).p,
	    day_text(c->arena, d->due).p);
}

/* Reports that agreements ask for and nobody has sent. */
static bool
owed_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct grant_agreement *g;
	struct grant_duty *d;
	struct node *row;
	size_t i, k, n, duties;

	(void)node_list(out, "owed");
	if (!ctx_may(c, &grant_duty_entity, SEE, p->row.id))
		return true;
	g = every(c, &grant_agreement_entity, p->row.id, &n);
	if (g == NULL && errors_worst(&c->errors) != FINE)
		return false;
	for (i = 0; i < n; i++) {
		d = every_by(c, &grant_duty_entity, "agreement", g[i].row.id,
		    &duties);
		for (k = 0; d != NULL && k < duties; k++) {
			if (!str_is(d[k].kind, "report") ||
			    d[k].done_on.n != 0)
				continue;
			row = node_row(out, "owed");
			node_text(row, "title", d[k].title);
			node_text(row, "funder", flow_name(c,
			    &organisation_entity, g[i].funder));
			node_day(row, "due", d[k].due);
			node_text(row, "href", owed_href(c, p, &g[i],
			    &d[k]));
		}
	}
	node_bool(out, "has_owed", node_find(out, S("owed"))->n > 0);
	return true;
}

static str
typed(const struct request *q, const char *name, str otherwise)
{
	str said = q->faults == NULL ? request_arg(q, name)
	    : request_form(q, name);

	return said.p == NULL ? otherwise : said;
}

static bool
funders_put(struct ctx *c, const struct programme *p, str chosen,
    struct node *out)
{
	struct outline *o;
	struct node *row;
	size_t i;

	if (!outline_of(c, p->row.id, &o))
		return false;
	(void)node_list(out, "funders");
	for (i = 0; i < o->funders; i++) {
		row = node_row(out, "funders");
		node_id(row, "id", o->funder[i]);
		node_text(row, "name", o->funder_name[i]);
		node_bool(row, "selected", str_same(chosen,
		    id_text(c->arena, o->funder[i])));
	}
	return true;
}

static void
error_put(const struct request *q, const char *field, const char *as,
    struct node *out)
{
	const char *says = q->faults == NULL ? NULL
	    : errors_text(q->faults, field);

	if (says != NULL)
		node_z(out, as, says);
}

static bool
form_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	struct node *o = node_object(out, "form");

	node_text(o, "title", typed(q, "title", (str){ 0 }));
	node_text(o, "starts_on", typed(q, "starts_on", day_text(c->arena,
	    p->start_actual)));
	node_text(o, "ends_on", typed(q, "ends_on", day_text(c->arena,
	    moment_day(c->now))));
	node_text(o, "due", typed(q, "due", (str){ 0 }));
	error_put(q, "title", "title_error", o);
	error_put(q, "starts_on", "from_error", o);
	error_put(q, "ends_on", "to_error", o);
	error_put(q, "due", "due_error", o);
	return funders_put(c, p, typed(q, "funder", (str){ 0 }), o);
}

static bool
show_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	programme_put(c, &p, PHASE_EVALUATE, out);
	node_z(out, "title", say(c, "Reports to funders"));
	node_text(out, "summary_href", str_print(c->arena, "%s/summary.pdf",
	    programme_href(c, &p).p));
	node_text(out, "action", str_print(c->arena, "%s/report",
	    programme_href(c, &p).p));
	node_bool(out, "may_add", ctx_may(c, &donor_report_entity, ADD,
	    p.row.id));
	return list_put(c, &p, out) && owed_put(c, &p, out) &&
	    form_put(c, q, &p, out);
}

const struct page reports_page = {
	.method = GET,
	.path   = "/programme/{id}/report",
	.about  = "A programme's reports to its funders, and those they ask "
	    "for.",
	.view   = "reports.html",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show_all,
};

/* ---- begun ---- */

static bool
day_field(struct ctx *c, const struct request *q, const char *name,
    struct day *into)
{
	str said = str_trim(request_form(q, name));

	return str_none(said) || day_read(said, into) || fail(&c->errors,
	    INVALID, name, "'%.*s' is no day; write 2024-01-31.",
	    (int)said.n, said.p);
}

static bool
accept_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str funder = str_trim(request_form(q, "funder"));
	struct donor_report d;
	struct programme p;
	bool fine;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	row_blank(&donor_report_entity, &d);
	d.programme = p.row.id;
	d.title = str_trim(request_form(q, "title"));
	d.language = str_of(c->lang);
	fine = day_field(c, q, "starts_on", &d.starts_on);
	fine &= day_field(c, q, "ends_on", &d.ends_on);
	fine &= day_field(c, q, "due", &d.due);
	if (!str_none(funder) && !id_read(funder, &d.funder))
		fine = fail(&c->errors, INVALID, "funder",
		    "There is no such organisation.");
	if (!fine || !flow_save(c, &donor_report_entity, &d))
		return false;
	r->go = report_href(c, &p, d.row.id);
	return true;
}

const struct page reports_post = {
	.method = POST,
	.path   = "/programme/{id}/report",
	.about  = "Begin a report: title, funder, starts_on, ends_on, due.",
	.of     = &donor_report_entity,
	.needs  = ADD,
	.again  = &reports_page,
	.run    = accept_new,
};

/* ---- one ---- */

static bool
find(struct ctx *c, const struct request *q, struct programme *p,
    struct donor_report *d)
{
	return programme_named(c, q, p) && flow_find_text(c,
	    &donor_report_entity, request_at(q, "report"), p->row.id, d);
}

static void
text_put(const struct request *q, struct node *o, const char *name, str kept)
{
	node_text(o, name, q->faults == NULL ? kept : request_form(q, name));
}

static str
chosen(struct ctx *c, const struct request *q)
{
	struct write w = write_new(c->arena, 100);
	const struct choice *k;

	for (k = report_form_codes.of; k->code != NULL; k++)
		if (str_is(request_form(q, str_print(c->arena, "as_%s",
		    k->code).p), "1"))
			write_format(&w, "%s%s", w.n > 0 ? ";" : "", k->code);
	return write_done(&w);
}

/* What goes along with the mail. */
static void
forms_put(struct ctx *c, const struct request *q,
    const struct donor_report *d, struct node *o)
{
	str kept = q->faults != NULL ? chosen(c, q) : str_none(d->send_as) ?
	    S("pdf") : d->send_as, rest, one;
	const struct choice *k;
	struct node *row;
	bool is;

	(void)node_list(o, "forms");
	for (k = report_form_codes.of; k->code != NULL; k++) {
		for (is = false, rest = kept; str_cut(&rest, ';', &one);)
			is = is || str_is(one, k->code);
		row = node_row(o, "forms");
		node_z(row, "code", k->code);
		node_z(row, "label", say(c, k->label));
		node_bool(row, "checked", is);
	}
}

static void
write_put(struct ctx *c, const struct request *q, const struct donor_report *d,
    struct node *out)
{
	struct node *o = node_object(out, "write");

	node_count(o, "revision", d->row.revision);
	text_put(q, o, "summary", d->summary);
	text_put(q, o, "failures", d->failures);
	text_put(q, o, "lessons", d->lessons);
	text_put(q, o, "asks", d->asks);
	text_put(q, o, "send_to", d->send_to);
	forms_put(c, q, d, o);
	text_put(q, o, "send_on", day_text(c->arena, d->send_on));
	error_put(q, "summary", "summary_error", o);
	error_put(q, "send_on", "send_error", o);
}

static void
moves_put(struct ctx *c, const struct donor_report *d, struct node *out)
{
	const struct move *m;
	struct node *row;

	(void)node_list(out, "moves");
	if (!flow_may(c, &donor_report_entity, d, EDIT))
		return;
	for (m = donor_report_machine.moves; m->from != NULL; m++) {
		if (!str_is(d->state, m->from))
			continue;
		row = node_row(out, "moves");
		node_z(row, "says", words_say(c->words, m->label));
		node_text(row, "href", str_print(c->arena, "%s/move?verb=%s",
		    entity_href(c, &donor_report_entity, d->row.id).p,
		    m->verb));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct write w = write_new(c->arena, HTML_MOST);
	const struct node *figures;
	struct donor_report d;
	struct programme p;
	struct doc *doc;
	bool open, moved;

	(void)r;
	if (!find(c, q, &p, &d) || !donor_figures(c, &d, &figures) ||
	    !donor_document(c, &d, figures, &doc) ||
	    !donor_moved(c, &d, &moved))
		return false;
	open = str_among(d.state, "draft returned");
	programme_put(c, &p, PHASE_EVALUATE, out);
	node_text(out, "title", d.title);
	node_text(out, "href", report_href(c, &p, d.row.id));
	node_text(out, "all_href", str_print(c->arena, "%s/report",
	    programme_href(c, &p).p));
	node_text(out, "row_href", entity_href(c, &donor_report_entity,
	    d.row.id));
	state_put(c, d.state, out);
	node_bool(out, "moved", moved);
	node_bool(out, "may_write", open && flow_may(c, &donor_report_entity,
	    &d, EDIT));
	node_bool(out, "is_open", q->faults != NULL || str_none(d.summary));
	crumb_put(out, (const struct crumb[]){ { str_of(say(c,
	    "Reports to funders")), str_print(c->arena, "%s/report",
	    programme_href(c, &p).p) } }, 1);
	if (!str_none(d.send_to))
		node_day(out, "send_on", d.send_on);
	node_moment(out, "sent_at", d.sent_at);
	if (d.edition > 1)
		node_count(out, "version", d.edition);
	moves_put(c, &d, out);
	write_put(c, q, &d, out);
	doc_html(doc, 1, &w);
	node_html(out, "document", write_done(&w));
	return true;
}

const struct page report_page = {
	.method = GET,
	.path   = "/programme/{id}/report/{report}",
	.about  = "A report to a funder, as it will be read.",
	.view   = "report.html",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
accept_text(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct donor_report d;
	struct programme p;
	int64_t revision;

	(void)out;
	if (!find(c, q, &p, &d))
		return false;
	if (str_int(request_form(q, "revision"), &revision))
		d.row.revision = revision;
	d.summary = str_trim(request_form(q, "summary"));
	d.failures = str_trim(request_form(q, "failures"));
	d.lessons = str_trim(request_form(q, "lessons"));
	d.asks = str_trim(request_form(q, "asks"));
	d.send_to = str_trim(request_form(q, "send_to"));
	d.send_as = chosen(c, q);
	d.send_on = (struct day){ 0 };
	if (!day_field(c, q, "send_on", &d.send_on) ||
	    !flow_save(c, &donor_report_entity, &d))
		return false;
	r->go = report_href(c, &p, d.row.id);
	return true;
}

const struct page report_post = {
	.method = POST,
	.path   = "/programme/{id}/report/{report}",
	.about  = "Write a report's sections: summary, failures, lessons, "
	    "asks.",
	.of     = &donor_report_entity,
	.needs  = EDIT,
	.again  = &report_page,
	.run    = accept_text,
};

/* ---- taken away ---- */

static bool
send_file(struct ctx *c, const struct request *q, const char *form,
    struct reply *r)
{
	struct mime_file f;
	struct donor_report d;
	struct programme p;

	if (!find(c, q, &p, &d) || !donor_made(c, &d, form, &f))
		return false;
	r->filename = f.name;
	r->raw = f.bytes;
	r->raw_type = f.type;
	return true;
}

static bool
show_pdf(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return send_file(c, q, "pdf", r);
}

static bool
show_docx(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return send_file(c, q, "docx", r);
}

static bool
show_book(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return send_file(c, q, "xlsx", r);
}

const struct page report_pdf_page = {
	.method = GET,
	.path   = "/programme/{id}/report/{report}/pdf",
	.about  = "A report to a funder as tagged PDF.",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show_pdf,
};

const struct page report_docx_page = {
	.method = GET,
	.path   = "/programme/{id}/report/{report}/docx",
	.about  = "The same for Word.",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show_docx,
};

const struct page report_book_page = {
	.method = GET,
	.path   = "/programme/{id}/report/{report}/workbook",
	.about  = "Its tables as a workbook, a sheet each.",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show_book,
};

static bool
show_summary(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct donor_report d;
	struct programme p;
	struct node *figures;
	struct doc *doc;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	row_blank(&donor_report_entity, &d);
	d.programme = p.row.id;
	d.language = str_of(c->lang);
	if (!donor_live(c, &d, &figures) ||
	    !donor_summary(c, &d, figures, &doc))
		return false;
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "%s-summary.pdf", str_z(c->arena,
	    p.code));
	return doc_pdf(doc, &r->raw, &c->errors);
}

const struct page summary_page = {
	.method = GET,
	.path   = "/programme/{id}/summary.pdf",
	.about  = "A programme on two pages, to print.",
	.of     = &donor_report_entity,
	.needs  = SEE,
	.run    = show_summary,
};
