/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * diploma.h - certificates on paper: A4, landscape, one to a page, in the
 * language of the award.
 *
 * About 4 ms each once the fonts are loaded.
 */
#ifndef FLOW_DIPLOMA_H
#define FLOW_DIPLOMA_H

#include "flow/certificate.h"

/* Each view on a page of its own, in their order, all of one award;
 * `check` is where the codes lead: "https://tilth.example/c/", to which the
 * number is put. */
CHECKED bool diploma_pdf(struct ctx *, const struct certificate_view *,
                 size_t n, str check, str *bytes);

/* "has completed", for that kind of award: to translate. */
const char  *diploma_says(str kind);

#endif
