/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * handover.h - the paper by which equipment passes from one party to
 * another, signed on the screen by a person of each.
 *
 * Who is PM or SEC of the programme signs for the giver, who is BEN for
 * the receiver; never the same user for both.  A signature keeps a
 * fingerprint of what the paper said, so a change afterwards is seen.  With
 * each, the certificate notes the day.
 *
 * The paper is made in English or in Vietnamese, in the form that is usual
 * there; one on which ownership passes is the paper of a title transfer.
 *
 * With the second signature the items take the step that the paper is
 * about: handed over, or the title passed.  Where a condition of the step
 * does not hold yet (the programme has not ended), the paper stands and
 * the items stay where they are until it does.
 */
#ifndef FLOW_HANDOVER_H
#define FLOW_HANDOVER_H

#include "flow/ctx.h"
#include "model/deliver.h"
#include "model/equip.h"

enum { HANDOVER_ITEMS = 500, HANDOVER_POINTS = 4000, HANDOVER_STROKES = 200 };
enum handover_side { HANDOVER_GIVING, HANDOVER_RECEIVING };

struct handover_line {
	str          no, description, model, serial, unit, condition, note;
	double       quantity;          /* NAN */
	struct money value, total;
	struct id    item;              /* or none */
};

struct handover {
	struct handover_certificate row;
	str    giving, receiving;       /* names of the parties */
	struct handover_line *line;     /* [n] */
	size_t n;
	struct money total;             /* said, or the sum of one currency */
	struct handover_signature signature[2]; /* by side; revision 0: none */
	bool   is_changed[2];           /* since it was signed */
	str    fingerprint;
	str    country;                 /* of the programme */
};

CHECKED bool handover_of(struct ctx *, struct id certificate,
                 struct handover *);
/* Whether the actor may sign for that side now. */
bool         handover_may_sign(struct ctx *, const struct handover *,
                 enum handover_side);
/* drawing: "[[x,y,x,y],...]" with coordinates 0 to 1, or none.  DENIED;
 * INVALID: no name, a drawing that is none. */
CHECKED bool handover_sign(struct ctx *, struct id certificate,
                 enum handover_side, str name, str post, str drawing);
/* Items of a paper that both signed, and nobody changed since, which did
 * not take its step: moves those that may; how many stay.  As the program;
 * a passing day asks again (daily.h). */
CHECKED bool handover_settle(struct ctx *, struct id certificate,
                 size_t *stay);
/* A new certificate for all items of a receiver that wait for one: those
 * received, or with `title` those in use or idle at the end.  INVALID: no
 * item waits. */
CHECKED bool handover_draft(struct ctx *, struct id programme,
                 struct id receiver, bool title, struct id *certificate);
/* On paper; lang "en" or "vi". */
CHECKED bool handover_pdf(struct ctx *, const struct handover *, str lang,
                 str *bytes);
/* Labels to stick on, 24 a sheet; the code opens `site`/equipment_item/ID. */
CHECKED bool handover_labels(struct ctx *, const struct equipment_item *,
                 size_t n, str programme, str site, str *bytes);

#endif
