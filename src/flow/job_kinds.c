/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The kinds of jobs, and those that are a few lines. */
#include "flow/find.h"
#include "flow/job.h"
#include "flow/verify.h"

/* ---- check: whether the data keep their promises ---- */

static bool
check_may(struct ctx *c)
{
	return ctx_admin(c) || fail(&c->errors, DENIED, NULL,
	    "The data are checked by an administrator.");
}

static void
list_findings(const struct errors *e, struct node *list)
{
	const struct error *at;
	struct node *row;

	for (at = e->first; at != NULL; at = at->next) {
		row = node_item(list);
		node_z(row, "field", at->field);
		node_z(row, "text", at->text);
	}
}

/* It looks at every row, whoever may see it, and shows only findings. */
static bool
check_run(struct job_work *w)
{
	struct ctx *c = w->c;
	struct verified v = { 0 };
	bool was = c->actor.system, sound;

	c->actor.system = true;
	sound = verify(c, &v);
	c->actor.system = was;
	if (errors_worst(&c->errors) == BUSY)
		return false;
	node_bool(w->result, "sound", sound);
	node_count(w->result, "rows", v.rows);
	node_count(w->result, "changes", v.changes);
	node_count(w->result, "gaps", v.gaps);
	list_findings(&c->errors, node_list(w->result, "findings"));
	errors_clear(&c->errors);
	w->message = str_of(words_say(c->words, sound ?
	    "The data are sound." : "The data are not sound."));
	return true;
}

/* ---- all of them ---- */

const struct job_kind job_kinds[] = {
	{ "import", import_may, import_run, import_write, JOB_DAYS,
	    JOB_REPORT },
	{ "export", export_may, export_run, NULL, JOB_DAYS },
	{ "iati",   import_may, iati_run,   iati_write_job, 0 },
	{ "check",  check_may,  check_run,  NULL, 0 },
	{ "certificates", certificates_may, certificates_run,
	    certificates_write, JOB_DAYS },
	{ 0 }
};
