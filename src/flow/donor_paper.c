/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A report to a funder as a document, as a workbook, and on its way. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/write.h"
#include "flow/donor_in.h"
#include "flow/find.h"
#include "flow/letter.h"
#include "flow/mail.h"
#include "format/book.h"
#include "format/json.h"
#include "format/local.h"
#include "format/markdown.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/store.h"

static const char *
say(const struct donor_paper *p, const char *english)
{
	return words_say(p->words, english);
}

str
donor_say(const struct donor_paper *p, const char *english)
{
	return str_of(say(p, english));
}

/* ---- figures as the report's language writes them ---- */

str
donor_real(const struct donor_paper *p, double x, int decimals)
{
	struct write w = write_new(p->c->arena, 100);

	if (p->local != NULL && !isnan(x))
		local_real(p->local, &w, x, decimals);
	return write_done(&w);
}

static str
number(const struct donor_paper *p, const struct node *row, const char *name,
    int decimals)
{
	double x = json_number(row, name);
	str words = json_text(row, name);

	if (!str_none(words))           /* not told as a number */
		return words;
	/* A whole number is told without decimals. */
	return donor_real(p, x, decimals >= 0 ? decimals :
	    x == floor(x) ? 0 : 2);
}

static str
count(const struct donor_paper *p, const struct node *row, const char *name)
{
	return number(p, row, name, 0);
}

str
donor_interval(const struct donor_paper *p, const struct node *row,
    const char *low, const char *high)
{
	double lo = json_number(row, low), hi = json_number(row, high);

	return isnan(lo) || isnan(hi) ? (str){ 0 } : str_print(p->c->arena,
	    say(p, "%s to %s"), donor_real(p, lo, 2).p, donor_real(p, hi, 2).p);
}

str
donor_level(const struct donor_paper *p, const struct node *row)
{
	str level = json_text(row, "level");

	return str_print(p->c->arena, "%.*s: %s", (int)level.n, level.p,
	    str_z(p->c->arena, json_text(row, "title")));
}

static str
day(const struct donor_paper *p, struct day d)
{
	struct write w = write_new(p->c->arena, 100);

	if (p->local != NULL)
		local_day_long(p->local, &w, d);
	return write_done(&w);
}

/* ---- parts ---- */

static bool
narrative(struct donor_paper *p, const char *heading, str text)
{
	if (str_none(text))
		return true;
	doc_heading(p->d, 1, donor_say(p, heading));
	return markdown_read(p->d, text, 1, NULL, &p->c->errors);
}

static void
fact(struct donor_paper *p, const char *label, str value)
{
	if (value.n > 0)
		doc_fact(p->d, donor_say(p, label), value);
}

static void
facts(struct donor_paper *p)
{
	const struct node *f = node_find(p->f, S("facts"));
	str currency = json_text(p->f, "currency"), gaps;
	double n = json_number(f, "gaps"), closed = json_number(f, "closed");

	gaps = n > 0 ? str_print(p->c->arena, say(p, "%s of %s"),
	    donor_real(p, closed, 0).p, donor_real(p, n, 0).p) : (str){ 0 };
	fact(p, "Gaps closed", gaps);
	fact(p, "Change of the mean level", number(p, f, "change", 2));
	fact(p, "Effect size (Hedges g)", number(p, f, "effect", 2));
	fact(p, "People trained", count(p, f, "people"));
	fact(p, "of them women", count(p, f, "women"));
	if (!isnan(json_number(f, "spent")))
		fact(p, "Spent", str_print(p->c->arena, "%s %.*s",
		    number(p, f, "spent", 0).p, (int)currency.n, currency.p));
	if (!isnan(json_number(f, "budget")))
		fact(p, "Budget", str_print(p->c->arena, "%s %.*s",
		    number(p, f, "budget", 0).p, (int)currency.n,
		    currency.p));
}

