/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/certificate.h"

#include <math.h>
#include <string.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/reference.h"
#include "flow/save.h"
#include "format/canon.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/people.h"

/* ---- issued ---- */

static void
needed_put(struct ctx *c, const struct award_part *p, struct write *w)
{
	if (str_is(p->row.kind, "events")) {
		write_format(w, words_say(c->words, "%zu events, each %g%%"),
		    p->events, p->row.least);
		return;
	}
	write_format(w, "%g", p->row.least);
	if (!str_is(p->row.kind, "level"))
		write_char(w, '%');
}

static str
got_says(struct ctx *c, const struct award_part *p, const struct award_got *g)
{
	bool share = str_is(p->row.kind, "attendance") ||
	    str_is(p->row.kind, "test");

	return str_print(c->arena, share ? "%.4g%%" : "%.4g", g->got);
}

static str
evidence_of(struct ctx *c, const struct award_table *t,
    const struct award_person *p)
{
	struct node *root = node_new(c->arena), *list = node_list(root, "e");
	struct node *row;
	struct write w;
	size_t i;

	for (i = 0; i < t->parts; i++) {
		row = node_item(list);
		w = write_new(c->arena, 1000);
		write_z(&w, words_say(c->words, choice_coded(
		    &award_condition_codes, t->part[i].row.kind)->label));
		if (!str_none(t->part[i].what)) {
			write_z(&w, ": ");
			write_str(&w, t->part[i].what);
		}
		node_text(row, "condition", write_done(&w));
		node_text(row, "got", got_says(c, &t->part[i], &p->got[i]));
		w = write_new(c->arena, 1000);
		needed_put(c, &t->part[i], &w);
		node_text(row, "needed", write_done(&w));
	}
	w = write_new(c->arena, 100000);
	json_write(&w, list, false);
	return write_done(&w);
}

static bool
name_of(struct ctx *c, struct id person, str *name)
{
	struct party p;

	if (!store_find(c->store, &party_entity, person, c->arena, &p,
	    &c->errors))
		return false;
	*name = p.name;
	return true;
}

static bool
draft(struct ctx *c, const struct award_table *t, const struct award_person *p,
    struct day on, struct certificate *k)
{
	if (!p->may)
		return fail(&c->errors, INVALID, "people", p->fit ?
		    "%.*s holds this certificate already." :
		    "%.*s has not shown all that the award asks for.",
		    (int)p->name.n, p->name.p);
	row_blank(&certificate_entity, k);
	k->row.id = id_new(c->random, c->now);
	k->programme = t->award.programme;
	k->award = t->award.row.id;
	k->person = p->id;
	k->number = reference_new(c->arena, "TL");
	k->issued_on = on;
	if (t->award.valid_months != INT64_MIN)
		k->expires_on = day_add_months(on, (int)t->award.valid_months);
	k->evidence = evidence_of(c, t, p);
	if (p->holds != NULL)
		k->renews = p->holds->row.id;
	k->by = c->actor.user;
	return name_of(c, p->id, &k->name);
}

bool
certificate_draft(struct ctx *c, struct id award, const struct id *people,
    size_t n, struct day on, struct certificate *out)
{
	struct award_table *t;
	struct map *at;
	size_t i, place;
	bool fine = true;

	if (n == 0 || n > CERTIFICATE_MOST)
		return fail(&c->errors, INVALID, "people", n == 0 ?
		    "Choose at least one person." :
		    "At most %d certificates are issued at once.",
		    CERTIFICATE_MOST);
	if (on.n == 0 || on.n > moment_day(c->now).n)
		return fail(&c->errors, INVALID, "issued_on",
		    "The day of issue is today or earlier.");
	if (!award_table(c, award, &t))
		return false;
	at = gather_index(c->arena, t->person, t->persons,
	    sizeof(*t->person));
	for (i = 0; i < n; i++) {
		if (!gather_find(at, &people[i], &place)) {
			fine = fail(&c->errors, INVALID, "people",
			    "Nothing is known that this person has shown.");
			continue;
		}
		fine = draft(c, t, &t->person[place], on, &out[i]) && fine;
		t->person[place].may = false;   /* nobody twice */
	}
	return fine;
}

