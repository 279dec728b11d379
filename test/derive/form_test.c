/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/form.h"

#include <string.h>

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "derive/valid.h"
#include "model/intake.h"
#include "planted.h"
#include "suites.h"

static bool
refer(void *with, const struct field *f, str called, struct id *into)
{
	(void)with, (void)f;
	*into = (struct id){ { 7 } };
	return str_is(called, "P7");
}

static str
name(void *with, const struct field *f, struct id id, struct arena *a)
{
	(void)with, (void)f, (void)a;
	return id.b[0] == 7 ? S("Awa") : (str){ 0 };
}

static const struct choice *
own_codes(void *with, const struct choices *list)
{
	static const struct choice own[] = { { "soil", "Soil care" }, { 0 } };

	(void)with;
	return strcmp(list->name, "topic") == 0 ? own : NULL;
}

static const struct lookup lookup = {
	.refer = refer, .name = name, .more = own_codes,
};

static const struct form_lang langs[] = {
	{ "en", "English", false }, { "vi", "Tiếng Việt", false },
	{ "ar", "العربية", true }, { 0 }
};

static struct form
form(struct arena *a)
{
	return (struct form){ .arena = a, .entity = &planted_event,
	    .lookup = &lookup, .langs = langs, .currency = "VND" };
}

static const struct node *
item(const struct node *top, const char *list, size_t i)
{
	const struct node *n = node_find(top, str_of(list));

	for (n = n != NULL ? n->first : NULL; n != NULL && i > 0; i--)
		n = n->next;
	return n;
}

static const struct node *
field(const struct node *top, const char *called)
{
	const struct node *it = item(top, "fields", 0);

	for (; it != NULL; it = it->next)
		if (str_is(node_find(it, S("name"))->text, called))
			return it;
	return NULL;
}

static bool
says(const struct node *n, const char *member, const char *text)
{
	const struct node *m = n != NULL ? node_find(n, str_of(member)) : NULL;

	return m != NULL && m->kind == N_TEXT && str_is(m->text, text);
}

static bool
is(const struct node *n, const char *member)
{
	const struct node *m = n != NULL ? node_find(n, str_of(member)) : NULL;

	return m != NULL && m->kind == N_BOOL && m->yes;
}

static const struct node *
of(struct arena *a, const struct form *o, const struct event *v)
{
	struct node *n = node_new(a);

	form_node(o, v, n);
	return n;
}

static void
each_field_has_exactly_one_kind(struct arena *a)
{
	struct form o = form(a);
	const struct node *f, *m;
	struct event v;
	size_t kinds, fields = 0;

	row_blank(&planted_event, &v);
	for (f = item(of(a, &o, &v), "fields", 0); f != NULL; f = f->next) {
		kinds = 0;
		for (m = f->first; m != NULL; m = m->next)
			kinds += strncmp(m->name, "is_", 3) == 0 && m->yes;
		CHECK(kinds == 1);
		fields++;
	}
	/* 23 fields, less opened_at, status, photo, key, made_by. */
	CHECK(fields == 18);
}

static void
a_field_brings_words_and_bounds(struct arena *a)
{
	struct form o = form(a);
	const struct node *top, *f;
	struct event v;

	row_blank(&planted_event, &v);
	v.seats = 12;
	top = of(a, &o, &v);
	CHECK(is(top, "is_new") && node_find(top, S("id")) == NULL);
	f = field(top, "title");
	CHECK(is(f, "is_text") && is(f, "required") && says(f, "hint", "As on the poster."));
	CHECK(says(f, "described", "f-title-h") && says(f, "id", "f-title"));
	CHECK(node_find(f, S("maxlength"))->count == 20);
	f = field(top, "seats");
	CHECK(is(f, "is_number") && says(f, "value", "12") && says(f, "unit", "people"));
	CHECK(says(f, "min", "1") && says(f, "max", "5000") && says(f, "step", "1"));
	f = field(top, "mode");
	CHECK(is(f, "is_choice") && is(f, "few"));
	CHECK(says(item(f, "options", 0), "value", "") &&
	    is(item(f, "options", 0), "selected"));
	CHECK(says(item(f, "options", 1), "note", "In one room."));
	f = field(top, "cost");
	CHECK(says(f, "value", "") && says(f, "currency", "VND"));
}

