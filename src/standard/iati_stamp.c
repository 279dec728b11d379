/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whether a published file is another than it was: by what is told in it,
 * whatever changed it, and not by the time at which it was written. */
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "flow/kept.h"
#include "standard/iati.h"

struct stamping {
	struct iati_stamp stamp;
	crypto_generichash_state hash;
};

static bool
take(void *to, const char *p, size_t n)
{
	struct stamping *s = to;

	return crypto_generichash_update(&s->hash, (const unsigned char *)p,
	    n) == 0;
}

static bool
add(struct ctx *c, struct stamping *s, struct iati *a)
{
	struct iati_attr *t = a->attr;
	struct write w = write_to(c->arena, 0, take, s);
	int64_t at;

	while (!str_is(t->name, "last-updated-datetime"))
		t = t->next;
	if (moment_read(t->value, &at) && at > s->stamp.at)
		s->stamp.at = at;
	t->value = S("-");
	s->stamp.n++;
	iati_write(&w, a, 1);
	return write_flush(&w) || fail(&c->errors, NO_ROOM, NULL,
	    "The file could not be written to its end.");
}

static bool
read_all(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which, struct stamping *s)
{
	struct arena_mark mark;
	struct iati_run r;
	struct iati *a;
	bool fine = iati_begin(c, site, which, &r);

	for (; fine && r.next < r.n; r.next++) {
		mark = arena_mark(c->arena);
		fine = iati_told(c, &r.site, &r.p[r.next], &a) &&
		    (a == NULL || add(c, s, a));
		arena_back(c->arena, mark);
	}
	return fine;
}

static bool
stamp(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which, struct iati_stamp *out)
{
	struct stamping s = { .stamp = { .n = 0 } };
	unsigned char raw[16];

	crypto_generichash_init(&s.hash, NULL, 0, sizeof(raw));
	if (!read_all(c, site, which, &s))
		return false;
	crypto_generichash_final(&s.hash, raw, sizeof(raw));
	sodium_bin2hex(s.stamp.digest, sizeof(s.stamp.digest), raw,
	    sizeof(raw));
	*out = s.stamp;
	return true;
}

/* Payments are told from their day on, so the day counts too. */
static struct id
key_of(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which)
{
	return id_from(S("iati stamp"), str_print(c->arena, "%s %d %.*s",
	    which->one == NULL ? "" : id_text(c->arena,
	    which->one->row.id).p, moment_day(c->now).n, (int)site->base.n,
	    site->base.p));
}

bool
iati_stamp(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which, struct iati_stamp *out)
{
	struct kept_key key = { .of = key_of(c, site, which), .rests_on =
	    " programme iati_entry stakeholder budget_line transaction result "
	    "indicator indicator_value file setting party person group "
	    "organisation community environment user expert enrolment event "
	    "expert_invitation ta_request exchange_rate grant_agreement "
	    "grant_duty donor_report "
	    "code_extension " };
	const struct iati_stamp *found = kept_find(c, &key);
	int64_t now = kept_moment(c);
	struct iati_stamp *mine;
	struct arena *own;

	if (found != NULL) {
		*out = *found;
		return true;
	}
	if (!stamp(c, site, which, out))
		return false;
	own = arena_new(0);
	mine = NEW(own, struct iati_stamp);
	*mine = *out;
	kept_put(c, &key, now, own, mine);
	return true;
}

bool
iati_some(struct ctx *c, int64_t n)
{
	return n > 0 || fail(&c->errors, ABSENT, NULL,
	    "No programme of this site is published as IATI now.");
}
