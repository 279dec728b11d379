/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * codebook.h - the glossary as people read it: every kind of thing, its
 * fields, values, rules, states and who may do what.
 *
 * codebook_node fills `into` with
 *
 *	counts          entities, fields, lists, states (of machines), roles
 *	phases   list   name, label, entities list: name, label, href
 *	entities list   in the order of the glossary:
 *	  name, label, plural, about, phase, id ("e-event")
 *	  home, order, within   as the table says; missing if NULL
 *	  is_ledger, is_inside, is_public   true or missing
 *	  family, member        missing if none
 *	  fields   list  name, label, type (in words), about (hint and help),
 *	                 unit, bounds ("1 to 5000"), only (roles); must,
 *	                 personal, secret, kept, code, listed, searched;
 *	                 to, to_label, to_href of a reference; list, list_href
 *	                 of codes; machine, machine_href of states; columns
 *	  rules    list  text
 *	  rights   list  role, label, see, add, edit, drop, personal (true or
 *	                 missing), own (only rows in which that field is theirs)
 *	  used_by  list  entity, field, label, href: who refers here
 *	lists    list   id, name, label, is_closed, is_open, values list: code,
 *	                label, alias, note
 *	machines list   id, name, label, start, states list: code, label,
 *	                final; moves list: from, to, verb, label, roles, guard,
 *	                must, reason, effect
 *	roles    list   code, label, duties
 */
#ifndef DERIVE_CODEBOOK_H
#define DERIVE_CODEBOOK_H

#include "base/node.h"
#include "base/words.h"
#include "base/write.h"
#include "model/model.h"

struct codebook {
	const struct entity *const *all;        /* ends with NULL */
	const struct words         *words;      /* NULL: English */
	const char                 *version;    /* of the program */
};

void codebook_node(const struct codebook *, struct node *into);
/* One page that needs no other file. */
void codebook_html(const struct codebook *, struct write *);

#endif