static void
results(struct donor_paper *p)
{
	const struct doc_column column[] = {
		{ donor_say(p, "Indicator"), false, 3 },
		{ donor_say(p, "Unit"), false, 1 }, { donor_say(p, "Baseline"), true, 1 },
		{ donor_say(p, "Target"), true, 1 }, { donor_say(p, "Now"), true, 1 },
		{ S("%"), true, 0.7 } };
	const struct node *row = json_first(p->f, "results");
	str cells[6];

	doc_heading(p->d, 1, donor_say(p, "Results"));
	if (row == NULL) {
		doc_say(p->d, donor_say(p, "No indicator has been set."));
		return;
	}
	if (!p->brief)
		donor_chart_results(p);
	doc_table(p->d, donor_say(p, "Indicators against baseline and target"),
	    column, 6);
	for (; row != NULL; row = row->next) {
		cells[0] = json_text(row, "name");
		cells[1] = json_text(row, "unit");
		cells[2] = number(p, row, "baseline", -1);
		cells[3] = number(p, row, "target", -1);
		cells[4] = number(p, row, "now", -1);
		cells[5] = number(p, row, "percent", 0);
		doc_row(p->d, cells);
	}
}

static void
groups(struct donor_paper *p)
{
	const struct doc_column column[] = {
		{ donor_say(p, "Indicator"), false, 3 },
		{ donor_say(p, "Group"), false, 1.5 },
		{ donor_say(p, "Value"), true, 1 }, { donor_say(p, "Period"), false, 1 } };
	const struct node *row = json_first(p->f, "groups");
	str cells[4];

	if (row == NULL)
		return;
	doc_table(p->d, donor_say(p, "Values by group"), column, 4);
	for (; row != NULL; row = row->next) {
		cells[0] = json_text(row, "name");
		cells[1] = json_text(row, "group");
		cells[2] = number(p, row, "value", -1);
		cells[3] = json_text(row, "period");
		doc_row(p->d, cells);
	}
}

static void
changes(struct donor_paper *p)
{
	const struct doc_column column[] = {
		{ donor_say(p, "Dimension"), false, 3 },
		{ S("n"), true, 0.6 }, { donor_say(p, "Before"), true, 1 },
		{ donor_say(p, "After"), true, 1 }, { donor_say(p, "Change"), true, 1 },
		{ donor_say(p, "95% interval"), false, 1.6 },
		{ donor_say(p, "Hedges g"), true, 1 } };
	const struct node *row = json_first(p->f, "changes");
	str cells[7];

	doc_heading(p->d, 1, donor_say(p, "What changed"));
	if (row == NULL) {
		doc_say(p->d, donor_say(p, "Nothing was measured twice yet."));
		return;
	}
	donor_chart_changes(p);
	if (!p->brief)
		donor_chart_effects(p);
	doc_table(p->d, donor_say(p, "Before and after, by dimension"),
	    column, 7);
	for (; row != NULL; row = row->next) {
		if (p->brief && !json_bool(row, "whole", false))
			continue;
		cells[0] = donor_level(p, row);
		cells[1] = count(p, row, "n");
		cells[2] = number(p, row, "before", 2);
		cells[3] = number(p, row, "after", 2);
		cells[4] = number(p, row, "change", 2);
		cells[5] = donor_interval(p, row, "low", "high");
		cells[6] = number(p, row, "effect", 2);
		doc_row(p->d, cells);
	}
}

static void
money(struct donor_paper *p, bool own)
{
	const struct doc_column column[] = {
		{ donor_say(p, "Budget line"), false, 3 },
		{ donor_say(p, "Budget"), true, 1.2 }, { donor_say(p, "Spent"), true, 1.2 },
		{ S("%"), true, 0.6 }, { donor_say(p, "Your budget"), true, 1.2 },
		{ donor_say(p, "Your share spent"), true, 1.2 } };
	const struct node *row = json_first(p->f, "money");
	str currency = json_text(p->f, "currency"), cells[6];

	doc_heading(p->d, 1, donor_say(p, "Money"));
	if (row == NULL) {
		doc_say(p->d, donor_say(p, "There is no budget yet."));
		return;
	}
	if (!p->brief)
		donor_chart_money(p);
	doc_table(p->d, str_print(p->c->arena, say(p,
	    "Budget and spend by line, %s"), str_z(p->c->arena, currency)),
	    column, own ? 6 : 4);
	for (; row != NULL; row = row->next) {
		cells[0] = json_text(row, "says");
		cells[1] = number(p, row, "budget", 0);
		cells[2] = number(p, row, "spent", 0);
		cells[3] = number(p, row, "percent", 0);
		cells[4] = number(p, row, "own_budget", 0);
		cells[5] = number(p, row, "own_spent", 0);
		doc_row(p->d, cells);
	}
}

