/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/feedback.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/day.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "flow/reference.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "model/codes.h"

/* ---- sending ---- */

static bool
is_sensitive(const struct feedback_new *in)
{
	return in->sensitive || str_among(in->topic,
	    "conduct fraud abuse data");
}

bool
feedback_limits(struct ctx *c, int *days, int *sensitive)
{
	*days = FEEDBACK_DAYS;
	*sensitive = FEEDBACK_DAYS_SENSITIVE;
	return setting_count(c, "feedback_days", 1, 365, days) &&
	    setting_count(c, "feedback_days_sensitive", 1, 365, sensitive);
}

struct day
feedback_due(const struct feedback_case *f, int days, int sensitive)
{
	if (f->due.n != 0 || f->received.n == 0)
		return f->due;
	return (struct day){ f->received.n +
	    (f->sensitive == YES ? sensitive : days) };
}

static bool
may_be_kept(struct ctx *c, const struct feedback_new *in)
{
	str text = str_trim(in->text);

	if (choice_coded(&feedback_category_codes, in->category) == NULL)
		(void)fail(&c->errors, INVALID, "category",
		    "Choose what kind of message this is.");
	if (!str_none(in->topic) &&
	    choice_coded(&feedback_topic_codes, in->topic) == NULL)
		(void)fail(&c->errors, INVALID, "topic",
		    "Choose what it is about from the list.");
	if (str_none(text))
		(void)fail(&c->errors, INVALID, "text",
		    "Write what you want to say.");
	if (str_points(text) > FEEDBACK_TEXT)
		(void)fail(&c->errors, INVALID, "text",
		    "That is too long: %d letters at most.", FEEDBACK_TEXT);
	if (str_points(in->contact) > 200)
		(void)fail(&c->errors, INVALID, "contact",
		    "That is too long: 200 letters at most.");
	return errors_worst(&c->errors) == FINE;
}

/* Nobody fills the desk, or the disk, from outside. */
static bool
is_room(struct ctx *c, struct id programme, struct day today)
{
	const struct feedback_case *f;
	size_t i, n, came = 0;

	if (!id_none(c->actor.user))
		return true;
	f = gather(c, &feedback_case_entity, programme, &n);
	for (i = 0; f != NULL && i < n; i++)
		came += f[i].received.n == today.n &&
		    str_is(f[i].channel, "web");
	if (f == NULL)
		return false;
	return came < FEEDBACK_A_DAY || fail(&c->errors, BUSY, NULL,
	    "Too many messages came today. Send yours tomorrow, or by "
	    "another way.");
}

bool
feedback_send(struct ctx *c, struct id programme,
    const struct feedback_new *in, struct feedback_case *out)
{
	struct day today = moment_day(c->now);
	struct ctx nobody = *c;
	int days, sensitive;
	bool fine;

	if (!may_be_kept(c, in) || !is_room(c, programme, today) ||
	    !feedback_limits(c, &days, &sensitive))
		return false;
	row_blank(&feedback_case_entity, out);
	out->programme = programme;
	out->received = today;
	out->channel = S("web");
	out->anonymous = str_none(str_trim(in->contact)) ? YES : NO;
	out->contact = str_trim(in->contact);
	out->category = in->category;
	out->topic = in->topic;
	out->text = str_trim(in->text);
	out->sensitive = is_sensitive(in) ? YES : NO;
	out->due = feedback_due(out, days, sensitive);
	out->reference = reference_new(c->arena, "FB");
	out->satisfied = S("unknown");
	if (out->anonymous == YES) {
		nobody.source = S("web");
		nobody.reason = (str){ 0 };
	}
	if (!flow_may(c, &feedback_case_entity, out, ADD))
		return fail(&c->errors, DENIED, NULL,
		    "This programme takes no messages from outside.");
	/* Checked above; as the program, which alone sets a reference and
	 * leaves no trace of who is signed in. */
	nobody.actor = (struct actor){ .system = true };
	fine = flow_save_verb(&nobody, &feedback_case_entity, out, S("send"));
	c->errors = nobody.errors;
	return fine;
}

/* ---- by the number ---- */

static bool
by_reference(struct ctx *system, str reference, struct feedback_case *out)
{
	str typed = reference_typed(system->arena, reference);
	struct filter of = { field_named(&feedback_case_entity,
		S("reference")), IS, typed };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct found *f;
	bool there;

	if (typed.n == 0 || typed.n > 40)
		return fail(&system->errors, ABSENT, NULL,
		    "There is no message with this number.");
	if (!flow_list(system, &feedback_case_entity, &ask, &f))
		return false;
	there = flow_next(f, system->arena, out);
	return flow_end(f) && (there || fail(&system->errors, ABSENT, NULL,
	    "There is no message with this number."));
}

