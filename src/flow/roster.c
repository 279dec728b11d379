/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/roster.h"

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/keyed.h"
#include "flow/letter.h"
#include "flow/save.h"
#include "format/local.h"
#include "model/mail.h"
#include "model/people.h"
#include "store/store.h"

struct reply {                          /* one mail as it is written */
	struct ctx     *c;
	struct mail_to  to;
	struct mail_new mail;
	struct letter   letter;
};

static struct reply
reply_new(struct ctx *c, str address, str name, struct id programme,
    const struct entity *of, struct id row)
{
	return (struct reply){ .c = c, .letter = letter_new(c),
		.to = mail_to_address(c, address, name, (str){ 0 }),
		.mail = { .kind = "notice", .programme = programme,
		    .entity = of, .row = row } };
}

/* Who is a user has chosen his language.  Who took back his consent, or
 * does not want to be listed, is not written to. */
static bool
to_expert(struct ctx *c, const struct expert *x, struct reply *r)
{
	struct mail_to own;
	bool gone;

	if (!mail_is_withdrawn(c, x->party, &gone))
		return false;
	gone |= x->consent == NO;
	*r = reply_new(c, gone ? (str){ 0 } : x->email, x->name,
	    x->programme, &expert_entity, x->row.id);
	if (gone)
		return true;
	if (id_none(x->party) || !store_has(c->store, &person_entity,
	    x->party))
		return true;
	if (!mail_to_party(c, x->party, &own))
		return false;
	if (!id_none(own.user) && !str_none(own.address))
		r->to = own;
	return true;
}

static bool
send(struct reply *r, bool *told)
{
	bool wanted;

	*told = false;
	if (!mail_wanted(r->c, &r->to, r->mail.kind, &wanted))
		return false;
	letter_done(&r->letter, &r->mail);
	return !wanted || mail_queue(r->c, &r->to, &r->mail, told);
}

static str
plain_say(const struct reply *r, const char *english)
{
	return str_of(words_say(r->to.words, english));
}

static str
with_say(const struct reply *r, const char *english, str in)
{
	return str_print(r->c->arena, words_say(r->to.words, english),
	    str_z(r->c->arena, in));
}

static str
at_site(struct ctx *c, str site, const char *path, str key)
{
	str rest = str_print(c->arena, "%s%s", path, str_z(c->arena, key));

	return str_none(site) ? mail_link(c, rest) : str_print(c->arena,
	    "%s%s", str_z(c->arena, site), rest.p);
}

/* ---- candidates ---- */

