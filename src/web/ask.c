/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/ask.h"

#include "base/arena.h"
#include "web/programme.h"

enum { LINE = 400, PARAGRAPHS = 20000, FEW = 5 };

static const char *const flag[] = {
	[ASK_TEXT] = "is_text", [ASK_LONG] = "is_long",
	[ASK_NUMBER] = "is_number", [ASK_DAY] = "is_day",
	[ASK_CHOICE] = "is_choice", [ASK_TICK] = "is_tick",
	[ASK_FILE] = "is_file"
};

str
ask_typed(const struct request *q, const char *name)
{
	str s = str_trim(request_form(q, name));

	return str_none(s) ? (str){ 0 } : s;
}

struct id
ask_id(const struct request *q, const char *name)
{
	struct id id;

	return id_read(ask_typed(q, name), &id) ? id : (struct id){ { 0 } };
}

bool
ask_day(struct ctx *c, const struct request *q, const char *name,
    struct day *day)
{
	str typed = ask_typed(q, name);

	*day = (struct day){ 0 };
	return str_none(typed) || day_read(typed, day) || fail(&c->errors,
	    INVALID, name, "'%.*s' is not a day like 2024-03-01.",
	    (int)typed.n, typed.p);
}

bool
ask_count(struct ctx *c, const struct request *q, const char *name,
    int64_t lo, int64_t hi, int64_t *n)
{
	str typed = ask_typed(q, name);

	*n = INT64_MIN;
	if (str_none(typed) || (str_int(typed, n) && *n >= lo && *n <= hi))
		return true;
	return fail(&c->errors, INVALID, name,
	    "'%.*s' is not a whole number from %lld to %lld.", (int)typed.n,
	    typed.p, (long long)lo, (long long)hi);
}

static void
options_put(struct ctx *c, const struct ask_field *f, str value,
    struct node *o)
{
	const struct choice *k;
	struct node *one;
	int n = 0;

	for (k = f->choices->of; k->code != NULL; k++, n++) {
		one = node_row(o, "options");
		node_z(one, "value", k->code);
		node_z(one, "label", say(c, k->label));
		node_bool(one, "selected", str_is(value, k->code));
	}
	node_bool(o, "few", n <= FEW);
}

/* A hidden input and a select of many need the empty choice too. */
static void
none_put(struct ctx *c, str value, struct node *o)
{
	struct node *one = node_row(o, "options");

	node_z(one, "value", "");
	node_z(one, "label", say(c, "Not said"));
	node_bool(one, "selected", str_none(value));
}

struct node *
ask_one(struct ctx *c, const struct request *q, const struct ask_field *f,
    str value, struct node *out)
{
	struct node *o = node_row(out, "fields");
	const char *fault = q->faults == NULL ? NULL
	    : errors_text(q->faults, f->name);
	str id = str_print(c->arena, "a-%s", f->name);

	if (q->n_form > 0 && request_form(q, f->name).p != NULL)
		value = request_form(q, f->name);
	node_bool(o, flag[f->kind], true);
	node_z(o, "name", f->name);
	node_text(o, "id", id);
	node_z(o, "label", say(c, f->label));
	node_z(o, "hint", f->hint == NULL ? NULL : say(c, f->hint));
	node_bool(o, "required", f->must);
	node_z(o, "error", fault);
	if (fault != NULL || f->hint != NULL)
		node_text(o, "described", str_print(c->arena, "%s%s%s%s%s",
		    fault == NULL ? "" : id.p, fault == NULL ? "" : "-e",
		    fault != NULL && f->hint != NULL ? " " : "",
		    f->hint == NULL ? "" : id.p, f->hint == NULL ? "" : "-h"));
	node_text(o, "value", value.p == NULL ? S("") : value);
	node_z(o, "mode", "decimal");
	node_bool(o, "checked", !str_none(value));
	if (f->kind == ASK_TEXT || f->kind == ASK_LONG)
		node_count(o, "maxlength", f->max > 0 ? f->max :
		    f->kind == ASK_TEXT ? LINE : PARAGRAPHS);
	if (f->kind == ASK_CHOICE) {
		if (!f->must)
			none_put(c, value, o);
		options_put(c, f, value, o);
	}
	return o;
}

void
ask_put(struct ctx *c, const struct request *q, const struct ask_field *f,
    struct node *out)
{
	for (; f->name != NULL; f++)
		(void)ask_one(c, q, f, (str){ 0 }, out);
}
