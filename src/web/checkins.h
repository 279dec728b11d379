/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * checkins.h - the pages by which people check in to a session: the
 * trainer's scanner, the room's code on the wall, a person's own page, the
 * badges, the sheet to be signed.
 */
#ifndef WEB_CHECKINS_H
#define WEB_CHECKINS_H

#include "flow/checkin.h"
#include "web/training.h"

extern const struct page checkin_page, checkin_post, codes_post, room_page;
extern const struct page pass_page, pass_post, here_form_page, here_page,
    here_post;
extern const struct page badges_page, badges_pdf_page, badge_renew_post;
extern const struct page signin_page, signin_post, signin_sheet_page,
    signin_pdf_page, signin_find_page, keying_page, keying_post;

/* The event that the address names; DENIED for who may not mark there. */
CHECKED bool checkin_event(struct ctx *, const struct request *,
                 struct training *);
/* The session on the desk: ?session=5 (or the form's), else today's;
 * v->sessions: there is none. */
size_t checkin_session(const struct training *, const struct request *);
/* Head, session { seq date topic href }, days, base, of every page here. */
CHECKED bool checkin_head(struct training *, const struct request *,
                 const char *title, size_t session, struct node *out);
/* As an <svg>, trusted, under that name. */
CHECKED bool checkin_qr(struct ctx *, str text, const char *label,
                 const char *name, struct node *out);
/* A cookie that lasts two months: who this is, which browser. */
void checkin_cookie(struct ctx *, const struct request *, struct reply *,
         const char *name, str value);
/* The browser's own number, made and sent along if it has none. */
str  checkin_device(struct ctx *, const struct request *, struct reply *);

#endif
