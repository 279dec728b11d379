/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/files: who sees, attaches and takes away, and what stays. */
#include "flow/files.h"

#include <string.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/advise.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "store/blob.h"
#include "test.h"

static const struct files_said nothing;

static struct files_looked
looked(struct site *s, const char *name, str bytes)
{
	struct files_looked l;

	CHECK(files_look(&s->c, str_of(name), bytes, &l));
	return l;
}

/* A note on the row, by whoever sits there. */
static bool
attach(struct site *s, const struct entity *e, struct id row, str bytes,
    struct file *f)
{
	struct files_looked l = looked(s, "note.txt", bytes);
	bool was;

	return files_attach(&s->c, e, row, &l, &nothing, f, &was);
}

static size_t
seen(struct site *s, const struct entity *e, struct id row)
{
	struct file *all;
	size_t n;

	CHECK(files_of(&s->c, e, row, &all, &n));
	return n;
}

static void
a_file_comes_back_as_it_was_sent(struct arena *a)
{
	struct files_looked l;
	struct file f, *all;
	struct site s;
	struct id event;
	str bytes;
	bool was;
	size_t n;

	if (!site_open(&s, a, "files_back"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	l = looked(&s, "C:\\x\\note.exe", S("hello\n"));
	CHECK(files_attach(&s.c, &event_entity, event, &l, &nothing, &f,
	    &was) && !was);
	CHECK(files_of(&s.c, &event_entity, event, &all, &n) && n == 1);
	CHECK(str_is(all[0].name, "note.exe.txt"));
	CHECK(str_is(all[0].type, "text/plain") && all[0].size == 6);
	/* printf 'hello\n' | sha256sum */
	CHECK(str_is(all[0].hash, "5891b5b522d5df086d0ff0b110fbd9d2"
	    "1bb4fc7163af34d08286a2e846f6be03"));
	CHECK(id_same(all[0].by, s.me) && id_same(all[0].programme, s.one));
	CHECK(files_read(&s.c, &all[0], FILES_WHOLE, 0, a, &bytes));
	CHECK(str_is(bytes, "hello\n"));
	CHECK(files_read(&s.c, &all[0], FILES_WHOLE, 1, a, &bytes));
	CHECK(bytes.p == NULL);
	site_close(&s);
}

static void
the_same_bytes_on_the_same_row_are_one_file(struct arena *a)
{
	struct files_looked l;
	struct file one, two, three;
	struct site s;
	struct id event, other;
	int64_t n, all;
	bool was;

	if (!site_open(&s, a, "files_same"))
		return;
	event = site_new(&s, &event_entity, s.one);
	other = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	l = looked(&s, "a.txt", S("same"));
	CHECK(files_attach(&s.c, &event_entity, event, &l, &nothing, &one,
	    &was) && !was);
	CHECK(files_attach(&s.c, &event_entity, event, &l, &nothing, &two,
	    &was) && was);
	CHECK(id_same(one.row.id, two.row.id));
	CHECK(files_attach(&s.c, &event_entity, other, &l, &nothing, &three,
	    &was) && !was);
	CHECK(!id_same(one.row.id, three.row.id));
	CHECK(blob_total(s.c.store, &n, &all, &s.c.errors));
	CHECK(n == 1 && all == 4);
	site_close(&s);
}

static void
who_may_not_see_the_row_sees_no_file_of_it(struct arena *a)
{
	struct ask every = { .limit = 0 };
	struct file f, found;
	struct site s;
	struct id event;
	int64_t n;

	if (!site_open(&s, a, "files_see"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &event_entity, event, S("a"), &f));
	site_sit_other(&s, "PM", s.two);
	CHECK(seen(&s, &event_entity, event) == 0);
	CHECK(!flow_find(&s.c, &file_entity, f.row.id, &found));
	CHECK(site_fault(&s) == DENIED);
	CHECK(flow_count(&s.c, &file_entity, &every, &n) && n == 0);
	CHECK(!attach(&s, &event_entity, event, S("b"), &f));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "SC", s.one);        /* sees, does not write */
	CHECK(seen(&s, &event_entity, event) == 1);
	CHECK(!attach(&s, &event_entity, event, S("b"), &f));
	CHECK(site_fault(&s) == DENIED);
	s.c.actor = (struct actor){ { { 0 } } };        /* the public */
	CHECK(seen(&s, &event_entity, event) == 0);
	site_close(&s);
}

static void
a_confidential_file_is_for_who_may_change_the_row(struct arena *a)
{
	const struct files_said secret = { .confidential = true };
	struct files_looked l;
	struct file f;
	struct site s;
	struct id event;
	bool was;

	if (!site_open(&s, a, "files_secret"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	l = looked(&s, "a.txt", S("secret"));
	CHECK(files_attach(&s.c, &event_entity, event, &l, &secret, &f, &was));
	CHECK(seen(&s, &event_entity, event) == 1);
	site_sit_other(&s, "SC", s.one);
	CHECK(seen(&s, &event_entity, event) == 0);
	site_close(&s);
}

/* A donor sees that there is such a person, not who it is. */
static void
what_is_attached_to_a_person_is_personal(struct arena *a)
{
	struct person p;
	struct file f;
	struct site s;

	if (!site_open(&s, a, "files_person"))
		return;
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &person_entity, s.other_party, S("card"), &f));
	CHECK(seen(&s, &person_entity, s.other_party) == 1);
	CHECK(seen(&s, &party_entity, s.other_party) == 1);
	site_sit_other(&s, "DON", s.one);
	if (flow_find(&s.c, &person_entity, s.other_party, &p))
		CHECK(str_none(p.name));
	site_fault(&s);
	CHECK(seen(&s, &person_entity, s.other_party) == 0);
	site_close(&s);
}

static void
what_is_taken_away_can_be_had_back_until_it_is_swept(struct arena *a)
{
	struct file f;
	struct site s;
	struct id event;
	int64_t change, n, day = 24 * 3600 * 1000;

	if (!site_open(&s, a, "files_undo"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "FAC", s.one);             /* adds, drops no other's */
	CHECK(attach(&s, &event_entity, event, S("mine"), &f));
	CHECK(files_drop(&s.c, f.row.id, f.row.revision, &change));
	CHECK(seen(&s, &event_entity, event) == 0);
	CHECK(flow_undo(&s.c, change));
	CHECK(seen(&s, &event_entity, event) == 1);
	CHECK(files_drop(&s.c, f.row.id, 1, &change));
	CHECK(files_sweep(&s.c, &n) && n == 0);
	s.c.now += (FILES_DAYS + 1) * day;
	CHECK(files_sweep(&s.c, &n) && n == 1);
	CHECK(!flow_undo(&s.c, change));
	CHECK(site_says(&s, "swept 30 days after"));
	site_close(&s);
}

static void
who_is_erased_takes_his_files_along(struct arena *a)
{
	struct site s;
	struct file f;
	int64_t size;

	if (!site_open(&s, a, "files_erase"))
		return;
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &person_entity, s.other_party, S("card"), &f));
	site_system(&s);
	CHECK(flow_erase(&s.c, &person_entity, s.other_party));
	CHECK(!store_has(s.c.store, &file_entity, f.row.id));
	CHECK(blob_size(s.c.store, f.hash, &size, &s.c.errors) && size == -1);
	site_close(&s);
}