static void
choices_of_the_site_and_strays_are_offered(struct arena *a)
{
	struct form o = form(a);
	const struct node *f;
	struct event v;

	row_blank(&planted_event, &v);
	v.topics = S("law;gone");
	f = field(of(a, &o, &v), "topics");
	CHECK(says(item(f, "options", 0), "value", "law") && is(item(f, "options", 0), "selected"));
	CHECK(says(item(f, "options", 3), "label", "Soil care") &&
	    !is(item(f, "options", 3), "selected"));
	CHECK(says(item(f, "options", 4), "value", "gone") &&
	    is(item(f, "options", 4), "selected"));
}

static void
references_languages_and_tables_have_their_inputs(struct arena *a)
{
	struct form o = form(a);
	const struct node *f, *top;
	struct event v;

	row_blank(&planted_event, &v);
	v.row.id = (struct id){ { 1 } };
	v.row.revision = 4;
	v.trainer = (struct id){ { 7 } };
	v.guests = S("07000000-0000-0000-0000-000000000000");
	v.about = S("{\"vi\":\"Nước\"}");
	v.steps = S("[{\"step\":\"dig\",\"days\":2}]");
	v.opened_at = 0;
	top = of(a, &o, &v);
	CHECK(node_find(top, S("revision"))->count == 4);
	f = field(top, "trainer");
	CHECK(says(f, "value", "Awa") && says(f, "to", "person"));
	CHECK(says(f, "ref", "07000000-0000-0000-0000-000000000000"));
	f = field(top, "guests");
	CHECK(says(item(f, "refs", 0), "label", "Awa"));
	f = field(top, "about");
	CHECK(says(item(f, "inputs", 0), "value", ""));
	CHECK(says(item(f, "inputs", 1), "value", "Nước") &&
	    says(item(f, "inputs", 1), "name", "about.vi"));
	CHECK(is(item(f, "inputs", 2), "rtl"));
	f = field(top, "steps");
	CHECK(says(item(f, "columns", 0), "label", "Step"));
	CHECK(says(item(item(f, "rows", 0), "cells", 1), "value", "2"));
	CHECK(says(item(item(f, "rows", 2), "cells", 1), "name", "steps.2.days"));
	CHECK(item(f, "rows", 3) == NULL);
}

static void
personal_fields_are_for_who_may_see_them(struct arena *a)
{
	struct lookup may = lookup;
	struct form o = form(a);
	struct node *n = node_new(a);
	struct person p;

	o.entity = &planted_person;
	row_blank(&planted_person, &p);
	p.email = S("awa@x.org");
	form_node(&o, &p, n);
	CHECK(field(n, "email") == NULL && field(n, "name") != NULL);
	may.personal = true;
	o.lookup = &may;
	n = node_new(a);
	form_node(&o, &p, n);
	CHECK(says(field(n, "email"), "value", "awa@x.org"));
}

static bool
only_title(void *with, const struct field *f)
{
	(void)with;
	return strcmp(f->name, "title") == 0;
}

static void
what_may_not_be_changed_is_shown_and_not_read(struct arena *a)
{
	const struct pair sent[] = { { S("title"), S("New") }, { S("seats"), S("9") } };
	struct errors e = { a, NULL };
	struct form o = form(a);
	struct event v;

	row_blank(&planted_event, &v);
	v.seats = 12;
	o.may = only_title;
	CHECK(form_read(&o, sent, 2, &v, &e));
	CHECK(str_is(v.title, "New") && v.seats == 12);
	CHECK(is(field(of(a, &o, &v), "seats"), "readonly"));
	CHECK(says(field(of(a, &o, &v), "seats"), "shown", "12"));
	CHECK(!is(field(of(a, &o, &v), "title"), "readonly"));
}