static bool
lessons(struct donor_paper *p)
{
	const struct node *row = json_first(p->f, "lessons");

	if (str_none(p->r->lessons) && row == NULL)
		return true;
	doc_heading(p->d, 1, donor_say(p, "What we learnt"));
	if (!str_none(p->r->lessons) && !markdown_read(p->d, p->r->lessons, 1,
	    NULL, &p->c->errors))
		return false;
	for (; row != NULL; row = row->next) {
		doc_item(p->d, 1, false, false);
		(void)doc_run(p->d, DOC_BOLD, json_text(row, "title"));
		if (!str_none(json_text(row, "text")))
			(void)doc_run(p->d, 0, str_print(p->c->arena, ": %s",
			    str_z(p->c->arena, json_text(row, "text"))));
	}
	return true;
}

/* ---- the whole ---- */

static str
language(const struct ctx *c, const struct donor_report *r)
{
	return str_none(r->language) ? str_of(c->lang) : r->language;
}

static struct donor_paper
paper_new(struct ctx *c, const struct donor_report *r, const struct node *f,
    str title)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	str lang = language(c, r);
	struct donor_paper p = { c, r, f, words_named(lang),
		local_open(str_z(c->arena, lang), &quiet),
		doc_new(c->arena, title, lang) };

	p.d->date = str_none(r->figures) ? moment_day(c->now) :
	    r->submitted_on;
	return p;
}

static void
head(struct donor_paper *p)
{
	str title = p->r->title;
	str period = str_print(p->c->arena, say(p, "%s to %s"),
	    day(p, p->r->starts_on).p, day(p, p->r->ends_on).p);

	doc_heading(p->d, 0, json_text(p->f, "programme"));
	doc_text(p->d, 0);
	(void)doc_run(p->d, DOC_BOLD, id_none(p->r->funder) ? title :
	    str_print(p->c->arena, say(p, "%s to %s"), str_z(p->c->arena,
	    title), flow_name(p->c, &organisation_entity,
	    p->r->funder).p));
	(void)doc_run(p->d, 0, str_print(p->c->arena, ", %s", period.p));
}

bool
donor_document(struct ctx *c, const struct donor_report *r,
    const struct node *figures, struct doc **out)
{
	struct donor_paper p = paper_new(c, r, figures, r->title);
	bool fine;

	head(&p);
	fine = narrative(&p, "In one page", r->summary);
	facts(&p);
	results(&p);
	groups(&p);
	changes(&p);
	fine = fine && narrative(&p, "What did not work", r->failures);
	money(&p, !id_none(r->funder));
	fine = fine && lessons(&p) &&
	    narrative(&p, "What we ask for", r->asks);
	doc_rule(p.d);
	doc_say(p.d, str_none(r->figures) ? donor_say(&p,
	    "A draft: its figures still follow the rows.") : str_print(
	    c->arena, say(&p, "Figures as submitted on %s."),
	    day(&p, r->submitted_on).p));
	local_close(p.local);
	*out = p.d;
	return fine;
}

bool
donor_summary(struct ctx *c, const struct donor_report *r,
    const struct node *figures, struct doc **out)
{
	struct donor_paper p = paper_new(c, r, figures, json_text(figures,
	    "programme"));

	p.brief = true;
	doc_heading(p.d, 0, json_text(figures, "programme"));
	doc_say(p.d, str_print(c->arena, say(&p, "As of %s."),
	    day(&p, moment_day(c->now)).p));
	facts(&p);
	results(&p);
	doc_page(p.d);
	changes(&p);
	money(&p, false);
	local_close(p.local);
	*out = p.d;
	return true;
}

