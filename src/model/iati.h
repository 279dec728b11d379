/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati.h - what the IATI standard wants of a programme beside what its own
 * rows say.
 *
 * One row for a programme, or none: then the site's settings count.  Each
 * struct goes with the table of the same name in iati.c; a member that is
 * absent has the "none" of its type (model.h).
 */
#ifndef MODEL_IATI_H
#define MODEL_IATI_H

#include "model/model.h"

struct iati_entry {
	struct row row;
	struct id programme;
	str identifier;
	struct id reporter;
	int is_secondary, is_theirs;
	str language;
	int humanitarian;
	str finance_type;
	double capital_share;
	str contact_organisation, contact_email, contact_phone, contact_web;
	str contact_address;
	str countries, regions, sectors, tags, markers, locations;
	str identifiers, related, disbursements, conditions, documents;
};

extern const struct entity iati_entry_entity;

#endif
