/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * place.h - countries, and where they and points stand on the map.
 *
 * The map is src/web/static/world.svg, 1000 by 487, in the Equal Earth
 * projection (B. Savric, T. Patterson, B. Jenny, 2018); its shapes are
 * known by their codes.  tool/world.mjs makes it and the table.
 */
#ifndef WEB_PLACE_H
#define WEB_PLACE_H

#include "base/str.h"

struct ctx;
struct node;
struct outline;
struct outline_spot;

struct place {
	const char *code, *name, *vi;
	int         x, y;               /* -1: not known */
	int         is_drawn;
};

extern const struct place places[];     /* by code; ends in { 0 } */

/* NULL: not of ISO 3166. */
const struct place *place_coded(const char *code);
/* In the reader's language; of a country that is on no list what was
 * written of it, else its code. */
str  place_name(struct ctx *, const struct outline_spot *);
void place_at(double north, double east, double *x, double *y);

/* What a programme is called, and where it leads, beside the map. */
struct place_link {
	str (*name)(struct ctx *, const struct outline *);
	str (*href)(struct ctx *, const struct outline *);
};

/* map { shapes [ { code } ] dots [ { x y } ] countries [ { code name
 * programmes [ { name href } ] } ] unplaced [ { code name n } ]: those of them
 * that the map does not know; points [ { name at programme } ]
 * country_count has_points has_any } of n programmes. */
void place_put(struct ctx *, const struct outline *const *, size_t n,
    const struct place_link *, struct node *out);

#endif
