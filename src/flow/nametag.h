/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * nametag.h - badges to cut out and wear: ten on a sheet of A4, each with
 * name, organisation, the code to be scanned and its six letters.
 */
#ifndef FLOW_NAMETAG_H
#define FLOW_NAMETAG_H

#include "flow/ctx.h"

struct nametag {
	str name, organisation;
	str code, letters;              /* what is scanned, what is typed */
};

CHECKED bool nametag_pdf(struct ctx *, str event, const struct nametag *,
                 size_t n, str *bytes);

#endif
