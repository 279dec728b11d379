/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * connect.h - parties that learn from each other: what was seen in an
 * exchange and who took it up, networks and communities of practice, their
 * talk and their library, and what one asks and another offers.
 *
 * Exchanges stand in advise.h, ties in assess.h, offers in fund.h.
 *
 * Each struct goes with the table of the same name in connect.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_CONNECT_H
#define MODEL_CONNECT_H

#include "model/model.h"

struct exchange_practice {
	struct row row;
	struct id exchange;
	str practice, seen_at, question;
	struct id adopter;
	struct day check_due, checked_on;
	str outcome, note;
};

struct network {
	struct row row;
	struct id programme;
	str code, name, kind, purpose;
	struct id lead;
	struct day founded;
	str rules, state;
};

struct network_member {
	struct row row;
	struct id network, party;
	str role;
	struct day joined, left;
	str offers, seeks;
};

struct network_topic {
	struct row row;
	struct id network;
	str title;
	struct id by;
	int64_t at;
	int is_closed;
};

struct network_post {
	struct row row;
	struct id topic;
	str text;
	struct id by;
	int64_t at;
};

struct library_item {
	struct row row;
	struct id programme, network;
	str title, kind, language, licence, author, about, address, tags;
	struct day published;
};

struct resource_request {
	struct row row;
	struct id programme, from;
	str kind, description;
	struct day asked_on, needed_by;
	struct id offer;
	struct day met_on;
};

extern const struct entity exchange_practice_entity;
extern const struct entity network_entity;
extern const struct entity network_member_entity;
extern const struct entity network_topic_entity;
extern const struct entity network_post_entity;
extern const struct entity library_item_entity;
extern const struct entity resource_request_entity;

#endif
