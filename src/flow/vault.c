/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/vault.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/login.h"
#include "flow/save.h"

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	OPS = 2, MEMORY = 19 << 20, NOTE_MOST = 20000
};

_Static_assert(VAULT_KEY == crypto_box_SECRETKEYBYTES, "keys of libsodium");
_Static_assert(VAULT_SALT == crypto_pwhash_SALTBYTES, "salts of libsodium");

struct keys {
	unsigned char open[VAULT_KEY], secret[VAULT_KEY];
};

static struct ctx
as_program(const struct ctx *c)
{
	struct ctx s = *c;

	s.actor.system = true;
	return s;
}

/* ---- bytes as text, sealed ---- */

static str
as_text(struct arena *a, const unsigned char *bytes, size_t n)
{
	return fieldtext_base64(a, (str){ (const char *)bytes, n });
}

static bool
as_bytes(struct arena *a, str text, unsigned char *into, size_t n)
{
	str bytes;

	if (!fieldtext_unbase64(a, text, &bytes) || bytes.n != n)
		return false;
	memcpy(into, bytes.p, n);
	return true;
}

static str
seal(struct arena *a, const unsigned char *key, str what, str bound)
{
	size_t room = NONCE + what.n + TAG;
	unsigned char *out = arena_take(a, room, 1);
	unsigned long long n = 0;

	randombytes_buf(out, NONCE);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &n,
	    (const unsigned char *)what.p, what.n,
	    (const unsigned char *)bound.p, bound.n, NULL, out, key);
	return as_text(a, out, NONCE + (size_t)n);
}

static bool
unseal(struct arena *a, const unsigned char *key, str sealed, str bound,
    str *what)
{
	unsigned long long n = 0;
	unsigned char *out;
	str bytes;

	if (!fieldtext_unbase64(a, sealed, &bytes) || bytes.n < NONCE + TAG)
		return false;
	out = arena_take(a, bytes.n, 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &n, NULL,
	    (const unsigned char *)bytes.p + NONCE, bytes.n - NONCE,
	    (const unsigned char *)bound.p, bound.n,
	    (const unsigned char *)bytes.p, key) != 0)
		return false;
	*what = (str){ (const char *)out, (size_t)n };
	return true;
}

static void
key_of_session(str session, unsigned char *key)
{
	static const unsigned char of[] = "tilth vault";

	(void)crypto_generichash(key, VAULT_KEY, (const unsigned char *)
	    session.p, session.n, of, sizeof(of) - 1);
}

/* ---- the keys of a user ---- */

static bool
find_key(struct ctx *c, struct id user, struct user_key *k, bool *there)
{
	struct ctx own = as_program(c);
	struct user_key *all;
	size_t n;

	all = gather_of(&own, &user_key_entity, "user", user, &n);
	c->errors = own.errors;
	*there = all != NULL && n > 0;
	if (*there)
		*k = all[0];
	return all != NULL;
}

bool
vault_way(struct ctx *c, struct id user, str password, bool fresh,
    struct vault_way *w)
{
	struct user_key k;
	struct user u;
	bool there;

	*w = (struct vault_way){ .is_on = false };
	if (!store_find(c->store, &user_entity, user, c->arena, &u,
	    &c->errors) || !find_key(c, user, &k, &there))
		return false;
	if (id_none(u.party))
		return true;
	w->is_on = true;
	if (fresh || !there || !as_bytes(c->arena, k.salt, w->salt,
	    VAULT_SALT))
		randombytes_buf(w->salt, VAULT_SALT);
	return crypto_pwhash(w->key, VAULT_KEY, password.p, password.n,
	    w->salt, OPS, MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0 ||
	    fail(&c->errors, BUSY, NULL,
	    "There is not enough memory just now; try again.");
}

static bool
open_keys(struct ctx *c, const struct user_key *k, const struct vault_way *w,
    struct keys *keys)
{
	str secret;