bool
certificate_keep(struct ctx *c, struct certificate *k, size_t n)
{
	struct ctx system = ctx_as_program(c);
	struct award award;
	size_t i;
	bool fine = n > 0 && flow_find(c, &award_entity, k->award, &award);

	if (!fine)
		return false;
	if (!flow_may(c, &award_entity, &award, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Certificates are issued by who may change the award.");
	for (i = 0; i < n && fine; i++)
		fine = flow_restore(&system, &certificate_entity, &k[i],
		    S("issue"));
	c->errors = system.errors;
	return fine && signing_ready(c);
}

/* ---- shown ---- */

bool
certificate_of(struct ctx *c, const struct certificate *k,
    struct certificate_view *out)
{
	out->row = *k;
	out->name = k->name;
	out->is = str_is(k->state, "revoked") ? CERTIFICATE_REVOKED
	    : award_is_over(c, k) ? CERTIFICATE_EXPIRED : CERTIFICATE_VALID;
	return store_find(c->store, &award_entity, k->award, c->arena,
	    &out->award, &c->errors);
}

bool
certificate_find(struct ctx *c, str number, struct certificate_view *out)
{
	struct ctx system = ctx_as_program(c);
	struct certificate k;
	bool fine;

	number = reference_typed(c->arena, number);
	if (number.n == 0 || number.n > 40)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no certificate of this number.");
	fine = flow_find_code(&system, &certificate_entity, number,
	    (struct id){ { 0 } }, &k);
	if (!fine && errors_worst(&system.errors) == ABSENT)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no certificate of this number.");
	c->errors = system.errors;
	return fine && certificate_of(c, &k, out);
}

/* ---- keys ---- */

static bool
newest(struct ctx *c, struct site_key *out, bool *found)
{
	struct ask ask = { .sort = field_named(&site_key_entity,
		S("made_at")), .falling = true, .limit = 1 };
	struct cursor *at;

	if (!store_list(c->store, &site_key_entity, &ask, c->arena, &at,
	    &c->errors))
		return false;
	*found = store_next(at, c->arena, out);
	return store_end(at, &c->errors);
}

static bool
from_base64(str text, unsigned char *out, size_t n)
{
	size_t got;

	return sodium_base642bin(out, n, text.p, text.n, NULL, &got, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && got == n;
}

bool
signing_ready(struct ctx *c)
{
	struct ctx system = ctx_as_program(c);
	unsigned char key[SIGNING_KEY], secret[SIGNING_SECRET];
	struct site_key k;
	bool found, fine;

	if (!newest(c, &k, &found))
		return false;
	if (found)
		return true;
	crypto_sign_keypair(key, secret);
	row_blank(&site_key_entity, &k);
	k.row.id = id_new(c->random, c->now);
	k.name = S("badges");
	k.key = canon_base64url(c->arena, key, sizeof(key));
	k.secret = canon_base64url(c->arena, secret, sizeof(secret));
	k.made_at = c->now;
	sodium_memzero(secret, sizeof(secret));
	fine = flow_save_as_was(&system, &site_key_entity, &k);
	c->errors = system.errors;
	return fine;
}

bool
signing_key(struct ctx *c, struct signing *out)
{
	struct site_key k;
	bool found;

	if (!newest(c, &k, &found))
		return false;
	if (!found)
		return fail(&c->errors, ABSENT, NULL,
		    "This site has not signed anything yet.");
	return (from_base64(k.key, out->key, sizeof(out->key)) &&
	    from_base64(k.secret, out->secret, sizeof(out->secret))) ||
	    fail(&c->errors, BROKEN, NULL, "The signing key is damaged.");
}

void
signing_sign(const struct signing *k, str text, unsigned char *out)
{
	crypto_sign_detached(out, NULL, (const unsigned char *)text.p, text.n,
	    k->secret);
}
