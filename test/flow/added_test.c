/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of the fields a site adds to a kind of thing. */
#include <math.h>
#include <string.h>

#include "flow/added.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static struct field_def *
define(struct site *s, const char *entity, const char *name, const char *type)
{
	struct field_def *d = NEW(s->a, struct field_def);

	row_blank(&field_def_entity, d);
	d->entity = str_of(entity);
	d->name = str_of(name);
	d->type = str_of(type);
	d->label = str_print(s->a, "{\"en\":\"%s\"}", name);
	return d;
}

static bool
keep(struct site *s, struct field_def *d)
{
	s->c.errors.first = NULL;
	return flow_save(&s->c, &field_def_entity, d);
}

/* Risks have a number "people" from 1 to 500 and a choice "colour". */
static bool
open_with_fields(struct site *s, struct arena *a, const char *name)
{
	struct field_def *d;

	if (!site_open(s, a, name))
		return false;
	site_system(s);
	d = define(s, "risk", "people", "count");
	d->min = 1;
	d->max = 500;
	d->seq = 2;
	CHECK(keep(s, d));
	d = define(s, "risk", "colour", "choice");
	d->list = S("red; deep blue");
	d->seq = 1;
	CHECK(keep(s, d));
	return true;
}

static bool
save_with(struct site *s, const char *extra)
{
	struct risk *r = site_blank(s, &risk_entity, s->one);

	s->c.errors.first = NULL;
	r->row.extra = str_of(extra);
	if (!flow_save(&s->c, &risk_entity, r))
		return false;
	return true;
}

static void
a_field_stands_where_its_place_says(struct arena *a)
{
	const struct entity *added;
	struct site s;

	if (!open_with_fields(&s, a, "added_place"))
		return;
	added = added_to(&s.c, &risk_entity);
	CHECK(added != NULL);
	CHECK(strcmp(added->fields[0].name, "extra.colour") == 0);
	CHECK(strcmp(added->fields[1].name, "extra.people") == 0);
	CHECK(added->fields[2].name == NULL);
	CHECK(added_to(&s.c, &programme_entity) == NULL);
	site_close(&s);
}

static void
what_does_not_fit_is_refused(struct arena *a)
{
	struct site s;

	if (!open_with_fields(&s, a, "added_refused"))
		return;
	CHECK(save_with(&s, "{\"people\":500,\"colour\":\"deep blue\"}"));
	CHECK(!save_with(&s, "{\"people\":501}"));
	CHECK(site_on(&s, "extra.people"));
	CHECK(!save_with(&s, "{\"people\":0}"));
	CHECK(!save_with(&s, "{\"people\":\"many\"}"));
	CHECK(site_on(&s, "extra.people"));
	CHECK(!save_with(&s, "{\"colour\":\"green\"}"));
	CHECK(site_on(&s, "extra.colour"));
	CHECK(save_with(&s, "{}"));
	s.c.errors.first = NULL;
	site_close(&s);
}

static void
text_from_a_file_becomes_a_number_and_the_rest_stays(struct arena *a)
{
	struct risk *r;
	struct site s;

	if (!open_with_fields(&s, a, "added_text"))
		return;
	r = site_blank(&s, &risk_entity, s.one);
	r->row.extra = S("{\"note\":[1,{\"a\":null}],\"people\":\" 12 \"}");
	CHECK(flow_save(&s.c, &risk_entity, r));
	r = site_find(&s, &risk_entity, r->row.id);
	CHECK(str_is(r->row.extra, "{\"note\":[1,{\"a\":null}],\"people\":12}"));
	site_close(&s);
}

static void
a_field_that_must_be_filled_is_asked_for_when_it_changes(struct arena *a)
{
	struct field_def *d;
	struct risk *r;
	struct site s;

	if (!open_with_fields(&s, a, "added_must"))
		return;
	r = site_blank(&s, &risk_entity, s.one);
	CHECK(flow_save(&s.c, &risk_entity, r));
	d = define(&s, "risk", "owner_unit", "text");
	d->is_required = YES;
	CHECK(keep(&s, d));
	CHECK(!save_with(&s, ""));
	CHECK(site_on(&s, "extra.owner_unit"));
	CHECK(save_with(&s, "{\"owner_unit\":\"North\"}"));
	r->statement = S("An older row may still be mended");
	CHECK(flow_save(&s.c, &risk_entity, r));
	s.c.errors.first = NULL;
	site_close(&s);
}

static void
values_come_back_from_the_row_and_go_into_it(struct arena *a)
{
	const struct entity *added;
	struct risk *r;
	struct site s;
	void *values;

	if (!open_with_fields(&s, a, "added_values"))
		return;
	added = added_to(&s.c, &risk_entity);
	r = site_blank(&s, &risk_entity, s.one);
	r->row.extra = S("{\"people\":7,\"kept\":true}");
	values = added_values(&s.c, added, r);
	CHECK(*(const int64_t *)row_get(&added->fields[1], values) == 7);
	row_clear(&added->fields[1], values);
	*(str *)row_at(&added->fields[0], values) = S("red");
	added_put(&s.c, added, values, r);
	CHECK(str_is(r->row.extra, "{\"kept\":true,\"colour\":\"red\"}"));
	site_close(&s);
}

static void
a_field_that_cannot_be_is_refused(struct arena *a)
{
	struct field_def *d;
	struct site s;

	if (!site_open(&s, a, "added_define"))
		return;
	site_system(&s);
	CHECK(!keep(&s, define(&s, "riskk", "x", "text")));
	CHECK(site_on(&s, "entity"));
	CHECK(!keep(&s, define(&s, "risk", "Colour", "text")));
	CHECK(!keep(&s, define(&s, "risk", "1st", "text")));
	CHECK(!keep(&s, define(&s, "risk", "statement", "text")));
	CHECK(site_on(&s, "name"));
	CHECK(!keep(&s, define(&s, "risk", "colour", "choice")));
	CHECK(site_on(&s, "list"));
	d = define(&s, "risk", "badge", "text");
	d->is_personal = YES;
	CHECK(!keep(&s, d));
	CHECK(site_on(&s, "is_personal"));
	d->entity = S("person");
	CHECK(keep(&s, d));
	s.c.errors.first = NULL;
	site_close(&s);
}

const struct test added_tests[] = {
	{ "a field stands where its place says",
	   a_field_stands_where_its_place_says },
	{ "what does not fit is refused",
	   what_does_not_fit_is_refused },
	{ "text from a file becomes a number and the rest stays",
	   text_from_a_file_becomes_a_number_and_the_rest_stays },
	{ "a field that must be filled is asked for when it changes",
	   a_field_that_must_be_filled_is_asked_for_when_it_changes },
	{ "values come back from the row and go into it",
	   values_come_back_from_the_row_and_go_into_it },
	{ "a field that cannot be is refused",
	   a_field_that_cannot_be_is_refused },
	{ 0 }
};
