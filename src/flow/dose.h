/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * dose.h - the ledger of doses: how much support reached whom, of every
 * kind of delivery.
 *
 * What was delivered is written in the rows of its kind; the ledger is
 * made from them and follows them.  One row gives:
 *
 *	enrolment           the hours attended, at most those of the event,
 *	                    to the person; none if it was cancelled
 *	mentoring session   its hours, to the mentee; a visit if its length
 *	                    is not known
 *	mentoring agreement a visit for each session held that has no row
 *	mission             its working days, to who asked for it; a visit if
 *	                    they are not known; once it is over
 *	exchange            a visit to each participant by name, else to each
 *	                    guest; once it is over
 *	equipment           its pieces, to the receiver, when handed over
 *	milestone           one, to the organisation, when achieved
 *	policy stage        a milestone to who leads the instrument, for each
 *	                    stage behind the first; none for dropping it
 *
 * Invariants: the entries of one row, subject, activity, day, modality and
 * unit add up to what that row gives now; entries are never changed, a
 * correction is an entry of the difference; what is right already gets no
 * entry, so following twice writes nothing.
 */
#ifndef FLOW_DOSE_H
#define FLOW_DOSE_H

#include "flow/ctx.h"

/* Bring the entries of a row that was just written, and of rows that hang
 * on it, up to date.  Rows of other kinds are passed over. */
CHECKED bool dose_follow(struct ctx *, const struct entity *, const void *row);
/* The row is gone: its entries are taken back. */
CHECKED bool dose_forget(struct ctx *, const struct entity *, const void *row);

/* All rows of a programme, for data older than the ledger and for what a
 * passing day brings about; *written entries.  Linear in the rows. */
CHECKED bool dose_settle(struct ctx *, struct id programme, size_t *written);

#endif
