/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sign.h - signing in and out, one's password, theme and language.
 */
#ifndef WEB_SIGN_H
#define WEB_SIGN_H

#include "web/page.h"

extern const struct page login_page, login_post, logout_post, password_page,
    password_post, give_page, give_post, theme_post, language_page;

#endif
