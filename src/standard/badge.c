/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/badge.h"

#include <string.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/gather.h"
#include "format/canon.h"
#include "format/json.h"

enum { BYTES = 1 << 20, HASH = crypto_hash_sha256_BYTES,
	DAY = 86400000 };               /* ms: it holds on its last day */

/* ---- keys as text ---- */

str
badge_did(struct arena *a, const unsigned char *key)
{
	unsigned char coded[2 + SIGNING_KEY] = { 0xed, 0x01 };  /* multicodec */
	struct write w = write_new(a, 200);

	memcpy(coded + 2, key, SIGNING_KEY);
	write_z(&w, "did:key:z");
	canon_base58(&w, coded, sizeof(coded));
	return write_done(&w);
}

str
badge_method(struct arena *a, const unsigned char *key)
{
	str did = badge_did(a, key);
	str id = str_part(did, sizeof("did:key:") - 1, did.n);

	return str_print(a, "%.*s#%.*s", (int)did.n, did.p, (int)id.n, id.p);
}

/* ---- the proof ---- */

static void
hash(struct arena *a, const struct node *n, unsigned char *out)
{
	struct write w = write_new(a, BYTES);
	str text;

	canon_json(&w, n);
	text = write_done(&w);
	crypto_hash_sha256(out, (const unsigned char *)text.p, text.n);
}

/* Its context is the credential's: a member that hangs in both trees. */
static void
same_context(struct node *proof, const struct node *of)
{
	const struct node *from = node_find(of, S("@context")), *k;
	struct node *list;

	if (from == NULL)
		return;
	list = node_list(proof, "@context");
	for (k = from->first; k != NULL; k = k->next)
		node_item_text(list, k->text);
}

static void
proof_put(const struct signing *key, const struct node *credential,
    int64_t at, struct node *proof)
{
	struct arena *a = proof->arena;

	same_context(proof, credential);
	node_z(proof, "type", "DataIntegrityProof");
	node_z(proof, "cryptosuite", "eddsa-jcs-2022");
	node_moment(proof, "created", at);
	node_text(proof, "verificationMethod", badge_method(a, key->key));
	node_z(proof, "proofPurpose", "assertionMethod");
}

void
badge_prove(const struct signing *key, int64_t at, struct node *credential)
{
	struct arena *a = credential->arena;
	unsigned char hashed[2 * HASH], sign[SIGNATURE];
	struct node *options = node_new(a), *proof;
	struct write w = write_new(a, 200);

	proof_put(key, credential, at, options);
	hash(a, options, hashed);
	hash(a, credential, hashed + HASH);
	signing_sign(key, (str){ (const char *)hashed, sizeof(hashed) }, sign);
	write_char(&w, 'z');
	canon_base58(&w, sign, sizeof(sign));
	proof = node_object(credential, "proof");
	proof_put(key, credential, at, proof);
	node_text(proof, "proofValue", write_done(&w));
}

/* ---- the credential ---- */

static void
one_type(struct node *n, const char *type)
{
	node_item_text(node_list(n, "type"), str_of(type));
}

static str
address(struct arena *a, str base, const struct certificate *k)
{
	return str_print(a, "%.*s/c/%.*s", (int)base.n, base.p,
	    (int)k->number.n, k->number.p);
}

static void
issuer_put(const struct certificate_view *v, str base, str did,
    struct node *out)
{
	struct node *n = node_object(out, "issuer");

	node_text(n, "id", did);
	one_type(n, "Profile");
	node_text(n, "name", v->award.issuer);
	node_text(n, "url", base);
}

static void
subject_put(const struct certificate_view *v, str base, struct node *out)
{
	struct arena *a = out->arena;
	struct node *n = node_object(out, "credentialSubject"), *k;
	str person = id_text(a, v->row.person);

	/* The same for all that somebody holds, and not our own id. */
	node_text(n, "id", str_print(a, "urn:uuid:%s", id_text(a,
	    id_from(S("badge subject"), person)).p));
	one_type(n, "AchievementSubject");
	k = node_row(n, "identifier");
	node_z(k, "type", "IdentityObject");
	node_bool(k, "hashed", false);
	node_text(k, "identityHash", v->name);
	node_z(k, "identityType", "name");
	k = node_object(n, "achievement");
	node_text(k, "id", str_print(a, "%.*s/badges/%s", (int)base.n, base.p,
	    id_text(a, v->award.row.id).p));
	one_type(k, "Achievement");
	node_z(k, "achievementType", "Certificate");
	node_text(k, "name", v->award.title);
	node_text(k, "description", str_none(v->award.statement) ?
	    v->award.title : v->award.statement);
	node_text(node_object(k, "criteria"), "narrative",
	    str_none(v->award.statement) ? v->award.title
	    : v->award.statement);
}

