/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * land.h - how the rows of one file of a programme become rows of ours.
 *
 * A landing says which entity a file's rows are, which columns name a row,
 * and which headings are called otherwise in the model; a heading that is
 * a field's name needs no line.  An amount's currency is the end of its
 * heading (cost_vnd), the row's column `currency`, or the programme's.
 */
#ifndef FLOW_LAND_H
#define FLOW_LAND_H

#include "base/map.h"
#include "flow/import.h"

enum how {
	AS_IS,          /* by the field's type; references by code */
	BY_NAME,        /* a party's code, or a name: made if it is not there */
	SUBJECT,        /* a party's code; an environment is made (SYS01) */
	IN_BASE,        /* money in the programme's currency */
	NOT_KEPT,       /* said by other columns already */
	FROM_HEADING,   /* a table's row: the heading's end is the first
	                 * cell, as in target_2024 */
	IN_PAIRS,       /* a table's rows: "statistics:2;French:3" */
	BY_HAND         /* the landing's own function reads it */
};

struct heading {
	const char *heading;            /* "target_*": any end */
	const char *field;              /* NULL: kept in the row's extra */
	enum how    how;
};

struct land;
struct entry;

struct landing {
	const char *file;               /* "organisations.csv" */
	const char *entity;
	const char *key;                /* "event_id person_id"; NULL: the
	                                 * line */
	const struct heading *headings; /* ends with { 0 }; NULL: all as they
	                                 * are */
	/* Fills what no column says; false refuses the row (fault in ctx). */
	bool      (*fill)(struct land *, const struct entry *, void *row);
	/* After the row is saved: rows that hang on it. */
	bool      (*then)(struct land *, const struct entry *, void *row);
	/* Instead of all that: the whole file. */
	bool      (*file_by)(struct land *, const char *name, const char *path);
};

struct entry {                         /* one row of a file, as text */
	const str *names;               /* [n] headings, trimmed, lower case */
	const str *values;              /* [n] trimmed */
	const str *raws;                /* [n] as they stand in the file */
	size_t     n;
	int64_t    line;
};

struct coded {                          /* codes of one entity in one
                                         * programme */
	const struct entity *entity;
	struct map  *by_code;
	struct id   *id;
	size_t       n, room;
	struct coded *next;
};

struct land {
	struct ctx   *c;
	struct arena *keep;             /* lives as long as the import */
	struct import_report *report;
	struct id     programme;
	str           code;             /* the programme's */
	char          currency[4];
	const char   *folder;
	struct coded *codes;
	struct id    *closed;           /* [n_closed] rounds that were over
	                                 * before this import began */
	size_t        n_closed;
	struct id     held;             /* the event looked at last: rows of
	                                 * one come together */
	bool          is_loose;         /* leave out what the file's own rows
	                                 * name before it is there: a ring of
	                                 * rows */
};

extern const struct landing landings[];         /* in their order; landings.c */

CHECKED bool land_file(struct land *, const struct landing *, const char *path);

/* None if absent. */
str  entry_value(const struct entry *, const char *name);
str  entry_raw(const struct entry *, const char *name);

/* The id behind a code; false if there is none. */
bool land_code(struct land *, const struct entity *, str code, struct id *);
bool land_known(struct land *, const struct entity *, str name, struct id *);
void land_learn(struct land *, const struct entity *, str code, struct id);
/* The organisation of that name or code, made if it is not there. */
CHECKED bool land_party(struct land *, str name, struct id *);
CHECKED bool land_subject(struct land *, str code, str kind, struct id *);
/* The newest version of a framework; a dimension of it by code. */
CHECKED bool land_framework(struct land *, str code, struct id *);
CHECKED bool land_dimension(struct land *, struct id framework, str code,
    struct id *);
/* Start a row: as it is now, or blank under that id and in the programme. */
CHECKED bool land_begin(struct land *, const struct entity *, struct id,
    void *row);
/* Once the programme is known, before its rows: which rounds are over. */
CHECKED bool land_closed(struct land *);
/* Keep the gaps of the programme as rows, and learn their names. */
CHECKED bool land_gaps(struct land *);
/* The id that a row named so has, ever. */
struct id land_id(struct land *, const struct entity *, str key);
/* Put a row and count what came of it. */
enum outcome land_row(struct land *, const struct entity *, void *row);

#endif
