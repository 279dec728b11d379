/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * model.h - how the program describes what it knows about.
 *
 * Each kind of thing (a programme, an event, a lesson) is a C struct for
 * the compiler and one constant `struct entity` for everything else:
 * tables and their migration, validation, JSON, forms, lists, CSV and
 * XLSX, OpenAPI, history and sync all walk the same entity.  Nothing
 * about a field is written anywhere but in its row here.
 *
 * The labels are English; their translations stand in po/.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/error.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"

struct row {                      /* every entity's struct begins with it */
	struct id id;
	int64_t   revision;       /* 1, 2, 3...: one more at each change; 0: new */
	str       extra;          /* the site's own fields: a JSON object, or none */
};

enum kind { K_STR = 1, K_INT, K_INT64, K_REAL, K_MONEY, K_DAY, K_ID };

enum type {                       /* member in C          none             */
	T_TEXT = 1,               /* str, one line        p == NULL        */
	T_LONG,                   /* str, paragraphs      p == NULL        */
	T_LANG,                   /* str, text per language: a JSON object
	                           * {"en": "..."}; text.h reads it        */
	T_COUNT,                  /* int64_t              INT64_MIN        */
	T_REAL,                   /* double               NAN              */
	T_BOOL,                   /* int                  UNSAID           */
	T_MONEY,                  /* struct money         no currency      */
	T_DAY,                    /* struct day           0                */
	T_MOMENT,                 /* int64_t ms, UTC      INT64_MIN        */
	T_CHOICE,                 /* str, a code          p == NULL        */
	T_CHOICES,                /* str, codes with ;    p == NULL        */
	T_STATE,                  /* str, a state's code  p == NULL        */
	T_REF,                    /* struct id            all zero         */
	T_REFS,                   /* str, ids with ;      p == NULL        */
	T_TABLE,                  /* str, JSON list of objects with .columns */
	T_JSON,                   /* str, any JSON        p == NULL        */
	T_BYTES,                  /* str, not text        p == NULL        */
	TYPES
};

enum { UNSAID, NO, YES };         /* of T_BOOL: not said is not no */

enum {                            /* flags of a field */
	MUST     = 1 << 0,        /* a row without it is refused */
	LIST     = 1 << 1,        /* a column of the default list */
	SEARCH   = 1 << 2,        /* found by the search box */
	PERSONAL = 1 << 3,        /* about a person: masked, erasable, kept out
	                           * of exports unless allowed */
	SECRET   = 1 << 4,        /* never leaves the program (password hash) */
	KEPT     = 1 << 5,        /* set by the program, not in forms or imports */
	NAME     = 1 << 6,        /* what people call the row by */
	CODE     = 1 << 7,        /* the human code: unique (see .within) and
	                           * understood wherever an id is */
	LATER    = 1 << 8,        /* of a LEDGER row: may still be set or changed */
	GUARD    = 1 << 9         /* a T_BOOL: where it is YES the row is for
	                           * those alone who may SEE_GUARDED */
};

struct choice {
	const char *code, *label;
	const char *alias;        /* in another code list (IATI), or NULL */
	const char *note;
};

struct choices {
	const char *name, *label;
	const struct choice *of;  /* ends with { 0 } */
	int         closed;       /* 1: a site may not add codes */
};

struct state {
	const char *code, *label;
	int         final;
};

struct move {
	const char *from, *to;
	const char *verb;         /* unique among the moves out of `from` */
	const char *label;        /* on the button: "Pass gate 1" */
	const char *roles;        /* "SC PM": any one of them may */
	const char *guard;        /* the sentence that must be true, or NULL */
	const char *must;         /* "title country": fields that must be filled */
	int         reason;       /* 1: a reason must be given */
	const char *effect;       /* what happens then, for people */
	int         both;         /* 1: a person of each of the two roles must
	                           * agree, never the same (flow/both.h) */
};

struct machine {
	const char *name, *label;
	const char *start;
	const struct state *states;   /* ends with { 0 } */
	const struct move  *moves;    /* ends with { 0 } */
};

struct field {
	const char *name;         /* column, JSON key, form input, heading */
	size_t      at;           /* where the member lies in the struct */
	enum kind   kind;         /* and of which C type it is */
	enum type   type;
	const char *label;        /* for people, in English */
	const char *hint;         /* one sentence under the input */
	const char *unit;         /* "people", "days" */
	const char *to;           /* T_REF, T_REFS: name of an entity */
	const struct choices *choices;
	const struct machine *machine;   /* T_STATE */
	const char *columns;      /* T_TABLE: "goal measure target" */
	double      min, max;     /* of the value; of the text's length in code
	                           * points (max only); both 0: no bounds beyond
	                           * the type's own (text 400, long 20000) */
	unsigned    flags;
	const char *only;         /* "FIN ADM": only these roles may change it */
	const char *help;         /* more than the hint: a definition, its source */
};

