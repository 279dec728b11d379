/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of entity_check: each plants one error in a table of its own and
 * sees that this error, and no other, is told.
 */
#include "model/model.h"

#include <string.h>

#include "base/arena.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/machines.h"
#include "suites.h"

struct visit {
	struct row   row;
	struct id    programme, guide, event;
	str          code, title, place, kind, state, notes, published;
	struct day   from, to;
	int64_t      people;
	double       hours;
	int          is_done;
	struct money cost;
};

#define F(m) FIELD(struct visit, m)
#define HOME { F(programme), T_REF, "Programme", .to = "programme", .flags = MUST }
#define TITLE { F(title), T_TEXT, "Title", .flags = MUST | NAME }

static const struct entity sound = {
	.name   = "visit",
	.label  = "Visit",
	.plural = "Visits",
	.about  = "Somebody goes and looks.",
	.phase  = "deliver",
	.size   = sizeof(struct visit),
	.home   = "programme",
	.within = "programme",
	.order  = "-from",
	.fields = (const struct field[]){
	HOME, TITLE,
	{ F(code),    T_TEXT,  "Code", .max = 20, .flags = CODE | SEARCH | LIST },
	{ F(guide),   T_REF,   "Guide", .to = "party" },
	{ F(from),    T_DAY,   "From" },
	{ F(to),      T_DAY,   "To" },
	{ F(people),  T_COUNT, "People", .min = 0, .max = 500 },
	{ F(is_done), T_BOOL,  "Done" },
	{ F(cost),    T_MONEY, "Cost" },
	{ 0 } },
	.rules  = (const struct rule[]){
	{ NOT_BEFORE, "to", "from", "It ends before it begins." },
	{ ONCE_PER, "title", "programme from", "It is there already." },
	{ 0 } },
	.grants = (const struct grant[]){
	{ "PM", SEE | ADD | EDIT | DROP },
	{ "EXP", SEE | EDIT, .own = "guide" },
	{ 0 } },
};

/* Exactly one fault, and its sentence holds these words. */
static void
one_fault(struct arena *a, const struct entity *e, const char *words)
{
	struct errors to = { a, NULL };
	const struct error *x;
	size_t n = 0;
	bool told = false;

	CHECK(!entity_check(e, &to));
	for (x = to.first; x != NULL; x = x->next, n++)
		told = told || strstr(x->text, words) != NULL;
	test_check(told, to.first ? to.first->text : words, __FILE__, __LINE__);
	test_check(n == 1, words, __FILE__, __LINE__);
}

static void
with_field(struct arena *a, struct field f, const char *words)
{
	const struct field all[] = { HOME, TITLE, f, { 0 } };
	struct entity e = sound;

	e.fields = all;
	e.rules = NULL;
	e.within = NULL;
	e.order = NULL;
	e.grants = (const struct grant[]){ { "PM", SEE | ADD }, { 0 } };
	one_fault(a, &e, words);
}

static void
with_rule(struct arena *a, struct rule r, const char *words)
{
	const struct rule all[] = { r, { 0 } };
	struct entity e = sound;

	e.rules = all;
	one_fault(a, &e, words);
}

static void
with_grant(struct arena *a, struct grant g, const char *words)
{
	const struct grant all[] = { { "PM", SEE }, g, { 0 } };
	struct entity e = sound;

	e.grants = all;
	one_fault(a, &e, words);
}

static void
a_sound_table_passes(struct arena *a)
{
	struct errors to = { a, NULL };

	CHECK(entity_check(&sound, &to));
	CHECK(to.first == NULL);
}

static void
a_reference_to_no_entity_is_told(struct arena *a)
{
	with_field(a, (struct field){ F(guide), T_REF, "Guide", .to = "guide" },
	    "refers to guide, which is no entity");
	with_field(a, (struct field){ F(guide), T_REF, "Guide" },
	    ".to does not go with its type");
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .to = "party" },
	    ".to does not go with its type");
}

static void
a_code_list_where_it_does_not_belong_is_told(struct arena *a)
{
	static const struct choice two[] = { { "a", "A" }, { "b", "B" }, { 0 } };
	static const struct choices own = { "own", "Own", two };

	with_field(a, (struct field){ F(kind), T_CHOICE, "Kind" },
	    ".choices do not go with its type");
	with_field(a, (struct field){ F(kind), T_TEXT, "Kind", .choices = &sex_codes },
	    ".choices do not go with its type");
	with_field(a, (struct field){ F(kind), T_CHOICE, "Kind", .choices = &own },
	    "not in the table of lists");
}

