/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equip.c - the tables of equip.h. */
#include "model/equip.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct equipment_check, m)

const struct entity equipment_check_entity = {
	.name   = "equipment_check",
	.label  = "Check of equipment",
	.plural = "Checks of equipment",
	.about  = "How a piece of equipment was found on site.",
	.phase  = "deliver",
	.size   = sizeof(struct equipment_check),
	.home   = "item.programme",
	.order  = "-date",
	.grants = checks_grants,

	.fields = (const struct field[]){
	{ F(item),      T_REF, "Equipment", .to = "equipment_item", .flags = MUST | LIST },
	{ F(date),      T_DAY, "Checked on", .flags = MUST | LIST | NAME },
	{ F(found),     T_CHOICE, "Found", .choices = &equipment_found_codes,
	    .flags = MUST | LIST | NAME },
	{ F(condition), T_CHOICE, "Condition", .choices = &equipment_condition_codes,
	    .flags = LIST },
	{ F(note),      T_LONG, "Note", .max = 2000, .flags = LIST },
	{ F(latitude),  T_REAL, "Latitude", .unit = "degrees north", .min = -90, .max = 90 },
	{ F(longitude), T_REAL, "Longitude", .unit = "degrees east", .min = -180, .max = 180 },
	{ F(by),        T_REF, "Checked by", .to = "user", .flags = KEPT | LIST },
	{ F(at),        T_MOMENT, "Noted at", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "latitude", "longitude", "A place has a latitude and a longitude." },
	{ GOES_WITH, "longitude", "latitude", "A place has a latitude and a longitude." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct handover_signature, m)

const struct entity handover_signature_entity = {
	.name   = "handover_signature",
	.label  = "Signature of a handover",
	.plural = "Signatures of handovers",
	.about  = "Who signed a handover certificate on the screen, for which side.",
	.phase  = "deliver",
	.size   = sizeof(struct handover_signature),
	.home   = "certificate.programme",
	.order  = "-at",
	.grants = signatures_grants,

	.fields = (const struct field[]){
	{ F(certificate), T_REF, "Handover certificate", .to = "handover_certificate",
	    .flags = MUST | LIST | KEPT },
	{ F(side),        T_CHOICE, "Side", .choices = &handover_side_codes,
	    .flags = MUST | LIST | NAME | KEPT },
	{ F(name),        T_TEXT, "Name", .max = 200, .flags = MUST | LIST | PERSONAL | KEPT },
	{ F(post),        T_TEXT, "Post", .max = 200, .flags = LIST | KEPT },
	{ F(strokes),     T_LONG, "Drawing", .max = 60000, .flags = PERSONAL | KEPT },
	{ F(fingerprint), T_TEXT, "Fingerprint of what was signed", .max = 64, .flags = KEPT },
	{ F(by),          T_REF, "Signed in as", .to = "user", .flags = LIST | KEPT },
	{ F(at),          T_MOMENT, "Signed at", .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "side", "certificate", "This side has signed already." },
	{ 0 } },
};

#undef F
