/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of standard/iati: what goes out is valid by the published schema,
 * ruleset and code lists, comes back the same, and what comes in lands
 * whole or is refused with its line and path.
 */
#include "standard/iati_import.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "format/xml.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/office.h"
#include "model/plan.h"
#include "iati_site.h"
#include "ruleset.h"
#include "standard/iati_codes.h"
#include "test.h"

enum { FILE_MOST = 8 << 20 };

static const char *
shared(struct arena *a, const char *below)
{
	const char *path = test_shared(a, str_print(a, "theirs/iati/%s",
	    below).p);

	if (path == NULL)
		test_skip("the published schema and rules are not here");
	return path;
}

static bool
load_demo(struct site *s, const char *folder)
{
	struct import_report *r = import_report_new(s->a);

	CHECK(import_bundle(&s->c, r));
	r = import_report_new(s->a);
	return import_path(&s->c, str_print(s->a, "data/demo/%s", folder).p,
	    r);
}

static str
written(struct site *s, const char *code)
{
	struct programme p;
	struct iati_which which = { .one = &p };
	struct iati_site by;
	struct write w = write_new(s->a, FILE_MOST);
	int64_t n = 0;

	CHECK(flow_find_code(&s->c, &programme_entity, str_of(code),
	    (struct id){ { 0 } }, &p));
	CHECK(iati_site(&s->c, (str){ 0 }, &by));
	CHECK(iati_newest(&s->c, &by, &which));
	CHECK(iati_export(&s->c, &by, &which, &w, &n) && n == 1);
	return write_done(&w);
}

static xmlDoc *
parsed(str text)
{
	return xmlReadMemory(text.p, (int)text.n, "x.xml", NULL,
	    XML_PARSE_NONET);
}

static bool
is_valid(const char *xsd, xmlDoc *doc)
{
	xmlSchemaParserCtxt *p = xmlSchemaNewParserCtxt(xsd);
	xmlSchema *schema = xmlSchemaParse(p);
	xmlSchemaValidCtxt *v = schema == NULL ? NULL
	    : xmlSchemaNewValidCtxt(schema);
	bool yes = v != NULL && xmlSchemaValidateDoc(v, doc) == 0;

	xmlSchemaFreeValidCtxt(v);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(p);
	return yes;
}

static const struct { const char *folder, *code; } demos[] = {
	{ "a_culture_policy", "MAR-CULT" }, { "b_vn_htkt", "AMG-HTKT" },
	{ "c_ngo_network", "RIVERLINK" },
};

/* ---- the three demonstrations ---- */

static void
the_demonstrations_are_valid_and_keep_the_rules(struct arena *a)
{
	const char *xsd = shared(a, "xsd/iati-activities-schema.xsd"),
	    *rules = test_shared(a, "theirs/iati/ruleset/standard.json"),
	    *lists = test_shared(a, "theirs/iati/codelist_rules.json");
	struct site s;
	xmlDoc *doc;
	size_t i;

	for (i = 0; xsd != NULL && i < 3; i++) {
		if (!iati_open_site(&s, a, str_print(a, "iati_demo_%zu", i).p) ||
		    !load_demo(&s, demos[i].folder))
			return;
		doc = parsed(written(&s, demos[i].code));
		CHECK(doc != NULL && is_valid(xsd, doc));
		CHECK(ruleset_broken(a, rules, doc, "error", 0) == 0);
		CHECK(ruleset_uncoded(a, lists, doc) == 0);
		xmlFreeDoc(doc);
		site_close(&s);
	}
}

static void
open_parts(struct site *s, const char *code, const char *parts)
{
	struct programme p;

	CHECK(flow_find_code(&s->c, &programme_entity, str_of(code),
	    (struct id){ { 0 } }, &p));
	p.published = YES;
	p.public_parts = str_of(parts);
	site_keep(s, &programme_entity, &p);
}

static str
of_all(struct site *s, bool organisation)
{
	struct write w = write_new(s->a, FILE_MOST);
	struct iati_which which = { 0 };
	struct iati_site by;
	int64_t n;

	CHECK(iati_site(&s->c, (str){ 0 }, &by));
	CHECK(organisation ? iati_organisation(&s->c, &by, &w) :
	    iati_newest(&s->c, &by, &which) &&
	    iati_export(&s->c, &by, &which, &w, &n));
	return write_done(&w);
}