static void
a_type_that_lies_is_told(struct arena *a)
{
	with_field(a, (struct field){ F(people), T_REAL, "People" },
	    "another C type");
	with_field(a, (struct field){ F(hours), T_TEXT, "Hours" },
	    "another C type");
	with_field(a, (struct field){ F(is_done), T_COUNT, "Done" },
	    "another C type");
	with_field(a, (struct field){ F(cost), TYPES, "Cost" }, "another C type");
}

static void
a_member_outside_the_struct_is_told(struct arena *a)
{
	struct field f = { F(cost), T_MONEY, "Cost" };

	f.at = sizeof(struct visit) - 8;
	with_field(a, f, "outside its struct");
	f.at = 0;
	with_field(a, f, "outside its struct");
}

static void
a_name_that_is_taken_or_odd_is_told(struct arena *a)
{
	struct field f = { F(place), T_TEXT, "Place" };

	f.name = "revision";
	with_field(a, f, "has the name 'revision'");
	f.name = "Place";
	with_field(a, f, "has the name 'Place'");
}

static void
two_fields_of_one_name_or_label_are_told(struct arena *a)
{
	with_field(a, (struct field){ F(title), T_TEXT, "Heading" }, "there twice");
	with_field(a, (struct field){ F(place), T_TEXT, "Title" },
	    "both labelled 'Title'");
	with_field(a, (struct field){ F(place), T_TEXT, NULL }, "has no label");
}

static void
a_table_without_columns_is_told(struct arena *a)
{
	with_field(a, (struct field){ F(notes), T_TABLE, "Notes" },
	    ".columns do not go with its type");
	with_field(a, (struct field){ F(notes), T_TABLE, "Notes", .columns = " " },
	    "table without columns");
	with_field(a, (struct field){ F(notes), T_TABLE, "Notes", .columns = "day Who" },
	    "column called 'Who'");
}

static void
bounds_that_bind_nothing_are_told(struct arena *a)
{
	with_field(a, (struct field){ F(people), T_COUNT, "People", .min = 9, .max = 1 },
	    "wrong way round");
	with_field(a, (struct field){ F(from), T_DAY, "From", .max = 5 },
	    "its type does not know");
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .min = 2, .max = 5 },
	    "no smallest length");
}

static void
a_flag_that_makes_no_sense_is_told(struct arena *a)
{
	with_field(a, (struct field){ F(people), T_COUNT, "People", .flags = SEARCH },
	    "holds no words");
	with_field(a, (struct field){ F(people), T_COUNT, "People", .flags = CODE },
	    "is a code, but no text");
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .flags = SECRET | LIST },
	    "is secret, but shown");
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .flags = LATER },
	    "is no ledger");
	with_field(a, (struct field){ F(notes), T_BYTES, "Notes", .flags = NAME },
	    "cannot name a row");
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .flags = 1 << 20 },
	    "a flag that is none");
}

static void
a_field_for_a_role_that_is_none_is_told(struct arena *a)
{
	with_field(a, (struct field){ F(place), T_TEXT, "Place", .only = "PM BOSS" },
	    "role BOSS only, which is none");
}

static void
a_machine_whose_people_cannot_see_the_row_is_told(struct arena *a)
{
	const struct field all[] = { HOME, TITLE,
	    { F(state), T_STATE, "State", .machine = &plan_version_machine }, { 0 } };
	struct entity e = sound;
	struct errors to = { a, NULL };

	e.fields = all;
	e.rules = NULL;
	e.within = e.order = NULL;
	e.grants = (const struct grant[]){ { "PM", SEE | ADD }, { 0 } };
	CHECK(!entity_check(&e, &to));          /* SC approves, but sees nothing */
	CHECK(strstr(to.first->text, "role SC may return what it cannot see") != NULL);
	e.grants = (const struct grant[]){ { "PM", SEE | ADD }, { "SC", SEE }, { 0 } };
	errors_clear(&to);
	CHECK(entity_check(&e, &to));
}

