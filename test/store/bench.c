/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/inside.h"
#include "test.h"

static const struct choice kinds[] = {
	{ "hand", "By hand" }, { "power", "With a motor" }, { 0 }
};
static const struct choices kind_codes = { "tool_kind", "Kind", kinds };

static const struct state states[] = {
	{ "new", "New" }, { "broken", "Broken", 1 }, { 0 }
};
static const struct move moves[] = {
	{ "new", "broken", "break", "Break" }, { 0 }
};
static const struct machine tool_machine = { "tool", "Tool", "new", states, moves };

#define F(m) FIELD(struct place, m)
const struct entity place_entity = {
	.name = "place", .label = "Place", .plural = "Places",
	.size = sizeof(struct place), .home = "id", .order = "code",
	.within = "region",
	.fields = (const struct field[]){
	{ F(region), T_REF, "Region", .to = "place" },
	{ F(code), T_TEXT, "Code", .flags = MUST | CODE },
	{ F(name), T_TEXT, "Name", .flags = NAME },
	{ 0 } },
};
#undef F

#define F(m) FIELD(struct tool, m)
const struct entity tool_entity = {
	.name = "tool", .label = "Tool", .plural = "Tools",
	.size = sizeof(struct tool), .home = "place", .within = "place",
	.order = "title",
	.fields = (const struct field[]){
	{ F(place),   T_REF, "Place", .to = "place", .flags = MUST },
	{ F(parent),  T_REF, "Part of", .to = "tool" },
	{ F(code),    T_TEXT, "Code", .flags = CODE | SEARCH },
	{ F(title),   T_TEXT, "Title", .flags = MUST | SEARCH | NAME },
	{ F(about),   T_LONG, "About" },
	{ F(called),  T_LANG, "Called", .flags = SEARCH },
	{ F(kind),    T_CHOICE, "Kind", .choices = &kind_codes },
	{ F(uses),    T_CHOICES, "Uses", .choices = &kind_codes },
	{ F(state),   T_STATE, "State", .machine = &tool_machine, .flags = LIST },
	{ F(others),  T_REFS, "Others", .to = "tool" },
	{ F(parts),   T_TABLE, "Parts", .columns = "name size" },
	{ F(more),    T_JSON, "More" },
	{ F(raw),     T_BYTES, "Raw" },
	{ F(owner),   T_TEXT, "Owner", .flags = PERSONAL | SEARCH },
	{ F(pieces),  T_COUNT, "Pieces", .min = 0, .max = 1000000 },
	{ F(seen_at), T_MOMENT, "Seen at" },
	{ F(weight),  T_REAL, "Weight" },
	{ F(lent),    T_BOOL, "Lent" },
	{ F(published), T_BOOL, "Published" },
	{ F(cost),    T_MONEY, "Cost" },
	{ F(bought),  T_DAY, "Bought", .flags = LIST },
	{ 0 } },
	.rules = (const struct rule[]){
	{ ONCE_PER, "title", "place", "This place has a tool of that title." },
	{ 0 } },
};
#undef F

#define F(m) FIELD(struct loan, m)
const struct entity loan_entity = {
	.name = "loan", .label = "Loan", .plural = "Loans",
	.size = sizeof(struct loan), .home = "tool.place",
	.fields = (const struct field[]){
	{ F(tool),     T_REF, "Tool", .to = "tool", .flags = MUST },
	{ F(cat),      T_REF, "To the cat", .to = "cat" },
	{ F(borrower), T_TEXT, "Borrower" },
	{ 0 } },
};
#undef F

#define F(m) FIELD(struct being, m)
const struct entity being_entity = {
	.name = "being", .label = "Being", .plural = "Beings",
	.size = sizeof(struct being), .family = "being",
	.fields = (const struct field[]){
	{ F(kind), T_TEXT, "Kind", .flags = MUST },
	{ F(name), T_TEXT, "Name", .flags = MUST | SEARCH },
	{ 0 } },
};
#undef F

#define F(m) FIELD(struct cat, m)
const struct entity cat_entity = {
	.name = "cat", .label = "Cat", .plural = "Cats",
	.size = sizeof(struct cat), .family = "being", .member = "CAT",
	.fields = (const struct field[]){
	{ F(name),   T_TEXT, "Name", .flags = MUST | SEARCH | PERSONAL },
	{ F(colour), T_TEXT, "Colour", .flags = PERSONAL | SEARCH },
	{ 0 } },
};

const struct entity dog_entity = {
	.name = "dog", .label = "Dog", .plural = "Dogs",
	.size = sizeof(struct cat), .family = "being", .member = "DOG",
	.fields = (const struct field[]){
	{ F(name),   T_TEXT, "Name", .flags = MUST | SEARCH },
	{ 0 } },
};
#undef F

const struct entity *const bench_model[] = {
	&place_entity, &tool_entity, &being_entity, &cat_entity, &dog_entity,
	&loan_entity, NULL
};

static str
place_of_bench(struct arena *a, const char *name, int postgres)
{
	const char *server = getenv("TILTH_PG");

	if (!postgres)
		return str_print(a, "%s/%s.tilth", test_scratch(), name);
	if (server == NULL)
		return (str){ 0 };
	return str_print(a, "%s%cschema=t%d_%s", server,
	    strchr(server, '?') ? '&' : '?', (int)getpid(), name);
}

bool
bench_open(struct bench *b, struct arena *a, const char *name, int postgres)
{
	memset(b, 0, sizeof(*b));
	b->a = a;
	b->e.arena = a;
	b->by = (struct author){ .at = 1700000000000, .source = S("test") };
	b->where = place_of_bench(a, name, postgres);
	if (b->where.p == NULL) {
		test_skip("TILTH_PG names no server; see tool/pg.sh");
		return false;
	}
	if (store_open_of(&b->s, b->where, STORE_CREATE, bench_model, &b->e))
		return true;
	printf("%s\n", errors_text(&b->e, NULL));
	CHECK(b->s != NULL);
	return false;
}

void
bench_close(struct bench *b)
{
	const char *path = str_z(b->a, b->where);
	size_t at = str_find(b->where, S("schema="));

	if (at < b->where.n)
		CHECK(b->s->driver->run(b->s, str_print(b->a, "DROP SCHEMA "
		    "\"%s\" CASCADE", path + at + 7).p));
	store_close(b->s);
	if (at == b->where.n) {
		unlink(path);
		unlink(str_print(b->a, "%s.lock", path).p);
	}
}

struct store *
bench_again(struct bench *b, enum store_mode mode)
{
	struct store *s;

	errors_clear(&b->e);
	return store_open_of(&s, b->where, mode, bench_model, &b->e) ? s : NULL;
}

bool
bench_tamper(struct bench *b, const char *sql)
{
	return b->s->driver->run(b->s, sql);
}

bool
bench_put(struct bench *b, const struct entity *entity, void *row)
{
	errors_clear(&b->e);
	return store_put(b->s, entity, row, &b->by, &b->e);
}

struct place
bench_place(struct bench *b, const char *code)
{
	struct place p;

	row_blank(&place_entity, &p);
	p.code = str_of(code);
	CHECK(bench_put(b, &place_entity, &p));
	return p;
}

struct tool
bench_tool(struct bench *b, const struct place *p, const char *title)
{
	struct tool t;

	(void)b;
	row_blank(&tool_entity, &t);
	t.place = p->row.id;
	t.title = str_of(title);
	return t;
}