bool
feedback_find(struct ctx *c, str reference, struct feedback_case *out)
{
	struct ctx system = *c;
	bool fine;

	system.actor = (struct actor){ .system = true };
	fine = by_reference(&system, reference, out);
	c->errors = system.errors;
	return fine;
}

bool
feedback_rate(struct ctx *c, str reference, str satisfied, str remark)
{
	struct ctx system = *c;
	struct feedback_case f;
	bool fine;

	system.actor = (struct actor){ .system = true };
	system.source = S("web");
	if (!str_among(satisfied, "yes no"))
		return fail(&c->errors, INVALID, "satisfied",
		    "Say whether the answer helped.");
	if (str_points(remark) > FEEDBACK_TEXT)
		return fail(&c->errors, INVALID, "remark",
		    "That is too long: %d letters at most.", FEEDBACK_TEXT);
	fine = by_reference(&system, reference, &f);
	if (fine && str_none(f.answer))
		fine = fail(&system.errors, INVALID, "satisfied",
		    "There is no answer yet.");
	if (fine) {
		f.satisfied = satisfied;
		f.remark = str_trim(remark);
		fine = flow_save_verb(&system, &feedback_case_entity, &f,
		    S("rate"));
	}
	c->errors = system.errors;
	return fine;
}

/* ---- the desk ---- */

bool
feedback_answer(struct ctx *c, struct feedback_case *f)
{
	if (str_none(str_trim(f->answer)))
		return fail(&c->errors, INVALID, "answer",
		    "Write the answer.");
	if (f->published == YES && f->sensitive == YES)
		return fail(&c->errors, INVALID, "published",
		    "A sensitive message is never shown in public.");
	if (f->published == YES && str_none(str_trim(f->heard)))
		return fail(&c->errors, INVALID, "heard",
		    "Say first, in public words, what was heard.");
	if (f->answered_on.n == 0)
		f->answered_on = moment_day(c->now);
	f->days = f->received.n == 0 ? (double)NAN
	    : f->answered_on.n - f->received.n;
	return flow_save_verb(c, &feedback_case_entity, f, S("answer"));
}

enum feedback_is
feedback_stands(const struct ctx *c, const struct feedback_case *f)
{
	if (f->answered_on.n != 0)
		return FEEDBACK_ANSWERED;
	return f->due.n != 0 && f->due.n < moment_day(c->now).n
	    ? FEEDBACK_OVERDUE : FEEDBACK_WAITING;
}

static int
by_days(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static bool
count(struct ctx *c, struct feedback_desk *d)
{
	double *took = NEWS(c->arena, double, d->n + 1);
	int days, sensitive;
	size_t i;

	if (!feedback_limits(c, &days, &sensitive))
		return false;
	for (i = 0; i < d->n; i++) {
		struct feedback_case *f = &d->row[i];

		f->due = feedback_due(f, days, sensitive);
		if (feedback_stands(c, f) != FEEDBACK_ANSWERED) {
			d->waiting++;
			d->overdue += feedback_stands(c, f) ==
			    FEEDBACK_OVERDUE;
			continue;
		}
		took[d->answered++] = f->answered_on.n - f->received.n;
		d->in_time += f->answered_on.n <= f->due.n;
		d->rated += str_among(f->satisfied, "yes no");
		d->satisfied += str_is(f->satisfied, "yes");
	}
	qsort(took, d->answered, sizeof(*took), by_days);
	d->median_days = d->answered == 0 ? NAN
	    : (took[(d->answered - 1) / 2] + took[d->answered / 2]) / 2;
	return true;
}

bool
feedback_desk(struct ctx *c, struct id programme, struct feedback_desk *d)
{
	*d = (struct feedback_desk){ 0 };
	d->row = every(c, &feedback_case_entity, programme, &d->n);
	return d->row != NULL && count(c, d);
}

bool
feedback_said(struct ctx *c, struct id programme, struct feedback_desk *d)
{
	size_t i, n = 0;

	*d = (struct feedback_desk){ 0 };
	d->row = gather(c, &feedback_case_entity, programme, &d->n);
	if (d->row == NULL || !count(c, d))
		return false;
	for (i = 0; i < d->n; i++) {
		struct feedback_case f = d->row[i];

		if (!publish_row(&feedback_case_entity, &f) ||
		    str_none(f.heard))
			continue;
		row_blank(&feedback_case_entity, &d->row[n]);
		d->row[n].received = f.received;
		d->row[n].heard = f.heard;
		d->row[n].done = f.done;
		d->row[n++].answered_on = f.answered_on;
	}
	d->n = n;
	return true;
}
