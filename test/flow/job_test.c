/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of jobs as rows and of what each kind does, without a server:
 * test/http/jobs.mjs has those with one.
 */
#include "flow/job.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/find.h"
#include "flow/import.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

enum { HOUR_S = 3600, DAY_MS = 24 * HOUR_S * 1000 };
#define DEMO "data/demo/a_culture_policy"

static const struct id nowhere;

/* A new job of whoever sits; none after a fault. */
static struct id
add(struct site *s, const char *kind)
{
	struct id id = nowhere;

	if (!job_add(&s->c, job_kind_named(str_of(kind)), &id,
	    node_new(s->a)))
		return nowhere;
	return id;
}

static const struct job *
row_of(struct site *s, struct id id)
{
	return site_find(s, &job_entity, id);
}

static bool
stands(struct site *s, struct id id, const char *state)
{
	return str_is(row_of(s, id)->state, state);
}

static struct id
next(struct site *s)
{
	struct id id;

	CHECK(job_next(&s->c, &id));
	return id;
}

static struct job
take(struct site *s, struct id id)
{
	struct job j;

	CHECK(job_take(&s->c, id, &j));
	return j;
}

/* ---- the rows ---- */

static void
every_kind_has_a_label(struct arena *a)
{
	const struct job_kind *k;

	(void)a;
	for (k = job_kinds; k->name != NULL; k++) {
		CHECK(choice_coded(&job_kind_codes, str_of(k->name)) != NULL);
		CHECK(job_kind_named(str_of(k->name)) == k);
		CHECK(k->may != NULL && k->run != NULL);
	}
	CHECK(job_kind_named(S("juggle")) == NULL);
}

static void
one_waits_runs_and_ends(struct arena *a)
{
	struct node *result = node_new(a);
	struct site s;
	struct change *line;
	struct id id;
	size_t n;

	if (!site_open(&s, a, "job_life"))
		return;
	site_sit(&s, "ADM", nowhere);
	id = add(&s, "check");
	CHECK(stands(&s, id, "waiting") && id_same(row_of(&s, id)->by, s.me));
	CHECK(row_of(&s, id)->created_at == s.c.now);
	site_system(&s);
	CHECK(id_same(next(&s), id));
	s.c.now += 5000;
	CHECK(str_is(take(&s, id).state, "running"));
	CHECK(row_of(&s, id)->starts == 1 && row_of(&s, id)->started_at == s.c.now);
	CHECK(id_none(next(&s)));
	node_count(result, "rows", 7);
	s.c.now += 5000;
	CHECK(job_end(&s.c, id, "done", S("Seven rows."), result));
	CHECK(stands(&s, id, "done") && row_of(&s, id)->ended_at == s.c.now);
	CHECK(str_is(row_of(&s, id)->result, "{\"rows\":7}"));
	CHECK(flow_history(&s.c, &job_entity, id, 0, 10, &line, &n) && n == 3);
	site_close(&s);
}

static void
the_oldest_goes_first(struct arena *a)
{
	struct id first, second;
	struct site s;

	if (!site_open(&s, a, "job_order"))
		return;
	site_sit(&s, "ADM", nowhere);
	first = add(&s, "check");
	s.c.now += 1;
	second = add(&s, "check");
	CHECK(id_same(next(&s), first));
	(void)take(&s, first);
	CHECK(id_same(next(&s), second));
	site_close(&s);
}

static void
each_kind_is_for_whom_it_is_meant(struct arena *a)
{
	static const struct {
		const char *role, *kind;
		bool whole, may;
	} cases[] = {
		{ "ADM", "check",  true,  true }, { "PM", "check", true, false },
		{ "ADM", "import", true,  true }, { "PM", "import", true, true },
		{ "PM",  "import", false, false }, { "DON", "import", true, false },
		{ "DON", "export", false, true }, { "PAR", "export", false, true },
	};
	struct site s;
	struct id id;
	size_t i;

	if (!site_open(&s, a, "job_may"))
		return;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		site_sit(&s, cases[i].role, cases[i].whole ? nowhere : s.one);
		id = add(&s, cases[i].kind);
		CHECK(id_none(id) != cases[i].may);
		CHECK(cases[i].may || site_fault(&s) == DENIED);
	}
	s.c.actor.reads_only = true;
	CHECK(id_none(add(&s, "export")) && site_fault(&s) == DENIED);
	s.c.actor = (struct actor){ .name = S("nobody") };
	CHECK(id_none(add(&s, "export")) && site_fault(&s) == DENIED);
	site_close(&s);
}