static void
a_move_that_asks_for_a_field_the_row_has_not_is_told(struct arena *a)
{
	const struct field all[] = { HOME, TITLE,
	    { F(state), T_STATE, "State", .machine = &practice_machine }, { 0 } };
	struct entity e = sound;
	struct errors to = { a, NULL };

	e.fields = all;
	e.rules = NULL;
	e.within = e.order = NULL;
	e.grants = (const struct grant[]){ { "MEL", SEE | ADD }, { 0 } };
	CHECK(!entity_check(&e, &to));
	CHECK(strstr(to.first->text, "asks for embedded_in, which visit has not") != NULL);
}

static void
nothing_to_call_a_row_by_is_told(struct arena *a)
{
	const struct field all[] = { HOME, { 0 } };
	struct entity e = sound;

	e.fields = all;
	e.rules = NULL;
	e.within = e.order = NULL;
	e.grants = (const struct grant[]){ { "PM", SEE }, { 0 } };
	one_fault(a, &e, "nothing to call its rows by");
}

static void
two_codes_are_told(struct arena *a)
{
	const struct field all[] = { HOME,
	    { F(code), T_TEXT, "Code", .flags = CODE },
	    { F(place), T_TEXT, "Place", .flags = CODE }, { 0 } };
	struct entity e = sound;

	e.fields = all;
	e.rules = NULL;
	e.order = NULL;
	e.grants = (const struct grant[]){ { "PM", SEE }, { 0 } };
	one_fault(a, &e, "has two codes");
}

static void
a_rule_about_no_field_is_told(struct arena *a)
{
	with_rule(a, (struct rule){ NOT_BEFORE, "until", "from", "No." },
	    "speaks of until, which is no field");
	with_rule(a, (struct rule){ NOT_BEFORE, "to", "since", "No." },
	    "speaks of since, which is no field");
	with_rule(a, (struct rule){ ONCE_PER, "title", "programme day", "No." },
	    "speaks of day, which is no field");
}

static void
a_rule_between_unlike_fields_is_told(struct arena *a)
{
	with_rule(a, (struct rule){ NOT_BEFORE, "to", "people", "No." },
	    "cannot be compared");
	with_rule(a, (struct rule){ NOT_ABOVE, "to", "from", "No." },
	    "cannot be compared");
	with_rule(a, (struct rule){ NO_CYCLE, "guide", NULL, "No." },
	    "cannot go in a circle");
	with_rule(a, (struct rule){ NOT_BEFORE, "to", "from", NULL },
	    "says nothing");
}

static void
a_grant_to_no_role_or_twice_is_told(struct arena *a)
{
	with_grant(a, (struct grant){ "BOSS", SEE }, "role BOSS, which is none");
	with_grant(a, (struct grant){ "PM", SEE | ADD }, "grants role PM twice");
	with_grant(a, (struct grant){ "FIN", EDIT }, "makes no sense");
	with_grant(a, (struct grant){ "FIN", 0 }, "makes no sense");
	with_grant(a, (struct grant){ "FIN", SEE | 64 }, "makes no sense");
}

static void
a_grant_on_ones_own_needs_somebody(struct arena *a)
{
	with_grant(a, (struct grant){ "EXP", SEE, "trainer" },
	    "trainer does not say whose a row is");
	with_grant(a, (struct grant){ "EXP", SEE, "programme" },
	    "programme does not say whose a row is");
}

static void
a_grant_to_the_public_needs_something_published(struct arena *a)
{
	struct entity e = sound;

	with_grant(a, (struct grant){ "PUB", SEE }, "is not public");
	e.flags = PUBLIC;
	one_fault(a, &e, "nothing says what is published");
}

static void
a_ledger_is_neither_dropped_nor_edited(struct arena *a)
{
	struct entity e = sound;

	e.flags = LEDGER;
	e.grants = (const struct grant[]){ { "FIN", SEE | DROP }, { 0 } };
	one_fault(a, &e, "is a ledger; role FIN may not change it");
	e.grants = (const struct grant[]){ { "FIN", SEE | EDIT }, { 0 } };
	one_fault(a, &e, "is a ledger; role FIN may not change it");
}

static void
granted_to_nobody_is_told(struct arena *a)
{
	struct entity e = sound;

	e.grants = (const struct grant[]){ { 0 } };
	one_fault(a, &e, "granted to nobody");
}