static void
what_was_typed_wrong_is_shown_again(struct arena *a)
{
	const struct pair sent[] = {
		{ S("title"), S("Wells") }, { S("seats"), S("a dozen") },
		{ S("from"), S("2/1/2024") }, { S("cost"), S("12.345") },
		{ S("cost_currency"), S("usd") }, { S("trainer"), S("P8") },
	};
	struct errors e = { a, NULL };
	struct form o = form(a);
	const struct node *top;
	struct event v;

	row_blank(&planted_event, &v);
	v.seats = 12;
	CHECK(!form_read(&o, sent, 6, &v, &e));
	CHECK(v.seats == 12 && str_is(v.title, "Wells"));
	o.typed = sent;
	o.n_typed = 6;
	o.errors = &e;
	top = of(a, &o, &v);
	CHECK(is(top, "faulty"));
	CHECK(says(field(top, "title"), "value", "Wells"));
	CHECK(says(field(top, "seats"), "value", "a dozen"));
	CHECK(says(field(top, "seats"), "error",
	    "'a dozen' is not a number; write it like 1234.5."));
	CHECK(says(field(top, "from"), "value", "2/1/2024"));
	CHECK(says(field(top, "cost"), "value", "12.345") &&
	    says(field(top, "cost"), "currency", "usd"));
	CHECK(says(field(top, "trainer"), "value", "P8"));
	CHECK(says(item(top, "summary", 0), "href", "#f-trainer"));
	CHECK(field(top, "title") != NULL &&
	    node_find(field(top, "title"), S("error")) == NULL);
}

static void
what_is_not_sent_stays(struct arena *a)
{
	const struct pair none[] = { { S("csrf"), S("x") } };
	const struct pair empty[] = { { S("topics"), S("") }, { S("title"), S(" ") } };
	struct errors e = { a, NULL };
	struct form o = form(a);
	struct event v;

	row_blank(&planted_event, &v);
	v.topics = S("law");
	v.title = S("Wells");
	CHECK(form_read(&o, none, 1, &v, &e) && str_is(v.topics, "law"));
	CHECK(form_read(&o, empty, 2, &v, &e));
	CHECK(v.topics.p == NULL && v.title.p == NULL);
}

static void
groups_come_together_again(struct arena *a)
{
	const struct pair sent[] = {
		{ S("topics"), S("") }, { S("topics"), S("law") }, { S("topics"), S("soil") },
		{ S("guests"), S("") },
		{ S("guests"), S("01000000-0000-0000-0000-000000000000") },
		{ S("guests.more"), S("P7") },
		{ S("cost"), S("1250,5") }, { S("cost_currency"), S("USD") },
		{ S("about.en"), S("Water") }, { S("about.vi"), S(" Nước ") },
		{ S("about.xx"), S("nobody asked") },
		{ S("steps"), S("") }, { S("steps.0.step"), S("dig") },
		{ S("steps.0.days"), S("2") }, { S("steps.1.step"), S(" ") },
		{ S("steps.7.step"), S("007") }, { S("steps.7.evil"), S("x") },
		{ S("steps.-1.step"), S("x") }, { S("steps.999999.step"), S("x") },
	};
	struct errors e = { a, NULL };
	struct form o = form(a);
	struct event v;

	row_blank(&planted_event, &v);
	CHECK(form_read(&o, sent, sizeof sent / sizeof *sent, &v, &e));
	CHECK(str_is(v.topics, "law;soil"));
	CHECK(str_is(v.guests, "01000000-0000-0000-0000-000000000000;"
	    "07000000-0000-0000-0000-000000000000"));
	CHECK(v.cost.minor == 125050 && strcmp(v.cost.currency, "USD") == 0);
	CHECK(str_is(v.about, "{\"en\":\"Water\",\"vi\":\"Nước\"}"));
	CHECK(str_is(v.steps, "[{\"step\":\"dig\",\"days\":2},{\"step\":\"007\"}]"));
	CHECK(valid_field(&lookup, field_named(&planted_event, S("steps")), &v, &e));
}