bool
donor_book(struct ctx *c, const struct donor_report *r, const struct node *f,
    str *bytes)
{
	const struct words *words = words_named(language(c, r));
#define W(s) words_say(words, s)
	const struct book_column result[] = { { "code", W("Code") },
		{ "name", W("Indicator") }, { "unit", W("Unit") },
		{ "baseline", W("Baseline") }, { "target", W("Target") },
		{ "target_period", W("Period of the target") },
		{ "now", W("Now") }, { "percent", "%" }, { 0 } };
	const struct book_column group[] = { { "code", W("Code") },
		{ "name", W("Indicator") }, { "group", W("Group") },
		{ "stratum", W("Group (code)") }, { "value", W("Value") },
		{ "period", W("Period") }, { 0 } };
	const struct book_column change[] = { { "level", W("Level") },
		{ "title", W("Dimension") }, { "n", "n" },
		{ "before", W("Before") }, { "after", W("After") },
		{ "change", W("Change") }, { "low", W("Low") },
		{ "high", W("High") }, { "effect", W("Hedges g") },
		{ "effect_low", W("g low") }, { "effect_high", W("g high") },
		{ 0 } };
	const struct book_column line[] = { { "says", W("Budget line") },
		{ "budget", W("Budget") }, { "spent", W("Spent") },
		{ "percent", "%" }, { "own_budget", W("Your budget") },
		{ "own_spent", W("Your share spent") }, { 0 } };
#undef W
	const struct book_sheet sheets[] = {
		{ words_say(words, "Results"), result,
		    node_find(f, S("results")) },
		{ words_say(words, "By group"), group,
		    node_find(f, S("groups")) },
		{ words_say(words, "What changed"), change,
		    node_find(f, S("changes")) },
		{ words_say(words, "Money"), line,
		    node_find(f, S("money")) },
	};

	return book_write(c->arena, sheets, 4, bytes, &c->errors);
}

/* ---- on its way ---- */

static bool
send_one(struct ctx *c, struct donor_report *r)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };
	str rest = r->send_to, one, path;
	struct mail_to to;
	struct letter l;
	bool queued;

	path = str_print(c->arena, "/donor_report/%s", id_text(c->arena,
	    r->row.id).p);
	while (str_cut(&rest, '\n', &one)) {
		struct mail_new m = { .kind = "notice",
			.programme = r->programme,
			.entity = &donor_report_entity, .row = r->row.id,
			.subject = r->title };

		one = str_trim(one);
		if (!mail_is_address(one))
			continue;
		to = mail_to_address(c, one, (str){ 0 }, r->language);
		l = letter_new(c);
		letter_say(&l, str_of(words_say(to.words, "The report is "
		    "submitted. The link opens it for who has an account.")));
		if (r->edition > 1)
			letter_say(&l, str_print(c->arena, words_say(to.words,
			    "This is version %lld; it takes the place of the "
			    "one before."), (long long)r->edition));
		letter_link(&l, r->title, mail_link(c, path));
		letter_done(&l, &m);
		if (!mail_queue(c, &to, &m, &queued))
			return false;
	}
	r->sent_at = c->now;
	return store_put(c->store, &donor_report_entity, r, &by, &c->errors);
}

enum { SENT_AT_ONCE = 20, FILE_MOST = 4 << 20 };

static bool
goes_to(const struct donor_report *r, str address)
{
	str rest = r->send_to, one;

	while (str_cut(&rest, '\n', &one))
		if (str_same_nocase(str_trim(one), address))
			return true;
	return false;
}

/* The code of the programme, as a name of a file may hold it. */
static bool
file_stem(struct ctx *c, const struct donor_report *r, str *stem)
{
	struct programme p;
	size_t i;

	if (!store_find(c->store, &programme_entity, r->programme, c->arena,
	    &p, &c->errors))
		return false;
	*stem = str_part(p.code, 0, 40);
	for (i = 0; i < stem->n; i++)
		if (!isalnum((unsigned char)stem->p[i]) && stem->p[i] != '-')
			stem->n = i;
	return true;
}

