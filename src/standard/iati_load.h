/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_load.h - how a programme's rows become an activity; for the files
 * iati_load*.c alone.
 */
#ifndef STANDARD_IATI_LOAD_H
#define STANDARD_IATI_LOAD_H

#include "base/node.h"
#include "standard/iati.h"

struct iati_party {             /* how an organisation is told */
	struct id id;
	str  ref, name, type;
	bool is_person;         /* never told */
};

struct iati_made {
	struct ctx             *c;
	const struct iati_site *site;
	const struct programme *p;
	struct iati_entry       entry;  /* revision 0: there is none */
	struct iati_party       reporter;
	const char             *lang;   /* of texts without a language */
	struct iati            *a;
	struct publish_names   *names;  /* of persons; NULL: not asked yet */
	struct iati_party     **party;  /* those looked up already */
	size_t                  parties, room;
};

/* As iati_make, with no name of a person in any text. */
CHECKED bool iati_make_clean(struct ctx *, const struct iati_site *,
    const struct programme *, struct iati **);
CHECKED bool iati_party_of(struct iati_made *, struct id,
    const struct iati_party **);
/* Narratives of a text in several languages. */
void iati_texts(struct iati_made *, struct iati *up, str langs);
/* What people wrote, without the names of persons; false: a fault. */
CHECKED bool iati_without_names(struct iati_made *, str, str *out);
str  iati_either(str own, str usual);
/* Rows of a table field; NULL: none. */
const struct node *iati_rows(struct ctx *, str table);
/* <name ref= type=><narrative/></name>; nothing for a person. */
struct iati *iati_org(struct iati *up, const char *name,
    const struct iati_party *);
/* <value currency= value-date=>amount</value> */
void iati_value(struct iati *up, struct money, struct day);

/* Whether others report it: the file of one of them brought it, or it says
 * that it is told by somebody else too. */
CHECKED bool iati_is_theirs(struct ctx *, const struct iati_site *,
    const struct iati_entry *, bool *theirs);

CHECKED bool iati_money(struct iati_made *);    /* budgets and spending */
CHECKED bool iati_transactions(struct iati_made *);
CHECKED bool iati_links(struct iati_made *);
CHECKED bool iati_results(struct iati_made *);
/* The identifier of any programme; *reporter may be NULL. */
CHECKED bool iati_identify(struct ctx *, const struct iati_site *,
    const struct programme *, str *identifier);

#endif