static void
a_reference_box_means_its_id_until_it_is_changed(struct arena *a)
{
	const struct pair same[] = { { S("trainer"), S("Awa") }, { S("trainer.was"), S("Awa") },
		{ S("trainer.id"), S("09000000-0000-0000-0000-000000000000") } };
	const struct pair other[] = { { S("trainer"), S("P7") }, { S("trainer.was"), S("Awa") },
		{ S("trainer.id"), S("09000000-0000-0000-0000-000000000000") } };
	const struct pair empty[] = { { S("trainer"), S("") }, { S("trainer.was"), S("Awa") },
		{ S("trainer.id"), S("09000000-0000-0000-0000-000000000000") } };
	struct errors e = { a, NULL };
	struct form o = form(a);
	struct event v;

	row_blank(&planted_event, &v);
	CHECK(form_read(&o, same, 3, &v, &e) && v.trainer.b[0] == 9);
	CHECK(form_read(&o, other, 3, &v, &e) && v.trainer.b[0] == 7);
	CHECK(form_read(&o, empty, 3, &v, &e) && id_none(v.trainer));
}

/* The pairs a browser would send for the form as it is shown. */
static size_t
as_sent(struct arena *a, const struct node *top, struct pair *p)
{
	const struct node *f = item(top, "fields", 0), *it, *cell;
	size_t n = 0;
	str called;

#define SEND(with, from, member) p[n++] = (struct pair){                   \
	    str_print(a, "%.*s%s", (int)called.n, called.p, with),         \
	    node_find(from, S(member))->text }
	for (; f != NULL; f = f->next) {
		called = node_find(f, S("name"))->text;
		if (is(f, "is_choice") || is(f, "is_bool") || is(f, "is_choices")) {
			p[n++] = (struct pair){ called, S("") };
			for (it = item(f, "options", 0); it; it = it->next)
				if (is(it, "selected"))
					SEND("", it, "value");
		} else if (is(f, "is_refs")) {
			for (it = item(f, "refs", 0); it; it = it->next)
				SEND("", it, "value");
		} else if (is(f, "is_lang")) {
			for (it = item(f, "inputs", 0); it; it = it->next)
				p[n++] = (struct pair){ node_find(it, S("name"))->text,
				    node_find(it, S("value"))->text };
		} else if (is(f, "is_table")) {
			for (it = item(f, "rows", 0); it; it = it->next)
				for (cell = item(it, "cells", 0); cell; cell = cell->next)
					p[n++] = (struct pair){
					    node_find(cell, S("name"))->text,
					    node_find(cell, S("value"))->text };
		} else {
			SEND("", f, "value");
			if (is(f, "is_money"))
				SEND("_currency", f, "currency");
			if (is(f, "is_ref")) {
				SEND(".was", f, "value");
				SEND(".id", f, "ref");
			}
		}
	}
#undef SEND
	return n;
}

