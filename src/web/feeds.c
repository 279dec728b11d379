/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Where spreadsheets and reporting programs find the rows, and the keys by
 * which they read them in somebody's name. */
#include "base/arena.h"
#include "flow/every.h"
#include "flow/login.h"
#include "model/office.h"
#include "web/entity.h"
#include "web/programme.h"

enum { DAYS = 366, NAME_MOST = 100 };

static str
site_address(struct ctx *c, const struct request *q)
{
	return str_print(c->arena, "http%s://%.*s", q->secure ? "s" : "",
	    (int)q->host.n, q->host.p);
}

/* What people draw charts of, before all the rest. */
static const char *const common[] = { "gap", "activity", "event", "enrolment",
	"indicator_value", "expenditure", "transaction", "opportunity", NULL };

static void
kinds_put(struct ctx *c, struct node *out)
{
	const struct entity *e;
	struct node *row;
	size_t i;

	(void)node_list(out, "kinds");
	for (i = 0; common[i] != NULL; i++) {
		e = entity_named(str_of(common[i]));
		if (e == NULL || e->flags & INSIDE ||
		    !ctx_may(c, e, SEE, (struct id){ { 0 } }))
			continue;
		row = node_row(out, "kinds");
		node_z(row, "name", e->name);
		node_z(row, "says", words_say(c->words, e->plural));
	}
}

static bool
tokens_put(struct ctx *c, struct node *out)
{
	struct token *all;
	struct node *row;
	size_t i, n;

	all = every_by(c, &token_entity, "user", c->actor.user, &n);
	if (all == NULL && errors_worst(&c->errors) != FINE)
		return false;
	(void)node_list(out, "tokens");
	for (i = 0; i < n; i++) {
		row = node_row(out, "tokens");
		node_text(row, "name", all[i].name);
		node_text(row, "href", entity_href(c, &token_entity,
		    all[i].row.id));
		node_day(row, "expires", all[i].expires_on);
		node_bool(row, "is_over", all[i].expires_on.n != 0 &&
		    all[i].expires_on.n < moment_day(c->now).n);
	}
	node_bool(out, "has_tokens", n > 0);
	return true;
}

static bool
fill(struct ctx *c, const struct request *q, struct node *out)
{
	const char *says = q->faults == NULL ? NULL
	    : errors_text(q->faults, "name");

	node_z(out, "title", say(c, "Data for Excel and Power BI"));
	node_text(out, "address", site_address(c, q));
	node_text(out, "odata", str_print(c->arena, "%s/odata/",
	    site_address(c, q).p));
	node_text(out, "name", request_form(q, "name"));
	if (says != NULL)
		node_z(out, "name_error", says);
	kinds_put(c, out);
	return tokens_put(c, out);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)r;
	return fill(c, q, out);
}

const struct page feeds_page = {
	.method = GET,
	.path   = "/feeds",
	.about  = "Where spreadsheets find the rows, and one's keys for them.",
	.view   = "feeds.html",
	.flags  = SIGNED_IN,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str name = str_trim(request_form(q, "name")), secret;

	if (name.n > NAME_MOST)
		return fail(&c->errors, INVALID, "name",
		    "A name has at most %d characters.", NAME_MOST);
	if (!login_token(c, name, S("read"), DAYS, &secret) ||
	    !fill(c, q, out))
		return false;
	node_text(out, "secret", secret);
	r->view = "feeds.html";
	return true;
}

const struct page feeds_post = {
	.method = POST,
	.path   = "/feeds",
	.about  = "Make a key that only reads; it is told once.",
	.flags  = SIGNED_IN,
	.view   = "feeds.html",
	.again  = &feeds_page,
	.run    = accept,
};

/* ---- a list under a secret address ---- */

static bool
show_feed(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct entity *e = entity_named(request_at(q, "kind"));
	struct request list = *q;

	if (!login_bearer(c, request_at(q, "key")))
		return false;
	if (!c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL, "A key that may write "
		    "does not stand in an address. Make one that only "
		    "reads.");
	if (e == NULL || e->flags & INSIDE ||
	    !ctx_may(c, e, SEE, (struct id){ { 0 } }))
		return fail(&c->errors, ABSENT, NULL,
		    "This link leads nowhere.");
	list.entity = e;
	if (list.shape == HTML)
		list.shape = CSV;
	return list_page.run(c, &list, out, r);
}

const struct page feed_page = {
	.method = GET,
	.path   = "/feed/{key}/{kind}",
	.about  = "The rows of a kind as CSV by a key that only reads: "
	    "/feed/tilth_.../gap.csv, with the filters of the list.",
	.args   = "columns: Only these, with commas between;for: excel for "
	    "CSV as Excel opens it",
	.flags  = LINK,
	.run    = show_feed,
};