/* The budget of 2024 by the demonstration's lines: 344,000 USD. */
static void
the_organisation_file_is_valid_and_adds_up_what_is_open(struct arena *a)
{
	const char *xsd = shared(a, "xsd/iati-organisations-schema.xsd");
	struct site s;
	xmlDoc *doc;
	str text;

	if (xsd == NULL || !iati_open_site(&s, a, "iati_org") ||
	    !load_demo(&s, demos[0].folder))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-9999");
	open_parts(&s, "MAR-CULT", "purpose;money");
	text = of_all(&s, true);
	doc = parsed(text);
	CHECK(doc != NULL && is_valid(xsd, doc));
	CHECK(ruleset_broken(a, test_shared(a,
	    "theirs/iati/ruleset/standard.json"), doc, "error", 0) == 0);
	CHECK(str_find(text, S(">344000.00<")) < text.n);
	CHECK(str_find(text, S("<total-expenditure>")) < text.n);
	xmlFreeDoc(doc);
	site_close(&s);
}

/* Without the money no amount; without the purpose nothing at all. */
static void
what_is_not_open_goes_out_to_nobody(struct arena *a)
{
	struct site s;
	str text;

	if (!iati_open_site(&s, a, "iati_parts") ||
	    !load_demo(&s, demos[0].folder))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-9999");
	open_parts(&s, "MAR-CULT", "purpose;change");
	text = of_all(&s, false);
	CHECK(str_find(text, S("XM-DAC-9999-MAR-CULT")) < text.n);
	CHECK(str_find(text, S("<value")) == text.n);
	CHECK(str_find(text, S("Nordland")) == text.n);
	CHECK(str_find(text, S("<result")) < text.n);
	/* Nor who paid, where the partners are not open. */
	open_parts(&s, "MAR-CULT", "purpose;money");
	text = of_all(&s, false);
	CHECK(str_find(text, S("<transaction ")) < text.n);
	CHECK(str_find(text, S("Nordland")) == text.n);
	open_parts(&s, "MAR-CULT", "purpose;money;partners");
	text = of_all(&s, false);
	CHECK(str_find(text, S("Nordland")) < text.n);
	open_parts(&s, "MAR-CULT", "money;change;partners");
	text = of_all(&s, false);
	CHECK(str_find(text, S("<iati-activity ")) == text.n);
	site_close(&s);
}

static void
what_others_report_is_not_published_as_ours(struct arena *a)
{
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_not_ours"))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-1");
	(void)iati_bring(&s, S(HEAD ONE("XM-DAC-7-A", "")
	    ONE("XM-DAC-1-B", "") TAIL), &fine);
	CHECK(fine);
	open_parts(&s, "A", "purpose;money;change;partners");
	CHECK(str_find(of_all(&s, false), S("XM-DAC-7-A")) ==
	    of_all(&s, false).n);
	/* Who reports as XM-DAC-7 publishes it: the site takes that name. */
	iati_set_up(&s, "iati_ref", "XM-DAC-7");
	CHECK(str_find(of_all(&s, false), S("XM-DAC-7-A")) <
	    of_all(&s, false).n);
	site_close(&s);
}

/* What the file is now, a second later than before. */
static struct iati_stamp
stamped(struct site *s)
{
	struct iati_which all = { 0 };
	struct iati_stamp is = { 0 };
	struct iati_site by;

	CHECK(iati_site(&s->c, (str){ 0 }, &by));
	CHECK(iati_stamp(&s->c, &by, &all, &is) && is.n == 1);
	s->c.now += 1000;
	return is;
}

static bool
same_stamp(const struct iati_stamp *a, const struct iati_stamp *b)
{
	return strcmp(a->digest, b->digest) == 0;
}

/* What was told changes the digest, whatever changed it: a row that is
 * dropped, a day that comes, a person's name; work inside does not. */