static void
a_job_is_seen_by_who_started_it_and_by_administrators(struct arena *a)
{
	struct site s;
	struct id id;
	struct job j;

	if (!site_open(&s, a, "job_seen"))
		return;
	site_sit(&s, "PAR", s.one);
	id = add(&s, "export");
	CHECK(flow_find(&s.c, &job_entity, id, &j));
	site_sit_other(&s, "PM", s.one);
	CHECK(!flow_find(&s.c, &job_entity, id, &j));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!job_cancel(&s.c, id) && site_fault(&s) == DENIED);
	site_sit_other(&s, "ADM", nowhere);
	CHECK(flow_find(&s.c, &job_entity, id, &j));
	CHECK(job_cancel(&s.c, id) && stands(&s, id, "cancelled"));
	site_close(&s);
}

static void
too_many_of_one_person_are_refused(struct arena *a)
{
	struct site s;
	int i;

	if (!site_open(&s, a, "job_many"))
		return;
	site_sit(&s, "DON", s.one);
	for (i = 0; i < JOB_WAITING; i++)
		CHECK(!id_none(add(&s, "export")));
	CHECK(id_none(add(&s, "export")) && site_fault(&s) == BUSY);
	site_sit_other(&s, "DON", s.one);
	CHECK(!id_none(add(&s, "export")));
	site_close(&s);
}

