/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * site.h - a small site to test the flow on: a data file of its own with
 * two programmes, two users, and a row of every kind for whoever asks.
 *
 * Everything happens in one transaction that is never committed, so a test
 * is quick; site_try and site_back take one piece back.
 */
#ifndef TEST_FLOW_SITE_H
#define TEST_FLOW_SITE_H

#include "base/arena.h"
#include "base/random.h"
#include "flow/ctx.h"
#include "store/store.h"

struct site {
	struct arena *a;
	struct ctx    c;
	struct random random;
	struct id     one, two;         /* the programmes */
	struct id     me, other;        /* users */
	struct id     my_party, other_party;    /* persons of `one` */
	struct held   held[4];
	int64_t       salt;             /* makes what must be unique unique */
	struct {
		const struct entity *e;
		struct id home, id;
	} kept[400];
	size_t        n_kept;
};

/* False, after a failed check, if it cannot be made. */
bool  site_open(struct site *, struct arena *, const char *name);
/* The same, its programme in that currency and what follows done by the
 * program itself. */
bool  site_open_in(struct site *, struct arena *, const char *name,
          const char *currency);
void  site_close(struct site *);

void  site_system(struct site *);
/* `me` sits down, holding that role on the programme (none: everywhere);
 * role NULL: no role at all. */
void  site_sit(struct site *, const char *role, struct id programme);
/* Another role beside it. */
void  site_also(struct site *, const char *role, struct id programme);
/* The other user, with that role. */
void  site_sit_other(struct site *, const char *role, struct id programme);

/* A row with all that must be filled and all that is personal, not kept
 * yet; what it refers to is there, in the same programme. */
void *site_blank(struct site *, const struct entity *, struct id programme);
/* Fills one more field of such a row. */
void  site_fill(struct site *, const struct entity *, const char *field,
          struct id programme, void *row);
/* The same, kept by the program; its id. */
struct id site_new(struct site *, const struct entity *, struct id programme);
/* One such row, always the same of a programme. */
struct id site_any(struct site *, const struct entity *, struct id programme);
/* Keeps a row as it is, whatever its state. */
void  site_keep(struct site *, const struct entity *, void *row);
/* As the program sees it. */
void *site_find(struct site *, const struct entity *, struct id);
void  site_drop(struct site *, const struct entity *, struct id);

void  site_try(struct site *);
void  site_back(struct site *);
/* The faults so far are forgotten; which was the worst of them? */
enum fault site_fault(struct site *);
/* Whether the last faults say that somewhere, or on that field. */
bool  site_says(const struct site *, const char *words);
bool  site_on(const struct site *, const char *field);

#endif
