/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writing in a note, and asking for its review. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/files.h"
#include "flow/gather.h"
#include "flow/mail.h"
#include "flow/note.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "format/local.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"
#include "model/text.h"

bool
note_may_write(struct ctx *c, const struct concept_note *k)
{
	return (str_none(k->state) || str_is(k->state, "draft")) &&
	    ctx_may(c, &note_section_entity, EDIT, k->programme) &&
	    flow_may(c, &concept_note_entity, k, EDIT);
}

/* ---- sections ---- */

bool
note_unsaved(struct ctx *c, struct id section, struct note_draft *out)
{
	const struct note_draft *all;
	size_t i, n;

	row_blank(&note_draft_entity, out);
	if (id_none(c->actor.user))
		return true;
	if ((all = every_by(c, &note_draft_entity, "section", section, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(all[i].by, c->actor.user))
			*out = all[i];
	return true;
}

bool
note_unsaved_keep(struct ctx *c, struct id section, int64_t revision,
    str body)
{
	struct note_draft d;

	if (!note_unsaved(c, section, &d))
		return false;
	if (d.row.revision > 0 && str_same(d.body, body))
		return true;
	if (d.row.revision > 0 && !flow_drop(c, &note_draft_entity, d.row.id,
	    d.row.revision))
		return false;
	row_blank(&note_draft_entity, &d);
	d.section = section;
	d.of_revision = revision;
	d.body = body;
	return flow_save(c, &note_draft_entity, &d);
}

bool
note_unsaved_drop(struct ctx *c, struct id section)
{
	struct note_draft d;

	return note_unsaved(c, section, &d) && (d.row.revision == 0 ||
	    flow_drop(c, &note_draft_entity, d.row.id, d.row.revision));
}

bool
note_write(struct ctx *c, struct id id, int64_t revision, str body)
{
	struct concept_note note;
	struct note_section s;

	if (!flow_find(c, &note_section_entity, id, &s) ||
	    !flow_find(c, &concept_note_entity, s.note, &note))
		return false;
	if (!note_may_write(c, &note))
		return fail(&c->errors, DENIED, NULL, "This note is not "
		    "written in now: begin its next version first.");
	if (s.row.revision != revision)
		return fail(&c->errors, CONFLICT, "body", "Somebody else has "
		    "changed this section meanwhile. Both texts are below.");
	if (s.most > 0 && str_points(body) > (size_t)s.most)
		return fail(&c->errors, INVALID, "body", "This section may "
		    "have up to %lld characters; it has %zu.",
		    (long long)s.most, str_points(body));
	s.body = str_none(body) ? (str){ 0 } : body;
	return flow_save(c, &note_section_entity, &s) &&
	    note_unsaved_drop(c, id);
}

/* ---- reviewers ---- */

#define READERS "RM PM SC FIN BEN MEL EVA ADM"

static int
by_name(const void *one, const void *other)
{
	const struct user *a = one, *b = other;

	return str_order(a->name, b->name);
}

static bool
is_in(const struct user *all, size_t n, struct id id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(all[i].row.id, id))
			return true;
	return false;
}

/* By the roles they hold now, here or on the whole site. */
bool
note_readers(struct ctx *c, struct id programme, struct user **out, size_t *n)
{
	struct ctx system = ctx_as_program(c);
	struct day today = moment_day(c->now);
	const struct role_assignment *all;
	struct user u;
	size_t i, held;

	*n = 0;
	all = gather(&system, &role_assignment_entity, (struct id){ { 0 } },
	    &held);
	if (all == NULL) {
		c->errors = system.errors;
		return false;
	}
	*out = NEWS(c->arena, struct user, held + 1);
	for (i = 0; i < held; i++) {
		if (!str_among(all[i].role, READERS) ||
		    (!id_none(all[i].programme) && !id_same(all[i].programme,
		    programme)) || (all[i].until.n != 0 &&
		    all[i].until.n < today.n) || is_in(*out, *n,
		    all[i].user) || !flow_find(&system, &user_entity,
		    all[i].user, &u))
			continue;
		if (u.is_disabled != YES)
			(*out)[(*n)++] = u;
	}
	errors_clear(&system.errors);
	qsort(*out, *n, sizeof(**out), by_name);
	return true;
}

static bool
tell(struct ctx *c, const struct concept_note *k, struct id user,
    struct day due, bool *told)
{
	struct mail_new m = { .kind = "notice", .programme = k->programme,
		.entity = &concept_note_entity, .row = k->row.id };
	struct write w = write_new(c->arena, 200);
	struct local *local;
	struct mail_to to;
	str title, link;

	*told = false;
	if (!mail_to_user(c, user, &to))
		return false;
	if (str_none(to.address))
		return true;
	local = local_open(str_none(to.language) ? "en" : str_z(c->arena,
	    to.language), &c->errors);
	if (local == NULL)
		return false;
	local_day_long(local, &w, due);
	local_close(local);
	title = text_in(c->arena, k->title, str_z(c->arena, to.language));
	link = mail_link(c, str_print(c->arena, "/concept_note/%s",
	    id_text(c->arena, k->row.id).p));
	m.subject = str_print(c->arena, words_say(to.words,
	    "Please review: %s"), str_z(c->arena, title));
	m.text = str_print(c->arena, words_say(to.words, "You are asked to "
	    "read '%s' and to say by %s whether you agree or want changes.\n"
	    "\n%s\n"), str_z(c->arena, title), write_done(&w).p,
	    str_z(c->arena, link));
	return mail_queue(c, &to, &m, told);
}

bool
note_ask(struct ctx *c, const struct concept_note *k, struct id user,
    struct day due, bool *told)
{
	struct note_review r;
	struct ctx system;
	struct user *all;
	size_t n;
	bool fine;

	if (id_none(user))
		return fail(&c->errors, INVALID, "reviewer",
		    "Choose who is asked.");
	if (due.n == 0)
		return fail(&c->errors, INVALID, "due",
		    "Say by when an answer is wanted.");
	if (!note_readers(c, k->programme, &all, &n))
		return false;
	if (!is_in(all, n, user))
		return fail(&c->errors, INVALID, "reviewer", "This person may "
		    "not read the notes of this programme.");
	row_blank(&note_review_entity, &r);
	r.note = k->row.id;
	r.version = k->version > 0 ? k->version : 1;
	r.reviewer = user;
	r.asked_on = moment_day(c->now);
	r.due_on = due;
	if (!flow_save(c, &note_review_entity, &r))
		return false;
	system = ctx_as_program(c);
	fine = tell(&system, k, user, due, told);
	c->errors = system.errors;
	return fine;
}

bool
note_answer(struct ctx *c, struct id id, str verdict, str remarks)
{
	struct ctx system = ctx_as_program(c);
	struct note_review r;
	bool fine;

	if (!flow_find(c, &note_review_entity, id, &r))
		return false;
	if (id_none(c->actor.user) || !id_same(r.reviewer, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "Only who was asked can answer.");
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (choice_coded(&note_verdict_codes, verdict) == NULL)
		return fail(&c->errors, INVALID, "verdict",
		    "Say whether you agree or want changes.");
	if (str_is(verdict, "changes") && str_none(remarks))
		return fail(&c->errors, INVALID, "remarks",
		    "Say what is to be changed.");
	r.verdict = verdict;
	r.remarks = remarks;
	r.answered_on = moment_day(c->now);
	fine = flow_save_verb(&system, &note_review_entity, &r, S("answer"));
	c->errors = system.errors;
	return fine;
}

bool
note_priority(struct ctx *c, struct concept_note *k, bool on, str reason)
{
	if (on && str_none(reason))
		return fail(&c->errors, INVALID, "priority_reason",
		    "Say why it has priority.");
	k->priority = on ? YES : NO;
	k->priority_reason = on ? reason : (str){ 0 };
	return flow_save(c, &concept_note_entity, k);
}

/* ---- on paper ---- */

static unsigned
colour_of(str text)
{
	str hex = str_starts(text, S("#")) ? str_part(text, 1, text.n) : text;
	unsigned colour = 0;
	size_t i;

	if (hex.n != 6)
		return 0;
	for (i = 0; i < 6; i++) {
		if (str_hex(hex.p[i]) < 0)
			return 0;
		colour = colour << 4 | (unsigned)str_hex(hex.p[i]);
	}
	return colour;
}

enum { LOGO_MOST = 1 << 20 };

static bool
read_logo(struct ctx *c, const struct file *f, struct doc_style *out)
{
	struct write w = write_new(c->arena, LOGO_MOST);
	int64_t piece = 0;
	str s;

	if (f->size > LOGO_MOST)
		return true;
	do {
		if (!files_read(c, f, FILES_WHOLE, piece++, c->arena, &s))
			return false;
		write_str(&w, s);
	} while (s.n > 0);
	out->logo = write_done(&w);
	out->logo_alt = f->title;
	return true;
}

static bool
is_logo(const struct file *f)
{
	return str_is(f->type, "image/png") && f->confidential != YES &&
	    str_same_nocase(str_part(f->title, 0, 4), S("logo"));
}

bool
note_style(struct ctx *c, const struct programme *p, struct doc_style *out)
{
	struct ctx system = ctx_as_program(c);
	struct file *file;
	str colour;
	size_t i, n;
	bool fine;

	*out = (struct doc_style){ .head = text_in(c->arena, p->title,
	    c->lang) };
	fine = setting_text(&system, "paper_colour", &colour) &&
	    setting_text(&system, "paper_font", &out->font) &&
	    files_of(&system, &programme_entity, p->row.id, &file, &n);
	if (fine)
		out->colour = colour_of(colour);
	for (i = 0; fine && i < n && str_none(out->logo); i++)
		if (is_logo(&file[i]))
			fine = read_logo(&system, &file[i], out);
	c->errors = system.errors;
	return fine;
}