static void
people_cannot_write_its_row(struct arena *a)
{
	struct site s;
	struct job j;
	struct id id;

	if (!site_open(&s, a, "job_row"))
		return;
	site_sit(&s, "ADM", nowhere);
	id = add(&s, "check");
	j = *row_of(&s, id);
	j.state = S("done");
	j.by = s.other;
	j.result = S("{\"file\":\"../x\"}");
	CHECK(flow_save(&s.c, &job_entity, &j));
	CHECK(stands(&s, id, "waiting") && id_same(row_of(&s, id)->by, s.me));
	CHECK(str_none(row_of(&s, id)->result));
	j.row = (struct row){ .id = nowhere };
	CHECK(!flow_save(&s.c, &job_entity, &j));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* ---- cancelled, interrupted, dropped ---- */

static void
one_that_is_cancelled_stops_where_it_is(struct arena *a)
{
	struct site s;
	struct id id;

	if (!site_open(&s, a, "job_cancel"))
		return;
	site_sit(&s, "ADM", nowhere);
	id = add(&s, "check");
	CHECK(job_cancel(&s.c, id) && stands(&s, id, "cancelled"));
	CHECK(row_of(&s, id)->ended_at == s.c.now && id_none(next(&s)));

	id = add(&s, "check");
	(void)take(&s, id);
	CHECK(job_cancel(&s.c, id));
	CHECK(stands(&s, id, "running") && row_of(&s, id)->cancel == YES);
	/* Its server died before it looked. */
	CHECK(job_restart(&s.c) && stands(&s, id, "waiting"));
	CHECK(str_is(take(&s, id).state, "cancelled"));
	CHECK(stands(&s, id, "cancelled"));
	CHECK(job_cancel(&s.c, id));    /* no fault, and nothing happens */
	site_close(&s);
}

static void
one_whose_server_dies_is_begun_again_but_not_for_ever(struct arena *a)
{
	struct site s;
	struct id id, done;
	int i;

	if (!site_open(&s, a, "job_again"))
		return;
	site_sit(&s, "ADM", nowhere);
	done = add(&s, "check");
	CHECK(job_end(&s.c, done, "done", S("x"), NULL));
	id = add(&s, "check");
	for (i = 1; i <= JOB_STARTS; i++) {
		CHECK(str_is(take(&s, id).state, "running"));
		CHECK(row_of(&s, id)->starts == i);
		CHECK(job_restart(&s.c) && stands(&s, id, "waiting"));
	}
	CHECK(str_is(take(&s, id).state, "failed"));
	CHECK(stands(&s, id, "failed") && stands(&s, done, "done"));
	CHECK(!str_none(row_of(&s, id)->message));
	site_close(&s);
}

static void
one_that_was_stopped_in_peace_has_not_been_begun(struct arena *a)
{
	struct site s;
	struct id id;

	if (!site_open(&s, a, "job_peace"))
		return;
	site_sit(&s, "ADM", nowhere);
	id = add(&s, "check");
	(void)take(&s, id);
	CHECK(job_end(&s.c, id, "waiting", (str){ 0 }, NULL));
	CHECK(stands(&s, id, "waiting") && row_of(&s, id)->starts == 0);
	CHECK(row_of(&s, id)->ended_at == INT64_MIN);
	site_close(&s);
}

static void
one_that_is_dropped_meanwhile_ends_without_a_fault(struct arena *a)
{
	struct site s;
	struct id id;

	if (!site_open(&s, a, "job_gone"))
		return;
	site_sit(&s, "ADM", nowhere);
	id = add(&s, "check");
	site_drop(&s, &job_entity, id);
	CHECK(str_none(take(&s, id).state));
	CHECK(job_end(&s.c, id, "done", S("x"), NULL));
	site_close(&s);
}

static void
it_is_done_with_the_rights_and_language_of_who_asked(struct arena *a)
{
	const struct node *input;
	struct site s;
	struct user *u;
	struct job j;
	struct id id;

	if (!site_open(&s, a, "job_sit"))
		return;
	site_sit(&s, "DON", s.one);
	s.c.lang = "vi";
	id = add(&s, "export");
	site_system(&s);
	s.c.lang = "en";
	j = take(&s, id);
	CHECK(job_sit(&s.c, &j, &input));
	CHECK(id_same(s.c.actor.user, s.me) && !s.c.actor.system);
	CHECK(s.c.actor.n == 0);        /* a role that no row gives is none */
	CHECK(strcmp(s.c.lang, "vi") == 0 && s.c.words != NULL);
	CHECK(str_is(s.c.source, "test, job"));

	s.c.source = S("test");
	u = site_find(&s, &user_entity, s.me);
	u->is_disabled = YES;
	site_keep(&s, &user_entity, u);
	CHECK(!job_sit(&s.c, &j, &input) && site_fault(&s) == DENIED);
	site_close(&s);
}

/* ---- what the kinds do ---- */

struct follower {
	int     looks, most;            /* stops at the look after these */
	int64_t done, of;
	bool    backwards;
};

static bool
follow(void *to, const char *what, int64_t done, int64_t of)
{
	struct follower *f = to;

	(void)what;
	if (of == f->of && done < f->done)
		f->backwards = true;
	f->done = done;
	f->of = of;
	return ++f->looks <= f->most;
}

static struct job_work
work_of(struct site *s, const char *folder, const char *input)
{
	struct job_work w = { .c = &s->c, .folder = folder,
		.result = node_new(s->a) };
	struct node *in;

	CHECK(json_read(s->a, str_of(input), &in, &s->c.errors));
	w.input = in;
	return w;
}

static void
an_import_counts_what_it_reads(struct arena *a)
{
	struct follower f = { .most = 1000000 };
	const struct watch watch = { follow, &f };
	struct job_work w;
	struct site s;

	if (access(DEMO, F_OK) != 0) {
		test_skip(DEMO " is not here");
		return;
	}
	if (!site_open(&s, a, "job_import"))
		return;
	CHECK(import_bundle(&s.c, import_report_new(a)));
	site_sit(&s, "ADM", nowhere);
	s.c.watch = &watch;
	w = work_of(&s, DEMO, "{}");
	CHECK(import_run(&w) && import_write(&w));
	CHECK(!w.undo && json_bool(w.result, "faultless", false));
	CHECK(str_is(json_text(json_at(w.result, "report"), "programme"),
	    "MAR-CULT"));
	CHECK(f.looks > 10 && f.of > 0 && !f.backwards);
	CHECK(!s.c.actor.system && s.c.watch == &watch);

	w = work_of(&s, DEMO, "{\"trial\":true}");
	CHECK(import_run(&w) && import_write(&w) && w.undo);
	site_close(&s);
}

static void
an_import_that_is_stopped_says_so(struct arena *a)
{
	struct follower f = { .most = 3 };
	const struct watch watch = { follow, &f };
	struct job_work w;
	struct site s;

	if (access(DEMO, F_OK) != 0) {
		test_skip(DEMO " is not here");
		return;
	}
	if (!site_open(&s, a, "job_stop"))
		return;
	CHECK(import_bundle(&s.c, import_report_new(a)));
	site_sit(&s, "ADM", nowhere);
	s.c.watch = &watch;
	w = work_of(&s, DEMO, "{}");
	CHECK(import_run(&w) && !import_write(&w));
	CHECK(f.looks == 4 && site_fault(&s) == BUSY);
	site_close(&s);
}

static size_t
lines_of(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n = 0;
	int c;

	while (f != NULL && (c = getc(f)) != EOF)
		n += c == '\n';
	if (f != NULL)
		(void)fclose(f);
	return n;
}

static void
an_export_holds_what_its_starter_may_see(struct arena *a)
{
	const char *folder = test_scratch();
	const char *path = str_print(a, "%s/event.csv", folder).p;
	struct job_work w;
	struct site s;
	int i;

	if (!site_open(&s, a, "job_export"))
		return;
	for (i = 0; i < 3; i++)
		(void)site_new(&s, entity_named(S("event")), s.one);
	(void)site_new(&s, entity_named(S("event")), s.two);
	site_sit(&s, "PM", nowhere);
	w = work_of(&s, folder, "{\"entity\":\"event\",\"as\":\"csv\"}");
	CHECK(export_run(&w) && json_count(w.result, "rows") == 4);
	CHECK(lines_of(path) == 5);     /* and the headings */
	site_sit(&s, "PM", s.one);
	w = work_of(&s, folder, "{\"entity\":\"event\",\"as\":\"csv\"}");
	CHECK(export_run(&w) && json_count(w.result, "rows") == 3);
	CHECK(lines_of(path) == 4);
	w = work_of(&s, folder, str_print(a, "{\"entity\":\"event\",\"as\":"
	    "\"json\",\"args\":[{\"name\":\"programme\",\"value\":\"%s\"}]}",
	    id_text(a, s.one).p).p);
	CHECK(export_run(&w) && json_count(w.result, "rows") == 3);
	CHECK(str_is(json_text(w.result, "file"), "event.jsonl"));
	w = work_of(&s, folder, "{\"entity\":\"user\",\"as\":\"csv\"}");
	CHECK(!export_run(&w) && site_fault(&s) == DENIED);
	w = work_of(&s, folder, "{\"entity\":\"session\",\"as\":\"csv\"}");
	CHECK(!export_run(&w) && site_fault(&s) == DENIED);
	w = work_of(&s, folder, "{\"entity\":\"event\",\"as\":\"pdf\"}");
	CHECK(!export_run(&w) && site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_check_finds_what_is_wrong(struct arena *a)
{
	const struct author by = { .at = 1 };
	struct organisation *o;
	struct job_work w;
	struct site s;

	if (!site_open(&s, a, "job_check"))
		return;
	site_sit(&s, "ADM", nowhere);
	w = work_of(&s, test_scratch(), "{}");
	CHECK(job_kind_named(S("check"))->run(&w));
	CHECK(json_bool(w.result, "sound", false));
	CHECK(!s.c.actor.system);
	/* Two lines where one is allowed, written past the door. */
	o = site_find(&s, &organisation_entity, site_any(&s,
	    &organisation_entity, s.one));
	o->name = S("Office\nof what");
	CHECK(store_put(s.c.store, &organisation_entity, o, &by,
	    &s.c.errors));
	w = work_of(&s, test_scratch(), "{}");
	CHECK(job_kind_named(S("check"))->run(&w));
	CHECK(!json_bool(w.result, "sound", true));
	CHECK(json_first(w.result, "findings") != NULL);
	CHECK(s.c.errors.first == NULL);
	site_close(&s);
}

/* ---- the spool ---- */

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* A folder with a file in it, of a job in that state. */
static const char *
folder_of(struct site *s, str spool, struct id id, const char *state)
{
	const char *path, *file;
	int fd;

	CHECK(job_folder(&s->c, spool, id, &path));
	file = str_print(s->a, "%s/a.csv", path).p;
	fd = open(file, O_CREAT | O_WRONLY, 0600);
	CHECK(fd >= 0 && close(fd) == 0);
	if (state != NULL && strcmp(state, "waiting") != 0)
		CHECK(job_end(&s->c, id, state, (str){ 0 }, NULL));
	return path;
}

static void
folders_stay_as_long_as_they_are_of_use(struct arena *a)
{
	str spool = str_print(a, "%s/spool", test_scratch());
	const char *waits, *kept, *failed, *ended, *fresh;
	struct site s;
	struct id import, export;
	struct stat st;

	if (!site_open(&s, a, "job_spool"))
		return;
	site_sit(&s, "ADM", nowhere);
	import = add(&s, "import");
	waits = folder_of(&s, spool, import, "waiting");
	export = add(&s, "export");
	kept = folder_of(&s, spool, export, "done");
	failed = folder_of(&s, spool, add(&s, "export"), "failed");
	ended = folder_of(&s, spool, add(&s, "import"), "done");
	fresh = folder_of(&s, spool, id_new(&s.random, s.c.now), NULL);
	CHECK(stat(kept, &st) == 0 && (st.st_mode & 0777) == 0700);
	CHECK(job_kept_until(row_of(&s, export)) ==
	    s.c.now + (int64_t)JOB_DAYS * DAY_MS);
	CHECK(job_kept_until(row_of(&s, import)) == INT64_MIN);

	s.c.now = (int64_t)st.st_mtime * 1000;  /* folders have the real time */
	CHECK(job_end(&s.c, export, "done", (str){ 0 }, NULL));
	CHECK(job_sweep(&s.c, spool));
	CHECK(is_there(waits) && is_there(kept) && is_there(fresh));
	CHECK(!is_there(failed) && !is_there(ended));

	s.c.now += (int64_t)2 * HOUR_S * 1000;
	CHECK(job_sweep(&s.c, spool));
	CHECK(is_there(waits) && is_there(kept) && !is_there(fresh));
	s.c.now += (int64_t)JOB_DAYS * DAY_MS;
	CHECK(job_sweep(&s.c, spool));
	CHECK(is_there(waits) && !is_there(kept));
	CHECK(job_sweep(&s.c, S("/nonexistent")));
	site_close(&s);
}

const struct test job_tests[] = {
	{ "every kind has a label", every_kind_has_a_label },
	{ "one waits, runs and ends", one_waits_runs_and_ends },
	{ "the oldest goes first", the_oldest_goes_first },
	{ "each kind is for whom it is meant", each_kind_is_for_whom_it_is_meant },
	{ "a job is seen by who started it, and by administrators",
	   a_job_is_seen_by_who_started_it_and_by_administrators },
	{ "too many of one person are refused", too_many_of_one_person_are_refused },
	{ "people cannot write its row", people_cannot_write_its_row },
	{ "one that is cancelled stops where it is",
	   one_that_is_cancelled_stops_where_it_is },
	{ "one whose server dies is begun again, but not for ever",
	   one_whose_server_dies_is_begun_again_but_not_for_ever },
	{ "one that was stopped in peace has not been begun",
	   one_that_was_stopped_in_peace_has_not_been_begun },
	{ "one that is dropped meanwhile ends without a fault",
	   one_that_is_dropped_meanwhile_ends_without_a_fault },
	{ "it is done with the rights and language of who asked",
	   it_is_done_with_the_rights_and_language_of_who_asked },
	{ "an import counts what it reads", an_import_counts_what_it_reads },
	{ "an import that is stopped says so", an_import_that_is_stopped_says_so },
	{ "an export holds what its starter may see",
	   an_export_holds_what_its_starter_may_see },
	{ "a check finds what is wrong", a_check_finds_what_is_wrong },
	{ "folders stay as long as they are of use",
	   folders_stay_as_long_as_they_are_of_use },
	{ 0 }
};