enum rule_kind {
	NOT_BEFORE = 1,           /* a (a day) not before b */
	NOT_ABOVE,                /* a (a number) not above b */
	GOES_WITH,                /* when a is filled, so is b */
	ONCE_PER,                 /* a unique among rows of the same b ("" or
	                           * "round subject": none, one or more fields);
	                           * a being none is never twice, two b that are
	                           * none are the same */
	NO_CYCLE                  /* following the reference a never comes back */
};

struct rule {
	enum rule_kind kind;
	const char    *a, *b;     /* names of fields */
	const char    *says;      /* shown beside a, when broken */
};

enum {                            /* what a role may do */
	SEE = 1, ADD = 2, EDIT = 4, DROP = 8,
	SEE_PERSONAL = 16,        /* also the fields marked PERSONAL */
	SEE_GUARDED  = 32         /* also rows that their GUARD field keeps back */
};

/*
 * A role held on one programme counts for the rows whose .home leads
 * there; a role held on the whole site counts everywhere.  A row of the
 * site (no .home, or one that leads nowhere) is reached by a role held on
 * one programme only if it is the person's own, or the entity is SHARED:
 * then in full if the entity has no .home (frameworks), and otherwise for
 * seeing alone (a party that several programmes work with).
 */
struct grant {
	const char *role;         /* "PM" */
	unsigned    may;
	const char *own;          /* only rows in which this field is the person's
	                           * own party or user; NULL: all in scope.  May
	                           * be a path, "framework.by", if the role sees
	                           * all rows anyway */
};

struct entity {
	const char *name;         /* table, URL, JSON */
	const char *label, *plural;
	const char *about;        /* one sentence for who meets it first */
	const char *phase;        /* "engage" ... "sustain", "people", "office" */
	size_t      size;
	const struct field *fields;   /* ends with { 0 } */
	const struct rule  *rules;    /* ends with { 0 }; NULL: none */
	const struct grant *grants;   /* ends with { 0 } */
	const char *home;         /* how a row leads to its programme: "programme",
	                           * "activity.programme"; "id": it is one; NULL: a
	                           * row of the site */
	const char *within;       /* the field in which .CODE is unique; NULL: site */
	const char *order;        /* default order of lists: a field, "-" before:
	                           * falling */
	const char *scan;         /* "round subject scores": an index holds these
	                           * fields whole, for those who read rows by the
	                           * million; NULL: nobody does */
	const char *family;       /* rows live in this entity's table, told apart
	                           * by its field "kind" ... */
	const char *member;       /* ... being this code; NULL: no family */
	unsigned    flags;
};

enum {                            /* flags of an entity */
	LEDGER  = 1 << 0,         /* rows are reversed, never edited or dropped */
	INSIDE  = 1 << 1,         /* no pages of its own (session, token) */
	PUBLIC  = 1 << 2,         /* has a field `published` that opens it to all */
	BULK    = 1 << 3,         /* rows by the million, read by the thousand: they
	                           * are kept in the order in which they came */
	SHARED  = 1 << 4,         /* rows of the site that every programme uses */
	SOUGHT  = 1 << 6,        /* found by words with a letter wrong
	                          * (store/seek.h); of the head of a family */
	HANGS   = 1 << 5          /* on the row that its fields entity and target
	                           * name: who may not see that sees neither */
};

/* The first three members of a field; a strange member will not compile. */
#define FIELD(T, m) #m, offsetof(T, m), _Generic(((T *)0)->m,       \
	str: K_STR, int: K_INT, int64_t: K_INT64, double: K_REAL,   \
	struct money: K_MONEY, struct day: K_DAY, struct id: K_ID)

extern const struct entity *const entities[];     /* ends with NULL */
extern const struct choices *const code_lists[];  /* ends with NULL */
extern const struct machine *const machines[];    /* ends with NULL */

struct role {
	const char *code, *label, *duties;
};
extern const struct role roles[];                 /* ends with { 0 } */

const struct entity  *entity_named(str);
const struct field   *field_named(const struct entity *, str);
const struct field   *field_flagged(const struct entity *, unsigned flag); /* the
                        * first, or NULL */
const struct choice  *choice_coded(const struct choices *, str code);
const struct choices *code_list_named(str);
const struct machine *machine_named(str);
const struct state   *state_coded(const struct machine *, str code);
const struct move    *move_named(const struct machine *, str from, str verb);
const struct role    *role_coded(str);

/* Whose table the rows lie in: the family's head, or the entity itself. */
const struct entity *entity_table(const struct entity *);

/* Set every member to "none" of its type; revision 0, no id. */
void row_blank(const struct entity *, void *row);
/* Where a member lies. */
void       *row_at(const struct field *, void *row);
const void *row_get(const struct field *, const void *row);
/* Set one member to none. */
void row_clear(const struct field *, void *row);
/* Whether a member is "none". */
bool row_none(const struct field *, const void *row);
/* Whether two rows hold the same there. */
bool row_same(const struct field *, const void *one, const void *other);

/* Fails once for every name that leads nowhere and every type that lies;
 * model_check looks at the whole model, entity_check at one table (tests
 * give it tables with planted errors). */
CHECKED bool model_check(struct errors *);
CHECKED bool entity_check(const struct entity *, struct errors *);

#endif