static void
a_home_that_leads_elsewhere_is_told(struct arena *a)
{
	struct entity e = sound;

	e.home = "guide";
	one_fault(a, &e, "guide does not lead to a programme");
	e.home = "house.programme";
	one_fault(a, &e, "house.programme does not lead to a programme");
	e.home = "id";
	one_fault(a, &e, "id does not lead to a programme");
	e.home = "guide.programme";             /* a party's own programme */
	CHECK(check_paths(&e, &(struct errors){ a, NULL }));
}

static void
an_order_or_within_that_is_no_field_is_told(struct arena *a)
{
	struct entity e = sound;

	e.order = "-since";
	one_fault(a, &e, "ordered by since, which is no field");
	e = sound;
	e.scan = "title since";
	one_fault(a, &e, "scanned by since, which is no field");
	e = sound;
	e.within = "title";
	one_fault(a, &e, "within title, which is no reference");
}

static void
a_member_that_disagrees_with_its_family_is_told(struct arena *a)
{
	const struct field all[] = {
	    { F(code), T_TEXT, "Code", .flags = CODE },
	    { .name = "name", .at = offsetof(struct visit, title), .kind = K_STR,
	      .type = T_LANG, .label = "Name", .flags = NAME },
	    HOME,
	    { .name = "parent", .at = offsetof(struct visit, guide), .kind = K_ID,
	      .type = T_REF, .label = "Parent", .to = "party" },
	    { .name = "location", .at = offsetof(struct visit, place), .kind = K_STR,
	      .type = T_TEXT, .label = "Location" },
	    { 0 } };
	struct entity e = sound;
	struct errors to = { a, NULL };
	const struct error *x;
	bool twin = false, lacks = false;

	e.fields = all;
	e.rules = NULL;
	e.order = NULL;
	e.family = "party";
	e.member = "IND";
	e.grants = (const struct grant[]){ { "PM", SEE }, { 0 } };
	CHECK(!entity_check(&e, &to));
	for (x = to.first; x != NULL; x = x->next) {
		twin = twin || strstr(x->text,
		    "Field name of visit is something else in person") != NULL;
		lacks = lacks || strstr(x->text,
		    "visit lacks note, which its family has") != NULL;
	}
	CHECK(twin);
	CHECK(lacks);
}

static void
a_family_that_is_none_is_told(struct arena *a)
{
	struct entity e = sound;

	e.family = "clan";
	one_fault(a, &e, "family clan, which is no entity");
	e = sound;
	e.member = "IND";
	one_fault(a, &e, "a member of no family");
}

static void
what_people_read_may_not_be_missing(struct arena *a)
{
	struct entity e = sound;

	e.about = NULL;
	one_fault(a, &e, "lacks its label, plural or sentence");
	e = sound;
	e.phase = "later";
	one_fault(a, &e, "of the phase 'later', which is none");
	e = sound;
	e.name = "Visit";
	one_fault(a, &e, "has the name 'Visit'");
}

static void
machine_fault(struct arena *a, const struct machine *m, const char *words)
{
	struct errors to = { a, NULL };

	CHECK(!check_machine(m, &to));
	test_check(to.first != NULL && strstr(to.first->text, words) != NULL,
	    to.first ? to.first->text : words, __FILE__, __LINE__);
}

static const struct state three[] = {
	{ "draft", "Draft" }, { "sent", "Sent" }, { "done", "Done", .final = 1 }, { 0 }
};

static void
a_machine_that_goes_nowhere_is_told(struct arena *a)
{
	const struct move to_void[] = {
	    { "draft", "void", "send", "Send", "PM" },
	    { "sent", "done", "end", "End", "PM" }, { 0 } };
	const struct move stuck[] = {
	    { "draft", "done", "send", "Send", "PM" }, { 0 } };
	const struct move island[] = {
	    { "draft", "done", "end", "End", "PM" },
	    { "sent", "done", "end", "End", "PM" }, { 0 } };
	struct machine m = { "letter", "Letter", "draft", three, to_void };

	machine_fault(a, &m, "from draft to void; one is no state");
	m.moves = stuck;
	machine_fault(a, &m, "no way leads out of sent");
	m.moves = island;
	machine_fault(a, &m, "never reaches sent");
	m.start = "new";
	machine_fault(a, &m, "starts where there is no state");
}