static bool
may_decide(struct ctx *c, const struct expert *x)
{
	if (!flow_may(c, &expert_entity, x, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you decide about candidates.");
	return str_is(x->status, "candidate") || fail(&c->errors, INVALID,
	    "status", "Only a candidate is admitted to the roster.");
}

bool
roster_admit(struct ctx *c, str site, struct expert *x, bool *told)
{
	struct reply r;
	str key;

	*told = false;
	if (!may_decide(c, x))
		return false;
	x->status = S("rostered");
	if (!flow_save(c, &expert_entity, x) || !to_expert(c, x, &r) ||
	    !roster_link(c, x, &key))
		return false;
	r.mail.subject = plain_say(&r, "You are in our pool of experts");
	letter_say(&r.letter, plain_say(&r, "Your application was accepted. "
	    "We write when a request needs what you know."));
	letter_link(&r.letter, plain_say(&r, "Your entry, to look at, to "
	    "correct and to confirm:"), at_site(c, site, "/entry/", key));
	return send(&r, told);
}

bool
roster_refuse(struct ctx *c, struct expert *x, str reason, bool *told)
{
	struct reply r;

	*told = false;
	if (!may_decide(c, x))
		return false;
	if (str_none(reason))
		return fail(&c->errors, INVALID, "reason",
		    "Say why: the person reads it.");
	x->status = S("left");
	if (!flow_save(c, &expert_entity, x) || !to_expert(c, x, &r))
		return false;
	r.mail.subject = plain_say(&r, "Your application as an expert");
	letter_say(&r.letter, plain_say(&r,
	    "Thank you for applying. We cannot take you into our pool now."));
	letter_say(&r.letter, reason);
	return send(&r, told);
}

/* ---- confirming an entry ---- */

bool
roster_link(struct ctx *c, struct expert *x, str *key)
{
	struct ctx s = ctx_as_program(c);
	bool fine;

	if (!flow_may(c, &expert_entity, x, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you make links to this entry.");
	*key = link_key(c->arena);
	x->link = link_digest(c->arena, *key, expert_entity.name);
	fine = flow_save_as_was(&s, &expert_entity, x);
	c->errors = s.errors;
	return fine;
}

bool
roster_ask(struct ctx *c, str site, struct expert *x, bool *told)
{
	struct write day = write_new(c->arena, 100);
	struct local *local;
	struct reply r;
	bool wanted;
	str key;

	*told = false;
	if (!to_expert(c, x, &r))
		return false;
	r.mail.kind = "reminder";
	if (!mail_wanted(c, &r.to, r.mail.kind, &wanted) || !wanted)
		return errors_worst(&c->errors) == FINE;
	if (!roster_link(c, x, &key) || (local = local_open(str_z(c->arena,
	    r.to.language), &c->errors)) == NULL)
		return false;
	local_day_long(local, &day, x->renew_by);
	local_close(local);
	r.mail.subject = plain_say(&r, "Is your entry as an expert still "
	    "right?");
	letter_say(&r.letter, x->renew_by.n == 0 ? (str){ 0 } : with_say(&r,
	    "You are in our pool of experts until %s.", write_done(&day)));
	letter_link(&r.letter, plain_say(&r, "Confirm it with one click, or "
	    "say what changed, here:"), at_site(c, site, "/entry/", key));
	letter_say(&r.letter, plain_say(&r,
	    "It opens without a password. Do not pass it on."));
	return send(&r, told);
}

bool
roster_by_key(struct ctx *c, str key, struct expert *x)
{
	return keyed_find(c, &expert_entity, key, "This link opens no entry "
	    "any more. Ask whoever sent it for a new one.", x);
}

static bool
keep_own(struct ctx *c, struct expert *x)
{
	struct ctx s = keyed_as_program(c, "link");
	bool fine = flow_save_as_was(&s, &expert_entity, x);

	c->errors = s.errors;
	return fine;
}

bool
roster_confirm(struct ctx *c, struct expert *x)
{
	int64_t months = ROSTER_MONTHS;
	struct call call;

	if (!str_among(x->status, "candidate rostered"))
		return fail(&c->errors, CONFLICT, NULL,
		    "This entry is not in the pool any more.");
	if (!str_none(x->call_reference)) {
		if (!gather_one(c, &call_entity, "code", x->call_reference,
		    &call))
			return false;
		if (call.row.revision > 0 && call.renewal_months > 0)
			months = call.renewal_months;
	}
	x->renew_by = day_add_months(moment_day(c->now), (int)months);
	return keep_own(c, x);
}

bool
roster_leave(struct ctx *c, struct expert *x)
{
	x->status = S("left");
	x->availability = (str){ 0 };
	return keep_own(c, x);
}

/* Those of the last warning are not asked again. */
static bool
is_asked(struct ctx *c, const struct expert *x, bool *is)
{
	struct filter of[] = {
		{ field_named(&mail_entity, S("target")), IS,
		    id_text(c->arena, x->row.id) },
		{ field_named(&mail_entity, S("kind")), IS, S("reminder") },
		{ field_named(&mail_entity, S("created_at")), AT_LEAST,
		    moment_text(c->arena, moment_of_day((struct day){
		    x->renew_by.n - ROSTER_WARN })) } };
	struct ask ask = { .filters = of, .n = 3 };
	int64_t n;

	if (!store_count(c->store, &mail_entity, &ask, &n, &c->errors))
		return false;
	*is = n > 0;
	return true;
}

bool
roster_due(struct ctx *c, size_t *n)
{
	struct day today = moment_day(c->now);
	struct expert *x;
	size_t i, rows;
	bool is, told;

	*n = 0;
	x = gather(c, &expert_entity, (struct id){ { 0 } }, &rows);
	for (i = 0; x != NULL && i < rows && *n < ROSTER_AT_ONCE; i++) {
		if (!str_is(x[i].status, "rostered") || x[i].renew_by.n == 0 ||
		    x[i].renew_by.n > today.n + ROSTER_WARN ||
		    x[i].renew_by.n < today.n - ROSTER_WARN)
			continue;
		if (!is_asked(c, &x[i], &is) || (!is && !roster_ask(c,
		    (str){ 0 }, &x[i], &told)))
			return false;
		*n += !is && told;
	}
	return x != NULL;
}

/* ---- replies ---- */

bool
roster_invite(struct ctx *c, str site, const struct expert_invitation *v,
    str key, bool *told)
{
	struct expert x;
	struct reply r;

	if (!store_find(c->store, &expert_entity, v->expert, c->arena, &x,
	    &c->errors) || !to_expert(c, &x, &r))
		return false;
	r.mail.kind = "invitation";
	r.mail.entity = &expert_invitation_entity;
	r.mail.row = v->row.id;
	r.mail.subject = plain_say(&r, "We ask for your advice");
	letter_say(&r.letter, plain_say(&r,
	    "A request for technical assistance needs what you know."));
	letter_say(&r.letter, v->message);
	letter_link(&r.letter, plain_say(&r, "What it is about, and your "
	    "answer:"), at_site(c, site, "/invited/", key));
	letter_say(&r.letter, plain_say(&r,
	    "It opens without a password. Do not pass it on."));
	return send(&r, told);
}

bool
roster_rate(struct ctx *c, str site, const struct mission *m, str who,
    str contact, str key, bool *told)
{
	struct reply r = reply_new(c, contact, who, m->programme,
	    &mission_entity, m->row.id);

	r.mail.kind = "reminder";
	r.mail.subject = plain_say(&r, "How was the mission?");
	letter_link(&r.letter, plain_say(&r, "Experts were with you. Say in "
	    "one minute how it was:"), at_site(c, site, "/rate/", key));
	letter_say(&r.letter, plain_say(&r,
	    "It opens without a password. Do not pass it on."));
	return send(&r, told);
}

/* What became of it is read by the number. */
static bool
send_reply(struct reply *r, str number)
{
	bool told;

	letter_link(&r->letter, with_say(r, "Your number is %s. By it you "
	    "read what becomes of it:", number), at_site(r->c, (str){ 0 },
	    "/ref/", number));
	return send(r, &told);
}

bool
roster_replied(struct ctx *c, const struct ta_request *t, bool selected,
    str reason)
{
	struct reply r = reply_new(c, t->email, t->contact, t->programme,
	    &ta_request_entity, t->row.id);

	if (id_none(t->call))           /* it came by no call */
		return true;
	r.mail.subject = selected ? plain_say(&r, "Your request was selected")
	    : plain_say(&r, "Your request was not selected");
	letter_say(&r.letter, t->objective);
	if (selected)
		letter_say(&r.letter, plain_say(&r, "Next we agree on the "
		    "terms with you and look for an expert."));
	else
		letter_say(&r.letter, reason);
	return send_reply(&r, t->ref_no);
}

bool
roster_answered(struct ctx *c, const struct advisory_case *k)
{
	struct reply r = reply_new(c, k->contact, k->asked_by, k->programme,
	    &advisory_case_entity, k->row.id);

	if (str_none(k->ref_no))
		return true;
	r.mail.subject = plain_say(&r, "Your question was answered");
	letter_say(&r.letter, k->question);
	letter_say(&r.letter, k->answer);
	return send_reply(&r, k->ref_no);
}
