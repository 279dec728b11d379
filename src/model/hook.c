/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hook.c - the tables of hook.h. */
#include "model/hook.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct webhook, m)

const struct entity webhook_entity = {
	.name   = "webhook",
	.label  = "Web hook",
	.plural = "Web hooks",
	.about  = "Another program that is told when rows change.",
	.phase  = "office",
	.size   = sizeof(struct webhook),
	.order  = "name",
	.grants = hooks_grants,

	.fields = (const struct field[]){
	{ F(name),       T_TEXT, "Name", .max = 100, .flags = MUST | LIST | SEARCH | NAME },
	{ F(address),    T_TEXT, "Address", .hint = "Where to send, such as "
	    "https://example.org/tilth.", .max = 1000, .flags = MUST | LIST },
	{ F(entities),   T_TEXT, "Kinds of row", .hint = "Their names in the interface, such as "
	    "gap event, with blanks between. Empty: all.", .max = 1000 },
	{ F(events),     T_CHOICES, "What happens to them", .hint = "Nothing chosen: all.",
	    .choices = &hook_event_codes },
	{ F(programme),  T_REF, "Only of this programme", .to = "programme", .flags = LIST },
	{ F(is_on),      T_BOOL, "Is sent to", .flags = LIST | KEPT },
	{ F(secret),     T_TEXT, "Secret", .max = 100, .flags = SECRET | KEPT },
	{ F(by),         T_REF, "Made by", .to = "user", .flags = KEPT },
	{ F(created_at), T_MOMENT, "Made at", .flags = KEPT },
	{ F(at_change),  T_COUNT, "Told up to number", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(tries),      T_COUNT, "Tries without success", .min = 0, .max = 1000,
	    .flags = LIST | KEPT },
	{ F(next_at),    T_MOMENT, "Next try", .flags = KEPT },
	{ F(failing_since), T_MOMENT, "Fails since", .flags = LIST | KEPT },
	{ F(wants_trial), T_BOOL, "A trial waits", .flags = KEPT },
	{ F(trouble),    T_TEXT, "What went wrong last", .max = 400, .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct webhook_delivery, m)

const struct entity webhook_delivery_entity = {
	.name   = "webhook_delivery",
	.label  = "Delivery to a web hook",
	.plural = "Deliveries to web hooks",
	.about  = "What was sent to another program, and what it answered.",
	.phase  = "office",
	.size   = sizeof(struct webhook_delivery),
	.order  = "-at",
	.flags  = INSIDE,
	.grants = hooks_grants,

	.fields = (const struct field[]){
	{ F(webhook),  T_REF, "Web hook", .to = "webhook", .flags = MUST | KEPT },
	{ F(at),       T_MOMENT, "When", .flags = MUST | KEPT },
	{ F(first),    T_COUNT, "First change", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(last),     T_COUNT, "Last change", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(rows),     T_COUNT, "Changes", .min = 0, .max = 1000, .flags = KEPT },
	{ F(status),   T_COUNT, "Answer", .min = 0, .max = 999, .flags = KEPT },
	{ F(took),     T_COUNT, "Took", .unit = "ms", .min = 0, .max = 1e9, .flags = KEPT },
	{ F(is_trial), T_BOOL, "A trial", .flags = KEPT },
	{ F(is_fine),  T_BOOL, "Arrived", .flags = KEPT },
	{ F(answer),   T_TEXT, "What it said", .max = 400, .flags = KEPT },
	{ 0 } },
};

#undef F
