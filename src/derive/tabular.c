/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/tabular.h"

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "derive/rowjson.h"

static void
add(struct tabular_column *to, size_t *n, enum tabular_part part,
    const struct field *f, str heading)
{
	to[(*n)++] = (struct tabular_column){ part, f, heading };
}

const struct tabular_column *
tabular_columns(struct arena *a, const struct lookup *l,
    const struct entity *e, size_t *n)
{
	const struct field *f;
	struct tabular_column *to;
	size_t most = 3;

	for (f = e->fields; f->name != NULL; f++)
		most += 2;
	to = NEWS(a, struct tabular_column, most);
	*n = 0;
	add(to, n, TABULAR_ID, NULL, S("id"));
	add(to, n, TABULAR_REVISION, NULL, S("revision"));
	for (f = e->fields; f->name != NULL; f++) {
		if ((f->flags & SECRET) || ((f->flags & PERSONAL) &&
		    (l == NULL || !l->personal)))
			continue;
		add(to, n, TABULAR_VALUE, f, str_of(f->name));
		if (f->type == T_MONEY)
			add(to, n, TABULAR_CURRENCY, f,
			    str_print(a, "%s_currency", f->name));
	}
	add(to, n, TABULAR_EXTRA, NULL, S("extra"));
	return to;
}

str
tabular_cell(struct arena *a, const struct tabular_column *c, const void *row)
{
	const struct row *head = row;
	const struct money *m;

	switch (c->part) {
	case TABULAR_ID:
		return id_text(a, head->id);
	case TABULAR_REVISION:
		return str_print(a, "%lld", (long long)head->revision);
	case TABULAR_EXTRA:
		return head->extra.p != NULL ? head->extra : S("");
	case TABULAR_NOTHING:
		return S("");
	case TABULAR_CURRENCY:
		m = row_get(c->field, row);
		return str_copy(a, str_of(m->currency));
	default:
		if (c->field->type != T_MONEY)
			return fieldtext_write(a, c->field, row);
		m = row_get(c->field, row);
		return money_text(a, *m);
	}
}

static void
add_typed(struct arena *a, const struct tabular_column *c, const char *name,
    const void *row, struct node *into)
{
	str text;

	switch (c->part == TABULAR_VALUE ? c->field->type : TYPES) {
	case T_COUNT: case T_REAL: case T_DAY: case T_MOMENT: case T_BOOL:
		rowjson_field(a, c->field, row, name, into);
		return;
	default:
		text = tabular_cell(a, c, row);
		if (text.n == 0)
			node_none(into, name);
		else
			node_text(into, name, text);
	}
}

void
tabular_row(struct arena *a, const struct tabular_column *c, size_t n,
    const void *row, struct node *into)
{
	const struct money *m;
	const char *name;
	size_t i;

	for (i = 0; i < n; i++) {
		name = str_z(a, c[i].heading);
		if (c[i].part == TABULAR_REVISION) {
			node_count(into, name,
			    ((const struct row *)row)->revision);
		} else if (c[i].part == TABULAR_VALUE &&
		    c[i].field->type == T_MONEY &&
		    !row_none(c[i].field, row)) {
			m = row_get(c[i].field, row);
			node_amount(into, name, *m);
		} else {
			add_typed(a, &c[i], name, row, into);
		}
	}
}

static const char *const fates[TABULAR_FATES] = {
	"add", "change", "same", "refuse",
};

void
tabular_report(const struct tabular *t, struct node *into)
{
	const struct tabular_fault *f;
	struct node *n;
	size_t i;

	for (i = 0; i < TABULAR_FATES; i++)
		node_count(into, fates[i], t->n[i]);
	node_count(into, "faults", t->n_faults);
	node_list(into, "told");
	for (f = t->first; f != NULL; f = f->next) {
		n = node_row(into, "told");
		node_count(n, "line", (int64_t)f->line);
		node_text(n, "column", f->column);
		node_text(n, "value", f->value);
		node_text(n, "reason", f->reason);
	}
	if (!str_none(t->passed_over))
		node_text(into, "passed_over", t->passed_over);
}