static void
a_file_is_another_when_something_told_in_it_is(struct arena *a)
{
	struct iati_stamp was, is;
	struct transaction *t;
	struct programme p;
	struct person *who;
	struct site s;
	struct id line;

	if (!iati_open_site(&s, a, "iati_stamp") ||
	    !load_demo(&s, demos[0].folder))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-9999");
	open_parts(&s, "MAR-CULT", "purpose;money;change;partners");
	CHECK(flow_find_code(&s.c, &programme_entity, S("MAR-CULT"),
	    (struct id){ { 0 } }, &p));
	p.purpose_why = S("As Zenobia Quill has it");
	site_keep(&s, &programme_entity, &p);
	t = site_blank(&s, &transaction_entity, p.row.id);
	t->date = day_of(2026, 11, 24);         /* in two days */
	t->type = S("4");
	site_keep(&s, &transaction_entity, t);
	line = site_new(&s, &budget_line_entity, p.row.id);
	was = stamped(&s);
	(void)site_new(&s, &context_event_entity, p.row.id);
	is = stamped(&s);
	CHECK(same_stamp(&was, &is) && is.at == was.at);
	site_drop(&s, &budget_line_entity, line);
	was = stamped(&s);
	CHECK(!same_stamp(&was, &is) && was.at == s.c.now - 1000);
	who = site_blank(&s, &person_entity, p.row.id);
	who->name = S("Zenobia Quill");
	site_keep(&s, &person_entity, who);
	is = stamped(&s);
	CHECK(!same_stamp(&was, &is));
	s.c.now += (int64_t)2 * 86400000;
	was = stamped(&s);
	CHECK(!same_stamp(&was, &is) &&
	    was.at == moment_of_day(day_of(2026, 11, 24)));
	site_close(&s);
}

/* Once, though the site's own file was taken in again. */
static void
a_published_programme_points_to_its_public_page(struct arena *a)
{
	const char *page = "url=\"https://t.example/public/A\"";
	struct iati_which which = { 0 };
	struct write w = write_new(a, FILE_MOST);
	struct programme p;
	struct iati_site by;
	struct site s;
	int64_t n;
	str text;
	bool fine;

	if (!iati_open_site(&s, a, "iati_page"))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-7");
	(void)iati_bring(&s, S(HEAD ONE("XM-DAC-7-A", "<document-link format="
	    "\"text/html\" url=\"https://t.example/public/A\"><title>"
	    "<narrative>Wells</narrative></title><category code=\"A12\"/>"
	    "</document-link>") ONE("XM-DAC-7-B", "") TAIL), &fine);
	CHECK(fine);
	open_parts(&s, "A", "purpose;partners");
	open_parts(&s, "B", "purpose;partners;money;change");
	CHECK(iati_site(&s.c, S("https://t.example"), &by));
	CHECK(iati_export(&s.c, &by, &which, &w, &n) && n == 2);
	text = write_done(&w);
	CHECK(str_find(text, S("<document-link format=\"text/csv\" url=\""
	    "https://t.example/public/B.csv\">")) < text.n);
	CHECK(str_find(text, S("<category code=\"A08\"/>")) < text.n);
	CHECK(str_find(text, S("/public/A.csv")) == text.n);
	CHECK(str_find(text, str_of(page)) < text.n);
	text = str_part(text, str_find(text, str_of(page)) + 1, text.n);
	CHECK(str_find(text, str_of(page)) == text.n);
	CHECK(str_find(text, S("https://t.example/public/B")) < text.n);
	CHECK(flow_find_code(&s.c, &programme_entity, S("B"),
	    (struct id){ { 0 } }, &p));
	which.one = &p;
	p.published = NO;
	w = write_new(a, FILE_MOST);
	CHECK(iati_export(&s.c, &by, &which, &w, &n));
	CHECK(str_find(write_done(&w), S("/public/")) == write_done(&w).n);
	site_close(&s);
}

/* A name in a text goes out to nobody, nor the parent that is not published;
 * who works on the programme has both. */