static void
a_move_two_ways_or_for_nobody_is_told(struct arena *a)
{
	const struct move twice[] = {
	    { "draft", "sent", "go", "Go", "PM" }, { "draft", "done", "go", "Go", "PM" },
	    { "sent", "done", "go", "Go", "PM" }, { 0 } };
	const struct move nobody[] = {
	    { "draft", "sent", "go", "Go", "BOSS" }, { "sent", "done", "go", "Go", "PM" },
	    { 0 } };
	const struct move dumb[] = {
	    { "draft", "sent", "go", NULL, "PM" }, { "sent", "done", "go", "Go", "PM" },
	    { 0 } };
	struct machine m = { "letter", "Letter", "draft", three, twice };

	machine_fault(a, &m, "two moves out of draft are called go");
	m.moves = nobody;
	machine_fault(a, &m, "for role BOSS, which is none");
	m.moves = dumb;
	machine_fault(a, &m, "without verb or label");
}

static void
a_code_twice_in_a_list_is_told(struct arena *a)
{
	const struct choice twice[] = { { "a", "A" }, { "a", "B" }, { 0 } };
	const struct choice parted[] = { { "a;b", "A" }, { 0 } };
	struct choices list = { "letters", "Letters", twice };
	struct errors to = { a, NULL };

	CHECK(!check_list(&list, &to));
	CHECK(strstr(to.first->text, "has a twice") != NULL);
	list.of = parted;
	errors_clear(&to);
	CHECK(!check_list(&list, &to));
	CHECK(strstr(to.first->text, "a semicolon in it") != NULL);
}

const struct test model_check_tests[] = {
	{ "a sound table passes", a_sound_table_passes },
	{ "a reference to no entity is told", a_reference_to_no_entity_is_told },
	{ "a code list where it does not belong is told",
	   a_code_list_where_it_does_not_belong_is_told },
	{ "a type that lies is told", a_type_that_lies_is_told },
	{ "a member outside the struct is told",
	   a_member_outside_the_struct_is_told },
	{ "a name that is taken or odd is told",
	   a_name_that_is_taken_or_odd_is_told },
	{ "two fields of one name or label are told",
	   two_fields_of_one_name_or_label_are_told },
	{ "a table without columns is told", a_table_without_columns_is_told },
	{ "bounds that bind nothing are told", bounds_that_bind_nothing_are_told },
	{ "a flag that makes no sense is told",
	   a_flag_that_makes_no_sense_is_told },
	{ "a field for a role that is none is told",
	   a_field_for_a_role_that_is_none_is_told },
	{ "a machine whose people cannot see the row is told",
	   a_machine_whose_people_cannot_see_the_row_is_told },
	{ "a move that asks for a field the row has not is told",
	   a_move_that_asks_for_a_field_the_row_has_not_is_told },
	{ "nothing to call a row by is told", nothing_to_call_a_row_by_is_told },
	{ "two codes are told", two_codes_are_told },
	{ "a rule about no field is told", a_rule_about_no_field_is_told },
	{ "a rule between unlike fields is told",
	   a_rule_between_unlike_fields_is_told },
	{ "a grant to no role, or twice, is told",
	   a_grant_to_no_role_or_twice_is_told },
	{ "a grant on one's own needs somebody",
	   a_grant_on_ones_own_needs_somebody },
	{ "a grant to the public needs something published",
	   a_grant_to_the_public_needs_something_published },
	{ "a ledger is neither dropped nor edited",
	   a_ledger_is_neither_dropped_nor_edited },
	{ "granted to nobody is told", granted_to_nobody_is_told },
	{ "a home that leads elsewhere is told",
	   a_home_that_leads_elsewhere_is_told },
	{ "an order or within that is no field is told",
	   an_order_or_within_that_is_no_field_is_told },
	{ "a member that disagrees with its family is told",
	   a_member_that_disagrees_with_its_family_is_told },
	{ "a family that is none is told", a_family_that_is_none_is_told },
	{ "what people read may not be missing",
	   what_people_read_may_not_be_missing },
	{ "a machine that goes nowhere is told",
	   a_machine_that_goes_nowhere_is_told },
	{ "a move two ways, or for nobody, is told",
	   a_move_two_ways_or_for_nobody_is_told },
	{ "a code twice in a list is told", a_code_twice_in_a_list_is_told },
	{ 0 }
};
