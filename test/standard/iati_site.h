/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_site.h - a site that takes in files of others; for the tests of
 * IATI.
 */
#ifndef TEST_STANDARD_IATI_SITE_H
#define TEST_STANDARD_IATI_SITE_H

#include "../flow/site.h"
#include "standard/iati_import.h"

#define HEAD "<iati-activities version=\"2.03\">"
#define OPEN_ONE(id) "<iati-activity default-currency=\"USD\" xml:lang=" \
	"\"en\"><iati-identifier>" id "</iati-identifier><reporting-org " \
	"ref=\"XM-DAC-7\" type=\"10\"><narrative>A ministry</narrative>" \
	"</reporting-org><title><narrative>Wells</narrative></title>" \
	"<description><narrative>Clean water</narrative></description>" \
	"<participating-org role=\"1\" ref=\"XM-DAC-7\"/><activity-status " \
	"code=\"2\"/><activity-date type=\"1\" iso-date=\"2025-01-01\"/>" \
	"<recipient-country code=\"VN\"/><sector code=\"14030\"/>"
#define ONE(id, more) OPEN_ONE(id) more "</iati-activity>"
#define TAIL "</iati-activities>"

/* As site_open, the program at its desk on 22 November 2026. */
bool iati_open_site(struct site *, struct arena *, const char *name);
/* Takes a file in; *fine: it could be read to its end. */
struct iati_import *iati_bring(struct site *, str text, bool *fine);
/* A setting of the site. */
void iati_set_up(struct site *, const char *key, const char *value);
int64_t iati_programmes(struct site *);

#endif
