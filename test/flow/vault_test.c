/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/vault: who reads the notes of a pair, and who does not. */
#include "flow/vault.h"

#include "flow/find.h"
#include "flow/login.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

#define SECRET_WORDS "He is afraid of the audit"

struct twosome {
	struct site                t;
	struct mentoring_agreement g;
	str                        mine, other; /* secrets of sessions */
};

static str
enter(struct site *t, struct id user, str password)
{
	struct vault_way w;
	str secret = { 0 };

	CHECK(vault_way(&t->c, user, password, false, &w));
	CHECK(login_begin(&t->c, user, S("here"), S("a test"), &secret));
	CHECK(vault_enter(&t->c, user, &w, secret));
	return secret;
}

static void
is_person(struct site *t, struct id user, struct id party)
{
	struct user *u = site_find(t, &user_entity, user);

	u->party = party;
	site_keep(t, &user_entity, u);
}

/* I mentor, the other is mentored. */
static bool
open_two(struct twosome *w, struct arena *a, const char *name)
{
	struct mentoring_agreement *g;

	if (!site_open(&w->t, a, name))
		return false;
	site_system(&w->t);
	is_person(&w->t, w->t.me, w->t.my_party);
	is_person(&w->t, w->t.other, w->t.other_party);
	g = site_blank(&w->t, &mentoring_agreement_entity, w->t.one);
	g->mentor = w->t.my_party;
	g->mentee = w->t.other_party;
	site_keep(&w->t, &mentoring_agreement_entity, g);
	w->g = *g;
	w->mine = enter(&w->t, w->t.me, S("ten thousand furrows"));
	w->other = enter(&w->t, w->t.other, S("a field of barley"));
	return true;
}

static void
sit_mine(struct twosome *w)
{
	site_sit(&w->t, "MEN", w->t.one);
	w->t.c.actor.party = w->t.my_party;
}

static void
sit_other(struct twosome *w)
{
	site_sit_other(&w->t, "PAR", w->t.one);
	w->t.c.actor.party = w->t.other_party;
}

static void
both_of_a_pair_read_what_one_wrote(struct arena *a)
{
	struct twosome w;
	struct vault v;

	if (!open_two(&w, a, "vault_both"))
		return;
	sit_mine(&w);
	CHECK(vault_write(&w.t.c, w.mine, &w.g, (struct id){ { 0 } },
	    S(SECRET_WORDS)));
	sit_other(&w);
	CHECK(vault_look(&w.t.c, w.other, &w.g, &v));
	CHECK(v.is == VAULT_OPEN && v.n == 1 && v.other_has);
	CHECK(str_is(v.note[0].row.mentor_note, SECRET_WORDS));
	CHECK(vault_write(&w.t.c, w.other, &w.g, (struct id){ { 0 } },
	    S("I slept badly")));
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v) && v.n == 2);
	site_close(&w.t);
}

static bool
tells(struct site *t, const struct entity *e, struct id row)
{
	struct change *h;
	size_t i, n;
	str words = S("afraid");

	site_system(t);
	CHECK(flow_history(&t->c, e, row, 0, 50, &h, &n));
	for (i = 0; i < n; i++)
		if (str_find(h[i].fields, words) < h[i].fields.n)
			return true;
	return false;
}

