/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "flow/save.h"
#include "model/books.h"
#include "model/hook.h"
#include "model/office.h"
#include "model/people.h"
#include "test.h"

/* 2 March 2026, nine o'clock. */
enum { DAY = 24 * 60 * 60 };
static const int64_t now_ms = (int64_t)20514 * DAY * 1000 + 32400000;

/* ---- rows of any kind ---- */

static str
text(struct site *s, const struct field *f)
{
	if (f->max > 0 && f->max <= 3)
		return S("EUR");
	return str_print(s->a, "x%lld", (long long)s->salt);
}

static int64_t
whole(const struct site *s, const struct field *f)
{
	int64_t lo = f->max > f->min ? (int64_t)f->min : 1;
	int64_t span = f->max > f->min && f->max - f->min < 1e6
	    ? (int64_t)(f->max - f->min) + 1 : 1000000;

	return lo + s->salt % span;
}

static bool
is_among(const char *words, const char *word)
{
	str rest = str_of(words), one;

	while (words != NULL && str_cut(&rest, ' ', &one))
		if (str_is(one, word))
			return true;
	return false;
}

/* What a row may be only once for is another each time. */
static bool
is_once(const struct entity *e, const struct field *f)
{
	const struct rule *r;

	for (r = e->rules; r != NULL && r->kind != 0; r++)
		if (r->kind == ONCE_PER && (strcmp(r->a, f->name) == 0 ||
		    is_among(r->b, f->name)))
			return true;
	return false;
}

static struct id
referred(struct site *s, const struct entity *e, const struct field *f,
    struct id programme)
{
	const struct entity *to = entity_named(str_of(f->to));

	if (to == &programme_entity)
		return programme;
	if (to == &party_entity)
		to = &organisation_entity;
	if (is_once(e, f))
		return site_new(s, to, programme);
	return to == &user_entity ? s->other : site_any(s, to, programme);
}

static str
text_of(struct site *s, const struct entity *e, const struct field *f)
{
	if (e == &field_def_entity && strcmp(f->name, "entity") == 0)
		return S("risk");
	if (e == &webhook_entity && strcmp(f->name, "address") == 0)
		return S("https://example.org/tilth");
	switch (f->type) {
	case T_LANG:
		return str_print(s->a, "{\"en\":\"x%lld\"}",
		    (long long)s->salt);
	case T_CHOICE:
	case T_CHOICES:
		return str_of(f->choices->of[0].code);
	case T_STATE:
		return str_of(f->machine->start);
	case T_TABLE:
		return S("[]");
	case T_JSON:
		return S("{}");
	default:
		return text(s, f);
	}
}

static void
fill(struct site *s, const struct entity *e, const struct field *f,
    struct id programme, void *row)
{
	void *at = row_at(f, row);

	switch (f->kind) {
	case K_STR:
		*(str *)at = f->type != T_REFS ? text_of(s, e, f)
		    : id_text(s->a, referred(s, e, f, programme));
		break;
	case K_INT:
		*(int *)at = NO;
		break;
	case K_INT64:
		*(int64_t *)at = f->type == T_MOMENT ? s->c.now : whole(s, f);
		break;
	case K_REAL:
		*(double *)at = f->max > f->min ? f->min : 1;
		break;
	case K_MONEY:
		*(struct money *)at = (struct money){ 12500, "EUR" };
		break;
	case K_DAY:
		*(struct day *)at = (struct day){ moment_day(s->c.now).n };
		break;
	case K_ID:
		*(struct id *)at = referred(s, e, f, programme);
		break;
	}
}

void
site_fill(struct site *s, const struct entity *e, const char *field,
    struct id programme, void *row)
{
	fill(s, e, field_named(e, str_of(field)), programme, row);
}

/* A programme that need not be said, is: the row is of that programme. */
static bool
is_wanted(const struct field *f)
{
	return f->flags & (MUST | PERSONAL | SECRET) ||
	    (f->type == T_REF && strcmp(f->to, "programme") == 0 &&
	    strcmp(f->name, "programme") == 0);
}

/* Of what a programme has but one, the earlier makes room. */
static void
make_room(struct site *s, const struct entity *e, struct id programme)
{
	const struct rule *r;
	size_t i;

	for (r = e->rules; r != NULL && r->kind != 0; r++)
		if (r->kind == ONCE_PER && strcmp(r->a, "programme") == 0)
			break;
	if (r == NULL || r->kind == 0)
		return;
	for (i = 0; i < s->n_kept; i++)
		if (s->kept[i].e == e && id_same(s->kept[i].home, programme) &&
		    ((struct row *)site_find(s, e, s->kept[i].id))->revision > 0)
			site_drop(s, e, s->kept[i].id);
}

void *
site_blank(struct site *s, const struct entity *e, struct id programme)
{
	void *row = arena_take(s->a, 1, e->size);
	const struct field *f;

	make_room(s, e, programme);
	row_blank(e, row);
	s->salt++;
	for (f = e->fields; f->name != NULL; f++)
		if (is_wanted(f))
			fill(s, e, f, programme, row);
	if (e == &exchange_rate_entity) {
		((struct exchange_rate *)row)->from = S("EUR");
		((struct exchange_rate *)row)->to = S("USD");
		((struct exchange_rate *)row)->rate = 1.25;
		((struct exchange_rate *)row)->date.n -= (int32_t)s->salt;
	}
	if (e == &programme_entity)     /* before all that is entered */
		((struct programme *)row)->start_planned.n -= 3000;
	if (e == &bank_statement_entity)
		((struct bank_statement *)row)->currency = S("EUR");
	return row;
}

