/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Links of a round by mail: one mail to each rater, with all his sheets. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/invite.h"
#include "flow/letter.h"
#include "format/local.h"
#include "model/people.h"
#include "model/text.h"
#include "store/store.h"

struct mailing {
	struct ctx                    *c;
	const struct assessment_round *round;
	struct programme               programme;
	struct invite_line            *line;
	size_t                         n;
	str                            site;
};

/* One box may be of several persons, each with an address of his own in the
 * register: what is sent there is his alone. */
static bool
same_rater(const struct invitation *a, const struct invitation *b)
{
	return str_same_nocase(a->contact, b->contact) &&
	    id_same(a->person, b->person);
}

static bool
to_rater(struct mailing *m, const struct invitation *v, struct mail_to *to)
{
	*to = mail_to_address(m->c, v->contact, v->name, v->language);
	if (id_none(v->person) || !store_has(m->c->store, &person_entity,
	    v->person))
		return true;
	/* A user of the site is written to as one, in his language. */
	return mail_to_party(m->c, v->person, to);
}

static bool
write_mail(struct mailing *m, const struct mail_to *to,
    const struct invitation *of, struct mail_new *mail)
{
	struct letter l = letter_new(m->c);
	struct write day = write_new(m->c->arena, 100);
	const char *lang = str_z(m->c->arena, to->language);
	struct local *local = local_open(lang, &m->c->errors);
	const char *title = str_z(m->c->arena, text_in(m->c->arena,
	    m->programme.title, lang));
	size_t i;

	if (local == NULL)
		return false;
	local_day_long(local, &day, m->round->due);
	local_close(local);
	mail->subject = str_print(m->c->arena, words_say(to->words,
	    "Your assessment is asked for: %s"), title);
	letter_say(&l, str_print(m->c->arena, words_say(to->words, "For the "
	    "programme '%s' you are asked to rate. No account is needed, a "
	    "phone will do, and you can stop and come back."), title));
	for (i = 0; i < m->n; i++)
		if (same_rater(&m->line[i].invitation, of))
			letter_link(&l, m->line[i].subject, str_print(
			    m->c->arena, "%s/sheet/%s", str_z(m->c->arena,
			    m->site), str_z(m->c->arena, m->line[i].key)));
	if (m->round->due.n != 0)
		letter_say(&l, str_print(m->c->arena, words_say(to->words,
		    "Please answer by %s."), write_done(&day).p));
	letter_say(&l, str_of(words_say(to->words,
	    "These links are for nobody else.")));
	letter_done(&l, mail);
	return true;
}

static bool
is_first(const struct mailing *m, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (same_rater(&m->line[i].invitation,
		    &m->line[at].invitation))
			return false;
	return true;
}

static bool
mail_one(struct mailing *m, size_t at, bool *sent)
{
	const struct invitation *v = &m->line[at].invitation;
	struct mail_new mail = { .kind = "invitation",
		.programme = m->programme.row.id,
		.entity = &assessment_round_entity,
		.row = m->round->row.id };
	struct mail_to to;
	bool wanted;

	*sent = false;
	if (!to_rater(m, v, &to) || !mail_wanted(m->c, &to, mail.kind,
	    &wanted))
		return false;
	if (!wanted)
		return true;
	return write_mail(m, &to, v, &mail) && mail_queue(m->c, &to,
	    &mail, sent);
}

bool
invite_mail(struct ctx *c, str site, const struct assessment_round *r,
    struct invite_line *line, size_t *n, size_t *sent)
{
	struct mailing m = { .c = c, .round = r, .line = line, .n = *n,
		.site = site };
	bool *goes = NEWS(c->arena, bool, *n + 1);
	size_t i, k, kept = 0;

	*sent = 0;
	if (!flow_find(c, &programme_entity, r->programme, &m.programme))
		return false;
	for (i = 0; i < m.n; i++) {
		if (goes[i] || str_none(line[i].invitation.contact) ||
		    !is_first(&m, i))
			continue;
		if (!mail_one(&m, i, &goes[i]))
			return false;
		*sent += goes[i];
		for (k = i + 1; k < m.n; k++)
			goes[k] = goes[k] || (goes[i] && same_rater(
			    &line[k].invitation, &line[i].invitation));
	}
	for (i = 0; i < m.n; i++)
		if (!goes[i])
			line[kept++] = line[i];
	*n = kept;
	return true;
}
