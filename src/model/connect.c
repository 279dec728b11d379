/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* connect.c - the tables of connect.h. */
#include "model/connect.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct exchange_practice, m)

const struct entity exchange_practice_entity = {
	.name   = "exchange_practice",
	.label  = "Practice seen in an exchange",
	.plural = "Practices seen in exchanges",
	.about  = "Something seen with the host that a guest may take home, and whether it was"
	          " taken up.",
	.phase  = "deliver",
	.size   = sizeof(struct exchange_practice),
	.home   = "exchange.programme",
	.order  = "check_due",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(exchange),   T_REF, "Exchange", .to = "exchange", .flags = MUST | LIST },
	{ F(practice),   T_TEXT, "Practice", .flags = MUST | LIST | SEARCH | NAME },
	{ F(seen_at),    T_TEXT, "Where it was seen" },
	{ F(question),   T_TEXT, "Learning question it answers" },
	{ F(adopter),    T_REF, "Who may take it up", .to = "party", .flags = LIST },
	{ F(check_due),  T_DAY, "Check due",
	    .hint = "Empty: six months after the last day of the exchange.", .flags = LIST },
	{ F(checked_on), T_DAY, "Checked on", .flags = LIST },
	{ F(outcome),    T_CHOICE, "What became of it", .choices = &adoption_codes,
	    .flags = LIST },
	{ F(note),       T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "outcome", "checked_on", "Say on which day that was checked." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct network, m)

const struct entity network_entity = {
	.name   = "network",
	.label  = "Network",
	.plural = "Networks",
	.about  = "A network or community of practice: its members, talk and library.",
	.phase  = "deliver",
	.size   = sizeof(struct network),
	.home   = "programme",
	.within = "programme",
	.order  = "name",
	.grants = network_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),      T_CHOICE, "Kind", .choices = &network_kind_codes, .flags = MUST | LIST },
	{ F(purpose),   T_LONG, "Purpose" },
	{ F(lead),      T_REF, "Led by", .to = "party", .flags = LIST },
	{ F(founded),   T_DAY, "Founded on", .flags = LIST },
	{ F(rules),     T_LONG, "How its members deal with each other" },
	{ F(state),     T_CHOICE, "State", .choices = &network_state_codes, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct network_member, m)

const struct entity network_member_entity = {
	.name   = "network_member",
	.label  = "Member of a network",
	.plural = "Members of networks",
	.about  = "Who belongs to a network, since when, and what they give and look for.",
	.phase  = "deliver",
	.size   = sizeof(struct network_member),
	.home   = "network.programme",
	.order  = "joined",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(network), T_REF, "Network", .to = "network", .flags = MUST | LIST | NAME },
	{ F(party),   T_REF, "Member", .to = "party", .flags = MUST | LIST | NAME },
	{ F(role),    T_TEXT, "Part in it", .hint = "Such as convener, librarian.",
	    .flags = LIST },
	{ F(joined),  T_DAY, "Joined on", .flags = LIST },
	{ F(left),    T_DAY, "Left on", .flags = LIST },
	{ F(offers),  T_TEXT, "Can give", .flags = SEARCH },
	{ F(seeks),   T_TEXT, "Looks for", .flags = SEARCH },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "left", "joined", "The member left before joining." },
	{ ONCE_PER, "party", "network joined", "This member is on the list already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct network_topic, m)

const struct entity network_topic_entity = {
	.name   = "network_topic",
	.label  = "Topic",
	.plural = "Topics",
	.about  = "Something a network talks about.",
	.phase  = "deliver",
	.size   = sizeof(struct network_topic),
	.home   = "network.programme",
	.order  = "-at",
	.grants = talk_grants,

	.fields = (const struct field[]){
	{ F(network),   T_REF, "Network", .to = "network", .flags = MUST | LIST },
	{ F(title),     T_TEXT, "Topic", .flags = MUST | LIST | SEARCH | NAME },
	{ F(by),        T_REF, "Begun by", .to = "user", .flags = LIST | KEPT },
	{ F(at),        T_MOMENT, "Begun at", .flags = LIST | KEPT },
	{ F(is_closed), T_BOOL, "Closed", .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct network_post, m)

const struct entity network_post_entity = {
	.name   = "network_post",
	.label  = "Post",
	.plural = "Posts",
	.about  = "What a member wrote on a topic.",
	.phase  = "deliver",
	.size   = sizeof(struct network_post),
	.home   = "topic.network.programme",
	.order  = "at",
	.grants = talk_grants,

	.fields = (const struct field[]){
	{ F(topic), T_REF, "Topic", .to = "network_topic", .flags = MUST | LIST },
	{ F(text),  T_LONG, "Text", .max = 20000, .flags = MUST | LIST | SEARCH | NAME },
	{ F(by),    T_REF, "By", .to = "user", .flags = LIST | KEPT },
	{ F(at),    T_MOMENT, "Written at", .flags = LIST | KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct library_item, m)

const struct entity library_item_entity = {
	.name   = "library_item",
	.label  = "Item of the library",
	.plural = "Library",
	.about  = "A guide, template, case or recording that others may use, with its language"
	          " and licence.",
	.phase  = "deliver",
	.size   = sizeof(struct library_item),
	.home   = "programme",
	.order  = "title",
	.grants = talk_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(network),   T_REF, "Of the network", .to = "network", .flags = LIST },
	{ F(title),     T_TEXT, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),      T_CHOICE, "Kind", .choices = &library_kind_codes, .flags = MUST | LIST },
	{ F(language),  T_TEXT, "Language", .hint = "Two or three letters of ISO 639.", .max = 3,
	    .flags = MUST | LIST },
	{ F(licence),   T_CHOICE, "Licence", .choices = &licence_codes, .flags = MUST | LIST },
	{ F(author),    T_TEXT, "Author", .flags = LIST | SEARCH },
	{ F(about),     T_LONG, "What it is good for", .flags = SEARCH },
	{ F(address),   T_TEXT, "Web address", .max = 1000 },
	{ F(tags),      T_TEXT, "Tags", .hint = "Several are parted by a semicolon.",
	    .flags = SEARCH },
	{ F(published), T_DAY, "Published on", .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct resource_request, m)

const struct entity resource_request_entity = {
	.name   = "resource_request",
	.label  = "Request for a resource",
	.plural = "Requests for resources",
	.about  = "What a member needs from others, and the offer that met it.",
	.phase  = "deliver",
	.size   = sizeof(struct resource_request),
	.home   = "programme",
	.order  = "needed_by",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(from),        T_REF, "Who needs it", .to = "party", .flags = MUST | LIST },
	{ F(kind),        T_CHOICE, "Kind", .choices = &resource_kind_codes,
	    .flags = MUST | LIST },
	{ F(description), T_LONG, "What is needed", .flags = MUST | LIST | SEARCH | NAME },
	{ F(asked_on),    T_DAY, "Asked on", .flags = LIST },
	{ F(needed_by),   T_DAY, "Needed by", .flags = LIST },
	{ F(offer),       T_REF, "Met by the offer", .to = "resource_offer", .flags = LIST },
	{ F(met_on),      T_DAY, "Met on", .flags = LIST },
	{ 0 } },
};

#undef F