bool
donor_made(struct ctx *c, const struct donor_report *r, const char *form,
    struct mime_file *f)
{
	static const char office[] = "application/vnd.openxmlformats-"
	    "officedocument.";
	const struct node *figures;
	struct doc *doc;
	bool fine;
	str stem;

	if (!donor_figures(c, r, &figures) || !file_stem(c, r, &stem))
		return false;
	f->name = str_print(c->arena, "%.*s%sreport.%s", (int)stem.n, stem.p,
	    stem.n > 0 ? "-" : "", form);
	if (strcmp(form, "xlsx") == 0) {
		f->type = str_print(c->arena, "%sspreadsheetml.sheet", office);
		return donor_book(c, r, figures, &f->bytes);
	}
	if (!donor_document(c, r, figures, &doc))
		return false;
	if (strcmp(form, "docx") == 0) {
		f->type = str_print(c->arena, "%swordprocessingml.document",
		    office);
		fine = doc_docx(doc, &f->bytes, &c->errors);
	} else {
		f->type = S("application/pdf");
		fine = doc_pdf(doc, &f->bytes, &c->errors);
	}
	return fine;
}

static size_t
make_files(struct ctx *c, const struct donor_report *r,
    struct mime_file f[DONOR_FILES])
{
	str asked = str_none(r->send_as) ? S("pdf") : r->send_as, one;
	size_t n = 0, all = 0;
	const struct choice *k;

	for (k = report_form_codes.of; k->code != NULL; k++) {
		str rest = asked;

		while (str_cut(&rest, ';', &one))
			if (str_is(str_trim(one), k->code) && n < DONOR_FILES &&
			    donor_made(c, r, k->code, &f[n]) &&
			    all + f[n].bytes.n <= FILE_MOST)
				all += f[n++].bytes.n;
	}
	return n;
}

size_t
donor_files(struct ctx *c, str row, str address,
    struct mime_file f[DONOR_FILES])
{
	const struct errors was = c->errors;
	struct donor_report r;
	struct id id;
	size_t n = 0;

	c->errors = (struct errors){ c->arena, NULL, NULL, NULL };
	if (id_read(row, &id) && store_find(c->store, &donor_report_entity,
	    id, c->arena, &r, &c->errors) &&
	    str_among(r.state, "submitted accepted") && goes_to(&r, address))
		n = make_files(c, &r, f);
	c->errors = was;
	return n;
}

/* Submitted, their day has come, and not mailed; one that was returned
 * waits until it is submitted again. */
static bool
waiting(struct ctx *c, struct donor_report *r, size_t *n)
{
	struct filter of[] = {
		{ field_named(&donor_report_entity, S("send_on")), AT_MOST,
		    day_text(c->arena, moment_day(c->now)) },
		{ field_named(&donor_report_entity, S("sent_at")), EMPTY,
		    { 0 } },
		{ field_named(&donor_report_entity, S("submitted_on")),
		    FILLED, { 0 } },
		{ field_named(&donor_report_entity, S("state")), IS_NOT,
		    S("returned") },
	};
	struct ask ask = { .filters = of, .n = 4, .limit = SENT_AT_ONCE };
	struct cursor *cursor;

	*n = 0;
	if (!store_list(c->store, &donor_report_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (*n < SENT_AT_ONCE && store_next(cursor, c->arena, &r[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
donor_waits(struct ctx *c, bool *some)
{
	struct donor_report *r = NEWS(c->arena, struct donor_report,
	    SENT_AT_ONCE);
	size_t n;

	if (!waiting(c, r, &n))
		return false;
	*some = n > 0;
	return true;
}

bool
donor_send(struct ctx *c, size_t *n)
{
	struct donor_report *r = NEWS(c->arena, struct donor_report,
	    SENT_AT_ONCE);
	size_t i;

	if (!waiting(c, r, n))
		return false;
	for (i = 0; i < *n; i++)
		if (!send_one(c, &r[i]))
			return false;
	return true;
}
