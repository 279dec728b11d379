/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_import.h - activities of others' files as programmes.
 *
 * An activity is found by its identifier; what the file says is written
 * over what is here, what it does not speak of stays.  Each lands whole or
 * not at all, in the caller's transaction.  Who brings the file changes
 * what stands here only as far as he may by hand, row by row; an activity
 * that is new comes as it is.  Transactions are a ledger: new
 * ones are added, one that is told otherwise now is only reported.  The
 * same file a second time changes nothing.  Names of persons are not taken
 * in.
 */
#ifndef STANDARD_IATI_IMPORT_H
#define STANDARD_IATI_IMPORT_H

#include "base/map.h"
#include "base/node.h"
#include "flow/import.h"
#include "flow/job.h"
#include "standard/iati.h"

enum iati_rows {
	IATI_ACTIVITIES, IATI_ORGANISATIONS, IATI_PARTICULARS, IATI_PARTIES,
	IATI_BUDGETS, IATI_TRANSACTIONS, IATI_RESULTS, IATI_INDICATORS,
	IATI_VALUES, IATI_ROWS
};

struct iati_note {              /* of one place in the file */
	int   line;
	str   activity, path, says;
	bool  refuses;          /* the activity was not taken in */
	struct iati_note *next;
};

struct iati_dropped {           /* what is not kept, by its kind */
	str     kind;           /* "transaction/sector/@code" */
	int64_t n;
	struct iati_dropped *next;
};

enum { IATI_NOTES = 1000 };

#define IATI_UPLOAD "upload.xml"        /* in the folder of a job */

struct iati_import {
	struct arena *arena;    /* of what follows */
	int64_t n[IATI_ROWS][OUTCOMES];
	int64_t notes, refusals;/* of all; the first IATI_NOTES are kept */
	struct iati_note *first, *last;
	struct iati_dropped *dropped;
	struct map *dropped_at;
	size_t  kinds;
	struct iati_dropped **kind;     /* [kinds] in the order met */
	size_t  room;
};

/* Its arena is its own, and goes with the one given. */
struct iati_import *iati_import_new(struct arena *);
CHECKED bool iati_import(struct ctx *, struct iati_file *,
    struct iati_import *);
/* The report as a tree, for pages, jobs and --json. */
void iati_import_tree(struct ctx *, const struct iati_import *,
    struct node *);
/* "organisations": to translate. */
const char *iati_rows_name(enum iati_rows);

#endif
