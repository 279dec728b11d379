/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One certificate, for whoever has its number: page, paper and badge. */
#include "base/arena.h"
#include "base/write.h"
#include "flow/certificate.h"
#include "flow/diploma.h"
#include "flow/find.h"
#include "format/html.h"
#include "format/json.h"
#include "format/qr.h"
#include "model/codes.h"
#include "model/office.h"
#include "standard/badge.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

enum { BYTES = 1 << 20 };

str
site_address(struct ctx *c, const struct request *q)
{
	struct ctx system = ctx_as_program(c);
	struct setting s;
	str given;

	system.errors = (struct errors){ .arena = c->arena };
	if (flow_find_code(&system, &setting_entity, S("address"),
	    (struct id){ { 0 } }, &s) && !str_none(s.value)) {
		given = str_trim(s.value);
		while (str_ends(given, S("/")))
			given.n--;
		return str_print(c->arena, "%.*s", (int)given.n, given.p);
	}
	return str_print(c->arena, "%s://%.*s", q->secure ? "https" : "http",
	    (int)q->host.n, q->host.p);
}

static bool
asked(struct ctx *c, const struct request *q, struct certificate_view *v)
{
	return certificate_find(c, request_at(q, "number"), v);
}

/* ---- the form to check one ---- */

static bool
show_form(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	if (number_goes(c, q, "/c/", r))
		return true;
	node_z(out, "title", say(c, "Check a certificate"));
	return true;
}

const struct page check_form_page = {
	.method = GET,
	.path   = "/c",
	.about  = "Where the number of a certificate is typed in.",
	.view   = "certificate_check.html",
	.run    = show_form,
};

/* ---- the page ---- */

static void
standing_put(struct ctx *c, const struct certificate_view *v,
    struct node *out)
{
	static const char *const mark[] = { "ok", "warn", "bad" };
	static const char *const says[] = { "Valid", "Expired", "Revoked" };

	node_bool(out, "is_valid", v->is == CERTIFICATE_VALID);
	node_bool(out, "is_revoked", v->is == CERTIFICATE_REVOKED);
	mark_put(c, out, mark[v->is], says[v->is]);
	node_day(out, "issued", v->row.issued_on);
	node_day(out, "expires", v->row.expires_on);
	node_day(out, "revoked", v->row.revoked_on);
}

static void
evidence_put(struct ctx *c, const struct certificate_view *v,
    struct node *out)
{
	struct errors quiet = { .arena = c->arena };
	const struct node *k;
	struct node *tree, *row;