static void
names_in_texts_and_a_shut_parent_go_out_to_nobody(struct arena *a)
{
	struct programme p, *up;
	struct person *who;
	struct iati_site by;
	struct site s;
	bool is_told;
	str text;

	if (!iati_open_site(&s, a, "iati_shut") ||
	    !load_demo(&s, demos[0].folder))
		return;
	iati_set_up(&s, "iati_ref", "XM-DAC-9999");
	CHECK(flow_find_code(&s.c, &programme_entity, S("MAR-CULT"),
	    (struct id){ { 0 } }, &p));
	who = site_blank(&s, &person_entity, p.row.id);
	who->name = S("Zenobia Quill");
	site_keep(&s, &person_entity, who);
	up = site_blank(&s, &programme_entity, (struct id){ { 0 } });
	up->code = S("SHUT-UP");
	site_keep(&s, &programme_entity, up);
	p.parent = up->row.id;
	p.purpose_why = S("Zenobia Quill’s idea");
	site_keep(&s, &programme_entity, &p);
	open_parts(&s, "MAR-CULT", "purpose;money;change;partners");
	text = of_all(&s, false);
	CHECK(str_find(text, S("…’s idea")) < text.n);
	CHECK(str_find(text, S("Zenobia")) == text.n);
	CHECK(str_find(text, S("SHUT-UP")) == text.n);
	text = written(&s, "MAR-CULT");
	CHECK(str_find(text, S("SHUT-UP")) < text.n);
	open_parts(&s, "SHUT-UP", "purpose");
	CHECK(str_find(of_all(&s, false), S("SHUT-UP")) < of_all(&s,
	    false).n);
	CHECK(iati_site(&s.c, (str){ 0 }, &by));
	CHECK(iati_is_told(&s.c, &by, &p, &is_told) && !is_told);
	CHECK(flow_find_code(&s.c, &programme_entity, S("MAR-CULT"),
	    (struct id){ { 0 } }, &p));
	CHECK(iati_is_told(&s.c, &by, &p, &is_told) && is_told);
	site_close(&s);
}

/* The times at which it was made and changed are told apart from the rest. */
static str
without_times(struct arena *a, str text)
{
	static const char *const names[] = { " generated-datetime=\"",
		" last-updated-datetime=\"" };
	struct write w;
	size_t i, at, end;

	for (i = 0; i < 2; i++) {
		w = write_new(a, FILE_MOST);
		while ((at = str_find(text, str_of(names[i]))) < text.n) {
			end = at + strlen(names[i]);
			end += str_find(str_part(text, end, text.n), S("\""));
			write_str(&w, str_part(text, 0, at));
			text = str_part(text, end + 1, text.n);
		}
		write_str(&w, text);
		text = write_done(&w);
	}
	return text;
}

static void
what_goes_out_and_in_and_out_is_the_same(struct arena *a)
{
	struct iati_import *in;
	struct site one, other;
	int64_t changes, again;
	str first, second;
	size_t i;
	bool fine;

	for (i = 0; i < 3; i++) {
		if (!iati_open_site(&one, a, str_print(a, "iati_out_%zu", i).p) ||
		    !load_demo(&one, demos[i].folder) ||
		    !iati_open_site(&other, a, str_print(a, "iati_in_%zu", i).p))
			return;
		first = written(&one, demos[i].code);
		in = iati_bring(&other, first, &fine);
		CHECK(fine && in->refusals == 0 && in->kinds == 0);
		CHECK(in->n[IATI_ACTIVITIES][ADDED] == 1);
		second = written(&other, demos[i].code);
		CHECK(first.n > 20000);
		CHECK(str_same(without_times(a, first),
		    without_times(a, second)));
		CHECK(store_last_change(other.c.store, &changes,
		    &other.c.errors));
		in = iati_bring(&other, first, &fine);
		CHECK(fine && in->n[IATI_ACTIVITIES][UNCHANGED] == 1);
		CHECK(store_last_change(other.c.store, &again,
		    &other.c.errors) && again == changes);
		site_close(&one);
		site_close(&other);
	}
}

/* ---- the mapping, worked by hand ---- */

static struct iati *
made(struct site *s)
{
	struct programme *p = site_find(s, &programme_entity, s->one);
	struct iati_site by;
	struct iati *e = NULL;

	CHECK(iati_site(&s->c, (str){ 0 }, &by));
	CHECK(iati_make(&s->c, &by, p, &e));
	return e;
}

static void
set_programme(struct site *s, const char *country, const char *sectors,
    const char *sdg)
{
	struct programme *p = site_find(s, &programme_entity, s->one);

	p->country = str_of(country);
	p->dac_sector = str_of(sectors);
	p->sdg = str_of(sdg);
	site_keep(s, &programme_entity, p);
}

/* 100 over three is 33.33 and 0.01 left, which the first one takes. */
static void
three_sectors_share_a_hundred(struct arena *a)
{
	struct site s;
	struct iati *e;

	if (!iati_open_site(&s, a, "iati_sectors"))
		return;
	set_programme(&s, "VN", "11430;15110;43040", "17.9;16.6");
	e = iati_first(made(&s), "sector");
	CHECK(str_is(iati_get(e, "percentage"), "33.34"));
	e = iati_next(e);
	CHECK(str_is(iati_get(e, "percentage"), "33.33"));
	e = iati_next(e);
	CHECK(str_is(iati_get(e, "percentage"), "33.33"));
	CHECK(iati_next(e) == NULL);
	site_close(&s);
}

