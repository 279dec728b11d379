/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * award.h - certificates: what they stand for, what they ask for, who
 * holds one.
 *
 * An award is not tied to a course: its conditions ask for attendance,
 * tests, several events or a level in an assessment, and all of them must
 * hold.  A certificate keeps what was printed on it and the evidence it
 * was given for; it is never edited, only revoked or renewed.
 *
 * Each struct goes with the table of the same name in award.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_AWARD_H
#define MODEL_AWARD_H

#include "model/model.h"

struct award {
	struct row row;
	struct id programme;
	str code, kind, title, statement, language, issuer, place;
	str signatory, signatory_post, second, second_post;
	int64_t valid_months, warn_days;
	int is_retired;
};

struct award_condition {
	struct row row;
	struct id award;
	str kind;
	struct id event, course, dimension;
	str events;
	double least;
	int64_t count;
};

struct certificate {
	struct row row;
	struct id programme, award, person;
	str number, name;
	struct day issued_on, expires_on;
	str evidence;
	struct id renews;
	struct day revoked_on;
	struct id by;
	str state;
};

/* What the site signs with.  Old keys stay, so that what they signed can
 * still be checked. */
struct site_key {
	struct row row;
	str name, key, secret;
	int64_t made_at;
};

extern const struct entity award_entity;
extern const struct entity award_condition_entity;
extern const struct entity certificate_entity;
extern const struct entity site_key_entity;

#endif
