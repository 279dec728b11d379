/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "model/words.h"

#include <string.h>

#include "model/model.h"

struct hearer {
	void (*each)(void *, const char *);
	void  *to;
};

static void
say(const struct hearer *h, const char *english)
{
	if (english != NULL && english[0] != '\0')
		h->each(h->to, english);
}

static const struct {
	const char *name, *label;
} headings[] = {
	{ "bien_phap",  "Measure taken" },
	{ "can_cu",     "Basis" },
	{ "cau_phan",   "Component" },
	{ "don_vi",     "Responsible unit" },
	{ "goal",       "Goal" },
	{ "hinh_thuc",  "Form" },
	{ "hoat_dong",  "Activity" },
	{ "ket_qua",    "Result" },
	{ "label_vi",   "Label in Vietnamese" },
	{ "measure",    "Measured by" },
	{ "muc_tieu",   "Objective" },
	{ "ngay",       "Date" },
	{ "nguon",      "Source" },
	{ "nguon_luc",  "Resources" },
	{ "nguyen_te",  "Amount in the donor's currency" },
	{ "no",         "Number" },
	{ "qty",        "Quantity" },
	{ "rui_ro",     "Risk" },
	{ "serial",     "Serial number" },
	{ "thoi_gian",  "Time" },
	{ "trang_thai", "State" },
	{ "usd",        "USD" },
	{ "vnd",        "VND" }
};

void
model_column(str name, char label[COLUMN_LABEL])
{
	size_t i, n = name.n < COLUMN_LABEL ? name.n : COLUMN_LABEL - 1;

	for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
		if (str_is(name, headings[i].name)) {
			n = strlen(headings[i].label);
			memcpy(label, headings[i].label, n + 1);
			return;
		}
	for (i = 0; i < n; i++)
		label[i] = name.p[i] == '_' ? ' ' : name.p[i];
	label[n] = '\0';
	if (n > 0 && label[0] >= 'a' && label[0] <= 'z')
		label[0] = (char)(label[0] - 'a' + 'A');
}

static bool
is_among(const char *columns, str name)
{
	str rest = str_of(columns), one;

	while (str_cut(&rest, ' ', &one))
		if (str_same(one, name))
			return true;
	return false;
}

bool
model_has_column(const char *columns, str name)
{
	char second[COLUMN_LABEL];
	size_t i, at = name.n;

	if (columns == NULL || is_among(columns, name))
		return true;
	while (at > 0 && name.p[at - 1] != '_')
		at--;
	if (at < 2 || name.n - at < 2 || name.n - at > 8 ||
	    at + 2 >= sizeof(second))
		return false;
	for (i = at; i < name.n; i++)
		if ((name.p[i] < 'a' || name.p[i] > 'z') && name.p[i] != '-')
			return false;
	memcpy(second, name.p, at);
	memcpy(second + at, "vi", 2);
	return is_among(columns, (str){ second, at + 2 }) &&
	    is_among(columns, str_part(name, 0, at - 1));
}

static void
say_columns(const struct hearer *h, str columns)
{
	char label[COLUMN_LABEL];
	str name;

	while (str_cut(&columns, ' ', &name)) {
		model_column(name, label);
		say(h, label);
	}
}

static void
say_fields(const struct hearer *h, const struct field *f)
{
	for (; f->name != NULL; f++) {
		say(h, f->label);
		say(h, f->hint);
		say(h, f->unit);
		say(h, f->help);
		if (f->columns != NULL)
			say_columns(h, str_of(f->columns));
	}
}

static void
say_entity(const struct hearer *h, const struct entity *e)
{
	const struct rule *r;

	say(h, e->label);
	say(h, e->plural);
	say(h, e->about);
	say_fields(h, e->fields);
	for (r = e->rules; r != NULL && r->a != NULL; r++)
		say(h, r->says);
}

static void
say_machine(const struct hearer *h, const struct machine *m)
{
	const struct state *s;
	const struct move *v;

	say(h, m->label);
	for (s = m->states; s->code != NULL; s++)
		say(h, s->label);
	for (v = m->moves; v->from != NULL; v++) {
		say(h, v->label);
		say(h, v->guard);
		say(h, v->effect);
	}
}

static void
say_choices(const struct hearer *h, const struct choices *list)
{
	const struct choice *c;

	say(h, list->label);
	for (c = list->of; c->code != NULL; c++) {
		say(h, c->label);
		say(h, c->note);
	}
}

void
model_words(void (*each)(void *to, const char *english), void *to)
{
	const struct hearer h = { each, to };
	const struct role *r;
	size_t i;

	for (i = 0; entities[i] != NULL; i++)
		say_entity(&h, entities[i]);
	for (i = 0; machines[i] != NULL; i++)
		say_machine(&h, machines[i]);
	for (i = 0; code_lists[i] != NULL; i++)
		say_choices(&h, code_lists[i]);
	for (r = roles; r->code != NULL; r++) {
		say(&h, r->label);
		say(&h, r->duties);
	}
}
