/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_keep.h - how an activity becomes rows; for the files iati_keep*.c
 * alone.
 */
#ifndef STANDARD_IATI_KEEP_H
#define STANDARD_IATI_KEEP_H

#include "base/write.h"
#include "standard/iati_import.h"

struct iati_pending {           /* whose parent came later in the file */
	struct id programme;
	str       parent;
	bool      is_new;
	struct iati_pending *next;
};

struct iati_keep {
	struct ctx         *c;
	struct iati_site    site;
	struct iati_import *in;
	struct actor        who;        /* brings the file */
	bool                by_hand;    /* he may change what he may by hand */
	struct arena       *keep;       /* as long as the import */
	struct map         *by_identifier, *by_code, *by_ref, *by_name;
	struct map         *seen;       /* identifiers of this file */
	struct id          *id;         /* [ids]: what the maps' numbers say */
	size_t              ids, room;
	struct iati_pending *pending, *pending_before;
	/* the activity in hand */
	struct iati        *a;
	const struct iati  *at;         /* the element whose row is kept */
	struct programme    p;
	bool                is_new, is_theirs;
	const char         *lang;
	str                 currency;
	struct id           reporter;
	str                 reporter_ref;
	char                default_currency[4];
};

/* Keep a row, or find that it is the same as `was` (NULL: it is new).  Who
 * brings the file may change what stands here as far as by hand; with an
 * activity that is new comes all that is in it.  A row that may not be kept
 * is told, counted, and is as it was: without an id, if it was new; the
 * programme itself is a fault. */
CHECKED bool iati_put(struct iati_keep *, enum iati_rows,
    const struct entity *, void *row, const void *was);
/* The row alone; *kept: he might. */
CHECKED bool iati_save(struct iati_keep *, const struct entity *, void *row,
    const void *was, bool *kept);
void iati_note(struct iati_keep *, const struct iati *, const char *attr,
    bool refuses, str says);
/* The organisation an element names by @ref or narrative, made if it is
 * not here; none where it names none. */
CHECKED bool iati_org_of(struct iati_keep *, struct iati *, struct id *);
bool iati_is_reporter(struct iati_keep *, struct iati *);
/* The narrative in the activity's language, else the first. */
str  iati_words(struct iati_keep *, struct iati *);
/* All narratives laid over a text in several languages. */
str  iati_all_words(struct iati_keep *, struct iati *, str was);
void iati_learn(struct iati_keep *, struct map *, str key, struct id);
bool iati_known(const struct iati_keep *, const struct map *, str key,
    struct id *);
/* The amount of an element's <value>. */
bool iati_sum(struct iati_keep *, struct iati *, struct money *);

/* Sectors and countries of the transactions, where the activity has none,
 * as its own. */
void iati_split(struct iati_keep *);
/* The programme that the activity is here, if it is. */
CHECKED bool iati_find_programme(struct iati_keep *);
CHECKED bool iati_keep_programme(struct iati_keep *);
CHECKED bool iati_keep_entry(struct iati_keep *);
CHECKED bool iati_keep_parties(struct iati_keep *);
CHECKED bool iati_keep_budgets(struct iati_keep *);
CHECKED bool iati_keep_transactions(struct iati_keep *);
CHECKED bool iati_keep_results(struct iati_keep *);
CHECKED bool iati_keep_parents(struct iati_keep *);

/* ---- tables as JSON: [{"code":"VN","percent":"40"}] ---- */

void iati_cell(struct write *, const char *name, str value);
void iati_row(struct write *);          /* before the cells of a row */
str  iati_table(struct write *);        /* done; none if it has no row */

#endif
