/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The description of what can be read, for programs. */
#include "standard/odata.h"


const char *
odata_type(const struct tabular_column *c)
{
	if (c->part == TABULAR_ID)
		return "Edm.Guid";
	if (c->part == TABULAR_REVISION)
		return "Edm.Int64";
	if (c->part != TABULAR_VALUE)
		return "Edm.String";
	switch (c->field->type) {
	case T_COUNT:  return "Edm.Int64";
	case T_REAL:   return "Edm.Double";
	case T_MONEY:  return "Edm.Decimal";
	case T_BOOL:   return "Edm.Boolean";
	case T_DAY:    return "Edm.Date";
	case T_MOMENT: return "Edm.DateTimeOffset";
	case T_REF:    return "Edm.Guid";
	default:       return "Edm.String";
	}
}

static void
property(struct write *w, const struct tabular_column *c)
{
	const char *type = odata_type(c);
	bool key = c->part == TABULAR_ID;

	write_format(w, "<Property Name=\"%.*s\" Type=\"%s\"",
	    (int)c->heading.n, c->heading.p, type);
	if (key || c->part == TABULAR_REVISION)
		write_z(w, " Nullable=\"false\"");
	if (str_is(str_of(type), "Edm.Decimal"))
		write_z(w, " Scale=\"variable\"");
	write_z(w, "/>\n");
}

static void
type(struct write *w, const struct odata_set *s)
{
	size_t i;

	write_format(w, "<EntityType Name=\"%s\">\n<Key><PropertyRef "
	    "Name=\"id\"/></Key>\n", s->entity->name);
	for (i = 0; i < s->n; i++)
		property(w, &s->column[i]);
	write_z(w, "</EntityType>\n");
}

void
odata_metadata(struct write *w, const struct odata_set *all, size_t n)
{
	size_t i;

	write_z(w, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<edmx:Edmx Version=\"4.0\" "
	    "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n"
	    "<edmx:DataServices>\n<Schema Namespace=\"Tilth\" "
	    "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n");
	for (i = 0; i < n; i++)
		type(w, &all[i]);
	write_z(w, "<EntityContainer Name=\"Container\">\n");
	for (i = 0; i < n; i++)
		write_format(w, "<EntitySet Name=\"%s\" "
		    "EntityType=\"Tilth.%s\"/>\n", all[i].entity->name,
		    all[i].entity->name);
	write_z(w, "</EntityContainer>\n</Schema>\n</edmx:DataServices>\n"
	    "</edmx:Edmx>\n");
}