static void
nobody_else_reads_them_in_whatever_way(struct arena *a)
{
	struct mentoring_note *m;
	struct twosome w;
	struct vault v;
	struct id note;

	if (!open_two(&w, a, "vault_third"))
		return;
	sit_mine(&w);
	CHECK(vault_write(&w.t.c, w.mine, &w.g, (struct id){ { 0 } },
	    S(SECRET_WORDS)));
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v));
	note = v.note[0].row.row.id;
	/* An administrator, with the cookie of the mentor even. */
	site_sit_other(&w.t, "ADM", (struct id){ { 0 } });
	w.t.c.actor.party = (struct id){ { 0 } };
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v));
	CHECK(v.is == VAULT_NOT_HIS && v.note == NULL);
	CHECK(!vault_write(&w.t.c, w.mine, &w.g, (struct id){ { 0 } },
	    S("x")));
	CHECK(site_fault(&w.t) == DENIED);
	CHECK(!vault_share(&w.t.c, w.mine, &w.g));
	CHECK(site_fault(&w.t) == DENIED);
	/* Who reads the data itself. */
	site_system(&w.t);
	m = site_find(&w.t, &mentoring_note_entity, note);
	CHECK(!str_none(m->mentor_note));
	CHECK(str_find(m->mentor_note, S("afraid")) == m->mentor_note.n);
	CHECK(!tells(&w.t, &mentoring_note_entity, note));
	/* The mentor himself, but without his session. */
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, S("no such session"), &w.g, &v));
	CHECK(v.is == VAULT_NO_KEY && v.note == NULL);
	site_close(&w.t);
}

static void
a_note_does_not_open_in_another_row(struct arena *a)
{
	struct mentoring_note *m, *k;
	struct twosome w;
	struct vault v;

	if (!open_two(&w, a, "vault_moved"))
		return;
	sit_mine(&w);
	CHECK(vault_write(&w.t.c, w.mine, &w.g, (struct id){ { 0 } },
	    S(SECRET_WORDS)));
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v));
	site_system(&w.t);
	m = site_find(&w.t, &mentoring_note_entity, v.note[0].row.row.id);
	k = site_blank(&w.t, &mentoring_note_entity, w.t.one);
	k->agreement = w.g.row.id;
	k->mentor = w.g.mentor;
	k->mentee = w.g.mentee;
	k->mentee_note = m->mentor_note;
	k->mentor_note = (str){ 0 };
	site_keep(&w.t, &mentoring_note_entity, k);
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v) && v.n == 2);
	CHECK(v.note[0].is_lost || v.note[1].is_lost);
	site_close(&w.t);
}

static void
a_changed_password_opens_them_and_a_forgotten_one_needs_the_other(
    struct arena *a)
{
	struct vault_way way;
	struct twosome w;
	struct vault v;

	if (!open_two(&w, a, "vault_password"))
		return;
	sit_mine(&w);
	CHECK(vault_write(&w.t.c, w.mine, &w.g, (struct id){ { 0 } },
	    S(SECRET_WORDS)));
	CHECK(vault_way(&w.t.c, w.t.me, S("a new word for it"), true, &way));
	CHECK(vault_renew(&w.t.c, &way, w.mine));
	w.mine = enter(&w.t, w.t.me, S("a new word for it"));
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v) && v.is == VAULT_OPEN);
	/* Given another by an administrator: new keys, nothing opens. */
	w.mine = enter(&w.t, w.t.me, S("given by the office"));
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v));
	CHECK(v.is == VAULT_UNSHARED && v.n == 1 && v.note == NULL);
	sit_other(&w);
	CHECK(vault_look(&w.t.c, w.other, &w.g, &v) && v.may_share);
	CHECK(vault_share(&w.t.c, w.other, &w.g));
	sit_mine(&w);
	CHECK(vault_look(&w.t.c, w.mine, &w.g, &v));
	CHECK(v.is == VAULT_OPEN &&
	    str_is(v.note[0].row.mentor_note, SECRET_WORDS));
	site_close(&w.t);
}

const struct test vault_tests[] = {
	{ "both of a pair read what one wrote",
	   both_of_a_pair_read_what_one_wrote },
	{ "nobody else reads them in whatever way",
	   nobody_else_reads_them_in_whatever_way },
	{ "a note does not open in another row",
	   a_note_does_not_open_in_another_row },
	{ "a changed password opens them and a forgotten one needs the other",
	   a_changed_password_opens_them_and_a_forgotten_one_needs_the_other },
	{ 0 }
};