	if (!unseal(c->arena, w->key, k->sealed, k->open, &secret) ||
	    secret.n != VAULT_KEY || !as_bytes(c->arena, k->open, keys->open,
	    VAULT_KEY))
		return false;
	memcpy(keys->secret, secret.p, VAULT_KEY);
	return true;
}

static bool
keep_keys(struct ctx *c, struct user_key *k, const struct keys *keys,
    const struct vault_way *w)
{
	struct ctx own = as_program(c);
	bool fine;

	k->open = as_text(c->arena, keys->open, VAULT_KEY);
	k->salt = as_text(c->arena, w->salt, VAULT_SALT);
	k->sealed = seal(c->arena, w->key, (str){ (const char *)keys->secret,
	    VAULT_KEY }, k->open);
	k->at = c->now;
	fine = flow_save_as_was(&own, &user_key_entity, k);
	c->errors = own.errors;
	return fine;
}

static bool
keep_in_session(struct ctx *c, const struct keys *keys, str session)
{
	unsigned char key[VAULT_KEY], both[2 * VAULT_KEY];
	struct ctx own = as_program(c);
	struct session s;
	bool fine;

	if (!login_session(c, session, &s))
		return true;
	key_of_session(session, key);
	memcpy(both, keys->open, VAULT_KEY);
	memcpy(both + VAULT_KEY, keys->secret, VAULT_KEY);
	s.vault = seal(c->arena, key, (str){ (const char *)both,
	    sizeof(both) }, s.token);
	sodium_memzero(both, sizeof(both));
	fine = flow_save_as_was(&own, &session_entity, &s);
	c->errors = own.errors;
	return fine;
}

bool
vault_enter(struct ctx *c, struct id user, const struct vault_way *w,
    str session)
{
	struct user_key k;
	struct keys keys;
	bool there, fine;

	if (!w->is_on)
		return true;
	if (!find_key(c, user, &k, &there))
		return false;
	if (!there)
		row_blank(&user_key_entity, &k);
	k.user = user;
	fine = true;
	if (!there || !open_keys(c, &k, w, &keys)) {
		(void)crypto_box_keypair(keys.open, keys.secret);
		fine = keep_keys(c, &k, &keys, w);
	}
	fine = fine && keep_in_session(c, &keys, session);
	sodium_memzero(&keys, sizeof(keys));
	return fine;
}

/* False: this session has none. */
static bool
keys_of_session(struct ctx *c, str session, struct keys *keys)
{
	unsigned char key[VAULT_KEY];
	struct session s;
	str both;

	if (str_none(session) || !login_session(c, session, &s) ||
	    str_none(s.vault))
		return false;
	key_of_session(session, key);
	if (!unseal(c->arena, key, s.vault, s.token, &both) ||
	    both.n != 2 * VAULT_KEY)
		return false;
	memcpy(keys->open, both.p, VAULT_KEY);
	memcpy(keys->secret, both.p + VAULT_KEY, VAULT_KEY);
	return true;
}

bool
vault_renew(struct ctx *c, const struct vault_way *w, str session)
{
	struct user_key k;
	struct keys keys;
	bool there, fine;

	if (!w->is_on || !keys_of_session(c, session, &keys))
		return true;
	if (!find_key(c, c->actor.user, &k, &there))
		return false;
	if (!there)
		row_blank(&user_key_entity, &k);
	k.user = c->actor.user;
	fine = keep_keys(c, &k, &keys, w);
	sodium_memzero(&keys, sizeof(keys));
	return fine;
}

/* ---- the key of a pair ---- */

struct pair {
	struct ctx                       *c;
	struct ctx                        own;
	const struct mentoring_agreement *g;
	struct keys                       mine;
	struct pair_key                  *key;  /* [keys] of the pair */
	size_t                            keys;
};

static const struct pair_key *
key_for(const struct pair *p, struct id user)
{
	size_t i;

	for (i = 0; i < p->keys; i++)
		if (id_same(p->key[i].user, user))
			return &p->key[i];
	return NULL;
}

static bool
open_pair(struct pair *p, const struct pair_key *k, unsigned char *key)
{
	str bytes;

	return k != NULL && fieldtext_unbase64(p->c->arena, k->sealed,
	    &bytes) && bytes.n == VAULT_KEY + crypto_box_SEALBYTES &&
	    crypto_box_seal_open(key, (const unsigned char *)bytes.p, bytes.n,
	    p->mine.open, p->mine.secret) == 0;
}

static bool
seal_to(struct pair *p, struct id user, str open, const unsigned char *key)
{
	unsigned char to[VAULT_KEY], box[VAULT_KEY + crypto_box_SEALBYTES];
	const struct pair_key *was = key_for(p, user);
	struct pair_key k;

	if (!as_bytes(p->c->arena, open, to, VAULT_KEY) ||
	    crypto_box_seal(box, key, VAULT_KEY, to) != 0)
		return fail(&p->own.errors, BROKEN, NULL,
		    "The key of a user is not one.");
	row_blank(&pair_key_entity, &k);
	if (was != NULL)
		k = *was;
	k.agreement = p->g->row.id;
	k.user = user;
	k.open = open;
	k.sealed = as_text(p->c->arena, box, sizeof(box));
	k.at = p->c->now;
	return flow_save_as_was(&p->own, &pair_key_entity, &k);
}

/* The account of the other one, if there is one with keys. */
static bool
find_other(struct pair *p, struct user_key *k, str *login, bool *there)
{
	struct id party = id_same(p->g->mentor, p->c->actor.party)
	    ? p->g->mentee : p->g->mentor;
	struct user *u;
	size_t i, n;

	*there = false;
	if ((u = every_by(&p->own, &user_entity, "party", party, &n)) == NULL)
		return false;
	for (i = 0; i < n && !*there; i++) {
		if (!find_key(p->c, u[i].row.id, k, there))
			return false;
		*login = *there ? u[i].login : (str){ 0 };
	}
	return true;
}

static bool
read_pair(struct ctx *c, const struct mentoring_agreement *g, struct pair *p)
{
	*p = (struct pair){ .c = c, .own = as_program(c), .g = g };
	p->key = gather_of(&p->own, &pair_key_entity, "agreement", g->row.id,
	    &p->keys);
	return p->key != NULL;
}

static bool
is_of_pair(const struct ctx *c, const struct mentoring_agreement *g)
{
	return !id_none(c->actor.user) && !id_none(c->actor.party) &&
	    (id_same(c->actor.party, g->mentor) ||
	    id_same(c->actor.party, g->mentee));
}

/* ---- notes ---- */

static str
bound_to(struct arena *a, const struct mentoring_note *m, const char *side)
{
	return str_print(a, "%s/%s/%s", id_text(a, m->row.id).p,
	    id_text(a, m->agreement).p, side);
}

static void
open_text(struct ctx *c, const struct vault *v, struct vault_note *m,
    str *text, const char *side)
{
	str opened;

	if (str_none(*text))
		return;
	if (unseal(c->arena, v->key, *text, bound_to(c->arena, &m->row, side),
	    &opened)) {
		*text = opened;
		return;
	}
	*text = (str){ 0 };
	m->is_lost = true;
}

static bool
read_notes(struct ctx *c, struct pair *p, struct vault *v)
{
	struct mentoring_note *row;
	size_t i;

	if ((row = gather_of(&p->own, &mentoring_note_entity, "agreement",
	    p->g->row.id, &v->n)) == NULL)
		return false;
	if (v->is != VAULT_OPEN)
		return true;
	v->note = NEWS(c->arena, struct vault_note, v->n + 1);
	for (i = 0; i < v->n; i++) {
		v->note[i] = (struct vault_note){ .row = row[i] };
		open_text(c, v, &v->note[i], &v->note[i].row.mentor_note,
		    "mentor");
		open_text(c, v, &v->note[i], &v->note[i].row.mentee_note,
		    "mentee");
	}
	return true;
}

static bool
see_other(struct pair *p, struct vault *v)
{
	const struct pair_key *k;
	struct user_key other;
	bool there;

	if (!find_other(p, &other, &v->other, &there))
		return false;
	k = there ? key_for(p, other.user) : NULL;
	v->other_has = k != NULL && str_same(k->open, other.open);
	v->may_share = there && !v->other_has && v->is == VAULT_OPEN;
	return true;
}

static bool
look(struct pair *p, str session, struct vault *v)
{
	const struct pair_key *mine;

	v->is = VAULT_NO_KEY;
	if (keys_of_session(p->c, session, &p->mine)) {
		mine = key_for(p, p->c->actor.user);
		/* With no key of the pair yet the first note makes one. */
		v->is = p->keys == 0 || open_pair(p, mine, v->key)
		    ? VAULT_OPEN : VAULT_UNSHARED;
	}
	return see_other(p, v) && read_notes(p->c, p, v);
}

bool
vault_look(struct ctx *c, str session, const struct mentoring_agreement *g,
    struct vault *v)
{
	struct pair p;
	bool fine;