static void
a_form_sent_as_it_is_shown_changes_nothing(struct arena *a)
{
	struct errors e = { a, NULL };
	struct form o = form(a);
	struct pair sent[100];
	const struct field *f;
	struct event v, was;
	size_t n;

	row_blank(&planted_event, &v);
	v.programme = (struct id){ { 9 } };
	v.trainer = (struct id){ { 7 } };
	v.title = S("Wells");
	v.notes = S("one\ntwo");
	v.about = S("{\"en\":\"Water\",\"vi\":\"Nước\"}");
	v.seats = 12;
	v.score = 0.25;
	v.is_open = NO;
	v.cost = (struct money){ 125050, "USD" };
	v.from = day_of(2024, 2, 29);
	v.mode = S("online");
	v.topics = S("law;gone");
	v.guests = S("01000000-0000-0000-0000-000000000000");
	v.steps = S("[{\"step\":\"dig\",\"days\":2}]");
	v.settings = S("{\"a\": 1}");
	was = v;
	n = as_sent(a, of(a, &o, &v), sent);
	/* The site has dropped 'gone' from the list: that alone is a fault. */
	CHECK(!form_read(&o, sent, n, &v, &e) && errors_text(&e, "topics"));
	CHECK(e.first->next == NULL);
	for (f = planted_event.fields; f->name != NULL; f++)
		if (!row_same(f, &was, &v))
			test_check(0, f->name, fieldtext_write(a, f, &v).p, 0);
}

/* Hanoi is 7 hours ahead all year, Berlin 1 in January: 8:05 on the wall is
 * 1:05 and 7:05 in UTC; a text that says its own zone is left alone. */
static void
moments_are_typed_by_the_clock_of_the_form(struct arena *a)
{
	struct form o = { .arena = a, .entity = &intake_entity, .clock = S("Asia/Ho_Chi_Minh") };
	struct pair sent[] = { { S("opens_at"), S("2026-01-31T08:05") },
	    { S("closes_at"), S("2026-01-31T08:05+01:00") } };
	struct errors e = { .arena = a };
	struct node *n = node_new(a);
	const struct node *at;
	struct intake v, was;

	row_blank(&intake_entity, &v);
	CHECK(form_read(&o, sent, 2, &v, &e));
	CHECK(str_is(moment_text(a, v.opens_at), "2026-01-31T01:05:00Z"));
	CHECK(str_is(moment_text(a, v.closes_at), "2026-01-31T07:05:00Z"));
	form_node(&o, &v, n);
	at = node_find(n, S("fields"))->first;
	while (!str_is(node_find(at, S("name"))->text, "opens_at"))
		at = at->next;
	CHECK(str_is(node_find(at, S("value"))->text, "2026-01-31T08:05"));
	CHECK(str_is(node_find(at, S("unit"))->text, "Asia/Ho_Chi_Minh"));
	was = v;
	CHECK(form_read(&o, NULL, 0, &v, &e) && v.opens_at == was.opens_at);
	o.clock = S("Europe/Berlin");
	CHECK(form_read(&o, sent, 1, &v, &e));
	CHECK(str_is(moment_text(a, v.opens_at), "2026-01-31T07:05:00Z"));
	o.clock = (str){ 0 };
	CHECK(form_read(&o, sent, 1, &v, &e));
	CHECK(str_is(moment_text(a, v.opens_at), "2026-01-31T08:05:00Z"));
}

const struct test form_tests[] = {
	{ "moments are typed and shown by the clock of the form",
	   moments_are_typed_by_the_clock_of_the_form },
	{ "each field has exactly one kind", each_field_has_exactly_one_kind },
	{ "a field brings words and bounds", a_field_brings_words_and_bounds },
	{ "choices of the site and strays are offered",
	   choices_of_the_site_and_strays_are_offered },
	{ "references, languages and tables have their inputs",
	   references_languages_and_tables_have_their_inputs },
	{ "personal fields are for who may see them", personal_fields_are_for_who_may_see_them },
	{ "what may not be changed is shown and not read",
	   what_may_not_be_changed_is_shown_and_not_read },
	{ "what was typed wrong is shown again", what_was_typed_wrong_is_shown_again },
	{ "what is not sent stays", what_is_not_sent_stays },
	{ "groups come together again", groups_come_together_again },
	{ "a reference box means its id until it is changed",
	   a_reference_box_means_its_id_until_it_is_changed },
	{ "a form sent as it is shown changes nothing",
	   a_form_sent_as_it_is_shown_changes_nothing },
	{ 0 }
};
