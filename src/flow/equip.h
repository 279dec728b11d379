/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * equip.h - equipment on site: checks, and what share of it lies idle.
 *
 * A check is a row and moves the item to where it was found, by the item's
 * own steps; whoever may note a check need not hold the roles of those
 * steps, for the check is the reason.  What was lost stays where it stood
 * until somebody writes it off; the last check says so.
 *
 * Idle share: of the items that are with their receivers (handed over, in
 * use, idle, in repair), those that are idle or in repair, or that the
 * last check did not find.  Items, not pieces; not known is not idle.
 */
#ifndef FLOW_EQUIP_H
#define FLOW_EQUIP_H

#include "flow/ctx.h"
#include "model/deliver.h"
#include "model/equip.h"

enum equip_stands { EQUIP_COMING, EQUIP_GIVEN, EQUIP_USED, EQUIP_IDLE,
	EQUIP_BROKEN, EQUIP_LOST, EQUIP_PASSED, EQUIP_GONE, EQUIP_STANDS };

struct equip_item {
	struct equipment_item  item;
	enum equip_stands      stands;
	struct equipment_check last;    /* revision 0: no check of its own */
	struct day             seen;    /* last check of any kind; none */
	str                    said;    /* as it was written: "2025-06" */
};

struct equip {
	struct equip_item *item;        /* [n] by code */
	size_t             n;
	size_t             count[EQUIP_STANDS];
	size_t             out;         /* with their receivers */
	size_t             unused;      /* of these */
	double             idle;        /* unused / out; NAN: none is out */
};

/* A month as people write it: the heading check_2025_06 of a file that came
 * says 2025-06. */
str          equip_month(struct arena *, str said);
/* The items of a programme that the actor sees. */
CHECKED bool equip_of(struct ctx *, struct id programme, struct equip *);
const char  *equip_code(enum equip_stands);     /* "idle", in addresses */
const char  *equip_says(enum equip_stands);     /* to translate */
/* DENIED for who may not add checks there; INVALID by field. */
CHECKED bool equip_check(struct ctx *, struct equipment_check *);
/* The checks of an item, the newest first. */
CHECKED bool equip_checks(struct ctx *, struct id item,
                 struct equipment_check **, size_t *n);

#endif