static void
who_attached_takes_away_and_others_need_a_role(struct arena *a)
{
	struct file f;
	struct site s;
	struct id event;
	int64_t change;

	if (!site_open(&s, a, "files_whose"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &event_entity, event, S("of PM"), &f));
	site_sit_other(&s, "FAC", s.one);
	CHECK(!files_drop(&s.c, f.row.id, f.row.revision, &change));
	CHECK(site_fault(&s) == DENIED);
	CHECK(attach(&s, &event_entity, event, S("of FAC"), &f));
	site_sit(&s, "PM", s.one);
	CHECK(files_drop(&s.c, f.row.id, f.row.revision, &change));
	site_close(&s);
}

static void
a_row_with_files_stays_until_they_are_gone(struct arena *a)
{
	struct site s;
	struct file f;
	struct id risk;

	if (!site_open(&s, a, "files_stay"))
		return;
	risk = site_new(&s, &risk_entity, s.one);
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &risk_entity, risk, S("a"), &f));
	site_system(&s);
	CHECK(!flow_drop(&s.c, &risk_entity, risk, 1));
	CHECK(site_says(&s, "take them away first"));
	site_fault(&s);
	CHECK(flow_drop(&s.c, &file_entity, f.row.id, f.row.revision));
	CHECK(flow_drop(&s.c, &risk_entity, risk, 1));
	site_close(&s);
}

static void
a_file_becomes_the_evidence_of_its_row(struct arena *a)
{
	struct files_said as = { .as = S("evidence") };
	struct files_looked l;
	struct file f;
	struct activity *act;
	struct site s;
	struct id id;
	bool was;

	if (!site_open(&s, a, "files_as"))
		return;
	id = site_new(&s, &activity_entity, s.one);
	site_sit(&s, "PM", s.one);
	l = looked(&s, "a.txt", S("done"));
	CHECK(files_attach(&s.c, &activity_entity, id, &l, &as, &f, &was));
	act = site_find(&s, &activity_entity, id);
	CHECK(id_same(act->evidence, f.row.id));
	as.as = S("title");
	CHECK(!files_attach(&s.c, &activity_entity, id, &l, &as, &f, &was));
	CHECK(site_on(&s, "as"));
	site_close(&s);
}

