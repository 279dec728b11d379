/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * equip.h - what becomes of equipment on site, and who signed for it.
 *
 * Each struct goes with the table of the same name in equip.c.
 */
#ifndef MODEL_EQUIP_H
#define MODEL_EQUIP_H

#include "model/model.h"

struct equipment_check {
	struct row row;
	struct id item;
	struct day date;
	str found, condition, note;
	double latitude, longitude;
	struct id by;
	int64_t at;
};

struct handover_signature {
	struct row row;
	struct id certificate;
	str side, name, post, strokes, fingerprint;
	struct id by;
	int64_t at;
};

extern const struct entity equipment_check_entity;
extern const struct entity handover_signature_entity;

#endif