/* Two targets, of the goals 17 and 16. */
static void
targets_bring_their_goals(struct arena *a)
{
	struct site s;
	struct iati *e, *t;

	if (!iati_open_site(&s, a, "iati_tags"))
		return;
	set_programme(&s, "VN", "11430", "17.9;16.6");
	e = made(&s);
	CHECK(iati_count(e, "tag") == 4);
	t = iati_first(e, "tag");
	CHECK(str_is(iati_get(t, "vocabulary"), "3") &&
	    str_is(iati_get(t, "code"), "17.9"));
	t = iati_next(iati_next(t));
	CHECK(str_is(iati_get(t, "vocabulary"), "2") &&
	    str_is(iati_get(t, "code"), "17"));
	CHECK(str_is(iati_child(e, "recipient-country", "code"), "VN"));
	site_close(&s);
}

static void
a_country_of_no_list_is_a_region_of_ones_own(struct arena *a)
{
	struct site s;
	struct iati *e;

	if (!iati_open_site(&s, a, "iati_country"))
		return;
	set_programme(&s, "XM", "11430", "17.9");
	e = made(&s);
	CHECK(iati_first(e, "recipient-country") == NULL);
	CHECK(str_is(iati_child(e, "recipient-region", "code"), "XM"));
	CHECK(str_is(iati_child(e, "recipient-region", "vocabulary"), "99"));
	site_close(&s);
}

static void
add_line(struct site *s, int64_t year, int64_t minor, const char *status)
{
	struct budget_line *l = site_blank(s, &budget_line_entity, s->one);

	l->year = year;
	l->starts_on = l->ends_on = (struct day){ 0 };
	l->amount = (struct money){ minor, "EUR" };
	l->budget_type = S("1");
	l->status = str_of(status);
	site_keep(s, &budget_line_entity, l);
}

/* 2025: 1000.50 + 99.50 = 1100.00 committed, and 20.00 indicative apart. */
static void
lines_of_a_year_and_state_are_one_budget(struct arena *a)
{
	struct site s;
	struct iati *e;

	if (!iati_open_site(&s, a, "iati_budget"))
		return;
	add_line(&s, 2025, 100050, "2");
	add_line(&s, 2025, 9950, "2");
	add_line(&s, 2025, 2000, "1");
	e = iati_first(made(&s), "budget");
	CHECK(str_is(iati_get(e, "status"), "1"));
	CHECK(str_is(iati_text(iati_first(e, "value")), "20.00"));
	e = iati_next(e);
	CHECK(str_is(iati_text(iati_first(e, "value")), "1100.00"));
	CHECK(str_is(iati_child(e, "period-start", "iso-date"), "2025-01-01"));
	CHECK(str_is(iati_child(e, "period-end", "iso-date"), "2025-12-31"));
	CHECK(iati_next(e) == NULL);
	site_close(&s);
}

/* ---- groups too small to be told ---- */

static void
add_value(struct site *s, struct id indicator, const char *stratum,
    double value)
{
	struct indicator_value *v = site_blank(s, &indicator_value_entity,
	    s->one);

	v->indicator = indicator;
	v->period = S("2025");
	v->period_start = day_of(2025, 1, 1);
	v->period_end = day_of(2025, 12, 31);
	v->stratum = str_of(stratum);
	v->numerator = v->denominator = NAN;
	v->value = value;
	v->status = S("verified");
	site_keep(s, &indicator_value_entity, v);
}

/* 20 persons: 11 women, 6 men, 3 of whom nothing is known.  3 is below 5;
 * 20 - 11 - 6 would tell it, so one more group stays inside: two of the
 * three are missing, and the whole is told. */
