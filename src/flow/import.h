/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * import.h - whole programmes and frameworks, from files.
 *
 * A programme folder holds programme.json and one CSV (or XLSX) for each
 * kind of thing; docs/import.md lists them with their columns.  Every row
 * lands or is refused with its reason.  A file that is not known is said,
 * not guessed at.  Everything happens in one transaction of the caller.
 */
#ifndef FLOW_IMPORT_H
#define FLOW_IMPORT_H

#include "base/node.h"
#include "flow/ctx.h"

enum outcome { ADDED, CHANGED, UNCHANGED, REFUSED, OUTCOMES };

struct refusal {
	str     file, column, reason;
	int64_t line;                   /* of the record's first; 0: the file */
	struct refusal *next;
};

struct told {
	struct refusal *first, *last;   /* the first 20,000 */
	int64_t         n;              /* of all */
};

struct tally {                          /* of one file */
	str           file;
	int64_t       n[OUTCOMES];
	struct tally *next;
};

struct found_dirt {                     /* one decision of cleaning */
	str file, key, issue, detail, handling;
	struct found_dirt *next;
};

struct import_report {
	struct arena *arena;            /* of everything below */
	int64_t       n[OUTCOMES];
	struct tally *files, *last_file;
	struct told   refusals;
	struct told   notices;          /* landed, but somebody should look */
	struct found_dirt *dirt, *last_dirt;       /* in the order found */
	int64_t       dirt_n;
	str           programme;        /* its code */
};

/* Its arena is its own, and goes with the one given. */
struct import_report *import_report_new(struct arena *);
/* What came of a row, for the counts. */
void import_count(struct import_report *, enum outcome);
void import_refuse(struct import_report *, int64_t line, str column,
    str reason);
/* The same for the first fault of the list, which is emptied; counted. */
void import_refuse_fault(struct import_report *, int64_t line, struct errors *);
void import_notice(struct import_report *, int64_t line, str column,
    str reason);
/* Of a row of a file read before. */
void import_notice_of(struct import_report *, str file, str code, str reason);
void import_dirt(struct import_report *, str key, str issue, str detail,
     str handling);
/* The report as a tree, for pages and --json. */
void import_tree(const struct import_report *, struct node *);

/* A folder with programme.json, or a framework's JSON file
 * (capdev-framework/1).  ABSENT, INVALID: nothing can be read there. */
CHECKED bool import_path(struct ctx *, const char *path,
    struct import_report *);
/* A framework's document; a version that is here already stays as it is,
 * and a document that says otherwise is refused in the report. */
CHECKED bool import_framework(struct ctx *, const struct node *document,
                 struct import_report *);
/* A JSON file of at most 16 MiB as a tree. */
CHECKED bool import_json(struct ctx *, const char *path, struct node **);
/* The same from the document's text. */
CHECKED bool import_document(struct ctx *, str text, struct import_report *);
/* The frameworks of bundle.h. */
CHECKED bool import_bundle(struct ctx *, struct import_report *);

#endif
