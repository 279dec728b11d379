/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * attend.h - who may come to an event, and who came: its sessions, the
 * registrations before, the marks of attendance.
 *
 * A mark is never changed: a correction is another mark that names, in
 * `after`, those it was made in the knowledge of.  Two marks of which
 * neither knew the other and that differ are both open until a third is
 * made after both (flow/attend.h).
 *
 * A mark made by a code in which doubts are (who else used the device, an
 * old code) waits for a person too, though nobody contradicts it.
 *
 * Each struct goes with the table of the same name in attend.c.
 */
#ifndef MODEL_ATTEND_H
#define MODEL_ATTEND_H

#include "model/model.h"

struct event_session {
	struct row row;
	struct id event;
	int64_t seq;
	struct day date;
	str starts, ends, topic, room;
	double hours_theory, hours_practice;
	str trainers, language, materials;
	int64_t closed_at;
};

struct registration {
	struct row row;
	struct id event, person;
	str state;
	struct day asked_on, answered_on;
	str reason, note;
	int64_t at;
	struct id by;
};

struct attendance {
	struct row row;
	struct id session, person;
	str mark, reason;
	int64_t minutes;
	str way, device;
	int64_t made_at, shown_at, clock_off;
	str flags, after, standing;
	int64_t at;
	struct id by;
};

/* What the codes of an event are signed with (flow/ticket.h). */
struct event_key {
	struct row row;
	struct id event;
	str key, secret;
	int64_t made_at;
};

/* A list for signing, as it was printed: the numbers on the paper stay
 * those of the same people, whoever enrols later. */
struct signin_sheet {
	struct row row;
	struct id session;
	str code, people;
	int64_t printed_at, keyed_at;
	struct id by;
};

extern const struct entity event_session_entity;
extern const struct entity registration_entity;
extern const struct entity attendance_entity;
extern const struct entity event_key_entity;
extern const struct entity signin_sheet_entity;

#endif
