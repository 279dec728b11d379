/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/publish: what strangers may see, and who says so. */
#include "flow/publish.h"

#include "flow/save.h"
#include "model/advise.h"
#include "model/assist.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/learn.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

static struct programme *
programme(struct site *s)
{
	return site_find(s, &programme_entity, s->one);
}

static void
begin(struct site *s)
{
	struct programme *p = programme(s);

	p->stage = S("engaging");
	site_keep(s, &programme_entity, p);
}

/* New programmes are drafts; one that was published as such is left. */
static void
a_draft_is_not_published_but_stays_so_where_it_was(struct arena *a)
{
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "publish_draft"))
		return;
	p = programme(&s);
	CHECK(str_is(p->stage, "draft") && publish_waits(p));
	site_sit(&s, "PM", s.one);
	CHECK(!publish_open(&s.c, s.one, p->row.revision, PUBLISH_ALL));
	CHECK(site_on(&s, "parts") && site_fault(&s) == INVALID);
	CHECK(publish_parts(programme(&s)) == 0);
	begin(&s);
	p = programme(&s);
	CHECK(!publish_waits(p));
	CHECK(publish_open(&s.c, s.one, p->row.revision, PUBLISH_MONEY));
	p = programme(&s);
	p->stage = S("draft");
	site_keep(&s, &programme_entity, p);
	p = programme(&s);
	CHECK(publish_shows(p, PUBLISH_MONEY) && !publish_waits(p));
	site_sit(&s, "PM", s.one);
	CHECK(publish_open(&s.c, s.one, p->row.revision, PUBLISH_PURPOSE));
	CHECK(publish_back(&s.c, s.one));
	p = programme(&s);
	CHECK(!publish_open(&s.c, s.one, p->row.revision, PUBLISH_ALL));
	CHECK(site_says(&s, "This programme is a draft"));
	site_close(&s);
}

static void
a_manager_publishes_parts_and_takes_them_back(struct arena *a)
{
	struct programme *p, found;
	struct site s;

	if (!site_open(&s, a, "publish_step"))
		return;
	begin(&s);
	p = programme(&s);
	CHECK(publish_parts(p) == 0);
	CHECK(!publish_find(&s.c, p->code, &found));
	CHECK(site_fault(&s) == ABSENT);
	site_sit(&s, "PM", s.one);
	CHECK(!publish_open(&s.c, s.one, p->row.revision, 0));
	CHECK(site_on(&s, "parts") && site_fault(&s) == INVALID);
	CHECK(publish_open(&s.c, s.one, p->row.revision,
	    PUBLISH_PURPOSE | PUBLISH_MONEY));
	CHECK(!publish_open(&s.c, s.one, p->row.revision, PUBLISH_ALL));
	CHECK(site_fault(&s) == CONFLICT);
	p = programme(&s);
	CHECK(str_is(p->public_parts, "purpose;money"));
	CHECK(id_same(p->published_by, s.me) && p->published_on == s.c.now);
	CHECK(publish_shows(p, PUBLISH_MONEY) &&
	    !publish_shows(p, PUBLISH_MONEY | PUBLISH_LESSONS));
	s.c.actor = (struct actor){ 0 };
	CHECK(publish_find(&s.c, p->code, &found));
	site_sit(&s, "PM", s.one);
	CHECK(publish_back(&s.c, s.one));
	CHECK(publish_parts(programme(&s)) == 0);
	s.c.actor = (struct actor){ 0 };
	CHECK(!publish_find(&s.c, p->code, &found));
	CHECK(site_fault(&s) == ABSENT);
	site_close(&s);
}

static void
others_may_not_publish(struct arena *a)
{
	static const char *const role[] = { "MEL", "SC", "DON", "FIN", NULL };
	struct site s;
	size_t i;

	if (!site_open(&s, a, "publish_others"))
		return;
	for (i = 0; role[i] != NULL; i++) {
		site_sit(&s, role[i], s.one);
		CHECK(!publish_open(&s.c, s.one, 1, PUBLISH_ALL));
		CHECK(site_fault(&s) == DENIED);
	}
	site_sit(&s, "PM", s.two);
	CHECK(!publish_open(&s.c, s.one, 1, PUBLISH_ALL));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
it_is_not_published_by_the_form(struct arena *a)
{
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "publish_form"))
		return;
	p = programme(&s);
	site_sit(&s, "PM", s.one);
	p->published = YES;
	p->public_parts = S("money");
	CHECK(flow_save(&s.c, &programme_entity, p));
	CHECK(publish_parts(programme(&s)) == 0);
	site_close(&s);
}

static void
what_is_confidential_stays_inside_though_it_was_published(struct arena *a)
{
	struct lesson k = { .published = YES };
	struct concept_note note = { .published = UNSAID };

	(void)a;
	CHECK(publish_row(&lesson_entity, &k));
	k.confidential = YES;
	CHECK(!publish_row(&lesson_entity, &k));
	CHECK(!publish_row(&concept_note_entity, &note));
	note.published = YES;
	CHECK(publish_row(&concept_note_entity, &note));
}