static void
evidence_put(const struct certificate_view *v, struct node *out)
{
	struct arena *a = out->arena;
	struct errors quiet = { .arena = a };
	const struct node *k;
	struct node *tree, *row;
	str got, needed;

	if (str_none(v->row.evidence) ||
	    !json_read(a, v->row.evidence, &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		got = json_text(k, "got");
		needed = json_text(k, "needed");
		row = node_row(out, "evidence");
		one_type(row, "Evidence");
		node_text(row, "name", json_text(k, "condition"));
		node_text(row, "narrative", str_print(a, "%.*s (%.*s)",
		    (int)got.n, got.p, (int)needed.n, needed.p));
	}
}

static void
status_put(str base, struct node *out)
{
	struct node *n = node_object(out, "credentialStatus");

	node_text(n, "id", str_print(out->arena, "%.*s/badges/revoked",
	    (int)base.n, base.p));
	node_z(n, "type", "1EdTechRevocationList");
}

static bool
fill(struct ctx *c, const struct certificate_view *v, str base, str did,
    struct node *out)
{
	struct node *list = node_list(out, "@context");

	if (str_none(v->name))
		return fail(&c->errors, INVALID, NULL,
		    "The holder asked to be forgotten: there is no badge.");
	if (v->is == CERTIFICATE_REVOKED)
		return fail(&c->errors, INVALID, NULL,
		    "This certificate is revoked: there is no badge.");
	node_item_text(list, S("https://www.w3.org/ns/credentials/v2"));
	node_item_text(list, S("https://purl.imsglobal.org/spec/ob/v3p0/"
	    "context-3.0.3.json"));
	node_text(out, "id", str_print(c->arena, "%s/badge",
	    address(c->arena, base, &v->row).p));
	list = node_list(out, "type");
	node_item_text(list, S("VerifiableCredential"));
	node_item_text(list, S("OpenBadgeCredential"));
	issuer_put(v, base, did, out);
	node_text(out, "name", v->award.title);
	node_moment(out, "validFrom", moment_of_day(v->row.issued_on));
	if (v->row.expires_on.n != 0)
		node_moment(out, "validUntil",
		    moment_of_day(v->row.expires_on) + DAY);
	subject_put(v, base, out);
	evidence_put(v, out);
	status_put(base, out);
	return true;
}

bool
badge_credential(struct ctx *c, const struct certificate_view *v, str base,
    struct node *out)
{
	struct signing key;

	if (!signing_key(c, &key) ||
	    !fill(c, v, base, badge_did(c->arena, key.key), out))
		return false;
	badge_prove(&key, moment_of_day(v->row.issued_on), out);
	return true;
}

/* ---- the token ---- */

static void
part(struct write *w, const struct node *n)
{
	struct write json = write_new(w->arena, BYTES);
	str text;

	canon_json(&json, n);
	text = write_done(&json);
	write_str(w, canon_base64url(w->arena,
	    (const unsigned char *)text.p, text.n));
}

static void
head_put(const struct signing *key, struct node *head)
{
	struct node *jwk = node_object(head, "jwk");

	node_z(head, "alg", "EdDSA");
	node_z(head, "typ", "JWT");
	node_z(jwk, "kty", "OKP");
	node_z(jwk, "crv", "Ed25519");
	node_text(jwk, "x", canon_base64url(head->arena, key->key,
	    SIGNING_KEY));
}

bool
badge_token(struct ctx *c, const struct certificate_view *v, str base,
    str *token)
{
	struct node *head = node_new(c->arena), *body = node_new(c->arena);
	struct write w = write_new(c->arena, BYTES);
	unsigned char sign[SIGNATURE];
	struct signing key;
	str did;

	if (!signing_key(c, &key))
		return false;
	did = badge_did(c->arena, key.key);
	if (!fill(c, v, base, did, body))
		return false;
	head_put(&key, head);
	node_text(body, "iss", did);
	node_text(body, "jti", json_text(body, "id"));
	node_text(body, "sub", json_text(node_find(body,
	    S("credentialSubject")), "id"));
	node_count(body, "nbf", moment_of_day(v->row.issued_on) / 1000);
	if (v->row.expires_on.n != 0)
		node_count(body, "exp",
		    (moment_of_day(v->row.expires_on) + DAY) / 1000);
	part(&w, head);
	write_char(&w, '.');
	part(&w, body);
	signing_sign(&key, (str){ w.p, w.n }, sign);
	write_char(&w, '.');
	write_str(&w, canon_base64url(c->arena, sign, sizeof(sign)));
	*token = write_done(&w);
	return true;
}

/* ---- what holds no more ---- */

bool
badge_revoked(struct ctx *c, str base, struct node *out)
{
	struct certificate *k;
	struct signing key;
	struct node *row;
	size_t i, n;

	if (!signing_key(c, &key) || (k = gather(c, &certificate_entity,
	    (struct id){ { 0 } }, &n)) == NULL)
		return false;
	node_text(out, "id", str_print(c->arena, "%.*s/badges/revoked",
	    (int)base.n, base.p));
	node_text(out, "issuer", badge_did(c->arena, key.key));
	(void)node_list(out, "revokedCredential");
	for (i = 0; i < n; i++) {
		if (!str_is(k[i].state, "revoked"))
			continue;
		row = node_row(out, "revokedCredential");
		node_text(row, "id", str_print(c->arena, "%s/badge",
		    address(c->arena, base, &k[i]).p));
		node_bool(row, "revoked", true);
	}
	return true;
}