static void
a_group_below_five_stays_inside_and_cannot_be_computed(struct arena *a)
{
	struct indicator *i;
	struct iati *e, *actual;
	struct site s;

	if (!iati_open_site(&s, a, "iati_small"))
		return;
	i = site_blank(&s, &indicator_entity, s.one);
	i->result = site_any(&s, &result_entity, s.one);
	i->measure = S("1");
	i->aggregation = S("sum");
	site_keep(&s, &indicator_entity, i);
	add_value(&s, i->row.id, "", 20);
	add_value(&s, i->row.id, "sex=F", 11);
	add_value(&s, i->row.id, "sex=M", 6);
	add_value(&s, i->row.id, "sex=U", 3);
	e = iati_first(iati_first(iati_first(made(&s), "result"),
	    "indicator"), "period");
	CHECK(e != NULL && iati_count(e, "actual") == 2);
	if (e == NULL)
		return;
	actual = iati_first(e, "actual");
	CHECK(str_is(iati_get(actual, "value"), "20"));
	CHECK(iati_first(actual, "dimension") == NULL);
	actual = iati_next(actual);
	CHECK(!str_is(iati_get(actual, "value"), "3"));
	CHECK(str_is(iati_child(actual, "dimension", "name"), "sex"));
	site_close(&s);
}

/* 20 persons, 12 women; of the women 9 in the north, so 3 in the south:
 * neither stands there.  By place 16 and 4: 4 is below 5, and 20 - 16 would
 * tell it.  That they are persons is known by the sexes of 2025 alone. */
static void
groups_of_groups_and_of_places_tell_no_person_either(struct arena *a)
{
	struct indicator *i;
	struct iati *e, *v;
	struct site s;

	if (!iati_open_site(&s, a, "iati_crossed"))
		return;
	i = site_blank(&s, &indicator_entity, s.one);
	i->result = site_any(&s, &result_entity, s.one);
	i->measure = S("1");
	i->aggregation = S("sum");
	site_keep(&s, &indicator_entity, i);
	add_value(&s, i->row.id, "", 20);
	add_value(&s, i->row.id, "sex=F", 12);
	add_value(&s, i->row.id, "sex=M", 8);
	add_value(&s, i->row.id, "location=north;sex=F", 9);
	add_value(&s, i->row.id, "location=south;sex=F", 3);
	add_value(&s, i->row.id, "location=north", 16);
	add_value(&s, i->row.id, "location=south", 4);
	e = iati_first(iati_first(iati_first(made(&s), "result"),
	    "indicator"), "period");
	CHECK(e != NULL && iati_count(e, "actual") == 3);
	for (v = e == NULL ? NULL : iati_first(e, "actual"); v != NULL;
	    v = iati_next(v))
		CHECK(str_among(iati_get(v, "value"), "20 12 8"));
	site_close(&s);
}

/* ---- what others send ---- */

/* Its organisation is new there and goes back with it: the next one that
 * names it brings it. */
static void
what_is_taken_back_leaves_no_organisation_behind(struct arena *a)
{
	struct organisation by;
	struct iati_import *in;
	struct write w;
	struct site s;
	bool fine;
	int i;

	if (!iati_open_site(&s, a, "iati_back"))
		return;
	w = write_new(a, 1 << 20);
	write_z(&w, HEAD OPEN_ONE("T-1") "<transaction ref=\"A\">"
	    "<transaction-type code=\"4\"/><transaction-date "
	    "iso-date=\"2025-02-03\"/><value value-date=\"2025-02-03\">5"
	    "</value><receiver-org><narrative>");
	for (i = 0; i < 5000; i++)
		write_char(&w, 'x');
	write_z(&w, "</narrative></receiver-org></transaction>"
	    "</iati-activity>" ONE("T-2", "") ONE("T-3", "") TAIL);
	in = iati_bring(&s, write_done(&w), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][REFUSED] == 1 &&
	    in->n[IATI_ACTIVITIES][ADDED] == 2);
	CHECK(in->n[IATI_ORGANISATIONS][ADDED] == 1);
	CHECK(gather_one(&s.c, &organisation_entity, "iati_id",
	    S("XM-DAC-7"), &by) && by.row.revision > 0);
	site_close(&s);
}

static void
percentages_that_do_not_sum_are_told(struct arena *a)
{
	struct iati_import *in;
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_sums"))
		return;
	in = iati_bring(&s, S(HEAD ONE("P-1", "<sector code=\"14010\" "
	    "percentage=\"40\"/><sector code=\"14020\" percentage=\"40\"/>")
	    TAIL), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 1);
	CHECK(in->first != NULL && !in->first->refuses &&
	    str_find(in->first->says, S("percentage")) < in->first->says.n);
	site_close(&s);
}