static str
cleaned(struct site *s, const struct publish_names *names, const char *text)
{
	return publish_text(&s->c, names, str_of(text), NULL);
}

static void
name_it(struct site *s, const char *name)
{
	struct person *p = site_blank(s, &person_entity, s->one);

	p->name = str_of(name);
	site_keep(s, &person_entity, p);
}

static void
names_and_addresses_are_taken_out_of_texts(struct arena *a)
{
	struct publish_names *names;
	struct site s;
	size_t n = 0;

	if (!site_open(&s, a, "publish_names"))
		return;
	name_it(&s, "Nguyễn Thị Mai");
	name_it(&s, "Awa Diallo");
	name_it(&s, "Hope");
	name_it(&s, "Jean-Luc");
	name_it(&s, "O’Brien");
	name_it(&s, "王小明");
	CHECK(publish_names(&s.c, s.one, &names));
	CHECK(str_is(cleaned(&s, names, "Thanks to NGUYEN THI MAI, who came."),
	    "Thanks to …, who came."));
	CHECK(str_is(cleaned(&s, names, "Nguyễn Du theatre; Mai"),
	    "Nguyễn Du theatre; Mai"));
	CHECK(str_is(cleaned(&s, names, "We hope that Hope and Awa  Diallo"),
	    "We hope that … and …"));
	CHECK(str_is(cleaned(&s, names, "Ask a.b@c.example or 0905 123 456."),
	    "Ask … or …."));
	CHECK(str_is(cleaned(&s, names, "Call +84 905123456 for 1200000000"),
	    "Call … for 1200000000"));
	CHECK(str_is(cleaned(&s, names, "Awa Diallo's and Awa Diallo’s pump"),
	    "…'s and …’s pump"));
	CHECK(str_is(cleaned(&s, names, "“Awa Diallo”, «Awa Diallo»—Hope-led"),
	    "“…”, «…»—…-led"));
	CHECK(str_is(cleaned(&s, names, "Jean\xe2\x80\x91Luc's, O'Brien-like, "
	    "Đỗ – và"), "…'s, …-like, Đỗ – và"));
	CHECK(str_is(cleaned(&s, names, "2024-01-01 - 2024-12-31, x-y@z.org"),
	    "2024-01-01 - 2024-12-31, …"));
	CHECK(str_is(cleaned(&s, names, "由王小明主持。王小，王。"),
	    "由…主持。王小，王。"));
	CHECK(str_is(publish_text(&s.c, names, S("Awa Diallo x@y.z"), &n),
	    "… …") && n == 2);
	site_close(&s);
}

/* A person of no programme who attended, an expert of the site's pool who was
 * asked for advice; who did neither is nobody here. */
static void
who_took_part_is_taken_out_though_registered_elsewhere(struct arena *a)
{
	struct publish_names *names;
	struct enrolment *n;
	struct expert_invitation *i;
	struct expert *x;
	struct person *p;
	struct site s;

	if (!site_open(&s, a, "publish_elsewhere"))
		return;
	site_system(&s);
	p = site_blank(&s, &person_entity, (struct id){ { 0 } });
	p->name = S("Zenobia Quill");
	site_keep(&s, &person_entity, p);
	n = site_blank(&s, &enrolment_entity, s.one);
	n->person = p->row.id;
	site_keep(&s, &enrolment_entity, n);
	x = site_blank(&s, &expert_entity, (struct id){ { 0 } });
	x->name = S("Ottoline Vane");
	site_keep(&s, &expert_entity, x);
	i = site_blank(&s, &expert_invitation_entity, s.one);
	i->ta_request = site_any(&s, &ta_request_entity, s.one);
	i->expert = x->row.id;
	site_keep(&s, &expert_invitation_entity, i);
	CHECK(publish_names(&s.c, s.one, &names));
	CHECK(str_is(cleaned(&s, names, "Zenobia Quill and Ottoline Vane"),
	    "… and …"));
	CHECK(publish_names(&s.c, s.two, &names));
	CHECK(str_is(cleaned(&s, names, "Zenobia Quill and Ottoline Vane"),
	    "Zenobia Quill and Ottoline Vane"));
	site_close(&s);
}

const struct test publish_tests[] = {
	{ "who took part is taken out though registered elsewhere",
	   who_took_part_is_taken_out_though_registered_elsewhere },
	{ "a manager publishes parts and takes them back",
	   a_manager_publishes_parts_and_takes_them_back },
	{ "a draft is not published but stays so where it was",
	   a_draft_is_not_published_but_stays_so_where_it_was },
	{ "others may not publish", others_may_not_publish },
	{ "it is not published by the form",
	   it_is_not_published_by_the_form },
	{ "what is confidential stays inside though it was published",
	   what_is_confidential_stays_inside_though_it_was_published },
	{ "names and addresses are taken out of texts",
	   names_and_addresses_are_taken_out_of_texts },
	{ 0 }
};
