/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * planted.h - a small model of its own, so that the tests of derive/ say
 * the same whatever the glossary holds.  It has a family (party: person,
 * organisation), a ring (programme and party), every type of field, every
 * rule, and columns called as SQL calls its words.
 */
#ifndef TEST_DERIVE_PLANTED_H
#define TEST_DERIVE_PLANTED_H

#include "model/model.h"

struct programme {
	struct row row;
	str        code, title;
	struct id  lead;
};

struct party {
	struct row row;
	str        kind, name, code;
	struct id  programme;
};

struct person {
	struct row row;
	str        kind, name, code;
	struct id  programme;
	str        email;
	struct day born;
};

struct organisation {
	struct row row;
	str        kind, name, code;
	struct id  programme;
	int64_t    staff;
};

struct event {
	struct row   row;
	struct id    programme, trainer;
	str          code, title, notes, about;
	int64_t      seats, taken;
	double       score;
	int          is_open;
	struct money cost;
	struct day   from, to;
	int64_t      opened_at;
	str          mode, topics, status, guests, steps, settings, photo, key;
	struct id    made_by;
};

extern const struct entity planted_programme, planted_party, planted_person,
    planted_organisation, planted_event;
extern const struct entity *const planted[];    /* ends with NULL */

#endif
