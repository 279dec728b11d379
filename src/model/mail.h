/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mail.h - what is sent by mail, what people wish of it, and the keys of
 * their calendars.
 *
 * Each struct goes with the table of the same name in mail.c.
 */
#ifndef MODEL_MAIL_H
#define MODEL_MAIL_H

#include "model/model.h"

struct mail {                   /* a line of the outbox */
	struct row row;
	struct id programme;
	str kind, name, address, language, subject;
	str text, html, calendar, method;       /* forgotten once sent */
	str stop;                       /* the wish's key, where it may be stopped */
	str entity, target, state;
	int64_t tries, next_at, created_at, sent_at;
	str answer;
};

struct mail_wish {              /* of an address, or of a user */
	struct row row;
	struct id user;
	str address, key, digest;
	int64_t weekday;
	str stopped;
	struct day digest_on;
};

struct calendar_key {
	struct row row;
	struct id user;
	str hash;
	int64_t created_at;
};

struct calendar_sent {          /* an invitation that somebody has */
	struct row row;
	struct id event;
	str address, entity, target;
	int64_t sequence;
	str hash, method;
	int64_t at;
};

extern const struct entity mail_entity;
extern const struct entity mail_wish_entity;
extern const struct entity calendar_key_entity;
extern const struct entity calendar_sent_entity;

#endif