static void
names_of_persons_are_not_taken_in(struct arena *a)
{
	struct iati_import *in;
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_persons"))
		return;
	in = iati_bring(&s, S(HEAD ONE("N-1", "<contact-info><person-name>"
	    "<narrative>A. Example</narrative></person-name><email>"
	    "office@example.org</email></contact-info>") TAIL), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 1);
	CHECK(in->kinds == 1 && str_is(in->kind[0]->kind,
	    "contact-info/person-name") && in->kind[0]->n == 1);
	site_close(&s);
}

/* The parent stands behind its child in the file. */
static void
a_parent_that_comes_later_is_found(struct arena *a)
{
	struct programme child, parent;
	struct iati_import *in;
	struct site s;
	bool fine;
	str text = S(HEAD ONE("XM-DAC-7-CHILD", "<related-activity type=\"1\" "
	    "ref=\"XM-DAC-7-TOP\"/>") ONE("XM-DAC-7-TOP", "") TAIL);

	if (!iati_open_site(&s, a, "iati_parent"))
		return;
	in = iati_bring(&s, text, &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 2);
	CHECK(flow_find_code(&s.c, &programme_entity, S("CHILD"),
	    (struct id){ { 0 } }, &child));
	CHECK(flow_find_code(&s.c, &programme_entity, S("TOP"),
	    (struct id){ { 0 } }, &parent));
	CHECK(id_same(child.parent, parent.row.id));
	in = iati_bring(&s, text, &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][UNCHANGED] == 2 &&
	    in->n[IATI_PARTICULARS][UNCHANGED] == 2);
	site_close(&s);
}

/* ---- files of real publishers ---- */

/* Activities counted in the files: grep -c '</iati-activity>'. */
static void
files_of_publishers_land_and_land_no_second_time(struct arena *a)
{
	static const struct { const char *file; int64_t n; } files[] = {
		{ "CAF-ActivityFile-2025-10-10.xml", 478 },
		{ "who-arg.xml", 157 }, { "worldbank-679.xml", 5 },
		{ "wri-521257057-strategic-plan-2023-2027.xml", 1 },
	};
	struct iati_import *in;
	const char *path;
	struct site s;
	xmlDoc *doc;
	xmlChar *text;
	int64_t landed, refused;
	size_t i;
	int n;
	bool fine;

	for (i = 0; i < 4; i++) {
		path = shared(a, str_print(a, "real-activities/%s",
		    files[i].file).p);
		if (path == NULL || !iati_open_site(&s, a, str_print(a,
		    "iati_real_%zu", i).p))
			return;
		doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
		xmlDocDumpMemory(doc, &text, &n);
		in = iati_bring(&s, (str){ (const char *)text, (size_t)n }, &fine);
		landed = in->n[IATI_ACTIVITIES][ADDED];
		refused = in->n[IATI_ACTIVITIES][REFUSED];
		CHECK(fine && landed + refused == files[i].n);
		CHECK(landed >= files[i].n - 1);
		in = iati_bring(&s, (str){ (const char *)text, (size_t)n }, &fine);
		CHECK(fine && in->n[IATI_ACTIVITIES][UNCHANGED] == landed);
		CHECK(in->n[IATI_TRANSACTIONS][ADDED] == 0 &&
		    in->n[IATI_RESULTS][ADDED] == 0 &&
		    in->n[IATI_PARTICULARS][CHANGED] == 0);
		xmlFree(text);
		xmlFreeDoc(doc);
		site_close(&s);
	}
}

/* ---- our lists are the published ones ---- */

static void
check_list(struct arena *a, const char *path)
{
	const char *name = strrchr(path, '/') + 1;
	const struct iati_list *l = iati_list(str_z(a, str_part(str_of(name),
	    0, strlen(name) - 4)));
	xmlDoc *doc = l == NULL ? NULL : xmlReadFile(path, NULL,
	    XML_PARSE_NONET);
	size_t ours = 1, theirs = 0;
	const char *p;
	xmlNode *n, *k;

	if (doc == NULL)
		return;
	for (p = l->codes; *p != '\0'; p++)
		ours += *p == ' ';
	for (n = xmlDocGetRootElement(doc)->children; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "codelist-items") == 0)
			break;
	for (k = n == NULL ? NULL : n->children; k != NULL; k = k->next) {
		xmlNode *c = k->children;

		while (c != NULL && strcmp((const char *)c->name, "code") != 0)
			c = c->next;
		if (c == NULL)
			continue;
		xmlChar *code = xmlNodeGetContent(c);
		CHECK(iati_listed(l->name, str_of((const char *)code)));
		theirs++;
		xmlFree(code);
	}
	CHECK(ours == theirs);
	xmlFreeDoc(doc);
}

