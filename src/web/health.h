/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * health.h - what machines ask a server about itself.
 */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/page.h"

extern const struct page healthz_page, metrics_page, openapi_page;
extern const struct page codebook_page;

#endif
