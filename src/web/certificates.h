/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * certificates.h - the pages of awards and certificates.
 */
#ifndef WEB_CERTIFICATES_H
#define WEB_CERTIFICATES_H

#include "web/page.h"

extern const struct page awards_page, award_page, award_issue_post;
extern const struct page check_form_page, certificate_page,
    certificate_pdf_page, certificate_badge_page, certificate_token_page,
    badges_revoked_page;

/* "https://tilth.example", as printed and signed: the site's setting
 * "address", or else where the reader has found us.  Ends in NUL. */
str site_address(struct ctx *, const struct request *);

#endif
