/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setting.h - choices made for the whole site, read where they count. */
#ifndef FLOW_SETTING_H
#define FLOW_SETTING_H

#include "flow/ctx.h"

/* What is set under that key, without blanks; none: nothing is. */
CHECKED bool setting_text(struct ctx *, const char *key, str *);
/* A share that is set in percent, 0 to 100: 0..1.  Where it is not set, or
 * is no such number, *share stays as it is. */
CHECKED bool setting_share(struct ctx *, const char *key, double *share);

/* A whole number from least to most; else *n stays as it is. */
CHECKED bool setting_count(struct ctx *, const char *key, int least, int most,
                 int *n);

#endif