	*v = (struct vault){ .is = VAULT_NOT_HIS };
	if (!is_of_pair(c, g))
		return true;
	v->is_mentor = id_same(c->actor.party, g->mentor);
	fine = read_pair(c, g, &p) && look(&p, session, v);
	c->errors = p.own.errors;
	return fine;
}

static bool
share(struct pair *p, const unsigned char *key)
{
	struct user_key other;
	str login = { 0 };
	bool there;

	return find_other(p, &other, &login, &there) &&
	    (!there || seal_to(p, other.user, other.open, key));
}

static bool
make_key(struct pair *p, unsigned char *key)
{
	crypto_aead_xchacha20poly1305_ietf_keygen(key);
	return seal_to(p, p->c->actor.user, as_text(p->c->arena, p->mine.open,
	    VAULT_KEY), key) && share(p, key);
}

static bool
is_closed(struct ctx *c, enum vault_is is)
{
	return is != VAULT_OPEN && !fail(&c->errors, DENIED, NULL, "%s",
	    words_say(c->words, is == VAULT_NO_KEY ? "The notes open with your "
	    "password: sign out and in again." : is == VAULT_UNSHARED
	    ? "The other one of the pair has to share the notes with you."
	    : "Notes of a pair are for the two of them alone."));
}

static bool
keep_note(struct pair *p, const struct vault *v, struct id held, str text)
{
	struct mentoring_note m;
	str sealed;

	row_blank(&mentoring_note_entity, &m);
	m.row.id = id_new(p->c->random, p->c->now);
	m.agreement = p->g->row.id;
	m.session = held;
	m.mentor = p->g->mentor;
	m.mentee = p->g->mentee;
	m.date = moment_day(p->c->now);
	sealed = seal(p->c->arena, v->key, text, bound_to(p->c->arena, &m,
	    v->is_mentor ? "mentor" : "mentee"));
	if (v->is_mentor)
		m.mentor_note = sealed;
	else
		m.mentee_note = sealed;
	return flow_save_as_was(&p->own, &mentoring_note_entity, &m);
}

bool
vault_write(struct ctx *c, str session, const struct mentoring_agreement *g,
    struct id held, str text)
{
	struct vault v = { .is = VAULT_NOT_HIS };
	struct pair p;
	bool fine;

	text = str_trim(text);
	if (text.n == 0 || text.n > NOTE_MOST)
		return fail(&c->errors, INVALID, "note", "A note has 1 to %d "
		    "letters.", NOTE_MOST);
	if (!vault_look(c, session, g, &v) || is_closed(c, v.is) ||
	    !read_pair(c, g, &p) || !keys_of_session(c, session, &p.mine))
		return false;
	fine = (p.keys > 0 || make_key(&p, v.key)) &&
	    keep_note(&p, &v, held, text);
	c->errors = p.own.errors;
	sodium_memzero(&v.key, sizeof(v.key));
	return fine;
}

bool
vault_share(struct ctx *c, str session, const struct mentoring_agreement *g)
{
	struct vault v;
	struct pair p;
	bool fine;

	if (!vault_look(c, session, g, &v) || is_closed(c, v.is) ||
	    !read_pair(c, g, &p) || !keys_of_session(c, session, &p.mine))
		return false;
	fine = p.keys == 0 || share(&p, v.key);
	c->errors = p.own.errors;
	return fine;
}
