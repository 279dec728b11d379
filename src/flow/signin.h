/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * signin.h - the sheet that people sign, and keying it.
 *
 * A sheet keeps who stood at which number when it was printed, so that a
 * number on the paper never comes to mean another person.  Signed means
 * here.  What a signature says differently from other marks is left to be
 * decided (attend.h); what was keyed from the same paper before, it
 * corrects.
 */
#ifndef FLOW_SIGNIN_H
#define FLOW_SIGNIN_H

#include "flow/attend.h"

enum { SIGNIN_MOST = 1000 };            /* people on a sheet */

struct signin {
	struct signin_sheet  sheet;
	struct event_session session;
	struct event         event;
	struct signin_line {
		struct id person;
		str       name, organisation, sex;
		bool      is_signed;            /* keyed before */
		str       other;        /* what other marks say, or none */
	} *line;                                /* [n] line 0 is number 1 */
	size_t n;
};

/* A new sheet of everybody enrolled, by name; DENIED for who may not mark,
 * INVALID: nobody is enrolled, or too many. */
CHECKED bool signin_print(struct ctx *, struct id session, str *code);
CHECKED bool signin_find(struct ctx *, str code, struct signin *);

/* "1-12, 14 17": the numbers up to n, each turned over in on[n]. */
CHECKED bool signin_numbers(str, bool *on, size_t n, struct errors *);

/* Marks who signed; rest_away: the others too, unless they are marked.
 * Who is not signed any more but was keyed so before, was away. */
CHECKED bool signin_key(struct ctx *, struct signin *, const bool *on,
                 bool rest_away, size_t *marked);
/* Takes back the marks of the last keying by this user.  CONFLICT: others
 * rest on them. */
CHECKED bool signin_undo(struct ctx *, struct signin *, size_t *taken);

/* Its QR leads to that address. */
CHECKED bool signin_pdf(struct ctx *, const struct signin *, str address,
                 bool with_sex, str *bytes);

#endif
