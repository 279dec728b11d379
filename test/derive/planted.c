/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "planted.h"

#define P(m) FIELD(struct programme, m)
#define Y(m) FIELD(struct party, m)
#define N(m) FIELD(struct person, m)
#define O(m) FIELD(struct organisation, m)
#define E(m) FIELD(struct event, m)

static const struct choices modes = { "mode", "How it is held",
	(const struct choice[]){
	{ "onsite", "On site", "1", "In one room." },
	{ "online", "Online", "2", NULL },
	{ "mixed", "Both: Hỗ trợ", NULL, NULL },
	{ 0 } }, 1 };

static const struct choices topics = { "topic", "Topic",
	(const struct choice[]){
	{ "law", "Law" },
	{ "money", "Public money" },
	{ "water", "Water" },
	{ 0 } }, 0 };

static const struct choices kinds = { "kind", "Kind",
	(const struct choice[]){
	{ "person", "Person" },
	{ "organisation", "Organisation" },
	{ 0 } }, 1 };

static const struct machine life = { "life", "Life of an event", "draft",
	(const struct state[]){
	{ "draft", "Draft", 0 },
	{ "open", "Open", 0 },
	{ "closed", "Closed", 1 },
	{ 0 } },
	(const struct move[]){
	{ "draft", "open", "open", "Open it", "PM",
	  "It has a first day.", "from", 0, "People can enrol." },
	{ "open", "closed", "close", "Close it", "PM ADM", NULL, NULL, 1, NULL },
	{ 0 } } };

const struct entity planted_programme = {
	"programme", "Programme", "Programmes", "What is run.", "engage",
	sizeof(struct programme),
	(const struct field[]){
	{ P(code),  T_TEXT, "Code", .max = 20, .flags = MUST | CODE | LIST | SEARCH },
	{ P(title), T_LANG, "Title", .flags = MUST | NAME | LIST | SEARCH },
	{ P(lead),  T_REF,  "Lead", .to = "party" },
	{ 0 } },
	.grants = (const struct grant[]){ { "PM", SEE | ADD | EDIT }, { 0 } },
	.home = "id", .order = "code",
};

#define SHARED(X)                                                              \
	{ X(kind), T_CHOICE, "Kind", .choices = &kinds, .flags = MUST | KEPT }, \
	{ X(name), T_TEXT, "Name", .flags = MUST | NAME | LIST | SEARCH },      \
	{ X(code), T_TEXT, "Code", .max = 40, .flags = CODE | LIST | SEARCH },  \
	{ X(programme), T_REF, "Programme", .to = "programme" }

const struct entity planted_party = {
	"party", "Party", "Parties", "Whoever can be assessed.", "people",
	sizeof(struct party),
	(const struct field[]){ SHARED(Y), { 0 } },
	.grants = (const struct grant[]){ { "PM", SEE }, { 0 } },
	.home = "programme", .within = "programme", .order = "name",
	.family = "party",
};

const struct entity planted_person = {
	"person", "Person", "People", "A human being.", "people",
	sizeof(struct person),
	(const struct field[]){ SHARED(N),
	{ N(email), T_TEXT, "E-mail", .max = 200, .flags = PERSONAL | SEARCH },
	{ N(born),  T_DAY,  "Born on", .flags = MUST | PERSONAL },
	{ 0 } },
	.rules = (const struct rule[]){
	{ ONCE_PER, "email", "", "Somebody has that address already." },
	{ 0 } },
	.grants = (const struct grant[]){
	{ "PM", SEE | ADD | EDIT | SEE_PERSONAL }, { "DO", SEE }, { 0 } },
	.home = "programme", .within = "programme", .order = "name",
	.family = "party", .member = "person",
};

const struct entity planted_organisation = {
	"organisation", "Organisation", "Organisations", "A body of people.", "people",
	sizeof(struct organisation),
	(const struct field[]){ SHARED(O),
	{ O(staff), T_COUNT, "Staff", .unit = "people", .min = 1, .flags = MUST },
	{ 0 } },
	.grants = (const struct grant[]){ { "PM", SEE | ADD | EDIT }, { 0 } },
	.home = "programme", .within = "programme", .order = "name",
	.family = "party", .member = "organisation",
};

const struct entity planted_event = {
	"event", "Event", "Events", "A course, held once.", "deliver",
	sizeof(struct event),
	(const struct field[]){
	{ E(programme), T_REF, "Programme", .to = "programme", .flags = MUST | LIST },
	{ E(trainer), T_REF,  "Trainer", .to = "person" },
	{ E(code),    T_TEXT, "Code", .max = 20, .flags = CODE | LIST },
	{ E(title),   T_TEXT, "Title", .hint = "As on the poster.", .max = 20,
	  .flags = MUST | NAME | LIST | SEARCH },
	{ E(notes),   T_LONG, "Notes" },
	{ E(about),   T_LANG, "What it is about", .flags = SEARCH },
	{ E(seats),   T_COUNT, "Seats", .unit = "people", .min = 1, .max = 5000 },
	{ E(taken),   T_COUNT, "Seats taken", .max = 5000 },
	{ E(score),   T_REAL, "Score", .max = 1 },
	{ E(is_open), T_BOOL, "Open to all", .flags = LIST },
	{ E(cost),    T_MONEY, "Planned cost", .flags = LIST },
	{ E(from),    T_DAY,  "First day", .flags = MUST | LIST },
	{ E(to),      T_DAY,  "Last day" },
	{ E(opened_at), T_MOMENT, "Opened at", .flags = KEPT },
	{ E(mode),    T_CHOICE, "How it is held", .choices = &modes, .flags = LIST },
	{ E(topics),  T_CHOICES, "Topics", .choices = &topics },
	{ E(status),  T_STATE, "Status", .machine = &life, .flags = LIST },
	{ E(guests),  T_REFS, "Guests", .to = "party" },
	{ E(steps),   T_TABLE, "Steps", .columns = "step days" },
	{ E(settings), T_JSON, "Settings" },
	{ E(photo),   T_BYTES, "Photo" },
	{ E(key),     T_TEXT, "Key", .flags = SECRET },
	{ E(made_by), T_REF,  "Made by", .to = "person", .flags = KEPT },
	{ 0 } },
	.rules = (const struct rule[]){
	{ NOT_BEFORE, "to", "from", "The last day comes before the first." },
	{ NOT_ABOVE, "taken", "seats", "More seats are taken than there are." },
	{ GOES_WITH, "to", "seats", "A closed date needs the seats." },
	{ ONCE_PER, "title", "programme", "This programme has an event of that title." },
	{ 0 } },
	.grants = (const struct grant[]){
	{ "PM", SEE | ADD | EDIT | DROP }, { "TR", SEE | EDIT, "trainer" }, { 0 } },
	.home = "programme", .order = "-from",
};

const struct entity *const planted[] = {
	&planted_event, &planted_programme, &planted_party, &planted_person,
	&planted_organisation, NULL
};
