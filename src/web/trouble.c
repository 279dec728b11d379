/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/trouble.h"

#include <string.h>

#include "base/arena.h"
#include "format/html.h"
#include "web/admit.h"
#include "web/language.h"
#include "web/render.h"

/* For people: whose turn it is, by the nearest who can mend it. */
static const struct {
	const char *title, *advice;
} turns[] = {
	[FINE]     = { "Something is missing", "Go back and try again." },
	[INVALID]  = { "Please check what was sent",
	               "Mend what is said below and send it again." },
	[ABSENT]   = { "Not found",
	               "Check the address, or look for it from the first page." },
	[DENIED]   = { "You may not do this",
	               "Ask an administrator for a role that may." },
	[CONFLICT] = { "Somebody else changed this meanwhile",
	               "Look at the new version and make your change again." },
	[BUSY]     = { "Busy", "Wait a moment and try again." },
	[NO_ROOM]  = { "The disk is full",
	               "Reading goes on. Tell whoever looks after the server to "
	               "free some space, then try again." },
	[BROKEN]   = { "Something broke on our side",
	               "Tell an administrator the code below; it stands in the "
	               "log of the server." },
};

static const char *
say(const struct exchange *x, const char *english)
{
	return words_say(x->ctx.words, english);
}

static void
list_faults(const struct errors *e, struct node *tree, const char *name)
{
	struct node *list = node_list(tree, name), *row;
	const struct error *one;

	for (one = e->first; one != NULL; one = one->next) {
		row = node_item(list);
		if (one->field != NULL)
			node_z(row, "field", one->field);
		else
			node_none(row, "field");
		node_z(row, "fault", fault_name(one->fault));
		node_z(row, "text", one->text);
	}
}

/* Passwords and tokens are not shown again. */
static bool
is_shown(str name)
{
	return name.n > 0 && !str_is(name, "csrf") &&
	    str_find(name, S("password")) == name.n;
}

static void
list_typed(const struct exchange *x, struct node *tree)
{
	struct node *typed = node_object(tree, "typed");
	struct node *list = node_list(tree, "kept"), *row;
	const struct pair *p;
	size_t i;

	for (i = 0; i < x->q.n_form; i++) {
		p = &x->q.form[i];
		if (!is_shown(p->name))
			continue;
		node_text(typed, str_z(x->arena, p->name), p->value);
		row = node_item(list);
		node_text(row, "name", p->name);
		node_text(row, "value", p->value);
	}
	node_bool(tree, "has_kept", list->n > 0);
}

static int
status_of(const struct exchange *x, enum fault worst)
{
	if (x->status != 0)
		return x->status;
	if (x->reply.status >= 400)
		return x->reply.status;
	if (worst == DENIED && !admit_somebody(x) && x->q.shape != HTML)
		return 401;
	return worst == FINE ? 500 : fault_status(worst);
}

static void
error_page(struct worker *w, struct exchange *x, enum fault worst, int status)
{
	struct node *tree = node_new(x->arena);

	x->tree = tree;
	x->reply = (struct reply){ .status = status, .view = "error.html" };
	node_z(tree, "title", say(x, turns[worst].title));
	list_faults(&x->ctx.errors, tree, "reasons");
	node_z(tree, "advice", say(x, turns[worst].advice));
	node_count(tree, "status", status);
	if (x->q.method == GET && worst >= CONFLICT)
		node_text(tree, "again", x->in.head.target);
	if (worst >= BUSY)
		node_z(tree, "code", x->code);
	if (x->q.n_form > 0)
		list_typed(x, tree);
	render_page(w, x);
}

/* The page that has the form, with the faults and what was typed: for who
 * might open it himself. */
static bool
form_again(struct worker *w, struct exchange *x, int status)
{
	const struct page *again = x->page == NULL ? NULL : x->page->again;
	struct errors faults = x->ctx.errors;
	struct node *tree = node_new(x->arena);
	struct reply reply = { 0 };

	if (again == NULL)
		return false;
	x->ctx.errors.first = NULL;
	x->q.faults = &faults;
	if (!admit_to(x, again) || !again->run(&x->ctx, &x->q, tree, &reply) ||
	    errors_worst(&x->ctx.errors) != FINE || reply.go.p != NULL) {
		x->ctx.errors = faults;
		x->q.faults = NULL;
		return false;
	}
	x->ctx.errors = faults;
	x->q.faults = NULL;
	x->page = again;
	x->tree = tree;
	x->reply = reply;
	x->reply.status = status;
	list_faults(&faults, tree, "faults");
	list_typed(x, tree);
	render_page(w, x);
	return true;
}

static void
go_sign_in(struct worker *w, struct exchange *x)
{
	struct write to = write_new(x->arena, 1 << 15);

	write_z(&to, "/login");
	if (!str_is(x->q.path, "/")) {
		write_z(&to, "?to=");
		html_url_part(&to, x->in.head.target);
	}
	x->reply = (struct reply){ .go = write_done(&to) };
	render_page(w, x);
}

static void
faults_only(struct worker *w, struct exchange *x, int status)
{
	x->tree = node_new(x->arena);
	list_faults(&x->ctx.errors, x->tree, "faults");
	node_z(x->tree, "code", x->code);
	x->q.shape = JSON;
	x->reply = (struct reply){ .status = status };
	if (status == 401)
		answer_header(x, "WWW-Authenticate", str_starts(x->q.path,
		    S("/odata")) ? S("basic realm=\"Tilth\"")
		    : S("Bearer"));
	render_page(w, x);
}

void
trouble_show(struct worker *w, struct exchange *x)
{
	enum fault worst = errors_worst(&x->ctx.errors);
	int status;
	bool signed_in = admit_somebody(x);

	x->failed = true;
	if (str_starts(x->q.path, S("/odata")))
		x->q.shape = JSON;      /* programs alone read there */
	status = status_of(x, worst);
	if (worst == FINE) {
		worst = BROKEN;
		(void)fail(&x->ctx.errors, BROKEN, NULL,
		    "A page failed and did not say why.");
	}
	if (status == 405)
		answer_header(x, "Allow", x->allow);
	if (status == 503)
		answer_header(x, "Retry-After", S("2"));
	if (x->q.shape != HTML)
		faults_only(w, x, status);
	else if (worst == DENIED && !signed_in && x->q.method == GET)
		go_sign_in(w, x);
	else if (x->q.method == GET || worst >= NO_ROOM ||
	    !form_again(w, x, status))
		error_page(w, x, worst, status);
}

void
trouble_lost(struct worker *w, struct exchange *x)
{
	(void)fail(&x->ctx.errors, NO_ROOM, NULL, "Nothing was saved: the data "
	    "file could not be written. The disk may be full.");
	trouble_show(w, x);
}

void
trouble_plain(struct exchange *x, int status, const char *says)
{
	const struct request q = { .accept_language =
	    head_field(&x->in.head, "Accept-Language") };
	const struct words *words;
	const char *lang;

	language_choose(&q, &lang, &words);
	says = words_say(words, says);
	x->out.status = status;
	x->out.closes = true;
	x->out.body = str_print(x->arena, "%d\n%s\n", status, says);
	answer_header(x, "Content-Type", S("text/plain; charset=utf-8"));
	answer_header(x, "X-Content-Type-Options", S("nosniff"));
	answer_header(x, "Cache-Control", S("no-store"));
	x->step = STEP_DONE;
}