static void
set(struct site *s, const char *key, const char *value)
{
	struct setting t;

	site_system(s);
	row_blank(&setting_entity, &t);
	t.key = str_of(key);
	t.value = str_of(value);
	CHECK(flow_save(&s->c, &setting_entity, &t));
}

static void
limits_and_quotas_are_settings(struct arena *a)
{
	enum { BIG = (1 << 20) + 1 };
	char *big = arena_take(a, BIG, 1);
	struct files_looked l;
	struct programme *p;
	struct site s;
	struct file f;
	struct id event;

	if (!site_open(&s, a, "files_quota"))
		return;
	memset(big, 'x', BIG);
	event = site_new(&s, &event_entity, s.one);
	p = site_find(&s, &programme_entity, s.one);
	set(&s, "files_one_mib", "1");
	site_sit(&s, "PM", s.one);
	CHECK(!files_look(&s.c, S("a.txt"), (str){ big, BIG }, &l));
	CHECK(site_says(&s, "a file may have 1 MiB"));
	site_fault(&s);
	set(&s, str_print(a, "files_programme_mib %.*s", (int)p->code.n,
	    p->code.p).p, "0");
	site_sit(&s, "PM", s.one);
	CHECK(!attach(&s, &event_entity, event, S("a"), &f));
	CHECK(site_says(&s, "programme's files have no more room"));
	site_fault(&s);
	event = site_new(&s, &event_entity, s.two);
	site_sit(&s, "PM", s.two);
	CHECK(attach(&s, &event_entity, event, S("a"), &f));
	site_close(&s);
}

static void
a_file_whose_bytes_changed_is_found(struct arena *a)
{
	struct file f;
	struct site s;
	struct id event;

	if (!site_open(&s, a, "files_verify"))
		return;
	event = site_new(&s, &event_entity, s.one);
	site_sit(&s, "PM", s.one);
	CHECK(attach(&s, &event_entity, event, S("sound"), &f));
	site_system(&s);
	CHECK(files_verify(&s.c));
	CHECK(blob_put(s.c.store, S("not the fingerprint"), S("x"),
	    &s.c.errors));
	CHECK(!files_verify(&s.c));
	CHECK(site_says(&s, "are not what they were"));
	site_close(&s);
}

/* Who judges, contracts and answers a request writes to who asked, and
 * reads the letter that came with it; the others see neither, nor do other
 * organisations. */
static void
who_answers_a_request_sees_its_contact_and_letter(struct arena *a)
{
	static const struct { const char *role; bool sees; } of[] = {
		{ "SEC", true }, { "PM", true }, { "EXP", true }, { "BEN", false },
		{ "SC", false }, { "FIN", false }, { "MEL", false } };
	struct ta_request t;
	struct site s;
	struct file f;
	struct id at;
	size_t i;

	if (!site_open(&s, a, "files_letter"))
		return;
	at = site_new(&s, &ta_request_entity, s.one);
	site_system(&s);
	CHECK(flow_find(&s.c, &ta_request_entity, at, &t));
	t.contact = S("Bo");
	CHECK(flow_save(&s.c, &ta_request_entity, &t));
	CHECK(attach(&s, &ta_request_entity, at, S("letter"), &f));
	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		site_sit(&s, of[i].role, s.one);
		CHECK(flow_find(&s.c, &ta_request_entity, at, &t));
		CHECK(str_is(t.contact, "Bo") == of[i].sees);
		CHECK(seen(&s, &ta_request_entity, at) == (of[i].sees ? 1 : 0));
	}
	site_close(&s);
}

const struct test files_tests[] = {
	{ "who answers a request sees its contact and letter",
	   who_answers_a_request_sees_its_contact_and_letter },
	{ "a file comes back as it was sent", a_file_comes_back_as_it_was_sent },
	{ "the same bytes on the same row are one file",
	   the_same_bytes_on_the_same_row_are_one_file },
	{ "who may not see the row sees no file of it",
	   who_may_not_see_the_row_sees_no_file_of_it },
	{ "a confidential file is for who may change the row",
	   a_confidential_file_is_for_who_may_change_the_row },
	{ "what is attached to a person is personal",
	   what_is_attached_to_a_person_is_personal },
	{ "what is taken away can be had back until it is swept",
	   what_is_taken_away_can_be_had_back_until_it_is_swept },
	{ "who is erased takes his files along",
	   who_is_erased_takes_his_files_along },
	{ "who attached takes away, and others need a role",
	   who_attached_takes_away_and_others_need_a_role },
	{ "a row with files stays until they are gone",
	   a_row_with_files_stays_until_they_are_gone },
	{ "a file becomes the evidence of its row",
	   a_file_becomes_the_evidence_of_its_row },
	{ "limits and quotas are settings", limits_and_quotas_are_settings },
	{ "a file whose bytes changed is found",
	   a_file_whose_bytes_changed_is_found },
	{ 0 }
};