void
site_keep(struct site *s, const struct entity *e, void *row)
{
	struct actor was = s->c.actor;

	s->c.actor = (struct actor){ .system = true };
	if (!flow_save_as_was(&s->c, e, row)) {
		printf("%s: %s\n", e->name, errors_text(&s->c.errors, NULL));
		CHECK(!"the row can be kept");
		errors_clear(&s->c.errors);
	}
	s->c.actor = was;
}

struct id
site_new(struct site *s, const struct entity *e, struct id programme)
{
	void *row = site_blank(s, e, programme);

	((struct row *)row)->id = id_new(&s->random, s->c.now);
	site_keep(s, e, row);
	return ((struct row *)row)->id;
}

struct id
site_any(struct site *s, const struct entity *e, struct id programme)
{
	struct id home = e->home == NULL ? (struct id){ { 0 } } : programme;
	struct id id;
	size_t i;

	if (e == &programme_entity)
		return programme;
	for (i = 0; i < s->n_kept; i++)
		if (s->kept[i].e == e && id_same(s->kept[i].home, home))
			return s->kept[i].id;
	id = site_new(s, e, programme);
	i = s->n_kept++;                /* making it may have made others */
	s->kept[i].e = e;
	s->kept[i].home = home;
	s->kept[i].id = id;
	return id;
}

void *
site_find(struct site *s, const struct entity *e, struct id id)
{
	void *row = arena_take(s->a, 1, e->size);
	struct errors quiet = { .arena = s->a };

	row_blank(e, row);
	if (!store_find(s->c.store, e, id, s->a, row, &quiet))
		row_blank(e, row);
	return row;
}

void
site_drop(struct site *s, const struct entity *e, struct id id)
{
	const struct row *row = site_find(s, e, id);
	const struct author by = { .at = s->c.now };

	CHECK(store_drop(s->c.store, e, id, row->revision, &by, &s->c.errors));
}

/* ---- the site ---- */

static struct id
new_user(struct site *s, const char *name, struct id party)
{
	struct user u;

	row_blank(&user_entity, &u);
	u.row.id = id_new(&s->random, s->c.now);
	u.login = u.name = str_of(name);
	u.party = party;
	site_keep(s, &user_entity, &u);
	return u.row.id;
}

/* TILTH_FLOW_ON=postgres: on the server of TILTH_PG, in a schema of its
 * own; so the same tests hold on both. */
static str
place(struct arena *a, const char *name)
{
	const char *on = getenv("TILTH_FLOW_ON"), *server = getenv("TILTH_PG");

	if (on == NULL || server == NULL || strcmp(on, "postgres") != 0)
		return str_print(a, "%s/%s.tilth", test_scratch(), name);
	return str_print(a, "%s%cschema=f%d_%s", server,
	    strchr(server, '?') != NULL ? '&' : '?', (int)getpid(), name);
}

bool
site_open(struct site *s, struct arena *a, const char *name)
{
	str path = place(a, name);

	*s = (struct site){ .a = a, .random = random_seeded(7) };
	s->c = (struct ctx){ .arena = a, .errors = { .arena = a },
		.lang = "en", .now = now_ms, .random = &s->random,
		.source = S("test") };
	if (!store_open(&s->c.store, path, STORE_CREATE, &s->c.errors) ||
	    !store_begin(s->c.store, true, &s->c.errors)) {
		CHECK(!"the data file can be made");
		return false;
	}
	s->c.actor.system = true;
	s->one = site_new(s, &programme_entity, (struct id){ { 0 } });
	s->two = site_new(s, &programme_entity, (struct id){ { 0 } });
	s->my_party = site_new(s, &person_entity, s->one);
	s->other_party = site_new(s, &person_entity, s->one);
	s->me = new_user(s, "awa", s->my_party);
	s->other = new_user(s, "bilal", s->other_party);
	return true;
}

bool
site_open_in(struct site *s, struct arena *a, const char *name,
    const char *currency)
{
	struct programme *p;

	if (!site_open(s, a, name))
		return false;
	site_system(s);
	p = site_find(s, &programme_entity, s->one);
	p->currency = str_of(currency);
	site_keep(s, &programme_entity, p);
	return true;
}

void
site_close(struct site *s)
{
	store_undo(s->c.store);
	store_close(s->c.store);
}

void
site_system(struct site *s)
{
	s->c.actor = (struct actor){ .system = true };
}

void
site_sit(struct site *s, const char *role, struct id programme)
{
	s->c.actor = (struct actor){ .user = s->me, .party = s->my_party,
		.name = S("awa"), .held = s->held };
	if (role != NULL)
		site_also(s, role, programme);
}

void
site_sit_other(struct site *s, const char *role, struct id programme)
{
	site_sit(s, role, programme);
	s->c.actor.user = s->other;
	s->c.actor.party = s->other_party;
}

void
site_also(struct site *s, const char *role, struct id programme)
{
	s->held[s->c.actor.n++] = (struct held){ role_coded(str_of(role)),
		programme };
}

void
site_try(struct site *s)
{
	CHECK(store_save(s->c.store, &s->c.errors));
}

void
site_back(struct site *s)
{
	store_back(s->c.store);
}

enum fault
site_fault(struct site *s)
{
	enum fault worst = errors_worst(&s->c.errors);

	errors_clear(&s->c.errors);
	return worst;
}

bool
site_says(const struct site *s, const char *words)
{
	const struct error *e;

	for (e = s->c.errors.first; e != NULL; e = e->next)
		if (strstr(e->text, words) != NULL)
			return true;
	return false;
}

bool
site_on(const struct site *s, const char *field)
{
	const struct error *e;

	for (e = s->c.errors.first; e != NULL; e = e->next)
		if (e->field != NULL && strcmp(e->field, field) == 0)
			return true;
	return false;
}
