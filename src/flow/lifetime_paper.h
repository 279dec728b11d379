/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lifetime_paper.h - the lifetime record of a person on paper: A4, in the
 * reader's language.  What is masked on the page is masked here.
 */
#ifndef FLOW_LIFETIME_PAPER_H
#define FLOW_LIFETIME_PAPER_H

#include "flow/lifetime.h"

CHECKED bool lifetime_pdf(struct ctx *, const struct lifetime *, str *bytes);

#endif
