/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* mail.c - the tables of mail.h. */
#include "model/mail.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct mail, m)

const struct entity mail_entity = {
	.name   = "mail",
	.label  = "Mail",
	.plural = "Mails",
	.about  = "A mail that waits to be sent, was sent, or could not be.",
	.phase  = "office",
	.size   = sizeof(struct mail),
	.home   = "programme",
	.order  = "-created_at",
	.scan   = "state next_at address sent_at kind",
	.grants = mails_grants,

	.fields = (const struct field[]){
	{ F(kind),       T_CHOICE, "Kind", .choices = &mail_kind_codes,
	    .flags = MUST | LIST | KEPT },
	{ F(state),      T_CHOICE, "State", .choices = &mail_state_codes,
	    .flags = MUST | LIST | KEPT },
	{ F(subject),    T_TEXT, "Subject", .max = 400,
	    .flags = MUST | LIST | SEARCH | NAME | KEPT },
	{ F(name),       T_TEXT, "To whom", .max = 200, .flags = PERSONAL | KEPT },
	{ F(address),    T_TEXT, "Address", .max = 254, .flags = LIST | PERSONAL | KEPT },
	{ F(language),   T_TEXT, "Language", .max = 20, .flags = KEPT },
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = KEPT },
	{ F(entity),     T_TEXT, "About (kind)", .max = 60, .flags = KEPT },
	{ F(target),     T_TEXT, "About (row)", .max = 60, .flags = KEPT },
	{ F(text),       T_LONG, "Text", .hint = "Forgotten once the mail is sent.", .max = 100000,
	    .flags = SECRET | KEPT },
	{ F(html),       T_LONG, "The same with layout", .max = 400000, .flags = SECRET | KEPT },
	{ F(calendar),   T_LONG, "Calendar", .max = 100000, .flags = SECRET | KEPT },
	{ F(method),     T_TEXT, "What the calendar is to do", .max = 20, .flags = KEPT },
	{ F(stop),       T_TEXT, "Key of the link to stop", .max = 60, .flags = SECRET | KEPT },
	{ F(tries),      T_COUNT, "Tries", .min = 0, .max = 1000, .flags = LIST | KEPT },
	{ F(next_at),    T_MOMENT, "Next try", .flags = LIST | KEPT },
	{ F(created_at), T_MOMENT, "Written at", .flags = LIST | KEPT },
	{ F(sent_at),    T_MOMENT, "Sent at", .flags = LIST | KEPT },
	{ F(answer),     T_TEXT, "What the mail server said", .max = 400, .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mail_wish, m)

const struct entity mail_wish_entity = {
	.name   = "mail_wish",
	.label  = "Wish about mail",
	.plural = "Wishes about mail",
	.about  = "Which mails somebody wants, and which not.",
	.phase  = "office",
	.size   = sizeof(struct mail_wish),
	.order  = "address",
	.grants = wishes_grants,

	.fields = (const struct field[]){
	{ F(user),      T_REF, "User", .to = "user", .flags = LIST | KEPT },
	{ F(address),   T_TEXT, "Address", .max = 254, .flags = LIST | NAME | PERSONAL | KEPT },
	{ F(key),       T_TEXT, "Key of the link to stop", .max = 60, .flags = SECRET | KEPT },
	{ F(digest),    T_CHOICE, "List of what is due", .choices = &digest_codes,
	    .flags = LIST | KEPT },
	{ F(weekday),   T_COUNT, "On which day of the week", .hint = "1 is Monday.", .min = 1,
	    .max = 7, .flags = KEPT },
	{ F(stopped),   T_CHOICES, "Not wanted", .choices = &mail_kind_codes,
	    .flags = LIST | KEPT },
	{ F(digest_on), T_DAY, "Last list sent on", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "key", "", "This key is known already." },
	{ ONCE_PER, "user", "", "This user has wishes already." },
	{ ONCE_PER, "address", "user", "This address has wishes already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct calendar_key, m)

const struct entity calendar_key_entity = {
	.name   = "calendar_key",
	.label  = "Key of a calendar",
	.plural = "Keys of calendars",
	.about  = "The secret address under which a user's calendar is read.",
	.phase  = "office",
	.size   = sizeof(struct calendar_key),
	.order  = "-created_at",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(user),       T_REF, "User", .to = "user", .flags = MUST | KEPT },
	{ F(hash),       T_TEXT, "Hash", .max = 200, .flags = MUST | SECRET | KEPT },
	{ F(created_at), T_MOMENT, "Made at", .flags = MUST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "hash", "", "This key is known already." },
	{ ONCE_PER, "user", "", "This user has a calendar already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct calendar_sent, m)

const struct entity calendar_sent_entity = {
	.name   = "calendar_sent",
	.label  = "Calendar entry sent",
	.plural = "Calendar entries sent",
	.about  = "Which version of an appointment somebody was sent by mail.",
	.phase  = "office",
	.size   = sizeof(struct calendar_sent),
	.order  = "-at",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(event),    T_REF, "Event", .to = "event", .flags = MUST | KEPT },
	{ F(address),  T_TEXT, "Address", .max = 254, .flags = MUST | PERSONAL | KEPT },
	{ F(entity),   T_TEXT, "About (kind)", .max = 60, .flags = MUST | KEPT },
	{ F(target),   T_TEXT, "About (row)", .max = 60, .flags = MUST | KEPT },
	{ F(sequence), T_COUNT, "Version", .min = 0, .max = 1000000, .flags = MUST | KEPT },
	{ F(hash),     T_TEXT, "Fingerprint", .max = 64, .flags = KEPT },
	{ F(method),   T_TEXT, "What it was to do", .max = 20, .flags = KEPT },
	{ F(at),       T_MOMENT, "Written at", .flags = KEPT },
	{ 0 } },
};

#undef F
