/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * letter.h - a short mail, once as text and once with layout.
 *
 * Both say the same: paragraphs, lines of a list, and links, which in the
 * text stand alone on their line so that every program makes them open.
 */
#ifndef FLOW_LETTER_H
#define FLOW_LETTER_H

#include "base/write.h"
#include "flow/mail.h"

struct letter {
	struct arena *arena;
	struct write  text, html;
};

struct letter letter_new(struct ctx *);
void letter_say(struct letter *, str);          /* a paragraph */
/* What the link is for, and where it leads; no address: nothing. */
void letter_link(struct letter *, str what, str href);
/* The subject is the mail's own. */
void letter_done(struct letter *, struct mail_new *);

#endif