	(void)node_list(out, "evidence");
	if (str_none(v->row.evidence) || !json_read(c->arena,
	    v->row.evidence, &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		row = node_row(out, "evidence");
		node_text(row, "condition", json_text(k, "condition"));
		node_text(row, "got", json_text(k, "got"));
		node_text(row, "needed", json_text(k, "needed"));
	}
}

static void
says_put(struct ctx *c, const struct certificate_view *v, struct node *out)
{
	const struct words *w = words_named(v->award.language);
	const struct choice *kind = choice_coded(&award_kind_codes,
	    v->award.kind);

	(void)c;
	node_text(out, "lang", str_none(v->award.language) ? S("en")
	    : v->award.language);
	node_z(out, "kind", words_say(w, kind == NULL ? "Certificate"
	    : kind->label));
	node_z(out, "certify", words_say(w, "This is to certify that"));
	node_z(out, "did", words_say(w, diploma_says(v->award.kind)));
	node_text(out, "award", v->award.title);
	node_text(out, "statement", v->award.statement);
	node_text(out, "issuer", v->award.issuer);
	node_text(out, "signatory", v->award.signatory);
	node_text(out, "signatory_post", v->award.signatory_post);
	node_text(out, "second", v->award.second);
	node_text(out, "second_post", v->award.second_post);
	node_text(out, "place", v->award.place);
}

static bool
qr_put(struct ctx *c, const struct request *q,
    const struct certificate_view *v, struct node *out)
{
	struct write w = write_new(c->arena, BYTES);
	struct qr code;

	if (!qr_make(c->arena, str_print(c->arena, "%s/c/%.*s",
	    site_address(c, q).p, (int)v->row.number.n, v->row.number.p),
	    &code, &c->errors))
		return false;
	qr_svg(&w, &code, str_of(say(c, "Code to check this certificate")));
	node_html(out, "qr", write_done(&w));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct certificate_view v;
	bool inside;

	(void)r;
	if (!asked(c, q, &v))
		return false;
	inside = flow_may(c, &certificate_entity, &v.row, SEE);
	node_text(out, "title", str_print(c->arena, say(c, "Certificate %s"),
	    str_z(c->arena, v.row.number)));
	node_text(out, "number", v.row.number);
	node_text(out, "name", v.name);
	node_text(out, "href", str_print(c->arena, "/c/%.*s",
	    (int)v.row.number.n, v.row.number.p));
	standing_put(c, &v, out);
	says_put(c, &v, out);
	if (inside) {
		evidence_put(c, &v, out);
		node_text(out, "row_href", entity_href(c, &certificate_entity,
		    v.row.row.id));
		node_text(out, "award_href", entity_href(c, &award_entity,
		    v.award.row.id));
		node_bool(out, "may_revoke", v.is != CERTIFICATE_REVOKED &&
		    flow_may(c, &award_entity, &v.award, EDIT));
	}
	node_bool(out, "is_inside", inside);
	return q->shape != HTML || qr_put(c, q, &v, out);
}

const struct page certificate_page = {
	.method = GET,
	.path   = "/c/{number}",
	.about  = "What a certificate says and whether it holds, by its "
	    "number.",
	.view   = "certificate.html",
	.flags  = LINK,
	.run    = show,
};

/* ---- its paper ---- */

static bool
show_pdf(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct certificate_view v;

	(void)out;
	if (!asked(c, q, &v))
		return false;
	if (v.is == CERTIFICATE_REVOKED)
		return fail(&c->errors, INVALID, NULL,
		    "This certificate is revoked: it is not printed any "
		    "more.");
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "%.*s.pdf", (int)v.row.number.n,
	    v.row.number.p);
	return diploma_pdf(c, &v, 1, str_print(c->arena, "%s/c/",
	    site_address(c, q).p), &r->raw);
}

const struct page certificate_pdf_page = {
	.method = GET,
	.path   = "/c/{number}/pdf",
	.about  = "The certificate on paper: A4, landscape.",
	.flags  = LINK,
	.run    = show_pdf,
};

/* ---- its badge ---- */

static bool
send_json(struct ctx *c, const struct node *tree, struct reply *r)
{
	struct write w = write_new(c->arena, BYTES);

	json_write(&w, tree, true);
	r->raw = write_done(&w);
	return true;
}

static bool
show_badge(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct node *badge = node_new(c->arena);
	struct certificate_view v;

	(void)out;
	r->raw_type = S("application/vc+ld+json");
	return asked(c, q, &v) &&
	    badge_credential(c, &v, site_address(c, q), badge) &&
	    send_json(c, badge, r);
}

const struct page certificate_badge_page = {
	.method = GET,
	.path   = "/c/{number}/badge",
	.about  = "The certificate as an Open Badges 3.0 credential, signed.",
	.flags  = LINK,
	.run    = show_badge,
};

static bool
show_token(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct certificate_view v;

	(void)out;
	r->raw_type = S("application/vc+jwt");
	return asked(c, q, &v) &&
	    badge_token(c, &v, site_address(c, q), &r->raw);
}

const struct page certificate_token_page = {
	.method = GET,
	.path   = "/c/{number}/token",
	.about  = "The same credential as a signed token (JWS).",
	.flags  = LINK,
	.run    = show_token,
};

static bool
show_revoked(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct node *list = node_new(c->arena);

	(void)out;
	r->raw_type = S("application/json");
	return badge_revoked(c, site_address(c, q), list) &&
	    send_json(c, list, r);
}

const struct page badges_revoked_page = {
	.method = GET,
	.path   = "/badges/revoked",
	.about  = "Which credentials of this site hold no more.",
	.run    = show_revoked,
};