static void
our_code_lists_are_the_published_ones(struct arena *a)
{
	static const char *const names[] = { "codelists-embedded/BudgetStatus",
		"codelists-embedded/ActivityStatus",
		"codelists-embedded/TransactionType",
		"codelists-embedded/DocumentCategory",
		"codelists-nonembedded/Country",
		"codelists-nonembedded/Sector",
		"codelists-nonembedded/AidType",
		"codelists-nonembedded/FinanceType",
		"codelists-nonembedded/UNSDG-Targets",
		"codelists-nonembedded/OrganisationType",
		"codelists-nonembedded/Language" };
	const char *path;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path = shared(a, str_print(a, "%s.xml", names[i]).p);
		if (path == NULL)
			return;
		check_list(a, path);
	}
}

/* ---- the judge itself ---- */

static void
the_judge_finds_what_the_published_tests_of_rules_plant(struct arena *a)
{
	static const char *const rules[] = { "between_dates", "sum", "sum_two",
		"range", "if_then", "forloop", "unique", "time_limit",
		"recipient_country", "recipient_region_budget",
		"sector_percentage_sum" };
	const char *json, *good, *bad;
	xmlDoc *doc;
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		json = shared(a, str_print(a, "ruleset/meta_tests/%s.json",
		    rules[i]).p);
		good = shared(a, str_print(a, "ruleset/meta_tests/%s_good.xml",
		    rules[i]).p);
		bad = shared(a, str_print(a, "ruleset/meta_tests/%s_bad.xml",
		    rules[i]).p);
		if (json == NULL || good == NULL || bad == NULL)
			return;
		doc = xmlReadFile(good, NULL, XML_PARSE_NONET);
		CHECK(ruleset_broken(a, json, doc, NULL, 1) == 0);
		xmlFreeDoc(doc);
		doc = xmlReadFile(bad, NULL, XML_PARSE_NONET);
		CHECK(ruleset_broken(a, json, doc, NULL, 1) > 0);
		xmlFreeDoc(doc);
	}
}

const struct test standard_iati_tests[] = {
	{ "the demonstrations are valid and keep the rules",
	   the_demonstrations_are_valid_and_keep_the_rules },
	{ "the organisation file is valid and adds up what is open",
	   the_organisation_file_is_valid_and_adds_up_what_is_open },
	{ "names in texts and a shut parent go out to nobody",
	   names_in_texts_and_a_shut_parent_go_out_to_nobody },
	{ "what is not open goes out to nobody",
	   what_is_not_open_goes_out_to_nobody },
	{ "what others report is not published as ours",
	   what_others_report_is_not_published_as_ours },
	{ "a file is another when something told in it is",
	   a_file_is_another_when_something_told_in_it_is },
	{ "a published programme points to its public page",
	   a_published_programme_points_to_its_public_page },
	{ "what goes out and in and out is the same",
	   what_goes_out_and_in_and_out_is_the_same },
	{ "three sectors share a hundred",
	   three_sectors_share_a_hundred },
	{ "targets bring their goals",
	   targets_bring_their_goals },
	{ "a country of no list is a region of one's own",
	   a_country_of_no_list_is_a_region_of_ones_own },
	{ "lines of a year and state are one budget",
	   lines_of_a_year_and_state_are_one_budget },
	{ "a group below five stays inside and cannot be computed",
	   a_group_below_five_stays_inside_and_cannot_be_computed },
	{ "what is taken back leaves no organisation behind",
	   what_is_taken_back_leaves_no_organisation_behind },
	{ "groups of groups and of places tell no person either",
	   groups_of_groups_and_of_places_tell_no_person_either },
	{ "percentages that do not sum are told",
	   percentages_that_do_not_sum_are_told },
	{ "names of persons are not taken in",
	   names_of_persons_are_not_taken_in },
	{ "a parent that comes later is found",
	   a_parent_that_comes_later_is_found },
	{ "files of publishers land and land no second time",
	   files_of_publishers_land_and_land_no_second_time },
	{ "our code lists are the published ones",
	   our_code_lists_are_the_published_ones },
	{ "the judge finds what the published tests of rules plant",
	   the_judge_finds_what_the_published_tests_of_rules_plant },
	{ 0 }
};
